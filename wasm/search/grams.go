package search

import "helpcenter/wasm/japanese"

// Text becomes grams: groups of one to three letters standing together, each a number of three times 21 bits.

const (
	wordStart = 1 // stands before the first letters of a Latin word
	textStart = 2 // stands before the first letter of a title or tag, for queries of one letter
)

func key(a, b, c rune) uint64 { return uint64(a)<<42 | uint64(b)<<21 | uint64(c) }

// text is letters by ear, where in the source each came from, and whether it is the reading of a kanji.
type text struct {
	letters []rune
	at      []int
	read    []bool
	soft    []bool // typed in hiragana among other letters; empty where that does not matter
}

func (t *text) clear() {
	t.letters, t.at, t.read, t.soft = t.letters[:0], t.at[:0], t.read[:0], t.soft[:0]
}

// set folds s into t.
func (t *text) set(s string) {
	t.clear()
	t.letters, t.at = japanese.Letters(s, t.letters, t.at)
	t.letters, t.at = japanese.Sound(t.letters, t.at)
}

// soundOut brings letters to how they sound, and what is known of each with them.
func (t *text) soundOut() {
	for i, from := range t.at {
		t.at[i] = i<<20 | from // Sound keeps the places: the letter's own stands above its source's
	}
	t.letters, t.at = japanese.Sound(t.letters, t.at)
	for i, from := range t.at {
		t.at[i] = from & (1<<20 - 1)
		if len(t.read) > 0 {
			t.read[i] = t.read[from>>20]
		}
		if len(t.soft) > 0 {
			t.soft[i] = t.soft[from>>20]
		}
	}
	t.read, t.soft = t.read[:min(len(t.read), len(t.at))], t.soft[:min(len(t.soft), len(t.at))]
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
	for i, r := range l {
		latin, kanji := japanese.IsLatin(r), japanese.IsKanji(r)
		if kanji && len(t.read) == 0 {
			out = append(out, gram{key(0, 0, r), weightOne, i, i + 1})
		}
		if i+1 == len(l) {
			break
		}
		next := l[i+1]
		latinNext := japanese.IsLatin(next)
		switch {
		case !t.of(i, i+2):
		case latin && latinNext && t.startsWord(i):
			out = append(out, gram{key(wordStart, r, next), weightThree, i, i + 2})
		case latin && latinNext:
		case kanji || japanese.IsKanji(next):
			out = append(out, gram{key(0, r, next), weightTwo, i, i + 2})
		default:
			out = append(out, gram{key(0, r, next), weightKana, i, i + 2})
		}
		if i+2 == len(l) {
			break
		}
		third := l[i+2]
		if t.of(i, i+3) {
			out = append(out, gram{key(r, next, third), weightThree, i, i + 3})
		}
		// Okurigana between two kanji may be left out: 引き落とし and 引落.
		if kanji && len(t.read) == 0 && japanese.IsKanji(third) && isOkurigana(next) {
			out = append(out, gram{key(0, r, third), weightTwo, i, i + 3})
		}
	}
	return out
}

// of tells whether l[from:to] counts: all does, or what holds the reading of a kanji.
func (t *text) of(from, to int) bool {
	if len(t.read) == 0 {
		return true
	}
	for _, read := range t.read[from:to] {
		if read {
			return true
		}
	}
	return false
}

// startsWord tells whether a Latin word begins at i: something else, or something typed between, is before it.
func (t *text) startsWord(i int) bool {
	if i == 0 || !japanese.IsLatin(t.letters[i-1]) {
		return true
	}
	step := t.at[i] - t.at[i-1]
	return step > 1 && step != 3 // a letter has one byte, or three where it is full width
}

// isOkurigana tells kana that kanji words have inside from particles between two words.
func isOkurigana(r rune) bool {
	switch r {
	case 'の', 'が', 'は', 'に', 'で', 'と', 'も', 'へ', 'や', 'お', 'な':
		return false
	}
	return r >= 'ぁ' && r <= 'ゖ'
}

// readInto sets out to t with every kanji that has a reading replaced by it, and tells whether there was one.
func (x *Index) readInto(out, t *text) bool {
	out.clear()
	found := false
	for i := 0; i < len(t.letters); {
		n, reading := x.reading(t.letters[i:])
		if n == 0 {
			out.letters, out.at, out.read = append(out.letters, t.letters[i]), append(out.at, t.at[i]), append(out.read, false)
			if len(t.soft) > 0 {
				out.soft = append(out.soft, t.soft[i])
			}
			i++
			continue
		}
		found = true
		for _, r := range reading {
			out.letters, out.at, out.read = append(out.letters, r), append(out.at, t.at[i]), append(out.read, true)
			if len(t.soft) > 0 {
				out.soft = append(out.soft, false)
			}
		}
		i += n
	}
	return found
}

// reading returns the reading of the longest run of kanji that begins letters, and its length; a reading that
// depends on the kana behind the run is kept under both.
func (x *Index) reading(letters []rune) (int, []rune) {
	n := 0
	for n < len(letters) && japanese.IsKanji(letters[n]) {
		n++
	}
	if n > 0 && n < len(letters) {
		if i := x.readings.find(hashOf(letters[:n+1])); i >= 0 {
			return n, x.readAs[i]
		}
	}
	for ; n > 0; n-- {
		if i := x.readings.find(hashOf(letters[:n])); i >= 0 {
			return n, x.readAs[i]
		}
	}
	return 0, nil
}

// hashOf is FNV-1a over letters.
func hashOf(letters []rune) uint64 {
	h := uint64(14695981039346656037)
	for _, r := range letters {
		h = (h ^ uint64(r)) * 1099511628211
	}
	return h | 1
}
