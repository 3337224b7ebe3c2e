package main

import (
	"context"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Every page, not only one of each kind: what a writer adds may break what a theme promised.

// addresses are those of all pages of the site.
func addresses(t *testing.T) []string {
	var all []string
	for name, data := range siteOf(t, nil, started) {
		if path.Ext(name) == ".html" && pageKind.Match(data) && name != "404.html" {
			all = append(all, "/"+strings.TrimSuffix(name, "index.html"))
		}
	}
	slices.Sort(all)
	if len(all) < 50 {
		t.Fatalf("only %d pages", len(all))
	}
	return append(all, "/nowhere/")
}

// patient gives a browser the time that many pages take.
func (r *reader) patient(long time.Duration) {
	ctx, stop := context.WithTimeout(context.WithoutCancel(r.ctx), long)
	r.ctx = ctx
	r.Cleanup(stop)
}

// unfold opens what is folded, so that it is looked at too.
const unfold = `for (const d of document.querySelectorAll("details")) d.open = true`

func TestBrowserEveryPageIsAccessible(t *testing.T) {
	axe := axeScript(t)
	for part := range slices.Chunk(addresses(t), 12) {
		t.Run(part[0], func(t *testing.T) {
			r := newWorld(t, nil).openBrowser("")
			r.patient(10 * time.Minute)
			r.expect("404 (Not Found)")
			for _, address := range part {
				r.screen(390, "light")
				r.open(address)
				r.faultless(basics)
				r.run(unfold)
				must(t, chromedp.Do(r.ctx, chromedp.Evaluate[chromedp.Void](axe)))
				r.faultless(violations)
				r.faultless(slim)
				r.screen(390, "dark")
				r.faultless(violations)
				r.narrow(address)
			}
		})
	}
}

// narrow looks for what stands out at 320 px, and with letters of twice the size.
func (r *reader) narrow(address string) {
	r.Helper()
	r.screen(320, "light")
	r.faultless(sideways)
	r.screen(390, "light")
	r.run(`document.documentElement.style.fontSize = "212.5%"`)
	r.faultless(sideways)
	r.run(`document.documentElement.style.fontSize = ""`)
}

func TestBrowserWideIsAccessible(t *testing.T) {
	axe := axeScript(t)
	r := newWorld(t, nil).openBrowser("")
	r.patient(5 * time.Minute)
	r.expect("404 (Not Found)")
	for _, address := range onePageOfEachKind {
		for _, scheme := range []string{"light", "dark"} {
			r.screen(1280, scheme)
			r.open(address)
			r.run(unfold)
			must(t, chromedp.Do(r.ctx, chromedp.Evaluate[chromedp.Void](axe)))
			r.faultless(violations)
			r.faultless(sideways)
		}
		r.screen(640, "light") // 1280 at 200 %
		r.faultless(sideways)
	}
}

// stops counts what Tab stops at; places of a page that it skips would be lost to the keyboard.
const stops = `[...document.querySelectorAll("a[href], button, input, textarea, summary, [tabindex='0']")].filter(e =>
	e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && !e.disabled && e.tabIndex >= 0).length`

// TestBrowserKeyboardWalksThrough goes from the top of a page to its end: the link to the text comes first,
// nothing holds the focus, everything is seen, and nothing is left out.
func TestBrowserKeyboardWalksThrough(t *testing.T) {
	r := newWorld(t, nil).openBrowser("")
	r.patient(5 * time.Minute)
	r.expect("404 (Not Found)")
	for _, address := range onePageOfEachKind {
		r.screen(390, "light")
		r.open(address)
		r.until(ready)
		want := r.text(stops)
		r.tabTo("a.skip", 1)
		count, last := 1, ""
		for ; count < 200; count++ {
			r.key(kb.Tab)
			if r.text("document.activeElement == document.body || document.activeElement.matches('.skip')") == "true" {
				break // once around
			}
			if fault := r.text(unseen); fault != "" {
				t.Errorf("%s, stop %d: %s: %s", address, count, fault, r.text("document.activeElement.outerHTML.slice(0, 90)"))
			}
			here := r.text("[...document.querySelectorAll('*')].indexOf(document.activeElement)")
			if here == last {
				t.Fatalf("%s holds the focus at %s", address, r.text("document.activeElement.outerHTML.slice(0, 90)"))
			}
			last = here
		}
		if least, _ := strconv.Atoi(want); count < least { // a field may offer more once it has the focus
			t.Errorf("%s: Tab stops %d times, but %s things can be worked", address, count, want)
		}
	}
}

// faint lists what forced colours would take away: things known by their ground or colour alone.
const faint = `JSON.stringify([...document.querySelectorAll(".button, textarea, .doors li, .turn a, .alert, svg.icon, svg.buoy, .prose ol > li")].filter(e => e.checkVisibility()).map(e => {
	const look = e.matches("li:not(.doors *)") ? getComputedStyle(e, "::before") : getComputedStyle(e)
	const drawn = e.matches("svg") ? look.stroke == getComputedStyle(document.body).color : look.borderTopStyle != "none" && parseFloat(look.borderTopWidth) >= 1
	return !drawn && "not seen in forced colours: " + e.outerHTML.slice(0, 90)
}).filter(Boolean))`

func TestBrowserForcedColours(t *testing.T) {
	r := newWorld(t, nil).openBrowser("")
	r.screen(390, "dark")
	_, err := chromedp.Call(r.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "forced-colors", Value: "active"}, {Name: "prefers-color-scheme", Value: "dark"}}})
	must(t, err)
	for _, address := range []string{"/", "/trouble/filter/", "/start/app-register/"} {
		r.open(address)
		r.until(`matchMedia("(forced-colors: active)").matches`)
		r.faultless(faint)
		r.picture("forced" + strings.ReplaceAll(address, "/", "-"))
	}
}

// TestBrowserPaper: a handout has the text and nothing that can only be pressed, and its links say where they lead.
func TestBrowserPaper(t *testing.T) {
	r := newWorld(t, nil).openBrowser("")
	r.open("/trouble/filter/")
	_, err := chromedp.Call(r.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print",
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
	must(t, err)
	r.until(`matchMedia("print").matches`)
	r.faultless(`JSON.stringify([...document.querySelectorAll("header nav, footer nav, .skip, .toc, help-diagnosis, .helpful, .turn, .related, button, textarea")]
		.filter(e => e.checkVisibility()).map(e => "on paper: " + e.outerHTML.slice(0, 90)))`)
	r.faultless(`JSON.stringify([...document.querySelectorAll(".prose p, .prose li, .prose h3")].filter(e => !e.checkVisibility({ contentVisibilityAuto: true }))
		.map(e => "not on paper: " + e.outerHTML.slice(0, 90)))`)
	r.faultless(`JSON.stringify([...document.querySelectorAll(".prose a")].map(a => {
		const written = getComputedStyle(a, "::after").content, href = a.getAttribute("href")
		const want = href.startsWith("#") ? "none" : href.startsWith("/") ? '"(https://help.example.jp" "' + href + '" ")"' : '"(" "' + href + '" ")"'
		return written.replaceAll('" "', "") != want.replaceAll('" "', "") && "written " + written + " for " + href
	}).filter(Boolean))`)
	r.until(`[...document.querySelectorAll("footer p")].some(p => p.checkVisibility() && p.textContent.endsWith("https://help.example.jp/trouble/filter/"))`)
	if ground := r.text(`getComputedStyle(document.body).backgroundColor`); ground != "rgb(248, 247, 250)" {
		t.Errorf("paper is %s", ground)
	}
}
