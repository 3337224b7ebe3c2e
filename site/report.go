package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"slices"
	"time"

	"helpcenter/wasm/diagnosis"
)

// Diagnosis answers reports with a content folder's knowledge: the engine behind `helpcenter diagnose`.
type Diagnosis struct {
	Base  *diagnosis.Base
	fixed []int // the troubleshooting article's remedies in its order
	busy  busyDays
}

// LoadDiagnosis reads the knowledge of a content folder; what earlier runs learned from its voices is in kept, which may
// be nil. The error is Problems where the writing is at fault.
func LoadDiagnosis(content fs.FS, kept Cache) (*Diagnosis, error) {
	k, problems := loadKnowledge(content, kept)
	if len(problems) > 0 {
		return nil, problems.sorted()
	}
	if k == nil {
		return nil, Problems{{Path: "diagnosis", Message: "診断の知識がありません", Hint: "diagnosis/ を持つ content フォルダーで実行してください"}}
	}
	d := k.diagnosis()
	if src, err := fs.ReadFile(content, configPath); err == nil {
		c, _ := loadConfig(src) // its mistakes are told by check
		d.busy = c.Busy
	}
	return d, nil
}

func (k *knowledge) diagnosis() *Diagnosis { return &Diagnosis{Base: k.base, fixed: k.article} }

// article is a fixed order of remedies: the article's, or without one that of the knowledge; support ends it.
func (d *Diagnosis) article() []int {
	support := d.Base.Remedy(diagnosis.ContactSupport)
	order := slices.Clone(d.fixed)
	if order == nil {
		for i := range d.Base.Remedies {
			order = append(order, i)
		}
	}
	order = slices.DeleteFunc(order, func(i int) bool { return i == support })
	return append(order, support)
}

// Report is what the widget writes and `helpcenter diagnose` reads; every field but Version may be missing.
// A signal is a bool, a number or a text, as signalTypes has it.
type Report struct {
	Version int               `json:"version"`
	At      string            `json:"at,omitempty"` // RFC 3339
	Text    string            `json:"text,omitempty"`
	Signals map[string]any    `json:"signals,omitempty"`
	Answers map[string]string `json:"answers,omitempty"` // yes, no or unknown
	Tried   map[string]string `json:"tried,omitempty"`   // fixed or not-fixed
}

// ReadReports reads one report or an array of them. Unknown keys, ids, wrong types and null are errors
// that name what is wrong.
func ReadReports(data []byte) (reports []Report, array bool, err error) {
	var raw json.RawMessage
	d := json.NewDecoder(bytes.NewReader(data))
	if err := d.Decode(&raw); err != nil {
		return nil, false, fmt.Errorf("JSONとして読めません: %w", err)
	}
	if d.More() {
		return nil, false, fmt.Errorf("報告のうしろに余分な文字があります")
	}
	if raw[0] != '[' {
		r, err := readReport(raw)
		return []Report{r}, false, err
	}
	var list []json.RawMessage
	if err := json.Unmarshal(raw, &list); err != nil {
		return nil, true, err
	}
	for i, one := range list {
		r, err := readReport(one)
		if err != nil {
			return nil, true, fmt.Errorf("%d 番目の報告: %w", i+1, err)
		}
		reports = append(reports, r)
	}
	return reports, true, nil
}

func readReport(data []byte) (Report, error) {
	var r Report
	if err := noNull(data, ""); err != nil {
		return r, err
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		return r, fmt.Errorf("報告の形が正しくありません: %w", err)
	}
	if r.Version != 1 {
		return r, fmt.Errorf("version は 1 でなければなりません(%d でした)", r.Version)
	}
	return r, exactKeys(data)
}

// exactKeys refuses keys that Go's decoder takes for others because it ignores case, and keys said twice.
func exactKeys(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	var seen []map[string]bool
	key := false
	for {
		t, err := d.Token()
		if err != nil {
			return nil // the end: broken JSON was refused before
		}
		switch t := t.(type) {
		case json.Delim:
			if t == '{' {
				seen, key = append(seen, map[string]bool{}), true
			} else if t == '}' {
				seen, key = seen[:len(seen)-1], true
			}
			continue
		case string:
			if key {
				if seen[len(seen)-1][t] {
					return fmt.Errorf("%q が二度書かれています", t)
				}
				if seen[len(seen)-1][t] = true; len(seen) == 1 && !slices.Contains(reportKeys, t) {
					return fmt.Errorf("%q という項目はありません", t)
				}
				key = false
				continue
			}
		}
		key = true
	}
}

var reportKeys = []string{"version", "at", "text", "signals", "answers", "tried"}

// noNull refuses null anywhere: what could not be measured is left out.
func noNull(data []byte, at string) error {
	var object map[string]json.RawMessage
	if bytes.Equal(bytes.TrimSpace(data), []byte("null")) {
		return fmt.Errorf("%q が null です。測れなかったものは書きません", at)
	}
	if json.Unmarshal(data, &object) != nil {
		return nil
	}
	for _, k := range sortedKeys(object) {
		if err := noNull(object[k], k); err != nil {
			return err
		}
	}
	return nil
}

// Evidence turns a report into what the engine weighs. Where the report leaves busy_period out, it comes
// from At; without At there is none: the machine's clock is never read.
func (d *Diagnosis) Evidence(r Report) (diagnosis.Evidence, error) {
	e := diagnosis.Evidence{Text: r.Text}
	busy, err := d.busyPeriod(r)
	if err != nil {
		return e, err
	}
	e.Readings = busy
	for _, id := range sortedKeys(r.Signals) {
		v, known, err := signalValue(id, r.Signals[id])
		if err != nil {
			return e, err
		}
		if known {
			e.Readings = append(e.Readings, diagnosis.Reading{Finding: d.Base.Finding(id), Value: v})
		}
	}
	for _, id := range slices.Sorted(maps.Keys(r.Answers)) {
		i := d.Base.Finding(id)
		if i < 0 || d.Base.Findings[i].Kind == diagnosis.Signal {
			return e, fmt.Errorf("answers: %q という症状・状況はありません", id)
		}
		a, ok := answers[r.Answers[id]]
		if !ok {
			return e, fmt.Errorf("answers: %q の値 %q は yes・no・unknown のどれでもありません", id, r.Answers[id])
		}
		e.Answers = append(e.Answers, diagnosis.Reply{Finding: i, Answer: a})
	}
	for _, id := range sortedKeys(r.Tried) {
		i := d.Base.Remedy(id)
		if i < 0 {
			return e, fmt.Errorf("tried: %q という対処はありません", id)
		}
		if v := r.Tried[id]; v != "fixed" && v != "not-fixed" {
			return e, fmt.Errorf("tried: %q の値 %q は fixed・not-fixed のどちらでもありません", id, v)
		}
		e.Tried = append(e.Tried, diagnosis.Trial{Remedy: i, Fixed: r.Tried[id] == "fixed"})
	}
	return e, nil
}

var answers = map[string]diagnosis.Answer{"yes": diagnosis.Yes, "no": diagnosis.No, "unknown": diagnosis.Unknown}

func (d *Diagnosis) busyPeriod(r Report) ([]diagnosis.Reading, error) {
	if r.At == "" {
		return nil, nil
	}
	at, err := time.Parse(time.RFC3339, r.At)
	if err != nil {
		return nil, fmt.Errorf("at: %q は時刻ではありません(例 2026-11-21T12:00:00+09:00)", r.At)
	}
	i := d.Base.Finding("busy_period")
	if _, given := r.Signals["busy_period"]; given || i < 0 {
		return nil, nil
	}
	calendar := diagnosis.Base{Periods: append(d.busy.periods(at), d.Base.Periods...)}
	return []diagnosis.Reading{{Finding: i, Value: diagnosis.Value{Text: calendar.BusyPeriod(minuteInJapan(at))}}}, nil
}

// signalValue checks a value's type. known is false for an enum's "unknown": it is no evidence.
func signalValue(id string, v any) (value diagnosis.Value, known bool, err error) {
	t, ok := signalTypes[id]
	if !ok {
		return value, false, fmt.Errorf("signals: %q という信号はありません", id)
	}
	wrong := fmt.Errorf("signals: %q の値 %v は型が違います(%s)", id, v, t.kind)
	switch v := v.(type) {
	case bool:
		if t.kind == "bool" {
			return diagnosis.Bool(v), true, nil
		}
	case int:
		return signalValue(id, float64(v))
	case float64:
		if t.kind == "float" || t.kind == "int" && v == math.Trunc(v) {
			return diagnosis.Value{Number: v}, true, nil
		}
	case string:
		if t.kind == "string" || t.kind == "enum" && slices.Contains(t.values, v) {
			return diagnosis.Value{Text: v}, v != "unknown", nil
		}
		if t.kind == "enum" && v == "unknown" {
			return diagnosis.Value{}, false, nil
		}
	}
	return value, false, wrong
}
