//go:build js && wasm && !tinygo

package main

import "syscall/js"

func main() {
	js.Global().Set("helpDiagnosis", js.FuncOf(func(_ js.Value, args []js.Value) any {
		f := make(facts, len(args))
		for i, v := range args {
			f[i] = fact(v)
		}
		return diagnose(f)
	}))
	js.Global().Set("helpSearch", js.FuncOf(func(_ js.Value, args []js.Value) any { return field.ask(args[0].String()) }))
	select {} // the callbacks live on
}

func fact(v js.Value) string {
	switch v.Type() {
	case js.TypeString:
		return "s" + v.String()
	case js.TypeNumber:
		return "n" + decimal(v.Float())
	case js.TypeBoolean:
		if v.Bool() {
			return "ttrue"
		}
		return "tfalse"
	case js.TypeObject:
		return "o"
	}
	return "u"
}
