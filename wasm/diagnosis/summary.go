package diagnosis

// Summary writes an answer for people: what the widget hands to support, and `helpcenter diagnose` prints. The
// words are the base's own; at is RFC 3339 in Japan's time, or "". It holds nothing that the evidence does not.
func (b *Base) Summary(at, words string, e Evidence, r Result) string {
	w := &summary{base: b}
	title := b.Word("summary-title")
	if len(at) > 16 {
		title += " " + at[5:7] + "/" + at[8:10] + " " + at[11:16]
	}
	w.out = append(w.out, title+"\n"...)
	if words != "" {
		w.item("words-title", words)
	}
	top := r.Ranking[0]
	cause := &b.Causes[top.Cause]
	w.item("cause-title", cause.Name+" ("+b.Word(Likelihood(r))+")")
	w.item("cause-title", "/"+cause.Guide)
	w.said("for-title", top.For)
	w.said("against-title", top.Against)
	for _, k := range r.Ranking[1:] {
		if k.P >= mentioned {
			w.item("others-title", b.Causes[k.Cause].Name)
		}
	}
	w.checks(&e)
	w.answers(&e, &r)
	w.tried(&e)
	for i, p := range r.Plan {
		m := &b.Remedies[p]
		w.item("plan-title", Decimal(i+1)+". "+m.Text+" ("+b.Word("about")+Decimal(m.Minutes)+b.Word("minutes")+")")
	}
	return string(w.out)
}

// mentioned is the least probability of a further cause that is named.
const mentioned = 0.08

// Likelihood is the key of the word for the first cause's probability.
func Likelihood(r Result) string {
	switch p := r.Ranking[0].P; {
	case p >= Likely:
		return "likely"
	case p >= Advised:
		return "possible"
	}
	return "unlikely"
}

type summary struct {
	base  *Base
	out   []byte
	title string
}

// item writes a line under a title, which stands once.
func (w *summary) item(title, text string) {
	if title != w.title {
		w.out = append(w.out, "\n■ "+w.base.Word(title)+"\n"...)
		w.title = title
	}
	w.out = append(w.out, "・"+text+"\n"...)
}

func (w *summary) said(title string, said []Said) {
	for i, s := range said {
		if i == 0 || s.Says != said[i-1].Says {
			w.item(title, s.Says)
		}
	}
}

// answers lists what was understood or answered, in the order of the base, as everything here: that of a report
// tells nothing.
func (w *summary) answers(e *Evidence, r *Result) {
	said := make([]Answer, len(w.base.Findings))
	for _, u := range r.Understood {
		said[u.Finding] = u.Answer
	}
	for _, a := range e.Answers {
		said[a.Finding] = a.Answer
	}
	names := [...]string{Yes: "yes", No: "no", Unknown: "unknown"}
	for i, a := range said {
		if a != Unasked {
			w.item("understood-title", w.base.Findings[i].Name+": "+w.base.Word(names[a]))
		}
	}
}

func (w *summary) tried(e *Evidence) {
	outcomes := make([]string, len(w.base.Remedies))
	for _, t := range e.Tried {
		outcomes[t.Remedy] = "not-fixed"
		if t.Fixed {
			outcomes[t.Remedy] = "fixed"
		}
	}
	for i, outcome := range outcomes {
		if outcome != "" {
			w.item("tried-title", w.base.Remedies[i].Text+" "+w.base.Word(outcome))
		}
	}
}

// checks lists what may be the trouble first, and what is in order in one line.
func (w *summary) checks(e *Evidence) {
	voided, fine := w.base.Voided(e.Readings), ""
	measured := make([]*Reading, len(w.base.Findings))
	for i := range e.Readings {
		measured[e.Readings[i].Finding] = &e.Readings[i]
	}
	for _, r := range measured {
		if r == nil {
			continue
		}
		name := w.base.Findings[r.Finding].Name
		result, says := w.base.Check(*r)
		switch {
		case name == "":
		case voided[r.Finding]:
			w.item("checks-title", name+" "+w.base.Word("void"))
		case result == "warn" || result == "fail":
			w.item("checks-title", name+" "+w.base.Word("mark-"+result)+says)
		default:
			fine += "、" + name
		}
	}
	if fine != "" {
		w.item("checks-title", w.base.Word("checks-fine")+": "+fine[len("、"):])
	}
}
