//go:build js && wasm

// Command parity is the engine alone in WebAssembly, for the test that its answers are the same everywhere. It
// finds everything in the global `parity`: base, matching and evidence (Uint8Arrays), and calls its
// answer(Uint8Array) once for every evidence.
package main

import (
	"syscall/js"

	"helpcenter/wasm/diagnosis"
	"helpcenter/wasm/diagnosis/testdata/parity/form"
)

func main() {
	handed := js.Global().Get("parity")
	base, err := diagnosis.Decode(bytesOf(handed.Get("base")))
	if err == nil {
		err = base.DecodeMatching(bytesOf(handed.Get("matching")))
	}
	if err != nil {
		return // no answers: the test sees it
	}
	for r := (form.Reader{Data: bytesOf(handed.Get("evidence"))}); len(r.Data) > 0; {
		answer := form.WriteResult(nil, base.Diagnose(r.Evidence()))
		bytes := js.Global().Get("Uint8Array").New(len(answer))
		js.CopyBytesToJS(bytes, answer)
		handed.Call("answer", bytes)
	}
}

// bytesOf copies a Uint8Array.
func bytesOf(v js.Value) []byte {
	data := make([]byte, v.Get("length").Int())
	js.CopyBytesToGo(data, v)
	return data
}
