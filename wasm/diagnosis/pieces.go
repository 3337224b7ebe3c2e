package diagnosis

import "helpcenter/wasm/japanese"

// Pieces travel in the matching, a line for all that begin with one letter: that letter, then for each second letter a
// field of it and all third letters, a comma for none. One more line holds the causes and the weights of all their links, a
// kana each, which are packed into a byte; the last weight of a piece is from the second half of the kana. What is alike
// stands together so, and packs well.

const (
	// PieceStep is what one step of a piece's weight weighs.
	PieceStep = 2 * Unit
	// PieceSteps is how many steps a weight has at most.
	PieceSteps = 8

	alone = ","
)

func (w *writer) pieces(all []Piece) {
	var causes, weights []rune
	for rest := all; len(rest) > 0; {
		n, first := 1, firstLetter(rest[0].Text)
		for n < len(rest) && firstLetter(rest[n].Text) == first {
			n++
		}
		w.line('S', sameFirst(first, rest[:n])...)
		rest = rest[n:]
	}
	for _, p := range all {
		for i, l := range p.Links {
			step := l.Weight/PieceStep - 1
			if i == len(p.Links)-1 {
				step += PieceSteps
			}
			causes = append(causes, rune(firstKana+l.Cause))
			weights = append(weights, rune(firstKana+step))
		}
	}
	if len(all) > 0 {
		w.line('L', string(causes), string(weights))
	}
}

func firstLetter(s string) string { return s[:starts(s)[1]] }

// sameFirst writes pieces that begin with the same letter.
func sameFirst(first string, pieces []Piece) []string {
	fields := []string{first}
	for _, p := range pieces {
		rest := p.Text[len(first):]
		second := firstLetter(rest)
		if last := len(fields) - 1; last == 0 || firstLetter(fields[last]) != second {
			fields = append(fields, second)
		}
		third := rest[len(second):]
		if third == "" {
			third = alone
		}
		fields[len(fields)-1] += third
	}
	return fields
}

// starts returns where each letter of s starts, and its end.
func starts(s string) []int {
	out := make([]int, 0, len(s)+1)
	for i := range s {
		out = append(out, i)
	}
	return append(out, len(s))
}

// readPieces adds the pieces of a line.
func readPieces(list []Piece, f []string) []Piece {
	for i := 1; i < len(f); i++ {
		at := starts(f[i])
		for n := 2; n < len(at); n++ {
			text := f[0] + f[i][:at[1]]
			if third := f[i][at[n-1]:at[n]]; third != alone {
				text += third
			}
			list = append(list, Piece{Text: text})
		}
	}
	return list
}

// link gives all pieces their links and tells whether there were as many as it takes.
func link(list []Piece, causes, weights string, most int) bool {
	if len(causes) != len(weights) {
		return false
	}
	for i := 0; i+kanaBytes <= len(causes); i += kanaBytes {
		cause, step := kana(causes[i:]), kana(weights[i:])
		if len(list) == 0 || !within(cause, most) || !within(step, 2*PieceSteps) {
			return false
		}
		list[0].Links = append(list[0].Links, Link{cause, (step%PieceSteps + 1) * PieceStep})
		if step >= PieceSteps {
			list = list[1:]
		}
	}
	return len(list) == 0
}

const kanaBytes = 3

// kana returns which one a text begins with, from 0; something out of bounds where it is none.
func kana(s string) int { return (int(s[1])-0x81)<<6 + int(s[2]) - 0x81 }

// Edge stands before the first and behind the last letter of a text, for its pieces.
const Edge = "^"

// PiecesOf returns the pieces of folded text, each once; a letter by itself is followed by a comma, which no folded text has.
func PiecesOf(folded string) (out []string) {
	text := Edge + folded + Edge
	at := starts(text)
	for i, start := range at {
		for n := i + 1; n <= i+3 && n < len(at); n++ {
			piece := text[start:at[n]]
			if japanese.Index(text, piece) != start {
				continue
			}
			if n == i+1 {
				piece += alone
			}
			out = append(out, piece)
		}
	}
	return out
}

// piece looks up what a piece of text speaks for.
func (b *Base) piece(text string) []Link {
	low, high := 0, len(b.Pieces)
	for low < high {
		if mid := (low + high) / 2; b.Pieces[mid].Text < text {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if low < len(b.Pieces) && b.Pieces[low].Text == text {
		return b.Pieces[low].Links
	}
	return nil
}
