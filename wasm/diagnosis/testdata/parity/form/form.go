// Package form carries evidence to the engine and its answers back as text, for the parity test: the same code
// runs natively and in WebAssembly, and a number is written by its bits, so that equal text means an equal answer.
package form

import (
	"math"

	"helpcenter/wasm/diagnosis"
)

// WriteEvidence appends evidence to out: its words, readings, answers and trials, each with its length before it.
func WriteEvidence(out []byte, e diagnosis.Evidence) []byte {
	out = text(out, e.Text)
	out = number(out, len(e.Readings))
	for _, r := range e.Readings {
		out = bits(text(number(out, r.Finding), r.Value.Text), math.Float64bits(r.Value.Number))
	}
	out = number(out, len(e.Answers))
	for _, a := range e.Answers {
		out = number(number(out, a.Finding), int(a.Answer))
	}
	out = number(out, len(e.Tried))
	for _, t := range e.Tried {
		out = number(number(out, t.Remedy), flag(t.Fixed))
	}
	return out
}

// Reader reads what WriteEvidence wrote, one after the other.
type Reader struct{ Data []byte }

// Evidence takes the next evidence off the data.
func (r *Reader) Evidence() diagnosis.Evidence {
	e := diagnosis.Evidence{Text: r.text()}
	for range r.number() {
		e.Readings = append(e.Readings, diagnosis.Reading{Finding: r.number(),
			Value: diagnosis.Value{Text: r.text(), Number: math.Float64frombits(r.bits())}})
	}
	for range r.number() {
		e.Answers = append(e.Answers, diagnosis.Reply{Finding: r.number(), Answer: diagnosis.Answer(r.number())})
	}
	for range r.number() {
		e.Tried = append(e.Tried, diagnosis.Trial{Remedy: r.number(), Fixed: r.number() == 1})
	}
	return e
}

// WriteResult appends all of an answer to out, a line for each of its parts.
func WriteResult(out []byte, r diagnosis.Result) []byte {
	for _, c := range r.Ranking {
		out = bits(number(append(out, "\ncause "...), c.Cause), math.Float64bits(c.P))
		out = said(said(out, "\n for ", c.For), "\n against ", c.Against)
	}
	for _, o := range r.RuledOut {
		out = text(number(append(out, "\nruled out "...), o.Cause), o.Says)
	}
	out = said(out, "\nnot checked ", r.NotChecked)
	for _, u := range r.Understood {
		out = text(number(number(append(out, "\nunderstood "...), u.Finding), int(u.Answer)), u.Words)
	}
	if r.Next != nil {
		out = bits(number(append(out, "\nnext "...), r.Next.Finding), math.Float64bits(r.Next.Gain))
	}
	out = append(out, "\nplan "...)
	for _, remedy := range r.Plan {
		out = number(out, remedy)
	}
	return number(number(append(out, "\nsettled, urgent "...), flag(r.Settled)), flag(r.Urgent))
}

func said(out []byte, kind string, all []diagnosis.Said) []byte {
	for _, s := range all {
		out = text(number(number(append(out, kind...), s.Finding), s.Weight), s.Says)
	}
	return out
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

const digits = "0123456789abcdef"

func bits(out []byte, x uint64) []byte {
	for shift := 60; shift >= 0; shift -= 4 {
		out = append(out, digits[x>>shift&15])
	}
	return append(out, ' ')
}

func number(out []byte, n int) []byte { return bits(out, uint64(int64(n))) }

func text(out []byte, s string) []byte { return append(append(number(out, len(s)), s...), ' ') }

func (r *Reader) bits() (x uint64) {
	for _, c := range r.take(16) {
		for i := range len(digits) {
			if digits[i] == c {
				x = x<<4 | uint64(i)
			}
		}
	}
	return x
}

func (r *Reader) number() int { return int(int64(r.bits())) }

func (r *Reader) text() string { return string(r.take(r.number())) }

// take returns the next n bytes and skips the space behind them.
func (r *Reader) take(n int) []byte {
	taken := r.Data[:n]
	r.Data = r.Data[n+1:]
	return taken
}
