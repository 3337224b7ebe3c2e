package site

import "helpcenter/wasm/diagnosis"

// questionsAsked is how many questions the widget asks in a row.
const questionsAsked = 3

// visit is what one reader sees: the answer before any question, and after the last; nothing of it is shown.
type visit struct {
	before, after diagnosis.Result
	asked         []int              // findings
	told          diagnosis.Evidence // all that is known after the last
}

// visit asks as the widget does, and takes the reader's answers from says.
func (d *Diagnosis) visit(e diagnosis.Evidence, says func(finding int) diagnosis.Answer) visit {
	if e.Text != "" {
		e.Heard, e.Text = d.Base.Hear(e.Text), ""
	}
	v := visit{before: d.Base.Diagnose(e)}
	v.after = v.before
	for v.after.Next != nil && len(v.asked) < questionsAsked {
		finding := v.after.Next.Finding
		v.asked = append(v.asked, finding)
		e.Answers = append(e.Answers, diagnosis.Reply{Finding: finding, Answer: says(finding)})
		v.after = d.Base.Diagnose(e)
	}
	v.told = e
	return v
}

// minutesUntil is how long the remedies take, one after the other, until one mends the cause: the last is
// contact to support.
func (d *Diagnosis) minutesUntil(remedies []int, mends func(remedy int) bool) int {
	minutes := 0
	for _, i := range remedies {
		if minutes += d.Base.Remedies[i].Minutes; mends(i) {
			break
		}
	}
	return minutes
}
