package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"helpcenter/site"
)

// What the widget hands to support, and what /support/ makes of it.

const summaryText = `document.querySelector("[data-part=handoff] pre").textContent`

// handedOn diagnoses, opens the part for support, and returns the summary, the report and the link to it.
func handedOn(r *reader, words string) (summary, report, link string) {
	r.diagnose("/", words)
	r.until(state("asking", "advising"))
	r.press("[data-action=tell]")
	r.until(`document.querySelectorAll("[data-part=handoff] pre").length === 2`)
	return r.text(summaryText), r.text(`document.querySelectorAll("[data-part=handoff] pre")[1].textContent`), r.text(`document.querySelector("[data-part=handoff] a").getAttribute("href")`)
}

func TestBrowserHandsOnAReport(t *testing.T) {
	r := newWorld(t, nil).openBrowser("")
	summary, report, link := handedOn(r, "コードが届かない。カードは4980-1234-5678-9012 電話は０９０１２３４５６７８")
	for _, secret := range []string{"4980", "1234", "9012", "０９０１"} {
		if strings.Contains(summary+report, secret) {
			t.Errorf("%s is handed on: %s %s", secret, summary, report)
		}
	}
	if reports, _, err := site.ReadReports([]byte(report)); err != nil || len(reports[0].Signals) < 20 {
		t.Errorf("the report cannot be read: %v\n%s", err, report)
	}
	if !strings.HasPrefix(link, "/support/#r=") || strings.Contains(link, "?") {
		t.Errorf("the link is %q", link)
	}
	// support staff see the same words on their own machine
	var out, errors bytes.Buffer
	if status := runDiagnose([]string{"--content", "../../content"}, strings.NewReader(report), &out, &errors); status != fine || out.String() != summary {
		t.Errorf("diagnose says\n%s%s\nthe widget said\n%s", out.String(), errors.String(), summary)
	}
	r.run(`Object.defineProperty(navigator, "clipboard", {value: {writeText: t => { window.copied = t; return Promise.resolve() }}})`)
	r.press("[data-action=copy-text]")
	r.until("window.copied === " + summaryText)
	r.until(`document.querySelector("[data-part=handoff] [role=status]").textContent !== ""`)
	r.run(`HTMLAnchorElement.prototype.click = function () { window.saved = this.download; fetch(this.href).catch(() => {}) }`)
	r.press("[data-action=save-report]")
	r.until(`window.saved.endsWith(".json")`)
	r.expect("blob:") // connect-src holds no blobs: only the test fetches one
	r.picture("handoff")

	r.open(link)
	r.until(`document.querySelector("help-report [data-recommendation]")`)
	r.picture("replay")
	r.until(`document.querySelectorAll("help-report [data-check][data-result]").length > 10 && document.querySelectorAll("help-report [data-cause] li").length > 1 && document.querySelector("help-report [data-understood]") && document.querySelector("help-report [data-remedy]")`)
	r.until(`/20\d\d-\d\d-\d\dT/.test(document.querySelector("help-report [data-part=status]").textContent)`)
	r.until(`![...document.querySelectorAll("help-report [data-outcome], help-report [data-answer]")].some(b => b.checkVisibility())`)
}

// TestBrowserSupportOpensReports: pasted, from a file and from a link, and says what is wrong.
func TestBrowserSupportOpensReports(t *testing.T) {
	w := newWorld(t, nil)
	r := w.openBrowser("")
	const report = `{"version":1,"at":"2026-11-21T03:10:00Z","signals":{"online":true,"cookies":false},"answers":{"uses-web":"yes"},"tried":{"switch-line":"not-fixed"}}`
	r.open("/support/")
	if w.requests("/report.js") != 0 {
		t.Error("the opener is fetched before anybody asks for it")
	}
	opened := func(how string) {
		t.Helper()
		r.until(`document.querySelector("help-report [data-check=cookies]")?.dataset.result === "fail" && document.querySelector("help-report [data-tried=switch-line]")`)
		r.run(`document.querySelector("help-report [data-part=status]").textContent = ""`)
		t.Log(how)
	}
	paste := func(text string) {
		r.run("document.querySelector('#report-text').value = " + quoted(text))
		r.press("help-report [data-action=open]")
	}
	paste(report)
	opened("pasted")
	for wrong, named := range map[string]string{
		`{"version":1,"signals":{"onlin":true}}`: "onlin", `{"version":1,"signals":{"online":"yes"}}`: "online",
		`{"version":1,"signals":{"online":null}}`: "online", `{"version":2}`: "version", `{}`: "version", `[]`: "version", `{"version":1,"extra":1}`: "extra",
		`{"version":1,"answers":{"uses-app":"maybe"}}`: "uses-app", `{"version":1,"tried":{"zzz":"fixed"}}`: "zzz",
		`{"version":1,"at":"yesterday"}`: "at", `{"version":1,"text":5}`: "text", `gibberish`: "JSON", `null`: "JSON", `{"version":1,"signals.online":true}`: "signals",
	} {
		paste(wrong)
		r.until(`document.querySelector("help-report").dataset.state === "failed" && document.querySelector("help-report [data-part=status]").textContent.includes(` + quoted(named) + `)`)
		r.until(`!document.querySelector("help-report [data-check]")`)
		r.run(`document.querySelector("help-report").dataset.state = ""`)
	}
	r.open("/support/")
	file := filepath.Join(t.TempDir(), "shindan.json")
	must(t, os.WriteFile(file, []byte(report), 0o666))
	must(t, chromedp.Do(r.ctx, chromedp.SendKeys(chromedp.CSS("#report-file"), file)))
	opened("from a file")
	for _, hash := range []string{base64.RawURLEncoding.EncodeToString([]byte(report)), url.PathEscape(report)} {
		r.open("/")
		r.open("/support/#r=" + hash)
		opened("from a link")
	}
}

func quoted(s string) string {
	data, _ := json.Marshal(s)
	return string(data)
}
