//go:build js && wasm

package main

import "helpcenter/wasm/diagnosis"

// 「Wi-Fiと4Gを切り替えて、もう一度」: a guided experiment. The reader switches, says which way, the checks run again,
// and what differs between the two lines is evidence. What was measured on the first line stays the evidence of
// the trouble; the lines of the checks show the second one.

const switchLine = "switch-line" // the remedy that is this experiment

// lineSignals speak of the line alone.
var lineSignals = [...]string{"online", "site_reachable", "captive_portal", "site_rtt_ms", "site_jitter_ms", "site_loss", "downlink_mbps", "official_reachable"}

// experiment is one under way or done.
type experiment struct {
	on       bool
	finding  string    // what a difference shows: wifi-only-fails or cellular-only-fails
	readings []reading // of the line in trouble
	outcome  string    // the word that tells the result, once there is one
}

// switched begins the second run; finding is what the reader's way of switching can show.
func (s *session) switched(finding string) {
	e := experiment{on: true, finding: finding, readings: s.readings}
	if s.experiment.readings != nil {
		e.readings = s.experiment.readings // a further try: the first line is still the one in trouble
	}
	s.again()
	s.experiment = e
	s.refresh()
}

// compare judges the second line when its checks are over.
func (s *session) compare() {
	e := &s.experiment
	if !e.on || e.outcome != "" {
		return
	}
	first, second := s.bad(e.readings), s.bad(s.readings)
	switch {
	case first && !second:
		e.outcome = "experiment-better"
		if i := s.base.Finding(e.finding); i >= 0 {
			s.answers[i] = diagnosis.Yes
		}
	case first:
		e.outcome = "experiment-same-bad"
		if i := s.base.Remedy(switchLine); i >= 0 {
			s.noteTrial(i, false)
		}
	case second:
		e.outcome = "experiment-worse"
	default:
		e.outcome = "experiment-same"
	}
	if !first || second {
		e.readings = nil // no line is the one in trouble: the newest results count
	}
}

// bad tells whether the checks of a line found anything.
func (s *session) bad(readings []reading) bool {
	for _, r := range readings {
		for _, id := range lineSignals {
			if i := s.base.Finding(id); r.id == id && r.measured && i >= 0 {
				if result, _ := s.base.Check(diagnosis.Reading{Finding: i, Value: r.value}); result == "warn" || result == "fail" {
					return true
				}
			}
		}
	}
	return false
}

// guideSwitch leads through the experiment, inside its remedy.
func (v *view) guideSwitch() {
	s := v.session
	s.in("try")
	s.node("step", "how")
	v.say("", "experiment-how")
	v.button("to-cellular", "experiment-to-cellular")
	v.button("to-wifi", "experiment-to-wifi")
	s.out()
}
