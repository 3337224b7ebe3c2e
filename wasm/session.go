//go:build js && wasm

package main

import (
	"helpcenter/wasm/diagnosis"
	"helpcenter/wasm/japanese"
)

const (
	limit       = 3900 // ms from the press: by then every check has a result
	grace       = 1600 // ms that a late start leaves the checks at least
	questions   = 3    // asked in a row; more only when the reader wants them
	unknownKind = "unknown"
)

// reading is what is known of one signal in this run.
type reading struct {
	id       string
	value    diagnosis.Value
	measured bool
	over     bool // measured, or known to be unmeasurable
}

// session is one reader at one widget. Every change ends in refresh, which asks the engine and shows its answer.
// The checks begin before the knowledge is there: what they find is noted by its name.
type session struct {
	page
	base       *diagnosis.Base // nil until its first part has come
	advises    bool            // all of it is here
	view       view
	now, clock float64 // of this event, ms

	hosts  string // official ones, with spaces between
	built  float64
	online bool // when the button was pressed
	resume bool // show what a former visit has kept

	runs     int     // which run of the checks this is
	pressed  float64 // when this run was asked for
	deadline float64 // and when it ends
	readings []reading
	former   []reading // of the run before: each stands until the new one is there
	done     bool      // this run of the checks is over
	checked  bool      // the checks have run at all
	waiting  bool      // a refresh is on its way

	words     string
	heard     diagnosis.Heard
	forgotten []bool             // by finding: understood from words, taken back by the reader
	answers   []diagnosis.Answer // by finding
	asked     int
	allowed   int
	tried     []diagnosis.Trial
	fixed     bool
	urgent    bool     // the last answer was
	before    []string // by finding: results of the run before, for もう一度調べる

	experiment experiment
	handing    bool   // the part for support is open
	copied     string // word for what came of copying
	replay     bool   // a report is shown, on /support/
	reported   string // when it was made
	steps      []*guideSteps

	line            line
	officialWaiting int
	officialOpen    bool
	bait            *answer
	baitHidden      bool
	clockTrip, skew float64 // ms
	clockDone       bool
	statusDone      bool
	statusRead      int
	statusWritten   float64 // ms since the epoch, 0 if not said
	published       []published
	cardStopped     bool
}

func (s *session) takeTime(f facts) { s.now, s.clock = f.number(0), f.number(1) }

// hear takes an event. What belongs to a run of the checks begins with the number of the run, and is
// passed over when another has begun: it says nothing about that one.
func (s *session) hear(what string, f facts) {
	switch what {
	case "replay": // a report: what is wrong with it is said, else it is shown
		s.order('j', "report-given", f.text(0), "")
	case "report-given":
		s.takeReport(f[1:])
	case "copied":
		s.takeCopied(f.yes(1))
	case "advice": // the rest of the encoded base
		s.knowAll(f.text(0))
	case "press": // the button's meaning, the key of the node around it, the reader's words
		s.press(f.text(0), f.text(1), f.text(2))
	case "open": // the key of the node whose fold the reader has opened
		s.opened(f.text(0))
	case "steps": // guide, text
		s.takeSteps(f.text(0), f.text(1))
	case "kept", "report", "matching", "refresh", "finish":
		if s.current(f) {
			s.hearOfRun(what, f[1:])
		}
	default:
		s.hearOfChecks(what, f)
	}
}

// current tells whether an event belongs to this run.
func (s *session) current(f facts) bool { return int(f.number(0)) == s.runs }

func (s *session) hearOfRun(what string, f facts) {
	switch what {
	case "kept":
		s.order('j', "report", f.text(0), "")
	case "report":
		s.takeKept(f)
	case "matching":
		s.takeMatching(f.text(0))
	case "refresh":
		s.waiting = false
		if !s.done && s.complete() {
			s.finish()
		} else {
			s.refresh()
		}
	case "finish":
		if !s.done {
			s.finish()
		}
	}
}

// hearOfChecks takes the events that the checks alone need.
func (s *session) hearOfChecks(what string, f facts) {
	switch what {
	case "open-reports":
		s.replay = true
	case "start": // resume, the reader's words, pressed, online, probes under way, official hosts, when built
		s.hosts, s.built, s.resume = f.text(5), f.number(6), f.yes(0)
		s.words, s.online = f.text(1), f.yes(3)
		s.attr("", "data-state", "checking")
		if !s.resume {
			s.run(f.number(2), int(f.number(4)))
		}
	case "knowledge": // the encoded base: its first part
		s.know(f.text(0))
	default:
		if s.current(f) {
			s.hearOfCheck(what, f[1:])
		}
	}
}

func (s *session) hearOfCheck(what string, f facts) {
	switch what {
	case "probe":
		s.takeProbe(readAnswer(f))
	case "summary":
		s.takeStatus(readAnswer(f))
	case "windows":
		s.takeWindows(f)
	case "official":
		s.takeOfficial(readAnswer(f))
	case "timings":
		s.takeTimings(f)
	case "device":
		s.takeDevice(f)
	case "zone":
		s.takeZone(f.text(0))
	case "database":
		s.measuredYes("indexed_db", f.yes(0))
	case "bait":
		s.baitHidden, s.bait = f.yes(0), readAnswer(f[1:])
		s.judgeBait()
	case "bait-again":
		s.judgeBait()
	case "look":
		s.probeDevice()
		s.probeBlocker()
		s.after("look-zone", 50)
	case "look-zone":
		s.probeZone()
	case "refresh":
		s.waiting = false
		s.view.showAhead()
	case "finish":
		s.endChecks()
		s.view.showAhead()
	}
}

// know takes the first part of the knowledge, and brings the reader to the checks.
func (s *session) know(encoded string) {
	var err error
	if s.base, err = diagnosis.DecodeChecks([]byte(encoded)); err != nil {
		s.order('!', "", "", "")
		return
	}
	s.reset()
	if !s.replay && !s.resume {
		s.view.showAhead()
		s.focusResult()
	}
}

// knowAll takes the rest, and goes on with what had to wait for it.
func (s *session) knowAll(encoded string) {
	if s.base.DecodeAdvice([]byte(encoded)) != nil {
		s.order('!', "", "", "")
		return
	}
	s.advises, s.words = true, japanese.Redact(s.words)
	shown := s.view.checks
	s.reset()
	copy(s.view.checks, shown)
	switch {
	case s.replay:
	case s.resume:
		s.order('r', "kept", "localStorage.getItem("+keepUnder+")", "")
	default:
		s.show()
	}
}

// show shows the answer and sees to the words.
func (s *session) show() {
	s.judgeHour()
	s.save()
	s.refresh()
	s.learn()
}

// focusResult brings the reader to the result.
func (s *session) focusResult() { s.order('f', "[data-part=result]", "start", "") }

// reset forgets the reader's answers.
func (s *session) reset() {
	n := len(s.base.Findings)
	s.forgotten, s.answers = make([]bool, n), make([]diagnosis.Answer, n)
	s.asked, s.allowed, s.tried, s.fixed, s.before = 0, questions, nil, false, nil
	s.experiment = experiment{}
	s.view = view{session: s, checks: make([]check, n)}
}

// run starts the checks for new words; begun is how many probes the page has sent already. The official host
// is asked only when the words are understood and nothing in them is urgent.
func (s *session) run(pressed float64, begun int) {
	s.heard = diagnosis.Heard{}
	s.check(pressed, begun)
	if s.words == "" {
		s.probeOfficial()
	}
}

// learn sees to it that the reader's words can be understood, where there are any.
func (s *session) learn() {
	switch {
	case s.words == "":
	case len(s.base.Negators) > 0:
		s.understand()
	default:
		s.order('l', "matching", "", "")
	}
}

// takeMatching: where the matching cannot be had the checks and questions have to do.
func (s *session) takeMatching(encoded string) {
	if encoded != "" {
		s.base.DecodeMatching([]byte(encoded))
	}
	s.understand()
}

func (s *session) understand() {
	if s.replay {
		return // the report comes next
	}
	s.heard = s.base.Hear(s.words)
	switch {
	case s.resume:
	case s.result().Urgent:
		s.stop()
	case !s.done:
		s.probeOfficial()
	}
	s.refresh()
}

// stop ends the checks without a word of them: money first, the line can wait.
func (s *session) stop() {
	s.newRun()
	s.done = true
	s.save()
}

// takeKept shows what a former visit found; where that ended before the checks did, they run again.
func (s *session) takeKept(f facts) {
	s.restore(f)
	s.order('v', s.words, "", "")
	if len(s.readings) > 0 || s.result().Urgent {
		s.done, s.checked = true, len(s.readings) > 0
	} else {
		s.resume = false
		s.run(s.clock, 0)
	}
	s.show()
	s.focusResult()
}

// check runs every check but the official host's; pressed is when the reader asked for it.
func (s *session) check(pressed float64, begun int) {
	s.newRun()
	s.checked = true
	s.clockTrip, s.skew, s.clockDone, s.statusDone, s.cardStopped = 0, 0, false, false, false
	s.line = line{begun: begun}
	s.pressed, s.deadline = pressed, max(pressed+limit, s.clock+grace)
	s.after("finish", int(s.deadline-s.clock))
	if begun == 0 {
		s.sample()
		s.ask("summary", "/api/v2/summary.json")
	}
	s.after("look", 0) // what only costs the processor comes after the first frame
}

// newRun forgets what was measured, and what is still on its way.
func (s *session) newRun() {
	s.runs++
	s.order('u', diagnosis.Decimal(s.runs), "", "")
	s.done, s.checked, s.waiting, s.readings, s.former = false, false, false, nil, nil
}

// measured notes a signal: nothing else does.
//
//go:noinline
func (s *session) measured(id string, v diagnosis.Value) {
	if !s.done {
		s.note(id, v)
		s.soon()
	}
}

//go:noinline
func (s *session) note(id string, v diagnosis.Value) { *s.reading(id) = reading{id, v, true, true} }

// These three keep each of the many calls small.

//go:noinline
func (s *session) measuredYes(id string, b bool) { s.measured(id, diagnosis.Bool(b)) }

//go:noinline
func (s *session) measuredWord(id, text string) { s.measured(id, diagnosis.Value{Text: text}) }

//go:noinline
func (s *session) measuredAmount(id string, x float64) {
	s.measured(id, diagnosis.Value{Number: thousandths(x)})
}

// unmeasured says that no value will come, unless one has.
//
//go:noinline
func (s *session) unmeasured(id string) {
	if r := s.reading(id); !r.over {
		r.over = true
		s.soon()
	}
}

// reading returns what is known of a signal; it stays good until the next one is asked for.
//
//go:noinline
func (s *session) reading(id string) *reading {
	for i := range s.readings {
		if s.readings[i].id == id {
			return &s.readings[i]
		}
	}
	s.readings = append(s.readings, reading{id: id, over: s.done})
	return &s.readings[len(s.readings)-1]
}

// is tells whether a signal was measured as this text.
//
//go:noinline
func (s *session) is(id, value string) bool {
	r := s.reading(id)
	return r.measured && r.value.Text == value
}

// soon refreshes once for all that comes within a moment.
func (s *session) soon() {
	if !s.waiting {
		s.waiting = true
		s.after("refresh", 16)
	}
}

// known tells whether the line, and the published windows, have been judged: enough for a first advice.
func (s *session) known() bool {
	return s.former != nil || s.reading("online").over && s.reading("site_reachable").over && s.reading("captive_portal").over && s.reading("maintenance_now").over
}

// complete tells whether every check that is shown has its result.
func (s *session) complete() bool {
	if !s.advises {
		return false
	}
	for i := range s.base.Findings {
		if s.shown(i) && !s.reading(s.base.Findings[i].ID).over {
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

// finish ends this run of the checks, and shows what it has brought.
func (s *session) finish() {
	s.endChecks()
	if s.advises {
		s.compare()
		s.save()
	}
	s.refresh()
}

// endChecks: what has not come is unknown.
func (s *session) endChecks() {
	for i := range s.readings {
		s.readings[i].over = true
	}
	s.done = true
}

// evidence gathers what is known of the trouble now.
func (s *session) evidence() diagnosis.Evidence {
	readings := s.readings[:len(s.readings):len(s.readings)] // what is added below is not the session's
	if s.experiment.readings != nil {
		readings = s.experiment.readings
	} else if !s.done {
		for _, r := range s.former {
			if !s.reading(r.id).over {
				readings = append(readings, r)
			}
		}
	}
	e := diagnosis.Evidence{Heard: s.heard, Tried: s.tried, Readings: s.measurements(readings)}
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

// measurements are readings as the engine takes them.
func (s *session) measurements(readings []reading) (out []diagnosis.Reading) {
	for _, r := range readings {
		if i := s.base.Finding(r.id); r.measured && i >= 0 {
			out = append(out, diagnosis.Reading{Finding: i, Value: r.value})
		}
	}
	return out
}

// judgeHour notes the period of the day in Japan, by the corrected clock.
func (s *session) judgeHour() {
	if s.advises {
		s.measuredWord("busy_period", s.base.BusyPeriod(int((s.now-s.skew)/60000)+9*60))
	}
}

// result is the engine's answer; what to ask next is worked out once the checks are over.
//
//go:noinline
func (s *session) result() diagnosis.Result {
	e := s.evidence()
	if s.done { // no function as a value: that would tie the whole engine to the checks (tinygo/split.mjs)
		return s.base.Diagnose(e)
	}
	return s.base.Weigh(e)
}

// refresh asks the engine and shows its answer.
func (s *session) refresh() {
	if !s.advises {
		s.view.showAhead()
		return
	}
	r := s.result()
	if !r.Urgent && !s.checked {
		s.check(s.clock, 0) // what was urgent has been taken back
		s.probeOfficial()
	}
	s.urgent = r.Urgent
	s.view.show(&r)
}

// asking tells whether the next question is to be shown.
func (s *session) asking(r *diagnosis.Result) bool {
	return s.done && !s.fixed && r.Next != nil && s.asked < s.allowed
}
