package site

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Alerts are quotations that begin with [!NOTE] and the like, as on GitHub.

var alertKinds = []labelled{
	{"note", "補足"}, {"tip", "ヒント"}, {"important", "重要"}, {"warning", "注意"}, {"caution", "危険"},
}

const (
	alertAttribute  = "alert"        // on a Blockquote: the id of its kind
	brokenAttribute = "broken-alert" // what was written instead of a kind
)

// alertTransformer takes the mark out of the first paragraph of a quotation
// before its words are parsed as links.
type alertTransformer struct{}

func (alertTransformer) Transform(p *ast.Paragraph, reader text.Reader, _ parser.Context) {
	quote, ok := p.Parent().(*ast.Blockquote)
	if !ok || p.PreviousSibling() != nil {
		return
	}
	first := p.Lines().At(0)
	mark, more := alertMark(first.Value(reader.Source()))
	kind := strings.ToLower(mark)
	switch {
	case mark == "":
		return
	case more || labelOf(alertKinds, kind) == "":
		quote.SetAttributeString(brokenAttribute, mark)
		return
	}
	quote.SetAttributeString(alertAttribute, kind)
	if p.Lines().Len() == 1 {
		quote.RemoveChild(quote, p)
		return
	}
	p.Lines().SetSliced(1, p.Lines().Len())
}

// alertMark gives NOTE of a line that begins with [!NOTE], and whether more
// follows on it, which must not.
func alertMark(line []byte) (mark string, more bool) {
	rest, ok := bytes.CutPrefix(bytes.TrimSpace(line), []byte("[!"))
	if !ok {
		return "", false
	}
	name, rest, ok := bytes.Cut(rest, []byte("]"))
	if !ok || bytes.HasPrefix(rest, []byte("(")) {
		return "", false
	}
	return string(name), len(rest) > 0
}

func (s *survey) brokenAlert(n *ast.Blockquote) {
	broken, ok := n.AttributeString(brokenAttribute)
	if !ok {
		return
	}
	written := strings.ToUpper(broken.(string))
	if labelOf(alertKinds, strings.ToLower(written)) != "" {
		s.wrong(n.Pos(), "注意書きの印 [!"+written+"] と同じ行に文があります", "印だけの行にし、文は次の行から「> 」に続けて書いてください")
		return
	}
	var names []string
	for _, k := range alertKinds {
		names = append(names, strings.ToUpper(k.id))
	}
	hint := "使えるのは " + strings.Join(names, ", ") + " です"
	if like := nearest(written, names); like != "" {
		hint = "もしかして [!" + like + "] ですか"
	}
	s.wrong(n.Pos(), "知らない注意書き [!"+written+"] があります", hint)
}
