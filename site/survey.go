package site

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// A survey walks a page's tree once before it is rendered. It collects headings,
// links and plain text, joins lines of Japanese, and finds what a writer should
// mend. Places are told in lines of src; the caller adds the front matter's.
type survey struct {
	src      []byte
	path     string
	report   report
	headings []heading
	nodes    []*ast.Heading // of headings, same order
	starts   []int          // where each heading's text begins in plain
	links    []link
	drawings []drawn
	plain    *bytes.Buffer
	last     rune      // last letter put into plain
	broken   *ast.Text // a line ended here, and the next letter is not known yet
	leadEnd  int       // end of the first block's text in plain
	counted  int       // up to this offset,
	lines    int       // so many lines have ended
}

func newSurvey(src []byte, path string, r report) *survey {
	s := &survey{src: src, path: path, report: r, plain: buffers.Get().(*bytes.Buffer)}
	s.plain.Reset()
	return s
}

func (s *survey) survey(doc ast.Node) {
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		_ = ast.Walk(n, s.visit)
		if n.PreviousSibling() == nil {
			s.leadEnd = s.plain.Len()
		}
	}
	s.nameDrawings(s.nameHeadings())
}

func (s *survey) visit(node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		s.leave(node)
		return ast.WalkContinue, nil
	}
	switch n := node.(type) {
	case *ast.Heading:
		s.heading(n)
	case *ast.Text:
		s.text(n)
	case *ast.String:
		s.letters(n.Value)
	case *ast.CodeSpan:
		s.letters(codeText(n, s.src))
		return ast.WalkSkipChildren, nil
	case *ast.CodeBlock:
		s.letters(n.Lines().Value(s.src))
	case *ast.FencedCodeBlock:
		s.fenced(n)
	case *ast.Link:
		s.link(n)
	case *ast.Image:
		s.image(n)
		return ast.WalkSkipChildren, nil
	case *ast.AutoLink:
		s.letters(n.Label(s.src))
	case *ast.RawHTML:
		s.rawHTML(n.Segments.At(0).Start)
	case *ast.HTMLBlock:
		s.rawHTML(n.Pos())
	case *ast.Blockquote:
		s.brokenAlert(n)
	}
	return ast.WalkContinue, nil
}

// leave ends a block: words of two blocks never run together.
func (s *survey) leave(n ast.Node) {
	switch {
	case n.Type() == ast.TypeBlock && n.Kind() != ast.KindList && n.Kind() != ast.KindListItem:
		s.broken, s.last = nil, '\n'
		s.plain.WriteByte('\n')
	case n.Kind() == extast.KindTableCell:
		s.plain.WriteByte(' ')
	}
	if n.Kind() == ast.KindHeading {
		s.headings[len(s.headings)-1].Title = string(bytes.TrimSpace(s.plain.Bytes()[s.starts[len(s.starts)-1]:]))
	}
}

func (s *survey) rawHTML(offset int) {
	s.wrong(offset, "HTMLは使えません", "Markdownの書きかたにするか、< をそのまま見せたいときは \\< と書いてください")
}

func (s *survey) text(n *ast.Text) {
	value := n.Value(s.src)
	s.letters(unescaped(value))
	if i := leftoverStars(value); i >= 0 {
		s.wrong(n.Segment.Start+i, "太字にならない ** が残っています", "** と文字のあいだの空白を消し、始めと終わりの ** をそろえてください。記号として見せたいときは \\*\\* と書きます")
	}
	if n.SoftLineBreak() {
		s.broken = n
	} else if n.HardLineBreak() {
		s.plain.WriteByte(' ')
	}
}

// leftoverStars is where ** stands in text that is not escaped, or -1.
func leftoverStars(value []byte) int {
	if !bytes.Contains(value, []byte("**")) {
		return -1
	}
	for i := 0; i+1 < len(value); i++ {
		switch {
		case value[i] == '\\':
			i++
		case value[i] == '*' && value[i+1] == '*':
			return i
		}
	}
	return -1
}

// letters adds text and settles the line break before it: between Japanese
// letters it vanishes, elsewhere it is a space, in plain text and HTML alike.
func (s *survey) letters(value []byte) {
	if len(value) == 0 {
		return
	}
	if s.broken != nil {
		first, _ := utf8.DecodeRune(value)
		if joined(s.last, first) {
			s.broken.SetSoftLineBreak(false)
		} else {
			s.plain.WriteByte(' ')
		}
		s.broken = nil
	}
	s.plain.Write(value)
	s.last, _ = utf8.DecodeLastRune(value)
}

// joined holds where a line break between a and b stands for nothing: between
// wide letters (but Hangul, which has spaces), and beside Japanese punctuation.
func joined(a, b rune) bool {
	if isCJK(a) && isCJK(b) {
		return !unicode.Is(unicode.Hangul, a) && !unicode.Is(unicode.Hangul, b)
	}
	return isCJK(a) && util.IsPunctRune(a) || isCJK(b) && util.IsPunctRune(b)
}

func unescaped(value []byte) []byte {
	if bytes.IndexByte(value, '\\') >= 0 {
		value = util.UnescapePunctuations(value)
	}
	if bytes.IndexByte(value, '&') >= 0 {
		value = util.ResolveEntityNames(util.ResolveNumericReferences(value))
	}
	return value
}

func codeText(n *ast.CodeSpan, src []byte) []byte {
	var b []byte
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b = append(b, t.Value(src)...)
		}
	}
	return bytes.ReplaceAll(b, []byte("\n"), []byte(" "))
}

func (s *survey) leadText() string {
	return string(bytes.TrimSpace(s.plain.Bytes()[:s.leadEnd]))
}

// end gives the memory of the plain text back; what is told of it is a copy.
func (s *survey) end() { buffers.Put(s.plain) }

// passages cuts the plain text at the headings.
func (s *survey) passages() []passage {
	all, from := s.plain.String(), 0
	cuts := make([]passage, 0, len(s.headings)+1)
	current := passage{}
	for i, h := range s.headings {
		current.Text = strings.TrimSpace(all[from:s.starts[i]])
		cuts = append(cuts, current)
		current = passage{ID: h.ID, Title: h.Title}
		from = min(s.starts[i]+len(h.Title), len(all))
	}
	current.Text = strings.TrimSpace(all[from:])
	return append(cuts, current)
}

// wrong reports a mistake at an offset into src.
func (s *survey) wrong(offset int, message, hint string) {
	line, col := s.place(offset)
	s.report(line, col, message, hint)
}

// place is the line and column of an offset, both from 1, in characters.
func (s *survey) place(offset int) (line, col int) {
	offset = min(max(offset, 0), len(s.src))
	if offset < s.counted { // a tree is mostly walked in the order of the text
		s.counted, s.lines = 0, 0
	}
	s.lines += bytes.Count(s.src[s.counted:offset], []byte("\n"))
	s.counted = offset
	start := bytes.LastIndexByte(s.src[:offset], '\n') + 1
	return s.lines + 1, utf8.RuneCount(s.src[start:offset]) + 1
}
