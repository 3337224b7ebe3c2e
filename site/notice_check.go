package site

import (
	"slices"
	"strings"
	"time"
)

// A booking is the time that one notice takes of one component.
type booking struct {
	entry *entry
	occurrence
}

// checkOverlaps finds maintenance that takes the same component at the same time: one of the two is a mistake, or
// both are one. It is told of the notice whose file comes later by name.
func (s *Site) checkOverlaps(ix *index) (problems Problems) {
	told := map[[2]*entry]bool{}
	for _, c := range components {
		bookings := s.bookings(ix, c.id)
		var last booking // that ends latest so far
		for _, b := range bookings {
			if last.entry != nil && last.entry != b.entry && b.Start.Before(last.End) {
				first, second := last, b
				if first.entry.path > second.entry.path {
					first, second = second, first
				}
				if pair := [2]*entry{first.entry, second.entry}; !told[pair] {
					told[pair] = true
					problems = append(problems, overlap(first, second, c.label))
				}
			}
			if last.entry == nil || b.End.After(last.End) {
				last = b
			}
		}
	}
	return problems
}

func overlap(first, second booking, component string) Problem {
	at := second.entry.meta.Notice.startsAt
	return Problem{second.entry.path, at.line, at.col,
		component + "のメンテナンスが " + first.entry.path + " の" + momentText(first.Start) + "から" + untilText(first.Start, first.End) + "までと重なっています",
		"時刻を直すか、1つのお知らせにまとめてください。片方が取りやめなら、そちらに cancelled: true と書いてください"}
}

// bookings of a component, by start: everything that happens once, and a year of what comes again.
func (s *Site) bookings(ix *index, component string) []booking {
	var all []booking
	for _, e := range ix.notices {
		w := e.meta.Notice
		if w.Kind != "maintenance" || !w.announced() || e.meta.Draft || len(e.problems) > 0 || !w.stops(component) {
			continue
		}
		until := s.options.Built
		if w.Start.After(until) {
			until = w.Start
		}
		for _, o := range w.between(time.Time{}, until.Add(yearAhead)) {
			if !o.Cancelled && !o.End.IsZero() {
				all = append(all, booking{e, o})
			}
		}
	}
	slices.SortFunc(all, func(a, b booking) int {
		if c := a.Start.Compare(b.Start); c != 0 {
			return c
		}
		return strings.Compare(a.entry.path, b.entry.path)
	})
	return all
}
