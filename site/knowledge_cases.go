package site

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"helpcenter/wasm/diagnosis"
)

// caseFile is one of the writers' own tests: given these findings, expect this cause.
type caseFile struct {
	Name                      ref
	Report                    Report
	Expect, FirstRemedy, Next ref
	Among                     int
	Understood, NotUnderstood []ref
	Settled, Urgent, Abstains *bool
}

func (c *caseFile) keys() keys {
	c.Report.Version = 1
	return keys{"name": toRef(&c.Name), "text": toText(&c.Report.Text), "at": toText(&c.Report.At), "signals": toValues(&c.Report.Signals),
		"answers": toWords(&c.Report.Answers), "tried": toWords(&c.Report.Tried), "expect": toRef(&c.Expect), "among": toCount(&c.Among),
		"understood": toRefs(&c.Understood), "not_understood": toRefs(&c.NotUnderstood), "settled": toMaybe(&c.Settled),
		"urgent": toMaybe(&c.Urgent), "abstains": toMaybe(&c.Abstains), "next": toRef(&c.Next), "first_remedy": toRef(&c.FirstRemedy)}
}

// CaseReports returns what the cases of a content folder report, in the writers' order.
func CaseReports(content fs.FS) ([]Report, error) {
	k, problems := loadKnowledge(content, nil)
	if len(problems) > 0 {
		return nil, problems.sorted()
	}
	if k == nil {
		return nil, nil
	}
	reports := make([]Report, len(k.cases))
	for i, c := range k.cases {
		reports[i] = c.Report
	}
	return reports, nil
}

func toMaybe(p **bool) func(value) {
	return func(v value) {
		b := v.yes()
		*p = &b
	}
}

func toValues(p *map[string]any) func(value) {
	return func(v value) {
		if err := v.node.Decode(p); err != nil {
			v.wrong(v.subject()+"「信号: 値」の形でなければなりません", "{online: false, site_rtt_ms: 60} のように書いてください")
		}
	}
}

// toWords reads ids with a word each; an unquoted yes or no stays the word.
func toWords(p *map[string]string) func(value) {
	return func(v value) {
		*p = map[string]string{}
		for i := 0; i+1 < len(v.node.Content); i += 2 {
			word := v.node.Content[i+1].Value
			if as, ok := map[string]string{"true": "yes", "false": "no"}[word]; ok {
				word = as
			}
			(*p)[v.node.Content[i].Value] = word
		}
	}
}

// runCases diagnoses every case; a wrong answer is a problem that says which evidence decided.
func (k *knowledge) runCases() Problems {
	var out Problems
	d := k.diagnosis()
	for _, c := range k.cases {
		tell := func(message, hint string) {
			out = append(out, Problem{Path: "diagnosis/cases.yaml", Line: max(1, c.Name.Line), Col: max(1, c.Name.Col),
				Message: fmt.Sprintf("事例「%s」: %s", c.Name.Text, message), Hint: hint})
		}
		a, err := d.Answer(c.Report)
		if err != nil {
			tell(err.Error(), "signals・answers・tried の id と値を確かめてください")
			continue
		}
		c.judge(d, a, tell)
	}
	return out
}

// judge compares an answer with what the case expects.
func (c *caseFile) judge(d *Diagnosis, a *Answer, tell func(message, hint string)) {
	if c.Expect.Text != "" {
		place := slices.IndexFunc(a.Ranking, func(r RankedCause) bool { return r.Cause == c.Expect.Text })
		switch {
		case place < 0:
			tell(fmt.Sprintf("原因 %q はありません", c.Expect.Text), "causes.yaml の id を書いてください")
		case place >= max(1, c.Among):
			tell(fmt.Sprintf("%s のはずが %d 番目です。1番目は %s です", c.Expect.Text, place+1, a.Ranking[0].Cause), decided(a.Ranking[0], a.Ranking[place]))
		}
	}
	for _, u := range c.Understood {
		if !a.understood(u.Text) {
			tell(fmt.Sprintf("言葉から %q を読み取れません", u.Text), "phrases か matching.yaml に言い回しを加えてください")
		}
	}
	for _, u := range c.NotUnderstood {
		if a.understood(u.Text) {
			tell(fmt.Sprintf("言葉から %q を誤って読み取りました", u.Text), "phrases を狭めるか、negation・cancels を見直してください")
		}
	}
	c.judgeState(d, a, tell)
}

func (c *caseFile) judgeState(d *Diagnosis, a *Answer, tell func(message, hint string)) {
	top := a.Ranking[0]
	if c.Settled != nil && *c.Settled != a.Settled {
		tell(fmt.Sprintf("settled が %v です(1番目 %s、確率 %.2f)", a.Settled, top.Cause, top.P), decided(top))
	}
	if c.Abstains != nil && *c.Abstains != (top.P < diagnosis.Advised) {
		tell(fmt.Sprintf("確率 %.2f の %s を答えました", top.P, top.Cause), decided(top))
	}
	if urgent := d.urgent(a); c.Urgent != nil && *c.Urgent != urgent {
		tell(fmt.Sprintf("緊急かどうかが %v です", urgent), decided(top))
	}
	if asked := a.asked(); c.Next.Line > 0 && c.Next.Text != asked && !(c.Next.Text == "null" && asked == "") {
		tell(fmt.Sprintf("次の質問は %q でした", asked), decided(top))
	}
	if got := a.Plan[0].Remedy; c.FirstRemedy.Text != "" && c.FirstRemedy.Text != got {
		tell(fmt.Sprintf("最初の対処は %q でした", got), decided(top))
	}
}

func (a *Answer) understood(id string) bool {
	return slices.ContainsFunc(a.Understood, func(u UnderstoodWords) bool { return u.Finding == id && u.Answer == "yes" })
}

func (a *Answer) asked() string {
	if a.Next == nil {
		return ""
	}
	return a.Next.Ask
}

// urgent tells whether the first advice is an urgent cause: it is only ever first by a sign.
func (d *Diagnosis) urgent(a *Answer) bool {
	return d.Base.Causes[d.Base.Cause(a.Ranking[0].Cause)].Urgent
}

// decided says which evidence moved the causes.
func decided(causes ...RankedCause) string {
	var parts []string
	for _, c := range causes {
		var why []string
		for _, w := range append(slices.Clone(c.For), c.Against...) {
			why = append(why, fmt.Sprintf("%s %+.1f", w.Finding, w.Weight))
		}
		parts = append(parts, fmt.Sprintf("%s(%.2f) ← %s", c.Cause, c.P, strings.Join(why, ", ")))
	}
	return "決めた手がかり: " + strings.Join(parts, " / ")
}
