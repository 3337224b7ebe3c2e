//go:build js && wasm

package main

import (
	"syscall/js"
)

// The line: a few fetches of /probe.txt, one small file of known body, past every cache.

const (
	probeBody    = "helpcenter probe v1\n" // as site.ProbeBody; a test holds them together
	samples      = 6                       // tries, the first of which pays for the connection
	enough       = 2                       // round trips that make a median
	settledAfter = 1200                    // ms from the press: later, enough is enough, and the reader waits no longer
	officialPath = "/favicon.ico"
)

// answer is what ask (page.js) tells of one request.
type answer struct {
	kind   string // basic, opaque, opaqueredirect or error
	status int
	ms     float64 // until the head of the answer
	body   string
	date   string
	age    string
	wall   float64 // device clock at that moment, ms
	late   bool
}

func readAnswer(v js.Value) answer {
	a := answer{kind: text(v, "type"), status: v.Get("status").Int(), ms: v.Get("ms").Float(), body: text(v, "body"),
		date: text(v, "date"), age: text(v, "age"), late: has(v, "late") && v.Get("late").Bool()}
	if has(v, "wall") {
		a.wall = v.Get("wall").Float()
	}
	return a
}

// ask fetches a path; the answer always comes, within limit milliseconds.
func (s *session) ask(url string, options js.Value, limit float64, f func(answer)) {
	s.await(s.handed.Call("ask", url, options, limit), f)
}

// await passes an answer on, unless another run has begun: it says nothing about that one.
func (s *session) await(promise js.Value, f func(answer)) {
	run := s.runs
	then(promise, func(v js.Value) {
		if run == s.runs {
			f(readAnswer(v))
		}
	}, nil)
}

// line gathers the samples of one run.
type line struct {
	session *session
	begun   js.Value // promises of the first answers
	trips   []float64
	tries   int
	failed  int
}

// probeLine measures with the probes that the page's script has sent, if any, and then with its own.
func (s *session) probeLine(begun js.Value) {
	l := &line{session: s}
	if has(begun, "probes") {
		l.begun = begun.Get("probes")
	}
	l.sample()
}

// left is how many milliseconds of sampling remain.
func (l *line) left() float64 { return l.session.deadline - 300 - clock() }

func (l *line) sample() {
	s := l.session
	if l.begun.Truthy() && l.tries < l.begun.Length() {
		s.await(l.begun.Index(l.tries), l.take)
		return
	}
	s.ask("/probe.txt?n="+s.handed.Call("nonce").String(), js.Undefined(), max(300, l.left()), l.take)
}

// take judges one answer: the first says whether the line works at all.
func (l *line) take(a answer) {
	s := l.session
	ours := a.kind == "basic" && (a.status < 200 || a.status > 299 || a.body == probeBody)
	portal := a.kind == "opaqueredirect" || a.kind == "basic" && !ours
	l.tries++
	if ours {
		if l.tries > 1 || a.ms < 300 {
			l.trips = append(l.trips, a.ms)
		}
		s.takeClock(a)
	} else if !portal {
		l.failed++
	}
	if l.tries == 1 {
		s.measured("site_reachable", yes(ours))
		s.measured("site_status", amount(float64(a.status)))
		if a.kind == "error" {
			s.unmeasured("captive_portal") // nothing answered: a portal that hangs looks the same
		} else {
			s.measured("captive_portal", yes(portal))
		}
		s.probeTimings()
	}
	switch {
	case portal, a.kind == "error" && l.tries == 1 && (a.late || l.left() < 300):
		l.finish()
	case l.tries >= samples || l.left() < 300 || len(l.trips) >= enough && clock()-l.session.pressed > settledAfter:
		l.finish()
	default:
		l.sample()
	}
}

func (l *line) finish() {
	s := l.session
	s.measured("site_loss", amount(float64(l.failed)/float64(l.tries)))
	if len(l.trips) == 0 {
		s.unmeasured("site_rtt_ms")
		s.unmeasured("site_jitter_ms")
		s.noClock()
		return
	}
	if l.failed < l.tries && l.tries-l.failed > 1 {
		s.measured("site_reachable", yes(true)) // a first try that failed alone is loss, not a dead line
	}
	s.measured("site_rtt_ms", amount(median(l.trips)))
	if len(l.trips) >= enough {
		s.measured("site_jitter_ms", amount(spread(l.trips)))
	} else {
		s.unmeasured("site_jitter_ms")
	}
	s.noClock()
}

func median(v []float64) float64 {
	for _, x := range v {
		below, same := 0, 0
		for _, y := range v {
			if y < x {
				below++
			} else if y == x {
				same++
			}
		}
		if below <= len(v)/2 && below+same > len(v)/2 {
			return x
		}
	}
	return 0
}

// spread is the mean difference between one round trip and the next.
func spread(v []float64) float64 {
	sum := 0.0
	for i := 1; i < len(v); i++ {
		sum += max(v[i]-v[i-1], v[i-1]-v[i])
	}
	return sum / float64(len(v)-1)
}

// probeTimings reads the phases of fresh connections; a reused connection tells nothing.
func (s *session) probeTimings() {
	entries := js.Global().Get("performance").Call("getEntriesByType", "resource")
	for i := entries.Length() - 1; i >= 0; i-- {
		e := entries.Index(i)
		name := text(e, "name")
		if contains(name, "/probe.txt?n=") && e.Get("connectEnd").Float() > e.Get("connectStart").Float() {
			s.measured("dns_ms", amount(e.Get("domainLookupEnd").Float()-e.Get("domainLookupStart").Float()))
			if start := e.Get("secureConnectionStart").Float(); start > 0 {
				s.measured("tls_ms", amount(e.Get("connectEnd").Float()-start))
			}
		}
		if contains(name, "/assets/widget.") && contains(name, ".wasm") {
			s.takeDownload(e)
		}
	}
	s.unmeasured("dns_ms")
	s.unmeasured("tls_ms")
	s.reportedSpeed()
}

// takeDownload makes a measurement of the module's own way here, where it came over the line.
func (s *session) takeDownload(e js.Value) {
	bits := e.Get("encodedBodySize").Float() * 8
	ms := e.Get("responseEnd").Float() - e.Get("responseStart").Float()
	if e.Get("transferSize").Float() > 20000 && ms > 20 {
		s.measured("downlink_mbps", amount(bits/1000/ms))
	}
}

// reportedSpeed falls back on what the browser reports, rounded as that is.
func (s *session) reportedSpeed() {
	if c := js.Global().Get("navigator").Get("connection"); has(c, "downlink") {
		s.measuredFirst("downlink_mbps", amount(c.Get("downlink").Float()))
	} else {
		s.unmeasured("downlink_mbps")
	}
}

// probeOfficial asks each official host once for its icon, without referrer or credentials. An answer says
// that the path is open and nothing more: 200 and 503 look the same.
func (s *session) probeOfficial() {
	hosts := fields(text(s.element.Get("dataset"), "hosts"))
	if len(hosts) == 0 {
		s.unmeasured("official_reachable")
		return
	}
	waiting, open := len(hosts), false
	blind := object()
	blind.Set("mode", "no-cors")
	blind.Set("redirect", "follow")
	blind.Set("referrerPolicy", "no-referrer")
	for _, host := range hosts {
		s.ask(host+officialPath, blind, s.left(), func(a answer) {
			waiting--
			if open = open || a.kind == "opaque"; waiting == 0 {
				s.measured("official_reachable", yes(open))
			}
		})
	}
}

// fields cuts at spaces.
func fields(s string) []string {
	var out []string
	start := 0
	for i := 0; i <= len(s); i++ {
		if i == len(s) || s[i] == ' ' {
			if i > start {
				out = append(out, s[start:i])
			}
			start = i + 1
		}
	}
	return out
}

// probeBlocker lays a bait: an element and a file named like advertising. A blocker hides the one or stops
// the other, while the probe of a plain name comes through.
func (s *session) probeBlocker() {
	document := js.Global().Get("document")
	bait := document.Call("createElement", "div")
	bait.Set("className", "diagnosis-bait adsbox ad-banner banner-ads")
	setText(bait, "\u00a0")
	bait.Call("setAttribute", "aria-hidden", "true")
	add(s.element, bait)
	s.ask("/ads/banner.txt?n="+s.handed.Call("nonce").String(), js.Undefined(), s.left(), func(a answer) {
		hidden := bait.Get("offsetHeight").Int() == 0
		bait.Call("remove")
		s.judgeBait(hidden, a)
	})
}

// judgeBait waits for the plain probe where the bait failed: a dead line stops both.
func (s *session) judgeBait(hidden bool, a answer) {
	run, failed := s.runs, a.kind == "error"
	switch {
	case hidden || !failed:
		s.measured("content_blocker", yes(hidden))
	case s.is("site_reachable", "true") && !a.late:
		s.measured("content_blocker", yes(true))
	case s.over("site_reachable") || a.late:
		s.unmeasured("content_blocker")
	default:
		after(100, func() {
			if run == s.runs {
				s.judgeBait(hidden, a)
			}
		})
	}
}
