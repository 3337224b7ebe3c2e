//go:build js && wasm

package main

import (
	"syscall/js"

	"helpcenter/wasm/diagnosis"
)

const (
	limit       = 3900 // ms from the press: by then every check has a result
	grace       = 1600 // ms that a late start leaves the checks at least
	questions   = 3    // asked in a row; more only when the reader wants them
	unknownKind = "unknown"
)

// reading is what is known of one finding in this run.
type reading struct {
	value    diagnosis.Value
	measured bool
	over     bool // measured, or known to be unmeasurable
}

// session is one reader at one widget. Every change ends in refresh, which asks the engine and shows its answer.
type session struct {
	base            *diagnosis.Base
	element, handed js.Value
	view            *view

	runs     int     // which run of the checks this is
	pressed  float64 // when this run was asked for, by clock()
	deadline float64 // and when it ends
	readings []reading
	done     bool // this run of the checks is over
	checked  bool // the checks have run at all
	waiting  bool // a refresh is on its way

	words      string
	understood []diagnosis.Understood
	learned    bool               // the matching of words is there
	forgotten  []bool             // by finding: understood from words, taken back by the reader
	answers    []diagnosis.Answer // by finding
	asked      int
	allowed    int
	tried      []diagnosis.Trial
	fixed      bool
	urgent     bool     // the last answer was
	before     []string // by finding: results of the run before, for もう一度調べる

	clockTrip, skew        float64 // ms
	clockDone, summaryDone bool
	summary                js.Value
	cardStopped            bool
}

func newSession(base *diagnosis.Base, element, handed js.Value) *session {
	s := &session{base: base, element: element, handed: handed}
	s.view = newView(s)
	s.reset()
	return s
}

// reset forgets the reader's answers, not the listeners.
func (s *session) reset() {
	n := len(s.base.Findings)
	s.readings, s.forgotten, s.answers = make([]reading, n), make([]bool, n), make([]diagnosis.Answer, n)
	s.asked, s.allowed, s.tried, s.fixed, s.before = 0, questions, nil, false, nil
	s.checked, s.done = false, false
}

// run reads the words and starts the checks; begun holds the requests that the page has sent already, if any.
// The official host is asked only when the words are understood and nothing in them is urgent.
func (s *session) run(begun js.Value) {
	s.words, s.understood = redact(find(s.element, "[data-words]").Get("value").String()), nil
	s.view.open()
	s.check(begun, s.handed.Get("pressed").Float())
	run := s.runs
	s.refresh()
	s.learn(func() {
		s.understood = s.base.Understand(s.words)
		switch {
		case run != s.runs:
		case s.base.Weigh(s.evidence()).Urgent:
			s.stop()
		case !s.done:
			s.probeOfficial()
		}
		s.refresh()
	})
}

// stop ends the checks without a word of them: money first, the line can wait.
func (s *session) stop() {
	s.runs++
	s.done, s.checked = true, false
	s.readings = make([]reading, len(s.base.Findings))
	s.keep()
}

// learn sees to it that the reader's words can be understood, where there are any, and then goes on. Where the
// matching cannot be had the checks and questions have to do.
func (s *session) learn(next func()) {
	if s.words == "" || s.learned {
		next()
		return
	}
	then(s.handed.Call("learn"), func(v js.Value) {
		if v.Truthy() {
			s.learned = s.base.DecodeMatching(bytesOf(v)) == nil
		}
		next()
	}, nil)
}

// resume shows what a former visit found.
func (s *session) resume() {
	find(s.element, "[data-words]").Set("value", s.words)
	s.understood = s.base.Understand(s.words)
	s.view.open()
	s.done, s.checked = true, true
	s.refresh()
	s.view.focusResult()
}

// check runs every check but the official host's; pressed is when the reader asked for it.
func (s *session) check(begun js.Value, pressed float64) {
	s.runs++
	s.checked, s.done = true, false
	s.readings = make([]reading, len(s.base.Findings))
	s.clockTrip, s.skew, s.clockDone, s.summaryDone, s.summary, s.cardStopped = 0, 0, false, false, js.Undefined(), false
	s.pressed, s.deadline = pressed, max(pressed+limit, clock()+grace)
	run := s.runs
	after(int(s.deadline-clock()), func() {
		if run == s.runs {
			s.finish()
		}
	})
	s.measured("busy_period", s.busy())
	s.probeLine(begun)
	s.probeStatus(begun)
	// What only costs the processor comes after the first frame that shows the checks.
	later := func(f func()) {
		after(0, func() {
			if run == s.runs {
				f()
			}
		})
	}
	later(s.view.focusResult)
	later(s.probeDevice)
	later(s.probeZone)
	later(s.probeBlocker)
}

func (s *session) left() float64 { return max(300, s.deadline-100-clock()) }

// measured notes a signal.
func (s *session) measured(id string, v diagnosis.Value) {
	if i := s.base.Finding(id); i >= 0 && !s.done {
		s.readings[i] = reading{v, true, true}
		s.soon()
	}
}

// measuredFirst notes a signal that nothing better has been noted for.
func (s *session) measuredFirst(id string, v diagnosis.Value) {
	if i := s.base.Finding(id); i >= 0 && !s.readings[i].measured {
		s.measured(id, v)
	}
}

// unmeasured says that no value will come, unless one has.
func (s *session) unmeasured(id string) {
	if i := s.base.Finding(id); i >= 0 && !s.readings[i].over {
		s.readings[i].over = true
		s.soon()
	}
}

// over tells whether a signal has its result.
func (s *session) over(id string) bool {
	i := s.base.Finding(id)
	return i < 0 || s.readings[i].over
}

// is tells whether a signal was measured as this text.
func (s *session) is(id, value string) bool {
	i := s.base.Finding(id)
	return i >= 0 && s.readings[i].measured && s.readings[i].value.Text == value
}

// soon refreshes once for all that comes within a moment.
func (s *session) soon() {
	if s.waiting {
		return
	}
	s.waiting = true
	after(16, func() {
		s.waiting = false
		if !s.done && s.complete() {
			s.finish()
			return
		}
		s.refresh()
	})
}

// known tells whether the line, and the published windows, have been judged: enough for a first advice.
func (s *session) known() bool {
	return s.over("online") && s.over("site_reachable") && s.over("captive_portal") && s.over("maintenance_now")
}

// complete tells whether every check that is shown has its result.
func (s *session) complete() bool {
	for i := range s.base.Findings {
		if s.shown(i) && !s.readings[i].over {
			return false
		}
	}
	return true
}

// shown tells whether a finding is a line in the list of checks.
func (s *session) shown(finding int) bool {
	f := &s.base.Findings[finding]
	return f.Kind == diagnosis.Signal && f.Name != ""
}

// finish ends this run of the checks: what has not come is unknown.
func (s *session) finish() {
	for i := range s.readings {
		s.readings[i].over = true
	}
	s.done = true
	s.keep()
	s.refresh()
}

// evidence gathers what is known now.
func (s *session) evidence() diagnosis.Evidence {
	e := diagnosis.Evidence{Understood: s.understood, Tried: s.tried}
	for i, r := range s.readings {
		if r.measured {
			e.Readings = append(e.Readings, diagnosis.Reading{Finding: i, Value: r.value})
		}
	}
	for i, a := range s.answers {
		if s.forgotten[i] {
			a = diagnosis.Unknown
		}
		if a != diagnosis.Unasked {
			e.Answers = append(e.Answers, diagnosis.Reply{Finding: i, Answer: a})
		}
	}
	return e
}

// busy is the period of the day in Japan, by the corrected clock.
func (s *session) busy() diagnosis.Value {
	minutes := int((now()-s.skew)/60000) + 9*60
	return word(s.base.BusyPeriod(minutes % (24 * 60)))
}

// refresh asks the engine and shows its answer.
func (s *session) refresh() {
	answer := s.base.Weigh
	if s.done {
		answer = s.base.Diagnose
	}
	r := answer(s.evidence())
	if !r.Urgent && !s.checked {
		s.check(js.Undefined(), clock()) // what was urgent has been taken back
		s.probeOfficial()
	}
	s.urgent = r.Urgent
	s.view.show(r)
}

// asking tells whether the next question is to be shown.
func (s *session) asking(r diagnosis.Result) bool {
	return s.done && !s.fixed && r.Next != nil && s.asked < s.allowed
}

// The reader's actions.

func (s *session) answer(finding int, a diagnosis.Answer) {
	s.answers[finding] = a
	s.asked++
	s.keep()
	s.refresh()
	s.view.focusNext()
}

// forget takes back an answer, or what was understood from words.
func (s *session) forget(finding int) {
	if s.answers[finding] != diagnosis.Unasked {
		s.answers[finding] = diagnosis.Unasked
		s.asked = max(0, s.asked-1)
	} else {
		s.forgotten[finding] = true
	}
	s.keep()
	s.refresh()
	s.view.focusNext()
}

func (s *session) outcome(remedy int, fixed bool) {
	s.tried = append(s.tried, diagnosis.Trial{Remedy: remedy, Fixed: fixed})
	s.fixed = fixed && !s.urgent // a step against a loss is done; nothing was broken
	s.keep()
	s.refresh()
	s.view.focusNext()
}

// again runs the checks once more and keeps the results so far to compare.
func (s *session) again() {
	s.before = s.view.results()
	s.fixed = false
	s.check(js.Undefined(), clock())
	s.probeOfficial()
	s.refresh()
}

// restart begins anew with the words that now stand in the field.
func (s *session) restart() {
	s.reset()
	s.drop()
	s.handed.Set("pressed", clock())
	s.run(js.Undefined())
}

func (s *session) more() {
	s.allowed += questions
	s.refresh()
	s.view.focusNext()
}
