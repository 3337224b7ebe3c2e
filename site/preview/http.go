package preview

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"net"
	"net/http"
	"path"
	"strconv"
	"strings"
)

//go:embed client.js
var clientJS []byte

//go:embed client.css
var clientCSS []byte

//go:embed broken.html
var brokenHTML string

var brokenPage = template.Must(template.New("broken").Parse(brokenHTML))

// Listen opens the address for Serve. Only this computer may reach a preview:
// it shows drafts, and anybody who could reach it would see them.
func Listen(addr string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, &net.AddrError{Err: "not an address of this computer alone", Addr: addr}
	}
	return net.Listen("tcp", addr)
}

func (s *Server) handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cross-Origin-Resource-Policy", "same-origin")
		switch {
		case !isOwnHost(r):
			http.Error(w, "この名前では表示できません。http://127.0.0.1 で開いてください。", http.StatusForbidden)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "読むことだけができます。", http.StatusMethodNotAllowed)
		case s.ready(r):
			s.route(w, r)
		}
	})
}

// ready waits for the first build.
func (s *Server) ready(r *http.Request) bool {
	select {
	case <-s.first:
		return true
	case <-r.Context().Done():
		return false
	}
}

// isOwnHost refuses names that are not this computer's: a page elsewhere could
// have its own name point here (DNS rebinding) and read drafts.
func isOwnHost(r *http.Request) bool {
	local, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	if !ok {
		return false
	}
	host, port, err := net.SplitHostPort(r.Host)
	if err != nil { // no port: the browser's way to say 80
		host, port = strings.Trim(r.Host, "[]"), "80"
	}
	if port != strconv.Itoa(local.Port) {
		return false
	}
	return strings.EqualFold(host, "localhost") || host == "127.0.0.1" || host == "::1" || host == local.IP.String()
}

func (s *Server) route(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/_preview/events":
		s.tell(w, r)
	case "/_preview/client.js":
		send(w, r, http.StatusOK, "client.js", clientJS)
	case "/_preview/client.css":
		send(w, r, http.StatusOK, "client.css", clientCSS)
	case "/_preview/panel.js":
		send(w, r, http.StatusOK, "panel.js", panelJS)
	case "/_preview/pretend.js":
		send(w, r, http.StatusOK, "pretend.js", pretendJS)
	case "/_preview/panel.css":
		send(w, r, http.StatusOK, "panel.css", panelCSS)
	case "/_preview/panel.json":
		s.choices(w, r)
	default:
		s.page(w, r)
	}
}

// page serves the newest good output. Names are looked up as they are, in a
// map: no path leads anywhere else.
func (s *Server) page(w http.ResponseWriter, r *http.Request) {
	now := s.now.Load()
	// The page learns from this which round it is of: see client.js.
	w.Header().Set("Server-Timing", fmt.Sprintf("round;desc=%q", s.id(now)))
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	if body, ok := now.output[name]; ok {
		if path.Ext(name) == ".html" {
			s.viewed.add(address(name))
		}
		send(w, r, http.StatusOK, name, body)
		return
	}
	if _, ok := now.output[name+"/index.html"]; ok {
		redirect(w, r)
		return
	}
	s.missing(w, r, now)
}

// redirect adds the slash that addresses of pages end in.
func redirect(w http.ResponseWriter, r *http.Request) {
	to := *r.URL
	to.Path, to.RawPath = to.Path+"/", ""
	http.Redirect(w, r, to.RequestURI(), http.StatusMovedPermanently)
}

// missing answers for an address without a page: with the site's own words, or,
// while there is no site yet, with what keeps it from being built.
func (s *Server) missing(w http.ResponseWriter, r *http.Request, now *round) {
	if now.output != nil {
		body, ok := now.output["404.html"]
		if !ok {
			body = []byte("<!doctype html><meta charset=utf-8><title>404</title><p>ページがありません。\n")
		}
		send(w, r, http.StatusNotFound, "404.html", body)
		return
	}
	var page bytes.Buffer
	if err := brokenPage.Execute(&page, now.problems); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Security-Policy",
		"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'")
	send(w, r, http.StatusServiceUnavailable, "broken.html", page.Bytes())
}

// contentTypes are written down because those of the system differ from one
// computer to the next.
var contentTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".json": "application/json", ".xml": "application/xml", ".txt": "text/plain; charset=utf-8",
	".wasm": "application/wasm", ".ics": "text/calendar; charset=utf-8", ".webmanifest": "application/manifest+json",
	".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp",
	".ico": "image/x-icon",
}

// feedType is for Atom, whose files end like any other XML.
const feedType = "application/atom+xml; charset=utf-8"

func contentType(name string) string {
	if path.Base(name) == "feed.xml" {
		return feedType
	}
	if t, ok := contentTypes[path.Ext(name)]; ok {
		return t
	}
	return "application/octet-stream"
}

func send(w http.ResponseWriter, r *http.Request, status int, name string, body []byte) {
	w.Header().Set("Content-Type", contentType(name))
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(body)
	}
}
