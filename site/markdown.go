package site

import (
	"bufio"
	"bytes"
	"html/template"
	"io"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"helpcenter/site/search"
)

// A body is what the Markdown of one page becomes: HTML, headings, links and
// plain text, all from one tree that is then forgotten.
type body struct {
	lead, content template.HTML // lead is the first paragraph, if the body begins with one
	leadText      string
	headings      []heading
	passages      []passage
	links         []link
}

type heading struct {
	ID, Title string
	Level     int
	line, col int
}

// A passage is the plain text under one heading; the first has no heading.
type passage = search.Passage

// markdown parses GFM with the CommonMark parsers of goldmark, but for emphasis.
var markdown = parser.NewParser(
	parser.WithBlockParsers(parser.DefaultBlockParsers()...),
	parser.WithInlineParsers(
		util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewRawHTMLParser(), 400),
		util.Prioritized(&emphasisParser{[]byte("*_"), delimiters{}}, 500),
		util.Prioritized(&emphasisParser{[]byte("~"), strikes{}}, 500),
		util.Prioritized(extension.NewLinkifyParser(), 999),
	),
	parser.WithParagraphTransformers(
		util.Prioritized(alertTransformer{}, 50),
		util.Prioritized(referenceTransformer{}, 100),
		util.Prioritized(extension.NewTableParagraphTransformer(), 200),
	),
	parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
	parser.WithHeadingAttribute(),
)

// referenceTransformer takes definitions of links out of a paragraph. goldmark's copies every paragraph to look for
// them, but each begins with a bracket.
type referenceTransformer struct{}

func (referenceTransformer) Transform(p *ast.Paragraph, reader text.Reader, pc parser.Context) {
	first := p.Lines().At(0)
	if rest := util.TrimLeftSpace(first.Value(reader.Source())); len(rest) == 0 || rest[0] == '[' {
		parser.LinkReferenceParagraphTransformer.Transform(p, reader, pc)
	}
}

// htmlRenderer writes the tree; our own renderers stand before goldmark's.
var htmlRenderer = renderer.NewRenderer(renderer.WithNodeRenderers(
	util.Prioritized(nodeRenderer{}, 100),
	util.Prioritized(extension.NewTaskCheckBoxHTMLRenderer(), 500),
	util.Prioritized(extension.NewStrikethroughHTMLRenderer(), 500),
	util.Prioritized(html.NewRenderer(html.WithWriter(plainWriter{html.DefaultWriter})), 1000),
))

// plainWriter writes text in which nothing is to be escaped, as nearly all, in one piece.
type plainWriter struct{ html.Writer }

func (p plainWriter) Write(w util.BufWriter, text []byte) {
	if bytes.ContainsAny(text, "\\&<>\"\x00") {
		p.Writer.Write(w, text)
		return
	}
	_, _ = w.Write(text)
}

// convert reads the body of the page at path. src is not kept.
func convert(src []byte, path string, r report) body {
	doc, s := bodyTree(src, path, r)
	defer s.end()
	b := body{headings: s.headings, links: s.links, passages: s.passages()}
	first := doc.FirstChild()
	if p, ok := first.(*ast.Paragraph); ok && !isOnlyImage(p) {
		b.lead, b.leadText = render(src, first, first.NextSibling()), s.leadText()
		first = first.NextSibling()
	}
	b.content = render(src, first, nil)
	return b
}

// bodyTree is the Markdown as it will be rendered, and what was found in it.
func bodyTree(src []byte, path string, r report) (ast.Node, *survey) {
	doc := markdown.Parse(text.NewReader(src))
	groupDevices(doc, src)
	s := newSurvey(src, path, r)
	s.survey(doc)
	return doc, s
}

func isOnlyImage(p *ast.Paragraph) bool {
	_, ok := p.FirstChild().(*ast.Image)
	return ok && p.ChildCount() == 1
}

// scratch is a writer whose memory is used again for the next page.
type scratch struct {
	buffer bytes.Buffer
	writer *bufio.Writer
}

var scratches = sync.Pool{New: func() any {
	return &scratch{writer: bufio.NewWriterSize(io.Discard, 4096)}
}}

// render writes the nodes from first up to, without, end.
func render(src []byte, first, end ast.Node) template.HTML {
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	s.buffer.Reset()
	s.writer.Reset(&s.buffer)
	for n := first; n != nil && n != end; n = n.NextSibling() {
		// The only errors are those of the writer, and a buffer has none.
		_ = htmlRenderer.Render(s.writer, src, n)
	}
	return template.HTML(bytes.TrimSpace(s.buffer.Bytes()))
}
