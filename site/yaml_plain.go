package site

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// Nearly all front matter is lines of 「key: value」, and the YAML parser takes as long over them as goldmark over a
// fifth of the page. plainYAML reads these, and nothing that has more than one way to be read; the parser has the
// rest. A test holds that both make the same of whatever plainYAML takes.

// plainYAML reads lines of a key with a text, a text in double quotes, or a list of texts in brackets; false for
// anything else, mistakes above all.
func plainYAML(src []byte) (*yaml.Node, bool) {
	if len(src) == 0 || !isPlainText(src) {
		return nil, false
	}
	lines := bytes.Count(src, []byte("\n")) + 1
	root := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: 1, Column: 1, Content: make([]*yaml.Node, 0, 2*lines)}
	keys := make([]yaml.Node, 0, lines)
	number := 0
	for line := range strings.SplitSeq(strings.TrimSuffix(string(src), "\n"), "\n") {
		number++
		key, text, ok := strings.Cut(line, ": ")
		if !ok || !isPlainKey(key) {
			return nil, false
		}
		v, ok := plainValue(text, number, len(key)+3)
		if !ok {
			return nil, false
		}
		keys = append(keys, yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: key, Line: number, Column: 1})
		root.Content = append(root.Content, &keys[len(keys)-1], v)
	}
	return root, true
}

// isPlainText holds where lines end in a line feed alone and no letter is one that YAML refuses.
func isPlainText(src []byte) bool {
	for i, c := range src {
		if c < ' ' && c != '\n' || c == 0x7F {
			return false
		}
		// Letters from U+0080 to U+009F, U+2000 to U+2FFF, and from U+F000 to U+FFFF but full width are left to the parser.
		if c == 0xC2 || c == 0xE2 || c == 0xEF && (i+1 == len(src) || src[i+1] != 0xBC && src[i+1] != 0xBD) {
			return false
		}
	}
	return utf8.Valid(src)
}

func isPlainKey(key string) bool {
	return key != "" && len(key) < 100 && strings.Trim(key, "abcdefghijklmnopqrstuvwxyz_") == "" && key != "null" && key != "true" && key != "false"
}

func plainValue(text string, line, column int) (*yaml.Node, bool) {
	if len(text) < 2 || text[0] != '[' || text[len(text)-1] != ']' {
		return plainScalar(text, line, column, ": ", " #")
	}
	list := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Style: yaml.FlowStyle, Line: line, Column: column}
	at := column + 1
	for item := range strings.SplitSeq(text[1:len(text)-1], ",") {
		one := strings.TrimLeft(item, " ")
		v, ok := plainScalar(one, line, at+len(item)-len(one), ":", "#", "[", "]", "{", "}")
		if !ok {
			return nil, false
		}
		list.Content = append(list.Content, v)
		at += utf8.RuneCountInString(item) + 1
	}
	return list, true
}

// plainScalar reads a text that holds none of the signs, or one in double quotes.
func plainScalar(text string, line, column int, signs ...string) (*yaml.Node, bool) {
	n := &yaml.Node{Kind: yaml.ScalarNode, Value: text, Line: line, Column: column} // its tag is found when it is asked for
	if len(text) > 1 && text[0] == '"' && text[len(text)-1] == '"' {
		n.Value, n.Tag, n.Style = text[1:len(text)-1], "!!str", yaml.DoubleQuotedStyle
		return n, !strings.ContainsAny(n.Value, `"\`)
	}
	if text == "" || strings.ContainsAny(text[:1], " -?:,[]{}#&*!|>'\"%@`=<~") || strings.HasSuffix(text, " ") || strings.HasSuffix(text, ":") {
		return nil, false
	}
	for _, sign := range signs {
		if strings.Contains(text, sign) {
			return nil, false
		}
	}
	return n, true
}
