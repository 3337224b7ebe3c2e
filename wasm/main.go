//go:build js && wasm

// Command wasm is the program of the 診断する widget and of the search field in the browser. It never calls the page:
// the page tells it what happened, and it returns what is to be done. The page's side is assets/widget/widget.js,
// which decides nothing.
//
//	helpDiagnosis(now, clock, what, ...facts) string
//	helpSearch(text) string
//
// now is the device's clock and clock one that never jumps, both in milliseconds; what names an event ([session.hear]
// lists them), and facts are texts, numbers and booleans. The answer is a row of orders ([page] lists them). The
// search field's side is [searching].
//
// The program is written for Go and TinyGo: no goroutines, no fmt, no encoding/json, no recover. How calls come in is
// all that differs between them: bridge_go.go, by syscall/js, and bridge_tinygo.go, by exports, which saves 2 kB here
// and as much of script. TinyGo's build is split by its exports (tinygo/split.mjs): the checks stand alone, so that a bad
// line brings them first; what only helpDiagnosis needs and what only helpSearch needs stand apart. A function that is used
// as a value can be called from anywhere and stays with the checks, with all that it calls. probe_*.go measure, session.go decides what happens next, view*.go describe the page, keep.go
// remembers.
package main

var (
	widget session
	field  searching
)

// diagnose answers a call of helpDiagnosis.
func diagnose(f facts) string {
	widget.takeTime(f)
	widget.hear(f.text(2), f[3:])
	return widget.take()
}

// checkAlone answers a call of helpDiagnosis while only the checks are there: on a bad line they need not wait for the rest
// of the program, which the advice needs.
func checkAlone(f facts) string {
	widget.takeTime(f)
	widget.hearOfChecks(f.text(2), f[3:])
	return widget.take()
}

// facts come with an event: each a letter for its kind and then its text. One of another kind than asked for, or
// none, is false, 0 or "".
type facts []string

// The kinds of facts. Anything else is unknown: undefined or null.
const (
	aText   = 's'
	aNumber = 'n' // in decimals, without an exponent
	aTruth  = 't' // and then true or false
	aWhole  = 'o' // an object or list
)

//go:noinline
func (f facts) is(i int, kind byte) bool { return i < len(f) && f[i] != "" && f[i][0] == kind }

//go:noinline
func (f facts) yes(i int) bool { return i < len(f) && f[i] == "ttrue" }

// known tells whether the fact is anything at all.
//
//go:noinline
func (f facts) known(i int) bool { return i < len(f) && f[i] != "u" }

//go:noinline
func (f facts) text(i int) string {
	if f.is(i, aText) {
		return f[i][1:]
	}
	return ""
}

//go:noinline
func (f facts) number(i int) float64 {
	if !f.is(i, aNumber) {
		return 0
	}
	x, unit, sign := 0.0, 0.0, 1.0
	for _, c := range f[i][1:] {
		switch {
		case c == '-':
			sign = -1
		case c == '.':
			unit = 1
		case c < '0' || c > '9':
			return 0
		default:
			x = x*10 + float64(c-'0')
			unit *= 10
		}
	}
	return sign * x / max(unit, 1)
}
