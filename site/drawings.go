package site

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"helpcenter/site/drawing"
)

// Fenced blocks of screen, card and flow are drawn (package drawing). Here they are
// put into a page: mistakes at the writer's lines, names that no heading has, marks
// that have a step to match, and for search nothing but the title.

const figureAttribute = "drawing" // on a FencedCodeBlock: its HTML

// drawingCaptions stand below the first screen or card of a page.
var drawingCaptions = map[string]string{
	"screen": "見取り図です。実際の画面とは見た目が異なります。",
	"card":   "見取り図です。実際のカードとは見た目が異なります。",
}

type drawn struct {
	node *ast.FencedCodeBlock
	*drawing.Drawing
}

// fenced reads a block of code or a drawing.
func (s *survey) fenced(n *ast.FencedCodeBlock) {
	language := strings.ToLower(string(n.Language(s.src)))
	switch {
	case drawing.IsKind(language):
		s.drawing(n, language)
		return
	case language != "" && lexerFor(language) == nil:
		if like := nearest(language, []string{"screen", "card", "flow"}); like != "" {
			s.wrong(n.Info.Segment.Start, "「"+language+"」という絵はありません", "もしかして「"+like+"」ですか。絵でなければ、``` の後の言葉を消してください")
		}
	}
	s.letters(n.Lines().Value(s.src))
}

func (s *survey) drawing(n *ast.FencedCodeBlock, kind string) {
	if more := strings.Fields(string(n.Info.Segment.Value(s.src))); len(more) > 1 {
		s.wrong(n.Info.Segment.Start, "「"+kind+"」の後に余分な文字があります", "絵の内容は、次の行から書いてください")
	}
	d, mistakes := drawing.Read(kind, string(n.Lines().Value(s.src)), nearest)
	for _, m := range mistakes {
		s.wrongInDrawing(n, m)
	}
	s.drawings = append(s.drawings, drawn{n, d})
	s.letters([]byte(d.Title))
}

// wrongInDrawing tells a mistake at the writer's own line and column.
func (s *survey) wrongInDrawing(n *ast.FencedCodeBlock, m drawing.Mistake) {
	if m.Line < 1 || m.Line > n.Lines().Len() {
		s.wrong(n.Info.Segment.Start, m.Message, m.Hint)
		return
	}
	line, col := s.place(n.Lines().At(m.Line - 1).Start)
	s.report(line, col+max(m.Col, 1)-1, m.Message, m.Hint)
}

// nameDrawings gives every drawing a name on the page, and makes its HTML.
func (s *survey) nameDrawings(taken map[string]bool) {
	captioned := false
	for i, d := range s.drawings {
		id := "drawing-" + strconv.Itoa(i+1)
		for taken[id] || taken[id+drawing.Described] {
			id += "-"
		}
		caption := ""
		if !captioned {
			caption = drawingCaptions[d.Kind]
			captioned = caption != ""
		}
		d.node.SetAttributeString(figureAttribute, d.Figure(id, caption))
		s.checkMarks(d)
	}
}

// checkMarks finds marks that nothing beside the drawing speaks of: neither a
// numbered step nor a mark in the text, up to the headings around it.
func (s *survey) checkMarks(d drawn) {
	if len(d.Marks) == 0 {
		return
	}
	steps, text := 0, []byte(nil)
	for n := ast.Node(d.node); n.Parent() != nil; n = n.Parent() {
		if list, ok := n.(*ast.List); ok {
			steps = max(steps, lastStep(list))
		}
		for _, beside := range besides(n) {
			if list, ok := beside.(*ast.List); ok {
				steps = max(steps, lastStep(list))
			}
			text = append(text, s.wordsOf(beside)...)
		}
	}
	for _, m := range d.Marks {
		if letter := string('①' + rune(m.Number) - 1); m.Number > steps && !bytes.Contains(text, []byte(letter)) {
			s.wrongInDrawing(d.node, drawing.Mistake{Line: m.Line, Col: m.Col,
				Message: "印" + letter + "に当たる手順がありません", Hint: "印の番号を、同じ見出しの下の手順の番号か、文の中の" + letter + "に合わせてください"})
		}
	}
}

// lastStep is the number of a list's last step, 0 if it has none.
func lastStep(list *ast.List) int {
	if !list.IsOrdered() {
		return 0
	}
	return list.Start + list.ChildCount() - 1
}

// besides are the siblings of a node under the same heading.
func besides(node ast.Node) (nodes []ast.Node) {
	for n := node.PreviousSibling(); n != nil && n.Kind() != ast.KindHeading; n = n.PreviousSibling() {
		nodes = append(nodes, n)
	}
	for n := node.NextSibling(); n != nil && n.Kind() != ast.KindHeading; n = n.NextSibling() {
		nodes = append(nodes, n)
	}
	return nodes
}

// wordsOf is the text of a node without its blocks of code and drawings.
func (s *survey) wordsOf(node ast.Node) (words []byte) {
	_ = ast.Walk(node, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok && entering {
			words = append(words, t.Value(s.src)...)
		}
		return ast.WalkContinue, nil
	})
	return words
}
