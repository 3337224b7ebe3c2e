package site

import (
	"bytes"
	"time"

	"go.yaml.in/yaml/v3"
)

// frontMatter is what a writer says about a page above its text.
type frontMatter struct {
	Title, Description, Audience string
	Weight, Minutes              int
	Date, Reviewed, ReviewBy     time.Time
	Tags, Sources                []string
	Aliases                      []alias
	Draft                        bool
	Notice                       *window // pages of notices/ only
	reviewByLine, reviewByCol    int     // where ReviewBy is written
}

// An alias is an old address of a page.
type alias struct {
	URL       string
	line, col int
}

// fence opens and closes the front matter, on a line of its own.
var fence = []byte("---")

// splitFrontMatter parts a file into the YAML between the fences and the body.
// lines is how many lines stand before the body. ok is false, and told, when
// there is no front matter or no end to it.
func splitFrontMatter(src []byte, r report) (meta, body []byte, lines int, ok bool) {
	first, rest := cutLine(src)
	if !bytes.Equal(bytes.TrimRight(first, " \t"), fence) {
		r(1, 1, "ページの設定（--- で囲んだ部分）がありません", "1行目を --- だけにし、次の行に title: ページの題 、その次の行にまた --- を書いてください")
		return nil, src, 0, false
	}
	lines, start := 1, rest
	for len(rest) > 0 {
		var line []byte
		line, rest = cutLine(rest)
		lines++
		if bytes.Equal(bytes.TrimRight(line, " \t"), fence) {
			end := len(start) - len(rest)
			return start[:end-min(end, len(line)+1)], rest, lines, true
		}
	}
	r(1, 1, "ページの設定が閉じられていません", "設定の最後の行の次に --- だけの行を入れてください")
	return nil, nil, lines, false
}

func cutLine(src []byte) (line, rest []byte) {
	line, rest, _ = bytes.Cut(src, []byte("\n"))
	return line, rest
}

// readFrontMatter reads the YAML. r takes lines of meta, counted from 1.
func readFrontMatter(meta []byte, notice bool, r report) frontMatter {
	var m frontMatter
	broken := false
	root := parseYAML(meta, func(line, col int, message, hint string) {
		broken = true
		r(line, col, message, hint)
	})
	if !broken && (root == nil || !hasKey(root, "title")) {
		r(0, 1, "title（ページの題）がありません", "title: ページの題 という行を足してください")
	}
	if root == nil {
		return m
	}
	known := m.keys()
	if !notice {
		value{node: root, report: r}.mapping(known)
		return m
	}
	m.Notice = &window{}
	seen := written{}
	m.Notice.keys(known, seen)
	value{node: root, report: r}.mapping(known)
	m.Notice.finish(seen, r)
	return m
}

func (m *frontMatter) keys() keys {
	return keys{
		"title":       func(v value) { m.Title = v.text() },
		"description": func(v value) { m.Description = v.text() },
		"audience":    func(v value) { m.Audience = v.text() },
		"weight":      func(v value) { m.Weight = v.number(0) },
		"minutes":     func(v value) { m.Minutes = v.number(1) },
		"date":        func(v value) { m.Date = v.day() },
		"reviewed":    func(v value) { m.Reviewed = v.day() },
		"review_by":   func(v value) { m.ReviewBy, m.reviewByLine, m.reviewByCol = v.day(), v.node.Line, v.node.Column },
		"tags":        func(v value) { m.Tags = v.texts() },
		"sources":     func(v value) { m.Sources = v.texts() },
		"aliases":     func(v value) { m.Aliases = v.aliases() },
		"draft":       func(v value) { m.Draft = v.yes() },
	}
}

func hasKey(mapping *yaml.Node, key string) bool {
	if mapping.Kind != yaml.MappingNode {
		return true // the wrong kind was told already
	}
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == key {
			return true
		}
	}
	return false
}

func (v value) aliases() []alias {
	var out []alias
	for _, item := range v.list() {
		s := item.text()
		switch {
		case s == "":
		case !isAddress(s) || s == "/":
			item.wrong("前の住所「"+s+"」の書きかたが正しくありません", "/trouble/old-name/ のように / で始め / で終え、半角の英数字と - _ . だけで書いてください")
		default:
			out = append(out, alias{s, item.node.Line, item.node.Column})
		}
	}
	return out
}

// isAddress holds for "/", "/a/" and "/a/b-c/": what a page can be found at.
func isAddress(s string) bool {
	if len(s) == 0 || s[0] != '/' || s[len(s)-1] != '/' {
		return false
	}
	for i := 1; i < len(s); i++ {
		if s[i] == '/' && (s[i-1] == '/' || s[i-1] == '.') || !isAddressByte(s[i]) || s[i] == '.' && s[i-1] == '/' {
			return false
		}
	}
	return true
}

func isAddressByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' ||
		c == '-' || c == '_' || c == '.' || c == '/'
}
