package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"helpcenter/site"
)

// Notices that turn by themselves, in pages that were built days before. The device's clock is the test's, by a
// Date of its own; the server's clock is the Date header, which the test sets too.

// clockTest is a site built at a time, and a reader whose clocks stand at another.
type clockTest struct {
	*reader
	server time.Time     // what the server said when the test began
	begun  time.Time     // by the test machine's clock
	behind time.Duration // of the device
}

var inJapan = time.FixedZone("JST", 9*3600)

// clocksAt opens a browser. The server's clock says at; the device's is behind it.
func clocksAt(t *testing.T, extra map[string]string, built, at time.Time, behind time.Duration) *clockTest {
	w := newWorld(t, nil)
	w.output = siteOf(t, extra, built)
	c := &clockTest{server: at, begun: time.Now(), behind: behind}
	w.instead("/probe.txt", func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Date", c.now().UTC().Format(http.TimeFormat))
		w.file(rw, r)
	})
	c.reader = w.openBrowser("")
	_, err := chromedp.Call(c.ctx, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: fmt.Sprintf(`{
		const real = Date.now
		let ahead = %d - real()
		Date.now = () => real() + ahead
		window.setClock = ms => { ahead += ms }
		new PerformanceObserver(l => { for (const e of l.getEntries()) window.shifted = (window.shifted ?? 0) + e.value }).observe({ type: "layout-shift", buffered: true })
	}`, c.now().Add(-behind).UnixMilli())})
	must(t, err)
	return c
}

// now is the server's time.
func (c *clockTest) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.server.Add(time.Since(c.begun))
}

// leap sets both clocks so that the server's says at, as after a sleep, and lets the page notice.
func (c *clockTest) leap(at time.Time) {
	by := at.Sub(c.now())
	c.mu.Lock()
	c.server = c.server.Add(by)
	c.mu.Unlock()
	c.run(fmt.Sprintf("setClock(%d); dispatchEvent(new PageTransitionEvent('pageshow'))", by.Milliseconds()))
}

func (c *clockTest) steady() {
	c.Helper()
	if shifted := c.text("window.shifted ?? 0"); shifted != "0" {
		c.Errorf("the page moved by %s", shifted)
	}
}

const (
	phaseNow  = `[...document.querySelectorAll("main [data-phases]")].map(e => e.textContent)`
	bannerNow = `[...document.querySelectorAll("[data-banner] p")].filter(e => e.checkVisibility()).map(e => e.innerText)`
	lineNow   = `[...document.querySelector("[data-status-line]").children].filter(e => e.checkVisibility({ visibilityProperty: true })).map(e => e.innerText)`
)

func (c *clockTest) shows(expression, want string) {
	c.Helper()
	c.until(fmt.Sprintf("(%s).join('|').includes(%q)", expression, want))
}

func (c *clockTest) showsNothing(expression string) {
	c.Helper()
	c.until(fmt.Sprintf("(%s).length === 0", expression))
}

// tomorrow is a window at the year's end, over midnight, with the card payments going on.
var tomorrow = map[string]string{"notices/work.md": "---\ntitle: 年末のメンテナンス\ndate: 2026-12-20\nkind: maintenance\naffects: [app, web]\nstart: 2026-12-31 23:00\nend: 25:00\n---\n\n年末の作業です。\n"}

var (
	from  = time.Date(2026, 12, 31, 23, 0, 0, 0, inJapan)
	until = from.Add(2 * time.Hour)
)

func TestBrowserNoticeTurnsOverBothEdges(t *testing.T) {
	c := clocksAt(t, tomorrow, from.AddDate(0, 0, -8), from.Add(-3*time.Second), 0)
	c.open("/notices/work/")
	c.shows(phaseNow, "予定")
	c.shows(bannerNow, "予定")
	c.shows(phaseNow, "実施中") // the page stays open, and a timer of its own turns it
	c.shows(bannerNow, "12月31日（木）23:00から2027年1月1日（金）1:00まで")
	c.shows(bannerNow, "カードでのお支払いは使えます")
	c.picture("notice-now")
	c.leap(until.Add(-3 * time.Second))
	c.shows(phaseNow, "実施中")
	c.shows(phaseNow, "終了")
	c.showsNothing(bannerNow)
	c.steady()
	if c.now().Sub(until) < -time.Second { // Date has whole seconds
		t.Error("it ended early")
	}
}

func TestBrowserHomeTellsFromAnHourBeforeUntilTheEnd(t *testing.T) {
	c := clocksAt(t, tomorrow, from.AddDate(0, 0, -8), from.Add(-61*time.Minute), 0)
	c.open("/")
	c.shows(lineNow, "予定")
	c.until(`document.querySelector("[data-window][data-phase]")`)
	c.showsNothing(bannerNow)
	c.leap(from.Add(-time.Hour - 2*time.Second))
	c.shows(bannerNow, "予定")
	c.picture("home-before")
	c.leap(from.Add(time.Minute))
	c.shows(bannerNow, "実施中")
	c.shows(lineNow, "実施中")
	c.picture("home-now")
	c.leap(until)
	c.showsNothing(bannerNow)
	c.shows(lineNow, "メンテナンスの予定とお知らせ")
	c.steady()
}

func TestBrowserPageBuiltInAWindowForgetsItAfterwards(t *testing.T) {
	c := clocksAt(t, tomorrow, from.Add(time.Minute), until.AddDate(0, 0, 3), 0)
	c.open("/trouble/network/")
	c.showsNothing(bannerNow)
	c.steady()
	if c.requests("/probe.txt") != 0 {
		t.Error("the clock was asked though no window is within a day")
	}
}

func TestBrowserDevicesClockIsCorrected(t *testing.T) {
	for _, behind := range []time.Duration{3 * time.Hour, -3 * time.Hour} {
		c := clocksAt(t, tomorrow, from.AddDate(0, 0, -8), from.Add(time.Hour), behind)
		c.open("/notices/")
		c.shows(phaseNow, "実施中")
		c.shows(bannerNow, "実施中")
		c.shows(bannerNow, "23:00から")
	}
}

func TestBrowserReaderElsewhereSeesJapansTime(t *testing.T) {
	for _, zone := range []string{"America/New_York", "Pacific/Kiritimati", "Europe/London"} {
		c := clocksAt(t, tomorrow, from.AddDate(0, 0, -8), from.Add(time.Hour), 0)
		_, err := chromedp.Call(c.ctx, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: zone})
		must(t, err)
		c.open("/notices/")
		c.shows(phaseNow, "実施中")
		c.shows(bannerNow, "12月31日（木）23:00から2027年1月1日（金）1:00まで")
		if at := c.text(`new Date(document.querySelector("main [data-window] time").dateTime).getTime()`); at != fmt.Sprint(from.UnixMilli()) {
			t.Errorf("%s: %s", zone, at)
		}
	}
}

func TestBrowserAsksForNothingWithoutAWindowNear(t *testing.T) {
	for name, c := range map[string]*clockTest{
		"far": clocksAt(t, tomorrow, from.AddDate(0, 0, -8), from.Add(-25*time.Hour), 0), "none": clocksAt(t, nil, from, from, 0)} {
		c.open("/")
		c.idle()
		for path := range c.seen {
			if path == "/probe.txt" || strings.HasPrefix(path, "/assets/windows.") || strings.HasPrefix(path, "/api/") {
				t.Errorf("%s: asked for %s", name, path)
			}
		}
	}
}

func TestBrowserNextOccurrenceTakesOver(t *testing.T) {
	weekly := map[string]string{"notices/weekly.md": "---\ntitle: 毎週のメンテナンス\ndate: 2026-12-01\nkind: maintenance\naffects: [web, card-payment]\nstart: 2028-02-15 02:00\nend: 2028-02-15 04:00\nrrule: FREQ=WEEKLY\ncancelled: [2028-02-22]\n---\n\n毎週です。\n"}
	leap := time.Date(2028, 2, 29, 2, 30, 0, 0, inJapan)
	c := clocksAt(t, weekly, leap.AddDate(0, 0, -15), leap, 0)
	c.open("/notices/weekly/")
	c.shows(phaseNow, "終了|実施中|予定")
	c.shows(bannerNow, "2月29日（火）2:00から4:00まで")
	c.shows(bannerNow, "カードでのお支払いは使えません")
	c.until(`[...document.querySelectorAll("main li")].some(e => e.textContent.includes("中止") && e.textContent.includes("2月22日"))`)
	c.picture("weekly")
}

func TestBrowserWithoutScriptsNoticesSayFromWhenToWhen(t *testing.T) {
	c := clocksAt(t, tomorrow, from.Add(-30*time.Minute), from, 0)
	_, err := chromedp.Call(c.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	must(t, err)
	for _, path := range []string{"/", "/notices/", "/notices/work/", "/security/pin/"} {
		c.open(path)
		c.shows(bannerNow, "12月31日（木）23:00から2027年1月1日（金）1:00まで、アプリとNetアンサーが使えません。カードでのお支払いは使えます。")
	}
	c.open("/")
	c.shows(lineNow, "23:00から")
}

// statusFile serves a status file in place of the site's own.
func (w *world) statusFile(change func(summary map[string]any)) {
	var summary map[string]any
	must(w.T, json.Unmarshal(w.output["api/v2/summary.json"], &summary))
	change(summary)
	body, err := json.Marshal(summary)
	must(w.T, err)
	w.instead("/api/v2/summary.json", func(rw http.ResponseWriter, _ *http.Request) { rw.Write(body) })
}

func updatedAt(at time.Time) func(map[string]any) {
	return func(s map[string]any) { s["page"].(map[string]any)["updated_at"] = at.UTC().Format(time.RFC3339) }
}

func TestBrowserOldStatusFileIsUnknownWithItsAge(t *testing.T) {
	w := newWorld(t, nil)
	w.statusFile(updatedAt(time.Now().Add(-12*24*time.Hour - time.Hour)))
	r := w.openBrowser("")
	r.diagnose("/", "")
	for _, check := range []string{"maintenance_now", "maintenance_next_min", "incident_now"} {
		r.result(check, "unknown")
		r.until(fmt.Sprintf(`document.querySelector("[data-check=%s]").textContent.includes("12日前")`, check))
	}
	r.settled()
	r.picture("status-old")
}

func TestBrowserStatusFileWithoutItsTimeIsUnknown(t *testing.T) {
	w := newWorld(t, nil)
	w.statusFile(func(s map[string]any) { delete(s, "page") })
	r := w.openBrowser("")
	r.diagnose("/", "")
	r.result("maintenance_now", "unknown")
	r.result("incident_now", "unknown")
}

func TestBrowserWindowInAnOldStatusFileHolds(t *testing.T) {
	w := newWorld(t, map[string]string{"notices/now.md": window(-time.Hour, time.Hour, "app, web")})
	w.statusFile(updatedAt(time.Now().Add(-30 * 24 * time.Hour)))
	r := w.openBrowser("")
	r.diagnose("/", "")
	r.result("maintenance_now", "fail")
	r.result("incident_now", "unknown")
	r.advised("server-maintenance")
}

func TestBrowserFreshStatusFileSaysAllIsWell(t *testing.T) {
	w := newWorld(t, nil)
	w.statusFile(updatedAt(time.Now().Add(-2 * 24 * time.Hour)))
	r := w.openBrowser("")
	r.diagnose("/", "")
	r.result("maintenance_now", "ok")
	r.result("incident_now", "ok")
}

func TestBrowserIncident(t *testing.T) {
	at := time.Now().Add(-time.Hour).In(inJapan).Format("2006-01-02 15:04")
	r := newWorld(t, map[string]string{"notices/down.md": "---\ntitle: Netアンサーの障害\nkind: incident\naffects: [web, card-payment]\nstart: " + at + "\n---\n\n調べています。\n"}).openBrowser("")
	r.diagnose("/", "")
	r.result("incident_now", "fail")
	r.advised("server-outage")
	r.until(`document.querySelector(".advice").textContent.includes("カードでのお支払いも止まる")`)
}

// TestBrowserBusyDay has an invented payment day today.
func TestBrowserBusyDay(t *testing.T) {
	settings, err := os.ReadFile("../../content/site.yaml")
	must(t, err)
	today := time.Now().In(inJapan)
	busy := fmt.Sprintf("\nbusy:\n  payment_day: {day: %d, moved: none}\n", today.Day())
	w := newWorld(t, nil)
	w.output = siteOf(t, map[string]string{"site.yaml": string(settings) + busy}, started)
	r := w.openBrowser("")
	r.diagnose("/", "")
	r.result("busy_period", "warn")
	r.until(`document.querySelector("[data-check=busy_period]").textContent.includes("集中しやすい日")`)
}

func TestSiteWithoutNotices(t *testing.T) {
	folder := t.TempDir()
	must(t, os.CopyFS(folder, os.DirFS("../../content")))
	must(t, os.RemoveAll(folder+"/notices"))
	out, err := site.New(os.DirFS(folder), siteTheme, site.Options{Built: started}).Build()
	must(t, err)
	for _, name := range []string{"notices/index.html", "notices/feed.xml", "maintenance.ics", "api/v2/summary.json"} {
		if len(out[name]) == 0 {
			t.Errorf("no %s", name)
		}
	}
}
