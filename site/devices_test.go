package site

import (
	"strings"
	"testing"

	"github.com/yuin/goldmark/text"
)

// shape keeps of a page what folds: { } around a part, ( ) around a set, and the text.
var shape = strings.NewReplacer("<div class=\"devices\">\n", "(", "</div>", ")", "<details data-device=", "{", "</details>\n", "}", "</details>", "}",
	"<summary>", "", "</summary>\n", ":", "\n", "", "<p>", "", "</p>", "", "<h3", "<", "</h3>", "", "<h2", "<", "</h2>", "")

func TestDevicesFold(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"three", "## a {#a}\n\n前\n\n### iPhoneの場合 {#i}\n\n一\n\n### Androidの場合 {#d}\n\n二\n\n### パソコンの場合 {#p}\n\n三\n\n## b {#b}\n\n後",
			`< id="a">a前({"iphone">< id="i">iPhoneの場合:一}{"android">< id="d">Androidの場合:二}{"pc">< id="p">パソコンの場合:三})< id="b">b後`},
		{"a rule ends them", "### Androidの場合 {#d}\n\n一\n\n### iPhoneの場合 {#i}\n\n二\n\n---\n\nみんな",
			`({"android">< id="d">Androidの場合:一}{"iphone">< id="i">iPhoneの場合:二})みんな`},
		{"another heading ends them", "### パソコンの場合 {#p}\n\n### スマホの場合 {#s}\n\n二\n\n### ほか {#o}\n\n三",
			`({"pc">< id="p">パソコンの場合:}{"iphone android">< id="s">スマホの場合:二})< id="o">ほか三`},
		{"two sets", "## a {#a}\n\n### iPhoneの場合 {#i}\n\n### Androidの場合 {#d}\n\n## b {#b}\n\n### iPhoneの場合 {#j}\n\n### Androidの場合 {#e}",
			`< id="a">a({"iphone">< id="i">iPhoneの場合:}{"android">< id="d">Androidの場合:})< id="b">b({"iphone">< id="j">iPhoneの場合:}{"android">< id="e">Androidの場合:})`},
		{"one alone", "### パソコンの場合 {#p}\n\n一\n\n### ほか {#o}", `< id="p">パソコンの場合一< id="o">ほか`},
		{"one before a rule", "### パソコンの場合 {#p}\n\n一\n\n---\n\n### スマホの場合 {#s}", `< id="p">パソコンの場合一<hr>< id="s">スマホの場合`},
		{"levels apart", "## パソコンの場合 {#p}\n\n### スマホの場合 {#s}", `< id="p">パソコンの場合< id="s">スマホの場合`},
		{"none", "### iPhoneの設定 {#p}\n\n### Androidの設定 {#s}", `< id="p">iPhoneの設定< id="s">Androidの設定`},
	} {
		got, problems := converted(c.src)
		if got = shape.Replace(got); got != c.want || len(problems) > 0 {
			t.Errorf("%s\n got %s\nwant %s\n%v", c.name, got, c.want, problems)
		}
	}
}

func TestNamesOfDevices(t *testing.T) {
	for title, want := range map[string]string{
		"iOSの場合": "iphone", "Android の場合": "android", "スマートフォンの場合": "iphone android", "PCの場合": "pc", "Windowsの場合": "pc",
		"海外の場合": "", "Androidの設定": "", "の場合": "", "": "",
	} {
		src := []byte("### " + title + " {#x}")
		if got := deviceOf(markdown.Parse(text.NewReader(src)).FirstChild(), src); got != want {
			t.Errorf("%s is for %q, want %q", title, got, want)
		}
	}
}

// What is folded is searched, linked and checked as before.
func TestDevicesKeepHeadingsAndPassages(t *testing.T) {
	b := convert([]byte("答え。\n\n### iPhoneの場合 {#i}\n\n一 [次](#d)\n\n### Androidの場合 {#d}\n\n二\n"), "a.md", func(int, int, string, string) {})
	if len(b.headings) != 2 || b.headings[1].line != 7 || len(b.passages) != 3 || b.passages[2].Text != "二" || len(b.links) != 1 || b.lead != "<p>答え。</p>" {
		t.Errorf("%+v", b)
	}
}
