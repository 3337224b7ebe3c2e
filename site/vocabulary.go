package site

import "helpcenter/wasm/diagnosis"

// Vocabulary is what a report may say, in the order and words of the knowledge: for forms that set it by hand.
type Vocabulary struct {
	Signals []SignalChoice `json:"signals"`
	Answers []AnswerChoice `json:"answers"`
}

// SignalChoice is one measurement. Kind is bool, int, float, enum (of Values) or string.
type SignalChoice struct {
	ID     string            `json:"id"`
	Name   string            `json:"name"` // "" where the reader never sees it
	Kind   string            `json:"kind"`
	Values []string          `json:"values,omitempty"`
	Says   map[string]string `json:"says"` // by value, what the reader is told, where the knowledge has a text for it
}

// AnswerChoice is a symptom or situation: it is answered yes, no or unknown.
type AnswerChoice struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Vocabulary lists the measurements and the symptoms and situations of the knowledge.
func (d *Diagnosis) Vocabulary() (v Vocabulary) {
	for _, f := range d.Base.Findings {
		if f.Kind != diagnosis.Signal {
			v.Answers = append(v.Answers, AnswerChoice{f.ID, f.Name})
			continue
		}
		t := signalTypes[f.ID]
		c := SignalChoice{ID: f.ID, Name: f.Name, Kind: t.kind, Values: t.values, Says: map[string]string{}}
		for _, band := range f.Bands {
			if len(band.Is) == 1 && band.Says != "" {
				c.Says[band.Is[0]] = band.Says
			}
		}
		v.Signals = append(v.Signals, c)
	}
	return v
}
