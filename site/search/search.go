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
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

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
	Topics  []Topic             // that no guide is about
}

// A Topic is what people ask about and no guide answers: what to tell them, and the words that they ask with.
type Topic struct {
	Say   string
	Words []string
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
	for _, topic := range w.Topics {
		lines = append(lines, topic.Words...)
	}
	return append(out, strings.Join(append(append(lines, w.Ignored...), w.Trouble...), "\n"))
}

// Encode writes the index. Texts that the reader has not learned go without readings.
func Encode(pages []Page, w Words, r *Reader) []byte {
	e := &encoder{}
	readings := r.table(Texts(pages, w))
	e.line('R', append(readings, japanese.Romaji()...)...)
	for _, same := range w.Same {
		e.line('V', slices.Concat(same, []string{""}, w.inflections(same))...)
	}
	for _, topic := range w.Topics {
		e.line('E', append([]string{topic.Say}, topic.Words...)...)
	}
	e.line('I', longestFirst(w.Ignored)...)
	e.line('X', w.Trouble...)
	e.out = append(e.out, encodePages(pages, w)...)
	return e.out
}

// encodePages shares the pages among the cores; the order stays.
func encodePages(pages []Page, w Words) []byte {
	shares := min(runtime.GOMAXPROCS(0), len(pages))
	made := make([][]byte, shares)
	var wait sync.WaitGroup
	for i := range shares {
		wait.Go(func() {
			e := &encoder{folded: map[string]string{}}
			for _, p := range pages[i*len(pages)/shares : (i+1)*len(pages)/shares] {
				e.page(p, w.Guides[p.Page])
			}
			made[i] = e.out
		})
	}
	wait.Wait()
	return slices.Concat(made...)
}

type encoder struct {
	out    []byte
	folded map[string]string // words come again and again
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

func (e *encoder) page(p Page, called []string) {
	e.line('G', p.Page, p.Title, p.Description, flag('d', p.Diagnosed)+flag('u', p.Urgent)+flag('p', p.Popular))
	e.line('T', p.Tags...)
	e.line('K', called...)
	for i, s := range p.Passages {
		if i > 0 {
			e.line('S', s.ID, s.Title)
		}
		if words := e.bodyWords(s.Text, s.Title+p.Title); len(words) > 0 {
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
func (e *encoder) bodyWords(text, known string) []string {
	known = japanese.Fold(known)
	var out []string
	for rest := text; rest != ""; {
		kind, end := nextRun(rest)
		word := rest[:end]
		rest = rest[end:]
		if kind <= hiragana {
			continue
		}
		if word = e.fold(word); utf8.RuneCountInString(word) > 1 && !strings.Contains(known, word) && !slices.Contains(out, word) {
			out = append(out, word)
		}
	}
	return out
}

// nextRun is the length of the letters of one script at the beginning of a text; a kanji alone takes the kana behind it.
func nextRun(text string) (kind script, end int) {
	first, size := utf8.DecodeRuneInString(text)
	kind, end = scriptOf(first), size
	for end < len(text) {
		r, n := utf8.DecodeRuneInString(text[end:])
		next := scriptOf(r)
		if next != kind {
			if kind == kanji && end == size && next == hiragana {
				end += n
			}
			break
		}
		end += n
	}
	return kind, end
}

func (e *encoder) fold(word string) string {
	folded, ok := e.folded[word]
	if !ok {
		folded = japanese.Fold(word)
		e.folded[word] = folded
	}
	return folded
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
