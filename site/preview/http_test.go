package preview

import (
	"net/http"
	"os"
	"strings"
	"testing"
)

func TestAnswers(t *testing.T) {
	w := start(t)
	tests := []struct {
		method, path string
		status       int
		contentType  string
	}{
		{"GET", "/", 200, "text/html; charset=utf-8"},
		{"GET", "/guide/one/", 200, "text/html; charset=utf-8"},
		{"HEAD", "/guide/one/", 200, "text/html; charset=utf-8"},
		{"GET", "/guide/one/index.html", 200, "text/html; charset=utf-8"},
		{"GET", "/guide/one", 301, ""},
		{"GET", "/guide/none/", 404, "text/html; charset=utf-8"},
		{"GET", "/guide/none", 404, "text/html; charset=utf-8"},
		{"POST", "/guide/one/", 405, ""},
		{"GET", "/_preview/client.js", 200, "text/javascript; charset=utf-8"},
		{"GET", "/_preview/client.css", 200, "text/css; charset=utf-8"},
		{"HEAD", "/_preview/events", 200, "text/event-stream; charset=utf-8"},
		{"GET", "/_preview/other", 404, "text/html; charset=utf-8"},
	}
	for _, test := range tests {
		resp, body := w.request(test.method, test.path)
		if resp.StatusCode != test.status {
			t.Errorf("%s %s: %s", test.method, test.path, resp.Status)
		}
		if got := resp.Header.Get("Content-Type"); test.contentType != "" && got != test.contentType {
			t.Errorf("%s %s: Content-Type %q", test.method, test.path, got)
		}
		if got := resp.Header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s %s: Cache-Control %q", test.method, test.path, got)
		}
		if test.method == "HEAD" && body != "" || test.method == "GET" && test.status == 200 && body == "" {
			t.Errorf("%s %s: %d bytes", test.method, test.path, len(body))
		}
	}
}

func TestRedirectKeepsTheQuery(t *testing.T) {
	w := start(t)
	resp, _ := w.request("GET", "/guide/one?q=%E3%81%82&r=1")
	if got := resp.Header.Get("Location"); got != "/guide/one/?q=%E3%81%82&r=1" {
		t.Errorf("Location = %q", got)
	}
}

func TestNoPathLeadsOutside(t *testing.T) {
	w := start(t)
	secret := w.content + "/../secret.txt"
	w.check(os.WriteFile(secret, []byte("秘密"), 0o666))
	for _, path := range []string{
		"/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/guide/../../secret.txt", "/..\\secret.txt",
		"//secret.txt", "//guide/one", "/guide//one/", "/guide/one.md", "/.helpcenter", "/%00", "/content/guide/one.md", "/./guide/one",
	} {
		line := w.raw("GET " + path + " HTTP/1.1\nHost: " + w.addr + "\nConnection: close\n\n")
		if !strings.Contains(line, " 404 ") && !strings.Contains(line, " 400 ") {
			t.Errorf("GET %s: %s", path, line)
		}
	}
}

func TestForeignHostsAreRefused(t *testing.T) {
	w := start(t)
	_, port, _ := strings.Cut(w.addr, ":")
	for host, want := range map[string]string{
		"127.0.0.1:" + port:      "200",
		"localhost:" + port:      "200",
		"LocalHost:" + port:      "200",
		"[::1]:" + port:          "200",
		"127.0.0.1":              "403",
		"localhost:1":            "403",
		"evil.example":           "403",
		"evil.example:" + port:   "403",
		"localhost.evil:" + port: "403",
		"127.0.0.1.evil:" + port: "403",
		"192.168.0.5:" + port:    "403",
		"0.0.0.0:" + port:        "403",
		"":                       "403",
	} {
		for _, path := range []string{"/guide/one/", "/_preview/client.js"} {
			line := w.raw("GET " + path + " HTTP/1.1\nHost: " + host + "\nConnection: close\n\n")
			if !strings.Contains(line, " "+want+" ") {
				t.Errorf("Host %q, %s: %s", host, path, line)
			}
		}
	}
}

func TestListenKeepsToThisComputer(t *testing.T) {
	for _, addr := range []string{"127.0.0.1:0", "localhost:0", "127.0.0.2:0"} {
		ln, err := Listen(addr)
		if err != nil {
			t.Errorf("Listen(%q): %v", addr, err)
			continue
		}
		ln.Close()
	}
	for _, addr := range []string{":0", "0.0.0.0:0", "[::]:0", "192.0.2.1:0", "example.com:0", "127.0.0.1", "", "localhost.example:0"} {
		if ln, err := Listen(addr); err == nil {
			ln.Close()
			t.Errorf("Listen(%q) succeeded", addr)
		}
	}
}

func TestContentTypes(t *testing.T) {
	for name, want := range map[string]string{
		"assets/widget.0123456789.wasm": "application/wasm", "notices/feed.xml": "application/atom+xml; charset=utf-8",
		"sitemap.xml": "application/xml", "maintenance.ics": "text/calendar; charset=utf-8", "api/v2/summary.json": "application/json",
		"probe.txt": "text/plain; charset=utf-8", "assets/icon.svg": "image/svg+xml", "x.unknown": "application/octet-stream",
		"site.webmanifest": "application/manifest+json",
	} {
		if got := contentType(name); got != want {
			t.Errorf("contentType(%q) = %q", name, got)
		}
	}
}

func TestClientIsSmallAndPlain(t *testing.T) {
	if len(clientJS) > 3072 {
		t.Errorf("client.js has %d bytes", len(clientJS))
	}
	// The pages' policy requires Trusted Types: these would throw.
	for _, sink := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", ".style", "setAttribute(\"style"} {
		for name, script := range map[string][]byte{"client.js": clientJS, "panel.js": panelJS, "pretend.js": pretendJS} {
			if strings.Contains(string(script), sink) {
				t.Errorf("%s uses %s", name, sink)
			}
		}
	}
}

func TestHeadersOfAnAnswer(t *testing.T) {
	w := start(t)
	resp, _ := w.request("GET", "/guide/one/")
	for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin"} {
		if got := resp.Header.Get(name); got != want {
			t.Errorf("%s = %q", name, got)
		}
	}
	if got := resp.Header.Get("Access-Control-Allow-Origin"); got != "" {
		t.Errorf("other sites may read: %q", got)
	}
	if resp.StatusCode != http.StatusOK {
		t.Error(resp.Status)
	}
}
