//go:build js && wasm

package main

import "helpcenter/wasm/diagnosis"

// view describes the page as it should be by the engine's answer; the page's script changes what differs. The
// <template> skeletons of the page are its only elements, and texts and attributes all that it sets.
type view struct {
	session *session
	checks  []check // by finding
	urgent  bool    // focus has been brought to an urgent advice
}

// check is a line in the list of checks, as it was shown last: what has not changed is not described again.
type check struct {
	result, says string // "" while it is pending
	fine, drawn  bool
}

//go:noinline
func (v *view) word(key string) string { return v.session.base.Word(key) }

// say puts a text of the base into a slot.
//
//go:noinline
func (v *view) say(slot, key string) { v.session.text(slot, v.word(key)) }

// show brings the page in line with the answer.
func (v *view) show(r *diagnosis.Result) {
	s := v.session
	s.in("result")
	v.showUnderstood(r)
	v.question(r)
	v.advice(r)
	v.others(r)
	v.ranking(r)
	v.change()
	v.showChecks()
	v.tools(r)
	v.handoff(r)
	s.out()
	state, status := v.state(r)
	s.attr("", "data-state", state)
	if s.replay {
		s.text("status", v.word("report-opened")+s.reported)
	} else {
		v.say("status", status)
	}
	if r.Urgent && !v.urgent {
		v.urgent = true
		s.focus()
	}
}

// showAhead shows the checks while the rest of the knowledge is on its way.
func (v *view) showAhead() {
	s := v.session
	if s == nil {
		return // nothing has come to show them with
	}
	s.in("result")
	v.showChecks()
	s.out()
	v.say("status", "checking")
}

func (v *view) state(r *diagnosis.Result) (state, status string) {
	s := v.session
	switch {
	case r.Urgent:
		return "advising", "urgent-status"
	case !s.done:
		return "checking", "checking"
	case s.asking(r):
		return "asking", "asking"
	case !s.fixed && !confident(r):
		return "advising", "abstaining"
	}
	return "advising", "advising"
}

func confident(r *diagnosis.Result) bool { return r.Urgent || r.Ranking[0].P >= diagnosis.Advised }

// showChecks lists a line for every check, from the start on, so that nothing jumps when answers come. What is
// in order goes out of the way once all are over, and comes back for another run.
func (v *view) showChecks() {
	s := v.session
	if !s.checked {
		return
	}
	v.judgeChecks()
	s.node("checks", "")
	v.say("title", "checks-title")
	v.lines("list", false)
	title := ""
	if fine := v.lines("fine", true); fine > 0 {
		title = v.word("checks-fine") + "(" + diagnosis.Decimal(fine) + ")"
	}
	s.text("fine-title", title)
}

// lines describes the checks of one of the two lists.
func (v *view) lines(slot string, fine bool) (count int) {
	s := v.session
	s.in(slot)
	for i := range v.checks {
		if c := &v.checks[i]; s.shown(i) && c.fine == fine {
			count++
			v.line(i)
		}
	}
	s.out()
	return count
}

func (v *view) line(finding int) {
	s, c, f := v.session, &v.checks[finding], &v.session.base.Findings[finding]
	s.node("check", f.ID)
	if c.drawn {
		return
	}
	c.drawn = true
	s.attr("", "data-check", f.ID)
	s.text("name", f.Name)
	s.attr("", "data-result", c.result)
	if c.result == "" {
		v.say("value", "check-pending")
	} else {
		s.text("value", v.word("mark-"+c.result)+c.says)
	}
}

// judgeChecks finds out each line's result and what was measured.
func (v *view) judgeChecks() {
	s := v.session
	readings := s.measurements(s.readings)
	voided := s.base.Voided(readings)
	shown := make([]check, len(v.checks))
	for _, r := range readings {
		c := &shown[r.Finding]
		c.result, c.says = s.base.Check(r)
		if c.result == "" || c.result == "info" {
			c.result = "ok"
		}
		if voided[r.Finding] {
			c.result, c.says = unknownKind, v.word("void")
		}
	}
	for i := range shown {
		c := &shown[i]
		if c.result == "" && s.reading(s.base.Findings[i].ID).over {
			c.result, c.says = v.withoutReading(i)
		}
		c.fine = s.done && c.result == "ok"
		old := v.checks[i]
		c.drawn = old.drawn && old.result == c.result && old.says == c.says && old.fine == c.fine
		v.checks[i] = *c
	}
}

// withoutReading is what a check says that measured nothing: no window near is fine, all else unknown.
func (v *view) withoutReading(finding int) (result, says string) {
	if v.session.base.Findings[finding].ID == "maintenance_next_min" && v.session.is("maintenance_now", "false") {
		return "ok", v.word("no-window")
	}
	if age := v.session.statusAge(); v.session.base.Findings[finding].Group == "published" && age >= outdated && age < 9999 {
		return unknownKind, diagnosis.Decimal(age) + v.word("status-old")
	}
	return unknownKind, v.word("check-unknown")
}

// results returns what each line shows, to compare after another run.
func (v *view) results() []string {
	out := make([]string, len(v.checks))
	for i := range v.checks {
		out[i] = v.checks[i].result
	}
	return out
}

// showUnderstood lists what was taken from words and what was answered, each to be taken back.
func (v *view) showUnderstood(r *diagnosis.Result) {
	s := v.session
	shown := false
	open := func() {
		if !shown {
			shown = true
			s.node("understood", "")
			v.say("title", "understood-title")
			s.in("list")
		}
	}
	chip := func(finding int, a diagnosis.Answer) {
		open()
		v.chip(finding, a)
	}
	for _, u := range r.Understood {
		if s.answers[u.Finding] == diagnosis.Unasked && !s.forgotten[u.Finding] {
			chip(u.Finding, u.Answer)
		}
	}
	for i, a := range s.answers {
		if a != diagnosis.Unasked {
			chip(i, a)
		}
	}
	for _, t := range s.tried {
		open()
		v.tried(t)
	}
	if shown {
		s.out()
	}
}

func (v *view) chip(finding int, a diagnosis.Answer) {
	f := &v.session.base.Findings[finding]
	name := f.Name
	if a != diagnosis.Yes {
		name += ": " + v.word(answerWords[a])
	}
	v.takenBack(f.ID, name, "data-understood")
}

// tried is a chip for a remedy and what came of it.
func (v *view) tried(t diagnosis.Trial) {
	m := &v.session.base.Remedies[t.Remedy]
	v.takenBack(m.ID, m.Text+" "+v.word(outcome(t.Fixed)), "data-tried")
}

// takenBack is a chip that its button takes back.
func (v *view) takenBack(id, name, attribute string) {
	s := v.session
	s.nodeOf("chip", attribute, id)
	s.text("text", name)
	s.attr("forget", "aria-label", "「"+name+"」"+v.word("forget"))
}

func (v *view) question(r *diagnosis.Result) {
	s := v.session
	if !s.asking(r) {
		return
	}
	f := &s.base.Findings[r.Next.Finding]
	s.nodeOf("question", "data-question", f.ID)
	s.text("text", f.Ask)
	s.text("why", f.Why)
	for _, name := range answerWords[1:] {
		s.text(name, v.word(name))
	}
}

// change tells what another run of the checks has changed.
func (v *view) change() {
	s := v.session
	if s.before == nil || !s.done {
		return
	}
	v.judgeChecks()
	var items []string
	if s.experiment.on {
		items = append(items, v.word(s.experiment.outcome))
	}
	for i, was := range s.before {
		if now := v.checks[i].result; was != now && was != "" {
			items = append(items, s.base.Findings[i].Name+": "+v.word("result-"+was)+" → "+v.word("result-"+now))
		}
	}
	if items == nil {
		items = append(items, v.word("change-none"))
	}
	s.node("change", "")
	v.items("change-title", items)
}

// items fills the title and the list of the current node.
func (v *view) items(title string, items []string) {
	s := v.session
	v.say("title", title)
	s.in("list")
	for _, text := range items {
		s.item("", text)
	}
	s.out()
}

func (v *view) tools(r *diagnosis.Result) {
	s := v.session
	if !s.done || s.replay {
		return
	}
	s.node("tools", "")
	s.in("")
	v.button("again", "again")
	v.button("tell", "tell")
	if !s.asking(r) && r.Next != nil && !s.fixed {
		v.button("more", "more-questions")
	}
	s.out()
}

func (v *view) button(action, word string) {
	s := v.session
	s.nodeOf("button", "data-action", action)
	v.say("", word)
}
