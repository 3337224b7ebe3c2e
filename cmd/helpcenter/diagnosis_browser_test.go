package main

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

func TestBrowserPagesKeepTheirPolicy(t *testing.T) {
	w := newWorld(t, nil)
	r := w.openBrowser("")
	for name := range w.output {
		if !strings.HasSuffix(name, ".html") || name == "404.html" {
			continue
		}
		r.open("/" + strings.TrimSuffix(name, "index.html"))
		if r.text("document.querySelector('h1').textContent.length > 0 && document.querySelector('meta[http-equiv=Content-Security-Policy]') !== null") != "true" {
			t.Errorf("%s has no heading or no policy", name)
		}
		if got := r.text("[...performance.getEntriesByType('resource')].filter(e => !e.name.startsWith(location.origin)).map(e => e.name)"); got != "" {
			t.Errorf("%s contacts %s", name, got)
		}
	}
	r.expect("404 (Not Found)")
	r.open("/nowhere/")
	r.until(`document.querySelector("help-diagnosis [data-action=start]")`)
}

func TestBrowserHealthyLine(t *testing.T) {
	w := newWorld(t, nil)
	r := w.openBrowser("")
	r.open("/")
	if len(w.asked) != 0 || w.requests("/probe.txt") != 0 {
		t.Error("the page asked somebody before the press")
	}
	r.press("[data-action=start]")
	began := time.Now()
	r.until(`document.querySelectorAll("[data-check][data-result]").length > 0`)
	t.Logf("first result after %v", time.Since(began).Round(time.Millisecond))
	r.settled()
	for _, signal := range []string{"online", "site_reachable", "captive_portal", "cookies", "local_storage", "indexed_db",
		"clock_skew_s", "maintenance_now", "official_reachable", "content_blocker"} {
		r.result(signal, "ok")
	}
	if n := r.text(`document.querySelectorAll("[data-check]:not([data-result])").length`); n != "0" {
		t.Errorf("%s checks have no result", n)
	}
	w.mu.Lock()
	asked := w.asked
	w.mu.Unlock()
	if len(asked) != 1 || asked[0] != "/favicon.ico" {
		t.Errorf("the official host was asked %q; want one request for its icon, without referrer and cookies", asked)
	}
	r.picture("healthy")
	if r.text(state("asking")) == "true" { // what is asked stands on the screen, not above it
		r.until(`(b => b.top >= 0 && b.bottom <= innerHeight)(document.querySelector("[data-question]").getBoundingClientRect())`)
	}
	for range 3 {
		if r.text(state("asking")) == "true" {
			answered := r.text(`document.querySelector("[data-question]").dataset.question`)
			r.press("[data-question] [data-answer=unknown]")
			r.until(fmt.Sprintf(`document.querySelector("[data-question]")?.dataset.question !== %q`, answered))
		}
	}
	r.until(state("advising"))
	r.until(`document.querySelector("[data-question]") === null`)
}

func TestBrowserQuestionsLeadToAGuideThatOpens(t *testing.T) {
	r := newWorld(t, nil).openBrowser("")
	r.diagnose("/", "あぷりに「アカウントがロックされています」って出た")
	r.until(`document.querySelector("[data-understood=locked-message]")`)
	r.advised("account-locked")
	r.picture("locked")
	r.press("[data-recommendation=account-locked] a.button-primary")
	r.until(`location.pathname === "/trouble/account-lock/" && location.hash === "#locked" && document.querySelector("#locked")`)

	r.open("/")
	r.press("[data-action=resume]")
	r.advised("account-locked")
	r.picture("resumed")
	before := r.text(`document.querySelectorAll("[data-remedy]")[0].dataset.remedy`)
	r.press("[data-remedy] [data-outcome=not-fixed]")
	r.until(fmt.Sprintf(`document.querySelectorAll("[data-remedy=%s]").length === 0`, before))
	r.press("[data-understood=locked-message] button")
	r.until(`document.querySelector("[data-recommendation]")?.dataset.recommendation !== "account-locked"`)
}

func TestBrowserOffline(t *testing.T) {
	r := newWorld(t, nil).openBrowser("")
	r.diagnose("/", "")
	r.settled()
	r.offline(true)
	r.expect("ERR_INTERNET_DISCONNECTED")
	r.press("[data-action=again]")
	r.result("online", "fail")
	r.advised("net-offline")
	r.until(state("advising"))
	for _, void := range []string{"site_reachable", "site_rtt_ms", "official_reachable"} {
		r.result(void, "unknown")
	}
	r.until(`document.querySelector("[data-part=change] li") !== null`)
	r.picture("offline")
	r.offline(false)
	r.press("[data-action=again]")
	r.result("online", "ok")
	r.until(`document.querySelector("[data-part=change]").textContent.includes("問題あり → 問題なし")`)
}

func TestBrowserOfflineBeforeTheProgramCame(t *testing.T) {
	r := newWorld(t, nil).openBrowser("")
	r.open("/trouble/app/")
	r.offline(true)
	r.expect("ERR_INTERNET_DISCONNECTED", "Failed to fetch")
	r.press("[data-action=start]")
	r.until(state("failed"))
	r.until(`document.querySelector("[data-part=fallback] a[href='/symptoms/']").checkVisibility() && document.querySelector("[data-part=fallback] a[href='/trouble/network/']").checkVisibility()`)
	r.picture("failed")
	r.offline(false)
	r.press("[data-action=start]") // and it goes on when it can
	r.settled()
	r.until(`!document.querySelector("[data-part=fallback]").checkVisibility()`)
}

func TestBrowserCaptivePortal(t *testing.T) {
	for name, portal := range map[string]http.HandlerFunc{
		"login page": func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Type", "text/html")
			rw.Write([]byte("<title>Wi-Fi</title><form>ログインしてください</form>"))
		},
		"redirect": func(rw http.ResponseWriter, r *http.Request) {
			http.Redirect(rw, r, "https://"+officialHost+"/login", http.StatusFound)
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, nil)
			w.instead("/probe.txt", portal)
			r := w.openBrowser("")
			r.diagnose("/", "")
			r.result("captive_portal", "fail")
			r.advised("net-captive")
			r.until(state("advising"))
		})
	}
}

func TestBrowserOurOwnFailureBlamesNoLine(t *testing.T) {
	w := newWorld(t, nil)
	w.instead("/probe.txt", func(rw http.ResponseWriter, _ *http.Request) { http.Error(rw, "down", http.StatusServiceUnavailable) })
	r := w.openBrowser("")
	r.expect("503")
	r.diagnose("/", "")
	r.result("site_status", "warn")
	r.settled()
	for _, void := range []string{"captive_portal", "site_rtt_ms", "site_loss"} {
		if got := r.text(fmt.Sprintf(`document.querySelector("[data-check=%s]").dataset.result`, void)); got == "fail" || got == "warn" {
			t.Errorf("our own 503 made %s say %s", void, got)
		}
	}
	if got := r.text(`document.querySelector("[data-recommendation]")?.dataset.recommendation`); strings.HasPrefix(got, "net-") || strings.HasPrefix(got, "filter-") {
		t.Errorf("our own 503 was blamed on %s", got)
	}
}

func TestBrowserDeadLine(t *testing.T) {
	w := newWorld(t, nil)
	w.instead("/probe.txt", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	r := w.openBrowser("")
	began := time.Now()
	r.diagnose("/", "")
	r.settled()
	t.Logf("the checks were over after %v", time.Since(began).Round(time.Millisecond))
	r.result("site_reachable", "fail")
}

func TestBrowserCookiesBlocked(t *testing.T) {
	r := newWorld(t, nil).openBrowser(`{"profile":{"default_content_setting_values":{"cookies":2}}}`)
	r.diagnose("/", "ネットアンサーにログインしても、すぐログイン画面に戻される")
	for _, signal := range []string{"cookies", "local_storage"} {
		r.result(signal, "fail")
	}
	r.advised("browser-cookie")
	r.picture("cookies")
}

func TestBrowserClockOff(t *testing.T) {
	w := newWorld(t, nil)
	w.instead("/probe.txt", func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Date", time.Now().Add(17*time.Minute).UTC().Format(http.TimeFormat))
		w.file(rw, r)
	})
	r := w.openBrowser("")
	r.diagnose("/", "")
	r.result("clock_skew_s", "fail")
	r.until(`document.querySelector("[data-check=clock_skew_s]").textContent.includes("17")`)
	r.settled()
	r.until(`[...document.querySelectorAll("[data-recommendation]")].some(e => e.dataset.recommendation === "os-clock")`)
}

func TestBrowserClockBeforeTheBuild(t *testing.T) {
	w := newWorld(t, nil)
	w.output = siteOf(t, nil, time.Now().Add(48*time.Hour))
	r := w.openBrowser("")
	r.diagnose("/", "")
	r.result("clock_before_build", "fail")
}

// window is a notice about maintenance around now.
func window(from, until time.Duration, affects string) string {
	at := func(d time.Duration) string {
		return time.Now().Add(d).In(time.FixedZone("JST", 9*3600)).Format("2006-01-02 15:04")
	}
	return fmt.Sprintf("---\ntitle: システムのメンテナンス\ndate: 2026-11-22\nkind: maintenance\naffects: [%s]\nstart: %s\nend: %s\n---\n\nメンテナンスです。\n",
		affects, at(from), at(until))
}

func TestBrowserMaintenanceNow(t *testing.T) {
	r := newWorld(t, map[string]string{"notices/now.md": window(-time.Hour, time.Hour, "app, web")}).openBrowser("")
	r.diagnose("/", "")
	r.result("maintenance_now", "fail")
	r.advised("server-maintenance")
	r.until(state("advising"))
	r.until(`document.querySelector(".advice").textContent.includes("カードでのお支払いは止まりません")`)
	r.picture("maintenance")
}

func TestBrowserMaintenanceSoonOrOver(t *testing.T) {
	r := newWorld(t, map[string]string{
		"notices/soon.md": window(30*time.Minute, time.Hour, "web"),
		"notices/over.md": window(-2*time.Hour, -time.Hour, "web"),
	}).openBrowser("")
	r.diagnose("/", "")
	r.result("maintenance_next_min", "warn")
	r.result("maintenance_now", "ok")
}

func TestBrowserMaintenanceIsJudgedByTheCorrectedClock(t *testing.T) {
	w := newWorld(t, map[string]string{"notices/later.md": window(3*time.Hour, 5*time.Hour, "app")})
	w.instead("/probe.txt", func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Date", time.Now().Add(4*time.Hour).UTC().Format(http.TimeFormat))
		w.file(rw, r)
	})
	r := w.openBrowser("")
	r.diagnose("/", "")
	r.result("maintenance_now", "fail")
}

func TestBrowserStatusFileMissingIsUnknown(t *testing.T) {
	w := newWorld(t, nil)
	w.instead("/api/v2/summary.json", http.NotFound)
	r := w.openBrowser("")
	r.expect("404")
	r.diagnose("/", "")
	r.result("maintenance_now", "unknown")
	r.result("incident_now", "unknown")
}

func TestBrowserProgramMissing(t *testing.T) {
	w := newWorld(t, nil)
	w.instead("*.wasm", http.NotFound)
	r := w.openBrowser("")
	r.expect("404", "integrity", "Failed to fetch")
	r.diagnose("/", "")
	r.until(state("failed"))
	r.until(`document.querySelector("[data-part=fallback] a[href='/symptoms/']").checkVisibility()`)
}

func TestBrowserProgramSlow(t *testing.T) {
	w := newWorld(t, nil)
	release := make(chan struct{})
	w.instead("*.wasm", func(rw http.ResponseWriter, r *http.Request) {
		<-release
		w.file(rw, r)
	})
	r := w.openBrowser("")
	r.diagnose("/", "")
	r.until(`document.querySelector("[data-part=fallback] a[href='/symptoms/']").checkVisibility()`)
	r.until(state("loading"))
	r.picture("slow")
	close(release)
	r.settled()
	r.until(`!document.querySelector("[data-part=fallback]").checkVisibility()`)
}

// TestBrowserChecksComeAheadOfTheAdvice holds that results are read while the rest of the knowledge travels.
func TestBrowserChecksComeAheadOfTheAdvice(t *testing.T) {
	w := newWorld(t, nil)
	release := make(chan struct{})
	w.instead("/"+asset(w.output, "advice", ".txt"), func(rw http.ResponseWriter, r *http.Request) {
		<-release
		w.file(rw, r)
	})
	r := w.openBrowser("")
	r.diagnose("/", "")
	r.result("site_reachable", "ok")
	r.result("cookies", "ok")
	r.until(state("checking"))
	r.until(`!document.querySelector("[data-recommendation], [data-question]")`)
	r.picture("ahead")
	close(release)
	r.settled()
	r.until(`document.querySelector("[data-recommendation], [data-question]")`)
}

func TestBrowserAdviceThatFailsIsFetchedByTheNextPress(t *testing.T) {
	w := newWorld(t, nil)
	advice := "/" + asset(w.output, "advice", ".txt")
	w.instead(advice, http.NotFound)
	r := w.openBrowser("")
	r.expect("404", "integrity", "Failed to fetch")
	r.diagnose("/", "")
	r.until(state("failed"))
	r.until(`document.querySelector("[data-part=fallback] a[href='/symptoms/']").checkVisibility()`)
	w.instead(advice, w.file)
	r.press("[data-action=start]")
	r.settled()
	r.until(`!document.querySelector("[data-part=fallback]").checkVisibility()`)
}

// TestBrowserKeptPartsAreMadeReadyWithoutTheLine holds what a second visit with data saving on does by itself.
func TestBrowserKeptPartsAreMadeReadyWithoutTheLine(t *testing.T) {
	w, saving := newWorld(t, nil), true
	r := w.openBrowser("")
	_, err := chromedp.Call(r.ctx, emulation.SetDataSaverOverride, emulation.SetDataSaverOverrideParams{DataSaverEnabled: &saving})
	must(t, err)
	r.diagnose("/", "")
	r.settled()
	w.mu.Lock()
	before := maps.Clone(w.seen)
	w.mu.Unlock()
	r.open("/trouble/network/")
	r.run(`document.querySelector("help-diagnosis").scrollIntoView()`)
	r.until(`["/widget.", "/knowledge.", "/advice."].every(part => performance.getEntriesByType("resource").some(e => e.name.includes(part)))`)
	r.idle()
	w.mu.Lock()
	defer w.mu.Unlock()
	for path, times := range w.seen {
		if strings.HasPrefix(path, "/assets/") && times > before[path] {
			t.Errorf("%s was fetched again", path)
		}
	}
}

func TestBrowserPressBeforeTheScriptIsKept(t *testing.T) {
	w := newWorld(t, nil)
	release := make(chan struct{})
	w.instead("*.js", func(rw http.ResponseWriter, r *http.Request) {
		<-release
		w.file(rw, r)
	})
	r := w.openBrowser("")
	go r.open("/")
	r.press("[data-action=start]")
	r.until(`document.querySelector("[popover]").checkVisibility()`)
	close(release)
	r.settled()
}

func TestBrowserWithoutJavaScript(t *testing.T) {
	r := newWorld(t, nil).openBrowser("")
	_, err := chromedp.Call(r.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	must(t, err)
	for _, path := range []string{"/", "/trouble/network/"} {
		r.open(path)
		r.until(`!document.querySelector("[data-action=start]").checkVisibility()`)
		r.until(`[...document.querySelectorAll("help-diagnosis a[href='/symptoms/']")].some(a => a.checkVisibility())`)
		r.until(`document.querySelector("main").innerText.length > 100`)
	}
	r.picture("no-script")
	r.open("/symptoms/")
	r.until(`document.querySelectorAll("main h2, main h3").length > 30 && document.querySelector("main a[href='/trouble/account-lock/#locked']")`)
}

func TestBrowserUrgent(t *testing.T) {
	w := newWorld(t, nil)
	r := w.openBrowser("")
	r.diagnose("/", "メールのリンクを開いてカード番号を入力してしまった 4980123412341234")
	r.advised("urgent-fake-site")
	r.until(state("advising"))
	r.until(`document.querySelector("[data-question]") === null`)
	r.until(`document.querySelector("[data-remedy] a").pathname.startsWith("/security/")`)
	if kept := r.text(`localStorage.getItem("helpcenter-diagnosis")`); strings.Contains(kept, "4980") || strings.Contains(kept, "1234") {
		t.Errorf("a card number was kept: %s", kept)
	}
	if len(w.asked) > 0 {
		t.Errorf("asked %q although it is urgent", w.asked)
	}
	r.picture("urgent")
	first := r.text(`document.querySelector("[data-remedy]").dataset.remedy`)
	r.press("[data-remedy] [data-outcome=fixed]") // one step is done, the next one follows
	r.until(fmt.Sprintf(`document.querySelector("[data-remedy]").dataset.remedy !== %q`, first))
	r.advised("urgent-fake-site")
}

// block stops requests as a blocker in the browser does.
func (r *reader) block(pattern string) {
	r.Helper()
	_, err := chromedp.Call(r.ctx, network.SetBlockedURLs, network.SetBlockedURLsParams{URLPatterns: []*network.BlockPattern{{URLPattern: pattern, Block: true}}})
	must(r.T, err)
	r.expect("ERR_BLOCKED_BY_CLIENT", "ERR_FAILED")
}

func TestBrowserContentBlocker(t *testing.T) {
	r := newWorld(t, nil).openBrowser("")
	r.block("*://*:*/ads/*")
	r.diagnose("/", "")
	r.result("content_blocker", "warn")
}

func TestBrowserOfficialHostBlocked(t *testing.T) {
	r := newWorld(t, nil).openBrowser("")
	r.block("https://" + officialHost + "/*")
	r.diagnose("/", "")
	r.result("official_reachable", "warn")
}
