package diagnosis

import "slices"

// Answer is what a reader says of a symptom or situation.
type Answer int

// The answers. Unasked is the zero value: nothing was said.
const (
	Unasked Answer = iota
	Yes
	No
	Unknown
)

// Value is a measured signal: a number, or a text ("true" and "false" for booleans).
type Value struct {
	Text   string
	Number float64
}

// Bool returns the value of a boolean signal.
func Bool(b bool) Value {
	if b {
		return Value{Text: "true"}
	}
	return Value{Text: "false"}
}

// Evidence is all that is known of one reader. The order of its parts never matters; of two values for
// one finding the last counts.
type Evidence struct {
	Text     string
	Heard    // what Hear made of the reader's words, where that was asked before
	Readings []Reading
	Answers  []Reply
	Tried    []Trial
}

// Reading is a measured signal; one that could not be measured is left out.
type Reading struct {
	Finding int
	Value   Value
}

// Reply is the reader's answer to a symptom or situation.
type Reply struct {
	Finding int
	Answer  Answer
}

// Trial is a remedy that the reader has tried.
type Trial struct {
	Remedy int
	Fixed  bool
}

// state is evidence laid out by finding: what the rules make of it.
type state struct {
	base    *Base
	band    []int // by finding: index of the band that holds, or -1
	values  []Value
	answers []Answer // by finding: explicit answers over understood words
	unasked []bool   // by finding: understood from the reader's own words
	heard   Heard
	tried   []Trial
	settled []int // causes proved
}

// ignorance is the state of knowing nothing.
func (b *Base) ignorance() *state {
	n := len(b.Findings)
	s := &state{base: b, band: make([]int, n), values: make([]Value, n), answers: make([]Answer, n), unasked: make([]bool, n)}
	for i := range s.band {
		s.band[i] = -1
	}
	return s
}

func (b *Base) state(e Evidence) *state {
	s := b.ignorance()
	s.heard = e.Heard
	if e.Text != "" {
		s.heard = b.Hear(e.Text)
	}
	for _, u := range s.heard.Understood {
		s.answers[u.Finding], s.unasked[u.Finding] = u.Answer, true
	}
	for _, r := range e.Answers {
		s.answers[r.Finding], s.unasked[r.Finding] = r.Answer, false
	}
	for _, u := range s.heard.Understood {
		if s.answers[u.Finding] != u.Answer {
			s.heard.Likeness = nil // who takes back what was understood was misread in all of it
		}
	}
	elsewhere := b.Finding(TroubleElsewhere)
	s.measure(e.Readings, elsewhere >= 0 && s.answers[elsewhere] == Yes)
	s.tried = lastTrials(e.Tried)
	return s
}

// measure takes what was measured; away if the trouble is on another device than this one.
func (s *state) measure(readings []Reading, away bool) {
	for _, r := range readings {
		if f := &s.base.Findings[r.Finding]; !away || f.Elsewhere {
			s.band[r.Finding], s.values[r.Finding] = f.band(r.Value), r.Value
		}
	}
	s.void()
}

// void takes back the readings that another makes meaningless, in the order of the knowledge base, and
// collects the causes that are proved.
func (s *state) void() {
	for i, band := range s.band {
		if band < 0 {
			continue
		}
		held := &s.base.Findings[i].Bands[band]
		for _, v := range held.Voids {
			s.band[v] = -1
		}
		if s.band[i] >= 0 && held.Settles >= 0 {
			s.settled = append(s.settled, held.Settles)
		}
	}
}

func lastTrials(all []Trial) []Trial {
	var out []Trial
next:
	for _, t := range all {
		for i := range out {
			if out[i].Remedy == t.Remedy {
				out[i] = t
				continue next
			}
		}
		out = append(out, t)
	}
	return out
}

// band returns the index of the first band that fits the value, or -1.
func (f *Finding) band(v Value) int {
	for i := range f.Bands {
		if f.Bands[i].Fits(v) {
			return i
		}
	}
	return -1
}

// Fits tells whether a value lies in the band.
func (b *Band) Fits(v Value) bool {
	if len(b.Is) > 0 {
		for _, text := range b.Is {
			if v.Text == text {
				return true
			}
		}
		return false
	}
	if v.Text != "" {
		return !b.HasFrom && !b.HasBelow && !b.Far
	}
	return !(b.HasFrom && v.Number < b.From) && !(b.HasBelow && v.Number >= b.Below) &&
		!(b.Far && v.Number < b.Beyond && v.Number > -b.Beyond)
}

// Check returns how a reading is to be shown: its result (ok, warn, fail or info) and what it says.
// Both are "" where no band fits.
func (b *Base) Check(r Reading) (result, says string) {
	f := &b.Findings[r.Finding]
	i := f.band(r.Value)
	if i < 0 {
		return "", ""
	}
	return f.Bands[i].Result, fillIn(f.Bands[i].Says, r.Value)
}

// Voided tells, by finding, which readings another reading makes meaningless.
func (b *Base) Voided(readings []Reading) []bool {
	out := make([]bool, len(b.Findings))
	s := b.ignorance()
	s.measure(readings, false)
	for _, r := range readings {
		out[r.Finding] = s.band[r.Finding] < 0 && b.Findings[r.Finding].band(r.Value) >= 0
	}
	return out
}

// links returns what a finding says under this state, or nil.
func (s *state) links(finding int) []Link {
	f := &s.base.Findings[finding]
	if band := s.band[finding]; band >= 0 {
		return f.Bands[band].Links
	}
	switch s.answers[finding] {
	case Yes:
		if s.unasked[finding] {
			return s.volunteered(f)
		}
		return f.Yes
	case No:
		return f.No
	}
	return nil
}

// volunteered weighs what was understood from the reader's own words. Where it is known what the words sound like, that
// says the same and more, and a phrase may have been meant in another way: it speaks half as much for its causes. Else a
// circumstance speaks half as much again: whoever names it thinks that it has to do with the trouble.
func (s *state) volunteered(f *Finding) []Link {
	if s.heard.Likeness == nil && f.Kind != Situation {
		return f.Yes
	}
	out := slices.Clone(f.Yes)
	for i := range out {
		half := max(0, out[i].Weight) / 2
		if s.heard.Likeness != nil {
			half = -half
		}
		out[i].Weight += half
	}
	return out
}
