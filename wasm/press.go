//go:build js && wasm

package main

import "helpcenter/wasm/diagnosis"

// What the reader's buttons do.

// press takes a button's meaning, and the key of the node that it stands in: the id of what it is about.
func (s *session) press(button, id, words string) {
	switch button {
	case "yes", "no", "unknown":
		s.answer(s.base.Finding(id), answerOf(button))
	case "fixed", "not-fixed":
		s.outcome(s.base.Remedy(id), button == "fixed")
	case "forget":
		s.forget(s.base.Finding(id))
	case "again":
		s.again()
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

// forget takes back an answer, or what was understood from words.
func (s *session) forget(finding int) {
	if s.answers[finding] != diagnosis.Unasked {
		s.answers[finding] = diagnosis.Unasked
		s.asked = max(0, s.asked-1)
	} else {
		s.forgotten[finding] = true
	}
	s.save()
	s.focusNext()
}

func (s *session) outcome(remedy int, fixed bool) {
	s.tried = append(s.tried, diagnosis.Trial{Remedy: remedy, Fixed: fixed})
	s.fixed = fixed && !s.urgent // a step against a loss is done; nothing was broken
	s.save()
	s.focusNext()
}

// again runs the checks once more and keeps the results so far to compare.
func (s *session) again() {
	s.before = s.view.results()
	s.fixed, s.online = false, true
	s.check(s.clock, 0)
	s.probeOfficial()
	s.refresh()
}

// restart begins anew with the words that now stand in the field.
func (s *session) restart(words string) {
	s.reset()
	s.keep(keepUnder, "")
	s.words, s.online, s.resume = redact(words), true, false
	s.run(s.clock, 0)
	s.show()
}

// focusNext shows the answer, and brings the reader to what is new: the question, else the advice.
func (s *session) focusNext() {
	s.refresh()
	s.focus()
}

// focus goes to the first heading that is made for it.
func (s *session) focus() { s.order('f', "[data-part=result] [tabindex]", "nearest", "") }
