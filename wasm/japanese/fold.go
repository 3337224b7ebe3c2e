// Package japanese folds Japanese text the way people type it, so that two spellings of one word compare
// equal: full and half width, upper and lower case, katakana and hiragana, small and large kana, with and
// without long vowel marks, spaces and punctuation. Kanji are left as they are.
//
// The package is pure Go without imports: it runs in the browser (Go and TinyGo) and in the generator, so
// that an index and a query, a phrase and a reader's sentence, always go through the same code.
package japanese

import "unicode/utf8"

// Fold returns s in the form in which words are compared. Fold(Fold(s)) == Fold(s).
func Fold(s string) string { return fold(s, false).Folded }

// Clause is a piece of text, folded, that knows what it was made from.
type Clause struct {
	Folded string
	source string
	origin []int // by byte of Folded: where its letter starts in source
}

// Source returns what the reader typed for Folded[start:end].
func (c *Clause) Source(start, end int) string {
	if start >= end {
		return ""
	}
	last := c.origin[end-1]
	size := width(c.source[last:])
	return c.source[c.origin[start] : last+size]
}

// KanjiLead is the least first byte of a kanji: words with a reading begin with one.
const KanjiLead = 0xE4

// Reading is a word in kanji and how it is read, both folded.
type Reading struct{ Word, Kana string }

// Read writes words in kana where a reading is known, the longest word first: readers write 電波 and でんぱ alike.
func (c Clause) Read(readings []Reading) Clause {
	out := Clause{source: c.source}
	folded := make([]byte, 0, len(c.Folded))
	for at := 0; at < len(c.Folded); {
		word, kana := 1, c.Folded[at:at+1]
		for _, r := range readings {
			if c.Folded[at] < KanjiLead {
				break
			}
			if n := len(r.Word); n > word && at+n <= len(c.Folded) && c.Folded[at:at+n] == r.Word {
				word, kana = n, r.Kana
			}
		}
		// A part of the reading must not pass for a part of the word: all of it begins where the word does.
		for i := range len(kana) {
			from := at
			if i >= len(kana)-3 {
				from = at + word - 1
			}
			out.origin = append(out.origin, c.origin[from])
		}
		folded = append(folded, kana...)
		at += word
	}
	out.Folded = string(folded)
	return out
}

// FoldRead returns s folded, and read as [Clause.Read] does.
func FoldRead(s string, readings []Reading) string { return fold(s, false).Read(readings).Folded }

// Comma stands in a clause where the reader paused: words reach across it, a negation does not.
const Comma = "、"

// Parted tells whether something was typed between the letters of Folded[i-1] and Folded[i], such as a space.
func (c *Clause) Parted(i int) bool {
	before := c.origin[i-1]
	size := width(c.source[before:])
	return c.origin[i] > before+size
}

func fold(s string, pauses bool) Clause {
	out := make([]byte, 0, len(s))
	origin := make([]int, 0, len(s))
	var last rune
	for i, r := range s {
		if r = foldRune(r); r == 0 && pauses && pause(s[i:]) {
			r = '、'
		}
		r, joined := join(last, r)
		if r == 0 {
			continue
		}
		if joined {
			out = out[:len(out)-utf8.RuneLen(last)]
		}
		out, last = utf8.AppendRune(out, r), r
		for len(origin) < len(out) {
			origin = append(origin, i)
		}
	}
	return Clause{string(out), s, origin}
}

// Letter is a letter of folded text, and where in the source it came from.
type Letter struct {
	Rune rune
	At   int32
	Mark uint8 // the caller's
}

// Letters appends the letters of Fold(s) to out: for those who fold at every keystroke and keep their memory.
func Letters(s string, out []Letter) []Letter {
	var last rune
	for i, r := range s {
		r, joined := join(last, foldRune(r))
		if r == 0 {
			continue
		}
		if joined {
			out[len(out)-1].Rune = r
		} else {
			out = append(out, Letter{Rune: r, At: int32(i)})
		}
		last = r
	}
	return out
}

// join makes one letter of a mark and the letter before it; 0 where there is none to join.
func join(last, r rune) (letter rune, joined bool) {
	if r != dakuten && r != handakuten {
		return r, false
	}
	return voiced(last, r), true
}

const (
	dakuten    = '゙' // combining voiced sound mark
	handakuten = '゚' // combining semi-voiced sound mark
)

// foldRune maps one rune to its folded form, to a combining mark, or to 0 where it is dropped.
func foldRune(r rune) rune {
	switch {
	case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
		return r
	case r >= 'A' && r <= 'Z':
		return r + ('a' - 'A')
	case r >= '!' && r <= '~' || r <= ' ':
		return 0
	case r >= '！' && r <= '～':
		return foldRune(r - '！' + '!')
	case r >= 'ｦ' && r <= 'ﾝ':
		return foldRune(first(halfKatakana[3*(r-'ｦ'):]))
	case r == 'ﾞ' || r == '゛' || r == dakuten:
		return dakuten
	case r == 'ﾟ' || r == '゜' || r == handakuten:
		return handakuten
	case r >= 'ァ' && r <= 'ヶ':
		return foldRune(r - 'ァ' + 'ぁ')
	case r >= 'ぁ' && r <= 'ゖ':
		return large(r)
	case r == '々' || r >= '㐀' && r <= '鿿' || r >= '豈' && r <= '﫿' || r >= 0x20000:
		return r
	case r > 0xBF && r < 0x3000 && !symbol(r):
		return r
	}
	return 0
}

// symbol tells the blocks of punctuation, arrows and pictures apart from letters of other scripts.
func symbol(r rune) bool { return r >= 0x2000 && r < 0x2C00 || r >= 0x2E00 || r == '×' || r == '÷' }

const halfKatakana = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン"

// large turns small kana into large ones: っ and つ are typed for each other.
func large(r rune) rune {
	switch r {
	case 'ぁ', 'ぃ', 'ぅ', 'ぇ', 'ぉ', 'っ', 'ゃ', 'ゅ', 'ょ', 'ゎ':
		return r + 1
	case 'ゕ':
		return 'か'
	case 'ゖ':
		return 'け'
	}
	return r
}

// voiced joins a kana and a combining mark, or returns 0 where they do not join.
func voiced(kana, mark rune) rune {
	switch {
	case mark == handakuten && kana >= 'は' && kana <= 'ほ' && (kana-'は')%3 == 0:
		return kana + 2
	case mark == handakuten:
		return 0
	case kana == 'う':
		return 'ゔ'
	case kana >= 'か' && kana <= 'ち' && (kana-'か')%2 == 0:
		return kana + 1
	case kana == 'つ' || kana == 'て' || kana == 'と':
		return kana + 1
	case kana >= 'は' && kana <= 'ほ' && (kana-'は')%3 == 0:
		return kana + 1
	}
	return 0
}

// Clauses cuts s where a sentence ends, and folds each piece, keeping its pauses as Comma; empty pieces are
// dropped.
func Clauses(s string) []Clause {
	var out []Clause
	start := 0
	for i, r := range s {
		if ends(r) {
			out = appendFolded(out, s[start:i])
			start = i + utf8.RuneLen(r)
		}
	}
	return appendFolded(out, s[start:])
}

// Whole folds all of s as one piece; where a sentence ends there is a pause.
func Whole(s string) Clause { return fold(s, true) }

func appendFolded(out []Clause, piece string) []Clause {
	if c := fold(piece, true); Fold(piece) != "" {
		out = append(out, c)
	}
	return out
}

func ends(r rune) bool {
	switch r {
	case '。', '！', '？', '!', '?', '\n', '\r', '．', '｡':
		return true
	}
	return false
}

// first and width are utf8.DecodeRuneInString by the loop that the module has anyway.

func first(s string) rune {
	for _, r := range s {
		return r
	}
	return utf8.RuneError
}

func width(s string) int {
	for i := range s {
		if i > 0 {
			return i
		}
	}
	return len(s)
}

// pause tells whether a comma of any width begins s.
func pause(s string) bool {
	r := first(s)
	switch r {
	case '、', '，', ',', '､', ';', '…':
		return true
	}
	return ends(r)
}

// Index is strings.Index without its package, which costs the browser's module 11 kB.
func Index(text, word string) int {
	if word == "" {
		return 0
	}
	last := len(word) - 1 // tells kana apart: what is before it they share
	for i := last; i < len(text); i++ {
		if text[i] == word[last] && text[i-last:i+1] == word {
			return i - last
		}
	}
	return -1
}
