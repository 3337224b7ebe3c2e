package drawing

import (
	"strings"
	"unicode"
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
		if better := fillLines([]rune(s), size, narrow); len(better) == len(lines) {
			lines = better
		} else {
			break
		}
	}
	return lines
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

// lineEnd is how many letters go on the first line.
func lineEnd(text []rune, size, room int) int {
	phrase, anywhere, used := 0, 0, 0
	for i, r := range text {
		used += letterWidth(r) * size
		if used > room*100 && i > 0 && !unicode.IsSpace(r) {
			switch {
			case phrase > 0 && width(string(text[:phrase]), size)*5 >= room*2:
				return phrase
			case anywhere > 0:
				return anywhere
			}
			return i
		}
		if i+1 < len(text) {
			switch breakBetween(r, text[i+1]) {
			case atPhrase:
				phrase, anywhere = i+1, i+1
			case anyhow:
				anywhere = i + 1
			}
		}
	}
	return len(text)
}

type chance uint8

const (
	never chance = iota
	anyhow
	atPhrase
)

const (
	closing = "、。，．」』）〉》】〕！？：；・ー〜…々ゝぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ)]}!?,.:;%"
	opening = "「『（〈《【〔([{"
)

// breakBetween tells whether a line may end between two letters. A phrase ends
// where hiragana does, after punctuation, and at a space.
func breakBetween(a, b rune) chance {
	switch {
	case unicode.IsSpace(a):
		return atPhrase
	case unicode.IsSpace(b), strings.ContainsRune(closing, b), strings.ContainsRune(opening, a):
		return never
	case a < 0x80 && b < 0x80:
		if strings.ContainsRune("/-@=?&", a) {
			return anyhow
		}
		return never
	case strings.ContainsRune("、。」』）〉》】→・", a), strings.ContainsRune(opening, b):
		return atPhrase
	case unicode.Is(unicode.Hiragana, a) && !unicode.Is(unicode.Hiragana, b):
		return atPhrase
	}
	return anyhow
}
