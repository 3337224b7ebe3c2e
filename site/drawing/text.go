package drawing

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// SVG does not break lines, so they are broken here, by widths that hold for any
// Japanese font: a full-width letter is as wide as it is high, the others are taken
// for the widest they are in common fonts.

const (
	size   = 15 // of text, in units
	little = 13 // of notes
	large  = 22 // of amounts
)

// width of one line of text, in units.
func width(s string, size int) int {
	sum := 0
	for _, r := range s {
		sum += letterWidth(r)
	}
	return (sum*size + 99) / 100
}

// letterWidth is in hundredths of the size.
func letterWidth(r rune) int {
	switch {
	case unicode.Is(unicode.Mn, r):
		return 0
	case r >= 0x80 && !('｡' <= r && r <= 'ﾟ'):
		return 100
	case strings.ContainsRune("iIjl.,:;'|! ", r):
		return 34
	case strings.ContainsRune("mwMW@%", r):
		return 95
	case 'A' <= r && r <= 'Z':
		return 70
	}
	return 60
}

// wrap breaks a text into lines of at most room units. Lines end where phrases
// do, if that leaves no gaping end, and a last line is no lonely letter.
func wrap(s string, size, room int) []string {
	lines := fillLines([]rune(s), size, room)
	for narrow := room - size; narrow > room/2 && len(lines) > 1 && width(lines[len(lines)-1], size) < 3*size; narrow -= size {
		better := fillLines([]rune(s), size, narrow)
		if len(better) > len(lines) || weakEnds(better) > weakEnds(lines) {
			break
		}
		lines = better
	}
	return lines
}

// weakEnds counts the lines that end within a word.
func weakEnds(lines []string) (n int) {
	for i := 1; i < len(lines); i++ {
		a, _ := utf8.DecodeLastRuneInString(lines[i-1])
		b, _ := utf8.DecodeRuneInString(lines[i])
		if breakBetween(a, b) == weak {
			n++
		}
	}
	return n
}

func fillLines(text []rune, size, room int) (lines []string) {
	for len(text) > 0 {
		n := lineEnd(text, size, room)
		if l := strings.TrimSpace(string(text[:n])); l != "" {
			lines = append(lines, l)
		}
		text = text[n:]
	}
	return lines
}

// lineEnd is how many letters go on the first line: it ends at the best chance in
// the last seven tenths of the room, or else anywhere.
func lineEnd(text []rune, size, room int) int {
	var ends [pause + 1]int // the last chance of each kind
	used := 0
	for i, r := range text {
		used += letterWidth(r) * size
		if used > room*100 && i > 0 && !unicode.IsSpace(r) {
			return bestEnd(ends, i)
		}
		if i+1 < len(text) {
			if c := breakBetween(r, text[i+1]); c == weak || c > weak && used >= room*30 {
				ends[c] = i + 1
			}
		}
	}
	return len(text)
}

func bestEnd(ends [pause + 1]int, full int) int {
	for c := pause; c > never; c-- {
		if ends[c] > 0 {
			return ends[c]
		}
	}
	return full
}

// A chance is how good a place is for the end of a line.
type chance uint8

const (
	never chance = iota
	weak         // within a word
	fair         // between words of different letters
	phrase
	pause // a space, a comma, a full stop
)

const (
	closing   = "、。，．」』）〉》】〕！？：；・ー〜…々ゝぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ)]}!?,.:;%"
	opening   = "「『（〈《【〔([{"
	particles = "をはがにのでともへやか"
)

// breakBetween tells whether a line may end between two letters. A phrase ends
// where hiragana does, after punctuation, and at a space.
func breakBetween(a, b rune) chance {
	switch {
	case unicode.IsSpace(b), b == '→', strings.ContainsRune(closing, b), strings.ContainsRune(opening, a):
		return never
	case unicode.IsSpace(a), a == '、', a == '。':
		return pause
	case a < 0x80 && b < 0x80:
		if strings.ContainsRune("/-@=?&", a) {
			return weak
		}
		return never
	case strings.ContainsRune("」』）", a) && strings.ContainsRune(particles, b):
		return weak
	case strings.ContainsRune("」』）〉》】→・", a), strings.ContainsRune(opening, b):
		return phrase
	case (a == 'お' || a == 'ご') && unicode.Is(unicode.Han, b):
		return weak
	case strings.ContainsRune(particles, a) && (b == 'お' || b == 'ご'):
		return fair
	case unicode.Is(unicode.Hiragana, a) && !unicode.Is(unicode.Hiragana, b):
		return phrase
	case strings.ContainsRune(particles, b), unicode.Is(unicode.Katakana, a) == unicode.Is(unicode.Katakana, b):
		return weak
	}
	return fair
}
