package site

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// nodeRenderer writes the nodes that we write otherwise than goldmark does. No
// style attribute anywhere: the CSP would block it.
type nodeRenderer struct{}

func (nodeRenderer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindHeading, renderHeading)
	reg.Register(ast.KindBlockquote, renderQuote)
	reg.Register(ast.KindLink, renderLink)
	reg.Register(ast.KindAutoLink, renderAutoLink)
	reg.Register(ast.KindImage, renderImage)
	reg.Register(ast.KindCodeBlock, renderCode)
	reg.Register(ast.KindFencedCodeBlock, renderCode)
	reg.Register(extast.KindTable, renderTable)
	reg.Register(extast.KindTableHeader, renderTableHeader)
	reg.Register(extast.KindTableRow, renderTableRow)
	reg.Register(extast.KindTableCell, renderTableCell)
	registerDevices(reg)
}

func renderHeading(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	level := strconv.Itoa(node.(*ast.Heading).Level)
	before, after := "", "\n"
	if inDevice(node) {
		before, after = "<summary>", "</summary>\n"
	}
	if !entering {
		_, _ = w.WriteString("</h" + level + ">" + after)
		return ast.WalkContinue, nil
	}
	id, _ := node.AttributeString("id")
	_, _ = w.WriteString(before + "<h" + level + ` id="`)
	_, _ = w.Write(util.EscapeHTML(id.([]byte)))
	_, _ = w.WriteString(`">`)
	return ast.WalkContinue, nil
}

func renderQuote(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	kind, isAlert := node.AttributeString(alertAttribute)
	switch {
	case isAlert && entering:
		label := labelOf(alertKinds, kind.(string))
		_, _ = w.WriteString(`<aside class="alert alert-` + kind.(string) + `">` + "\n<p class=\"alert-label\">" + label + "</p>\n")
	case isAlert:
		_, _ = w.WriteString("</aside>\n")
	case entering:
		_, _ = w.WriteString("<blockquote>\n")
	default:
		_, _ = w.WriteString("</blockquote>\n")
	}
	return ast.WalkContinue, nil
}

// A table can be wider than a phone: it scrolls inside a region that the
// keyboard reaches.
func renderTable(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString(`<div class="table" tabindex="0" role="region" aria-label="` + tableLabel(n) + `"><table>` + "\n")
	} else {
		if n.ChildCount() > 1 {
			_, _ = w.WriteString("</tbody>\n")
		}
		_, _ = w.WriteString("</table></div>\n")
	}
	return ast.WalkContinue, nil
}

// tableLabel numbers the tables of a page, because regions need names that differ.
func tableLabel(table ast.Node) string {
	number := 0
	_ = ast.Walk(table.OwnerDocument(), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering && n.Kind() == extast.KindTable {
			number++
		}
		if n == table {
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	return "表" + strconv.Itoa(number)
}

func renderTableHeader(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	switch {
	case entering:
		_, _ = w.WriteString("<thead>\n<tr>")
	case n.NextSibling() != nil:
		_, _ = w.WriteString("</tr>\n</thead>\n<tbody>\n")
	default:
		_, _ = w.WriteString("</tr>\n</thead>\n")
	}
	return ast.WalkContinue, nil
}

func renderTableRow(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString("<tr>")
	} else {
		_, _ = w.WriteString("</tr>\n")
	}
	return ast.WalkContinue, nil
}

func renderTableCell(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	cell := node.(*extast.TableCell)
	begin, end := "<td", "</td>"
	if cell.Parent().Kind() == extast.KindTableHeader {
		begin, end = `<th scope="col"`, "</th>"
	}
	if !entering {
		_, _ = w.WriteString(end)
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString(begin)
	if cell.Alignment != extast.AlignNone {
		_, _ = w.WriteString(` class="align-` + cell.Alignment.String() + `"`)
	}
	_ = w.WriteByte('>')
	return ast.WalkContinue, nil
}
