//go:build js && wasm

package main

import "helpcenter/wasm/diagnosis"

// The line: a few fetches of /probe.txt, one small file of known body, past every cache.

const (
	probeBody    = "helpcenter probe v1\n" // as site.ProbeBody; a test holds them together
	samples      = 6                       // tries, the first of which pays for the connection
	enough       = 2                       // round trips that make a median
	settledAfter = 800                     // ms from the press: later, enough is enough, and the reader waits no longer
	officialPath = "/favicon.ico"
)

// answer is what page.js tells of one request.
type answer struct {
	kind   string // basic, opaque, opaqueredirect or error
	status int
	ms     float64 // until the head of the answer
	late   bool
	date   float64 // the server's clock by the Date header, ms; 0 is none
	age    string
	wall   float64 // device clock at that moment, ms
	body   string
}

func readAnswer(f facts) *answer {
	return &answer{f.text(0), int(f.number(1)), f.number(2), f.yes(3), f.number(4), f.text(5), f.number(6), f.text(7)}
}

// ask fetches an address past every cache; the answer always comes, within the time that is left.
func (s *session) ask(name, url string) { s.order('q', name, url, s.limit()) }

func (s *session) limit() string { return diagnosis.Decimal(int(max(300, s.left()))) }

// line gathers the samples of one run.
type line struct {
	begun  int // requests that the page's script had sent already
	trips  []float64
	tries  int
	failed int
	over   bool
}

// left is how many milliseconds of sampling remain.
func (s *session) left() float64 { return s.deadline - 300 - s.clock }

// sample sends a probe, unless one is still on its way.
func (s *session) sample() {
	if s.line.tries >= s.line.begun {
		s.ask("probe", "/probe.txt")
	}
}

// takeProbe judges one answer: the first says whether the line works at all.
func (s *session) takeProbe(a *answer) {
	l := &s.line
	if l.over {
		return
	}
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
		s.measuredYes("site_reachable", ours)
		s.measuredAmount("site_status", float64(a.status))
		if a.kind == "error" {
			s.unmeasured("captive_portal") // nothing answered: a portal that hangs looks the same
		} else {
			s.measuredYes("captive_portal", portal)
		}
		s.order('x', "timings", timingFields, "")
	}
	switch {
	case portal, a.kind == "error" && l.tries == 1 && (a.late || s.left() < 300),
		l.tries >= samples, s.left() < 300, len(l.trips) >= enough && s.clock-s.pressed > settledAfter:
		s.finishLine()
	default:
		s.sample()
	}
}

func (s *session) finishLine() {
	l := &s.line
	l.over = true
	s.measuredAmount("site_loss", float64(l.failed)/float64(l.tries))
	if len(l.trips) == 0 {
		s.unmeasured("site_rtt_ms")
		s.unmeasured("site_jitter_ms")
		s.noClock()
		return
	}
	if l.tries-l.failed > 1 {
		s.measuredYes("site_reachable", true) // a first try that failed alone is loss, not a dead line
	}
	s.measuredAmount("site_rtt_ms", median(l.trips))
	if len(l.trips) >= enough {
		s.measuredAmount("site_jitter_ms", spread(l.trips))
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

// timingFields are read by takeTimings behind the name of a request, in this order.
const timingFields = "domainLookupStart domainLookupEnd connectStart connectEnd secureConnectionStart responseStart responseEnd transferSize encodedBodySize"

// takeTimings reads the phases of fresh connections; a reused connection tells nothing. The first fact is the
// speed that the browser reports, rounded as that is.
func (s *session) takeTimings(f facts) {
	if reported := f.number(0); reported > 0 {
		s.measuredAmount("downlink_mbps", reported)
	}
	for f = f[1:]; len(f) > 9; f = f[10:] {
		name := f.text(0)
		if contains(name, "/probe.txt?n=") && f.number(4) > f.number(3) {
			s.measuredAmount("dns_ms", f.number(2)-f.number(1))
			if start := f.number(5); start > 0 {
				s.measuredAmount("tls_ms", f.number(4)-start)
			}
		}
		// the module's own way here is a measurement, where it came over the line
		if ms := f.number(7) - f.number(6); contains(name, ".wasm") && f.number(8) > 20000 && ms > 20 {
			s.measuredAmount("downlink_mbps", f.number(9)*8/1000/ms)
		}
	}
	s.unmeasured("dns_ms")
	s.unmeasured("tls_ms")
	s.unmeasured("downlink_mbps")
}

// probeOfficial asks each official host once for its icon, without referrer or credentials. An answer says
// that the path is open and nothing more: 200 and 503 look the same.
func (s *session) probeOfficial() {
	hosts := fields(s.hosts)
	s.officialWaiting, s.officialOpen = len(hosts), false
	if len(hosts) == 0 {
		s.unmeasured("official_reachable")
	}
	for _, host := range hosts {
		s.ask("official", host+officialPath)
	}
}

func (s *session) takeOfficial(a *answer) {
	s.officialWaiting--
	if s.officialOpen = s.officialOpen || a.kind == "opaque"; s.officialWaiting == 0 {
		s.measuredYes("official_reachable", s.officialOpen)
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
	s.order('b', "diagnosis-bait adsbox ad-banner banner-ads", "/ads/banner.txt", s.limit())
}

// judgeBait waits for the plain probe where the bait failed: a dead line stops both.
func (s *session) judgeBait() {
	failed := s.bait.kind == "error"
	switch {
	case s.baitHidden || !failed:
		s.measuredYes("content_blocker", s.baitHidden)
	case s.is("site_reachable", "true") && !s.bait.late:
		s.measuredYes("content_blocker", true)
	case s.reading("site_reachable").over || s.bait.late:
		s.unmeasured("content_blocker")
	default:
		s.after("bait-again", 100)
	}
}
