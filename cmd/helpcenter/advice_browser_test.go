package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// What follows the advice: its reasons, its steps in place, trying and taking back, the experiment with another line.

const lockedWords = "「アカウントがロックされています」と出た"

// remedy is the selector of the first remedy of the plan.
const firstRemedy = "[data-remedy]"

func TestBrowserStepsUnfoldInPlaceAndStayOpen(t *testing.T) {
	w := newWorld(t, nil)
	r := w.openBrowser("")
	r.diagnose("/", lockedWords)
	r.advised("account-locked")
	r.until(state("asking", "advising"))
	if w.requests("/trouble/account-lock/steps.txt") > 1 {
		t.Error("the steps were fetched more than once")
	}
	r.press(firstRemedy + " details summary")
	r.until(`document.querySelectorAll("[data-remedy] details[open] .step").length > 1`)
	first := r.text(`document.querySelector("[data-remedy] details .step").textContent`)
	if page := string(w.output["trouble/account-lock/steps.txt"]); !strings.Contains(page, first) {
		t.Errorf("the step %q is not in the guide", first)
	}
	r.press(".reasons > summary")
	r.until(`document.querySelectorAll(".reasons[open] li").length > 0`)
	r.picture("steps")
	r.press("[data-action=again]") // the checks run again and everything is drawn anew
	r.until(state("checking"))
	r.settled()
	r.until(`document.querySelector("[data-remedy] details[open] .step") && document.querySelector(".reasons[open]")`)
}

func TestBrowserStepsOfTheReadersOwnSystem(t *testing.T) {
	w := newWorld(t, nil)
	w.instead("/probe.txt", func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", "text/html")
		fmt.Fprint(rw, "<title>Wi-Fi</title>ログインしてください")
	})
	r := w.openBrowser("")
	r.agent("Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1")
	r.diagnose("/", "")
	r.advised("net-captive")
	r.settled()
	r.press("[data-remedy] details summary")
	r.until(`document.querySelector("[data-remedy] details[open] .step")`)
	if said := r.text(`document.querySelector("[data-remedy] details").textContent`); !strings.Contains(said, "iPhoneの場合") || strings.Contains(said, "Androidの場合") {
		t.Errorf("an iPhone's reader is told %q", said)
	}
}

func TestBrowserStepsThatCannotBeHad(t *testing.T) {
	w := newWorld(t, nil)
	gone := true
	w.instead("*.txt", func(rw http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "steps.txt") && gone {
			http.NotFound(rw, r)
			return
		}
		w.file(rw, r)
	})
	r := w.openBrowser("")
	r.expect("404")
	r.diagnose("/", lockedWords)
	r.advised("account-locked")
	r.until(state("asking", "advising"))
	r.press(firstRemedy + " details summary")
	r.until(`document.querySelector("[data-remedy] details[open]").textContent.includes("取り寄せられません")`)
	r.until(`document.querySelector("[data-remedy] a").pathname.startsWith("/trouble/")`)
	gone = false
	r.press(firstRemedy + " details summary")
	r.press(firstRemedy + " details summary")
	r.until(`document.querySelector("[data-remedy] details[open] .step")`)
}

func TestBrowserWhatWasTriedCanBeTakenBack(t *testing.T) {
	r := newWorld(t, nil).openBrowser("")
	r.diagnose("/", lockedWords)
	r.advised("account-locked")
	r.until(state("asking", "advising"))
	first := r.text(`document.querySelector("[data-remedy]").dataset.remedy`)
	r.press("[data-remedy] [data-outcome=not-fixed]")
	r.until(fmt.Sprintf(`!document.querySelector("[data-remedy=%s]") && document.querySelector("[data-tried=%s]")`, first, first))
	r.open("/") // a reload in the middle
	r.press("[data-action=resume]")
	r.until(fmt.Sprintf(`document.querySelector("[data-tried=%s]")`, first))
	r.press(fmt.Sprintf("[data-tried=%s] button", first))
	r.until(fmt.Sprintf(`document.querySelector("[data-remedy]")?.dataset.remedy === %q`, first))
	r.press("[data-remedy] [data-outcome=fixed]")
	r.until(`!document.querySelector("[data-remedy]") && document.querySelector(".advice")`)
	r.press("[data-tried] button")
	r.until(`document.querySelector("[data-remedy]")`)
}

func TestBrowserAReloadWhileCheckingLosesNothing(t *testing.T) {
	w := newWorld(t, nil)
	w.instead("/probe.txt", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	r := w.openBrowser("")
	r.diagnose("/", "コードが届かない")
	r.until(`localStorage.getItem("helpcenter-diagnosis")?.includes("コードが届かない")`)
	w.instead("/probe.txt", w.file)
	r.open("/")
	r.press("[data-action=resume]")
	r.result("site_reachable", "ok")
	r.settled()
	if words := r.text(`document.querySelector("[data-words]").value`); words != "コードが届かない" {
		t.Errorf("the words are now %q", words)
	}
}

// TestBrowserExperimentWithAnotherLine: a portal on the one line and none on the other is evidence; the plan is
// made for the first.
func TestBrowserExperimentWithAnotherLine(t *testing.T) {
	w := newWorld(t, nil)
	portal := func(rw http.ResponseWriter, _ *http.Request) { fmt.Fprint(rw, "ログインしてください") }
	w.instead("/probe.txt", portal)
	r := w.openBrowser("")
	r.diagnose("/", "")
	r.advised("net-captive")
	r.settled()
	r.run(`for (const d of document.querySelectorAll("details")) d.open = true`)
	w.instead("/probe.txt", w.file)
	r.press("[data-remedy=switch-line] [data-action=to-cellular]")
	r.result("captive_portal", "ok")
	r.until(`document.querySelector("[data-part=change]")?.textContent.includes("はじめの回線に原因")`)
	r.until(`document.querySelector("[data-part=change]").textContent.includes("問題あり → 問題なし")`)
	r.until(`document.querySelector("[data-understood=wifi-only-fails]")`)
	r.advised("net-captive")
	r.picture("experiment")
	r.press("[data-understood=wifi-only-fails] button")
	r.until(`!document.querySelector("[data-understood=wifi-only-fails]")`)
}

func TestBrowserExperimentWithoutADifference(t *testing.T) {
	w := newWorld(t, nil)
	w.instead("/probe.txt", func(rw http.ResponseWriter, _ *http.Request) { fmt.Fprint(rw, "ログインしてください") })
	r := w.openBrowser("")
	r.diagnose("/", "")
	r.advised("net-captive")
	r.settled()
	r.run(`for (const d of document.querySelectorAll("details")) d.open = true`)
	r.press("[data-remedy=switch-line] [data-action=to-wifi]")
	r.until(`document.querySelector("[data-part=change]")?.textContent.includes("切り替えても良くなりません")`)
	r.until(`document.querySelector("[data-tried=switch-line]") && !document.querySelector("[data-remedy=switch-line]") && !document.querySelector("[data-understood=cellular-only-fails]")`)
}

// agent makes the browser call itself by another name.
func (r *reader) agent(name string) {
	r.Helper()
	_, err := chromedp.Call(r.ctx, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{UserAgent: name})
	must(r.T, err)
}
