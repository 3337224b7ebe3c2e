package diagnosis

import (
	"slices"
	"strings"
	"testing"
)

// TestSummaryOfAnyOrder: what support reads does not depend on the order in which a report says things.
func TestSummaryOfAnyOrder(t *testing.T) {
	b := testBase()
	b.Words = []Word{{"summary-title", "結果"}, {"checks-title", "検査"}, {"tried-title", "試した"}, {"not-fixed", "だめ"}}
	e := Evidence{}
	for i := range b.Findings {
		if b.Findings[i].Kind == Signal && len(b.Findings[i].Bands) > 0 {
			e.Readings = append(e.Readings, Reading{i, Bool(true)})
		} else if b.Findings[i].Kind != Signal {
			e.Answers = append(e.Answers, Reply{i, Yes})
		}
	}
	for i := range b.Remedies {
		e.Tried = append(e.Tried, Trial{Remedy: i})
	}
	want := b.Summary("2026-11-21T12:00:00+09:00", "言葉", e, b.Diagnose(e))
	slices.Reverse(e.Readings)
	slices.Reverse(e.Answers)
	slices.Reverse(e.Tried)
	if got := b.Summary("2026-11-21T12:00:00+09:00", "言葉", e, b.Diagnose(e)); got != want {
		t.Errorf("another order says\n%s\nnot\n%s", got, want)
	}
	if !strings.HasPrefix(want, "結果 11/21 12:00\n") || !strings.Contains(want, "言葉") || !strings.Contains(want, "だめ") {
		t.Errorf("the summary is\n%s", want)
	}
}
