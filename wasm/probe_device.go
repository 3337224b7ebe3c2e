//go:build js && wasm

package main

// What the browser says of itself and of the device. A value that it does not tell is left out: unknown.

const (
	checkKey   = "helpcenter-check"
	cookieTail = "; SameSite=Strict; path=/; max-age="
)

// devicePaths are looked up together; takeDevice reads them in this order.
const devicePaths = "navigator.onLine\nnavigator.serviceWorker\nnavigator.language\nnavigator.userAgent\n" +
	"document.documentElement.className\ndocument.documentElement.lang\ndocument.querySelector(main font font)\n" +
	"navigator.connection.saveData\nnavigator.connection.type\nnavigator.connection.effectiveType\n" +
	"document.cookie\nlocalStorage.getItem(" + checkKey + ")"

// probeDevice measures all that needs no waiting. Cookies and storage are written, read back and removed.
func (s *session) probeDevice() {
	s.order('c', "helpcheck=1"+cookieTail+"60", "", "")
	s.keep(checkKey, "1")
	s.order('r', "device", devicePaths, "")
	s.order('d', "database", checkKey, "")
}

func (s *session) takeDevice(f facts) {
	s.order('c', "helpcheck="+cookieTail+"0", "", "")
	s.keep(checkKey, "")
	s.measuredYes("javascript", true)
	s.measuredYes("wasm", true)
	s.measuredYes("online", f.yes(0) && s.online)
	s.measuredYes("service_worker", f.known(1))
	s.measuredWord("language", f.text(2))
	// a translation tool rewrote this page
	s.measuredYes("page_translated", contains(f.text(4), "translated-") || f.text(5) != "ja" || f.known(6))
	s.takeConnection(f[7:])
	s.probeAgent(f.text(3))
	s.measuredYes("cookies", contains(f.text(10), "helpcheck=1"))
	s.measuredYes("local_storage", f.text(11) == "1")
	if s.built > 0 {
		s.measuredYes("clock_before_build", s.now < s.built)
	} else {
		s.unmeasured("clock_before_build")
	}
}

// takeConnection takes what Chromium reports; no other engine does.
func (s *session) takeConnection(f facts) {
	if !f.is(0, aTruth) {
		s.unmeasured("save_data")
		return
	}
	s.measuredYes("save_data", f.yes(0))
	if kind := f.text(1); kind == "wifi" || kind == "cellular" || kind == "ethernet" {
		s.measuredWord("connection_type", kind)
	}
	if kind := f.text(2); kind != "" {
		s.measuredWord("effective_type", kind)
	}
}

// probeZone stands apart, behind the first results: the first use of Intl takes a slow phone 150 ms.
func (s *session) probeZone() {
	s.order('r', "zone", "Intl.DateTimeFormat().resolvedOptions().timeZone", "")
}

func (s *session) takeZone(zone string) {
	if zone == "" {
		s.unmeasured("outside_japan")
		return
	}
	s.measuredWord("time_zone", zone)
	s.measuredYes("outside_japan", zone != "Asia/Tokyo" && zone != "Japan")
}
