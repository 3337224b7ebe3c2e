//go:build js && wasm

// Command wasm is the program of the 診断する widget and of the search field in the browser. It never calls the page: the page tells it what
// happened, and it returns what is to be done. The page's side is assets/widget/widget.js, which decides nothing.
//
//	helpDiagnosis(now, clock, what, ...facts) string
//
// now is the device's clock and clock one that never jumps, both in milliseconds; what names an event ([session.hear]
// lists them), and facts are texts, numbers and booleans. The answer is a row of orders ([page] lists them).
//
// The same program answers the search field: helpSearch, see [searching].
//
// The program is written for Go and TinyGo: no goroutines, no fmt, no encoding/json, no recover.
// probe_*.go measure, session.go decides what happens next, view*.go describe the page, keep.go remembers.
package main

import "syscall/js"

func main() {
	s := &session{}
	serve(func(f facts) string {
		s.now, s.clock = f[0].Float(), f[1].Float()
		s.hear(f[2].String(), f[3:])
		return s.take()
	}, (&searching{}).ask)
}

// facts come with an event. One of another kind than asked for, or none, is false, 0 or "".
type facts []js.Value

//go:noinline
func (f facts) is(i int, kind js.Type) bool { return i < len(f) && f[i].Type() == kind }

// has tells whether the fact is known at all.
//
//go:noinline
func (f facts) has(i int) bool { return !f.is(i, js.TypeUndefined) && !f.is(i, js.TypeNull) }

//go:noinline
func (f facts) yes(i int) bool { return f.is(i, js.TypeBoolean) && f[i].Bool() }

//go:noinline
func (f facts) number(i int) float64 {
	if f.is(i, js.TypeNumber) {
		return f[i].Float()
	}
	return 0
}

//go:noinline
func (f facts) text(i int) string {
	if f.is(i, js.TypeString) {
		return f[i].String()
	}
	return ""
}
