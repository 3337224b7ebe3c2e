package site

import "helpcenter/wasm/diagnosis"

// Vocabulary is what a report may say, in the order and words of the knowledge: for forms that set it by hand.
type Vocabulary struct {
	Signals []SignalChoice `json:"signals"`
	Answers []AnswerChoice `json:"answers"`
}

// SignalChoice is one measurement. Kind is bool, int, float, enum (of Values) or string.
type SignalChoice struct {
	ID     string   `json:"id"`
	Name   string   `json:"name"` // the id where the knowledge has no name: the reader never sees it
	Kind   string   `json:"kind"`
	Values []string `json:"values,omitempty"`
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
		c := SignalChoice{ID: f.ID, Name: f.Name, Kind: signalTypes[f.ID].kind, Values: signalTypes[f.ID].values}
		if c.Name == "" {
			c.Name = c.ID
		}
		v.Signals = append(v.Signals, c)
	}
	return v
}
