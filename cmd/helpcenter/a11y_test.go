package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Whoever cannot see well, or has no pointer, gets the same help. axe-core finds what a program can find; the
// keyboard tests hold what it cannot.

// axeScript is axe-core as npm has it.
func axeScript(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(fromNpm(t, "testdata/axe"), "axe-core", "axe.min.js"))
	must(t, err)
	return string(data)
}

// violations runs axe on what the page shows now. It fails the test if axe did not look at what it should.
const violations = `axe.run(document, {
	runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
	rules: { "target-size": { enabled: true } },
}).then(r => {
	const looked = [...r.passes, ...r.violations, ...r.incomplete].map(x => x.id)
	const blind = ["color-contrast", "target-size", "region", "heading-order", "link-name"].filter(id => !looked.includes(id))
	return JSON.stringify([...blind.map(id => "axe did not look at " + id),
		...r.violations.flatMap(v => v.nodes.map(n => v.id + " " + n.target + ": " + n.failureSummary.replace(/\s+/g, " ")))])
})`

// basics lists what is wrong with a page's HTML that axe does not say.
const basics = `JSON.stringify([
	document.compatMode != "CSS1Compat" && "quirks mode",
	document.documentElement.lang != "ja" && "lang is " + document.documentElement.lang,
	document.characterSet != "UTF-8" && document.characterSet,
	document.title.trim() == "" && "no title",
	document.querySelectorAll("h1").length != 1 && "not one h1",
	document.querySelectorAll("main").length != 1 && "not one main",
	/maximum-scale|user-scalable/.test(document.querySelector("meta[name=viewport]").content) && "cannot be zoomed",
	...[...document.querySelectorAll("[id]")].map(e => document.querySelectorAll("#" + CSS.escape(e.id)).length > 1 && "twice: #" + e.id),
	...[...document.querySelectorAll("input, textarea, select")].map(e => !e.labels.length && !e.ariaLabel && "only a placeholder, no label: " + e.outerHTML),
	...[...document.querySelectorAll("button:not([type])")].map(e => "a button without type: " + e.outerHTML),
	...[...document.querySelectorAll("main p a:not(.button)")].map(a => a.parentElement.textContent != a.textContent &&
		getComputedStyle(a).textDecorationLine != "underline" && "a link among words, told apart by colour alone: " + a.outerHTML),
	...[...document.querySelectorAll("a[href^='#']")].map(a => !document.getElementById(decodeURIComponent(a.hash.slice(1))) && "leads nowhere: " + a.hash),
].filter(Boolean))`

// slim lists what a trembling finger would miss: buttons, and links that stand alone, are 44 px and more both ways.
const slim = `JSON.stringify([...document.querySelectorAll("button, summary, .button, nav a, .way, .guides a, .notices a, .status-line a, .others a, .search-link, [role=option], input, textarea")].map(e => {
	const box = e.getBoundingClientRect(), after = getComputedStyle(e, "::after")
	const row = after.position == "absolute" ? e.closest("li").getBoundingClientRect() : box // the whole row can be pressed
	return e.checkVisibility() && (row.height < 43.5 || row.width < 43.5) && Math.round(row.width) + "×" + Math.round(row.height) + " px: " + e.outerHTML.slice(0, 90)
}).filter(Boolean))`

// sideways lists what stands out of a narrow screen.
const sideways = `JSON.stringify(document.documentElement.scrollWidth <= document.documentElement.clientWidth && innerWidth == screen.width ? [] :
	[document.documentElement.scrollWidth + " px wide", ...[...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > screen.width + 1).map(e => e.outerHTML.slice(0, 90))])`

// scenes are the kinds of pages, and what the widget shows in the course of a diagnosis.
var scenes = []struct{ name, address, words, state, search string }{
	{name: "home", address: "/"},
	{name: "guide", address: "/start/prepare/"},
	{name: "guide with the widget", address: "/trouble/filter/"},
	{name: "guide with drawings", address: "/start/web-register/"},
	{name: "section", address: "/trouble/"},
	{name: "symptoms", address: "/symptoms/"},
	{name: "notices", address: "/notices/"},
	{name: "not found", address: "/nowhere/"},
	{name: "search", address: "/search/"},
	{name: "searching at home", address: "/", search: "ログインできない"},
	{name: "searching in a guide", address: "/security/pin/", search: "年会費のうつわ"},
	{name: "asking", address: "/trouble/network/", words: "アプリが開かない", state: "asking"},
	{name: "advising", address: "/trouble/app/", words: "「アカウントがロックされています」と出た", state: "advising"},
	{name: "urgent", address: "/trouble/app/", words: "メールのリンクを開いてカード番号を入力してしまった", state: "advising"},
}

func TestBrowserAccessibility(t *testing.T) {
	axe := axeScript(t)
	for _, scene := range scenes {
		t.Run(scene.name, func(t *testing.T) {
			r := newWorld(t, nil).openBrowser("")
			r.expect("404 (Not Found)")
			r.screen(390, "light")
			if scene.state == "" {
				r.open(scene.address)
			} else {
				r.diagnose(scene.address, scene.words)
				r.reach(scene.state)
			}
			if scene.search != "" {
				r.seek(scene.search)
			}
			r.faultless(basics)
			r.run(`for (const d of document.querySelectorAll("details")) d.open = true`) // what is folded is read too
			must(t, chromedp.Do(r.ctx, chromedp.Evaluate[chromedp.Void](axe)))
			for _, width := range []int64{390, 320} {
				for _, scheme := range []string{"light", "dark"} {
					r.screen(width, scheme)
					r.faultless(violations)
					r.picture(fmt.Sprintf("a11y-%s-%d-%s", scene.name, width, scheme))
				}
				r.faultless(sideways)
				r.faultless(slim)
			}
		})
	}
}

// reach answers questions until the widget is in a state.
func (r *reader) reach(wanted string) {
	r.Helper()
	r.settled()
	for range 3 {
		if r.text(state(wanted)) == "true" {
			return
		}
		r.press("[data-question] [data-answer=unknown]")
	}
	r.until(state(wanted))
}

// screen makes the browser a phone of this width, in light or dark.
func (r *reader) screen(width int64, scheme string) {
	r.Helper()
	_, err := chromedp.Call(r.ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: width, Height: 844, DeviceScaleFactor: 1, Mobile: true})
	must(r.T, err)
	_, err = chromedp.Call(r.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
	must(r.T, err)
	r.until(fmt.Sprintf(`innerWidth >= %d && matchMedia("(prefers-color-scheme: %s)").matches`, width, scheme))
}

// faultless runs an expression that lists faults, as JSON, or promises to.
func (r *reader) faultless(expression string) {
	r.Helper()
	text, err := chromedp.Run(r.ctx, chromedp.Evaluate[string](expression, chromedp.EvalAwaitPromise))
	must(r.T, err)
	var faults []string
	must(r.T, json.Unmarshal([]byte(text), &faults))
	for _, fault := range faults {
		r.Errorf("at %s px, %s: %s", r.text("innerWidth"), r.text(`matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"`), fault)
	}
}

func TestTitlesTellPagesApart(t *testing.T) {
	seen := map[string]string{}
	title := regexp.MustCompile(`<title>([^<]*)</title>`)
	for name, data := range siteOf(t, nil, started) {
		m := title.FindSubmatch(data)
		if !strings.HasSuffix(name, ".html") || !pageKind.Match(data) {
			continue
		}
		if m == nil || seen[string(m[1])] != "" {
			t.Errorf("%s has the title %q, like %q", name, m, seen[string(m[1])])
			continue
		}
		seen[string(m[1])] = name
	}
	if len(seen) < 50 {
		t.Errorf("only %d titles", len(seen))
	}
}

// key presses keys on whatever has the focus.
func (r *reader) key(keys string) {
	r.Helper()
	must(r.T, chromedp.Do(r.ctx, chromedp.KeyEvent(keys)))
}

// focused tells whether the focus is on an element that matches.
func focused(selector string) string {
	return fmt.Sprintf("document.activeElement.matches(%q)", selector)
}

// unseen says what is wrong with the place of the focus: it has to be on the screen, with a ring or a ground of its own.
const unseen = `(e => {
	const box = e.getBoundingClientRect(), look = getComputedStyle(e)
	if (e == document.body) return "the focus is lost"
	if (box.width < 1 || box.bottom < 1 || box.top > innerHeight || box.right < 1 || box.left > innerWidth) return "the focus is off the screen"
	if (look.outlineStyle == "none" || parseFloat(look.outlineWidth) < 2) return "the focus cannot be seen"
	return ""
})(document.activeElement)`

// tabTo presses Tab until the focus is on an element that matches; every stop on the way has to be seen.
func (r *reader) tabTo(selector string, most int) {
	r.Helper()
	for range most {
		r.key(kb.Tab)
		if fault := r.text(unseen); fault != "" {
			r.Errorf("on the way to %s: %s: %s", selector, fault, r.text("document.activeElement.outerHTML.slice(0, 90)"))
		}
		if r.text(focused(selector)) == "true" {
			return
		}
	}
	r.Fatalf("%d times Tab do not lead to %s but to %s", most, selector, r.text("document.activeElement.outerHTML.slice(0, 90)"))
}

func TestBrowserKeyboardReachesTheButton(t *testing.T) {
	r := newWorld(t, nil).openBrowser("")
	r.screen(390, "light")
	for _, address := range []string{"/", "/trouble/network/"} {
		r.open(address)
		r.tabTo("a.skip", 1)
		r.key(kb.Enter)
		r.until(focused("main") + ` && location.hash === "#main"`)
		r.tabTo("[data-words]", 40)
		r.tabTo("[data-action=start]", 1)
	}
}

// TestBrowserKeyboardAnswers goes from the press to the advice without a pointer.
func TestBrowserKeyboardAnswers(t *testing.T) {
	r := newWorld(t, nil).openBrowser("")
	r.screen(390, "light")
	r.open("/trouble/network/")
	r.tabTo("[data-words]", 60)
	must(t, chromedp.Do(r.ctx, chromedp.SendKeys(chromedp.CSS("[data-words]"), "アプリが開かない")))
	r.tabTo("[data-action=start]", 1)
	r.key(kb.Enter)
	r.until(state("asking"))
	r.until(focused("[data-part=result]"))
	r.tabTo("[data-answer=yes]", 20)
	for i := range 3 {
		question := r.text("document.querySelector('[data-question]').dataset.question")
		r.key(kb.Escape) // takes nothing away
		r.tabTo("[data-answer=unknown]", 3)
		r.key([]string{kb.Enter, " "}[i%2])
		r.until(fmt.Sprintf("document.querySelector('[data-question]')?.dataset.question !== %q", question))
		if r.text(state("asking")) != "true" {
			break
		}
		r.until(focused("[data-question] h3"))
		r.tabTo("[data-answer=yes]", 1) // right behind the new question
	}
	r.until(state("advising"))
	r.until(focused(".advice h3"))
	r.tabTo("[data-outcome=not-fixed]", 6)
	before := r.text(`document.querySelector("[data-remedy]").dataset.remedy`)
	r.key(kb.Enter)
	r.until(fmt.Sprintf(`document.querySelector("[data-remedy]")?.dataset.remedy !== %q`, before))
	r.until(focused(".advice h3, [data-question] h3"))
}
