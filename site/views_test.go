package site

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// sized is a site with n guides in one folder, all of one tag.
func sized(t *testing.T, n int) Output {
	t.Helper()
	e := &editor{files: fstest.MapFS{}}
	for i := range n {
		e.put(fmt.Sprintf("trouble/a%03d.md", i), fmt.Sprintf("---\ntitle: 題%03d\nweight: %d\ntags: [一]\n---\n本文\n", i, i+1))
	}
	out, err := New(e.files, testTheme, Options{Built: built}).Build()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// A guide's page does not grow with the number of guides; the lists do.
func TestPagesDoNotGrowWithTheSite(t *testing.T) {
	small, large := sized(t, 60), sized(t, 600)
	for _, name := range []string{"trouble/a030/index.html", "symptoms/index.html"} {
		if a, b := len(small[name]), len(large[name]); a != b {
			t.Errorf("%s: %d bytes of 60 pages, %d of 600", name, a, b)
		}
	}
	for _, name := range []string{"trouble/index.html", "search/index.html"} {
		if n := strings.Count(string(large[name]), "[題"); n < 600 {
			t.Errorf("%s lists %d of 600", name, n)
		}
	}
}

func TestRelatedAreTheNearestOfAnyTag(t *testing.T) {
	page := func(title, tags, text string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("---\ntitle: " + title + "\ntags: [" + tags + "]\n---\n" + text + "\n")}
	}
	files := fstest.MapFS{
		"a/me.md":      page("me", "一, 二", "[x](/a/linked/) [y](/b/far/)"),
		"a/both.md":    page("both", "一, 二", ""),
		"a/one.md":     page("one", "一", ""),
		"b/one.md":     page("other folder", "二", ""),
		"a/linked.md":  page("linked", "三", ""),
		"a/nothing.md": page("nothing", "四", ""),
		"b/far.md":     page("far", "五", ""),
	}
	out, err := New(files, testTheme, Options{Built: built}).Build()
	if err != nil {
		t.Fatal(err)
	}
	_, related, _ := strings.Cut(string(out["a/me/index.html"]), "<p>related")
	var order []string
	for _, title := range []string{"both", "one", "other folder", "linked"} {
		i := strings.Index(related, "["+title+"|")
		if i < 0 {
			t.Fatalf("%s is not related: %s", title, related)
		}
		order, related = append(order, title), related[i:]
	}
	if strings.Contains(related, "nothing") || strings.Contains(related, "[far|") {
		t.Errorf("after %q: %s", order, related)
	}
}
