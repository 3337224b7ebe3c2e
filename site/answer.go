package site

import (
	"time"

	"helpcenter/wasm/diagnosis"
	"helpcenter/wasm/japanese"
)

// Answer is the engine's result in the form of the contract (`helpcenter diagnose --format json`).
type Answer struct {
	Ranking    []RankedCause     `json:"ranking"`
	RuledOut   []RuledOutCause   `json:"ruled_out"`
	NotChecked []SaidFinding     `json:"not_checked"`
	Understood []UnderstoodWords `json:"understood"`
	Next       *NextQuestion     `json:"next"`
	Plan       []PlannedRemedy   `json:"plan"`
	Settled    bool              `json:"settled"`
}

// The parts of an Answer.
type (
	// RankedCause is a cause; P is its probability, weights are bits.
	RankedCause struct {
		Cause   string         `json:"cause"`
		Name    string         `json:"-"`
		Guide   string         `json:"guide"`
		P       float64        `json:"p"`
		For     []WeighedWords `json:"for"`
		Against []WeighedWords `json:"against"`
	}
	WeighedWords struct {
		Finding string  `json:"finding"`
		Says    string  `json:"says"`
		Weight  float64 `json:"weight"`
	}
	RuledOutCause struct {
		Cause string `json:"cause"`
		Says  string `json:"says"`
	}
	SaidFinding struct {
		Finding string `json:"finding"`
		Says    string `json:"says"`
	}
	UnderstoodWords struct {
		Finding string `json:"finding"`
		Answer  string `json:"answer"`
		Words   string `json:"words"`
	}
	NextQuestion struct {
		Ask  string  `json:"ask"`
		Text string  `json:"text"`
		Why  string  `json:"why"`
		Gain float64 `json:"gain"` // bits
	}
	PlannedRemedy struct {
		Remedy  string   `json:"remedy"`
		Text    string   `json:"text"`
		Minutes int      `json:"minutes"`
		Guide   string   `json:"guide,omitempty"`
		Fixes   []string `json:"fixes,omitempty"`
		Warning string   `json:"warning,omitempty"`
	}
)

// Answer diagnoses a report.
func (d *Diagnosis) Answer(r Report) (*Answer, error) {
	e, err := d.Evidence(r)
	if err != nil {
		return nil, err
	}
	return d.words(d.Base.Diagnose(e)), nil
}

// Summary says the same to people, word for word as the widget hands it to support.
func (d *Diagnosis) Summary(r Report) (string, error) {
	r.Text = japanese.Redact(r.Text)
	e, err := d.Evidence(r)
	if err != nil {
		return "", err
	}
	at := ""
	if t, err := time.Parse(time.RFC3339, r.At); err == nil {
		at = t.In(japan).Format(time.RFC3339)
	}
	return d.Base.Summary(at, r.Text, e, d.Base.Diagnose(e)), nil
}

// words turns indices into ids and texts; lists are never null.
func (d *Diagnosis) words(r diagnosis.Result) *Answer {
	b := d.Base
	a := &Answer{RuledOut: []RuledOutCause{}, NotChecked: []SaidFinding{}, Understood: []UnderstoodWords{}, Settled: r.Settled}
	for _, k := range r.Ranking {
		c := b.Causes[k.Cause]
		a.Ranking = append(a.Ranking, RankedCause{c.ID, c.Name, c.Guide, k.P, d.weighed(k.For), d.weighed(k.Against)})
	}
	for _, o := range r.RuledOut {
		a.RuledOut = append(a.RuledOut, RuledOutCause{b.Causes[o.Cause].ID, o.Says})
	}
	for _, s := range r.NotChecked {
		a.NotChecked = append(a.NotChecked, SaidFinding{b.Findings[s.Finding].ID, s.Says})
	}
	for _, u := range r.Understood {
		a.Understood = append(a.Understood, UnderstoodWords{b.Findings[u.Finding].ID, answerText(u.Answer), u.Words})
	}
	if r.Next != nil {
		f := b.Findings[r.Next.Finding]
		a.Next = &NextQuestion{f.ID, f.Ask, f.Why, float64(int(r.Next.Gain*1000)) / 1000}
	}
	for _, i := range r.Plan {
		a.Plan = append(a.Plan, d.planned(b.Remedies[i]))
	}
	return a
}

func answerText(a diagnosis.Answer) string {
	for text, answer := range answers {
		if answer == a {
			return text
		}
	}
	return "unknown"
}

func (d *Diagnosis) weighed(said []diagnosis.Said) []WeighedWords {
	out := []WeighedWords{}
	for _, s := range said {
		id := "text" // as the report calls the reader's own words
		if s.Finding != diagnosis.OwnWords {
			id = d.Base.Findings[s.Finding].ID
		}
		out = append(out, WeighedWords{id, s.Says, float64(s.Weight) / diagnosis.Unit})
	}
	return out
}

func (d *Diagnosis) planned(r diagnosis.Remedy) PlannedRemedy {
	out := PlannedRemedy{Remedy: r.ID, Text: r.Text, Minutes: r.Minutes, Guide: r.Guide, Warning: r.Warning}
	for _, f := range r.Fixes {
		out.Fixes = append(out.Fixes, d.Base.Causes[f.Cause].ID)
	}
	return out
}
