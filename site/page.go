package site

import (
	"bytes"
	"crypto/sha256"
	"html/template"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"helpcenter/site/search"
)

// A page is one Markdown file as it was read. It depends on its own path and
// bytes alone, so it is kept as long as those stay; it is never changed.
type page struct {
	path, url string
	key       [sha256.Size]byte // of path and bytes
	linkKey   [sha256.Size]byte // of what links to the page show
	phrased   template.HTML     // the title: see phrases
	meta      frontMatter
	body
	search   search.Body // of the text, which is not kept
	problems Problems
}

// newPage is a page that nobody wrote.
func newPage(url string, meta frontMatter) *page {
	p := &page{url: url, meta: meta}
	p.seal()
	return p
}

// seal ends the making of a page. key is that of its file, the zero key for none.
func (p *page) seal() {
	d := newDigest()
	d.text(p.meta.Title, p.description(), p.url, p.meta.Description)
	p.linkKey = d.sum()
	p.phrased = phrases(p.meta.Title)
}

// loadPage reads one file. Mistakes are in problems; the rest is as good as it gets.
func loadPage(name string, src []byte, key [sha256.Size]byte) *page {
	p := &page{path: name, url: pageAddress(name), key: key}
	p.read(src)
	p.search = search.NewBody(p.meta.Title, p.description(), p.meta.Tags, p.passages)
	p.passages = nil
	p.seal()
	return p
}

func (p *page) read(src []byte) {
	if !p.checkName() || !p.checkBytes(src) {
		return
	}
	src = unixLines(src)
	meta, text, lines, ok := splitFrontMatter(src, p.report(0))
	if ok {
		p.meta = readFrontMatter(meta, p.isNotice(), p.report(1))
		if p.meta.Notice != nil {
			p.meta.Notice.startsAt.line++
		}
		p.meta.reviewByLine++
		for i := range p.meta.Aliases {
			p.meta.Aliases[i].line++
		}
	}
	p.body = convert(text, p.path, p.report(lines))
	p.moveDown(lines)
}

// searchLines reads the text of a page again: see search.Body.
func (s *Site) searchLines(name string) []string {
	src, _ := fs.ReadFile(s.content, name) // of a file that went there is nothing to learn
	p := &page{path: name, url: pageAddress(name)}
	p.read(src)
	return search.Lines(p.meta.Title, p.description(), p.meta.Tags, p.passages)
}

// moveDown makes lines of the body lines of the file.
func (p *page) moveDown(lines int) {
	for i := range p.links {
		p.links[i].line += lines
	}
	for i := range p.headings {
		p.headings[i].line += lines
	}
}

// report collects mistakes, adding the lines that stand before; line 0 is the
// file as a whole.
func (p *page) report(before int) report {
	return func(line, col int, message, hint string) {
		if line > 0 {
			line += before
		}
		p.problems = append(p.problems, Problem{p.path, max(line, 1), max(col, 1), message, hint})
	}
}

func (p *page) isNotice() bool { return inNotices(p.url) }

func inNotices(url string) bool { return strings.HasPrefix(url, "/notices/") && url != "/notices/" }

// checkName refuses names that make poor addresses.
func (p *page) checkName() bool {
	if isAddress(p.url) || p.url == "/404.html" {
		return true
	}
	p.report(0)(1, 1, "ファイルやフォルダーの名前「"+p.path+"」は住所に使えません", "半角の英数字と - _ だけの名前にしてください（例: network.md）")
	return false
}

var byteOrderMark = []byte("\ufeff")

func (p *page) checkBytes(src []byte) bool {
	before := len(p.problems)
	if bytes.HasPrefix(src, byteOrderMark) {
		p.wrongByte(src, 0, "ファイルの先頭にBOM（見えない印）があります", "「UTF-8（BOMなし）」で保存し直してください")
	}
	if i := bytes.IndexByte(src, 0); i >= 0 {
		p.wrongByte(src, i, "使えない文字（NUL）があります", "文字コードを「UTF-8（BOMなし）」にして保存し直してください")
	}
	if i := firstInvalid(src); i >= 0 {
		p.wrongByte(src, i, "UTF-8として読めない文字があります", "文字コードを「UTF-8（BOMなし）」にして保存し直してください")
	}
	return len(p.problems) == before
}

func firstInvalid(src []byte) int {
	if utf8.Valid(src) {
		return -1
	}
	for i := 0; i < len(src); {
		r, size := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

func (p *page) wrongByte(src []byte, offset int, message, hint string) {
	before := src[:offset]
	line := bytes.Count(before, []byte("\n")) + 1
	col := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	p.report(0)(line, col, message, hint)
}

// unixLines gives every line the same end; columns and line numbers stay.
func unixLines(src []byte) []byte {
	if bytes.IndexByte(src, '\r') < 0 {
		return src
	}
	src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(src, []byte("\r"), []byte("\n"))
}

// folder is where a page stands: "trouble" for trouble/index.md and
// trouble/network.md, "" for the root.
func (p *page) folder() string {
	if dir := path.Dir(p.path); dir != "." {
		return dir
	}
	return ""
}

func (p *page) hasHeading(id string) bool { return p.headingTitle(id) != "" }

func (p *page) headingTitle(id string) string {
	for _, h := range p.headings {
		if h.ID == id {
			return h.Title
		}
	}
	return ""
}

func (p *page) headingIDs() []string {
	ids := make([]string, len(p.headings))
	for i, h := range p.headings {
		ids[i] = h.ID
	}
	return ids
}

// description is the writer's, or else the beginning of the text.
func (p *page) description() string {
	if p.meta.Description != "" {
		return p.meta.Description
	}
	return shortened(p.leadText, 100)
}

func shortened(s string, limit int) string {
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	return string([]rune(s)[:limit-1]) + "…"
}

func (p *page) link() LinkView {
	return LinkView{Title: p.meta.Title, Description: p.description(), URL: p.url, phrased: p.phrased}
}
