package site

import (
	"strings"
	"testing"
	"time"
)

// occurrencesOf lists what there is from a day on for a year; those called off have a cross.
func occurrencesOf(w *window, from string) string {
	at, _ := time.ParseInLocation(time.DateOnly, from, japan)
	var all []string
	for _, o := range w.between(at, at.Add(yearAhead)) {
		s := o.Start.Format("06-01-02 15:04")
		if o.Cancelled {
			s += "x"
		}
		all = append(all, s)
	}
	return strings.Join(all, ", ")
}

func TestOccurrences(t *testing.T) {
	for name, c := range map[string]struct{ lines, from, want string }{
		"once": {"start: 2026-12-01 01:00\nend: 2026-12-01 05:00", "2026-12-01", "26-12-01 01:00"},
		"past": {"start: 2026-12-01 01:00\nend: 2026-12-01 05:00", "2026-12-02", ""},
		"every second Sunday, thrice": {"start: 2026-12-13 01:00\nend: 2026-12-13 05:00\nrrule: FREQ=MONTHLY;BYDAY=2SU;COUNT=3", "2026-12-01",
			"26-12-13 01:00, 27-01-10 01:00, 27-02-14 01:00"},
		"until a day, with its hours": {"start: 2026-12-06 02:00\nend: 2026-12-06 05:00\nrrule: FREQ=WEEKLY;UNTIL=20261220", "2026-12-01",
			"26-12-06 02:00, 26-12-13 02:00, 26-12-20 02:00"},
		"over the year's end":       {"start: 2026-12-31 23:00\nend: 26:00\nrrule: FREQ=YEARLY", "2026-12-31", "26-12-31 23:00, 27-12-31 23:00"},
		"on, begun before midnight": {"start: 2026-12-31 23:00\nend: 26:00", "2027-01-01", "26-12-31 23:00"},
		"a leap day only":           {"start: 2028-02-29 01:00\nend: 2028-02-29 02:00\nrrule: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2032-01-01", "32-02-29 01:00"},
		"no leap day in 2029":       {"start: 2028-02-29 01:00\nend: 2028-02-29 02:00\nrrule: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2029-01-01", ""},
		"left out, added, called off": {"start: 2026-12-06 01:00\nend: 2026-12-06 05:00\nrrule: RRULE:FREQ=WEEKLY;BYDAY=SU;COUNT=4\n" +
			"except: [2026-12-13]\ncancelled: [2026-12-20]\nextra: [2026-12-22, 2026-12-23 03:30, {start: 2026-12-24 22:00, end: 24:00}]", "2026-12-01",
			"26-12-06 01:00, 26-12-20 01:00x, 26-12-22 01:00, 26-12-23 03:30, 26-12-24 22:00, 26-12-27 01:00"},
		"added to one": {"start: 2026-12-06 01:00\nend: 2026-12-06 05:00\nextra: [2026-12-08]", "2026-12-01", "26-12-06 01:00, 26-12-08 01:00"},
		"called off":   {"start: 2026-12-06 01:00\nend: 2026-12-06 05:00\ncancelled: true", "2026-12-01", "26-12-06 01:00x"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := occurrencesOf(readWindow(t, c.lines), c.from); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestARuleWithoutEndIsMaterialisedForAYear(t *testing.T) {
	w := readWindow(t, "start: 2020-01-05 01:00\nend: 2020-01-05 05:00\nrrule: FREQ=WEEKLY")
	all := w.between(built, built.Add(yearAhead))
	if len(all) < 52 || len(all) > 53 || all[0].Start.Before(built) || all[51].Start.Sub(all[0].Start) != 51*7*oneDay {
		t.Errorf("%d occurrences from %v on", len(all), all[0].Start)
	}
}

func TestIdsOfOccurrences(t *testing.T) {
	once := readWindow(t, "start: 2026-12-06 01:00\nend: 2026-12-06 05:00")
	weekly := readWindow(t, "start: 2026-12-06 01:00\nend: 2026-12-06 05:00\nrrule: FREQ=WEEKLY\nextra: [2026-12-08]")
	later := readWindow(t, "start: 2026-12-06 02:00\nend: 2026-12-06 05:00\nrrule: FREQ=WEEKLY")
	ids := func(w *window) (ids string) {
		for _, o := range w.between(built, w.Start.AddDate(0, 0, 10)) {
			ids += o.id("work") + " "
		}
		return ids
	}
	if got := ids(once); got != "work " {
		t.Error(got)
	}
	if got := ids(weekly); got != "work-20261206 work-20261208t0100 work-20261213 " {
		t.Error(got)
	}
	if got := ids(later); got != "work-20261206 work-20261213 " {
		t.Errorf("another hour gives other ids: %s", got)
	}
}
