//go:build js && wasm

package main

import (
	"helpcenter/wasm/diagnosis"
	"helpcenter/wasm/japanese"
)

// The advice: the best cause as a card, its remedies with their outcomes, the reasons folded below.

const (
	offered      = 2    // remedies folded below the first, besides contact to support
	alternatives = 3    // further causes named
	mentionable  = 0.08 // and the least probability of one
	excluded     = 6    // things ruled out that are named
)

// advice describes the card, if there is anything to say.
func (v *view) advice(r *diagnosis.Result) {
	s := v.session
	switch {
	case s.fixed:
		v.said("fixed-title", "fixed-text")
	case !s.done && !r.Urgent && !(confident(r) && s.known()):
	case !confident(r) && s.asking(r):
	case !confident(r):
		v.abstention(r)
	default:
		v.card(r)
	}
}

func (v *view) card(r *diagnosis.Result) {
	s, top := v.session, r.Ranking[0]
	c := &s.base.Causes[top.Cause]
	s.nodeOf("advice", "data-recommendation", c.ID)
	word, urgent := "guide-link", ""
	if r.Urgent {
		word, urgent = "urgent-guide-link", "1"
	}
	s.attr("", "data-urgent", urgent)
	s.text("label", v.label(r))
	s.text("name", c.Name)
	s.text("why", c.Why+v.cardPayments())
	s.link("guide", guideAddress(c.Guide), v.word(word))
	v.remedies(r)
	v.say("reasons-title", "reasons-title")
	v.reasons(r)
}

// cardPayments says, while a window or an incident is on, whether cards can be paid with: the first worry then.
func (v *view) cardPayments() string {
	s := v.session
	switch {
	case !s.is("maintenance_now", "true") && !s.is("incident_now", "true"):
		return ""
	case s.cardStopped:
		return v.word("card-payment-stopped")
	}
	return v.word("card-payment-ok")
}

func (v *view) label(r *diagnosis.Result) string {
	if r.Urgent {
		return v.word("urgent-label")
	}
	word := diagnosis.Likelihood(*r)
	if v.session.asking(r) || !v.session.done {
		return v.word("advice-so-far") + v.word(word)
	}
	return v.word("advice-label") + v.word(word)
}

// remedies shows the plan's first remedy, and folds the next ones and contact to support below it; urgent
// steps belong together and stand open.
func (v *view) remedies(r *diagnosis.Result) {
	s := v.session
	first := 1
	if r.Urgent {
		first = len(r.Plan)
	}
	if s.done && !s.is("save_data", "true") && !s.is("effective_type", "2g") && !s.is("effective_type", "slow-2g") {
		s.fetchSteps(&s.base.Remedies[r.Plan[0]], false) // ahead of the reader's press
	}
	s.in("remedies")
	for _, remedy := range r.Plan[:first] {
		v.remedy(remedy, r.Urgent)
	}
	s.out()
	s.in("more")
	for i := first; i < len(r.Plan); i++ {
		if i <= offered || i == len(r.Plan)-1 {
			v.remedy(r.Plan[i], false)
		}
	}
	s.out()
	title := ""
	if first < len(r.Plan) {
		title = v.word("more-remedies")
	}
	s.text("more-title", title)
}

func (v *view) remedy(index int, urgent bool) {
	s, m := v.session, &v.session.base.Remedies[index]
	s.nodeOf("remedy", "data-remedy", m.ID)
	s.text("text", m.Text)
	s.text("warning", m.Warning)
	s.text("minutes", v.word("about")+diagnosis.Decimal(m.Minutes)+v.word("minutes"))
	if m.Guide != "" {
		s.link("guide", guideAddress(m.Guide), v.word("open-guide"))
	} else {
		s.link("guide", "/support/", v.word("support-link"))
	}
	v.showSteps(m)
	if m.ID == switchLine && s.done {
		v.guideSwitch()
	}
	prefix := ""
	if urgent {
		prefix = "urgent-" // nothing was broken: it is done or not yet
	}
	for _, fixed := range [...]bool{true, false} {
		s.text(outcome(fixed), v.word(prefix+outcome(fixed)))
	}
}

// reasons tells what speaks for and against, what was ruled out and what could not be checked.
func (v *view) reasons(r *diagnosis.Result) {
	top := r.Ranking[0]
	c := &v.session.base.Causes[top.Cause]
	v.session.in("reasons")
	v.reason("for-title", words(top.For))
	v.reason("against-title", words(top.Against))
	v.reason("ruled-out-title", v.ruledOut(r))
	byHand := []string{}
	if c.ByHand != "" {
		byHand = append(byHand, c.ByHand)
	}
	v.reason("not-checked-title", append(byHand, words(r.NotChecked)...))
	v.session.out()
}

// ruledOut lists what writers have a sentence for; the report has all of it.
func (v *view) ruledOut(r *diagnosis.Result) []string {
	var out []string
	for _, o := range r.RuledOut {
		if v.session.base.Causes[o.Cause].RuledOut != "" && len(out) < excluded {
			out = appendOnce(out, o.Says)
		}
	}
	return out
}

func words(said []diagnosis.Said) []string {
	var out []string
	for _, s := range said {
		out = appendOnce(out, s.Says)
	}
	return out
}

func appendOnce(list []string, s string) []string {
	for _, x := range list {
		if x == s {
			return list
		}
	}
	return append(list, s)
}

func (v *view) reason(title string, items []string) {
	if len(items) > 0 {
		v.session.node("reason", title)
		v.items(title, items)
	}
}

// said is a card of a title and a text.
func (v *view) said(title, body string) {
	s := v.session
	s.node("advice", title)
	v.say("name", title)
	v.say("why", body)
	s.link("guide", "/symptoms/", v.word("symptoms-link"))
}

// abstention says わからない: best guesses stand below it, and the ways on are the symptoms and support.
func (v *view) abstention(r *diagnosis.Result) {
	s := v.session
	v.said("abstain-title", "abstain-text")
	s.in("reasons")
	v.reason("ruled-out-title", v.ruledOut(r))
	s.node("reason", "support-title")
	v.say("title", "support-title")
	s.in("list")
	s.node("link", "")
	s.link("link", "/support/", v.word("support-link"))
	s.out()
	s.out()
}

// others names the next likeliest causes with their guides.
func (v *view) others(r *diagnosis.Result) {
	s := v.session
	if s.fixed || r.Urgent || s.asking(r) || !s.done && !(confident(r) && s.known()) {
		return
	}
	rest := r.Ranking
	if confident(r) {
		rest = rest[1:]
	}
	rest = rest[:min(alternatives, len(rest))]
	shown := false
	for _, k := range rest {
		if k.P < mentionable && confident(r) {
			break
		}
		if !shown {
			shown = true
			s.node("others", "")
			v.say("title", "others-title")
			s.in("list")
		}
		c := &s.base.Causes[k.Cause]
		s.nodeOf("link", "data-recommendation", c.ID)
		s.link("link", guideAddress(c.Guide), c.Name)
	}
	if shown {
		s.out()
	}
}

// guideAddress turns "trouble/network#weak" into "/trouble/network/#weak".
func guideAddress(guide string) string {
	if i := japanese.Index(guide, "#"); i >= 0 {
		return "/" + guide[:i] + "/" + guide[i:]
	}
	return "/" + guide + "/"
}
