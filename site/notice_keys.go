package site

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// The front matter of a notice. What one key alone shows is told as it is read; the rest by finish.

// written keeps the values that can be judged only beside one another.
type written map[string]value

func (w *window) keys(known keys, seen written) {
	keep := func(v value) { seen[v.key] = v }
	known["kind"] = func(v value) { w.Kind = v.oneOf(noticeKinds) }
	known["affects"] = func(v value) { w.Affects = v.someOf(components) }
	known["severity"] = func(v value) { w.Severity = v.oneOf(severities); keep(v) }
	for _, key := range []string{"start", "end", "rrule", "except", "extra"} {
		known[key] = keep
	}
	known["cancelled"] = keep
	known["intermittent"] = func(v value) { w.Intermittent = v.intermittent(); keep(v) }
	known["updates"] = func(v value) { w.Updates = v.updates() }
	known["sample"] = func(v value) { w.Sample = v.yes() }
}

// finish reads the times, one after the other.
func (w *window) finish(seen written, r report) {
	w.readSpan(seen)
	w.checkKind(seen, r)
	w.readRule(seen)
	w.readDays(seen)
	w.checkIntermittent(seen)
	w.endByUpdate()
}

// readSpan reads start and end; each may settle how the other is meant.
func (w *window) readSpan(seen written) {
	startValue, hasStart := seen["start"]
	endValue, hasEnd := seen["end"]
	var start, end moment
	if hasStart {
		start, hasStart = startValue.anyMoment()
		w.startsAt = place{line: startValue.node.Line, col: startValue.node.Column}
	}
	if hasEnd {
		end, hasEnd = endValue.anyMoment()
	}
	switch {
	case hasStart && start.timeOnly:
		startValue.wrong("「start」には日付も要ります", momentHint)
		return
	case hasEnd && end.timeOnly && !hasStart:
		endValue.wrong("「end」には日付も要ります", momentHint)
		return
	case hasStart && hasEnd:
		if !settle(&start, &end) {
			(map[bool]value{true: startValue, false: endValue})[start.night].wrongNight()
			return
		}
	case start.night:
		startValue.wrongNight()
		return
	case end.night:
		endValue.wrongNight()
		return
	}
	w.Start, w.End = start.at, end.at
	if hasStart && hasEnd && !w.End.After(w.Start) {
		endValue.wrong("終わり（end）が始まり（start）より前か同じです", "日をまたぐときは 25:30 のように書くか、翌日の日付にしてください")
		w.End = time.Time{}
	}
}

const oneDay = 24 * time.Hour

// settle finds how a pair of moments is meant: an end without a date is the next such time after the start, and a
// window that begins or ends at 深夜 is no longer than a day. It is false where that does not decide it.
func settle(start, end *moment) bool {
	if end.timeOnly {
		if start.night {
			return false
		}
		since := end.at.Sub(time.Date(1, 1, 1, 0, 0, 0, 0, japan))
		end.at = startOfDay(start.at).Add(since)
		if !end.tomorrow && since < oneDay && !end.at.After(start.at) {
			end.at = end.at.Add(oneDay)
		}
		return true
	}
	if !start.night && !end.night {
		return true
	}
	if start.night && end.night {
		return false
	}
	night := start
	if end.night {
		night = end
	}
	for range 2 {
		if length := end.at.Sub(start.at); length > 0 && length <= oneDay {
			return true
		}
		night.at = night.at.Add(oneDay)
	}
	return false
}

func startOfDay(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, japan)
}

func (w *window) checkKind(seen written, r report) {
	_, start := seen["start"]
	_, end := seen["end"]
	if w.Kind == "maintenance" && !(start && end) {
		r(0, 1, "メンテナンスには始まり（start）と終わり（end）が要ります", "start: 2026-11-22 02:00 と end: 2026-11-22 05:00 のような行を足してください")
	}
	if w.Kind == "incident" && !start {
		r(0, 1, "障害のお知らせには始まり（start）が要ります", "start: 2026-11-22 02:00 のような行を足してください")
	}
	if v, ok := seen["severity"]; ok && w.Kind == "information" {
		v.wrong("お知らせ（information）には影響の大きさ（severity）を書けません", "この行を消すか、kind を incident か maintenance にしてください")
	}
}

// oneOf reads an id of list.
func (v value) oneOf(list []labelled) string {
	s := v.text()
	if s == "" || labelOf(list, s) != "" {
		return s
	}
	hint := "使えるのは"
	for _, l := range list {
		hint += " " + l.id + "（" + l.label + "）"
	}
	if n := nearest(s, idsOf(list)); n != "" {
		hint = "もしかして「" + n + "」ですか。" + hint
	}
	v.wrong(v.subject()+"「"+s+"」にはできません", hint)
	return ""
}

// someOf reads a list of ids, each once.
func (v value) someOf(list []labelled) []string {
	var ids []string
	for _, item := range v.list() {
		switch id := item.oneOf(list); {
		case slices.Contains(ids, id):
			item.wrong("「"+id+"」が2回あります", "どちらか1つを消してください")
		case id != "":
			ids = append(ids, id)
		}
	}
	return ids
}

// intermittent is a window in which things stop a few times for a few minutes.
type intermittent struct{ Minutes, Times int }

var intermittentForm = regexp.MustCompile(`^(?:最大)? ?(\d{1,4}) ?分(?:間|程度)* ?[×xX*✕✖] ?(?:最大)? ?(\d{1,3}) ?回(?:程度|まで)?$`)

// intermittent reads 最大5分×3回, as notices have it.
func (v value) intermittent() *intermittent {
	s := v.text()
	if s == "" {
		return nil
	}
	m := intermittentForm.FindStringSubmatch(plainDigits(s))
	if m == nil || atoi(m[1]) == 0 || atoi(m[2]) == 0 {
		v.wrong("「intermittent」の書きかたがちがいます", "「最大5分×3回」のように、1回の長さと回数を書いてください")
		return nil
	}
	return &intermittent{atoi(m[1]), atoi(m[2])}
}

func (i *intermittent) String() string { return fmt.Sprintf("最大%d分×%d回", i.Minutes, i.Times) }

func (w *window) checkIntermittent(seen written) {
	i := w.Intermittent
	if i != nil && w.length() > 0 && time.Duration(i.Minutes*i.Times)*time.Minute > w.length() {
		seen["intermittent"].wrong("止まる時間の合計（"+i.String()+"）が、start から end までより長くなっています", "分・回・時刻のどれかを直してください")
	}
}

func (v value) updates() []noticeUpdate {
	var all []noticeUpdate
	for _, item := range v.list() {
		var u noticeUpdate
		item.key = ""
		item.mapping(keys{
			"at":     func(v value) { u.At = v.moment() },
			"status": func(v value) { u.Status = v.oneOf(updateStatuses) },
			"text":   func(v value) { u.Text = v.text() },
		})
		if !hasKey(item.node, "at") || !hasKey(item.node, "text") {
			item.wrong("経過（updates）には、時刻（at）と文（text）が要ります", "- at: 2026-11-22 02:30 の下の行に、位置をそろえて text: 文 と書いてください")
			continue
		}
		if !u.At.IsZero() && u.Text != "" {
			all = append(all, u)
		}
	}
	slices.SortStableFunc(all, func(a, b noticeUpdate) int { return b.At.Compare(a.At) })
	return all
}

// endByUpdate: an incident of which it was said that it is resolved ended then.
func (w *window) endByUpdate() {
	if w.Kind != "incident" || !w.End.IsZero() || len(w.Updates) == 0 {
		return
	}
	if last := w.Updates[0]; last.Status == "resolved" && last.At.After(w.Start) {
		w.End = last.At
	}
}

// readDays reads what is said of single days: those left out, added, called off.
func (w *window) readDays(seen written) {
	if v, ok := seen["except"]; ok {
		w.Except = w.daysOf(v)
	}
	if v, ok := seen["extra"]; ok {
		w.Extra = w.extras(v)
	}
	if v, ok := seen["cancelled"]; ok {
		if len(v.node.Content) > 0 {
			w.CancelledOn = w.daysOf(v)
		} else {
			w.Cancelled = v.cancelled()
		}
	}
}

// cancelled reads true or false, or a day outside of a list.
func (v value) cancelled() bool {
	if s, ok := v.scalar(); ok && strings.ContainsAny(s, "-/年") {
		v.wrong("「cancelled」の日付は一覧で書きます", "cancelled: ["+s+"] のように [ ] で囲んでください。全部中止なら true です")
		return false
	}
	return v.yes()
}

// daysOf reads days on which a recurring window falls.
func (w *window) daysOf(v value) []time.Time {
	if w.Rule == nil {
		v.wrong("「"+v.key+"」の日付は、くり返し（rrule）があるときだけ書けます", "1回だけの予定を中止するときは cancelled: true と書いてください")
		return nil
	}
	var days []time.Time
	for _, item := range v.list() {
		day := item.day()
		if day.IsZero() {
			continue
		}
		if len(w.Rule.starts(day, day.Add(oneDay))) == 0 {
			item.wrong(dayText(day)+"には、この予定がありません", w.Rule.nearHint(day))
			continue
		}
		days = append(days, startOfDay(day))
	}
	return days
}

// extras reads added dates: a day (at the usual time), a moment (of the usual length), or start and end.
func (w *window) extras(v value) []occurrence {
	if w.length() == 0 {
		v.wrong("「extra」を書くには、始まり（start）と終わり（end）が要ります", momentHint)
		return nil
	}
	var all []occurrence
	for _, item := range v.list() {
		o, ok := w.extra(item)
		if !ok {
			continue
		}
		if o.Start.Equal(w.Start) || w.Rule != nil && len(w.Rule.starts(o.Start, o.Start.Add(time.Second))) > 0 {
			item.wrong(momentText(o.Start)+"は、もう予定に入っています", "この行を消してください")
			continue
		}
		all = append(all, o)
	}
	return all
}

func (w *window) extra(v value) (o occurrence, ok bool) {
	o.extra = true
	if len(v.node.Content) > 0 {
		var own window
		times := written{}
		keep := func(v value) { times[v.key] = v }
		v.mapping(keys{"start": keep, "end": keep})
		own.readSpan(times)
		if times["start"].node == nil || times["end"].node == nil {
			v.wrong("足す予定には、始まり（start）と終わり（end）が要ります", "- {start: 2026-12-20 02:00, end: 2026-12-20 05:00} のように書いてください")
		}
		o.Start, o.End = own.Start, own.End
		return o, own.length() > 0
	}
	s, ok := v.scalar()
	if !ok {
		return o, false
	}
	if partsOf(s).isDate() {
		day := v.day()
		o.Start = day.Add(w.Start.Sub(startOfDay(w.Start)))
		ok = !day.IsZero()
	} else {
		o.Start = v.moment()
		ok = !o.Start.IsZero()
	}
	o.End = o.Start.Add(w.length())
	return o, ok
}
