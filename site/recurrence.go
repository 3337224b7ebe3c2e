package site

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/teambition/rrule-go"
)

// Windows that come again, by RFC 5545's RRULE. Its dates are reckoned by teambition/rrule-go, which
// emersion/go-ical stands on too: a port of dateutil's with its four thousand lines of tests.
// The rule may be without end; nobody asks for more than a year of it.

// yearAhead is how far occurrences are materialised from the build on.
const yearAhead = 366 * oneDay

// An occurrence is one time of a notice.
type occurrence struct {
	Start, End time.Time // End is zero while nobody knows it
	Cancelled  bool      // announced and called off

	extra, only bool // added by hand; of a notice that happens once
}

// between returns the occurrences that end after from and begin before until, in order, the cancelled too.
// One whose end is not known has not ended.
func (w *window) between(from, until time.Time) []occurrence {
	if w.Start.IsZero() {
		return nil
	}
	all := slices.Clone(w.Extra)
	if w.Rule == nil {
		all = append(all, occurrence{Start: w.Start, End: w.End, only: len(w.Extra) == 0})
	} else {
		for _, start := range w.Rule.starts(from.Add(-w.length()), until) {
			if !slices.ContainsFunc(w.Except, startOfDay(start).Equal) {
				all = append(all, occurrence{Start: start, End: start.Add(w.length())})
			}
		}
	}
	all = slices.DeleteFunc(all, func(o occurrence) bool {
		return !o.End.IsZero() && !o.End.After(from) || !o.Start.Before(until)
	})
	for i := range all {
		all[i].Cancelled = w.Cancelled || slices.ContainsFunc(w.CancelledOn, startOfDay(all[i].Start).Equal)
	}
	slices.SortFunc(all, func(a, b occurrence) int { return a.Start.Compare(b.Start) })
	return all
}

// id names an occurrence among those of its notice, and stays when its hour changes.
func (o occurrence) id(notice string) string {
	switch {
	case o.only:
		return notice
	case o.extra:
		return notice + o.Start.Format("-20060102t1504")
	}
	return notice + o.Start.Format("-20060102")
}

// A recurrence is a rule with its first start.
type recurrence struct {
	option rrule.ROption
	first  time.Time
}

// starts returns the starts from from on and before until.
func (r *recurrence) starts(from, until time.Time) []time.Time {
	option := r.option
	if last := until.Add(-time.Second); option.Until.IsZero() || option.Until.After(last) {
		option.Until = last // the library looks no further than this
	}
	if option.Until.Before(r.first) {
		return nil
	}
	rule, err := rrule.NewRRule(option)
	if err != nil {
		return nil // told when it was read
	}
	var starts []time.Time
	next := rule.Iterator()
	for t, ok := next(); ok; t, ok = next() {
		if !t.Before(from) {
			starts = append(starts, t.In(japan))
		}
	}
	return starts
}

// firstYears is where a rule must have shown itself: the next leap year is eight years off at most.
const firstYears = 9 * yearAhead

// nearHint names the occurrence next to a day.
func (r *recurrence) nearHint(day time.Time) string {
	for _, start := range r.starts(day.AddDate(0, 0, -40), day.Add(firstYears)) {
		if !start.Before(day) {
			return "近い予定は" + momentText(start) + "です"
		}
	}
	return "くり返しの日付を確かめてください"
}

const rruleHint = "毎週日曜日は FREQ=WEEKLY;BYDAY=SU、毎月第2日曜日は FREQ=MONTHLY;BYDAY=2SU のように書いてください。終わる日は UNTIL=20271231、回数は COUNT=6 です"

var (
	noNumber        = regexp.MustCompile(`(COUNT|INTERVAL)=(0*|-.*)(;|$)`)
	untilDay        = regexp.MustCompile(`UNTIL=(\d{8})(;|$)`)
	ruleFrequencies = []rrule.Frequency{rrule.YEARLY, rrule.MONTHLY, rrule.WEEKLY, rrule.DAILY}
)

// readRule reads rrule; the start must be one of its dates, because calendars differ in what they make of another.
func (w *window) readRule(seen written) {
	v, ok := seen["rrule"]
	if !ok {
		return
	}
	text := strings.TrimPrefix(strings.ToUpper(strings.Join(strings.Fields(v.text()), "")), "RRULE:")
	if text == "" {
		return
	}
	if w.Start.IsZero() || w.End.IsZero() {
		if _, told := seen["start"]; !told {
			v.wrong("くり返し（rrule）には、始まり（start）と終わり（end）が要ります", "1回めの日時を start と end に書いてください")
		}
		return
	}
	switch {
	case strings.Contains(text, "DTSTART"):
		v.wrong("くり返し（rrule）に DTSTART は書けません", "1回めの日時は start に書いてください")
		return
	case strings.Contains(text, "UNTIL=") && strings.Contains(text, "COUNT="):
		v.wrong("くり返しの終わりが2つあります（UNTIL と COUNT）", "どちらか1つを消してください")
		return
	case noNumber.MatchString(text):
		v.wrong("くり返し（rrule）の回数（COUNT）と間隔（INTERVAL）は 1 以上でなければなりません", rruleHint)
		return
	}
	// A last day is meant with all its hours.
	option, err := rrule.StrToROptionInLocation(untilDay.ReplaceAllString(text, "UNTIL=${1}T235959$2"), japan)
	if err != nil {
		v.wrong("くり返し（rrule）を読めません（"+err.Error()+"）", rruleHint)
		return
	}
	option.Dtstart = w.Start
	rule := &recurrence{*option, w.Start}
	if message, hint := rule.wrong(w); message != "" {
		v.wrong(message, hint)
		return
	}
	w.Rule = rule
}

// wrong says what is wrong with a rule that can be read.
func (r *recurrence) wrong(w *window) (message, hint string) {
	if _, err := rrule.NewRRule(r.option); err != nil {
		return "くり返し（rrule）を読めません（" + err.Error() + "）", rruleHint
	}
	if !slices.Contains(ruleFrequencies, r.option.Freq) {
		return "くり返し（rrule）は、毎日より細かくできません", "FREQ= は DAILY・WEEKLY・MONTHLY・YEARLY のどれかにしてください"
	}
	if !r.option.Until.IsZero() && r.option.Until.Before(r.first) {
		return "くり返しの終わり（UNTIL）が、始まり（start）より前です", "UNTIL の日付を直してください"
	}
	starts := r.starts(r.first, r.first.Add(firstYears))
	if len(starts) == 0 {
		return "くり返し（rrule）に当てはまる日がありません", rruleHint
	}
	if !starts[0].Equal(r.first) {
		return "始まり（start）の日が、くり返し（rrule）に当てはまりません", "start を1回めの " + momentText(starts[0]) + " にするか、rrule を直してください"
	}
	for i, next := range starts[1:] {
		if startOfDay(next).Equal(startOfDay(starts[i])) {
			return "1日に2回以上のくり返しは書けません", "時刻ごとにお知らせを分けてください"
		}
		if next.Before(starts[i].Add(w.length())) {
			return fmt.Sprintf("くり返しが重なっています（%sの回が終わる前に%sの回が始まります）", momentText(starts[i]), momentText(next)), "終わり（end）か rrule を直してください"
		}
	}
	return "", ""
}
