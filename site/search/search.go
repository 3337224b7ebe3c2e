// Package search builds the index that wasm/search answers from: what guides are called, what stands in them,
// how their kanji are read, and what else people say for it.
//
//	body := search.NewBody(title, description, tags, passages) // once, when a page is read
//	r := search.NewReader(cache)                               // readings by content
//	texts := search.Texts(pages, words)
//	readings, err := r.Learn(texts, nil) // kagome, for new text only; a second and 200 MB where no cache has its dictionary
//	index := search.Encode(pages, words, readings)
//
// The index is text in lines (see wasm/search/decode.go): it needs no parser to speak of and compresses like
// prose. All that can be worked out of it (letters, rarity, postings) the browser works out itself, which is
// quicker than bringing it along. Of the body only what carries meaning travels: kanji, katakana and Latin
// words, each once a section.
package search

import (
	"maps"
	"slices"
	"strings"

	"helpcenter/wasm/japanese"
)

// A Page is a guide as search sees it.
type Page struct {
	Page, Title, Description string // Page is trouble/network
	Diagnosed                bool   // a cause of the diagnosis leads there
	Urgent, Popular          bool   // of guides that fit alike, these come first
	Tags                     []string
	Body
	Lines func() []string // the text again, as Lines gave it: for readings that are not known
}

// Words is what writers know of how people speak: content/synonyms.yaml.
type Words struct {
	Same    [][]string          // words that mean the same
	Guides  map[string][]string // by page: what people call it
	Ignored []string            // what nobody searches for
	Trouble []string            // what says that something does not work
	Topics  []Topic             // that no guide is about
}

// A Topic is what people ask about and no guide answers: what to tell them, and the words that they ask with.
type Topic struct {
	Say   string
	Words []string
}

// Texts lists the texts whose readings an index needs: one a page, and the writers' words.
func Texts(pages []Page, w Words) []Text {
	out := make([]Text, 0, len(pages)+1)
	for _, p := range pages {
		out = append(out, Text{p.Body.text, p.Lines})
	}
	var lines []string
	for _, same := range w.Same {
		lines = append(lines, same...)
	}
	for _, page := range slices.Sorted(maps.Keys(w.Guides)) {
		lines = append(lines, w.Guides[page]...)
	}
	for _, topic := range w.Topics {
		lines = append(lines, topic.Words...)
	}
	return append(out, NewText(append(append(lines, w.Ignored...), w.Trouble...)...))
}

// Encode writes the index of pages.
func Encode(pages []Page, w Words, readings *Readings) []byte {
	e := &encoder{out: make([]byte, 0, roomFor(pages))}
	e.line('R', slices.Concat(readings.table, japanese.Romaji())...)
	for _, same := range w.Same {
		e.line('V', slices.Concat(same, []string{""}, w.inflections(same))...)
	}
	for _, topic := range w.Topics {
		e.line('E', append([]string{topic.Say}, topic.Words...)...)
	}
	e.line('I', longestFirst(w.Ignored)...)
	e.line('X', w.Trouble...)
	for _, p := range pages {
		e.line('G', p.Page, p.Title, p.Description, flag('d', p.Diagnosed)+flag('u', p.Urgent)+flag('p', p.Popular))
		e.line('T', p.Tags...)
		e.line('K', w.Guides[p.Page]...)
		e.out = append(e.out, p.sections...)
	}
	return e.out
}

// line writes a line, unless it would be empty.
func (e *encoder) line(kind byte, fields ...string) {
	if len(fields) == 0 {
		return
	}
	e.out = append(e.out, kind)
	for _, f := range fields {
		e.out = append(e.out, '\t')
		between := ""
		for word := range strings.FieldsSeq(f) {
			e.out = append(append(e.out, between...), word...)
			between = " "
		}
	}
	e.out = append(e.out, '\n')
}

// roomFor is about what an index of the pages takes, and rather more: append would grow it in many small steps.
func roomFor(pages []Page) int {
	size := 64 << 10 // of readings and words
	for _, p := range pages {
		size += len(p.sections) + len(p.Page) + len(p.Title) + len(p.Description) + 200
	}
	return size
}

func flag(letter rune, is bool) string {
	if is {
		return string(letter)
	}
	return ""
}

func longestFirst(words []string) []string {
	out := slices.Clone(words)
	slices.SortStableFunc(out, func(a, b string) int {
		return len([]rune(japanese.Fold(b))) - len([]rune(japanese.Fold(a)))
	})
	return out
}
