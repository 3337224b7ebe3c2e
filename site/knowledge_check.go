package site

import (
	"fmt"
	"math"
	"slices"

	"helpcenter/wasm/diagnosis"
)

// declareSignals gives every signal its index first: a band may void a signal further down.
func (l *knowledgeLoader) declareSignals(files []signalFile) {
	for _, s := range files {
		l.declare("finding ", s.ID)
		if _, known := signalTypes[s.ID.Text]; !known {
			l.problem(s.ID, fmt.Sprintf("信号 %q を測る部品がありません", s.ID.Text), "近い id: "+nearest(s.ID.Text, sortedKeys(signalTypes)))
		}
		l.k.base.Findings = append(l.k.base.Findings, diagnosis.Finding{ID: s.ID.Text, Name: s.Name, Group: s.Group,
			ByHand: s.ByHand, Kind: diagnosis.Signal, Elsewhere: elsewhere[s.ID.Text], SignOf: -1})
	}
}

func (l *knowledgeLoader) addSignals(files []signalFile) {
	l.declareSignals(files)
	for i, s := range files {
		for _, b := range s.Bands {
			l.k.base.Findings[i].Bands = append(l.k.base.Findings[i].Bands, l.band(b))
		}
	}
}

func (l *knowledgeLoader) band(b bandFile) diagnosis.Band {
	out := diagnosis.Band{Is: b.Is, Result: b.Result.Text, Says: b.Says, Settles: l.optionalCause(b.Settles)}
	out.From, out.HasFrom = number(b.From)
	out.Below, out.HasBelow = number(b.Below)
	out.Beyond, out.Far = number(b.Beyond)
	if !slices.Contains([]string{"ok", "warn", "fail", "info"}, out.Result) {
		l.problem(b.Result, fmt.Sprintf("result: %q はありません", out.Result), "ok・warn・fail・info のどれかを書いてください")
	}
	for _, v := range b.Voids {
		at := l.k.base.Finding(v.Text)
		if at < 0 {
			l.problem(v, fmt.Sprintf("voids の %q という信号はありません", v.Text), "signals.yaml の id を書いてください")
			continue
		}
		out.Voids = append(out.Voids, at)
	}
	out.Links = l.bandLinks(b.strengths)
	return out
}

// number reads a bound; the engine keeps thousandths.
func number(p *float64) (float64, bool) {
	if p == nil {
		return 0, false
	}
	return math.Round(*p*1000) / 1000, true
}

// checkBase looks for what no single line shows: causes that nothing speaks for or nothing mends, signals
// that are not described, no contact to support.
func (l *knowledgeLoader) checkBase(causes []causeFile) {
	b := l.k.base
	if len(b.Causes) == 0 {
		return
	}
	spoken, mended := make([]bool, len(b.Causes)), make([]bool, len(b.Causes))
	for i := range b.Findings {
		markSpoken(spoken, &b.Findings[i])
	}
	for _, r := range b.Remedies {
		for _, f := range r.Fixes {
			mended[f.Cause] = mended[f.Cause] || r.ID != diagnosis.ContactSupport
		}
	}
	l.path = "diagnosis/causes.yaml"
	for i, c := range causes {
		if !spoken[i] {
			l.problem(c.ID, fmt.Sprintf("原因 %q を指す手がかりがありません", c.ID.Text), "symptoms.yaml、situations.yaml、signals.yaml のどれかに書いてください")
		}
		if !mended[i] {
			l.problem(c.ID, fmt.Sprintf("原因 %q を直す方法がありません", c.ID.Text), "remedies.yaml の fixes に書いてください")
		}
	}
	l.path = "diagnosis/signals.yaml"
	for _, id := range sortedKeys(signalTypes) {
		if b.Finding(id) < 0 {
			l.problem(ref{}, fmt.Sprintf("信号 %q がありません", id), "- id: "+id+" を加えてください")
		}
	}
	if b.Remedy(diagnosis.ContactSupport) < 0 {
		l.path = "diagnosis/remedies.yaml"
		l.problem(ref{}, "contact-support がありません", "- id: contact-support を最後に加えてください")
	}
}

func markSpoken(spoken []bool, f *diagnosis.Finding) {
	mark := func(links []diagnosis.Link) {
		for _, k := range links {
			spoken[k.Cause] = spoken[k.Cause] || k.Weight > 0
		}
	}
	mark(f.Yes)
	mark(f.No)
	for _, b := range f.Bands {
		mark(b.Links)
		if b.Settles >= 0 {
			spoken[b.Settles] = true
		}
	}
}

// check finds guides that do not exist.
func (k *knowledge) check(guideExists func(guide string) bool) Problems {
	var out Problems
	for _, p := range k.places {
		if !guideExists(p.guide.Text) {
			out = append(out, Problem{Path: p.path, Line: p.guide.Line, Col: p.guide.Col,
				Message: fmt.Sprintf("ガイド %q がありません", p.guide.Text), Hint: "ページの住所と、見出しの {#id} を確かめてください"})
		}
	}
	return out
}
