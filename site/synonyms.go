package site

import (
	"bytes"

	"helpcenter/site/search"
)

// synonymsPath is what writers know of how people speak: words that mean the same, what people call a guide,
// what nobody searches for, and what says that something does not work.
const synonymsPath = "synonyms.yaml"

// synonyms is synonyms.yaml; without one there are none.
type synonyms struct {
	search.Words
	guides []ref // of Words.Guides, where they stand
}

func loadSynonyms(src []byte) (*synonyms, Problems) {
	y := &synonyms{Words: search.Words{Guides: map[string][]string{}}}
	var problems Problems
	r := func(line, col int, message, hint string) {
		problems = append(problems, Problem{synonymsPath, max(line, 1), max(col, 1), message, hint})
	}
	if root := parseYAML(bytes.TrimPrefix(src, byteOrderMark), r); root != nil {
		value{node: root, report: r}.mapping(keys{
			"same":      y.readSame,
			"guides":    y.readGuides,
			"ignore":    toTexts(&y.Ignored),
			"trouble":   toTexts(&y.Trouble),
			"elsewhere": y.readTopics,
		})
	}
	return y, problems
}

// readSame reads lists of words that mean the same.
func (y *synonyms) readSame(v value) {
	for _, item := range v.list() {
		words := item.texts()
		if len(words) == 1 {
			item.wrong("同じ意味の言葉が1つしかありません", "[紛失, なくした] のように、2つ以上を並べてください")
		}
		y.Same = append(y.Same, words)
	}
}

// readGuides reads what people call a guide, by its address without slashes around; any may be a key.
func (y *synonyms) readGuides(v value) {
	known := keys{}
	for i := 0; i+1 < len(v.node.Content); i += 2 {
		key := v.node.Content[i]
		known[key.Value] = func(v value) {
			y.guides = append(y.guides, ref{key.Value, key.Line, key.Column})
			y.Guides[key.Value] = v.texts()
		}
	}
	v.mapping(known)
}

// readTopics reads what no guide is about.
func (y *synonyms) readTopics(v value) {
	for _, item := range v.list() {
		about, ask := "", "公式サイトか、カード裏面の番号"
		var topic search.Topic
		item.mapping(keys{"about": toText(&about), "ask": toText(&ask), "words": toTexts(&topic.Words)})
		topic.Say = about + "は、このサイトでは案内していません。" + ask + "でおたずねください。"
		y.Topics = append(y.Topics, topic)
	}
}

// checkSynonyms finds names of guides that do not exist.
func (ix *index) checkSynonyms(y *synonyms) (problems Problems) {
	for _, g := range y.guides {
		e := ix.byURL["/"+g.Text+"/"]
		if e == nil && ix.hidden["/"+g.Text+"/"] == nil {
			problems = append(problems, Problem{synonymsPath, g.Line, g.Col, "ガイド「" + g.Text + "」がありません", "trouble/network のように、前後の / を付けずに書いてください"})
		}
	}
	return problems
}
