//go:build js && wasm

package main

import (
	"helpcenter/wasm/diagnosis"
	"helpcenter/wasm/japanese"
)

// A remedy's section of its guide, unfolded in place. The text comes from the guide's steps.txt (site/steps.go)
// when the fold is opened; that of the first remedy ahead, unless data is to be saved.

// guideSteps is such a file.
type guideSteps struct {
	guide, text   string // "trouble/network"
	asked, failed bool
}

// stepsOf finds the file of a guide, or begins to have it fetched.
func (s *session) stepsOf(guide string) *guideSteps {
	for _, g := range s.steps {
		if g.guide == guide {
			return g
		}
	}
	g := &guideSteps{guide: guide}
	s.steps = append(s.steps, g)
	return g
}

// fetchSteps asks for a remedy's file, once; again where it could not be had only when the reader asks.
func (s *session) fetchSteps(m *diagnosis.Remedy, again bool) {
	guide, _ := section(m.Guide)
	if guide == "" {
		return
	}
	if g := s.stepsOf(guide); !g.asked || g.failed && again {
		g.asked, g.failed = true, false
		s.order('g', "steps", guide, "/"+guide+"/steps.txt")
	}
}

// takeSteps takes a file; "" is one that could not be had.
func (s *session) takeSteps(guide, text string) {
	g := s.stepsOf(guide)
	g.text, g.failed = text, text == ""
	s.refresh()
}

// opened: the reader has opened the fold of a remedy.
func (s *session) opened(id string) {
	if i := s.base.Remedy(id); i >= 0 {
		s.fetchSteps(&s.base.Remedies[i], true)
	}
}

// section cuts "trouble/network#weak" into guide and id.
func section(guide string) (page, id string) {
	if i := japanese.Index(guide, "#"); i >= 0 {
		return guide[:i], guide[i+1:]
	}
	return guide, ""
}

// stepClasses are the looks of a line by its first letter.
func stepClass(kind byte) string {
	switch kind {
	case '+':
		return "step-head"
	case '!':
		return "warning"
	case '1':
		return "step"
	case '2':
		return "step step-deep"
	}
	return ""
}

// showSteps fills the fold of a remedy.
func (v *view) showSteps(m *diagnosis.Remedy) {
	s := v.session
	guide, id := section(m.Guide)
	if guide == "" {
		return
	}
	g := s.stepsOf(guide)
	v.say("steps-title", "remedy-guide")
	s.in("steps")
	if g.failed {
		v.step(0, "", v.word("steps-missing"))
	}
	v.stepLines(g.text, id)
	s.out()
}

// stepLines describes the lines of one section; the first one where no id is given. Parts for other systems than
// the reader's are left out, where it is known which that is.
func (v *view) stepLines(text, id string) {
	within, mine, part := false, true, false
	for n := 0; text != ""; n++ {
		line := text
		if i := japanese.Index(text, "\n"); i >= 0 {
			line, text = text[:i], text[i+1:]
		} else {
			text = ""
		}
		kind, words := line[0], line[1:]
		if kind == '#' || kind == '+' {
			name := words
			if i := japanese.Index(words, "\t"); i >= 0 {
				name, words = words[:i], words[i+1:]
			}
			switch {
			case name == id || id == "" && kind == '#':
				within, mine, part = true, true, kind == '+'
				id = name
				continue
			case kind == '#' || part:
				within = false
			default:
				mine = v.session.mine(name)
			}
		}
		if within && words != "" && (mine || kind == '!') { // a warning is for everybody
			v.step(n, stepClass(kind), words)
		}
	}
}

func (v *view) step(n int, class, text string) {
	s := v.session
	s.node("step", diagnosis.Decimal(n))
	s.attr("", "class", class)
	s.text("", text)
}

// mine tells whether a part of a guide is for the reader's device: its id ends in the device's name.
func (s *session) mine(part string) bool {
	own := "pc"
	switch os := s.reading("os"); {
	case !os.measured:
		return true
	case os.value.Text == "ios":
		own = "iphone"
	case os.value.Text == "android":
		own = "android"
	}
	for _, device := range [...]string{"iphone", "android", "pc"} {
		if ends(part, "-"+device) {
			return device == own
		}
	}
	return true
}

func ends(s, tail string) bool { return len(s) >= len(tail) && s[len(s)-len(tail):] == tail }
