package preview

import (
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func TestSaveIsShown(t *testing.T) {
	w := start(t)
	s := w.listen("")
	w.see("/guide/one/", "はじめの文です")
	w.save("guide/one.md", strings.Replace(one, "はじめの", "書き直した", 1))
	e := s.next()
	if !slices.Contains(e.Changed, "/guide/one/") || slices.Contains(e.Changed, "/guide/two/") {
		t.Errorf("changed = %q", e.Changed)
	}
	if e.CSS != "" || len(e.Problems) != 0 || e.Restart {
		t.Errorf("event = %+v", e)
	}
	w.see("/guide/one/", "書き直した文です")
}

func TestSavingTheSameTellsNothing(t *testing.T) {
	w := start(t)
	s := w.listen("")
	w.see("/guide/one/", "")
	w.save("guide/one.md", one)
	if e, ok := s.within(150 * time.Millisecond); ok {
		t.Errorf("event = %+v", e)
	}
}

func TestMistakeKeepsTheLastGoodPage(t *testing.T) {
	w := start(t)
	s := w.listen("")
	w.see("/guide/one/", "はじめの文です")
	w.save("guide/one.md", "---\ntitle: 一つめ\ncolour: 赤\n---\n\n書き直した文です。\n")
	e := s.next()
	if len(e.Problems) != 1 {
		t.Fatalf("problems = %+v", e.Problems)
	}
	p := e.Problems[0]
	if p.Place != filepath.ToSlash(w.content)+"/guide/one.md:3:1" || p.Source != "colour: 赤" || p.Message == "" || p.Hint == "" {
		t.Errorf("problem = %+v", p)
	}
	w.see("/guide/one/", "はじめの文です")
	late := w.listen("")
	if e := late.next(); len(e.Problems) != 1 {
		t.Errorf("a browser that came later was told %+v", e)
	}
	w.save("guide/one.md", strings.Replace(one, "はじめの", "書き直した", 1))
	if e := s.next(); len(e.Problems) != 0 || !slices.Contains(e.Changed, "/guide/one/") {
		t.Errorf("after mending: %+v", e)
	}
	w.see("/guide/one/", "書き直した文です")
}

func TestUndoingAMistakeHeals(t *testing.T) {
	w := start(t)
	s := w.listen("")
	w.see("/guide/one/", "")
	w.save("guide/one.md", "---\ntitle: 一つめ\ncolour: 赤\n---\n")
	if e := s.next(); len(e.Problems) == 0 {
		t.Fatalf("event = %+v", e)
	}
	w.save("guide/one.md", one)
	if e := s.next(); len(e.Problems) != 0 || len(e.Changed) != 0 {
		t.Errorf("event = %+v", e)
	}
}

func TestBrokenFromTheStart(t *testing.T) {
	w := newWriter(t, map[string]string{"guide/one.md": "---\ntitle: <i>一つめ</i>\ncolour: 赤\n---\n"})
	w.serve(Config{})
	resp, body := w.request("GET", "/guide/one/")
	if resp.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("status = %s", resp.Status)
	}
	for _, want := range []string{"guide/one.md:3:1", "colour: 赤", `role="alert"`, "/_preview/client.js"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q:\n%s", want, body)
		}
	}
	csp := resp.Header.Get("Content-Security-Policy")
	if !strings.Contains(csp, "default-src 'none'") || !strings.Contains(csp, "require-trusted-types-for 'script'") {
		t.Errorf("policy = %q", csp)
	}
	s := w.listen("")
	if e := s.next(); len(e.Problems) == 0 {
		t.Errorf("first event = %+v", e)
	}
	w.save("guide/one.md", one)
	if e := s.next(); len(e.Problems) != 0 || !slices.Contains(e.Changed, "/guide/one/") {
		t.Errorf("after mending: %+v", e)
	}
	w.see("/guide/one/", "はじめの文です")
}

func TestStyleAloneIsSwapped(t *testing.T) {
	w := start(t)
	s := w.listen("")
	_, before := w.request("GET", "/guide/one/")
	w.addStyle("\n.added-by-test{color:#123456}\n")
	e := s.next()
	if e.CSS == "" || len(e.Changed) != 0 || len(e.Problems) != 0 {
		t.Fatalf("event = %+v", e)
	}
	w.see(e.CSS, "added-by-test")
	w.see("/assets/site.css", "added-by-test")
	if _, after := w.request("GET", "/guide/one/"); after != before {
		t.Errorf("the page is another:\n%s", after)
	}
}

func (w *writer) addStyle(rule string) {
	w.Helper()
	sheets, err := fs.Glob(os.DirFS(w.theme), "css/*.css")
	w.check(err)
	f, err := os.OpenFile(filepath.Join(w.theme, sheets[len(sheets)-1]), os.O_APPEND|os.O_WRONLY, 0)
	w.check(err)
	_, err = f.WriteString(rule)
	w.check(err)
	w.check(f.Close())
}

func TestTemplateChangesItsPages(t *testing.T) {
	w := start(t)
	s := w.listen("")
	w.see("/guide/one/", "はじめの文です")
	file := filepath.Join(w.theme, "templates", "base.html")
	base, err := os.ReadFile(file)
	w.check(err)
	text := strings.Replace(string(base), "</body>", `<p hidden>ひな形の文</p></body>`, 1)
	w.check(os.WriteFile(file, []byte(text), 0o666))
	// The page in view comes first, the others follow.
	if e := s.next(); !slices.Contains(e.Changed, "/guide/one/") {
		t.Errorf("event = %+v", e)
	}
	if e := s.next(); !slices.Contains(e.Changed, "/guide/two/") {
		t.Errorf("event = %+v", e)
	}
	w.see("/guide/one/", "ひな形の文")
	w.see("/guide/two/", "ひな形の文")
}

func TestMistakeInATemplate(t *testing.T) {
	w := start(t)
	s := w.listen("")
	w.see("/guide/one/", "はじめの文です")
	file := filepath.Join(w.theme, "templates", "base.html")
	base, err := os.ReadFile(file)
	w.check(err)
	w.check(os.WriteFile(file, append([]byte("{{if}}"), base...), 0o666))
	e := s.next()
	if len(e.Problems) != 1 || !strings.Contains(e.Problems[0].Message, "base.html:1") || e.Problems[0].Place != "" {
		t.Errorf("event = %+v", e)
	}
	w.see("/guide/one/", "はじめの文です")
	w.check(os.WriteFile(file, base, 0o666))
	if e := s.next(); len(e.Problems) != 0 {
		t.Errorf("event = %+v", e)
	}
}

func TestNewFolders(t *testing.T) {
	w := start(t)
	w.see("/guide/one/", "")
	w.save("later/deep/three.md", strings.Replace(one, "はじめの", "三つめの", 1))
	w.eventually("/later/deep/three/", "三つめの文です")
	w.save("later/deep/three.md", strings.Replace(one, "はじめの", "直した", 1))
	w.eventually("/later/deep/three/", "直した文です")
}

func TestRenamedFolderIsStillWatched(t *testing.T) {
	w := start(t)
	w.see("/guide/one/", "")
	for _, names := range [][2]string{{"guide", "manual"}, {"manual", "guide"}, {"guide", "book"}} {
		w.check(os.Rename(w.file(names[0]), w.file(names[1])))
		w.eventually("/"+names[1]+"/one/", "文です")
		if resp, _ := w.request("GET", "/"+names[0]+"/one/"); resp.StatusCode != http.StatusNotFound {
			t.Errorf("the old address answers %s", resp.Status)
		}
		text := strings.Replace(one, "はじめの", names[1]+"の", 1)
		time.Sleep(20 * time.Millisecond)
		w.save(names[1]+"/one.md", text)
		w.eventually("/"+names[1]+"/one/", names[1]+"の文です")
	}
}

// Version control and copying tools replace whole folders.
func TestContentFolderThatGoesAndComesBack(t *testing.T) {
	w := newWriter(t, map[string]string{"guide/one.md": one, "guide/two.md": two})
	w.serve(Config{Idle: 50 * time.Millisecond})
	w.see("/guide/one/", "")
	away := w.content + ".away"
	w.check(os.Rename(w.content, away))
	time.Sleep(200 * time.Millisecond)
	w.check(os.Rename(away, w.content))
	time.Sleep(200 * time.Millisecond)
	w.save("guide/one.md", strings.Replace(one, "はじめの", "戻った", 1))
	w.eventually("/guide/one/", "戻った文です")

	w.check(os.RemoveAll(w.content))
	time.Sleep(200 * time.Millisecond)
	w.save("guide/one.md", one)
	w.eventually("/guide/one/", "はじめの文です")
	w.save("guide/one.md", strings.Replace(one, "はじめの", "作り直した", 1))
	w.eventually("/guide/one/", "作り直した文です")
}

func TestRemovedPageIsGone(t *testing.T) {
	w := start(t)
	s := w.listen("")
	w.see("/guide/two/", "別の文です")
	w.check(os.Remove(w.file("guide/two.md")))
	if e := s.next(); !slices.Contains(e.Changed, "/guide/two/") {
		t.Errorf("event = %+v", e)
	}
	if resp, _ := w.request("GET", "/guide/two/"); resp.StatusCode != http.StatusNotFound {
		t.Errorf("status = %s", resp.Status)
	}
}

// Whatever way an editor saves, the writer sees neither a mistake nor a missing
// page on the way from one good file to the next.
func TestSavesThatLookTornOnTheWay(t *testing.T) {
	later := strings.Replace(one, "はじめの", "書き直した", 1)
	pause := func() { time.Sleep(5 * time.Millisecond) }
	saves := map[string]func(w *writer, file string){
		"truncate, pause, write": func(w *writer, file string) {
			f, err := os.OpenFile(file, os.O_WRONLY|os.O_TRUNC, 0)
			w.check(err)
			pause()
			f.WriteString(later)
			w.check(f.Close())
		},
		"front matter still open": func(w *writer, file string) {
			f, err := os.OpenFile(file, os.O_WRONLY|os.O_TRUNC, 0)
			w.check(err)
			f.WriteString(later[:10])
			pause()
			f.WriteString(later[10:])
			w.check(f.Close())
		},
		"half a character": func(w *writer, file string) {
			cut := strings.Index(later, "書") + 1
			f, err := os.OpenFile(file, os.O_WRONLY|os.O_TRUNC, 0)
			w.check(err)
			f.WriteString(later[:cut])
			pause()
			f.WriteString(later[cut:])
			w.check(f.Close())
		},
		"moved away, then new": func(w *writer, file string) {
			w.check(os.Rename(file, file+"~"))
			pause()
			w.check(os.WriteFile(file, []byte(later), 0o666))
			w.check(os.Remove(file + "~"))
		},
		"written beside, moved over": func(w *writer, file string) {
			beside := filepath.Join(filepath.Dir(file), ".one.md.tmp")
			w.check(os.WriteFile(beside, []byte(later), 0o666))
			w.check(os.Rename(beside, file))
		},
	}
	for name, save := range saves {
		t.Run(name, func(t *testing.T) {
			w := newWriter(t, map[string]string{"guide/one.md": one})
			w.serve(Config{Settle: 400 * time.Millisecond}) // longer than a busy computer pauses
			s := w.listen("")
			w.see("/guide/one/", "はじめの文です")
			save(w, w.file("guide/one.md"))
			e := s.next()
			if len(e.Problems) != 0 || !slices.Contains(e.Changed, "/guide/one/") {
				t.Errorf("event = %+v", e)
			}
			w.see("/guide/one/", "書き直した文です")
		})
	}
}

func TestThemeFileThatIsEmptyOnTheWay(t *testing.T) {
	w := newWriter(t, map[string]string{"guide/one.md": one})
	w.serve(Config{Settle: 400 * time.Millisecond})
	s := w.listen("")
	w.see("/guide/one/", "はじめの文です")
	file := filepath.Join(w.theme, "templates", "base.html")
	base, err := os.ReadFile(file)
	w.check(err)
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_TRUNC, 0)
	w.check(err)
	time.Sleep(5 * time.Millisecond)
	f.WriteString(strings.Replace(string(base), "</body>", `<p hidden>ひな形の文</p></body>`, 1))
	w.check(f.Close())
	if e := s.next(); len(e.Problems) != 0 {
		t.Errorf("event = %+v", e)
	}
	w.see("/guide/one/", "ひな形の文")
	w.see("/guide/one/", "はじめの文です")
}

func TestFileThatStaysEmptyIsAMistake(t *testing.T) {
	w := start(t)
	s := w.listen("")
	w.see("/guide/one/", "")
	w.save("guide/one.md", "")
	if e := s.next(); len(e.Problems) == 0 {
		t.Errorf("event = %+v", e)
	}
}

// A file can change without an event (here through another link to it); the
// look at everything that follows any change finds it.
func TestIdleLookFindsWhatNoEventTold(t *testing.T) {
	w := newWriter(t, map[string]string{"guide/one.md": one, "guide/two.md": two})
	outside := filepath.Join(t.TempDir(), "one.md")
	w.check(os.Link(w.file("guide/one.md"), outside))
	w.serve(Config{Idle: 300 * time.Millisecond})
	w.see("/guide/one/", "はじめの文です")
	time.Sleep(500 * time.Millisecond) // past the look that follows the start
	w.check(os.WriteFile(outside, []byte(strings.Replace(one, "はじめの", "知らぬ間の", 1)), 0o666))
	w.save("guide/two.md", two+"\n足しました。\n")
	w.eventually("/guide/two/", "足しました")
	w.eventually("/guide/one/", "知らぬ間の文です")
}

func TestReconnecting(t *testing.T) {
	w := start(t)
	s := w.listen("")
	resp, _ := w.request("GET", "/guide/one/")
	page := strings.Trim(strings.TrimPrefix(resp.Header.Get("Server-Timing"), "round;desc="), `"`)
	w.save("guide/one.md", one+"\n足しました。\n")
	s.next()
	w.save("guide/two.md", two+"\n足しました。\n")
	s.next()
	away := w.listen(page)
	if e := away.next(); !slices.Contains(e.Changed, "/guide/one/") || !slices.Contains(e.Changed, "/guide/two/") || e.Restart {
		t.Errorf("a page of round %s was told %+v", page, e)
	}
	if e, ok := w.listen(s.id).within(100 * time.Millisecond); ok {
		t.Errorf("a page of the newest round %s was told %+v", s.id, e)
	}
	for _, stranger := range []string{"otherrun-1", "x", "-", page + "x"} {
		if e := w.listen(stranger).next(); !e.Restart {
			t.Errorf("a page of %q was told %+v", stranger, e)
		}
	}
}

func TestSignsOfLife(t *testing.T) {
	w := newWriter(t, map[string]string{"guide/one.md": one})
	w.serve(Config{Alive: 10 * time.Millisecond})
	s := w.listen("")
	for end := time.After(patience); ; {
		select {
		case line := <-s.lines:
			if line == ":" {
				return
			}
		case <-end:
			t.Fatal("nothing came")
		}
	}
}

func TestEndsWhileStreamsAreOpen(t *testing.T) {
	w := start(t)
	s := w.listen("")
	w.see("/guide/one/", "")
	began := time.Now()
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took > 900*time.Millisecond {
		t.Errorf("it took %v", took)
	}
	if e, ok := s.within(patience); ok {
		t.Errorf("event = %+v", e)
	}
}

func TestThemeThatCannotChange(t *testing.T) {
	w := newWriter(t, map[string]string{"guide/one.md": one})
	theme := fstest.MapFS{}
	w.check(fs.WalkDir(os.DirFS(w.theme), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := os.ReadFile(filepath.Join(w.theme, name))
		theme[name] = &fstest.MapFile{Data: body}
		return err
	}))
	s := New(Config{Content: w.content, Theme: theme})
	if out, problems, _ := s.build(change{everything: true}); len(problems) > 0 || out["guide/one/index.html"] == nil {
		t.Errorf("problems = %v", problems)
	}
	events, err := watch(w.content, "")
	w.check(err)
	events.close()
}
