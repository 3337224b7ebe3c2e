package main

import (
	"maps"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/js"

	"helpcenter/assets"
	"helpcenter/site"
)

// What the benchmarks measure: the real content as an operator publishes it, packed by brotli, on a static
// host; and beside it the stand-in, the same home page with a diagnosis in plain JavaScript.

const standinPage = "standin/index.html"

// packedOnce is the packed site, made once.
var packedOnce = sync.OnceValues(func() (site.Output, error) {
	out, err := site.New(os.DirFS("../../content"), assets.Theme, site.Options{Built: started}).Build()
	if err != nil {
		return nil, err
	}
	if err := addStandin(out); err != nil {
		return nil, err
	}
	out.Compress(nil)
	return out, nil
})

func packedSite(b *testing.B) site.Output {
	b.Helper()
	out, err := packedOnce()
	if err != nil {
		b.Fatal(err)
	}
	return out
}

// addStandin puts the stand-in's scripts, minified as ours are, and its page into the site.
func addStandin(out site.Output) error {
	m := minify.New()
	m.AddFunc("text/javascript", js.Minify)
	for _, name := range []string{"page.js", "widget.js"} {
		source, err := os.ReadFile("testdata/standin/" + name)
		if err != nil {
			return err
		}
		if out["assets/standin."+name], err = m.Bytes("text/javascript", source); err != nil {
			return err
		}
	}
	page := string(out["index.html"])
	page = strings.ReplaceAll(page, "/"+asset(out, "page", ".js"), "/assets/standin.page.js")
	page = strings.ReplaceAll(page, "/"+asset(out, "widget", ".js"), "/assets/standin.widget.js")
	out[standinPage] = []byte(page)
	return nil
}

// asset returns the name of a fingerprinted file: assets/page.0123456789.js.
func asset(out site.Output, name, ext string) string {
	for _, file := range slices.Sorted(maps.Keys(out)) {
		if strings.HasPrefix(file, "assets/"+name+".") && path.Ext(file) == ext {
			return file
		}
	}
	return ""
}

// static is a plain host of a packed site that counts what it sends.
type static struct {
	*httptest.Server
	output site.Output

	mu       sync.Mutex
	requests int
	bytes    int // of bodies, as they travel
}

func newStatic(b *testing.B) *static {
	s := &static{output: packedSite(b)}
	s.Server = httptest.NewServer(s)
	b.Cleanup(s.Close)
	return s
}

// took returns what was asked since the last call.
func (s *static) took() (requests, bytes int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	requests, bytes = s.requests, s.bytes
	s.requests, s.bytes = 0, 0
	return requests, bytes
}

func (s *static) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	status, head := http.StatusOK, rw.Header()
	if _, ok := s.output[name]; !ok {
		name, status = "404.html", http.StatusNotFound
	}
	body := s.output[name]
	head.Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
	if packed, ok := s.output[name+".br"]; ok && strings.Contains(r.Header.Get("Accept-Encoding"), "br") {
		body = packed
		head.Set("Content-Encoding", "br")
	}
	head.Set("Cache-Control", "no-cache")
	if strings.HasPrefix(name, "assets/") {
		head.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	s.mu.Lock()
	s.requests++
	s.bytes += len(body)
	s.mu.Unlock()
	rw.WriteHeader(status)
	rw.Write(body)
}

// BenchmarkBytes weighs what travels, packed by brotli. Nothing is timed.
func BenchmarkBytes(b *testing.B) {
	out := packedSite(b)
	b.ReportMetric(0, "ns/op")
	for metric, name := range map[string]string{
		"module-B": asset(out, "widget", ".wasm"), "adviser-B": asset(out, "adviser", ".wasm"), "finder-B": asset(out, "finder", ".wasm"), "widget-script-B": asset(out, "widget", ".js"), "page-script-B": asset(out, "page", ".js"),
		"knowledge-B": asset(out, "knowledge", ".txt"), "advice-B": asset(out, "advice", ".txt"), "matching-B": asset(out, "matching", ".txt"), "css-B": asset(out, "site", ".css"),
		"home-B": "index.html", "standin-script-B": "assets/standin.widget.js", "standin-page-script-B": "assets/standin.page.js",
	} {
		packed, ok := out[name+".br"]
		if !ok {
			b.Errorf("%s: no packed file %q in the site", metric, name)
		}
		b.ReportMetric(float64(len(packed)), metric)
	}
	guides := guideSizes(out)
	b.ReportMetric(float64(guides[len(guides)/2]), "guide-median-B")
	b.ReportMetric(float64(guides[len(guides)-1]), "guide-largest-B")
}

// guideSizes returns the packed sizes of all guides, least first.
func guideSizes(out site.Output) []int {
	var sizes []int
	for name, body := range out {
		folder, rest, _ := strings.Cut(name, "/")
		if slices.Contains([]string{"start", "trouble", "security"}, folder) && strings.Count(rest, "/") == 1 && strings.HasSuffix(rest, "/index.html.br") {
			sizes = append(sizes, len(body))
		}
	}
	slices.Sort(sizes)
	return sizes
}
