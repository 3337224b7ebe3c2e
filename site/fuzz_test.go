package site

import (
	"crypto/sha256"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzPage reads any bytes as a page: no panic, every problem at a place that
// the file has, and no HTML of the writer's in what comes out.
func FuzzPage(f *testing.F) {
	for _, seed := range []string{
		"", "---", "---\n---", "---\ntitle: a\n---\n# b", "---\r\ntitle: a\r\n---\r\n本文", "\ufeff---\n", "---\ntitle: &a [*a]\n---\n",
		"---\ntitle: a\naliases: [/x/]\nkind: maintenance\nstart: 2026-11-22 29:59\n---\n> [!NOTE]\n> x",
		"---\ntitle: a\n---\n```screen\n題: \"<a>&\n入力: b = c ①\n```\n1. a\n   ```flow\n   題: a\n\t質問: b ②\n   答え: c → d\n", "---\ntitle: a\n---\n[a]: /b \"c\"\n[a] ![x](y) <b> **x\n\n| a |\n| - |\n| `b\\|` |\n", "---\ntitle: !!binary x\n---\n",
		"---\ntitle: a\nkind: maintenance\nstart: 2026-12-06 深夜0時\nend: 翌5:00\nrrule: FREQ=MONTHLY;BYDAY=1SU;UNTIL=20271231\nexcept: [2027-01-03]\nextra: [2026-12-08, {start: 1, end: 2}]\nintermittent: 最大5分×3回\nupdates: [{at: 2026-12-01 1:00, text: a}]\n---\nx",
	} {
		f.Add([]byte(seed), false)
		f.Add([]byte(seed), true)
	}
	f.Fuzz(func(t *testing.T, src []byte, notice bool) {
		name := "trouble/a.md"
		if notice {
			name = "notices/a.md"
		}
		p := loadPage(name, src, sha256.Sum256(src))
		lines := strings.Count(strings.ReplaceAll(string(unixLines(src)), "\x00", " "), "\n") + 1
		for _, problem := range p.problems {
			if problem.Line < 1 || problem.Line > lines+1 || problem.Col < 1 || problem.Message == "" {
				t.Errorf("%d lines, %+v", lines, problem)
			}
		}
		if len(p.problems) == 0 && (p.meta.Title == "" || !utf8.ValidString(p.meta.Title)) {
			t.Errorf("no problem and the title %q", p.meta.Title)
		}
		checkHTML(t, string(p.lead)+string(p.content))
	})
}

var ownTags = regexp.MustCompile(`^</?(p|a|strong|em|del|code|pre|span|h[2-6]|h1|ul|ol|li|blockquote|aside|div|table|thead|tbody|tr|th|td|img|br|hr|input|figure|figcaption|svg|title|desc|rect|circle|path|text)\b`)

// checkHTML finds tags that we do not write, and what our CSP would block.
func checkHTML(t *testing.T, html string) {
	t.Helper()
	for i := range len(html) {
		if html[i] == '<' && !ownTags.MatchString(html[i:]) && !strings.HasPrefix(html[i:], "<!-- raw HTML omitted -->") {
			t.Errorf("strange tag %.40q", html[i:])
		}
	}
	for _, tag := range tagForm.FindAllString(html, -1) {
		for _, a := range attributeForm.FindAllStringSubmatch(tag, -1) {
			value := strings.ToLower(strings.TrimSpace(a[2]))
			switch {
			case a[1] == "style" || strings.HasPrefix(a[1], "on"):
				t.Errorf("attribute %q", a[0])
			case (a[1] == "href" || a[1] == "src") && (strings.HasPrefix(value, "javascript") || strings.HasPrefix(value, "data") || strings.HasPrefix(value, "//")):
				t.Errorf("address %q", value)
			}
		}
	}
}

var (
	tagForm       = regexp.MustCompile(`<[a-z][^>]*>`)
	attributeForm = regexp.MustCompile(`([a-z-]+)="([^"]*)"`)
)

// FuzzConfig reads any bytes as site.yaml: whatever passes is safe to put into
// the Content Security Policy.
func FuzzConfig(f *testing.F) {
	f.Add([]byte("probe: {enabled: true, hosts: [https://a.example]}"))
	f.Add([]byte("probe: {enabled: true, hosts: [\"https://a.example; script-src *\"]}\nbase_url: https://a/"))
	f.Fuzz(func(t *testing.T, src []byte) {
		c, _ := loadConfig(src)
		policy := c.contentSecurityPolicy()
		if n := strings.Count(policy, ";"); n != 6 || strings.ContainsAny(policy, "\"<>\n*") || strings.Contains(policy, "unsafe-inline") {
			t.Errorf("policy %q", policy)
		}
		if strings.ContainsAny(c.BaseURL, "\"<> \n") || strings.HasSuffix(c.BaseURL, "/") {
			t.Errorf("base URL %q", c.BaseURL)
		}
	})
}
