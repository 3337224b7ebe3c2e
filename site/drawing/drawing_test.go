package drawing

import (
	"encoding/xml"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite what the drawings in testdata want")

func none(string, []string) string { return "" }

// like finds what begins alike: the real one is site's.
func like(written string, candidates []string) string {
	for _, c := range candidates {
		if written != "" && strings.HasPrefix(c, string([]rune(written)[:1])) {
			return c
		}
	}
	return ""
}

// A file in testdata holds one block, named after its kind, and the figure or the
// problems that are wanted of it.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { golden(t, file) })
	}
}

func golden(t *testing.T, file string) {
	a, err := txtar.ParseFile(file)
	if err != nil || len(a.Files) != 2 {
		t.Fatal(err, "a drawing and what it wants")
	}
	d, mistakes := Read(a.Files[0].Name, string(a.Files[0].Data), like)
	got := strings.ReplaceAll(d.Figure("a", ""), "><", ">\n<")
	if len(mistakes) > 0 {
		got = told(mistakes)
	} else {
		wellFormed(t, got)
	}
	if *update {
		a.Files[1].Data = []byte(got)
		if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if got != string(a.Files[1].Data) {
		t.Errorf("got:\n%s\nwant:\n%s", got, a.Files[1].Data)
	}
}

func told(mistakes []Mistake) string {
	var b strings.Builder
	for _, m := range mistakes {
		fmt.Fprintf(&b, "%d:%d: %s\nhint: %s\n", m.Line, m.Col, m.Message, m.Hint)
	}
	return b.String()
}

// Every word of every kind is drawn somewhere in testdata, and described.
func TestEveryWordIsTried(t *testing.T) {
	tried := map[string]bool{}
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range strings.Split(string(a.Files[0].Data), "\n") {
			word, _, _ := strings.Cut(l, ":")
			if strings.HasPrefix(a.Files[1].Name, "want.svg") {
				tried[a.Files[0].Name+" "+word] = true
			}
		}
	}
	for name, k := range kinds {
		for _, w := range k.words {
			if !tried[name+" "+w.name] {
				t.Errorf("no drawing in testdata has %s of %s", w.name, name)
			}
		}
	}
}

func TestWhatIsSeenIsSaid(t *testing.T) {
	d, mistakes := Read("screen", "題: 通知\n機種: スマホ\nスイッチ: 通知を許可 オン ①\n一覧: 音 = あり\nボタン: 「閉じる」 ③", none)
	want := "スマホの画面です。①スイッチ「通知を許可」オン。項目「音」あり。③ボタン「閉じる」。"
	if d.says != want || d.Title != "通知" || len(mistakes) > 0 {
		t.Errorf("%q %q\n%v", d.Title, d.says, mistakes)
	}
	if fmt.Sprint(d.Marks) != "[{1 3 16} {3 5 12}]" {
		t.Errorf("marks %v", d.Marks)
	}
}

func TestLinesEndWherePhrasesDo(t *testing.T) {
	for text, want := range map[string]string{
		"規約に同意して確認画面に進む":                "規約に同意して|確認画面に進む",
		"ワンタイムパスコードを再発行する":              "ワンタイムパスコードを|再発行する",
		"あああああああああああああああ":               "ああああああああああああ|あああ",
		"「アプリのバックグラウンド更新」を押す":           "「アプリの|バックグラウンド|更新」を押す",
		"https://example.com/a/b/c/d-e": "https://example.com/|a/b/c/d-e",
		"短い":                            "短い",
		"":                              "",
		" ":                             "",
	} {
		if got := strings.Join(wrap(text, size, 180), "|"); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

func TestLinesFit(t *testing.T) {
	for _, text := range []string{strings.Repeat("漢字かなカナ、「」。", 20), strings.Repeat("WWWWW ", 30), strings.Repeat("ｶﾅ", 50), "。。。。。。。。。。。。。。。。。。。。"} {
		for _, l := range wrap(text, size, 120) {
			if width(l, size) > 120 {
				t.Errorf("%q is %d wide", l, width(l, size))
			}
		}
	}
}

func wellFormed(t *testing.T, figure string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(figure))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("%v in %s", err, figure)
		}
		if e, ok := token.(xml.StartElement); ok {
			checkElement(t, e)
		}
	}
}

const elements = " figure svg title desc rect circle path text figcaption "

// checkElement holds what strict policies and one look ask for.
func checkElement(t *testing.T, e xml.StartElement) {
	t.Helper()
	if !strings.Contains(elements, " "+e.Name.Local+" ") {
		t.Errorf("element %s", e.Name.Local)
	}
	for _, a := range e.Attr {
		switch {
		case a.Name.Local == "style" || a.Name.Local == "fill" || a.Name.Local == "href" || strings.HasPrefix(a.Name.Local, "on"):
			t.Errorf("attribute %s on %s", a.Name.Local, e.Name.Local)
		case a.Name.Local == "rx" && a.Value != "8":
			t.Errorf("corner of %s", a.Value)
		case strings.ContainsAny(a.Value, ".-") && e.Name.Local == "rect":
			t.Errorf("%s=%s is no whole number above 0", a.Name.Local, a.Value)
		}
	}
}

func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		if a, err := txtar.ParseFile(file); err == nil {
			f.Add(a.Files[0].Name, string(a.Files[0].Data))
		}
	}
	f.Add("flow", "題: <a> & \"b\" 'c'\n次: \x00\xff\u202e ①②\n答え: → \n質問:")
	f.Add("screen", "題: a\n段階: | = \n並び: |||||||||||||||||||\n値: a = \nスイッチ: オン\n選択: 番号 = １")
	f.Add("card", "：\n題：題\n面：\n面：裏")
	f.Fuzz(func(t *testing.T, kind, text string) {
		d, mistakes := Read(kind, text, like)
		wellFormed(t, d.Figure("<\"&'", text))
		lines := strings.Split(text, "\n")
		for _, m := range mistakes {
			if m.Message == "" || m.Hint == "" || m.Line < 0 || m.Line > len(lines) || m.Line > 0 && (m.Col < 1 || m.Col > len([]rune(lines[m.Line-1]))+2) {
				t.Errorf("%d lines, %+v", len(lines), m)
			}
		}
	})
}
