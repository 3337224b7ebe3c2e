//go:build js && wasm

package main

import (
	"helpcenter/wasm/diagnosis"
	"helpcenter/wasm/japanese"
)

// What a report may hold: as strict as `helpcenter diagnose` (site/report.go), and an error names the key or id.

// Signals by the kind of their values; the others are texts.
const (
	booleans = " online site_reachable official_reachable captive_portal save_data cookies local_storage indexed_db service_worker content_blocker os_outdated browser_outdated clock_before_build javascript wasm outside_japan page_translated maintenance_now incident_now "
	numbers  = " site_status site_rtt_ms site_jitter_ms site_loss downlink_mbps dns_ms tls_ms clock_skew_s maintenance_next_min "
)

func kindOf(signal string) byte {
	switch id := " " + signal + " "; {
	case contains(booleans, id):
		return aTruth
	case contains(numbers, id):
		return aNumber
	}
	return aText
}

// takeReport shows a report, or what is wrong with it.
func (s *session) takeReport(f facts) {
	s.reset()
	s.newRun()
	s.words, s.reported, s.heard = "", "", diagnosis.Heard{}
	wrong := s.readReport(f)
	s.done, s.checked = true, len(s.readings) > 0
	if wrong != "" {
		s.in("result")
		s.out()
		s.text("status", s.base.Word("report-wrong")+wrong)
		s.attr("", "data-state", "failed")
		return
	}
	s.words = japanese.Redact(s.words)
	s.heard = s.base.Hear(s.words)
	s.judgeReported()
	s.refresh()
	s.focusResult()
}

// judgeReported notes the period of the day that the report was made in, unless it says.
func (s *session) judgeReported() {
	if at := parseTime(s.reported); at > 0 && !s.reading("busy_period").measured {
		s.done = false
		s.measuredWord("busy_period", s.base.BusyPeriod((int(at/60000)+9*60)%(24*60)))
		s.done = true
	}
}

// readReport reads the leaves of a report; what is wrong with it, or "".
func (s *session) readReport(f facts) string {
	if len(f) < 2 || !f.is(1, aWhole) {
		return s.base.Word("report-no-json")
	}
	versions := 0
	for f = f[2:]; len(f) > 1; f = f[2:] {
		path := f.text(0)
		part, id := cut(path)
		ok := false
		switch part {
		case "version":
			ok = id == "" && f.number(1) == 1
			versions++
		case "at":
			s.reported = f.text(1)
			ok = parseTime(s.reported) > 0
		case "text":
			s.words = f.text(1)
			ok = f.is(1, aText)
		case "signals", "answers", "tried":
			ok = id == "" && f.is(1, aWhole) || id != "" && s.readLeaf(part, id, f)
		}
		if !ok {
			return path
		}
	}
	if versions == 0 {
		return "version"
	}
	return ""
}

func (s *session) readLeaf(part, id string, f facts) bool {
	finding, remedy, value := s.base.Finding(id), s.base.Remedy(id), f.text(1)
	switch part {
	case "signals":
		if finding < 0 || s.base.Findings[finding].Kind != diagnosis.Signal || !f.is(1, kindOf(id)) {
			return false
		}
		if value != unknownKind {
			s.note(id, valueOf(f))
		}
	case "answers":
		if finding < 0 || s.base.Findings[finding].Kind == diagnosis.Signal || value != answerWords[answerOf(value)] {
			return false
		}
		s.answers[finding] = answerOf(value)
		s.asked++
	case "tried":
		if remedy < 0 || value != outcome(true) && value != outcome(false) {
			return false
		}
		s.noteTrial(remedy, value == outcome(true))
	}
	return true
}

// replayed is how many causes support sees with all that speaks for and against them.
const replayed = 5

// ranking lists them, for support.
func (v *view) ranking(r *diagnosis.Result) {
	s := v.session
	if !s.replay {
		return
	}
	for i, k := range r.Ranking {
		if i == replayed {
			break
		}
		c := &s.base.Causes[k.Cause]
		s.nodeOf("reason", "data-cause", c.ID)
		s.text("title", diagnosis.Decimal(i+1)+". "+c.Name+" "+diagnosis.Decimal(int(k.P*100+0.5))+"%")
		s.in("list")
		for _, text := range words(k.For) {
			s.item("+ ", text)
		}
		for _, text := range words(k.Against) {
			s.item("- ", text)
		}
		s.out()
	}
}
