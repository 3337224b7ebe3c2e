package site

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
)

// Headings keep Japanese ids, so that an anchor says where it leads and does not
// move when a section is inserted; {#id} pins one by hand.

func (s *survey) heading(n *ast.Heading) {
	if n.Level == 1 {
		s.wrong(n.Pos(), "本文に # の見出しがあります", "ページの題は title です。本文の見出しは ## から始めてください")
	}
	s.nodes = append(s.nodes, n)
	s.starts = append(s.starts, s.plain.Len())
	line, col := s.place(n.Pos())
	s.headings = append(s.headings, heading{Level: n.Level, line: line, col: col})
}

// nameHeadings gives every heading its id: first those that were written, then
// the others around them. It gives back the names that are taken now.
func (s *survey) nameHeadings() (taken map[string]bool) {
	taken = make(map[string]bool, len(s.nodes))
	for i, n := range s.nodes {
		id, ok := n.AttributeString("id")
		if !ok {
			continue
		}
		written, _ := id.([]byte)
		s.headings[i].ID = string(written)
		switch {
		case len(written) == 0:
			s.wrong(n.Pos(), "見出しの名前 {#…} が空です", "{#weak} のように書くか、{#} を消してください")
		case taken[string(written)]:
			s.wrong(n.Pos(), "見出しの名前 {#"+string(written)+"} がこのページに2つあります", "どちらかを別の名前にしてください")
		}
		taken[string(written)] = true
	}
	for i := range s.headings {
		if s.headings[i].ID == "" {
			s.headings[i].ID = unused(headingID(s.headings[i].Title), taken)
		}
	}
	for i, n := range s.nodes {
		n.SetAttributeString("id", []byte(s.headings[i].ID))
		markPhrases(n, s.headings[i].Title, s.src)
	}
	return taken
}

func unused(id string, taken map[string]bool) string {
	name := id
	for i := 2; taken[name]; i++ {
		name = id + "-" + strconv.Itoa(i)
	}
	taken[name] = true
	return name
}

func lower(r rune) rune {
	if isEveryday(r) {
		return r
	}
	return unicode.ToLower(r)
}

// headingID keeps letters and digits of any script; what stands between them
// becomes one hyphen.
func headingID(title string) string {
	var b strings.Builder
	b.Grow(len(title))
	gap := false
	for _, r := range title {
		r = lower(r)
		switch {
		case isEveryday(r) || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '_' || r == 'ー':
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		default:
			gap = true
		}
	}
	if b.Len() == 0 {
		return "section"
	}
	return b.String()
}
