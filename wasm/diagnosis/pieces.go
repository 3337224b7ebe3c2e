package diagnosis

import "helpcenter/wasm/japanese"

// Pieces travel in the matching, a line for all that begin with one letter: that letter, then for each second letter a
// field of it and all third letters, a comma for none. The last two fields are the causes and weights of all their links, a
// letter each; the last weight of a piece is from the second half of the letters.

const (
	// PieceStep is what one step of a weight weighs.
	PieceStep = Unit
	// PieceSteps is how many steps a weight has at most.
	PieceSteps = 8

	noThird   = ","
	firstCode = firstASCII // of causes and weights
)

func (w *writer) pieces(all []Piece) {
	for len(all) > 0 {
		n, first := 1, firstLetter(all[0].Text)
		for n < len(all) && firstLetter(all[n].Text) == first {
			n++
		}
		w.line('S', sameFirst(first, all[:n])...)
		all = all[n:]
	}
}

func firstLetter(s string) string { return s[:starts(s)[1]] }

// sameFirst writes pieces that begin with the same letter.
func sameFirst(first string, pieces []Piece) []string {
	fields := []string{first}
	var causes, weights []byte
	for _, p := range pieces {
		rest := p.Text[len(first):]
		second := firstLetter(rest)
		if last := len(fields) - 1; last == 0 || firstLetter(fields[last]) != second {
			fields = append(fields, second)
		}
		third := rest[len(second):]
		if third == "" {
			third = noThird
		}
		fields[len(fields)-1] += third
		for i, l := range p.Links {
			step := l.Weight/PieceStep - 1
			if i == len(p.Links)-1 {
				step += PieceSteps
			}
			causes = append(causes, byte(firstCode+l.Cause))
			weights = append(weights, byte(firstCode+step))
		}
	}
	return append(fields, string(causes), string(weights))
}

// starts returns where each letter of s starts, and its end.
func starts(s string) []int {
	out := make([]int, 0, len(s)+1)
	for i := range s {
		out = append(out, i)
	}
	return append(out, len(s))
}

// pieces gathers lines of pieces.
type pieces struct {
	list   []Piece
	causes int
}

// read takes a line and tells whether it could.
func (p *pieces) read(f []string) bool {
	n := len(f) - 2
	if n < 1 || len(f[n]) != len(f[n+1]) {
		return false
	}
	links := p.links(f[n], f[n+1])
	for _, field := range f[1:n] {
		at := starts(field)
		for i := 2; i < len(at); i++ {
			text := f[0] + field[:at[1]]
			if third := field[at[i-1]:at[i]]; third != noThird {
				text += third
			}
			if len(links) == 0 {
				return false
			}
			p.list, links = append(p.list, Piece{text, links[0]}), links[1:]
		}
	}
	return len(links) == 0
}

// links reads codes of causes and weights, by piece; nothing where one of them is none.
func (p *pieces) links(causes, weights string) (out [][]Link) {
	var one []Link
	for i := range len(causes) {
		cause, step := int(causes[i])-firstCode, int(weights[i])-firstCode
		if !within(cause, p.causes) || !within(step, 2*PieceSteps) {
			return nil
		}
		one = append(one, Link{cause, (step%PieceSteps + 1) * PieceStep})
		if step >= PieceSteps {
			out, one = append(out, one), nil
		}
	}
	return out
}

// Edge stands before the first and behind the last letter of a text, for its pieces.
const Edge = "^"

// PiecesOf returns the pieces of folded text, each once.
func PiecesOf(folded string) (out []string) {
	text := Edge + folded + Edge
	at := starts(text)
	for i, start := range at {
		for n := i + 2; n <= i+3 && n < len(at); n++ {
			if piece := text[start:at[n]]; japanese.Index(text, piece) == start {
				out = append(out, piece)
			}
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
