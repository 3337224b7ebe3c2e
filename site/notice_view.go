package site

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// What pages show of notices. One element of a page is one occurrence, with its own times in words and in minutes:
// the browser only has to compare (assets/later/windows.js), and without scripts the words say from when to when.

// Phases of an occurrence, in order, as data-phase has them.
const (
	phaseAhead = iota
	phaseNow
	phaseOver
)

// phaseWords are what a reader sees of them, by kind.
var phaseWords = map[string][]string{"maintenance": {"予定", "実施中", "終了"}, "incident": {"予定", "発生中", "終了"}}

func (o occurrence) phase(at time.Time) int {
	switch {
	case at.Before(o.Start):
		return phaseAhead
	case o.End.IsZero() || at.Before(o.End):
		return phaseNow
	}
	return phaseOver
}

// How much of what is ahead is shown.
const (
	bannerAhead = 35 * oneDay // in the banner's markup, which every page carries
	bannerMost  = 3
	listedMost  = 3 // occurrences of one notice in a list of notices
	pageMost    = 6 // and on its own page
)

func (s *Site) windowView(w *window, o occurrence) WindowView {
	built := s.options.Built.In(japan)
	v := WindowView{
		Start: momentISO(o.Start), End: momentISO(o.End), StartText: momentText(o.Start), EndText: untilText(o.Start, o.End),
		ShortText: shortMoment(o.Start, built), Cancelled: o.Cancelled,
	}
	words := phaseWords[w.Kind]
	if o.Cancelled || w.Sample || words == nil {
		return v
	}
	v.Minutes = minutesOf(o)
	v.Phase, v.Phases = words[o.phase(built)], strings.Join(words, " ")
	v.Over = o.phase(built) == phaseOver
	if v.Over {
		v.Minutes = "" // nothing will change any more
	}
	return v
}

// minutesOf is an occurrence as data-window has it: minutes since 1970, of the start and of the end if known.
func minutesOf(o occurrence) string {
	end := ""
	if !o.End.IsZero() {
		end = fmt.Sprint(o.End.Unix() / 60)
	}
	return fmt.Sprintf("%d-%s", o.Start.Unix()/60, end)
}

// untilText says of an end only what differs from the start.
func untilText(start, end time.Time) string {
	switch {
	case end.IsZero():
		return ""
	case startOfDay(start).Equal(startOfDay(end)):
		return hourText(end)
	case end.Equal(startOfDay(start).Add(oneDay)):
		return "24:00"
	case start.Year() == end.Year():
		return shortMoment(end, start)
	}
	return momentText(end)
}

// shortMoment leaves out the year where it is that of another moment near.
func shortMoment(t, near time.Time) string {
	if t.IsZero() || t.Year() != near.Year() {
		return momentText(t)
	}
	return fmt.Sprintf("%d月%d日（%s）%s", t.Month(), t.Day(), weekdays[t.Weekday()], hourText(t))
}

// noticeView shows the occurrences that are not over, most of them at most, or else the last one that was.
func (s *Site) noticeView(p *page, most int) NoticeView {
	w := p.meta.Notice
	v := NoticeView{
		Title: p.meta.Title, URL: p.url, Kind: cmp.Or(w.Kind, "information"), Date: dayISO(p.meta.Date), DateText: dayText(p.meta.Date),
		Sample: w.Sample, Cancelled: w.Cancelled, Severity: labelOf(severities, w.Severity),
	}
	v.KindText = labelOf(noticeKinds, v.Kind)
	for _, id := range w.Affects {
		if id != cardPayment {
			v.Affects = append(v.Affects, labelOf(components, id))
		}
	}
	if w.Kind == "maintenance" || w.Kind == "incident" {
		v.Card, v.CardText = w.card(), w.cardText()
		v.Says = w.says()
	}
	if w.Intermittent != nil {
		v.Intermittent = w.Intermittent.String()
	}
	for _, u := range w.Updates {
		v.Updates = append(v.Updates, UpdateView{momentISO(u.At), momentText(u.At), labelOf(updateStatuses, u.Status), u.Text})
	}
	shown, last := s.shownOf(w, most)
	for _, o := range shown {
		v.Windows = append(v.Windows, s.windowView(w, o))
	}
	v.Recurs, v.Past = w.Rule != nil || len(w.Extra) > 0, s.isPast(p, last)
	return v
}

// says what a notice means to a reader, without the card, which is said apart.
func (w *window) says() string {
	var parts []string
	for _, id := range w.Affects {
		if id != cardPayment {
			parts = append(parts, labelOf(components, id))
		}
	}
	what := strings.Join(parts, "と")
	switch {
	case what == "" && len(w.Affects) > 0:
		return ""
	case what == "":
		return "アプリやNetアンサーが使えないことがあります。"
	case w.Intermittent != nil:
		return what + "が、つながらないことがあります（" + w.Intermittent.String() + "）。"
	case w.Severity == "minor":
		return what + "が、使えないことがあります。"
	}
	return what + "が使えません。"
}

// card says whether one can pay by card meanwhile.
func (w *window) card() string {
	switch {
	case !w.stops(cardPayment):
		return "使えます"
	case w.Intermittent != nil || w.Severity == "minor":
		return "使えないことがあります"
	}
	return "使えません"
}

func (w *window) cardText() string {
	return labelOf(components, cardPayment) + "は" + w.card() + "。"
}

// banners are the next occurrences of all notices, those that are on first: what every page carries so that
// it can tell at the minute.
func (s *Site) banners(ix *index) []BannerView {
	built := s.options.Built
	type found struct {
		e *entry
		o occurrence
	}
	var all []found
	for _, e := range ix.notices {
		w := e.meta.Notice
		if !w.announced() || phaseWords[w.Kind] == nil {
			continue
		}
		for _, o := range w.between(built, built.Add(bannerAhead)) {
			if !o.Cancelled {
				all = append(all, found{e, o})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b found) int { return a.o.Start.Compare(b.o.Start) })
	var views []BannerView
	for _, f := range all[:min(bannerMost, len(all))] {
		w := f.e.meta.Notice
		views = append(views, BannerView{
			Window: s.windowView(w, f.o), URL: f.e.url, KindText: labelOf(noticeKinds, w.Kind), Says: w.says(), Card: w.cardText(),
			Due: f.o.phase(built.Add(s.config().bannerBefore())) == phaseNow || f.o.phase(built) == phaseNow,
		})
	}
	return views
}
