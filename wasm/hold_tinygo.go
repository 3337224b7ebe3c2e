//go:build js && wasm && tinygo

package main

import _ "unsafe" // for go:linkname

// hold returns: without a scheduler main must not block. The page's glue keeps the program from being marked
// as over, and calls resume for every callback.
func hold() {}

//go:linkname handleEvent syscall/js.handleEvent
func handleEvent()

//export resume
func resume() { handleEvent() }
