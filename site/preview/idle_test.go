package preview

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"helpcenter/site"
)

// When nobody saves, search learns what was saved; then nothing runs, and no page is built.
func TestSearchFollowsWhenIdle(t *testing.T) {
	w := newWriter(t, map[string]string{"guide/one.md": one, "guide/two.md": two})
	for _, name := range []string{"widget.wasm", "wasm_exec.js"} { // which only make brings
		w.check(os.WriteFile(filepath.Join(w.theme, "widget", name), []byte("go()"), 0o666))
	}
	var works atomic.Int64
	w.serve(Config{Idle: 30 * time.Millisecond, Options: site.Options{Watch: func(site.Work) { works.Add(1) }}})
	w.save("guide/one.md", strings.Replace(one, "はじめの", "アルファベットの", 1))
	for end := time.Now().Add(patience); !strings.Contains(w.searchIndex(), "あるふあべつと"); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("the index lacks what was saved:\n%s", w.searchIndex())
		}
	}
	before := works.Load()
	for end := time.Now().Add(patience); time.Now().Before(end); before = works.Load() {
		if time.Sleep(500 * time.Millisecond); works.Load() == before {
			return
		}
	}
	t.Error("there is always work")
}

var indexAddress = regexp.MustCompile(`/assets/search\.[0-9a-f]+\.txt`)

// searchIndex is the one that a page would fetch now.
func (w *writer) searchIndex() string {
	w.Helper()
	_, script := w.request("GET", "/search.js")
	resp, index := w.request("GET", indexAddress.FindString(script))
	if resp.StatusCode != 200 {
		return ""
	}
	return index
}
