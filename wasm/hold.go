//go:build js && wasm && !tinygo

package main

// hold keeps the program alive for its callbacks.
func hold() { select {} }
