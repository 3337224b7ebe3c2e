package diagnosis

import "unicode/utf8"

// The words of the matching are nearly all hiragana, three bytes each in UTF-8. Packed, a hiragana is one byte:
// the file compresses to seven eighths. Latin letters, digits and marks stay as they are, and so do kanji, whose
// first byte is above all of these; what little lies between is told by a byte of its own.
const (
	packedKana        = 0x80
	firstKana         = 'ぁ'
	lastKana          = 'ゖ'
	packedOther       = packedKana + lastKana - firstKana + 1
	firstByteOfThrees = 0xE0
	firstByteOfFours  = 0xF0
)

func pack(text []byte) []byte {
	out := make([]byte, 0, len(text)/2)
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		switch {
		case r >= firstKana && r <= lastKana:
			out = append(out, byte(packedKana+r-firstKana))
		case n == 2:
			out = append(append(out, packedOther), text[:n]...)
		default:
			out = append(out, text[:n]...)
		}
		text = text[n:]
	}
	return out
}

// unpack returns the text; of damaged bytes it makes damaged text.
func unpack(packed []byte) []byte {
	out := make([]byte, 0, 2*len(packed))
	for i := 0; i < len(packed); {
		b, n := packed[i], 1
		switch {
		case b >= firstByteOfFours:
			n = 4
		case b >= firstByteOfThrees:
			n = 3
		case b == packedOther:
			i++
			n = 2
		case b >= packedKana && b < packedOther:
			out = utf8.AppendRune(out, rune(b)-packedKana+firstKana)
			i++
			continue
		}
		end := min(i+n, len(packed))
		out = append(out, packed[min(i, end):end]...)
		i += n
	}
	return out
}
