package main

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The search field as people use it: letters, an input method, arrow keys, no line, no script.

const (
	field   = `document.querySelector("[name=q]")`
	options = `[...document.querySelectorAll("[role=option]")]`
	first   = `document.querySelector("[role=option]")`
)

// typing sends text as an input method's committed letters: one input event.
func (r *reader) typing(text string) {
	r.Helper()
	_, err := chromedp.Call(r.ctx, input.InsertText, input.InsertTextParams{Text: text})
	must(r.T, err)
}

// stroke presses a key as a keyboard does: what it does by itself follows unless the page prevents it, which
// chromedp.KeyEvent with its two events cannot tell.
func (r *reader) stroke(key, text string, code int64) {
	r.Helper()
	_, err := chromedp.Call(r.ctx, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: "keyDown", Key: key, Text: text, WindowsVirtualKeyCode: code})
	must(r.T, err)
}

func (r *reader) found(page string) {
	r.Helper()
	r.until(fmt.Sprintf(`%s?.pathname == %q`, first, "/"+page+"/"))
}

// seek searches from wherever the page has its field, and leaves the list open.
func (r *reader) seek(words string) {
	r.Helper()
	r.run(`(document.querySelector("[name=q]") ?? document.querySelector(".search-link")).scrollIntoView({ block: "center" })`)
	if r.text(field) == "null" {
		r.press(".search-link")
	} else {
		r.press("#search")
	}
	r.until(options + `.length > 0`)
	r.typing(words)
	r.until(options + `.some(o => o.hash.startsWith("#words="))`)
}

func TestBrowserSearchOnTheHomePage(t *testing.T) {
	r := newWorld(t, nil).openBrowser("")
	r.open("/")
	if n := r.requests("/search.js"); n != 0 {
		t.Errorf("search.js was fetched %d times before anybody searched", n)
	}
	r.press("#search")
	r.until(options + `.length == 6 && ` + options + `[0].textContent == "ログインできない"`) // popular searches
	r.typing("かーどをなくし")
	r.found("security/lost-stolen")
	r.until(first + `.querySelector("mark").textContent.startsWith("カードをなくし")`)
	r.until(field + `.ariaExpanded == "true" && document.querySelector(".search-panel [role=status]").textContent.includes("件のガイド")`)
	r.picture("search-home")
	must(t, chromedp.Do(r.ctx, chromedp.KeyEvent(kb.ArrowDown)))
	r.until(first + `.ariaSelected == "true" && ` + field + `.getAttribute("aria-activedescendant") == ` + first + `.id`)
	must(t, chromedp.Do(r.ctx, chromedp.KeyEvent(kb.ArrowUp)))
	r.until(first + `.ariaSelected == "false" && !` + field + `.hasAttribute("aria-activedescendant")`)
	must(t, chromedp.Do(r.ctx, chromedp.KeyEvent(kb.Escape)))
	r.until(field + `.ariaExpanded == "false" && !document.querySelector("[role=listbox]").checkVisibility()`)
	must(t, chromedp.Do(r.ctx, chromedp.KeyEvent(kb.ArrowDown)))
	r.stroke("Enter", "\r", 13)
	r.until(`location.pathname == "/security/lost-stolen/"`)
}

func TestBrowserSearchWithAnInputMethod(t *testing.T) {
	r := newWorld(t, nil).openBrowser("")
	r.open("/")
	r.press("#search")
	r.until(options + `.length == 6`)
	compose := func(text string) {
		t.Helper()
		at := int64(len([]rune(text)))
		_, err := chromedp.Call(r.ctx, input.ImeSetComposition, input.ImeSetCompositionParams{Text: text, SelectionStart: at, SelectionEnd: at})
		must(t, err)
	}
	for _, text := range []string{"n", "に", "にn", "にんしょう"} {
		compose(text)
	}
	// The Enter that takes a candidate is a keydown of 229 while composing: nothing is searched or sent.
	r.run(`document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, isComposing: true, bubbles: true, cancelable: true }));
		document.activeElement.form.requestSubmit()`)
	time.Sleep(300 * time.Millisecond)
	if got := r.text(`location.pathname + " " + ` + options + `.length`); got != "/ 6" {
		t.Errorf("while composing: %s", got)
	}
	r.typing("認証コード")
	r.until(options + `.some(o => o.pathname == "/trouble/otp-not-arriving/")`)
}

func TestBrowserSearchFromTheHeader(t *testing.T) {
	r := newWorld(t, nil).openBrowser("")
	r.open("/trouble/network/")
	r.press("main")
	r.stroke("/", "/", 191)
	r.until(`document.activeElement == ` + field + ` && document.activeElement.value == ""`)
	r.typing("503")
	r.found("trouble/error-503")
	r.picture("search-header")
	must(t, chromedp.Do(r.ctx, chromedp.KeyEvent(kb.Escape), chromedp.KeyEvent(kb.Escape), chromedp.KeyEvent(kb.Escape)))
	r.until(`!` + field + ` && document.activeElement.matches(".search-link")`)
	r.stroke("Enter", "\r", 13)
	r.until(`document.activeElement == ` + field)
	r.typing("503")
	r.found("trouble/error-503")
	r.stroke("Enter", "\r", 13) // an error code goes straight to its guide
	r.until(`location.pathname == "/trouble/error-503/"`)
}

func TestBrowserSearchPage(t *testing.T) {
	r := newWorld(t, nil).openBrowser("")
	r.open("/search/?q=%E3%83%AD%E3%82%B0%E3%82%A4%E3%83%B3%E3%81%A7%E3%81%8D%E3%81%AA%E3%81%84") // ログインできない
	r.found("trouble/account-lock")
	r.until(field + `.value == "ログインできない"`)
	r.picture("search-page")
	r.offline(true)
	r.run(field + `.select()`)
	r.typing("ふぃっしんぐ")
	r.found("security/phishing")
	r.until(`location.search == "?q=" + encodeURIComponent("ふぃっしんぐ")`)
	r.run(field + `.select()`)
	r.typing("年会費はいくら")
	r.until(`document.querySelector(".search-panel [role=status]").textContent.includes("年会費や手数料は、このサイトでは案内していません")`)
	r.run(field + `.select()`)
	r.typing("ラーメンのうつわ")
	r.until(`document.querySelector(".search-panel [role=status]").textContent.includes("見つかりません")`)
	r.until(options + `.some(o => o.pathname == "/symptoms/") && ` + options + `.some(o => o.hash.startsWith("#words="))`)
}

func TestBrowserSearchHandsTroubleToTheDiagnosis(t *testing.T) {
	r := newWorld(t, nil).openBrowser("")
	r.open("/start/prepare/")
	r.press(".search-link")
	r.typing("アプリが開かない")
	r.until(options + `.some(o => o.hash.startsWith("#words="))`)
	r.run(options + `.find(o => o.hash.startsWith("#words=")).click()`)
	r.until(`location.pathname == "/" && document.querySelector("[data-words]").value == "アプリが開かない" && location.hash == ""`)
}

func TestBrowserSearchWithoutItsParts(t *testing.T) {
	w := newWorld(t, nil)
	for name := range w.output {
		if len(name) > 14 && name[:14] == "assets/search." {
			w.instead("/"+name, http.NotFound)
		}
	}
	r := w.openBrowser("")
	r.expect("404", "console.error", "integrity", "SRI")
	r.open("/")
	r.press("#search")
	r.typing("カード")
	r.until(`document.querySelector(".search-panel [role=status]").textContent.includes("届きません") && ` + first + `.pathname == "/search/"`)
}
