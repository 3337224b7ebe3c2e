// Package search builds the index that wasm/search answers from: what guides are called, what stands in them,
// how their kanji are read, and what else people say for it.
//
//	r := search.NewReader(cache)        // readings by content
//	r.Learn(search.Texts(pages, words)) // kagome: a second, once, and 200 MB; only for text that is new
//	index := search.Encode(pages, words, r)
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
	Passages                 []Passage // the first has no heading
}

// A Passage is the plain text under a heading.
type Passage struct{ ID, Title, Text string }

// Words is what writers know of how people speak: content/synonyms.yaml.
type Words struct {
	Same    [][]string          // words that mean the same
	Guides  map[string][]string // by page: what people call it
	Ignored []string            // what nobody searches for
	Trouble []string            // what says that something does not work
}

// Texts lists the texts whose readings an index needs: one a page, and the writers' words.
func Texts(pages []Page, w Words) []string {
	out := make([]string, 0, len(pages)+1)
	for _, p := range pages {
		lines := append([]string{p.Title, p.Description}, p.Tags...)
		for _, s := range p.Passages {
			lines = append(lines, s.Title, s.Text)
		}
		out = append(out, strings.Join(lines, "\n"))
	}
	var lines []string
	for _, same := range w.Same {
		lines = append(lines, same...)
	}
	for _, page := range slices.Sorted(maps.Keys(w.Guides)) {
		lines = append(lines, w.Guides[page]...)
	}
	return append(out, strings.Join(append(append(lines, w.Ignored...), w.Trouble...), "\n"))
}

// Encode writes the index. Texts that the reader has not learned go without readings.
func Encode(pages []Page, w Words, r *Reader) []byte {
	e := &encoder{}
	readings := r.table(Texts(pages, w))
	e.line('R', append(readings, japanese.Romaji()...)...)
	for _, same := range w.Same {
		e.line('V', same...)
	}
	e.line('I', longestFirst(w.Ignored)...)
	e.line('X', w.Trouble...)
	for _, p := range pages {
		e.page(p, w.Guides[p.Page])
	}
	return e.out
}

type encoder struct{ out []byte }

// line writes a line, unless it would be empty.
func (e *encoder) line(kind byte, fields ...string) {
	if len(fields) == 0 {
		return
	}
	e.out = append(e.out, kind)
	for _, f := range fields {
		e.out = append(e.out, '\t')
		e.out = append(e.out, strings.Join(strings.Fields(f), " ")...)
	}
	e.out = append(e.out, '\n')
}

func (e *encoder) page(p Page, called []string) {
	e.line('G', p.Page, p.Title, p.Description, flag('d', p.Diagnosed)+flag('u', p.Urgent)+flag('p', p.Popular))
	e.line('T', p.Tags...)
	e.line('K', called...)
	for i, s := range p.Passages {
		if i > 0 {
			e.line('S', s.ID, s.Title)
		}
		if words := bodyWords(s.Text, s.Title+p.Title); len(words) > 0 {
			e.line('B', strings.Join(words, " "))
		}
	}
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

// bodyWords lists, folded and each once, the words of a text that carry meaning and that known does not hold:
// runs of kanji (one alone with the kana behind it), of katakana and of Latin letters and digits.
func bodyWords(text, known string) []string {
	known = japanese.Fold(known)
	var out []string
	runes := []rune(text)
	for from := 0; from < len(runes); {
		to := from + 1
		kind := scriptOf(runes[from])
		for to < len(runes) && scriptOf(runes[to]) == kind {
			to++
		}
		if kind == kanji && to-from == 1 && to < len(runes) && scriptOf(runes[to]) == hiragana {
			to++
		}
		if word := japanese.Fold(string(runes[from:to])); kind > hiragana && len([]rune(word)) > 1 &&
			!strings.Contains(known, word) && !slices.Contains(out, word) {
			out = append(out, word)
		}
		from = to
	}
	return out
}

type script int

const (
	other script = iota
	hiragana
	katakana
	kanji
	latin
)

func scriptOf(r rune) script {
	switch {
	case r >= 'ぁ' && r <= 'ゖ':
		return hiragana
	case r >= 'ァ' && r <= 'ヶ', r == 'ー', r >= 'ｦ' && r <= 'ﾟ':
		return katakana
	case japanese.IsKanji(r):
		return kanji
	case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
		return latin
	}
	return other
}
