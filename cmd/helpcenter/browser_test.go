package main

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"helpcenter/assets"
	"helpcenter/site"
)

// The pages as a reader's browser shows them: the real content, built, served over real HTTP, in real
// Chromium. The official host is a server of ours behind its name; nothing leaves the machine.

const officialHost = "www.saisoncard.co.jp"

// world is a built site on a server whose answers a test may change, and the official host beside it.
type world struct {
	*testing.T
	server, official *httptest.Server

	mu     sync.Mutex
	output site.Output
	over   map[string]http.HandlerFunc // by path: what the server does instead
	asked  []string                    // requests to the official host: path, referrer, cookie
	seen   map[string]int              // requests to the site by path
}

// siteTheme is what sites are built with: the widget as make wasm made it, by TinyGo where that is there.
var siteTheme fs.FS = assets.Theme

// built is the site of content/ with its extra files, made once for each set of them.
var built struct {
	sync.Mutex
	sites map[string]site.Output
}

func siteOf(t *testing.T, extra map[string]string, made time.Time) site.Output {
	built.Lock()
	defer built.Unlock()
	key := fmt.Sprintf("%v %d %p", extra, made.Unix(), siteTheme)
	if out, ok := built.sites[key]; ok {
		return out
	}
	folder := filepath.Join(t.TempDir(), "content")
	must(t, os.CopyFS(folder, os.DirFS("../../content")))
	for name, text := range extra {
		must(t, os.WriteFile(filepath.Join(folder, name), []byte(text), 0o666))
	}
	s := site.New(os.DirFS(folder), siteTheme, site.Options{Built: made})
	out, err := s.Build()
	must(t, err)
	for _, note := range s.Notes() {
		if strings.Contains(note, "wasm") {
			t.Fatalf("built without the widget's program: %s", note)
		}
	}
	if built.sites == nil {
		built.sites = map[string]site.Output{}
	}
	built.sites[key] = out
	return out
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var started = time.Now()

// newWorld serves the site with extra content files.
func newWorld(t *testing.T, extra map[string]string) *world {
	w := &world{T: t, output: siteOf(t, extra, started), over: map[string]http.HandlerFunc{}, seen: map[string]int{}}
	w.server = httptest.NewServer(http.HandlerFunc(w.serve))
	t.Cleanup(w.server.Close)
	w.official = httptest.NewTLSServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.asked = append(w.asked, strings.TrimSpace(r.URL.Path+" "+r.Referer()+" "+r.Header.Get("Cookie")))
		rw.Header().Set("Content-Type", "image/x-icon")
	}))
	t.Cleanup(w.official.Close)
	return w
}

func (w *world) instead(path string, do http.HandlerFunc) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.over[path] = do
}

func (w *world) requests(path string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.seen[path]
}

func (w *world) serve(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	w.seen[r.URL.Path]++
	do := w.over[r.URL.Path]
	if do == nil {
		do = w.over["*"+path.Ext(r.URL.Path)]
	}
	w.mu.Unlock()
	if do != nil {
		do(rw, r)
		return
	}
	w.file(rw, r)
}

func (w *world) file(rw http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	body, ok := w.output[name]
	if !ok {
		rw.WriteHeader(http.StatusNotFound)
		rw.Write(w.output["404.html"])
		return
	}
	types := map[string]string{".html": "text/html; charset=utf-8", ".wasm": "application/wasm", ".js": "text/javascript", ".css": "text/css",
		".json": "application/json", ".svg": "image/svg+xml"}
	rw.Header().Set("Content-Type", cmp.Or(types[path.Ext(name)], "text/plain; charset=utf-8"))
	if strings.HasPrefix(name, "assets/") {
		rw.Header().Set("Cache-Control", "max-age=31536000, immutable")
	}
	rw.Write(body)
}

// reader is one browser with a fresh profile. What the page complains about fails the test.
type reader struct {
	*world
	ctx        context.Context
	mu         sync.Mutex
	complaints []string
	expected   []string // complaints that belong to the test
}

// openBrowser starts Chromium as the environment asks; prefs is the profile's Preferences file, if any.
func (w *world) openBrowser(prefs string) *reader {
	w.Helper()
	browser, err := exec.LookPath(cmp.Or(os.Getenv("CHROMIUM"), "chromium"))
	must(w.T, err)
	profile, err := os.MkdirTemp("", "helpcenter-browser")
	must(w.T, err)
	w.Cleanup(func() { os.RemoveAll(profile) })
	if prefs != "" {
		must(w.T, os.MkdirAll(filepath.Join(profile, "Default"), 0o777))
		must(w.T, os.WriteFile(filepath.Join(profile, "Default", "Preferences"), []byte(prefs), 0o666))
	}
	flags := []chromedp.ExecAllocatorOption{chromedp.ExecPath(browser), chromedp.UserDataDir(profile), chromedp.WindowSize(500, 844),
		chromedp.Env("TZ=Asia/Tokyo"), chromedp.Flag("lang", "ja-JP"), chromedp.Flag("accept-lang", "ja-JP"),
		chromedp.Flag("host-resolver-rules", "MAP "+officialHost+" "+strings.TrimPrefix(w.official.URL, "https://"))}
	for _, name := range []string{"headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "ignore-certificate-errors",
		"disable-background-networking", "disable-component-update", "disable-sync"} {
		flags = append(flags, chromedp.Flag(name, true))
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(), flags...)
	w.Cleanup(stop)
	r := &reader{world: w}
	r.ctx, stop = chromedp.NewContext(ctx, chromedp.WithListener(r.hear))
	w.Cleanup(stop)
	must(w.T, chromedp.Do(r.ctx, chromedp.Navigate("about:blank")))
	r.ctx, stop = context.WithTimeout(r.ctx, 90*time.Second)
	w.Cleanup(stop)
	w.Cleanup(r.complain)
	return r
}

func (r *reader) hear(e any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch e := e.(type) {
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if e.ExceptionDetails.Exception != nil {
			text += " " + string(e.ExceptionDetails.Exception.Description)
		}
		r.complaints = append(r.complaints, text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == "error" {
			for _, a := range e.Args {
				r.complaints = append(r.complaints, "console.error: "+a.Description+" "+string(a.Value))
			}
		}
	case *cdplog.EventEntryAdded:
		if e.Entry.Level == "error" {
			r.complaints = append(r.complaints, e.Entry.Text+" "+string(e.Entry.URL))
		}
	}
}

// expect names complaints that the test itself brings about.
func (r *reader) expect(parts ...string) { r.expected = append(r.expected, parts...) }

func (r *reader) complain() {
	r.mu.Lock()
	defer r.mu.Unlock()
next:
	for _, c := range r.complaints {
		for _, part := range r.expected {
			if strings.Contains(c, part) {
				continue next
			}
		}
		r.Errorf("the browser complains: %s", c)
	}
}

func (r *reader) open(path string) {
	r.Helper()
	must(r.T, chromedp.Do(r.ctx, chromedp.Navigate(r.server.URL+path)))
}

func (r *reader) run(script string) {
	r.Helper()
	_, err := chromedp.Run(r.ctx, chromedp.Evaluate[any](script+"; true"))
	must(r.T, err)
}

func (r *reader) text(expression string) string {
	r.Helper()
	s, err := chromedp.Run(r.ctx, chromedp.Evaluate[string]("String("+expression+")"))
	must(r.T, err)
	return s
}

// until waits for an expression of the page to be true.
func (r *reader) until(expression string) {
	r.Helper()
	var last error
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		ok, err := chromedp.Run(r.ctx, chromedp.Evaluate[bool]("Boolean("+expression+")"))
		if last = err; ok {
			return
		}
	}
	r.picture("failed-" + strings.ReplaceAll(r.Name(), "/", "-"))
	text, _ := chromedp.Run(r.ctx, chromedp.Evaluate[string]("(document.querySelector('help-diagnosis')||document.body).innerText"))
	r.Fatalf("never true: %s (%v)\n%s", expression, last, text)
}

// press clicks with a real pointer in the middle of an element.
func (r *reader) press(selector string) {
	r.Helper()
	r.until(fmt.Sprintf(`document.querySelector(%q)?.checkVisibility()`, selector))
	must(r.T, chromedp.Do(r.ctx, chromedp.Click(chromedp.CSS(selector))))
}

// diagnose opens a page, writes what the reader says and presses 診断する.
func (r *reader) diagnose(path, words string) {
	r.Helper()
	r.open(path)
	if words != "" {
		must(r.T, chromedp.Do(r.ctx, chromedp.SendKeys(chromedp.CSS("[data-words]"), words)))
	}
	r.press("[data-action=start]")
}

// settled waits until the checks are over.
func (r *reader) settled() {
	r.Helper()
	r.until(state("asking", "advising"))
}

func state(names ...string) string {
	return fmt.Sprintf(`%q.split(" ").includes(document.querySelector("help-diagnosis").dataset.state)`, strings.Join(names, " "))
}

// result waits for a check's result.
func (r *reader) result(signal, want string) {
	r.Helper()
	r.until(fmt.Sprintf(`document.querySelector('[data-check=%s]')?.dataset.result === %q`, signal, want))
}

// advised waits for the first recommendation.
func (r *reader) advised(cause string) {
	r.Helper()
	r.until(fmt.Sprintf(`document.querySelector('[data-recommendation]')?.dataset.recommendation === %q`, cause))
	r.until(`document.querySelector('[data-recommendation] a[href^="/"]') !== null || document.querySelector('a[data-recommendation]')`)
}

// offline cuts the page from every server, or joins it again, and tells navigator.onLine.
func (r *reader) offline(yes bool) {
	r.Helper()
	conditions := network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{
		{Offline: yes, DownloadThroughput: -1, UploadThroughput: -1}}}
	_, err := chromedp.Call(r.ctx, network.EmulateNetworkConditionsByRule, conditions)
	must(r.T, err)
	_, err = chromedp.Call(r.ctx, network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: yes, DownloadThroughput: -1, UploadThroughput: -1})
	must(r.T, err)
	r.until(fmt.Sprintf("navigator.onLine === %v", !yes))
}

// picture keeps what the browser shows, for eyes, where PICTURES names a folder.
func (r *reader) picture(name string) {
	folder := os.Getenv("PICTURES")
	if folder == "" {
		return
	}
	png, err := chromedp.Run(r.ctx, chromedp.CaptureScreenshot())
	must(r.T, err)
	must(r.T, os.WriteFile(filepath.Join(folder, name+".png"), png, 0o666))
}
