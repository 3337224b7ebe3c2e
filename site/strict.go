package site

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Strict YAML: every key must be known and every value of its type, and what is
// wrong is told at the writer's own line and column. Front matter and site.yaml
// are both read with it.

// A report receives the mistakes found in one file.
type report func(line, col int, message, hint string)

// keys says how to read each key of a mapping.
type keys map[string]func(value)

// A value is one YAML value and where to complain about it.
type value struct {
	key    string
	node   *yaml.Node
	report report
}

func (v value) wrong(message, hint string) { v.report(v.node.Line, v.node.Column, message, hint) }

// parseYAML reads one document; lines are counted from 1 in src.
func parseYAML(src []byte, r report) *yaml.Node {
	if root, ok := plainYAML(src); ok {
		return root
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(src, &doc); err != nil {
		reportYAML(err, r)
		return nil
	}
	if len(doc.Content) == 0 {
		return nil
	}
	return doc.Content[0]
}

var yamlLine = regexp.MustCompile(`line (\d+): (.*)`)

// reportYAML says a YAML syntax error in words that a writer can act on.
func reportYAML(err error, r report) {
	line, detail := 1, strings.TrimPrefix(err.Error(), "yaml: ")
	if m := yamlLine.FindStringSubmatch(detail); m != nil {
		line, _ = strconv.Atoi(m[1])
		detail = m[2]
	}
	hint := "「項目名: 値」の形で、1行に1つずつ書いてください"
	switch {
	case strings.Contains(detail, "mapping values are not allowed"):
		hint = "値の中に「: 」があるときは、値全体を \" で囲んでください"
	case strings.Contains(detail, "cannot start any token"):
		hint = "行の始めはタブではなく半角の空白で下げ、@ や ` で始まる値は \" で囲んでください"
	case strings.Contains(detail, "could not find expected ':'"):
		hint = "項目名のあとに半角の「: 」（コロンと空白）を入れてください"
	case strings.Contains(detail, "unexpected end of stream"), strings.Contains(detail, "did not find expected"):
		hint = "\" や [ ] を閉じ忘れていないか、行の下げ方がそろっているか、確かめてください"
	}
	r(max(line, 1), 1, "YAMLとして読めません（"+detail+"）", hint)
}

// mapping reads a mapping by known and reports unknown and repeated keys.
func (v value) mapping(known keys) {
	if v.node.Kind != yaml.MappingNode {
		v.wrong(v.subject()+"「項目名: 値」の形でなければなりません", "項目名のあとに半角の「: 」（コロンと空白）を入れてください")
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(v.node.Content); i += 2 {
		k := value{key: v.node.Content[i].Value, node: v.node.Content[i], report: v.report}
		read, ok := known[k.key]
		switch {
		case !ok:
			k.wrong("知らない項目「"+k.key+"」があります", keyHint(k.key, known))
		case seen[k.key]:
			k.wrong("項目「"+k.key+"」が2回あります", "どちらか1つを消してください")
		default:
			k.node = v.node.Content[i+1]
			read(k)
		}
		seen[k.key] = true
	}
}

func keyHint(key string, known keys) string {
	names := slices.Sorted(maps.Keys(known))
	if n := nearest(strings.ToLower(key), names); n != "" {
		return "もしかして「" + n + "」ですか"
	}
	return "使える項目は " + strings.Join(names, ", ") + " です"
}

func (v value) subject() string {
	if v.key == "" {
		return ""
	}
	return "「" + v.key + "」は"
}

// scalar gives the text of a plain value, "" and false for anything else.
func (v value) scalar() (string, bool) {
	if v.node.Kind != yaml.ScalarNode {
		v.wrong(v.subject()+"1つの値でなければなりません", "")
		return "", false
	}
	return v.node.Value, true
}

// text reads a string that is not empty.
func (v value) text() string {
	s, ok := v.scalar()
	if !ok {
		return ""
	}
	if tag := v.node.ShortTag(); tag != "!!str" && tag != "!!null" {
		v.wrong(v.subject()+"文字でなければなりません", "\""+s+"\" のように \" で囲んでください")
		return ""
	}
	if strings.TrimSpace(s) == "" || v.node.ShortTag() == "!!null" {
		v.wrong(v.subject()+"空にできません", "値を書くか、この行を消してください")
		return ""
	}
	return strings.TrimSpace(s)
}

// number reads a whole number from low up.
func (v value) number(low int) int {
	s, ok := v.scalar()
	if !ok {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil || v.node.ShortTag() != "!!int" {
		v.wrong(v.subject()+"整数でなければなりません", "10 のように半角の数字だけで書いてください")
		return 0
	}
	if n < low {
		v.wrong(v.subject()+strconv.Itoa(low)+" 以上でなければなりません", "")
		return 0
	}
	return n
}

// yes reads true or false.
func (v value) yes() bool {
	s, ok := v.scalar()
	if ok && v.node.ShortTag() != "!!bool" {
		v.wrong(v.subject()+"true か false でなければなりません", "「はい」なら true、「いいえ」なら false と書いてください")
		return false
	}
	return strings.EqualFold(s, "true")
}

// list reads the values of a list.
func (v value) list() []value {
	if v.node.Kind != yaml.SequenceNode {
		v.wrong(v.subject()+"一覧でなければなりません", "["+strings.TrimSpace(v.node.Value)+"] のように [ ] で囲み、「, 」で区切ってください")
		return nil
	}
	items := make([]value, len(v.node.Content))
	for i, n := range v.node.Content {
		items[i] = value{key: v.key, node: n, report: v.report}
	}
	return items
}

// texts reads a list of strings.
func (v value) texts() []string {
	var out []string
	for _, item := range v.list() {
		if s := item.text(); s != "" {
			out = append(out, s)
		}
	}
	return out
}
