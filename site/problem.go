package site

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Problem is one mistake in content, told to the one who wrote it. Line and
// Col count from 1, Col in characters; 0 means that the place is not known.
type Problem struct {
	Path      string // relative to the content folder; empty if no file of it is to blame
	Line, Col int
	Message   string // what is wrong, Japanese
	Hint      string // how to mend it; may be empty
}

// String gives "path:line:col: message" and, on a second line, "hint: …".
func (p Problem) String() string {
	var b strings.Builder
	if p.Path != "" {
		b.WriteString(p.Path)
		if p.Line > 0 {
			fmt.Fprintf(&b, ":%d:%d", p.Line, max(p.Col, 1))
		}
		b.WriteString(": ")
	}
	b.WriteString(p.Message)
	if p.Hint != "" {
		b.WriteString("\nhint: " + p.Hint)
	}
	return b.String()
}

// Problems is the error that Build returns: all mistakes, in order.
type Problems []Problem

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// sorted orders by place and drops what is said twice.
func (ps Problems) sorted() Problems {
	out := slices.Clone(ps)
	slices.SortFunc(out, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Col, b.Col), cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(out)
}
