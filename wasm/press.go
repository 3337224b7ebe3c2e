//go:build js && wasm

package main

import (
	"helpcenter/wasm/diagnosis"
	"helpcenter/wasm/japanese"
)

// What the reader's buttons do.

// press takes a button's meaning, and the key of the node that it stands in: the id of what it is about.
func (s *session) press(button, id, words string) {
	if s.replay {
		return // support looks on
	}
	switch button {
	case "tell":
		s.handing, s.copied = true, ""
		s.refresh()
		s.order('f', "[data-part=handoff] [tabindex]", "nearest", "")
	case "copy-text", "copy-report", "save-report":
		s.hand(button)
	case "yes", "no", "unknown":
		s.answer(s.base.Finding(id), answerOf(button))
	case "fixed", "not-fixed":
		s.outcome(s.base.Remedy(id), button == "fixed")
	case "forget":
		s.forget(id)
	case "again":
		s.again()
	case "to-cellular":
		s.switched("wifi-only-fails")
	case "to-wifi":
		s.switched("cellular-only-fails")
	case "more":
		s.allowed += questions
		s.focusNext()
	case "start":
		s.restart(words)
	}
}

func (s *session) answer(finding int, a diagnosis.Answer) {
	s.answers[finding] = a
	s.asked++
	s.save()
	s.focusNext()
}

// forget takes back an answer, what was understood from words, or what came of a remedy.
func (s *session) forget(id string) {
	finding := s.base.Finding(id)
	switch {
	case finding < 0:
		s.untry(s.base.Remedy(id))
	case s.answers[finding] != diagnosis.Unasked:
		s.answers[finding] = diagnosis.Unasked
		s.asked = max(0, s.asked-1)
	default:
		s.forgotten[finding] = true
	}
	s.save()
	s.focusNext()
}

// untry forgets that a remedy was tried.
func (s *session) untry(remedy int) {
	kept := s.tried[:0]
	for _, t := range s.tried {
		if t.Remedy != remedy {
			kept = append(kept, t)
		}
	}
	s.tried, s.fixed = kept, false
}

func (s *session) outcome(remedy int, fixed bool) {
	s.untry(remedy)
	s.noteTrial(remedy, fixed)
	s.fixed = fixed && !s.urgent // a step against a loss is done; nothing was broken
	s.save()
	s.focusNext()
}

//go:noinline
func (s *session) noteTrial(remedy int, fixed bool) {
	s.tried = append(s.tried, diagnosis.Trial{Remedy: remedy, Fixed: fixed})
}

// again runs the checks once more and keeps the results so far to compare.
func (s *session) again() {
	s.before = s.view.results()
	s.fixed, s.online, s.experiment = false, true, experiment{}
	former := s.readings
	s.check(s.clock, 0)
	s.former = former
	s.probeOfficial()
	s.refresh()
}

// restart begins anew with the words that now stand in the field.
func (s *session) restart(words string) {
	s.reset()
	s.keep(keepUnder, "")
	s.words, s.online, s.resume = japanese.Redact(words), true, false
	s.run(s.clock, 0)
	s.show()
	s.focusResult()
}

// focusNext shows the answer, and brings the reader to what is new: the question, else the advice.
func (s *session) focusNext() {
	s.refresh()
	s.focus()
}

// focus goes to the first heading that is made for it.
func (s *session) focus() { s.order('f', "[data-part=result] [tabindex]", "nearest", "") }
