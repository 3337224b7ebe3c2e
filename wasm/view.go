//go:build js && wasm

package main

import (
	"syscall/js"

	"helpcenter/wasm/diagnosis"
)

// view fills the page's own <template> skeletons with the engine's answer. It sets text and attributes only;
// nothing is ever parsed as HTML.
type view struct {
	session *session
	element js.Value
	result  js.Value
	checks  []check // by finding
	urgent  bool    // focus has been brought to an urgent advice
}

func newView(s *session) *view {
	v := &view{session: s, element: s.element, result: find(s.element, "[data-part=result]")}
	s.element.Call("addEventListener", "click", js.FuncOf(v.click))
	return v
}

// check is a line in the list of checks. What it shows is remembered here: asking the page costs more.
type check struct {
	line         js.Value // undefined for a finding that is no check
	result, says string   // as shown; "" while it is pending
	folded       bool
}

// click passes the reader's buttons on.
func (v *view) click(_ js.Value, args []js.Value) any {
	button := args[0].Get("target").Call("closest", "button")
	if button.IsNull() {
		return nil
	}
	s, data := v.session, button.Get("dataset")
	switch {
	case has(data, "answer"):
		id := button.Call("closest", "[data-question]").Get("dataset").Get("question").String()
		s.answer(s.base.Finding(id), answerOf(text(data, "answer")))
	case has(data, "outcome"):
		id := button.Call("closest", "[data-remedy]").Get("dataset").Get("remedy").String()
		s.outcome(s.base.Remedy(id), text(data, "outcome") == "fixed")
	case text(data, "action") == "forget":
		line := button.Call("closest", "[data-understood]").Get("dataset")
		s.forget(s.base.Finding(line.Get("understood").String()))
	case text(data, "action") == "again":
		s.again()
	case text(data, "action") == "more":
		s.more()
	case text(data, "action") == "start":
		s.restart()
	}
	return nil
}

// open lays out the result with a line for every check, so that nothing jumps when answers come.
func (v *view) open() {
	setHidden(find(v.element, "[data-action=resume]"), true)
	setText(v.result, "")
	add(v.result, v.skeleton("result").Get("content").Call("cloneNode", true))
	part := v.part("checks")
	fill(part, "title", v.word("checks-title"))
	list := slot(part, "list")
	pending := v.clone("check")
	fill(pending, "value", v.word("check-pending"))
	v.checks = make([]check, len(v.session.base.Findings))
	for i := range v.checks {
		if !v.session.shown(i) {
			continue
		}
		line := pending.Call("cloneNode", true)
		setData(line, "check", v.session.base.Findings[i].ID)
		fill(line, "name", v.session.base.Findings[i].Name)
		add(list, line)
		v.checks[i].line = line
	}
	tools := v.part("tools")
	add(tools, v.button("again", "again"))
	add(tools, v.button("more", "more-questions"))
	v.urgent = false
}

func (v *view) word(key string) string { return v.session.base.Word(key) }

func (v *view) skeleton(name string) js.Value {
	return find(v.element, "template[data-template="+name+"]")
}

func (v *view) clone(name string) js.Value {
	return v.skeleton(name).Get("content").Get("firstElementChild").Call("cloneNode", true)
}

func (v *view) part(name string) js.Value { return find(v.result, "[data-part="+name+"]") }

func slot(root js.Value, name string) js.Value { return find(root, "[data-slot="+name+"]") }

func fill(root js.Value, name, text string) { setText(slot(root, name), text) }

func (v *view) button(action, word string) js.Value {
	b := v.clone("button")
	setData(b, "action", action)
	setText(b, v.word(word))
	return b
}

// put replaces what stands in a part, or hides the part where there is nothing.
func (v *view) put(name string, content js.Value) {
	part := v.part(name)
	setHidden(part, content.IsUndefined())
	setText(part, "")
	if !content.IsUndefined() {
		add(part, content)
	}
}

// show brings the page in line with the answer.
func (v *view) show(r diagnosis.Result) {
	s := v.session
	v.showChecks()
	v.showUnderstood(r)
	v.put("question", v.question(r))
	v.put("advice", v.advice(r))
	v.put("others", v.others(r))
	v.put("change", v.change())
	tools := v.part("tools")
	setHidden(tools, !s.done)
	more := find(tools, "[data-action=more]")
	setHidden(more, s.asking(r) || r.Next == nil || s.fixed)
	state, status := v.state(r)
	setData(v.element, "state", state)
	if line := find(v.element, "[data-part=status]"); text(line, "textContent") != v.word(status) {
		setText(line, v.word(status)) // said once, not at every refresh
	}
	if r.Urgent && !v.urgent {
		v.urgent = true
		v.focusNext()
	}
}

func (v *view) state(r diagnosis.Result) (state, status string) {
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

func confident(r diagnosis.Result) bool { return r.Urgent || r.Ranking[0].P >= diagnosis.Advised }

// showChecks sets each line's result and what was measured.
func (v *view) showChecks() {
	s := v.session
	e := s.evidence()
	voided := s.base.Voided(e)
	setHidden(v.part("checks"), !s.checked)
	shown := make([]bool, len(v.checks))
	for _, r := range e.Readings {
		shown[r.Finding] = true
		result, says := s.base.Check(r)
		if voided[r.Finding] {
			result, says = unknownKind, v.word("void")
		}
		v.showCheck(r.Finding, result, says)
	}
	for i := range v.checks {
		switch {
		case shown[i]:
		case s.readings[i].over:
			v.showCheck(i, v.withoutReading(i), v.missing(i))
		default:
			v.showPending(i)
		}
	}
	v.fold()
}

// fold puts what is in order out of the way once the checks are over, and brings it back for another run.
func (v *view) fold() {
	part := v.part("checks")
	count, moved := 0, false
	for i := range v.checks {
		c := &v.checks[i]
		fine := v.session.done && c.result == "ok"
		if fine {
			count++
		}
		if c.folded == fine {
			continue
		}
		name := "list"
		if fine {
			name = "fine-list"
		}
		add(slot(part, name), c.line)
		c.folded, moved = fine, true
	}
	if moved {
		setHidden(slot(part, "fine"), count == 0)
		fill(part, "fine-title", v.word("checks-fine")+"("+diagnosis.Decimal(count)+")")
	}
}

// withoutReading is the result of a check that measured nothing: no window near is fine, all else unknown.
func (v *view) withoutReading(finding int) string {
	if v.session.base.Findings[finding].ID == "maintenance_next_min" && v.session.is("maintenance_now", "false") {
		return "ok"
	}
	return unknownKind
}

func (v *view) missing(finding int) string {
	if v.withoutReading(finding) == "ok" {
		return v.word("no-window")
	}
	return v.word("check-unknown")
}

// showCheck fills a line, unless it says so already.
func (v *view) showCheck(finding int, result, says string) {
	c := &v.checks[finding]
	if result == "" || result == "info" {
		result = "ok"
	}
	if c.line.IsUndefined() || c.result == result && c.says == says {
		return
	}
	c.result, c.says = result, says
	setData(c.line, "result", result)
	fill(c.line, "value", v.word("mark-"+result)+says)
}

func (v *view) showPending(finding int) {
	if c := &v.checks[finding]; c.result != "" {
		c.result, c.says = "", ""
		c.line.Call("removeAttribute", "data-result")
		fill(c.line, "value", v.word("check-pending"))
	}
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
func (v *view) showUnderstood(r diagnosis.Result) {
	s, part := v.session, v.part("understood")
	fill(part, "title", v.word("understood-title"))
	list := slot(part, "list")
	setText(list, "")
	for _, u := range r.Understood {
		if s.answers[u.Finding] == diagnosis.Unasked && !s.forgotten[u.Finding] {
			add(list, v.chip(u.Finding, u.Answer))
		}
	}
	for i, a := range s.answers {
		if a != diagnosis.Unasked {
			add(list, v.chip(i, a))
		}
	}
	setHidden(part, list.Get("childElementCount").Int() == 0)
}

func (v *view) chip(finding int, a diagnosis.Answer) js.Value {
	chip := v.clone("chip")
	name := v.session.base.Findings[finding].Name
	setData(chip, "understood", v.session.base.Findings[finding].ID)
	if a != diagnosis.Yes {
		name += ": " + v.word(answerWords[a])
	}
	fill(chip, "text", name)
	find(chip, "button").Call("setAttribute", "aria-label", "「"+name+"」"+v.word("forget"))
	return chip
}

func (v *view) question(r diagnosis.Result) js.Value {
	if !v.session.asking(r) {
		return js.Undefined()
	}
	f := &v.session.base.Findings[r.Next.Finding]
	q := v.clone("question")
	setData(q, "question", f.ID)
	fill(q, "text", f.Ask)
	fill(q, "why", f.Why)
	for _, name := range []string{"yes", "no", "unknown"} {
		setText(find(q, "[data-answer="+name+"]"), v.word(name))
	}
	return q
}

// change tells what another run of the checks has changed.
func (v *view) change() js.Value {
	s := v.session
	if s.before == nil || !s.done {
		return js.Undefined()
	}
	c := v.clone("reason")
	fill(c, "title", v.word("change-title"))
	list := slot(c, "list")
	after := v.results()
	for i, was := range s.before {
		if was != after[i] && was != "" {
			add(list, v.item(s.base.Findings[i].Name+": "+v.word("result-"+was)+" → "+v.word("result-"+after[i])))
		}
	}
	if list.Get("childElementCount").Int() == 0 {
		add(list, v.item(v.word("change-none")))
	}
	return c
}

func (v *view) item(s string) js.Value {
	i := v.clone("item")
	setText(i, s)
	return i
}

// focusResult brings the reader to the result, once at the start of a run.
func (v *view) focusResult() {
	still := object()
	still.Set("preventScroll", true)
	v.result.Call("focus", still) // its own scrolling would go to the end of the long list
	v.element.Call("scrollIntoView")
}

// focusNext brings the reader to what is new: the question, else the advice.
func (v *view) focusNext() {
	for _, name := range []string{"question", "advice"} {
		heading := find(v.part(name), "[tabindex]")
		if !heading.IsNull() {
			heading.Call("focus")
			return
		}
	}
}
