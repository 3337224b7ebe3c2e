package site

import (
	"crypto/sha256"
	"io/fs"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// stepsFile stands beside a guide that the diagnosis names, for the widget to unfold a section in place:
// /trouble/network/steps.txt. Each line begins with a letter that says what it is, for texts alone:
//
//	#weak	電波が弱いとき        a section: its id, a tab, its title
//	+weak-iphone	iPhoneの場合   a part of it; without id and title: for all devices again
//	.text                     a paragraph
//	11. text                  a step, or - for a point; 2 in front instead of 1 means one level deeper
//	!text                     in a note or warning
const stepsFile = "steps.txt"

// steps writes the text of a page's body in that form. Drawings, tables and code stay on the page.
func steps(src []byte, path string) string {
	doc, s := bodyTree(src, path, func(int, int, string, string) {}) // mistakes were told when the page was loaded
	defer s.end()
	w := &stepWriter{src: src}
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		w.block(n, ".")
	}
	return w.out.String()
}

type stepWriter struct {
	src  []byte
	out  strings.Builder
	deep int // lists around
}

func (w *stepWriter) line(kind, text string) {
	if text = strings.Join(strings.Fields(text), " "); text != "" {
		w.out.WriteString(kind + text + "\n")
	}
}

func (w *stepWriter) block(node ast.Node, kind string) {
	switch n := node.(type) {
	case *ast.Heading:
		id, _ := n.AttributeString("id")
		mark := "#"
		if n.Level > 2 {
			mark = "+"
		}
		w.out.WriteString(mark + string(id.([]byte)) + "\t" + w.words(n) + "\n")
	case *ast.Paragraph, *ast.TextBlock:
		w.line(kind, w.words(n))
	case *ast.Blockquote:
		w.inside(n, "!")
	case *ast.List:
		w.list(n)
	case *devices:
		w.inside(n, kind)
		w.out.WriteString("+\t\n")
	case *device:
		w.inside(n, kind)
	}
}

func (w *stepWriter) inside(n ast.Node, kind string) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.block(c, kind)
	}
}

func (w *stepWriter) list(n *ast.List) {
	w.deep++
	number := n.Start
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		mark := strconv.Itoa(min(w.deep, 2)) + "- "
		if n.IsOrdered() {
			mark = strconv.Itoa(min(w.deep, 2)) + strconv.Itoa(number) + ". "
			number++
		}
		for c := item.FirstChild(); c != nil; c = c.NextSibling() {
			w.block(c, mark)
			mark = mark[:1] // what follows in the same step has no number
		}
	}
	w.deep--
}

// words is the plain text of a block; its line breaks are settled already (survey).
func (w *stepWriter) words(n ast.Node) string {
	var b strings.Builder
	_ = ast.Walk(n, func(node ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := node.(type) {
		case *ast.Text:
			b.Write(unescaped(n.Value(w.src)))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			if !n.IsRaw() { // not the marks of phrases
				b.Write(n.Value)
			}
		case *ast.CodeSpan:
			b.Write(codeText(n, w.src))
			return ast.WalkSkipChildren, nil
		case *ast.AutoLink:
			b.Write(n.Label(w.src))
		case *ast.Image, *extast.TaskCheckBox:
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// addSteps writes the steps of every guide that a cause or remedy names. Few are named: those are read once more.
func (s *Site) addSteps(ix *index, out Output) {
	if s.knowledge == nil || s.knowledge.base == nil {
		return
	}
	known := s.steps
	s.steps = map[[sha256.Size]byte]string{}
	for _, r := range s.knowledge.base.Remedies {
		slug, _, _ := strings.Cut(r.Guide, "#")
		e := ix.byURL["/"+slug+"/"]
		if e == nil || e.path == "" {
			continue
		}
		text, ok := known[e.page.key]
		if !ok {
			text = s.readSteps(e.path)
		}
		s.steps[e.page.key] = text
		if text != "" {
			out[slug+"/"+stepsFile] = []byte(text)
		}
	}
}

// readSteps gives nothing of a file that went or broke since it was loaded: another build follows.
func (s *Site) readSteps(name string) string {
	src, err := fs.ReadFile(s.content, name)
	if err != nil {
		return ""
	}
	_, text, _, _ := splitFrontMatter(unixLines(src), func(int, int, string, string) {})
	return steps(text, name)
}
