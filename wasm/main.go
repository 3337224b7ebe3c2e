//go:build js && wasm

// Command wasm is the 診断する widget's program in the browser. The page's script (assets/js/page.js) fetches
// it when the button is pressed and calls its one global:
//
//	helpDiagnosis(element, handed) bool
//
// element is the <help-diagnosis>; handed holds base (Uint8Array, the encoded knowledge), probes and summary
// (promises of answers already under way, if any), ask, nonce and learn (functions; learn promises the encoded matching), attempt (calls what may throw), online and resume (booleans).
// It returns false when the knowledge cannot be read.
//
// The program is written for Go and TinyGo: callbacks, no goroutines, no fmt, no encoding/json, no recover.
// probe_*.go measure, session.go decides what happens next, view.go shows it, keep.go remembers it.
package main

import (
	"syscall/js"

	"helpcenter/wasm/diagnosis"
)

func main() {
	js.Global().Set("helpDiagnosis", js.FuncOf(start))
	hold()
}

// start begins a run on a page.
func start(_ js.Value, args []js.Value) any {
	element, handed := args[0], args[1]
	base, err := diagnosis.Decode(bytesOf(handed.Get("base")))
	if err != nil {
		return false
	}
	s := newSession(base, element, handed)
	if handed.Get("resume").Bool() && s.restore() {
		s.learn(s.resume)
	} else {
		s.run(handed)
	}
	return true
}

// bytesOf copies a Uint8Array.
func bytesOf(v js.Value) []byte {
	data := make([]byte, v.Get("length").Int())
	js.CopyBytesToGo(data, v)
	return data
}
