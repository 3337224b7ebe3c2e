// Package search builds the index that wasm/search answers from: what guides are called, what stands in them,
// how their kanji are read, and what else people say for it.
//
//	r := search.NewReader(cache) // readings by content
//	texts := search.Texts(pages, words)
//	readings, err := r.Learn(texts, nil) // kagome: a second, once, and 200 MB; only for text that is new
//	index := search.Encode(pages, words, readings)
//
// The index is text in lines (see wasm/search/decode.go): it needs no parser to speak of and compresses like
// prose. All that can be worked out of it (letters, rarity, postings) the browser works out itself, which is
// quicker than bringing it along. Of the body only what carries meaning travels: kanji, katakana and Latin
// words, each once a section.
package search

import (
	"bytes"
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
}

// Texts lists the texts whose readings an index needs: one a page, and the writers' words.
func Texts(pages []Page, w Words) []Text {
	out := make([]Text, 0, len(pages)+1)
	for _, p := range pages {
		lines := make([]string, 0, 2+len(p.Tags)+2*len(p.Passages))
		lines = append(append(lines, p.Title, p.Description), p.Tags...)
		for _, s := range p.Passages {
			lines = append(lines, s.Title, s.Text)
		}
		out = append(out, NewText(lines...))
	}
	var lines []string
	for _, same := range w.Same {
		lines = append(lines, same...)
	}
	for _, page := range slices.Sorted(maps.Keys(w.Guides)) {
		lines = append(lines, w.Guides[page]...)
	}
	return append(out, NewText(append(append(lines, w.Ignored...), w.Trouble...)...))
}

// Encode writes the index of pages.
func Encode(pages []Page, w Words, readings *Readings) []byte {
	shares := make([]encoder, max(1, min(runtime.GOMAXPROCS(0), len(pages))))
	var wait sync.WaitGroup
	for i := range shares {
		wait.Go(func() {
			_ = shares[i].pages(pages[i*len(pages)/len(shares):(i+1)*len(pages)/len(shares)], w, nil)
		})
	}
	wait.Wait()
	all := [][]byte{head(w, readings.table)}
	for _, e := range shares {
		all = append(all, e.out)
	}
	return slices.Concat(all...)
}

// EncodeBeside does the same on one core, for those who do something else meanwhile. Before each page it calls rest,
// whose error ends it.
func EncodeBeside(pages []Page, w Words, readings *Readings, rest func() error) ([]byte, error) {
	e := &encoder{out: head(w, readings.table)}
	err := e.pages(pages, w, rest)
	return e.out, err
}

// head is what stands before the pages.
func head(w Words, readings []string) []byte {
	e := &encoder{}
	e.line('R', slices.Concat(readings, japanese.Romaji())...)
	for _, same := range w.Same {
		e.line('V', same...)
	}
	e.line('I', longestFirst(w.Ignored)...)
	e.line('X', w.Trouble...)
	return e.out
}

// An encoder writes lines. Words come again and again: each is folded once.
type encoder struct {
	out     []byte
	words   map[string]*word // as they are written
	folded  map[string]*word // of words
	known   []byte           // the titles above a passage, folded
	passage int              // how many there were
}

// A word is what a body line may hold.
type word struct {
	folded string
	long   bool // enough to say something
	seen   int  // the last passage that held it
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

func (e *encoder) pages(pages []Page, w Words, rest func() error) error {
	e.words, e.folded = map[string]*word{}, map[string]*word{}
	for _, p := range pages {
		if err := rested(rest); err != nil {
			return err
		}
		e.makeRoom()
		e.page(p, w.Guides[p.Page])
	}
	return nil
}

// makeRoom doubles what is written to before it is full: append would grow it in many small steps.
func (e *encoder) makeRoom() {
	const page = 16 << 10 // and rarely more
	if cap(e.out)-len(e.out) < page {
		e.out = slices.Grow(e.out, len(e.out)+page)
	}
}

func (e *encoder) page(p Page, called []string) {
	e.line('G', p.Page, p.Title, p.Description, flag('d', p.Diagnosed)+flag('u', p.Urgent)+flag('p', p.Popular))
	e.line('T', p.Tags...)
	e.line('K', called...)
	title := japanese.Fold(p.Title)
	for i, s := range p.Passages {
		if i > 0 {
			e.line('S', s.ID, s.Title)
		}
		e.known = append(append(e.known[:0], e.word(s.Title).folded...), title...)
		e.body(s.Text)
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

// body writes a line of the words of a text that carry meaning and that known does not hold, folded and each once:
// runs of kanji (one alone with the kana behind it), of katakana and of Latin letters and digits.
func (e *encoder) body(text string) {
	e.passage++
	before := byte('\t') // of the first word
	for text != "" {
		kind, end := nextRun(text)
		run := text[:end]
		text = text[end:]
		if kind <= hiragana {
			continue
		}
		w := e.word(run)
		if !w.long || w.seen == e.passage {
			continue
		}
		w.seen = e.passage
		if bytes.Contains(e.known, []byte(w.folded)) {
			continue
		}
		if before == '\t' {
			e.out = append(e.out, 'B')
		}
		e.out = append(append(e.out, before), w.folded...)
		before = ' '
	}
	if before == ' ' {
		e.out = append(e.out, '\n')
	}
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

// word is the same for all texts that fold to it.
func (e *encoder) word(text string) *word {
	w := e.words[text]
	if w == nil {
		folded := japanese.Fold(text)
		if w = e.folded[folded]; w == nil {
			w = &word{folded: folded, long: utf8.RuneCountInString(folded) > 1}
			e.folded[folded] = w
		}
		e.words[text] = w
	}
	return w
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
