//go:build js && wasm

package main

import "helpcenter/wasm/diagnosis"

// 「サポートに伝える」: a summary to read and the report itself, both shown in full before anything is copied. And the
// other end: /support/ shows what such a report says, by the same engine.

const supportPage = "/support/#r="

func (v *view) handoff(r *diagnosis.Result) {
	s := v.session
	if !s.handing || !s.done {
		return
	}
	report := s.report()
	s.node("handoff", "")
	v.say("title", "handoff-title")
	v.say("hint", "handoff-hint")
	s.text("summary", s.summary(r))
	s.text("report", report)
	s.order('h', "link", supportPage, report)
	v.say("link", "report-link")
	v.say("copied", s.copied)
	s.in("buttons")
	v.button("copy-text", "copy-text")
	v.button("copy-report", "copy-report")
	v.button("save-report", "save-report")
	s.out()
}

func (s *session) summary(r *diagnosis.Result) string {
	return s.base.Summary(s.at(), s.words, s.evidence(), *r)
}

// hand carries out the buttons of the part.
func (s *session) hand(button string) {
	switch button {
	case "copy-text":
		r := s.result()
		s.order('y', "copied", s.summary(&r), "")
	case "copy-report":
		s.order('y', "copied", s.report(), "")
	case "save-report":
		s.order('z', "shindan.json", s.report(), "")
	}
}

// takeCopied says whether the clipboard took it.
func (s *session) takeCopied(ok bool) {
	s.copied = "copy-failed"
	if ok {
		s.copied = "copied"
	}
	s.refresh()
}
