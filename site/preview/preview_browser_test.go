package preview

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// A tab is a page in a real browser. What the page complains about (errors of
// scripts, violations of its policy) fails the test.
type tab struct {
	*writer
	ctx        context.Context
	mu         sync.Mutex
	complaints []string
}

func (w *writer) openTab() *tab {
	w.Helper()
	browser, err := exec.LookPath(cmp.Or(os.Getenv("CHROMIUM"), "chromium"))
	w.check(err)
	profile, err := os.MkdirTemp("", "preview-browser")
	w.check(err)
	w.Cleanup(func() { os.RemoveAll(profile) })
	flags := []chromedp.ExecAllocatorOption{chromedp.ExecPath(browser), chromedp.UserDataDir(profile), chromedp.WindowSize(800, 600),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")} // nothing leaves the machine
	for _, name := range []string{"headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run",
		"disable-background-networking", "disable-component-update", "disable-sync"} {
		flags = append(flags, chromedp.Flag(name, true))
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(), flags...)
	w.Cleanup(stop)
	t := &tab{writer: w}
	ctx, stop = chromedp.NewContext(ctx, chromedp.WithListener(t.hear))
	w.Cleanup(stop)
	t.ctx, stop = context.WithTimeout(ctx, 120*time.Second)
	w.Cleanup(stop)
	w.Cleanup(t.complain)
	return t
}

func (t *tab) hear(e any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch e := e.(type) {
	case *runtime.EventExceptionThrown:
		t.complaints = append(t.complaints, e.ExceptionDetails.Text+" "+string(e.ExceptionDetails.Exception.Description))
	case *cdplog.EventEntryAdded:
		if strings.Contains(e.Entry.Text, "Policy") || strings.Contains(e.Entry.Text, "Trusted") {
			t.complaints = append(t.complaints, e.Entry.Text)
		}
	}
}

func (t *tab) complain() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, c := range t.complaints {
		t.Errorf("the page complains: %s", c)
	}
}

func (t *tab) open(path string) {
	t.Helper()
	t.check(chromedp.Do(t.ctx, chromedp.Navigate("http://"+t.addr+path)))
}

func (t *tab) run(script string) {
	t.Helper()
	_, err := chromedp.Run(t.ctx, chromedp.Evaluate[any](script+"; true"))
	t.check(err)
}

func (t *tab) holds(expression string) (bool, error) {
	return chromedp.Run(t.ctx, chromedp.Evaluate[bool]("Boolean("+expression+")"))
}

// until waits for an expression of the page to be true.
func (t *tab) until(expression string) {
	t.Helper()
	var last error
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		ok, err := t.holds(expression)
		if last = err; ok {
			return
		}
	}
	text, _ := chromedp.Run(t.ctx, chromedp.Evaluate[string]("document.documentElement.outerHTML"))
	t.Fatalf("never true: %s (%v)\n%s", expression, last, text)
}

// never fails if the expression becomes true within a moment.
func (t *tab) never(expression string) {
	t.Helper()
	for range 20 {
		ok, err := t.holds(expression)
		t.check(err)
		if ok {
			t.Fatalf("became true: %s", expression)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func long(text string) string {
	return "---\ntitle: 長い\n---\n\n" + text + "\n" + strings.Repeat("\n一つの段落です。\n", 200)
}

func TestBrowserKeepsCurrent(t *testing.T) {
	w := newWriter(t, map[string]string{"guide/one.md": long("はじめの文です。"), "guide/two.md": two})
	w.serve(Config{})
	tab := w.openTab()
	tab.open("/guide/one/")
	tab.until(`document.body.textContent.includes("はじめの文です")`)
	tab.run(`window.sameDocument = true; scrollTo({top: 700, behavior: "instant"})`)

	w.addStyle("\nbody{outline-color:rgb(1,2,3)}\n")
	tab.until(`getComputedStyle(document.body).outlineColor === "rgb(1, 2, 3)"`)
	w.addStyle("\nbody{outline-color:rgb(4,5,6)}\n")
	tab.until(`getComputedStyle(document.body).outlineColor === "rgb(4, 5, 6)"`)
	tab.until(`document.querySelectorAll('link[href*="/assets/site."]').length === 1 && window.sameDocument && scrollY === 700`)

	w.save("guide/two.md", two+"\n足しました。\n")
	w.eventually("/guide/two/", "足しました")
	tab.never(`!window.sameDocument`)

	w.save("guide/one.md", long("書き直した文です。"))
	tab.until(`document.body.textContent.includes("書き直した文です")`)
	tab.until(`!window.sameDocument && scrollY === 700`)
}

func TestBrowserShowsAnotherPicture(t *testing.T) {
	svg := `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="%d" height="9"></svg>`
	w := newWriter(t, map[string]string{
		"guide/one.md": one + "\n![図の説明](pic.svg)\n", "guide/two.md": two, "guide/pic.svg": fmt.Sprintf(svg, 11),
	})
	w.serve(Config{})
	tab := w.openTab()
	tab.open("/guide/one/")
	tab.until(`document.images[0].naturalWidth === 11`)
	w.save("guide/pic.svg", fmt.Sprintf(svg, 22))
	tab.until(`document.images[0].naturalWidth === 22`)
}

func TestBrowserShowsMistakesOverThePage(t *testing.T) {
	w := newWriter(t, map[string]string{"guide/one.md": long("はじめの文です。")})
	w.serve(Config{})
	tab := w.openTab()
	tab.open("/guide/one/")
	tab.run(`window.sameDocument = true`)
	w.save("guide/one.md", "---\ntitle: 題\ncolour: <b>赤</b>\n---\n")
	tab.until(`document.querySelector("#preview-problems")?.getAttribute("role") === "alert"`)
	tab.until(`getComputedStyle(document.querySelector("#preview-problems")).position === "fixed"`)
	for _, want := range []string{"guide/one.md:3:1", "colour: <b>赤</b>", "^", "件あります"} {
		tab.until(fmt.Sprintf(`document.querySelector("#preview-problems").textContent.includes(%q)`, want))
	}
	tab.until(`document.body.textContent.includes("はじめの文です") && window.sameDocument`)
	w.picture(tab, "overlay")
	tab.run(`location.reload()`)
	tab.until(`!window.sameDocument && document.querySelector("#preview-problems li")`)
	w.save("guide/one.md", long("直した文です。"))
	tab.until(`document.body.textContent.includes("直した文です") && !document.querySelector("#preview-problems")`)
}

func TestBrowserHealsFromTheFirstMistake(t *testing.T) {
	w := newWriter(t, map[string]string{"guide/one.md": "---\ntitle: 題\ncolour: 赤\n---\n"})
	w.serve(Config{})
	tab := w.openTab()
	tab.open("/nowhere/")
	tab.until(`document.querySelectorAll("#preview-problems").length === 1 && document.querySelector("#preview-problems code").textContent.endsWith("guide/one.md:3:1")`)
	w.picture(tab, "broken")
	w.save("guide/one.md", one)
	tab.until(`!document.querySelector("[data-broken]")`)
	tab.open("/guide/one/")
	tab.until(`document.body.textContent.includes("はじめの文です")`)
}

func TestBrowserNoticesARestart(t *testing.T) {
	w := newWriter(t, map[string]string{"guide/one.md": one})
	w.serve(Config{})
	tab := w.openTab()
	tab.open("/guide/one/")
	tab.until(`document.body.textContent.includes("はじめの文です")`)
	w.check(w.stop())
	w.save("guide/one.md", strings.Replace(one, "はじめの", "留守中の", 1))
	w.serveAt(w.addr, Config{})
	tab.until(`document.body.textContent.includes("留守中の文です")`)
}

// picture keeps what the browser shows, for eyes, where PICTURES names a folder.
func (w *writer) picture(t *tab, name string) {
	folder := os.Getenv("PICTURES")
	if folder == "" {
		return
	}
	png, err := chromedp.Run(t.ctx, chromedp.CaptureScreenshot())
	w.check(err)
	w.check(os.WriteFile(filepath.Join(folder, name+".png"), png, 0o666))
}
