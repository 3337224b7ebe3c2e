package site

import (
	"bytes"
	"errors"
	"html/template"
	"io"
	"reflect"
	"strings"
	"sync"
	"text/template/parse"
)

// A layout is the template of a kind of page. text/template looks up each field by its name, on each page anew, and
// that takes an eighth of a build. So the tree that html/template has made safe is turned into steps once, where all
// of it is as plain as a guide's: fields, if, with, template, Shared and the functions of the theme. A layout that holds
// anything else, or comes upon anything else (a nil, an error), is left to html/template as a whole: a theme may do
// what it likes, and its mistakes are told as ever.
type layout struct {
	*template.Template
	quick func() step // nil for html/template
}

func newLayout(t *template.Template) *layout {
	return &layout{t, sync.OnceValue(func() step { return quicken(t) })}
}

func (l *layout) write(w *bytes.Buffer, v *View) error {
	w.Reset()
	if quick, root := l.quick(), reflect.ValueOf(v); quick != nil && quick(w, scope{root, root}) {
		return nil
	}
	w.Reset()
	return l.Execute(w, v)
}

// A step writes a part of a page. It is false if html/template has to.
type step func(w *bytes.Buffer, at scope) bool

// A scope is what $ and the dot stand for.
type scope struct{ root, dot reflect.Value }

// A quickener makes steps. Types are known beforehand: dot and root are operands of what is inside.
type quickener struct {
	templates *template.Template
	depth     int  // of templates in templates
	unknown   bool // something was met that only html/template knows
}

func quicken(t *template.Template) step {
	var unsafe *template.Error
	if err := t.Execute(io.Discard, nil); errors.As(err, &unsafe) { // escapes the tree; that there is no data is no matter
		return nil
	}
	q := &quickener{templates: t}
	view := reflect.TypeFor[*View]()
	if all := q.list(t.Tree.Root, view, view); !q.unknown {
		return all
	}
	return nil
}

func (q *quickener) list(n *parse.ListNode, root, dot reflect.Type) step {
	var steps []step
	if n != nil {
		for _, node := range n.Nodes {
			steps = append(steps, q.node(node, root, dot))
		}
	}
	return func(w *bytes.Buffer, at scope) bool {
		for _, do := range steps {
			if !do(w, at) {
				return false
			}
		}
		return true
	}
}

func (q *quickener) node(node parse.Node, root, dot reflect.Type) step {
	switch n := node.(type) {
	case *parse.TextNode:
		return func(w *bytes.Buffer, _ scope) bool { _, _ = w.Write(n.Text); return true }
	case *parse.ActionNode:
		return q.action(n.Pipe, root, dot)
	case *parse.IfNode:
		return q.branch(n.BranchNode, root, dot)
	case *parse.WithNode:
		return q.branch(n.BranchNode, root, dot)
	case *parse.TemplateNode:
		return q.template(n, root, dot)
	}
	q.unknown = true
	return nil
}

// action writes a value through the escapers that html/template has put behind it.
func (q *quickener) action(p *parse.PipeNode, root, dot reflect.Type) step {
	value, write := q.call(p.Cmds[0], root, dot), (func(*bytes.Buffer, reflect.Value))(nil)
	if value.typ != nil && len(p.Decl) == 0 {
		write = writer(value.typ, escapers(p.Cmds[1:]))
	}
	q.unknown = q.unknown || write == nil
	return func(w *bytes.Buffer, at scope) bool {
		v := value.of(at)
		if v.IsValid() {
			write(w, v)
		}
		return v.IsValid()
	}
}

func escapers(cmds []*parse.CommandNode) string {
	var names []string
	for _, c := range cmds {
		names = append(names, strings.TrimPrefix(c.String(), "_html_template_"))
	}
	return strings.Join(names, " ")
}

// branch is an if, or a with, which moves the dot.
func (q *quickener) branch(n parse.BranchNode, root, dot reflect.Type) step {
	given, inside := q.condition(n.Pipe, root, dot), dot
	moves := n.NodeType == parse.NodeWith
	if moves {
		inside = given[0].typ
		q.unknown = q.unknown || len(given) > 1
	}
	yes, no := q.list(n.List, root, inside), q.list(n.ElseList, root, dot)
	return func(w *bytes.Buffer, at scope) bool {
		for _, g := range given {
			v := g.of(at)
			switch {
			case !v.IsValid():
				return false
			case isFilled(v) && moves:
				return yes(w, scope{at.root, v})
			case isFilled(v):
				return yes(w, at)
			}
		}
		return no(w, at)
	}
}

// condition is one value, or those of or.
func (q *quickener) condition(p *parse.PipeNode, root, dot reflect.Type) []operand {
	args := p.Cmds[0].Args
	if name, ok := args[0].(*parse.IdentifierNode); ok && name.Ident == "or" && len(args) > 1 {
		args = args[1:]
	} else {
		args = args[:1]
		q.unknown = q.unknown || len(p.Cmds[0].Args) > 1
	}
	q.unknown = q.unknown || len(p.Cmds) > 1 || len(p.Decl) > 0
	given := q.operands(args, root, dot)
	for _, g := range given {
		q.unknown = q.unknown || g.typ == nil || g.typ.Kind() == reflect.Struct || g.typ.Kind() == reflect.Interface
	}
	return given
}

// isFilled is what if goes by, of anything but a struct.
func isFilled(v reflect.Value) bool {
	if v.Kind() == reflect.Slice || v.Kind() == reflect.Map {
		return v.Len() > 0
	}
	return !v.IsZero()
}

// template is a part that stands in another; what it is given is its $ too.
func (q *quickener) template(n *parse.TemplateNode, root, dot reflect.Type) step {
	t := q.templates.Lookup(n.Name)
	if q.depth++; t == nil || t.Tree == nil || q.depth > 10 {
		q.unknown = true
		return nil
	}
	defer func() { q.depth-- }()
	given := operand{of: func(scope) reflect.Value { return reflect.Value{} }}
	if n.Pipe != nil {
		given = q.condition(n.Pipe, root, dot)[0]
		q.unknown = q.unknown || n.Pipe.Cmds[0].Args[0].Type() == parse.NodeIdentifier
	}
	inside := q.list(t.Tree.Root, given.typ, given.typ)
	return func(w *bytes.Buffer, at scope) bool {
		v := given.of(at)
		return inside(w, scope{v, v})
	}
}
