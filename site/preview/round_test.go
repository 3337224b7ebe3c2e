package preview

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"

	"helpcenter/site"
)

const css = stylesheetName

func outputOf(pairs ...string) site.Output {
	out := site.Output{}
	for i := 0; i < len(pairs); i += 2 {
		out[pairs[i]] = []byte(pairs[i+1])
	}
	return out
}

func TestRoundsTellTheDifference(t *testing.T) {
	base := outputOf("index.html", "a", "x/index.html", "b", "probe.txt", "p", css, "style")
	style := stylesheet(outputOf(css, "STYLE"))
	tests := []struct {
		name    string
		out     site.Output
		changed []string
		css     string
	}{
		{"a page", outputOf("index.html", "A", "x/index.html", "b", "probe.txt", "p", css, "style"), []string{"/"}, ""},
		{"a file that is no page", outputOf("index.html", "a", "x/index.html", "b", "probe.txt", "P", css, "style"), []string{"/probe.txt"}, ""},
		{"gone and new", outputOf("index.html", "a", "y/index.html", "b", "probe.txt", "p", css, "style"), []string{"/x/", "/y/"}, ""},
		{"style alone", outputOf("index.html", "a", "x/index.html", "b", "probe.txt", "p", css, "STYLE"), []string{}, style},
		{"style and page", outputOf("index.html", "A", "x/index.html", "b", "probe.txt", "p", css, "STYLE"), []string{"/"}, style},
	}
	for _, test := range tests {
		first := newRound().after(base, nil)
		next := first.after(test.out, nil)
		got := next.since(first.number)
		want := event{Changed: test.changed, CSS: test.css, Problems: []problem{}}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v", test.name, got)
		}
		glance := site.Output{}
		for name, body := range test.out {
			if before, ok := base[name]; ok && string(before) != string(body) {
				glance[name] = body
			}
		}
		if got := first.with(glance).after(test.out, nil); got != nil && len(glance) > 0 && test.name != "gone and new" {
			t.Errorf("%s: after a glance another round %+v", test.name, got)
		}
	}
	if r := newRound().after(base, nil).after(base, nil); r != nil {
		t.Errorf("the same output made a round: %+v", r)
	}
}

func TestRoundsAddUp(t *testing.T) {
	r1 := newRound().after(outputOf("a.txt", "1", "b.txt", "1"), nil)
	r2 := r1.after(outputOf("a.txt", "2", "b.txt", "1"), nil)
	r3 := r2.after(nil, []problem{{Message: "m"}})
	r4 := r3.after(outputOf("a.txt", "2", "b.txt", "2"), nil)
	if r3.output == nil || len(r3.since(r2.number).Changed) != 0 || len(r3.since(r2.number).Problems) != 1 {
		t.Errorf("a broken round: %+v", r3)
	}
	if r := r3.after(nil, []problem{{Message: "m"}}); r != nil {
		t.Errorf("the same problems made a round: %+v", r)
	}
	if got := r4.since(r1.number).Changed; !reflect.DeepEqual(got, []string{"/a.txt", "/b.txt"}) {
		t.Errorf("since the first: %q", got)
	}
	if got := r4.since(r2.number).Changed; !reflect.DeepEqual(got, []string{"/b.txt"}) {
		t.Errorf("since the second: %q", got)
	}
}

// Of very many addresses a browser hears of those that matter to it.
func TestVeryManyChangesAreShort(t *testing.T) {
	s := New(Config{Content: t.TempDir(), Theme: os.DirFS(t.TempDir())})
	s.viewed.add("/page7/")
	few, all := event{}, event{}
	for i := range many + 1 {
		all.Changed = append(all.Changed, fmt.Sprintf("/page%d/", i))
	}
	few.Changed = slices.Clone(all.Changed[:many])
	all.Changed = append(all.Changed, "/a.png")
	s.shorten(&few, "/page3/")
	s.shorten(&all, "/page3/")
	if want := []string{"/page3/", "/page7/", "/a.png"}; !slices.Equal(all.Changed, want) || len(few.Changed) != many {
		t.Errorf("%d and %q", len(few.Changed), all.Changed)
	}
}

func TestViewedAreTheLastAskedFor(t *testing.T) {
	var v viewed
	for _, address := range []string{"/1/", "/2/", "/1/", "/3/", "/4/", "/5/", "/5/"} {
		v.add(address)
	}
	if got := v.list(); !slices.Equal(got, []string{"/1/", "/3/", "/4/", "/5/"}) {
		t.Errorf("%q", got)
	}
}

func TestExcerpt(t *testing.T) {
	long := "〇一二三四五六七八九〇一二三四五六七八九〇一二三四五六七八九〇一二三四五六七八九〇一二三四五六七八九〇一二三四五六七八九〇一二三四五六七八九"
	tests := []struct {
		lines        []string
		line, col    int
		text, before string
	}{
		{[]string{"一行目", "日本語です\r"}, 2, 3, "日本語です", "日本"},
		{[]string{"短い"}, 1, 9, "短い", "短い"},
		{[]string{"短い"}, 1, 0, "短い", ""},
		{[]string{"短い"}, 0, 0, "", ""},
		{[]string{"短い"}, 2, 1, "", ""},
		{nil, 1, 1, "", ""},
		{[]string{long}, 1, 27, "…" + string([]rune(long)[2:66]) + "…", "…" + string([]rune(long)[2:26])},
	}
	for _, test := range tests {
		text, before := excerpt(test.lines, test.line, test.col)
		if text != test.text || before != test.before {
			t.Errorf("excerpt(%q, %d, %d) = %q, %q", test.lines, test.line, test.col, text, before)
		}
	}
}

func TestLostEventsMeanALookAtEverything(t *testing.T) {
	w, err := watch(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer w.close()
	w.events.Errors <- fsnotify.ErrEventOverflow
	select {
	case <-w.stirred:
	case <-time.After(patience):
		t.Fatal("nothing stirred")
	}
	if !w.take().everything {
		t.Error("a look at some files only")
	}
}

func TestWhatEventsMean(t *testing.T) {
	content, theme := t.TempDir(), t.TempDir()
	if err := os.MkdirAll(filepath.Join(content, "folder"), 0o777); err != nil {
		t.Fatal(err)
	}
	w, err := watch(content, theme)
	if err != nil {
		t.Fatal(err)
	}
	defer w.close()
	tests := []struct {
		name string
		op   fsnotify.Op
		want string // the file, "*" for everything, "+" for the theme, "" for nothing
	}{
		{content + "/a/b.md", fsnotify.Write, "a/b.md"},
		{content + "/a/b.md", fsnotify.Remove, "a/b.md"},
		{content + "/a/b.md", fsnotify.Chmod, ""},
		{content + "/a/.b.md.swp", fsnotify.Create, ""},
		{content + "/a/b.md~", fsnotify.Create, ""},
		{content + "/a/#b.md#", fsnotify.Create, ""},
		{content + "/a/4913", fsnotify.Create, ""},
		{content + "/folder", fsnotify.Create, "*"},
		{content + "/folder", fsnotify.Rename, "*"},
		{content, fsnotify.Remove, "*"},
		{theme + "/css/x.css", fsnotify.Write, theme + "/css/x.css+"},
		{"", 0, ""},
	}
	for _, test := range tests {
		c, ok := w.read(fsnotify.Event{Name: test.name, Op: test.op})
		got := ""
		for file, name := range c.files {
			got += cmp.Or(name, file)
		}
		if c.everything {
			got += "*"
		}
		if c.theme {
			got += "+"
		}
		if got != test.want || ok != (test.want != "") {
			t.Errorf("%v %s: %q, %v", test.op, test.name, got, ok)
		}
	}
}
