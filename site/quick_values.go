package site

import (
	"bytes"
	"html/template"
	"reflect"
	"strconv"
	"strings"
	"text/template/parse"
)

// An operand is a value in a template; typ is nil if it is none that a step knows. of gives the zero Value where a nil
// stands in the way.
type operand struct {
	typ reflect.Type
	of  func(at scope) reflect.Value
}

// call is a value, a function of the theme with its arguments, or a part that pages share.
func (q *quickener) call(c *parse.CommandNode, root, dot reflect.Type) operand {
	args := q.operands(c.Args[1:], root, dot)
	switch n := c.Args[0].(type) {
	case *parse.IdentifierNode:
		if f := reflect.ValueOf(functions[n.Ident]); f.IsValid() && fits(f.Type(), args) {
			return operand{f.Type().Out(0), func(at scope) reflect.Value { return called(f, args, at) }}
		}
		return operand{}
	case *parse.FieldNode:
		if dot == reflect.TypeFor[*View]() && n.String() == ".Shared" && fitShared(args) {
			return operand{htmlType, func(at scope) reflect.Value { return shared(args, at) }}
		}
	}
	if len(args) > 0 {
		return operand{}
	}
	return q.operands(c.Args, root, dot)[0]
}

func fits(f reflect.Type, args []operand) bool {
	if f.IsVariadic() || f.NumIn() != len(args) || f.NumOut() != 1 {
		return false
	}
	for i, a := range args {
		if a.typ == nil || !a.typ.AssignableTo(f.In(i)) {
			return false
		}
	}
	return true
}

func called(f reflect.Value, args []operand, at scope) reflect.Value {
	values := make([]reflect.Value, len(args))
	for i, a := range args {
		values[i] = a.of(at)
		if !values[i].IsValid() || values[i].Kind() == reflect.Pointer && values[i].IsNil() {
			return reflect.Value{}
		}
	}
	return f.Call(values)[0]
}

func fitShared(args []operand) bool {
	for _, a := range args {
		if a.typ != stringType {
			return false
		}
	}
	return len(args) > 0
}

func shared(args []operand, at scope) reflect.Value {
	words := make([]string, len(args))
	for i, a := range args {
		v := a.of(at)
		if !v.IsValid() {
			return v
		}
		words[i] = v.String()
	}
	html, err := at.dot.Interface().(*View).Shared(words[0], words[1:]...)
	if err != nil {
		return reflect.Value{}
	}
	return reflect.ValueOf(html)
}

func (q *quickener) operands(nodes []parse.Node, root, dot reflect.Type) []operand {
	all := make([]operand, len(nodes))
	for i, node := range nodes {
		switch n := node.(type) {
		case *parse.StringNode:
			text := reflect.ValueOf(n.Text)
			all[i] = operand{stringType, func(scope) reflect.Value { return text }}
		case *parse.DotNode:
			all[i] = field(dot, nil, dotOf)
		case *parse.FieldNode:
			all[i] = field(dot, n.Ident, dotOf)
		case *parse.VariableNode:
			if n.Ident[0] == "$" {
				all[i] = field(root, n.Ident[1:], rootOf)
			}
		}
	}
	return all
}

func dotOf(at scope) reflect.Value  { return at.dot }
func rootOf(at scope) reflect.Value { return at.root }

// field is .A.B of a value of type t.
func field(t reflect.Type, names []string, of func(scope) reflect.Value) operand {
	var path []int
	for _, name := range names {
		if t != nil && t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		if t == nil || t.Kind() != reflect.Struct {
			return operand{}
		}
		f, ok := t.FieldByName(name)
		if !ok || !f.IsExported() || len(f.Index) > 1 {
			return operand{}
		}
		path, t = append(path, f.Index[0]), f.Type
	}
	return operand{t, func(at scope) reflect.Value {
		v := of(at)
		for _, i := range path {
			if v.Kind() == reflect.Pointer {
				v = v.Elem()
			}
			if !v.IsValid() {
				return v
			}
			v = v.Field(i)
		}
		return v
	}}
}

var stringType, htmlType = reflect.TypeFor[string](), reflect.TypeFor[template.HTML]()

// writer does what the escapers of html/template do with a value of type t; nil if it does not know.
func writer(t reflect.Type, escapers string) func(w *bytes.Buffer, v reflect.Value) {
	text := escapers == "htmlescaper" || escapers == "attrescaper" || escapers == "rcdataescaper"
	switch {
	case t == htmlType && escapers == "htmlescaper":
		return func(w *bytes.Buffer, v reflect.Value) { _, _ = w.WriteString(v.String()) }
	case t == stringType && text:
		return func(w *bytes.Buffer, v reflect.Value) { _, _ = escaper.WriteString(w, v.String()) }
	case t == reflect.TypeFor[int]() && text:
		return func(w *bytes.Buffer, v reflect.Value) { _, _ = w.WriteString(strconv.FormatInt(v.Int(), 10)) }
	case t == stringType && escapers == "urlfilter urlnormalizer attrescaper":
		return func(w *bytes.Buffer, v reflect.Value) { writeAddress(w, v.String()) }
	}
	return nil
}

// escaper has the table of html/template for text, in elements and in attributes.
var escaper = strings.NewReplacer("\x00", "\uFFFD", `"`, "&#34;", "&", "&amp;", "'", "&#39;", "+", "&#43;", "<", "&lt;", ">", "&gt;")

const beforeAddress, afterAddress = `<a href="`, `">`

var address = template.Must(template.New("").Parse(beforeAddress + "{{.}}" + afterAddress))

// writeAddress leaves addresses to html/template: pages have one, if any.
func writeAddress(w *bytes.Buffer, url string) {
	var b strings.Builder
	_ = address.Execute(&b, url) // a builder has no errors
	_, _ = w.WriteString(b.String()[len(beforeAddress) : b.Len()-len(afterAddress)])
}
