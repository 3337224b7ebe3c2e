package site

import (
	"strconv"
	"strings"
	"testing"
)

func TestLinesOfJapaneseAreJoined(t *testing.T) {
	for src, want := range map[string]string{
		"一行目\n二行目":           "<p>一行目二行目</p>",
		"**太字**\nの次":         "<p><strong>太字</strong>の次</p>",
		"[設定](/a/)\n「を」":     `<p><a href="/a/">設定</a>「を」</p>`,
		"one\ntwo":           "<p>one\ntwo</p>",
		"Wi-Fi\nを":           "<p>Wi-Fi\nを</p>",
		"Wi-Fi。\nSMS":        "<p>Wi-Fi。SMS</p>",
		"번호\n입력":             "<p>번호\n입력</p>",
		"一\n\n- 二\n  三\n- 四": "<p>一</p>\n<ul>\n<li>二三</li>\n<li>四</li>\n</ul>",
		"行末の空白  \n次":         "<p>行末の空白<br>\n次</p>",
	} {
		if got, _ := converted(src); got != want {
			t.Errorf("%q\n got %s\nwant %s", src, got, want)
		}
	}
}

func TestBlocks(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"alert", "> [!WARNING]\n> 先に**ID**を\n> 書きます。", "<aside class=\"alert alert-warning\">\n<p class=\"alert-label\">注意</p>\n<p>先に<strong>ID</strong>を書きます。</p>\n</aside>"},
		{"alert in small letters, two paragraphs", "> [!note]\n> 一\n>\n> 二", "<aside class=\"alert alert-note\">\n<p class=\"alert-label\">補足</p>\n<p>一</p>\n<p>二</p>\n</aside>"},
		{"alert with a list only", "> [!TIP]\n>\n> - 一", "<aside class=\"alert alert-tip\">\n<p class=\"alert-label\">ヒント</p>\n<ul>\n<li>一</li>\n</ul>\n</aside>"},
		{"quotation", "> 一\n> 二", "<blockquote>\n<p>一二</p>\n</blockquote>"},
		{"table", "| a | b |\n| --- | ---: |\n| 1 | 2 |", "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"表1\"><table>\n<thead>\n<tr><th scope=\"col\">a</th><th scope=\"col\" class=\"align-right\">b</th></tr>\n</thead>\n<tbody>\n<tr><td>1</td><td class=\"align-right\">2</td></tr>\n</tbody>\n</table></div>"},
		{"code", "```yaml\na: \"b\" # <c>\n```", "<pre class=\"chroma\" tabindex=\"0\"><code class=\"language-yaml\"><span class=\"nt\">a</span>: <span class=\"s2\">&quot;b&quot;</span> <span class=\"c\"># &lt;c&gt;</span>\n</code></pre>"},
		{"code of no known language", "```typescrap\n<a>\n```", "<pre tabindex=\"0\"><code>&lt;a&gt;\n</code></pre>"},
		{"hostile language", "```\"><script>\nx\n```", "<pre tabindex=\"0\"><code>x\n</code></pre>"},
		{"outside link", "[公式](https://www.saisoncard.co.jp/)", `<p><a href="https://www.saisoncard.co.jp/" rel="noopener noreferrer external">公式</a></p>`},
		{"bare address", "https://www.saisoncard.co.jp/ です", `<p><a href="https://www.saisoncard.co.jp/" rel="noopener noreferrer external">https://www.saisoncard.co.jp/</a> です</p>`},
		{"file link", "[a](../start/prepare.md#見出し)", `<p><a href="/start/prepare/#%E8%A6%8B%E5%87%BA%E3%81%97">a</a></p>`},
		{"own section", "[a](#b)", `<p><a href="#b">a</a></p>`},
		{"query", "[a](/search/?q=a&b=c)", `<p><a href="/search/?q=a&amp;b=c">a</a></p>`},
		{"image", "文 ![画面](pic.png)", `<p>文 <img src="/trouble/pic.png" alt="画面" loading="lazy" decoding="async"></p>`},
		{"heading", "## 電波が**弱い**とき\n\n### 固定 {#fixed}\n\n## 電波が弱いとき", "<h2 id=\"電波が弱いとき\">電波が<strong>弱い</strong>とき</h2>\n<h3 id=\"fixed\">固定</h3>\n<h2 id=\"電波が弱いとき-2\">電波が弱いとき</h2>"},
		{"written id comes first", "## a\n\n## b {#a}", "<h2 id=\"a-2\">a</h2>\n<h2 id=\"a\">b</h2>"},
		{"heading without letters", "## …", "<h2 id=\"section\">…</h2>"},
		{"other attributes are dropped", "## a {#b .c style=\"x\"}", "<h2 id=\"b\">a</h2>"},
	} {
		got, problems := converted(c.src)
		if got != c.want || len(problems) > 0 {
			t.Errorf("%s\n got %s\nwant %s\n%v", c.name, got, c.want, problems)
		}
	}
}

func TestLeadAndPassages(t *testing.T) {
	b := convert([]byte("答えは**これ**\nです。\n\n次。\n\n## 一 {#a}\n\n- 二 `三`\n- 四\n\n| 五 | 六 |\n| --- | --- |\n| 七 | 八 |\n"), "a.md", func(int, int, string, string) {})
	if b.lead != "<p>答えは<strong>これ</strong>です。</p>" || b.leadText != "答えはこれです。" || !strings.HasPrefix(string(b.content), "<p>次。</p>") {
		t.Errorf("lead %q %q, content %q", b.lead, b.leadText, b.content)
	}
	want := []passage{{Text: "答えはこれです。\n次。"}, {ID: "a", Title: "一", Text: "二 三\n四\n五 六 \n七 八"}}
	if len(b.passages) != 2 || b.passages[0] != want[0] || strings.ReplaceAll(b.passages[1].Text, "\n\n", "\n") == "" || b.passages[1].ID != "a" {
		t.Errorf("passages %q", b.passages)
	}
	if words := strings.Fields(b.passages[1].Text); strings.Join(words, " ") != "二 三 四 五 六 七 八" {
		t.Errorf("words %q", words)
	}
	if b := convert([]byte("- 一\n"), "a.md", nil); b.lead != "" {
		t.Errorf("a list is no lead: %q", b.lead)
	}
}

// What is drawn is no text to be found: only what the drawing is called.
func TestDrawingsGiveTheirTitleToSearch(t *testing.T) {
	b := convert([]byte("答え。\n\n## 一 {#a}\n\n前。\n\n```screen\n題: 確認の画面\nボタン: 認証\n```\n\n後。\n"), "a.md", func(_, _ int, message, _ string) { t.Error(message) })
	if got := strings.Join(strings.Fields(b.passages[1].Text), " "); got != "前。 確認の画面 後。" {
		t.Errorf("passage %q", got)
	}
}

func TestLinkKinds(t *testing.T) {
	for dest, want := range map[string]kindOfLink{
		"/a/": linkInside, "a.md": linkInside, "#b": linkInside, "https://a.example/": linkOutside, "mailto:a@b.example": linkOutside,
		"javascript:alert(1)": linkBad, "JavaScript:alert(1)": linkBad, "data:text/html,x": linkBad, "//a.example/": linkBad,
		`\\a.example`: linkBad, "": linkBad, "https:///a": linkBad, "vbscript:x": linkBad,
	} {
		if got := linkKind(dest); got != want {
			t.Errorf("%q: %v", dest, got)
		}
	}
}

// Code that was coloured before is what it was, in its own language, however much was coloured since.
func TestCodeIsRememberedByLanguage(t *testing.T) {
	shown := func(language, code string) string {
		return string(convert([]byte("```"+language+"\n"+code+"\n```\n"), "a.md", func(int, int, string, string) {}).content)
	}
	yaml, json := shown("yaml", "true: 1"), shown("json", "true: 1")
	for i := range mostBlocks + 1 {
		shown("yaml", strconv.Itoa(i))
	}
	if yaml == json || shown("json", "true: 1") != json || shown("yaml", "true: 1") != yaml || len(highlighted.html) > mostBlocks {
		t.Errorf("yaml %q, json %q, %d kept", yaml, json, len(highlighted.html))
	}
}
