package site

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// converted is the HTML of a page's whole body, and its problems.
func converted(src string) (string, Problems) {
	var problems Problems
	b := convert([]byte(src), "trouble/a.md", func(line, col int, message, hint string) {
		problems = append(problems, Problem{"trouble/a.md", line, col, message, hint})
	})
	return strings.TrimSpace(string(b.lead) + "\n" + string(b.content)), problems
}

func TestEmphasisBesideJapanese(t *testing.T) {
	for src, want := range map[string]string{
		"**「ホーム」**を押す":          "<strong>「ホーム」</strong>を押す",
		"**必須です。**次に":           "<strong>必須です。</strong>次に",
		"**[設定](/a)**を開く":       `<strong><a href="/a">設定</a></strong>を開く`,
		"税込**¥10,000**で":        "税込<strong>¥10,000</strong>で",
		"**VPN（…）**を切る":         "<strong>VPN（…）</strong>を切る",
		"**Wi-Fi**を":            "<strong>Wi-Fi</strong>を",
		"先に**（重要）**と":           "先に<strong>（重要）</strong>と",
		"これは**`設定`**です":         "これは<strong><code>設定</code></strong>です",
		"*「斜体」*です":              "<em>「斜体」</em>です",
		"***「両方」***です":          "<em><strong>「両方」</strong></em>です",
		"**A**と**「B」**と**C。**D": "<strong>A</strong>と<strong>「B」</strong>と<strong>C。</strong>D",
		"~~「前の名前」~~は":           "<del>「前の名前」</del>は",
		"**ｶﾅ｡**次":              "<strong>ｶﾅ｡</strong>次",
		"**이 용어(This term)**를":  "<strong>이 용어(This term)</strong>를",
		"我可以强调**这个`code`**吗":    "我可以强调<strong>这个<code>code</code></strong>吗",
		"**葛󠄀**「城」市":            "<strong>葛󠄀</strong>「城」市",
		"__「下線」__を":             "__「下線」__を", // _ in a word stays as it is, in Japanese too
		"「__強い__」":              "「<strong>強い</strong>」",
		"** 空白 **の":             "** 空白 **の",
	} {
		got, _ := converted(src)
		if got != "<p>"+want+"</p>" {
			t.Errorf("%s\n got %s\nwant <p>%s</p>", src, got, want)
		}
	}
}

func TestLeftoverStarsAreAProblem(t *testing.T) {
	for src, want := range map[string]int{
		"a\n\n** 空白 **の": 2, "**閉じない": 1, "`**`と\\*\\*は別": 0, "    **code": 0, "**太字**": 0,
	} {
		if _, problems := converted(src); len(problems) != want {
			t.Errorf("%q: got %v, want %d", src, problems, want)
		}
	}
	_, problems := converted("一行目\n二行目の**閉じない")
	if p := problems[0]; p.Line != 2 || p.Col != 5 {
		t.Errorf("place of leftover stars: %v", p)
	}
}

// plain is goldmark as it comes, with the same extensions.
var plain = goldmark.New(goldmark.WithExtensions(extension.Strikethrough), goldmark.WithParserOptions())

// ours differs from plain by our emphasis parsers alone.
var ours = goldmark.New(goldmark.WithExtensions(extension.Strikethrough), goldmark.WithParserOptions(parser.WithInlineParsers(
	util.Prioritized(&emphasisParser{[]byte("*_"), delimiters{}}, 400),
	util.Prioritized(&emphasisParser{[]byte("~"), strikes{}}, 400))))

func htmlOf(t *testing.T, md goldmark.Markdown, src string) string {
	t.Helper()
	var b bytes.Buffer
	if err := md.Convert([]byte(src), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// All examples of the CommonMark specification come out as they do without us.
func TestCommonMarkIsUnchanged(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "_test", "spec.json"))
	if err != nil {
		t.Fatal(err)
	}
	var examples []struct{ Markdown, Section string }
	if err := json.Unmarshal(data, &examples); err != nil {
		t.Fatal(err)
	}
	emphasis := 0
	for _, e := range examples {
		if strings.HasPrefix(e.Section, "Emphasis") {
			emphasis++
		}
		if got, want := htmlOf(t, ours, e.Markdown), htmlOf(t, plain, e.Markdown); got != want {
			t.Errorf("%q\n got %s\nwant %s", e.Markdown, got, want)
		}
	}
	if emphasis < 100 {
		t.Errorf("only %d examples of emphasis", emphasis)
	}
}

// Whatever is not CJK keeps the rules of CommonMark.
func TestEmphasisWithoutCJKIsCommonMark(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"*", "**", "_", "__", "a", "b ", " ", ".", "(", ")", "é", "“", "”", "€", "\\", "\n", "[", "](x)", "`"}
	for range 20000 {
		var b strings.Builder
		for range 1 + random.IntN(12) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		if got, want := htmlOf(t, ours, b.String()), htmlOf(t, plain, b.String()); got != want {
			t.Fatalf("%q\n got %s\nwant %s", b.String(), got, want)
		}
	}
}

func TestVariationSelectorsBeforeDelimiters(t *testing.T) {
	// Followed by U+FE01 a curly quote is full width: CJK, though alone it is not.
	for src, bold := range map[string]bool{"**b\u201d\ufe01**c": true, "**b\u201d**c": false} {
		if got, _ := converted(src); strings.Contains(got, "<strong>") != bold {
			t.Errorf("%q: %s", src, got)
		}
	}
}

var sinkNode ast.Node

func BenchmarkMarkdown(b *testing.B) {
	src := []byte(strings.Repeat("**「ホーム」**を押すと、[設定](/a/)が出ます。\n次の行です。\n\n## 見出し\n\n- 一\n- 二\n\n", 20))
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		sinkNode = markdown.Parse(text.NewReader(src))
	}
}
