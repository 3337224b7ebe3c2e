//go:build js && wasm

package main

import "helpcenter/wasm/japanese"

// The clock, by the Date header of our own probe, and the published maintenance windows, by the clock so corrected.

// takeClock keeps the reading of the fastest answer: half its round trip is the uncertainty.
func (s *session) takeClock(a *answer) {
	if !(a.date > 0) || s.clockTrip > 0 && a.ms >= s.clockTrip {
		return
	}
	age, _ := number(a.age)
	server := a.date + 500 + float64(max(0, age))*1000 // Date has whole seconds, cut off
	s.clockTrip, s.skew = max(a.ms, 1), a.wall-a.ms/2-server
	s.judgeWindows()
}

// noClock ends the wait for a better reading.
func (s *session) noClock() {
	if s.clockTrip == 0 {
		s.unmeasured("clock_skew_s")
	} else {
		s.measuredAmount("clock_skew_s", s.skew/1000)
	}
	s.clockDone = true
	s.judgeHour()
	s.judgeWindows()
}

// takeStatus has the published windows read, where they came.
func (s *session) takeStatus(a *answer) {
	if a.kind == "basic" && a.status == 200 {
		s.order('j', "windows", a.body, "")
	} else {
		s.takeWindows(nil)
	}
}

// published is a maintenance window or an incident of /api/v2/summary.json.
type published struct {
	planned     bool
	from, until float64 // ms since the epoch; 0 is not said
	card, other bool    // components that it touches: payments by card, anything else
}

const cardComponent = "card-payment"

// touches tells whether it concerns payments by card, or anything else; one that names no component concerns
// all but the card.
func (p published) touches(card bool) bool {
	if card {
		return p.card
	}
	return p.other || !p.card
}

// takeWindows reads the leaves of the status file.
func (s *session) takeWindows(f facts) {
	s.published, s.statusRead, s.statusWritten = nil, 0, 0
	for ; len(f) > 1; f = f[2:] {
		if f.text(0) == "page.updated_at" {
			s.statusWritten = parseTime(f.text(1))
		}
		root, rest := cut(f.text(0))
		planned := root == "scheduled_maintenances"
		if !planned && root != "incidents" {
			continue
		}
		_, field := cut(rest)
		switch {
		case rest == "":
			s.statusRead++
		case field == "":
			s.published = append(s.published, published{planned: planned})
		default:
			s.published[len(s.published)-1].read(field, f.text(1))
		}
	}
	s.statusDone = true
	s.judgeWindows()
}

func (p *published) read(field, value string) {
	switch field {
	case "scheduled_for", "started_at":
		p.from = parseTime(value)
	case "scheduled_until", "resolved_at":
		p.until = parseTime(value)
	}
	if list, rest := cut(field); list == "components" {
		if _, id := cut(rest); id == "id" {
			p.card = p.card || value == cardComponent
			p.other = p.other || value != cardComponent
		}
	}
}

// cut returns what stands before the first dot and after it.
func cut(path string) (head, rest string) {
	if i := japanese.Index(path, "."); i >= 0 {
		return path[:i], path[i+1:]
	}
	return path, ""
}

const soon = 120 // minutes ahead in which a window is worth telling

// judgeWindows judges by times, not by status words, once both the clock and the file are there. Windows count minutes,
// so the first reading of the clock will do; a better one judges again.
func (s *session) judgeWindows() {
	if !s.clockDone && s.clockTrip == 0 || !s.statusDone {
		return
	}
	if s.statusRead < 2 { // both lists are there, also when they are empty
		s.unmeasured("maintenance_now")
		s.unmeasured("maintenance_next_min")
		s.unmeasured("incident_now")
		return
	}
	at := s.now - s.skew
	current, next := s.windows(at, false)
	fresh := s.statusAge() < outdated
	s.announced("maintenance_now", current, fresh)
	if next >= 0 && next <= soon {
		s.measuredAmount("maintenance_next_min", next)
	} else {
		s.unmeasured("maintenance_next_min")
	}
	s.announced("incident_now", s.incident(at, false), fresh)
	card, _ := s.windows(at, true)
	s.cardStopped = card || s.incident(at, true)
}

// outdated is the age in days from which on the file says nothing by its silence.
const outdated = 3

// statusAge is how many days ago the file was written: thousands where it does not say.
func (s *session) statusAge() int { return int((s.now - s.skew - s.statusWritten) / 86400000) }

// announced notes what the file says. An old one that names nothing has not been told: that is unknown.
func (s *session) announced(id string, holds, fresh bool) {
	if holds || fresh {
		s.measuredYes(id, holds)
	} else {
		s.unmeasured(id)
	}
}

// windows returns whether a window covers the moment, and the minutes until the next one or -1. card asks for
// those that stop payments by card, else for those that touch the app, the site or codes.
func (s *session) windows(at float64, card bool) (current bool, next float64) {
	next = -1
	for _, p := range s.published {
		if !p.planned || p.from == 0 || p.until == 0 || !p.touches(card) {
			continue
		}
		if at >= p.from && at < p.until {
			current = true
		} else if minutes := (p.from - at) / 60000; minutes > 0 && (next < 0 || minutes < next) {
			next = minutes
		}
	}
	return current, next
}

// incident tells whether a published incident is open at the moment; card as for windows.
func (s *session) incident(at float64, card bool) bool {
	for _, p := range s.published {
		if !p.planned && p.touches(card) && at >= p.from && (p.until == 0 || at < p.until) {
			return true
		}
	}
	return false
}
