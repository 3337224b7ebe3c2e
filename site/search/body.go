package search

import (
	"bytes"
	"strings"
	"sync"
	"unicode/utf8"

	"helpcenter/wasm/japanese"
)

// A Body is what search keeps of a page's own text: its lines of the index, and what its readings are known by. It
// is made when the page is read, and the text itself is not kept.
type Body struct {
	sections []byte
	text     textKey
}

// A Passage is the plain text under a heading; the first of a page has none.
type Passage struct{ ID, Title, Text string }

// NewBody makes a Body.
func NewBody(title, description string, tags []string, passages []Passage) Body {
	e := encoders.Get().(*encoder)
	defer encoders.Put(e)
	e.out = e.out[:0]
	e.sections(title, passages)
	return Body{bytes.Clone(e.out), newTextKey(Lines(title, description, tags, passages))}
}

// Lines is the text of a page as it is read.
func Lines(title, description string, tags []string, passages []Passage) []string {
	lines := make([]string, 0, 2+len(tags)+2*len(passages))
	lines = append(append(lines, title, description), tags...)
	for _, s := range passages {
		lines = append(lines, s.Title, s.Text)
	}
	return lines
}

// An encoder writes lines. Words come again and again: each is folded once.
type encoder struct {
	out     []byte
	words   map[string]*word // as they are written
	folded  map[string]*word // of words
	known   []byte           // the titles above a passage, folded
	marks   uint64           // of known
	passage int              // how many there were
}

var encoders = sync.Pool{New: func() any {
	return &encoder{words: map[string]*word{}, folded: map[string]*word{}}
}}

// A word is what a body line may hold.
type word struct {
	folded string
	marks  uint64
	long   bool // enough to say something
	seen   int  // the last passage that held it
}

func (e *encoder) sections(title string, passages []Passage) {
	title = japanese.Fold(title)
	titleMarks := marks(title)
	for i, s := range passages {
		if i > 0 {
			e.line('S', s.ID, s.Title)
		}
		above := e.word(s.Title)
		e.known, e.marks = append(append(e.known[:0], above.folded...), title...), above.marks|titleMarks
		e.body(s.Text)
	}
}

// body writes a line of the words of a text that carry meaning and that known does not hold, folded and each once:
// runs of kanji (one alone with the kana behind it), of katakana and of Latin letters and digits.
func (e *encoder) body(text string) {
	e.passage++
	before := byte('\t') // of the first word
	for at := 0; at < len(text); {
		kind, first := scriptAt(text[at:])
		if kind <= hiragana {
			at += first
			continue
		}
		run := text[at : at+first+restOfRun(kind, text[at+first:])]
		at += len(run)
		w := e.word(run)
		if !w.long || w.seen == e.passage {
			continue
		}
		w.seen = e.passage
		if w.marks&e.marks == w.marks && bytes.Contains(e.known, []byte(w.folded)) {
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

// restOfRun is the length of the letters of the same script behind the first; a kanji alone takes the kana behind it.
func restOfRun(kind script, text string) (end int) {
	for end < len(text) {
		next, n := scriptAt(text[end:])
		if next != kind {
			if kind == kanji && end == 0 && next == hiragana {
				end = n
			}
			break
		}
		end += n
	}
	return end
}

// scriptAt is of the first letter of a text, and tells how long that is. In Japanese nearly all letters take three
// bytes: those that begin with E3 are kana and signs, and from E4 to E9 they are kanji.
func scriptAt(text string) (script, int) {
	switch lead := text[0]; {
	case lead < utf8.RuneSelf:
		return ascii[lead], 1
	case lead == 0xE3 && len(text) > 2 && text[1] < 0x84:
		return kana[int(text[1]&0x3)<<6|int(text[2]&0x3F)], 3
	case lead >= japanese.KanjiLead && lead <= 0xE9 && len(text) > 2:
		return kanji, 3
	}
	r, size := utf8.DecodeRuneInString(text)
	return scriptOf(r), size
}

// word is the same for all texts that fold to it.
func (e *encoder) word(text string) *word {
	w := e.words[text]
	if w == nil {
		text = strings.Clone(text) // of a page, which is not to be kept for a word
		folded := japanese.Fold(text)
		if w = e.folded[folded]; w == nil {
			w = &word{folded: folded, marks: marks(folded), long: utf8.RuneCountInString(folded) > 1}
			e.folded[folded] = w
		}
		e.words[text] = w
	}
	return w
}

// marks has a bit for each letter of a text: a text that lacks a mark of a word does not hold the word.
func marks(text string) (all uint64) {
	for _, r := range text {
		all |= 1 << (r & 63)
	}
	return all
}

type script uint8

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

// ascii are the scripts of the letters of one byte, kana those from U+3000 on.
var ascii, kana = func() (low [utf8.RuneSelf]script, high [0x100]script) {
	for r := range low {
		low[r] = scriptOf(rune(r))
	}
	for r := range high {
		high[r] = scriptOf(0x3000 + rune(r))
	}
	return low, high
}()
