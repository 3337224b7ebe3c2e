//go:build js && wasm

package main

import (
	"syscall/js"

	"helpcenter/wasm/diagnosis"
)

// What is kept: the report of the contract, in this browser's own storage and nowhere else, so that a reload
// or a switch to the app in question loses nothing.

const keepUnder = "helpcenter-diagnosis"

// attempt calls what may throw; undefined where it did. object may be anything.
func (s *session) attempt(object js.Value, method string, values ...any) js.Value {
	if object.IsUndefined() || object.IsNull() {
		return js.Undefined()
	}
	r := s.handed.Call("attempt", append([]any{object, method}, values...)...)
	if !r.Get("ok").Bool() {
		return js.Undefined()
	}
	return r.Get("value")
}

func (s *session) localStorage() js.Value {
	return s.attempt(js.Global().Get("Reflect"), "get", js.Global(), "localStorage")
}

func (s *session) store(key, value string) bool {
	s.attempt(s.localStorage(), "setItem", key, value)
	return s.stored(key) == value
}

func (s *session) stored(key string) string {
	if v := s.attempt(s.localStorage(), "getItem", key); v.Type() == js.TypeString {
		return v.String()
	}
	return ""
}

func (s *session) forgetStored(key string) { s.attempt(s.localStorage(), "removeItem", key) }

// keep writes the report.
func (s *session) keep() {
	s.store(keepUnder, js.Global().Get("JSON").Call("stringify", s.report()).String())
}

func (s *session) drop() { s.forgetStored(keepUnder) }

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

// report is the version 1 report: what was said, measured, answered and tried.
func (s *session) report() js.Value {
	signals, answers, tried := object(), object(), object()
	for _, r := range s.evidence().Readings {
		signals.Set(s.base.Findings[r.Finding].ID, plain(r.Value))
	}
	for _, a := range s.evidence().Answers {
		answers.Set(s.base.Findings[a.Finding].ID, answerWords[a.Answer])
	}
	for _, t := range s.tried {
		outcome := "not-fixed"
		if t.Fixed {
			outcome = "fixed"
		}
		tried.Set(s.base.Remedies[t.Remedy].ID, outcome)
	}
	report := object()
	report.Set("version", 1)
	report.Set("at", japanTime(now()-s.skew))
	if s.words != "" {
		report.Set("text", s.words)
	}
	report.Set("signals", signals)
	report.Set("answers", answers)
	report.Set("tried", tried)
	return report
}

// plain is a value as JSON has it.
func plain(v diagnosis.Value) any {
	switch v.Text {
	case "true":
		return true
	case "false":
		return false
	case "":
		return v.Number
	}
	return v.Text
}

// japanTime writes a moment as 2026-11-21T12:00:00+09:00.
func japanTime(ms float64) string {
	iso := js.Global().Get("Date").New(ms + 9*3600*1000).Call("toISOString").String()
	return iso[:19] + "+09:00"
}

// restore reads what was kept; unknown ids are passed over: the knowledge may have changed since.
func (s *session) restore() bool {
	kept := s.attempt(js.Global().Get("JSON"), "parse", s.stored(keepUnder))
	if !has(kept, "version") {
		return false
	}
	s.words = text(kept, "text")
	s.each(kept, "signals", func(id string, v js.Value) {
		if i := s.base.Finding(id); i >= 0 {
			s.readings[i] = reading{valueOf(v), true, true}
		}
	})
	s.each(kept, "answers", func(id string, v js.Value) {
		if i := s.base.Finding(id); i >= 0 && v.Type() == js.TypeString {
			s.answers[i] = answerOf(v.String())
			s.asked++
		}
	})
	s.each(kept, "tried", func(id string, v js.Value) {
		if i := s.base.Remedy(id); i >= 0 && v.Type() == js.TypeString {
			s.tried = append(s.tried, diagnosis.Trial{Remedy: i, Fixed: v.String() == "fixed"})
		}
	})
	return true
}

func (s *session) each(report js.Value, name string, f func(id string, v js.Value)) {
	if !has(report, name) {
		return
	}
	keys := js.Global().Get("Object").Call("keys", report.Get(name))
	for i := 0; i < keys.Length(); i++ {
		id := keys.Index(i).String()
		f(id, report.Get(name).Get(id))
	}
}

func valueOf(v js.Value) diagnosis.Value {
	switch v.Type() {
	case js.TypeBoolean:
		return yes(v.Bool())
	case js.TypeNumber:
		return amount(v.Float())
	case js.TypeString:
		return word(v.String())
	}
	return diagnosis.Value{}
}

// redact strikes out runs of four digits and more, in whatever width and with whatever between them that
// people put into card and telephone numbers.
func redact(s string) string {
	var out []rune
	run, start := 0, 0
	strike := func() {
		if run >= 4 {
			out = append(out[:start], []rune("＊＊＊＊")...)
		}
		run = 0
	}
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9' || r >= '０' && r <= '９':
			if run == 0 {
				start = len(out)
			}
			run++
		case run > 0 && (r == ' ' || r == '-' || r == '－' || r == '　' || r == 'ー'):
		default:
			strike()
		}
		out = append(out, r)
	}
	strike()
	return string(out)
}
