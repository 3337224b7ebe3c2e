//go:build js && wasm && tinygo

package main

import "unsafe" // for addresses: texts pass through the module's memory

// The other side is tinygo/glue.js: it asks for room, writes the facts there with fieldEnd between them, calls, and
// reads the answer from where it is.

var heard, answered []byte

func main() {}

//export room
func room(size int) unsafe.Pointer {
	if size > cap(heard) {
		heard = make([]byte, size)
	}
	heard = heard[:size]
	return unsafe.Pointer(unsafe.SliceData(heard))
}

//export size
func size() int { return len(answered) }

//export helpChecks
func helpChecks() unsafe.Pointer { return reply(checkAlone(told())) }

//export helpDiagnosis
func helpDiagnosis() unsafe.Pointer { return reply(diagnose(told())) }

func told() (f facts) {
	rest := string(heard)
	for i := 0; i < len(rest); i++ {
		if rest[i] == fieldEnd {
			f, rest, i = append(f, rest[:i]), rest[i+1:], -1
		}
	}
	return f
}

//export helpSearch
func helpSearch() unsafe.Pointer { return reply(field.ask(string(heard[1 : len(heard)-1]))) }

// reply keeps a text, in UTF-8, and returns where it is.
func reply(text string) unsafe.Pointer {
	answered = unsafe.Slice(unsafe.StringData(text), len(text))
	return unsafe.Pointer(unsafe.SliceData(answered))
}
