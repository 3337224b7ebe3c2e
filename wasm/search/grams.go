package search

import "helpcenter/wasm/japanese"

// Text becomes grams: groups of one to three letters standing together, each a number of three times 21 bits.

const (
	wordStart = 1 // stands before the first letters of a Latin word
	textStart = 2 // stands before the first letter or two of a title or tag
)

func key(a, b, c rune) uint64 { return uint64(a)<<42 | uint64(b)<<21 | uint64(c) }

// text is letters by ear. Of a reading, only grams with a letter of a kanji's reading count.
type text struct {
	letters []letter
	reading bool
	last    bool // it ends the query
	starts  bool // it begins with a word
}

type letter = japanese.Letter

// Marks of letters.
const (
	read = 1 << iota // of a kanji's reading
	soft             // typed in hiragana among other letters
)

func (t *text) clear() { t.letters, t.reading, t.starts = t.letters[:0], false, false }

// add takes further letters: one place for what is done at many.
//
//go:noinline
func (t *text) add(letters []letter) { t.letters = append(t.letters, letters...) }

// addOne takes one, that stood at a place of what was typed.
//
//go:noinline
func (t *text) addOne(r rune, at int32, mark uint8) {
	t.letters = append(t.letters, letter{Rune: r, At: at, Mark: mark})
}

// start is the gram of the two letters that t begins with: a title or tag that begins so is meant before others.
func (t *text) start() uint64 { return key(textStart, t.letters[0].Rune, t.letters[1].Rune) }

// set folds s into t.
func (t *text) set(s string) {
	t.clear()
	t.letters = japanese.Sound(japanese.Letters(s, t.letters))
}

// gram is one of them, with the letters t.letters[from:to] that it was made of.
type gram struct {
	key      uint64
	weight   int
	from, to int
}

// What a gram weighs before its rarity, by how many letters it has.
const (
	weightOne   = 2
	weightKana  = 3 // two letters, no kanji
	weightTwo   = 4
	weightThree = 5
)

// grams appends the grams of t to out. With readings, only those that hold a letter of one. They come in a list
// and not through a function: a closure at every keystroke would be memory that nobody frees.
func (t *text) grams(out []gram) []gram {
	l := t.letters
	for i := range l {
		r := l[i].Rune
		latin, kanji := japanese.IsLatin(r), japanese.IsKanji(r)
		if kanji && !t.reading {
			out = addGram(out, key(0, 0, r), weightOne, i, i+1)
		}
		if i+1 == len(l) {
			break
		}
		next := l[i+1].Rune
		latinNext := japanese.IsLatin(next)
		switch {
		case !t.of(i, i+2):
		case latin && latinNext && t.startsWord(i):
			out = addGram(out, key(wordStart, r, next), weightThree, i, i+2)
		case latin && latinNext:
		case kanji || japanese.IsKanji(next):
			out = addGram(out, key(0, r, next), weightTwo, i, i+2)
		default:
			out = addGram(out, key(0, r, next), weightKana, i, i+2)
		}
		if i+2 == len(l) {
			break
		}
		third := l[i+2].Rune
		if t.of(i, i+3) {
			out = addGram(out, key(r, next, third), weightThree, i, i+3)
		}
		// Okurigana between two kanji may be left out: 引き落とし and 引落.
		if kanji && !t.reading && japanese.IsKanji(third) && isOkurigana(next) {
			out = addGram(out, key(0, r, third), weightTwo, i, i+3)
		}
	}
	return out
}

// addGram is one call of append for all: each has its own code.
//
//go:noinline
func addGram(out []gram, key uint64, weight, from, to int) []gram {
	return append(out, gram{key, weight, from, to})
}

// of tells whether letters from:to count.
func (t *text) of(from, to int) bool {
	for _, l := range t.letters[from:to] {
		if !t.reading || l.Mark&read != 0 {
			return true
		}
	}
	return false
}

// startsWord tells whether a Latin word begins at i: something else, or something typed between, is before it.
func (t *text) startsWord(i int) bool {
	if i == 0 || !japanese.IsLatin(t.letters[i-1].Rune) {
		return true
	}
	step := t.letters[i].At - t.letters[i-1].At
	return step > 1 && step != 3 // a letter has one byte, or three where it is full width
}

// isOkurigana tells kana that kanji words have inside from particles between two words.
func isOkurigana(r rune) bool {
	return r >= 'ぁ' && r <= 'ゖ' && !oneOf(r, "のがはにでともへやおな")
}

// readInto sets out to t, as it sounds with every kanji that has a reading replaced by it, and tells whether
// there was one.
func (x *Index) readInto(out, t *text) bool {
	out.clear()
	for i := 0; i < len(t.letters); {
		l := t.letters[i]
		n, reading := x.readingOf(t.letters[i:])
		if n == 0 {
			out.addOne(l.Rune, l.At, l.Mark)
			i++
			continue
		}
		out.reading = true
		for _, r := range reading {
			out.addOne(r.Rune, l.At, read)
		}
		i += n
	}
	out.letters = japanese.Sound(out.letters)
	return out.reading
}

// readingOf returns the reading of the longest run of kanji that begins letters, and its length; a reading that
// depends on the kana behind the run is kept under both.
func (x *Index) readingOf(letters []letter) (int, []letter) {
	n := 0
	for n < len(letters) && japanese.IsKanji(letters[n].Rune) {
		n++
	}
	run := n
	if n > 0 && n < len(letters) {
		n++
	}
	for ; n > 0; n-- {
		if i := x.readings.find(hashOf(letters[:n])); i >= 0 {
			return min(n, run), x.readAs[i]
		}
	}
	return 0, nil
}

// hashOf is FNV-1a over letters.
func hashOf(letters []letter) uint64 {
	h := uint64(14695981039346656037)
	for _, l := range letters {
		h = (h ^ uint64(l.Rune)) * 1099511628211
	}
	return h | 1
}
