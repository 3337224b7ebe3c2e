package site

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// A Site that saw any sequence of edits gives what a fresh one gives, whether
// it is told what changed or not.
func TestAnyEditsGiveAFreshBuild(t *testing.T) {
	builds, good := 0, 0
	deadline := time.Now().Add(5 * time.Second)
	for seed := uint64(1); seed <= 60 && time.Now().Before(deadline); seed++ {
		e := &editor{random: rand.New(rand.NewPCG(seed, 7)), files: fstest.MapFS{}}
		told, asked := New(e.files, testTheme, Options{Built: built}), New(e.files, testTheme, Options{Built: built})
		glanced := New(e.files, testTheme, Options{Built: built})
		for step := range 25 {
			var changed []string
			for range 1 + e.random.IntN(3) {
				changed = append(changed, e.edit()...)
			}
			builds++
			fresh, freshErr := New(maps.Clone(e.files), testTheme, Options{Built: built}).Build()
			for name, build := range map[string]func() (Output, error){
				"told":  func() (Output, error) { return told.Build(changed...) },
				"asked": func() (Output, error) { return asked.Build() },
				"glanced": func() (Output, error) {
					glanced.Glance(append(changed, ThemeChanged), []string{"/", "/trouble/one/"})
					return glanced.Build(changed...)
				},
			} {
				out, err := build()
				if err == nil {
					good++
				}
				if d := difference(out, err, fresh, freshErr); d != "" {
					t.Fatalf("seed %d, step %d, %s, changed %q: %s", seed, step, name, changed, d)
				}
			}
		}
	}
	if good < builds/5 {
		t.Errorf("only %d of %d builds were without problems", good/3, builds)
	}
	t.Logf("%d edits, %d without problems", builds, good/3)
}

func difference(a Output, aErr error, b Output, bErr error) string {
	if fmt.Sprint(aErr) != fmt.Sprint(bErr) {
		return fmt.Sprintf("problems\n%v\nfresh\n%v", aErr, bErr)
	}
	for _, name := range slices.Sorted(maps.Keys(b)) {
		if string(a[name]) != string(b[name]) {
			return fmt.Sprintf("%s\n%s\nfresh\n%s", name, a[name], b[name])
		}
	}
	if len(a) != len(b) {
		return fmt.Sprintf("%d files, fresh %d", len(a), len(b))
	}
	return ""
}

// An editor is a writer who does anything.
type editor struct {
	random *rand.Rand
	files  fstest.MapFS
}

func (e *editor) pick(words ...string) string { return words[e.random.IntN(len(words))] }

// edit changes something and says which names an event would give.
func (e *editor) edit() []string {
	names := slices.Sorted(maps.Keys(e.files))
	switch n := e.random.IntN(20); {
	case n < 3 && len(names) > 0:
		name := e.pick(names...)
		delete(e.files, name)
		return []string{name}
	case n == 3:
		folder := e.pick("trouble", "start", "notices", "deep")
		for _, name := range names {
			if len(name) > len(folder) && name[:len(folder)+1] == folder+"/" {
				delete(e.files, name)
			}
		}
		return []string{folder}
	case n == 4:
		e.put("site.yaml", "title: "+e.pick("甲", "乙")+"\nsections:\n  - {folder: "+e.pick("trouble", "start")+", icon: "+e.pick("a", "b")+"}\npopular: ["+e.pick("/", "/trouble/one/")+"]\nhandbook: {public: "+e.pick("true", "false")+"}\n")
		return []string{"site.yaml"}
	case n == 5:
		name := "images/" + e.pick("a.png", "b.svg")
		e.put(name, e.pick("x", "y"))
		return []string{"images"}
	case n == 6:
		name := "notices/" + e.pick("one", "two", "index", "2026/one") + ".md"
		e.put(name, "---\ntitle: "+e.pick("甲", "乙")+"\n"+e.noticeLines(name)+"---\n本文\n")
		return []string{name}
	}
	name := e.pick("trouble/", "start/", "deep/er/", "handbook/", "") + e.pick("one", "two", "three", "index") + ".md"
	e.put(name, e.page())
	return []string{name}
}

func (e *editor) noticeLines(name string) string {
	if name == "notices/index.md" {
		return ""
	}
	return "kind: " + e.pick("maintenance", "incident") + "\nstart: 2026-" + e.pick("11-21", "11-22", "12-03") + " 10:00\nend: 2026-12-05 10:00\nsample: " + e.pick("true", "false") + "\n"
}

func (e *editor) put(name, text string) { e.files[name] = &fstest.MapFile{Data: []byte(text)} }

func (e *editor) page() string {
	text := "---\ntitle: " + e.pick("甲", "乙", "丙") + "\nweight: " + e.pick("1", "2", "3") + "\ntags: [" + e.pick("あ", "い", "あ, い") + "]\n"
	text += e.pick("", "", "", "draft: true\n", "description: 説明\n", "reviewed: 2026-11-01\n", e.pick("aliases: [/old/]\n", "", ""))
	if e.random.IntN(40) == 0 {
		text += "titel: x\n"
	}
	text += "---\n" + e.pick("リード。\n", "別のリード。\n", "- 一覧\n")
	text += e.pick("", "\n## 見出し {#a}\n", "\n## 見出し\n", "\n[ホーム](/)\n")
	if e.random.IntN(8) == 0 {
		text += e.pick("\n## 一 {#b}\n\n## 二 {#b}\n", "[一](/trouble/one/#a)\n", "[二](/start/two.md)\n", "![絵](/images/a.png)\n", "[なし](/nowhere/)\n")
	}
	return text
}

// Editing one page leaves the bytes of unrelated pages not only equal but the
// same: they were not rendered again.
func TestUnchangedPagesAreNotRenderedAgain(t *testing.T) {
	files := fstest.MapFS{}
	e := &editor{files: files}
	for i := range 60 {
		e.put(fmt.Sprintf("trouble/a%02d.md", i), fmt.Sprintf("---\ntitle: 題%d\nweight: %d\n---\n本文\n", i, i+1))
	}
	s := New(files, testTheme, Options{Built: built})
	before, err := s.Build()
	if err != nil {
		t.Fatal(err)
	}
	e.put("trouble/a00.md", "---\ntitle: 新しい題\nweight: 1\n---\n新しい本文\n")
	after, err := s.Build("trouble/a00.md")
	if err != nil {
		t.Fatal(err)
	}
	same := func(name string) bool { return &before[name][0] == &after[name][0] }
	for _, name := range []string{"trouble/a59/index.html", "trouble/a40/index.html"} {
		if !same(name) {
			t.Errorf("%s was rendered again", name)
		}
	}
	for _, name := range []string{"trouble/a00/index.html", "trouble/a01/index.html", "trouble/index.html", "search/index.html", "index.html"} {
		if same(name) {
			t.Errorf("%s does not show the new title", name)
		}
	}
}

// A glance gives the page that was edited as a whole build would, and no other.
func TestGlanceShowsThePageInView(t *testing.T) {
	files := fstest.MapFS{}
	e := &editor{files: files}
	for i := range 5 {
		e.put(fmt.Sprintf("trouble/a%d.md", i), fmt.Sprintf("---\ntitle: 題%d\nweight: %d\n---\n本文\n", i, i+1))
	}
	theme := maps.Clone(testTheme)
	s := New(files, theme, Options{Built: built, Preview: true})
	if out := s.Glance([]string{"trouble/a1.md"}, nil); out != nil {
		t.Errorf("before the first build: %v", out)
	}
	before, err := s.Build()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, file, text string
		want             []string // files of the output; nil if all has to be looked at
	}{
		{"a page", "trouble/a1.md", "---\ntitle: 題1\nweight: 2\n---\n別の本文\n", []string{"trouble/a1/index.html"}},
		{"nothing", "trouble/a1.md", "---\ntitle: 題1\nweight: 2\n---\n別の本文\n", []string{}},
		{"a title", "trouble/a2.md", "---\ntitle: 別の題\nweight: 3\n---\n本文\n", []string{"trouble/a2/index.html"}},
		{"a mistake", "trouble/a1.md", "---\ntitel: 題1\n---\n本文\n", nil},
		{"a link that leads nowhere", "trouble/a1.md", "---\ntitle: 題1\n---\n[x](/nowhere/)\n", nil},
		{"a new page", "trouble/new.md", "---\ntitle: 題\n---\n本文\n", nil},
		{"a draft", "trouble/a1.md", "---\ntitle: 題1\ndraft: true\n---\n本文\n", nil},
		{"a setting", "site.yaml", "title: 別の題\n", nil},
	}
	for _, test := range tests {
		old := files[test.file]
		e.put(test.file, test.text)
		out := s.Glance([]string{test.file}, []string{"/trouble/a4/"})
		if got := slices.Sorted(maps.Keys(out)); !slices.Equal(got, test.want) || (out == nil) != (test.want == nil) {
			t.Errorf("%s: %q", test.name, got)
		}
		if test.want == nil {
			delete(files, test.file)
			if old != nil {
				files[test.file] = old
			}
		}
		whole, err := s.Build(test.file)
		if err != nil {
			t.Fatal(test.name, err)
		}
		for name := range out {
			if string(out[name]) != string(whole[name]) || string(out[name]) == string(before[name]) {
				t.Errorf("%s: %s\n%s\nwhole\n%s", test.name, name, out[name], whole[name])
			}
		}
	}
	theme["css/b.css"] = &fstest.MapFile{Data: []byte("b{color:blue}")}
	out := s.Glance([]string{ThemeChanged}, []string{"/trouble/a4/"})
	if len(out) != 1 || !strings.Contains(string(out["assets/site.css"]), "blue") {
		t.Errorf("a style: %q", out)
	}
	theme["templates/page.html"] = &fstest.MapFile{Data: []byte(`{{define "main"}}another{{end}}`)}
	out = s.Glance([]string{ThemeChanged}, []string{"/trouble/a4/", "/gone/"})
	if len(out) != 1 || !strings.Contains(string(out["trouble/a4/index.html"]), "another") {
		t.Errorf("a template: %q", out)
	}
	theme["js/page.js"] = &fstest.MapFile{Data: []byte("const other=1")}
	if out = s.Glance([]string{ThemeChanged}, []string{"/trouble/a4/"}); out != nil {
		t.Errorf("a script: %q", out)
	}
}

// After an interruption the page in view can be shown as before.
func TestBuildIsInterrupted(t *testing.T) {
	stop := false
	e := &editor{files: fstest.MapFS{}}
	e.put("a.md", "---\ntitle: 題\n---\n本文\n")
	s := New(e.files, testTheme, Options{Built: built, Interrupted: func() bool { return stop }})
	if _, err := s.Build(); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"二つめ", "三つめ"} {
		e.put("a.md", "---\ntitle: 題\n---\n"+text+"\n")
		if out := s.Glance([]string{"a.md"}, nil); !strings.Contains(string(out["a/index.html"]), text) {
			t.Errorf("%s: %q", text, out)
		}
		stop = true
		if _, err := s.Build("a.md"); !errors.Is(err, ErrInterrupted) {
			t.Fatal(err)
		}
		stop = false
	}
	if out, err := s.Build("a.md"); err != nil || !strings.Contains(string(out["a/index.html"]), "三つめ") {
		t.Error(err)
	}
}
