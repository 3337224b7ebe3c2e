//go:build js && wasm

package main

import "helpcenter/wasm/diagnosis"

// What is kept: the report of the contract, in this browser's own storage and nowhere else, so that a reload
// or a switch to the app in question loses nothing.

const keepUnder = "helpcenter-diagnosis"

// save writes the report.
func (s *session) save() { s.keep(keepUnder, s.report()) }

// answerWords are the answers as reports have them.
var answerWords = [...]string{diagnosis.Unasked: "", diagnosis.Yes: "yes", diagnosis.No: "no", diagnosis.Unknown: "unknown"}

// answerOf reads an answer; what is none counts as unknown.
func answerOf(name string) diagnosis.Answer {
	for a, n := range answerWords {
		if n == name && name != "" {
			return diagnosis.Answer(a)
		}
	}
	return diagnosis.Unknown
}

// report is the version 1 report in JSON: what was said, measured, answered and tried.
func (s *session) report() string {
	e := s.evidence()
	out := object{[]byte(`{"version":1,"at":"` + s.at() + `"`)}
	if s.words != "" {
		out.put("text", quote(s.words))
	}
	out.open("signals")
	if !s.done {
		e.Readings = nil // the checks run again rather than be kept in part
	}
	for _, r := range e.Readings {
		out.put(s.base.Findings[r.Finding].ID, plain(r.Value))
	}
	out.shut()
	out.open("answers")
	for _, a := range e.Answers {
		out.put(s.base.Findings[a.Finding].ID, quote(answerWords[a.Answer]))
	}
	out.shut()
	out.open("tried")
	for _, t := range s.tried {
		out.put(s.base.Remedies[t.Remedy].ID, quote(outcome(t.Fixed)))
	}
	out.shut()
	return string(append(out.text, '}'))
}

// at is when the checks were over, by the corrected clock.
func (s *session) at() string {
	if s.replay {
		return s.reported
	}
	return japanTime(s.now - s.skew)
}

func outcome(fixed bool) string {
	if fixed {
		return "fixed"
	}
	return "not-fixed"
}

// object is a JSON object being written.
type object struct{ text []byte }

func (o *object) put(key, value string) {
	if o.text[len(o.text)-1] != '{' {
		o.text = append(o.text, ',')
	}
	o.text = append(o.text, quote(key)+":"+value...)
}

func (o *object) open(key string) { o.put(key, "{") }
func (o *object) shut()           { o.text = append(o.text, '}') }

// quote writes a text as JSON has it.
func quote(s string) string {
	out := []byte{'"'}
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '\n' || c == '"' || c == '\\' {
			out = append(out, '\\')
		}
		if c == '\n' {
			c = 'n'
		}
		out = append(out, max(c, ' '))
	}
	return string(append(out, '"'))
}

// plain is a measured value as JSON has it.
func plain(v diagnosis.Value) string {
	switch v.Text {
	case "true", "false":
		return v.Text
	case "":
		return decimal(v.Number)
	}
	return quote(v.Text)
}

// restore reads what was kept, leaf by leaf; unknown ids are passed over: the knowledge may have changed since.
func (s *session) restore(f facts) {
	for ; len(f) > 1; f = f[2:] {
		part, id := cut(f.text(0))
		value := f.text(1)
		finding, remedy := s.base.Finding(id), s.base.Remedy(id)
		switch {
		case part == "text":
			s.words = value
		case part == "signals" && finding >= 0:
			s.note(id, valueOf(f))
		case part == "answers" && finding >= 0:
			s.answers[finding] = answerOf(value)
			s.asked++
		case part == "tried" && remedy >= 0:
			s.noteTrial(remedy, value == "fixed")
		}
	}
}

// valueOf is the fact behind a path.
func valueOf(f facts) diagnosis.Value {
	switch {
	case f.is(1, aTruth):
		return diagnosis.Bool(f.yes(1))
	case f.is(1, aNumber):
		return diagnosis.Value{Number: thousandths(f.number(1))}
	}
	return diagnosis.Value{Text: f.text(1)}
}
