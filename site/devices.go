package site

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// Where devices differ, a writer gives each its heading, 「iPhoneの場合」 and the like. Such headings in a row are
// one set of parts: each part can be folded, so that the reader's own comes first and the others stay a tap away.
// A set ends with the next other heading of its level or above, or at a line ---, after which all devices go on
// together. A heading for one device alone stays what it is.

// deviceNames are what the headings say before の場合, in small letters without spaces, and under what the page's
// script and styles know those devices.
var deviceNames = map[string]string{
	"iphone": "iphone", "ios": "iphone", "ipad": "iphone", "iphone・ipad": "iphone", "android": "android",
	"スマホ": "iphone android", "スマートフォン": "iphone android",
	"パソコン": "pc", "pc": "pc", "windows": "pc", "mac": "pc",
}

var (
	kindDevices = ast.NewNodeKind("Devices")
	kindDevice  = ast.NewNodeKind("Device")
)

// A devices node holds the parts of one set, and nothing else.
type devices struct{ ast.BaseBlock }

// A device is one part: its heading, then what belongs to it.
type device struct {
	ast.BaseBlock
	id string // of deviceNames
}

func (*devices) Kind() ast.NodeKind           { return kindDevices }
func (n *devices) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }
func (*device) Kind() ast.NodeKind            { return kindDevice }
func (n *device) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"Device": n.id}, nil)
}

// groupDevices gathers the parts of a page into sets.
func groupDevices(doc ast.Node, src []byte) {
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if first := deviceOf(n, src); first == "" || !moreDevices(n, src) {
			continue
		}
		set := &devices{}
		doc.InsertBefore(doc, n, set)
		set.take(doc, n.(*ast.Heading).Level, src)
		n = set
	}
}

// deviceOf is the id of the device that a heading is for, or "".
func deviceOf(n ast.Node, src []byte) string {
	h, ok := n.(*ast.Heading)
	if !ok || h.Lines().Len() == 0 {
		return ""
	}
	line := h.Lines().At(0)
	written := bytes.TrimSpace(line.Value(src))
	if !bytes.HasSuffix(written, []byte("合")) {
		return "" // as nearly all
	}
	title := strings.ToLower(strings.ReplaceAll(string(written), " ", ""))
	name, ok := strings.CutSuffix(title, "の場合")
	if !ok {
		return ""
	}
	return deviceNames[name]
}

// moreDevices holds if the next heading of the same level is for a device too.
func moreDevices(first ast.Node, src []byte) bool {
	level := first.(*ast.Heading).Level
	for n := first.NextSibling(); n != nil && n.Kind() != ast.KindThematicBreak; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok && h.Level <= level {
			return h.Level == level && deviceOf(n, src) != ""
		}
	}
	return false
}

// take moves what follows the set into it, up to where it ends.
func (set *devices) take(doc ast.Node, level int, src []byte) {
	var part *device
	for n := set.NextSibling(); n != nil; n = set.NextSibling() {
		if n.Kind() == ast.KindThematicBreak {
			doc.RemoveChild(doc, n)
			return
		}
		if h, ok := n.(*ast.Heading); ok && h.Level <= level {
			id := deviceOf(n, src)
			if h.Level < level || id == "" {
				return
			}
			part = &device{id: id}
			set.AppendChild(set, part)
		}
		part.AppendChild(part, n)
	}
}

// renderDevices writes parts that are folded without a script too. The styles open the reader's own before the
// first paint, and all of them in print; page.js sees to the rest.
func renderDevices(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString(`<div class="devices">` + "\n")
	} else {
		_, _ = w.WriteString("</div>\n")
	}
	return ast.WalkContinue, nil
}

func renderDevice(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString(`<details data-device="` + n.(*device).id + `">`)
	} else {
		_, _ = w.WriteString("</details>\n")
	}
	return ast.WalkContinue, nil
}

// inDevice holds for the heading of a part, which is what folds it.
func inDevice(heading ast.Node) bool {
	_, ok := heading.Parent().(*device)
	return ok && heading.PreviousSibling() == nil
}

func registerDevices(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(kindDevices, renderDevices)
	reg.Register(kindDevice, renderDevice)
}
