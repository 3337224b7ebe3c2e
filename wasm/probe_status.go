//go:build js && wasm

package main

import "syscall/js"

// The clock, by the Date header of our own probe, and the published maintenance windows, by the clock so corrected.

// takeClock keeps the reading of the fastest answer: half its round trip is the uncertainty.
func (s *session) takeClock(a answer) {
	date := parseDate(a.date)
	if date == 0 || s.clockTrip > 0 && a.ms >= s.clockTrip {
		return
	}
	age, _ := number(a.age)
	server := date + 500 + float64(max(0, age))*1000 // Date has whole seconds, cut off
	s.clockTrip, s.skew = max(a.ms, 1), a.wall-a.ms/2-server
}

// noClock ends the wait for a better reading.
func (s *session) noClock() {
	if s.clockTrip == 0 {
		s.unmeasured("clock_skew_s")
	} else {
		s.measured("clock_skew_s", amount(s.skew/1000))
	}
	s.clockDone = true
	s.measured("busy_period", s.busy())
	s.judgeWindows()
}

// parseDate returns milliseconds since the epoch, or 0.
func parseDate(date string) float64 {
	if date == "" {
		return 0
	}
	if t := js.Global().Get("Date").Call("parse", date); t.Truthy() {
		return t.Float()
	}
	return 0
}

// probeStatus fetches the published windows, unless the page has begun to.
func (s *session) probeStatus(begun js.Value) {
	take := func(a answer) {
		if a.kind == "basic" && a.status == 200 {
			s.summary = s.attempt(js.Global().Get("JSON"), "parse", a.body)
		}
		s.summaryDone = true
		s.judgeWindows()
	}
	if has(begun, "summary") {
		s.await(begun.Get("summary"), take)
	} else {
		s.ask("/api/v2/summary.json?n="+s.handed.Call("nonce").String(), js.Undefined(), s.left(), take)
	}
}

const soon = 120 // minutes ahead in which a window is worth telling

// judgeWindows judges by times, not by status words, once both the clock and the file are there.
func (s *session) judgeWindows() {
	if !s.clockDone || !s.summaryDone {
		return
	}
	if !has(s.summary, "scheduled_maintenances") || !has(s.summary, "incidents") {
		s.unmeasured("maintenance_now")
		s.unmeasured("maintenance_next_min")
		s.unmeasured("incident_now")
		return
	}
	at := now() - s.skew
	current, next := s.windows(at, false)
	s.measured("maintenance_now", yes(current))
	if next >= 0 && next <= soon {
		s.measured("maintenance_next_min", amount(next))
	} else {
		s.unmeasured("maintenance_next_min")
	}
	s.measured("incident_now", yes(s.incident(at)))
	card, _ := s.windows(at, true)
	s.cardStopped = card
}

// windows returns whether a window covers the moment, and the minutes until the next one or -1. card asks for
// those that stop payments by card, else for those that touch the app, the site or codes.
func (s *session) windows(at float64, card bool) (current bool, next float64) {
	next = -1
	list := s.summary.Get("scheduled_maintenances")
	for i := 0; i < list.Length(); i++ {
		w := list.Index(i)
		from, until := parseDate(text(w, "scheduled_for")), parseDate(text(w, "scheduled_until"))
		if from == 0 || until == 0 || !touches(w, card) {
			continue
		}
		if at >= from && at < until {
			current = true
		} else if minutes := (from - at) / 60000; minutes > 0 && (next < 0 || minutes < next) {
			next = minutes
		}
	}
	return current, next
}

const cardComponent = "card-payment"

// touches tells whether a window or incident concerns payments by card, or anything else; one that names no
// component concerns all but the card.
func touches(w js.Value, card bool) bool {
	if !has(w, "components") || w.Get("components").Length() == 0 {
		return !card
	}
	list := w.Get("components")
	for i := 0; i < list.Length(); i++ {
		if (text(list.Index(i), "id") == cardComponent) == card {
			return true
		}
	}
	return false
}

// incident tells whether a published incident is open at the moment.
func (s *session) incident(at float64) bool {
	list := s.summary.Get("incidents")
	for i := 0; i < list.Length(); i++ {
		w := list.Index(i)
		resolved := parseDate(text(w, "resolved_at"))
		started := parseDate(text(w, "started_at"))
		if touches(w, false) && (started == 0 || at >= started) && (resolved == 0 || at < resolved) {
			return true
		}
	}
	return false
}
