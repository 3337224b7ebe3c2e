//go:build js && wasm

package main

import (
	"syscall/js"

	"helpcenter/wasm/japanese"
)

// What the probes and the view need of the browser, in Go's terms.

// then calls ok or fail once, when the promise is settled; fail may be nil.
func then(promise js.Value, ok, fail func(js.Value)) {
	var onOK, onFail js.Func
	settle := func(f func(js.Value)) js.Func {
		return js.FuncOf(func(_ js.Value, args []js.Value) any {
			onOK.Release()
			onFail.Release()
			if f != nil {
				f(args[0])
			}
			return nil
		})
	}
	onOK, onFail = settle(ok), settle(fail)
	promise.Call("then", onOK, onFail)
}

// after calls f once, ms milliseconds later.
func after(ms int, f func()) {
	var once js.Func
	once = js.FuncOf(func(js.Value, []js.Value) any {
		once.Release()
		f()
		return nil
	})
	js.Global().Call("setTimeout", once, ms)
}

// now returns milliseconds since the epoch by the device's clock.
func now() float64 { return js.Global().Get("Date").Call("now").Float() }

// clock returns milliseconds that never jump.
func clock() float64 { return js.Global().Get("performance").Call("now").Float() }

// object makes an empty one.
func object() js.Value { return js.Global().Get("Object").New() }

// has tells whether an object has a member that is not undefined or null.
func has(object js.Value, name string) bool {
	if object.IsUndefined() || object.IsNull() {
		return false
	}
	v := object.Get(name)
	return !v.IsUndefined() && !v.IsNull()
}

// text returns a member that is a string, or "".
func text(object js.Value, name string) string {
	if !has(object, name) || object.Get(name).Type() != js.TypeString {
		return ""
	}
	return object.Get(name).String()
}

// find returns the first element that matches; it is there, or the page's own markup is at fault.
func find(root js.Value, selector string) js.Value { return call(root, "querySelector", selector) }

// The next ones are called from many places: kept apart, each call costs the module a few bytes instead of many.

//go:noinline
func setText(element js.Value, s string) { element.Set("textContent", s) }

//go:noinline
func setHidden(element js.Value, hidden bool) { element.Set("hidden", hidden) }

//go:noinline
func setData(element js.Value, name, s string) { element.Get("dataset").Set(name, s) }

//go:noinline
func add(parent, child js.Value) { parent.Call("append", child) }

// call calls a method with one text.
//
//go:noinline
func call(object js.Value, method, s string) js.Value { return object.Call(method, s) }

func contains(s, part string) bool { return japanese.Index(s, part) >= 0 }

// number returns the digits at the start of s as a number, and what follows; -1 where there are none.
func number(s string) (n int, rest string) {
	n = -1
	for rest = s; rest != "" && rest[0] >= '0' && rest[0] <= '9' && n < 1e6; rest = rest[1:] {
		n = max(n, 0)*10 + int(rest[0]-'0')
	}
	return n, rest
}
