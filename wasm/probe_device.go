//go:build js && wasm

package main

import (
	"syscall/js"

	"helpcenter/wasm/diagnosis"
)

// What the browser says of itself and of the device. A value that it does not tell is left out: unknown.

func yes(b bool) diagnosis.Value       { return diagnosis.Bool(b) }
func word(s string) diagnosis.Value    { return diagnosis.Value{Text: s} }
func amount(x float64) diagnosis.Value { return diagnosis.Value{Number: x} }

// probeDevice measures all that needs no waiting.
func (s *session) probeDevice() {
	global := js.Global()
	navigator := global.Get("navigator")
	s.measured("javascript", yes(true))
	s.measured("wasm", yes(true))
	s.measured("online", yes(navigator.Get("onLine").Bool() && s.handed.Get("online").Bool()))
	s.measured("service_worker", yes(has(navigator, "serviceWorker")))
	s.measured("language", word(text(navigator, "language")))
	s.measured("page_translated", yes(translated(global.Get("document").Get("documentElement"))))
	s.probeConnection(navigator)
	s.probeAgent(text(navigator, "userAgent"))
	s.probeBuilt(global)
	s.probeStorage(global)
}

// translated tells whether a translation tool rewrote this page.
func translated(html js.Value) bool {
	class := text(html, "className")
	return contains(class, "translated-") || text(html, "lang") != "ja" ||
		!find(html, "main font font").IsNull()
}

// probeConnection takes what Chromium reports; no other engine does.
func (s *session) probeConnection(navigator js.Value) {
	if !has(navigator, "connection") {
		s.unmeasured("save_data")
		return
	}
	c := navigator.Get("connection")
	s.measured("save_data", yes(has(c, "saveData") && c.Get("saveData").Bool()))
	if kind := text(c, "type"); kind == "wifi" || kind == "cellular" || kind == "ethernet" {
		s.measured("connection_type", word(kind))
	}
	if kind := text(c, "effectiveType"); kind != "" {
		s.measured("effective_type", word(kind))
	}
}

func (s *session) probeBuilt(global js.Value) {
	if built := global.Get("Date").Call("parse", s.element.Get("dataset").Get("built")); built.Truthy() {
		s.measured("clock_before_build", yes(now() < built.Float()))
	} else {
		s.unmeasured("clock_before_build")
	}
}

// probeZone stands apart: the first use of Intl takes a slow phone 150 ms.
func (s *session) probeZone() {
	zone := text(js.Global().Get("Intl").Get("DateTimeFormat").New().Call("resolvedOptions"), "timeZone")
	if zone == "" {
		s.unmeasured("outside_japan")
		return
	}
	s.measured("time_zone", word(zone))
	s.measured("outside_japan", yes(zone != "Asia/Tokyo" && zone != "Japan"))
}

// probeStorage writes, reads back and removes; blocked storage throws already on being named.
func (s *session) probeStorage(global js.Value) {
	document := global.Get("document")
	document.Set("cookie", "helpcheck=1; SameSite=Strict; path=/; max-age=60")
	s.measured("cookies", yes(contains(text(document, "cookie"), "helpcheck=1")))
	document.Set("cookie", "helpcheck=; SameSite=Strict; path=/; max-age=0")
	s.measured("local_storage", yes(s.storageWorks()))
	s.probeIndexedDB(global)
}

func (s *session) storageWorks() bool {
	if !s.store("helpcenter-check", "1") || s.stored("helpcenter-check") != "1" {
		return false
	}
	s.forgetStored("helpcenter-check")
	return true
}

func (s *session) probeIndexedDB(global js.Value) {
	const name = "helpcenter-check"
	database := s.attempt(global.Get("Reflect"), "get", global, "indexedDB")
	opened := s.attempt(database, "open", name)
	if !opened.Truthy() {
		s.measured("indexed_db", yes(false))
		return
	}
	var onOK, onFail js.Func
	answer := func(works bool) js.Func {
		return js.FuncOf(func(js.Value, []js.Value) any {
			if works {
				opened.Get("result").Call("close")
				s.attempt(database, "deleteDatabase", name)
			}
			s.measured("indexed_db", yes(works))
			onOK.Release()
			onFail.Release()
			return nil
		})
	}
	onOK, onFail = answer(true), answer(false)
	opened.Set("onsuccess", onOK)
	opened.Set("onerror", onFail)
}
