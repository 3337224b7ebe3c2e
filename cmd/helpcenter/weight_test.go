package main

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// What the reader pays before the first tap, to the byte, in brotli's highest level. The site is read on the
// end of a month's data, so each budget is a promise: raise one only with a reason.
const (
	pageBudget     = 14_000 // HTML, styles, script and icon of any page: what a first round trip or two can carry
	drawnBudget    = 20_000 // the same, of a page with drawn screens
	medianBudget   = 10_000 // the same, of the guide in the middle
	scriptBudget   = 2_000
	styleBudget    = 4_700
	skeletonBudget = 1_200 // the widget's <template>s alone
)

// namedPart is what a page makes a browser fetch by itself. Addresses of other sites are not looked for here:
// TestBrowserColdVisit sees them.
var namedPart = regexp.MustCompile(`<(?:link|script|img|source|iframe)\s(?:[^>]*?\s)?(?:href|src)=["']?(/[^"'\s>]+)`)

var (
	pageKind = regexp.MustCompile(`<body class="?kind-([a-z]+)`)
	skeleton = regexp.MustCompile(`(?s)<template\b.*?</template>`)
)

// scales weigh the files of a site, each of them once.
type scales struct {
	*testing.T
	out     map[string][]byte
	weights map[string]int
}

func newScales(t *testing.T) *scales {
	return &scales{t, siteOf(t, nil, started), map[string]int{}}
}

func (s *scales) pages() []string {
	names := slices.Sorted(maps.Keys(s.out))
	return slices.DeleteFunc(names, func(name string) bool { return path.Ext(name) != ".html" })
}

// file is what one file weighs; a missing one fails the test.
func (s *scales) file(name string) int {
	s.Helper()
	data, ok := s.out[name]
	if !ok {
		s.Fatalf("%s is not in the site", name)
	}
	if _, weighed := s.weights[name]; !weighed {
		s.weights[name] = packed(s.T, data)
	}
	return s.weights[name]
}

// parts are the files that a page names: its styles, its script, its icon.
func (s *scales) parts(page string) []string {
	var names []string
	for _, m := range namedPart.FindAllSubmatch(s.out[page], -1) {
		if bytes.Contains(m[0], []byte(`rel="alternate"`)) {
			continue // feeds are for those who ask
		}
		names = append(names, strings.TrimPrefix(string(m[1]), "/"))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// visit is what a page costs a reader who has nothing of the site yet.
func (s *scales) visit(page string) int {
	s.Helper()
	sum := s.file(page)
	for _, name := range s.parts(page) {
		sum += s.file(name)
	}
	return sum
}

func (s *scales) kind(page string) string {
	if m := pageKind.FindSubmatch(s.out[page]); m != nil {
		return string(m[1])
	}
	return ""
}

// budget is what a cold visit of a page may cost.
func (s *scales) budget(page string) int {
	if bytes.Contains(s.out[page], []byte(`<figure class="drawing">`)) {
		return drawnBudget
	}
	return pageBudget
}

func TestWeightOfEveryPage(t *testing.T) {
	s := newScales(t)
	guides, all := []int{}, map[string]int{}
	for _, page := range s.pages() {
		weight := s.visit(page)
		all[page] = weight
		t.Logf("%6d %6d %-9s %s", weight, s.file(page), s.kind(page), page)
		if budget := s.budget(page); weight > budget {
			t.Errorf("a cold visit of %s costs %d bytes, over %d", page, weight, budget)
		}
		if s.kind(page) == "guide" {
			guides = append(guides, weight)
		}
	}
	if len(guides) < 40 || all["index.html"] == 0 {
		t.Fatalf("weighed only %d guides: %v", len(guides), all)
	}
	slices.Sort(guides)
	median := guides[len(guides)/2]
	t.Logf("guides: median %d, heaviest %d; home %d", median, guides[len(guides)-1], all["index.html"])
	if median > medianBudget {
		t.Errorf("the median guide costs %d bytes, over %d", median, medianBudget)
	}
}

// TestWeightOfThePartsOfEveryPage holds that a page has one script, one file of styles and one icon, and what
// the first two may weigh.
func TestWeightOfThePartsOfEveryPage(t *testing.T) {
	s := newScales(t)
	budgets := map[string]int{".js": scriptBudget, ".css": styleBudget, ".svg": 1_000}
	for _, page := range s.pages() {
		if s.kind(page) == "" {
			continue // the small page at an old address
		}
		var kinds []string
		for _, name := range s.parts(page) {
			kinds = append(kinds, path.Ext(name))
			if weight := s.file(name); weight > budgets[path.Ext(name)] {
				t.Errorf("%s of %s has %d bytes, over %d", name, page, weight, budgets[path.Ext(name)])
			}
		}
		slices.Sort(kinds)
		if got := fmt.Sprint(kinds); got != "[.css .js .svg]" {
			t.Errorf("%s names %s", page, got)
		}
	}
	for name, weight := range s.weights {
		t.Logf("%6d %s", weight, name)
	}
	for name, data := range s.out {
		if path.Ext(name) == ".css" && regexp.MustCompile(`(?i)@font-face|@import|url\(`).Match(data) {
			t.Errorf("%s makes the browser fetch more", name)
		}
	}
}

// TestWeightOfTheSkeletons: what every page with a widget carries for the sake of those who press.
func TestWeightOfTheSkeletons(t *testing.T) {
	s := newScales(t)
	with := 0
	weights := map[string]int{}
	for _, page := range s.pages() {
		skeletons := string(slices.Concat(skeleton.FindAll(s.out[page], -1)...))
		if skeletons == "" {
			continue
		}
		with++
		if _, weighed := weights[skeletons]; weighed {
			continue
		}
		weights[skeletons] = packed(t, []byte(skeletons))
		t.Logf("%d bytes on %s", weights[skeletons], page)
		if weights[skeletons] > skeletonBudget {
			t.Errorf("the skeletons of %s have %d bytes, over %d", page, weights[skeletons], skeletonBudget)
		}
	}
	if with < 10 || len(skeleton.FindAll(s.out["index.html"], -1)) == 0 {
		t.Errorf("only %d pages have skeletons", with)
	}
}

// quietBudget is what may come of itself once a page stands still, where the reader has not asked to save data.
const quietBudget = 60_000

// onePageOfEachKind; guides with and without the widget are two kinds here.
var onePageOfEachKind = []string{"/", "/start/prepare/", "/trouble/network/", "/trouble/", "/symptoms/", "/search/", "/support/",
	"/notices/", "/notices/sample-maintenance/", "/nowhere/"}

// withTheWidget are those of them that have anything to fetch ahead, and one that has not.
var withTheWidget = []string{"/", "/trouble/network/", "/nowhere/", "/start/prepare/"}

// asked is what a page asked for before it had loaded and after.
type asked struct {
	mu            sync.Mutex
	loaded        bool
	cold, later   []string
	fonts, abroad []string
}

func (a *asked) hear(origin string) func(any) {
	return func(event any) {
		a.mu.Lock()
		defer a.mu.Unlock()
		switch e := event.(type) {
		case *cdppage.EventLoadEventFired:
			a.loaded = true
		case *network.EventRequestWillBeSent:
			a.note(strings.TrimPrefix(string(e.Request.URL), origin), e.Type)
		}
	}
}

func (a *asked) note(address string, kind network.ResourceType) {
	switch {
	case !strings.HasPrefix(address, "/"):
		a.abroad = append(a.abroad, address)
	case kind == network.ResourceTypeFont:
		a.fonts = append(a.fonts, address)
	case a.loaded && path.Ext(address) != ".svg": // a browser fetches the icon when it likes
		a.later = append(a.later, address)
	default:
		a.cold = append(a.cold, address)
	}
}

// TestBrowserColdVisit holds what a page fetches by itself: four files to be read, and the rest, if any, once
// all is quiet.
func TestBrowserColdVisit(t *testing.T) {
	for saving, addresses := range map[bool][]string{false: onePageOfEachKind, true: withTheWidget} {
		t.Run(fmt.Sprintf("saving=%v", saving), func(t *testing.T) {
			s, w := newScales(t), newWorld(t, nil)
			r := w.openBrowser("")
			r.expect("404 (Not Found)")
			_, err := chromedp.Call(r.ctx, emulation.SetDataSaverOverride, emulation.SetDataSaverOverrideParams{DataSaverEnabled: &saving})
			must(t, err)
			for _, address := range addresses {
				got := r.visit(address)
				s.judge(address, got, saving)
			}
			if len(w.asked) > 0 {
				t.Errorf("the official host was asked %q", w.asked)
			}
		})
	}
}

// visit opens a page with an empty cache, shows its widget, and waits until nothing more comes.
func (r *reader) visit(address string) *asked {
	r.Helper()
	_, err := chromedp.Call(r.ctx, network.ClearBrowserCache, cdp.Empty{})
	must(r.T, err)
	a := &asked{}
	ctx, stop := context.WithCancel(r.ctx)
	defer stop()
	must(r.T, chromedp.Listen(ctx, a.hear(r.server.URL)))
	r.open(address)
	r.run(`document.querySelector("help-diagnosis")?.scrollIntoView()`)
	r.idle()
	r.world.mu.Lock()
	defer r.world.mu.Unlock()
	a.mu.Lock()
	defer a.mu.Unlock()
	for path := range r.seen { // what the browser fetches without telling: its icon
		if !slices.Contains(a.cold, path) && !slices.Contains(a.later, path) {
			a.cold = append(a.cold, path)
		}
	}
	clear(r.seen)
	return a
}

// noticed is fulfilled once the page has seen what is on the screen and had nothing to do for a moment: what
// waits for either has begun by then.
const noticed = `new Promise(done => new IntersectionObserver((_, o) => {
	o.disconnect()
	requestIdleCallback(() => setTimeout(done, 100))
}).observe(document.body)).then(() => true)`

// idle waits until the page has been idle and asked for nothing more.
func (r *reader) idle() {
	r.Helper()
	for last := "?"; ; time.Sleep(100 * time.Millisecond) {
		_, err := chromedp.Run(r.ctx, chromedp.Evaluate[any](noticed, chromedp.EvalAwaitPromise))
		must(r.T, err)
		r.world.mu.Lock()
		now := fmt.Sprint(r.seen)
		r.world.mu.Unlock()
		if now == last {
			return
		}
		last = now
	}
}

// name is the file behind an address.
func (s *scales) name(address string) string {
	name := strings.TrimPrefix(address, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	if _, ok := s.out[name]; !ok {
		return "404.html"
	}
	return name
}

func (s *scales) judge(address string, got *asked, saving bool) {
	s.Helper()
	want := append([]string{address}, s.parts(s.name(address))...)
	for i := range want[1:] {
		want[i+1] = "/" + want[i+1]
	}
	slices.Sort(want)
	slices.Sort(got.cold)
	if !slices.Equal(got.cold, want) {
		s.Errorf("%s asks for %q before a tap; want %q", address, got.cold, want)
	}
	later := 0
	for _, path := range got.later {
		later += s.file(s.name(path))
	}
	s.Logf("%s: %d requests, then %d of %d bytes", address, len(got.cold), len(got.later), later)
	if later > quietBudget || saving && later > 0 {
		s.Errorf("%s fetches %d bytes by itself (save data: %v): %q", address, later, saving, got.later)
	}
	if len(got.fonts) > 0 || len(got.abroad) > 0 {
		s.Errorf("%s asks for fonts %q, and others for %q", address, got.fonts, got.abroad)
	}
}
