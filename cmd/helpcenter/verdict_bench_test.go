package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// How long the reader waits for a verdict on a bad line, as make bench tells. Nothing here asserts a time.
//
// Cold: a new browser, and with data saving on, so that nothing is there before the press. Again: the same
// browser opens the page once more, the files in its cache, and presses at once. Later: so does the browser when it has been closed
// and opened. Ready: without data saving, pressed when the page has been quiet and has had its parts ready.

// The bad line, and the old phone at its end.
var badLine = network.Conditions{Latency: 400, DownloadThroughput: 400_000 / 8, UploadThroughput: 400_000 / 8}

const (
	slowdown = 4                 // of the processor
	patience = 60 * time.Second  // with a tab, on a busy machine
	settling = "アカウントがロックされています" // words that settle the matter
)

// visit is one way of coming to press the button.
type visit struct {
	path, words string
	frugal      bool // data saving is on: nothing is fetched ahead
}

func BenchmarkVerdict(b *testing.B) {
	fmt.Printf("chromium: %s\nruns: %d\n", chromiumVersion(b), runs())
	for _, program := range []struct{ name, path string }{{"go", "/"}, {"javascript", "/" + standinPage}} {
		for _, said := range []struct{ name, words string }{{"checks", ""}, {"words", settling}} {
			for _, way := range ways {
				if way.only != "" && way.only != program.name {
					continue
				}
				v := visit{program.path, said.words, true}
				b.Run("program="+program.name+"/by="+said.name+"/visit="+way.name, func(b *testing.B) { v.bench(b, way.come) })
			}
		}
	}
}

// runs is how many of each are made: the median is told.
func runs() int {
	if n, err := strconv.Atoi(os.Getenv("RUNS")); err == nil && n > 0 {
		return n
	}
	return 5
}

// bench reports the medians of what come makes of a phone, some times.
func (v visit) bench(b *testing.B, come func(p *phone, v visit) map[string]float64) {
	took := map[string][]float64{}
	for range runs() {
		p := newPhone(b)
		for name, ms := range come(p, v) {
			took[name] = append(took[name], ms)
		}
		p.stop()
	}
	b.ReportMetric(0, "ns/op")
	for _, name := range slices.Sorted(maps.Keys(took)) {
		slices.Sort(took[name])
		b.ReportMetric(took[name][len(took[name])/2], name)
	}
}

// ways are how readers come to press the button.
var ways = []struct {
	name string
	only string // the program that this is asked of; "" is both
	come func(p *phone, v visit) map[string]float64
}{
	{"cold", "", (*phone).visit},
	{"again", "", func(p *phone, v visit) map[string]float64 {
		p.visit(v)
		return p.visit(v)
	}},
	{"later", "go", func(p *phone, v visit) map[string]float64 {
		p.visit(v)
		p.stop()
		p.start()
		return p.visit(v)
	}},
	{"ready", "go", func(p *phone, v visit) map[string]float64 {
		v.frugal = false
		return p.visit(v)
	}},
}

// phone is a browser of its own at the end of the bad line, and the servers at the other end.
type phone struct {
	*testing.B
	*static
	official *httptest.Server
	profile  string
	ctx      context.Context
	stop     func()
}

func newPhone(b *testing.B) *phone {
	official := httptest.NewTLSServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", "image/x-icon")
	}))
	b.Cleanup(official.Close)
	p := &phone{B: b, static: newStatic(b), official: official, profile: b.TempDir()}
	p.start()
	return p
}

// start opens the browser, with what its profile has kept.
func (p *phone) start() {
	p.Helper()
	flags := []chromedp.ExecAllocatorOption{chromedp.ExecPath(chromium(p.B)), chromedp.UserDataDir(p.profile), chromedp.WindowSize(500, 844),
		chromedp.Env("TZ=Asia/Tokyo"), chromedp.Flag("lang", "ja-JP"),
		chromedp.Flag("host-resolver-rules", "MAP "+officialHost+" "+strings.TrimPrefix(p.official.URL, "https://"))}
	for _, name := range []string{"headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "ignore-certificate-errors",
		"disable-background-networking", "disable-component-update", "disable-sync"} {
		flags = append(flags, chromedp.Flag(name, true))
	}
	browser, stop := chromedp.NewExecAllocator(context.Background(), flags...)
	tab, _ := chromedp.NewContext(browser)
	p.must(chromedp.Do(tab, chromedp.Navigate("about:blank")))
	var late func()
	p.ctx, late = context.WithTimeout(tab, patience)
	p.stop = func() { late(); p.must(chromedp.Cancel(tab)); stop() } // Cancel lets the browser write its cache
	p.worsen()
}

func chromium(b *testing.B) string {
	name, err := exec.LookPath(cmp.Or(os.Getenv("CHROMIUM"), "chromium"))
	if err != nil {
		b.Fatal(err)
	}
	return name
}

func chromiumVersion(b *testing.B) string {
	out, err := exec.Command(chromium(b), "--version").Output()
	if err != nil {
		b.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

func (p *phone) must(err error) {
	p.Helper()
	if err != nil {
		p.Fatal(err)
	}
}

// worsen makes the line bad and the processor slow, and has every page watched.
func (p *phone) worsen() {
	p.Helper()
	watch, err := os.ReadFile("testdata/verdict/watch.js")
	p.must(err)
	_, err = chromedp.Call(p.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: string(watch)})
	p.must(err)
	_, err = chromedp.Call(p.ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{&badLine}})
	p.must(err)
	_, err = chromedp.Call(p.ctx, network.OverrideNetworkState, network.OverrideNetworkStateParams{Latency: badLine.Latency,
		DownloadThroughput: badLine.DownloadThroughput, UploadThroughput: badLine.UploadThroughput})
	p.must(err)
	_, err = chromedp.Call(p.ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: slowdown})
	p.must(err)
}

// visit opens the page, presses the button and returns what was seen when, in ms, and what it cost.
func (p *phone) visit(v visit) map[string]float64 {
	_, err := chromedp.Call(p.ctx, emulation.SetDataSaverOverride, emulation.SetDataSaverOverrideParams{DataSaverEnabled: &v.frugal})
	p.must(err)
	p.must(chromedp.Do(p.ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(p.URL+v.path)))
	p.run(fmt.Sprintf(`customElements.whenDefined("help-diagnosis").then(() => {
		localStorage.clear()
		const words = document.querySelector("[data-words]")
		words.value = %q
		if (words.value) words.dispatchEvent(new Event("input", {bubbles: true}))
		return ""
	})`, v.words))
	if !v.frugal {
		p.run(untilReady)
	}
	opened, page := p.took()
	p.must(chromedp.Do(p.ctx, chromedp.Click(chromedp.CSS("[data-action=start]"))))
	p.run("verdict.done")
	requests, pressed := p.took()
	seen := p.seen()
	if v.frugal && seen["ahead"] == 1 {
		p.Error("the module was fetched before the press, although data is to be saved")
	}
	delete(seen, "ahead")
	seen["open-requests"], seen["open-bytes"] = float64(opened), float64(page)
	seen["press-requests"], seen["press-bytes"] = float64(requests), float64(pressed)
	return seen
}

// untilReady waits for the module to be fetched while the page is quiet, and for two seconds more.
const untilReady = `new Promise(done => {
	const began = performance.now()
	const look = () => {
		if (performance.getEntriesByType("resource").some(r => r.name.endsWith(".wasm"))) setTimeout(() => done(""), 2000)
		else if (performance.now() - began > 20000) done("nothing is fetched ahead")
		else setTimeout(look, 100)
	}
	look()
})`

// run waits for a promise of the page; what it gives is a complaint or "".
func (p *phone) run(script string) {
	p.Helper()
	complaint, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](script, chromedp.EvalAwaitPromise))
	p.must(err)
	if complaint != "" {
		p.Fatal(complaint)
	}
}

// seen returns the moments that watch.js noted.
func (p *phone) seen() map[string]float64 {
	p.Helper()
	seen, err := chromedp.Run(p.ctx, chromedp.Evaluate[map[string]float64](`(({response, running, evidence, advice, over, ahead}) => ({
		"response-ms": response, "running-ms": running, "evidence-ms": evidence, "advice-ms": advice, "over-ms": over, ahead: +ahead}))(verdict)`))
	p.must(err)
	return seen
}
