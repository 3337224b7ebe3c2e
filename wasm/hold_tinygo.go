//go:build js && wasm && tinygo

package main

import (
	"syscall/js"
	"unsafe"
)

// glue is the page's instance of the compiler's class Go, the seventh of the values that both sides know from the
// start (wasm_exec.js, this._values). js.FuncOf reaches it too, and brings a map into the module: 1 kB.
var glue = func() js.Value {
	value := struct {
		ref   uint64
		gcPtr *uint64
	}{ref: 0x7FF80001<<32 | 6}
	return *(*js.Value)(unsafe.Pointer(&value))
}()

var served [2]func(facts) string

// serve gives the page its functions, and returns: without a scheduler main must not block. The page's glue keeps
// the program from being marked as over, and calls resume for every call of a function.
func serve(diagnosis, search func(facts) string) {
	served = [...]func(facts) string{diagnosis, search}
	for i, name := range [...]string{"helpDiagnosis", "helpSearch"} {
		js.Global().Set(name, glue.Call("_makeFuncWrapper", i))
	}
}

//export resume
func resume() {
	event := glue.Get("_pendingEvent")
	args := event.Get("args")
	f := make(facts, args.Length())
	for i := range f {
		f[i] = args.Index(i)
	}
	event.Set("result", served[event.Get("id").Int()](f))
}
