package site

import (
	"crypto/sha256"
	"errors"
	"maps"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
)

// keptInMemory is a Cache.
type keptInMemory struct{ sync.Map }

func (k *keptInMemory) Get(key [sha256.Size]byte) ([]byte, bool) {
	value, ok := k.Load(key)
	if !ok {
		return nil, false
	}
	return value.([]byte), true
}

func (k *keptInMemory) Put(key [sha256.Size]byte, value []byte) { k.Store(key, value) }

// A preview has its pages without readings; they are learned in steps between which pages are built and shown, and
// a step may be the last. What was learned before is not learned again.
func TestReadingsAreLearnedBesideSaves(t *testing.T) {
	e := &editor{files: fstest.MapFS{}}
	e.put("a.md", "---\ntitle: 認証\n---\n本文\n\n## 紛失\n")
	e.put("b.md", "---\ntitle: 通知\n---\n本文\n")
	theme := maps.Clone(testTheme)
	for _, name := range []string{"search.js", "widget.js", "wasm_exec.js", "widget.wasm"} {
		theme["widget/"+name] = &fstest.MapFile{Data: []byte("addEventListener('load',go)")}
	}
	kept := &keptInMemory{}
	start := func() *Site { return New(e.files, theme, Options{Built: built, Preview: true, Cache: kept}) }
	s := start()
	if out := mustBuild(t, s); strings.Contains(searchIndex(t, out), "認証\tにんしよう") {
		t.Error("the first pages waited for readings")
	}

	enough := errors.New("enough")
	if err := s.Unsearched()(func() error { return enough }); err != enough {
		t.Errorf("told to end: %v", err)
	}
	steps := 0
	do := s.Unsearched()
	if err := do(func() error {
		if steps++; steps == 2 {
			e.put("b.md", "---\ntitle: 通知\n---\n二つめの本文\n")
			if out := s.Glance([]string{"b.md"}, nil); !strings.Contains(string(out["b/index.html"]), "二つめ") {
				t.Errorf("a save between two steps: %q", out)
			}
			mustBuild(t, s, "b.md")
		}
		return nil
	}); err != nil || steps < 8 {
		t.Errorf("%d steps, %v", steps, err)
	}
	if index := searchIndex(t, mustBuild(t, s)); !strings.Contains(index, "認証\tにんしよう") || !strings.Contains(index, "紛失\tふんしつ") {
		t.Errorf("learned:\n%s", index)
	}
	for rounds := 0; ; rounds++ { // the page that was saved meanwhile
		do := s.Unsearched()
		if do == nil {
			break
		}
		if rounds > 1 {
			t.Fatal("there is always something left to do")
		}
		if err := do(func() error { return nil }); err != nil {
			t.Fatal(err)
		}
		mustBuild(t, s)
	}

	again := start()
	if index := searchIndex(t, mustBuild(t, again)); !strings.Contains(index, "認証\tにんしよう") || again.Unsearched() != nil {
		t.Errorf("a second start has more to learn:\n%s", index)
	}
}

func mustBuild(t *testing.T, s *Site, changed ...string) Output {
	t.Helper()
	out, err := s.Build(changed...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func searchIndex(t *testing.T, out Output) string {
	t.Helper()
	for name, content := range out {
		if strings.HasPrefix(name, "assets/search.") && strings.HasSuffix(name, ".txt") {
			return string(content)
		}
	}
	t.Fatal("there is no index")
	return ""
}

// A look at everything that is interrupted leaves the pages as they were.
func TestReadingIsInterrupted(t *testing.T) {
	stop := false
	e := &editor{files: fstest.MapFS{}}
	e.put("a.md", "---\ntitle: 題\n---\n本文\n")
	e.put("gone.md", "---\ntitle: 題\n---\n本文\n")
	s := New(e.files, testTheme, Options{Built: built, Interrupted: func() bool { return stop }})
	mustBuild(t, s)
	stop = true
	delete(e.files, "gone.md")
	e.put("a.md", "---\ntitle: 題\n---\n二つめ\n")
	if _, err := s.Build(); !errors.Is(err, ErrInterrupted) {
		t.Fatal(err)
	}
	if out := s.Glance([]string{"a.md"}, nil); !strings.Contains(string(out["a/index.html"]), "二つめ") {
		t.Errorf("after that: %q", out)
	}
	stop = false
	if out := mustBuild(t, s); out["gone/index.html"] != nil || !strings.Contains(string(out["a/index.html"]), "二つめ") {
		t.Errorf("the next look: %q", out)
	}
}
