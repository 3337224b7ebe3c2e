package diagnosis

import "unicode/utf8"

// The words of the matching are nearly all hiragana, three bytes each in UTF-8. Packed, hiragana stand where ASCII
// has its letters, digits and marks, one byte each, these in Latin-1, and that where hiragana stood: still UTF-8,
// which a page's script can hand on as text, but smaller on the line.
const (
	firstKana  = 'ぁ'
	lastKana   = 'ゖ'
	firstASCII = '~' - (lastKana - firstKana) // up to ~; tab, newline, space and a few marks before it stay
	latin      = 0x80
)

func pack(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for _, r := range string(text) {
		switch {
		case r >= firstKana && r <= lastKana:
			r += firstASCII - firstKana
		case r >= firstASCII && r <= '~':
			r += latin
		case r >= firstASCII+latin && r <= '~'+latin:
			r += firstKana - firstASCII - latin
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}

// unpack returns the text that was packed; of damaged bytes it makes damaged text.
func unpack(packed []byte) []byte {
	out := make([]byte, 0, 2*len(packed))
	for _, r := range string(packed) {
		switch {
		case r >= firstASCII && r <= '~':
			r += firstKana - firstASCII
		case r >= firstASCII+latin && r <= '~'+latin:
			r -= latin
		case r >= firstKana && r <= lastKana:
			r += firstASCII + latin - firstKana
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}
