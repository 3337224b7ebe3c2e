//go:build js && wasm && !tinygo

package main

import "syscall/js"

// serve gives the page its functions and keeps the program alive for them.
func serve(diagnosis, search func(facts) string) {
	answer := func(f func(facts) string) js.Func {
		return js.FuncOf(func(_ js.Value, args []js.Value) any { return f(args) })
	}
	js.Global().Set("helpDiagnosis", answer(diagnosis))
	js.Global().Set("helpSearch", answer(search))
	select {}
}
