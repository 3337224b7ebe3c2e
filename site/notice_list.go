package site

import (
	"cmp"
	"slices"
	"time"
)

// shownOf returns what is on or ahead, most of it at most, or else the last occurrence; last is the last of all
// that is known.
func (s *Site) shownOf(w *window, most int) (shown []occurrence, last occurrence) {
	built := s.options.Built
	from := built
	if w.Start.After(built) {
		from = w.Start
	}
	if ahead := w.between(built, from.Add(yearAhead)); len(ahead) > 0 {
		return ahead[:min(most, len(ahead))], ahead[len(ahead)-1]
	}
	if over := w.between(time.Time{}, built); len(over) > 0 {
		return over[len(over)-1:], over[len(over)-1]
	}
	return nil, occurrence{}
}

// newsFor is how long mere information without an end counts as news.
const newsFor = 60 * oneDay

// isPast holds for a notice of which nothing is ahead. A sample is none: it stands for what it shows.
func (s *Site) isPast(p *page, last occurrence) bool {
	w, built := p.meta.Notice, s.options.Built
	switch {
	case w.Sample:
		return false
	case !last.End.IsZero():
		return !last.End.After(built)
	}
	return w.Kind != "maintenance" && w.Kind != "incident" && p.when().Add(newsFor).Before(built)
}

// notices parts all notices into those that say something of now or later, the next first, and those that are
// past, the newest first. What has no time stands behind what has one, samples last.
func (s *Site) notices(ix *index) (ahead, past []NoticeView) {
	starts := map[string]time.Time{}
	for _, e := range ix.notices {
		v := s.noticeView(e.page, listedMost)
		if v.Past {
			past = append(past, v)
		} else {
			ahead = append(ahead, v)
		}
		if shown, _ := s.shownOf(e.meta.Notice, 1); len(shown) > 0 {
			starts[v.URL] = shown[0].Start
		}
	}
	place := func(v NoticeView) int {
		switch {
		case v.Sample:
			return 2
		case len(v.Windows) == 0:
			return 1
		}
		return 0
	}
	slices.SortStableFunc(ahead, func(a, b NoticeView) int {
		return cmp.Or(cmp.Compare(place(a), place(b)), starts[a.URL].Compare(starts[b.URL]))
	})
	slices.SortStableFunc(past, func(a, b NoticeView) int { return starts[b.URL].Compare(starts[a.URL]) })
	return ahead, past
}

// turns holds for a notice whose phase will change by itself.
func (s *Site) turns(w *window) bool {
	shown, _ := s.shownOf(w, pageMost)
	return slices.ContainsFunc(shown, func(o occurrence) bool { return s.windowView(w, o).Minutes != "" })
}
