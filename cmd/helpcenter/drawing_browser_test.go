package main

import (
	"bytes"
	"path"
	"strings"
	"testing"
)

// illDrawn lists what is wrong with the drawings of a page as a browser shows them: texts too small to read,
// out of their box or over one another, marks on texts, names that lead nowhere.
const illDrawn = `JSON.stringify([...document.querySelectorAll(".drawing svg")].flatMap(svg => {
	const faults = [], box = svg.viewBox.baseVal, scale = svg.getScreenCTM().a
	const all = selector => [...svg.querySelectorAll(selector)].map(e => ({e, b: e.getBBox()}))
	const right = r => r.b.x + r.b.width, bottom = r => r.b.y + r.b.height
	const texts = all("text"), rects = all("rect"), marks = all("circle").filter(c => c.e.getAttribute("r") == 11)
	const fault = (t, what) => faults.push(svg.querySelector("title").textContent + ": " + t.e.textContent + ": " + what)
	const over = (a, b) => a.b.x + 2 < right(b) && b.b.x + 2 < right(a) && a.b.y + 5 < bottom(b) && b.b.y + 5 < bottom(a)
	if (svg.getAttribute("role") != "img") faults.push("no image")
	for (const id of svg.getAttribute("aria-labelledby").split(" "))
		if (document.querySelectorAll("#" + CSS.escape(id)).length != 1 || !document.getElementById(id)?.textContent) faults.push("no name " + id)
	for (const [i, t] of texts.entries()) {
		const number = t.e.classList.contains("n"), size = parseFloat(getComputedStyle(t.e).fontSize)
		if (size * scale < 12) fault(t, "only " + size * scale + " pixels high")
		if (t.b.x < 0 || right(t) > box.width || bottom(t) > box.height) fault(t, "out of the drawing")
		const inside = rects.filter(r => t.b.x + 3 > r.b.x && t.b.x < right(r) && t.b.y + 9 > r.b.y && bottom(t) - 9 < bottom(r)).sort((a, b) => a.b.width - b.b.width)[0]
		if (inside && !number && right(t) > right(inside) - 2) fault(t, "out of its box by " + (right(t) - right(inside) + 2))
		for (const other of texts.slice(i + 1)) if (over(t, other)) fault(t, "over " + other.e.textContent)
		for (const m of marks) if (!number && over(t, m)) fault(t, "under a mark")
	}
	return faults
}))`

// Every drawing of the real content, on the narrowest phone.
func TestBrowserDrawings(t *testing.T) {
	w := newWorld(t, nil)
	r := w.openBrowser("")
	r.screen(320, "light")
	pages := 0
	for name, data := range w.output {
		if path.Base(name) != "index.html" || !bytes.Contains(data, []byte(`<figure class="drawing">`)) {
			continue
		}
		pages++
		r.open("/" + strings.TrimSuffix(name, "index.html"))
		r.run(`for (const d of document.querySelectorAll("details")) d.open = true`)
		r.faultless(illDrawn)
		r.faultless(sideways)
	}
	if pages < 15 {
		t.Errorf("only %d pages have drawings", pages)
	}
}

// The three steps of the registration, the cards and the suspicious SMS are drawn where readers look for them.
func TestGuidesAreDrawn(t *testing.T) {
	out := siteOf(t, nil, started)
	for page, least := range map[string]int{
		"start/app-register": 10, "start/web-register": 14, "start/verify-otp": 5, "start/verify-call": 2, "start/app-screens": 4,
		"trouble/os-settings": 10, "trouble/browser-settings": 5, "trouble/filter": 4, "trouble/notifications": 4, "trouble/clock": 3,
		"trouble/ios-private-relay": 3, "security/suspicious-mail": 2,
	} {
		if got := bytes.Count(out[page+"/index.html"], []byte(`<figure class="drawing">`)); got < least {
			t.Errorf("%s has %d drawings, want %d at least", page, got, least)
		}
	}
}
