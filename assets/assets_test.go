package assets_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"math"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"

	"helpcenter/assets"
)

// What WCAG 2.2 asks: of words (1.4.3), and of borders and marks that carry meaning (1.4.11).
// Running text is held to the stricter level (1.4.6).
const (
	running = 7.0
	words   = 4.5
	shapes  = 3.0
)

var grounds = []string{"ground", "surface", "raised", "sunken", "accent-soft", "ok-soft", "warn-soft", "fail-soft"}

// pairs says which colour is seen on which, and how well it has to be told apart.
var pairs = []struct {
	front string
	least float64
	on    []string
}{
	{"text", running, grounds},
	{"muted", words, grounds},
	{"link", words, grounds},
	{"visited", words, grounds},
	{"accent", words, []string{"ground", "surface", "raised", "sunken", "accent-soft"}},
	{"ok", words, []string{"ground", "surface", "raised", "sunken", "ok-soft"}},
	{"warn", words, []string{"ground", "surface", "raised", "warn-soft"}},
	{"fail", words, []string{"ground", "surface", "raised", "sunken", "fail-soft"}},
	{"on-accent", words, []string{"accent"}},
	{"focus-text", running, []string{"focus"}},
	{"edge", shapes, []string{"ground", "surface", "raised", "sunken", "accent-soft"}},
}

// decorative colours part things that are told apart without them too.
var decorative = []string{"line"}

type palette map[string]string // name without dashes → #rrggbb

func TestContrastArithmetic(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{{"#000000", "#ffffff", 21}, {"#767676", "#ffffff", 4.54}, {"#777777", "#ffffff", 4.48}, {"#ff0000", "#ffffff", 4.0}} {
		if got := contrast(t, c.a, c.b); math.Abs(got-c.want) > 0.01 {
			t.Errorf("contrast of %s on %s = %.2f, want %.2f", c.a, c.b, got, c.want)
		}
	}
}

func TestColoursCanBeToldApart(t *testing.T) {
	for scheme, p := range schemes(t) {
		for _, pair := range pairs {
			for _, ground := range pair.on {
				if got := contrast(t, p[pair.front], p[ground]); got < pair.least {
					t.Errorf("%s: --%s %s on --%s %s is %.2f:1, want %.1f:1", scheme, pair.front, p[pair.front], ground, p[ground], got, pair.least)
				}
			}
		}
	}
}

// The ring has two colours so that one of them shows wherever it lies.
func TestFocusShowsOnEveryGround(t *testing.T) {
	for scheme, p := range schemes(t) {
		for _, ground := range append([]string{"accent"}, grounds...) {
			best := max(contrast(t, p["focus"], p[ground]), contrast(t, p["focus-text"], p[ground]))
			if best < shapes {
				t.Errorf("%s: the focus ring on --%s reaches only %.2f:1", scheme, ground, best)
			}
		}
	}
}

func TestEveryColourHasPartners(t *testing.T) {
	known := slices.Concat(decorative, grounds)
	for _, pair := range pairs {
		known = append(append(known, pair.front), pair.on...)
	}
	all := schemes(t)
	for name := range all["light"] {
		if !slices.Contains(known, name) {
			t.Errorf("--%s is a colour that no pair of this test measures", name)
		}
	}
	for name := range all["dark"] {
		if all["light"][name] == "" {
			t.Errorf("--%s has no light counterpart", name)
		}
	}
}

var (
	block    = regexp.MustCompile(`([^{}]+)\{([^{}]*)\}`)
	front    = regexp.MustCompile(`(?:^|[;\s])color:\s*var\(--([\w-]+)\)`)
	back     = regexp.MustCompile(`(?:^|[;\s])background:\s*var\(--([\w-]+)\)`)
	property = regexp.MustCompile(`--([\w-]+):\s*([^;}]+)`)
	hex      = regexp.MustCompile(`^#[0-9a-f]{6}$`)
	comment  = regexp.MustCompile(`(?s)/\*.*?\*/`)
)

// A rule that sets both colours of a text sets a pair that was measured.
func TestRulesUseMeasuredPairs(t *testing.T) {
	found := 0
	for name, text := range styles(t) {
		for _, rule := range block.FindAllStringSubmatch(text, -1) {
			f, b := front.FindStringSubmatch(rule[2]), back.FindStringSubmatch(rule[2])
			if f == nil || b == nil || f[1] == "tint" { // an alert's --tone and --tint are pairs of their own
				continue
			}
			found++
			if !measured(f[1], b[1]) {
				t.Errorf("%s: %s puts --%s on --%s, which no pair of this test measures", name, strings.TrimSpace(rule[1]), f[1], b[1])
			}
		}
	}
	if found < 5 {
		t.Errorf("only %d rules with two colours found: is this test still reading the styles?", found)
	}
}

func measured(front, back string) bool {
	for _, p := range pairs { // a contrast is the same both ways
		if p.least >= words && (p.front == front && slices.Contains(p.on, back) || p.front == back && slices.Contains(p.on, front)) {
			return true
		}
	}
	return false
}

func TestColoursAreNamed(t *testing.T) {
	literal := regexp.MustCompile(`#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(`)
	for name, text := range styles(t) {
		if name == "css/10-tokens.css" || name == "css/90-print.css" { // paper is white and ink is black
			continue
		}
		if m := literal.FindString(text); m != "" {
			t.Errorf("%s: %s is a colour without a name; add it to 10-tokens.css", name, m)
		}
	}
}

// The bar around the page on phones has the page's own colour.
func TestThemeColourIsTheGround(t *testing.T) {
	base := read(t, "templates/base.html")
	for scheme, p := range schemes(t) {
		want := fmt.Sprintf(`<meta name="theme-color" content="%s" media="(prefers-color-scheme: %s)">`, p["ground"], scheme)
		if !strings.Contains(base, want) {
			t.Errorf("base.html lacks %s", want)
		}
	}
}

// The policy lets styles come from this site alone, and no data: addresses.
func TestStylesStayOnThisSite(t *testing.T) {
	address := regexp.MustCompile(`(?i)url\(\s*["']?([^"')]*)`)
	for name, text := range styles(t) {
		for _, m := range address.FindAllStringSubmatch(text, -1) {
			if strings.HasPrefix(m[1], "//") || strings.Contains(m[1], ":") {
				t.Errorf("%s: url(%s) leaves this site", name, m[1])
			}
		}
		if strings.Contains(text, "@import") || strings.Contains(text, "@font-face") {
			t.Errorf("%s: fetches a style or a font", name)
		}
	}
}

// A reader on a bad line waits for the styles before anything shows.
func TestStylesAreLight(t *testing.T) {
	const budget = 4700 // bytes on the wire
	names, _ := fs.Glob(assets.Theme, "css/*.css")
	var all string
	for _, name := range names {
		all += read(t, name)
	}
	m := minify.New()
	m.AddFunc("text/css", css.Minify)
	small, err := m.String("text/css", all)
	if err != nil {
		t.Fatal(err)
	}
	var wire bytes.Buffer
	w := brotli.NewWriterLevel(&wire, brotli.BestCompression)
	if _, err := w.Write([]byte(small)); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	if wire.Len() > budget {
		t.Errorf("the styles take %d bytes, more than %d", wire.Len(), budget)
	}
}

// The policy closes these, so they would be silently without effect.
func TestTemplatesHaveNoInlineStyleOrScript(t *testing.T) {
	inline := regexp.MustCompile(`(?i)\sstyle=|<style|\son[a-z]+=|javascript:|<script(?:\s+type="module")?>`)
	names, err := fs.Glob(assets.Theme, "templates/*.html")
	if err != nil || len(names) == 0 {
		t.Fatal("no templates", err)
	}
	for _, name := range names {
		if m := inline.FindString(read(t, name)); m != "" {
			t.Errorf("%s: %q does not work under the site's policy", name, m)
		}
	}
}

// schemes reads the colours of both schemes; the dark one takes from the light what it does not set.
func schemes(t *testing.T) map[string]palette {
	t.Helper()
	roots := regexp.MustCompile(`(?s):root\s*\{(.*?)\}`).FindAllStringSubmatch(styles(t)["css/10-tokens.css"], -1)
	if len(roots) != 2 {
		t.Fatalf("10-tokens.css has %d :root blocks, want light and dark", len(roots))
	}
	light, dark := palette{}, palette{}
	for _, m := range property.FindAllStringSubmatch(roots[0][1], -1) {
		if hex.MatchString(m[2]) {
			light[m[1]], dark[m[1]] = m[2], m[2]
		}
	}
	for _, m := range property.FindAllStringSubmatch(roots[1][1], -1) {
		if hex.MatchString(m[2]) {
			dark[m[1]] = m[2]
		}
	}
	return map[string]palette{"light": light, "dark": dark}
}

func styles(t *testing.T) map[string]string {
	t.Helper()
	var names []string
	for _, folder := range []string{"css", "widget"} {
		found, err := fs.Glob(assets.Theme, folder+"/*.css")
		if err != nil || len(found) == 0 {
			t.Fatal("no styles in", folder, err)
		}
		names = append(names, found...)
	}
	sheets := map[string]string{}
	for _, name := range names {
		sheets[name] = comment.ReplaceAllString(read(t, name), "")
	}
	return sheets
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := fs.ReadFile(assets.Theme, path.Clean(name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// contrast is WCAG's ratio of two #rrggbb colours, 1 to 21.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	la, lb := luminance(t, a), luminance(t, b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// luminance is WCAG's relative luminance, 0 to 1.
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	if !hex.MatchString(colour) {
		t.Fatalf("%q is no #rrggbb colour", colour)
	}
	n, _ := strconv.ParseUint(colour[1:], 16, 32)
	linear := func(shift int) float64 {
		c := float64(n>>shift&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(16) + 0.7152*linear(8) + 0.0722*linear(0)
}
