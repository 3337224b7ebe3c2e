//go:build js && wasm

package main

import (
	"syscall/js"

	"helpcenter/wasm/diagnosis"
	"helpcenter/wasm/japanese"
)

// The advice: the best cause as a card, its remedies with their outcomes, the reasons folded below.

const (
	likely       = 0.60 // probability that is called 可能性が高い
	offered      = 2    // remedies folded below the first, besides contact to support
	alternatives = 3    // further causes named
	mentionable  = 0.08 // and the least probability of one
	excluded     = 6    // things ruled out that are named
)

// advice returns the card, or undefined while there is nothing to say.
func (v *view) advice(r diagnosis.Result) js.Value {
	s := v.session
	switch {
	case s.fixed:
		return v.said("fixed-title", "fixed-text")
	case !s.done && !r.Urgent && !(confident(r) && s.known()):
		return js.Undefined()
	case !confident(r) && s.asking(r):
		return js.Undefined()
	case !confident(r):
		return v.abstention(r)
	}
	return v.card(r)
}

func (v *view) card(r diagnosis.Result) js.Value {
	s, top := v.session, r.Ranking[0]
	c := &s.base.Causes[top.Cause]
	card := v.clone("advice")
	setData(card, "recommendation", c.ID)
	if r.Urgent {
		setData(card, "urgent", "")
	}
	fill(card, "label", v.label(r))
	fill(card, "name", c.Name)
	fill(card, "why", c.Why+v.cardPayments())
	word := "guide-link"
	if r.Urgent {
		word = "urgent-guide-link"
	}
	link(slot(card, "guide"), guideAddress(c.Guide), v.word(word))
	v.remedies(card, r)
	fill(card, "reasons-title", v.word("reasons-title"))
	v.reasons(slot(card, "reasons"), r)
	return card
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

func (v *view) label(r diagnosis.Result) string {
	if r.Urgent {
		return v.word("urgent-label")
	}
	p, word := r.Ranking[0].P, "unlikely"
	if p >= likely {
		word = "likely"
	} else if p >= diagnosis.Advised {
		word = "possible"
	}
	if v.session.asking(r) || !v.session.done {
		return v.word("advice-so-far") + v.word(word)
	}
	return v.word("advice-label") + v.word(word)
}

// remedies shows the plan's first remedy, and folds the next ones and contact to support below it; urgent
// steps belong together and stand open.
func (v *view) remedies(card js.Value, r diagnosis.Result) {
	list, more := slot(card, "remedies"), slot(card, "more-remedies")
	for i, remedy := range r.Plan {
		if i == 0 || r.Urgent {
			add(list, v.remedy(remedy, r.Urgent))
		} else if i <= offered || i == len(r.Plan)-1 {
			add(more, v.remedy(remedy, false))
		}
	}
	more.Set("start", 2)
	fill(card, "more-title", v.word("more-remedies"))
	setHidden(slot(card, "more"), r.Urgent || len(r.Plan) == 1)
}

func (v *view) remedy(index int, urgent bool) js.Value {
	m := &v.session.base.Remedies[index]
	line := v.clone("remedy")
	setData(line, "remedy", m.ID)
	fill(line, "text", m.Text)
	if m.Warning != "" {
		fill(line, "warning", m.Warning)
		setHidden(slot(line, "warning"), false)
	}
	fill(line, "minutes", v.word("about")+diagnosis.Decimal(m.Minutes)+v.word("minutes"))
	if m.Guide != "" {
		link(slot(line, "guide"), guideAddress(m.Guide), v.word("remedy-guide"))
	} else {
		link(slot(line, "guide"), "/support/", v.word("support-link"))
	}
	for _, outcome := range []string{"fixed", "not-fixed"} {
		key := outcome
		if urgent {
			key = "urgent-" + outcome // nothing was broken: it is done or not yet
		}
		setText(find(line, "[data-outcome="+outcome+"]"), v.word(key))
	}
	return line
}

// reasons tells what speaks for and against, what was ruled out and what could not be checked.
func (v *view) reasons(root js.Value, r diagnosis.Result) {
	top := r.Ranking[0]
	c := &v.session.base.Causes[top.Cause]
	v.reason(root, "for-title", words(top.For))
	v.reason(root, "against-title", words(top.Against))
	v.reason(root, "ruled-out-title", v.ruledOut(r))
	byHand := []string{}
	if c.ByHand != "" {
		byHand = append(byHand, c.ByHand)
	}
	v.reason(root, "not-checked-title", append(byHand, words(r.NotChecked)...))
}

// ruledOut lists what writers have a sentence for; the report has all of it.
func (v *view) ruledOut(r diagnosis.Result) []string {
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

func (v *view) reason(root js.Value, title string, items []string) {
	if len(items) == 0 {
		return
	}
	block := v.clone("reason")
	fill(block, "title", v.word(title))
	for _, s := range items {
		add(slot(block, "list"), v.item(s))
	}
	add(root, block)
}

// said is a card of a title and a text.
func (v *view) said(title, body string) js.Value {
	card := v.clone("advice")
	fill(card, "name", v.word(title))
	fill(card, "why", v.word(body))
	for _, name := range []string{"remedies", "label", "more"} {
		slot(card, name).Call("remove")
	}
	find(card, ".reasons").Call("remove")
	link(slot(card, "guide"), "/symptoms/", v.word("symptoms-link"))
	return card
}

// abstention says わからない: best guesses stand below it, and the ways on are the symptoms and support.
func (v *view) abstention(r diagnosis.Result) js.Value {
	card := v.said("abstain-title", "abstain-text")
	list := v.clone("other")
	fill(list, "title", v.word("ruled-out-title"))
	out := v.ruledOut(r)
	for _, s := range out {
		add(slot(list, "list"), v.item(s))
	}
	if len(out) > 0 {
		add(card, list)
	}
	support := v.clone("link")
	link(slot(support, "link"), "/support/", v.word("support-link"))
	more := v.clone("other")
	fill(more, "title", v.word("support-title"))
	add(slot(more, "list"), support)
	add(card, more)
	return card
}

// others names the next likeliest causes with their guides.
func (v *view) others(r diagnosis.Result) js.Value {
	s := v.session
	if s.fixed || r.Urgent || s.asking(r) || v.part("advice").Get("hidden").Bool() {
		return js.Undefined()
	}
	rest := r.Ranking[1:]
	if !confident(r) {
		rest = r.Ranking
	}
	block := v.clone("other")
	fill(block, "title", v.word("others-title"))
	list := slot(block, "list")
	for i, k := range rest {
		if i == alternatives || k.P < mentionable && confident(r) {
			break
		}
		c := &s.base.Causes[k.Cause]
		line := v.clone("link")
		setData(line, "recommendation", c.ID)
		link(slot(line, "link"), guideAddress(c.Guide), c.Name)
		add(list, line)
	}
	if list.Get("childElementCount").Int() == 0 {
		return js.Undefined()
	}
	return block
}

func link(a js.Value, address, words string) {
	a.Set("href", address)
	setText(a, words)
}

// guideAddress turns "trouble/network#weak" into "/trouble/network/#weak".
func guideAddress(guide string) string {
	if i := japanese.Index(guide, "#"); i >= 0 {
		return "/" + guide[:i] + "/" + guide[i:]
	}
	return "/" + guide + "/"
}
