package preview

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	one = "---\ntitle: 一つめ\n---\n\nはじめの文です。\n"
	two = "---\ntitle: 二つめ\n---\n\n別の文です。\n"
)

// patience is how long a test waits for what must come.
const patience = time.Minute

// A writer has a content folder, a copy of the theme, and a running Server.
type writer struct {
	*testing.T
	content, theme string
	addr           string
	stop           func() error
	server         *Server
	log            *lockedBuffer
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func newWriter(t *testing.T, files map[string]string) *writer {
	dir := t.TempDir()
	w := &writer{T: t, content: filepath.Join(dir, "content"), theme: filepath.Join(dir, "theme"), log: &lockedBuffer{}}
	w.check(os.MkdirAll(w.content, 0o777))
	w.check(os.CopyFS(w.theme, os.DirFS("../../assets")))
	for name, text := range files {
		w.save(name, text)
	}
	return w
}

// start serves two guides, and shows w's files besides.
func start(t *testing.T) *writer {
	w := newWriter(t, map[string]string{"guide/one.md": one, "guide/two.md": two})
	w.serve(Config{})
	return w
}

func (w *writer) serve(c Config) { w.Helper(); w.serveAt("127.0.0.1:0", c) }

func (w *writer) serveAt(addr string, c Config) {
	w.Helper()
	c.Content, c.Theme, c.ThemeDir, c.Log = w.content, os.DirFS(w.theme), w.theme, w.log
	if c.Idle == 0 {
		c.Idle = time.Hour // so that only events bring changes
	}
	ln, err := Listen(addr)
	w.check(err)
	w.addr = ln.Addr().String()
	w.server = New(c)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- w.server.Serve(ctx, ln) }()
	w.stop = sync.OnceValue(func() error { cancel(); return <-ended })
	stop := w.stop
	w.Cleanup(func() {
		if err := stop(); err != nil {
			w.Errorf("Serve: %v", err)
		}
		if w.Failed() {
			w.Logf("log:\n%s", w.log)
		}
	})
}

func (w *writer) check(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *writer) file(name string) string { return filepath.Join(w.content, filepath.FromSlash(name)) }

func (w *writer) save(name, text string) {
	w.Helper()
	w.check(os.MkdirAll(filepath.Dir(w.file(name)), 0o777))
	w.check(os.WriteFile(w.file(name), []byte(text), 0o666))
}

func (w *writer) request(method, path string) (*http.Response, string) {
	w.Helper()
	req, err := http.NewRequest(method, "http://"+w.addr+path, nil)
	w.check(err)
	resp, err := http.DefaultTransport.RoundTrip(req)
	w.check(err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	w.check(err)
	return resp, string(body)
}

// see fails unless the page is served with the text.
func (w *writer) see(path, text string) {
	w.Helper()
	resp, body := w.request("GET", path)
	if resp.StatusCode != http.StatusOK || !strings.Contains(body, text) {
		w.Fatalf("GET %s: %s, without %q:\n%s", path, resp.Status, text, body)
	}
}

// eventually waits for the page to be served with the text.
func (w *writer) eventually(path, text string) {
	w.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(2 * time.Millisecond) {
		resp, body := w.request("GET", path)
		if resp.StatusCode == http.StatusOK && strings.Contains(body, text) {
			return
		}
		if time.Now().After(end) {
			w.Fatalf("GET %s: %s, still without %q:\n%s", path, resp.Status, text, body)
		}
	}
}

// A stream is a browser that listens.
type stream struct {
	w     *writer
	lines chan string
	id    string // of the last event
}

// listen starts a stream and returns once it is open.
func (w *writer) listen(since string) *stream {
	w.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	w.Cleanup(cancel)
	req, err := http.NewRequestWithContext(ctx, "GET", "http://"+w.addr+"/_preview/events?since="+since, nil)
	w.check(err)
	resp, err := http.DefaultTransport.RoundTrip(req)
	w.check(err)
	if got := resp.Header.Get("Content-Type"); !strings.HasPrefix(got, "text/event-stream") {
		w.Fatalf("Content-Type of events: %q", got)
	}
	s := &stream{w: w, lines: make(chan string, 1000)}
	go func() {
		defer resp.Body.Close()
		defer close(s.lines)
		for scan := bufio.NewScanner(resp.Body); scan.Scan(); {
			s.lines <- scan.Text()
		}
	}()
	return s
}

// next is the next event.
func (s *stream) next() event {
	s.w.Helper()
	e, ok := s.within(patience)
	if !ok {
		s.w.Fatal("no event came")
	}
	return e
}

// within is an event that comes soon, if one does.
func (s *stream) within(d time.Duration) (e event, ok bool) {
	s.w.Helper()
	late := time.After(d)
	for {
		select {
		case line, open := <-s.lines:
			if !open {
				return e, false
			}
			if id, ok := strings.CutPrefix(line, "id: "); ok {
				s.id = id
			}
			if data, ok := strings.CutPrefix(line, "data: "); ok {
				s.w.check(json.Unmarshal([]byte(data), &e))
				return e, true
			}
		case <-late:
			return e, false
		}
	}
}

// raw sends a request as it is written and returns the answer's first line.
func (w *writer) raw(request string) string {
	w.Helper()
	c, err := net.Dial("tcp", w.addr)
	w.check(err)
	defer c.Close()
	c.SetDeadline(time.Now().Add(patience))
	_, err = io.WriteString(c, strings.ReplaceAll(request, "\n", "\r\n"))
	w.check(err)
	line, err := bufio.NewReader(c).ReadString('\n')
	w.check(err)
	return strings.TrimSpace(line)
}
