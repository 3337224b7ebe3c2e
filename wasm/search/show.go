package search

import "helpcenter/wasm/japanese"

// What stands around words of the query in a shown text.
const (
	MarkStart = '\x02'
	MarkEnd   = '\x03'
)

// AppendShown appends the answer as the page's script reads it: a line of letters (w for weak, t for trouble), a
// tab and what to say of a topic that no guide is about; then a line a result: page, section id, guide's title, section's title and description, tabs
// between, with the query's words marked.
func (x *Index) AppendShown(out []byte) []byte {
	a := &x.answer
	if a.Weak {
		out = append(out, 'w')
	}
	if a.Trouble {
		out = append(out, 't')
	}
	out = cell(append(out, '\t'), a.Aside, '\n')
	for _, r := range a.Results {
		guide, section := &x.guides[r.Guide], &x.sections[r.Section]
		out = cell(out, guide.Page, '\t')
		out = cell(out, section.ID, '\t')
		out = x.mark(out, guide.Title, '\t')
		out = x.mark(out, section.Title, '\t')
		out = x.mark(out, guide.Description, '\n')
	}
	return out
}

//go:noinline
func cell(out []byte, s string, end byte) []byte { return append(append(out, s...), end) }

// noteUsed remembers a gram that says enough to be marked: two letters of kana stand everywhere, and of synonyms
// kanji alone are seen to be meant.
func (x *Index) noteUsed(n int, g gram, damping int) {
	if g.weight > weightKana && (damping != asSynonym || g.weight == weightTwo) {
		x.used[n] = x.runs
	}
}

// mark appends s with marks around what the query says, and what ends it.
//
//go:noinline
func (x *Index) mark(out []byte, s string, end byte) []byte {
	x.marked = x.marked[:0]
	for range len(s) {
		x.marked = append(x.marked, false)
	}
	x.piece.set(s)
	x.markGrams(&x.piece, s)
	if x.readInto(&x.heard, &x.piece) {
		x.markGrams(&x.heard, s)
	}
	on := false
	for i := range len(s) {
		if s[i]&0xC0 != 0x80 && x.marked[i] != on { // where a letter begins
			on = !on
			out = append(out, markOf(on))
		}
		out = append(out, s[i])
	}
	if on {
		out = append(out, MarkEnd)
	}
	return append(out, end)
}

func markOf(start bool) byte {
	if start {
		return MarkStart
	}
	return MarkEnd
}

func (x *Index) markGrams(t *text, s string) {
	x.hits = t.grams(x.hits[:0])
	for _, g := range x.hits {
		if n := x.grams.find(g.key); n < 0 || x.used[n] != x.runs || g.weight <= weightKana || t.isPartOfWord(g) {
			continue
		}
		for i := g.from; i < g.to; i++ {
			x.markLetter(int(t.letters[i].At), s, t.letters[i].Mark&read != 0)
		}
	}
}

// isPartOfWord holds for the first two letters of a longer Latin word.
func (t *text) isPartOfWord(g gram) bool {
	return g.to-g.from == 2 && g.to < len(t.letters) && japanese.IsLatin(t.letters[g.from].Rune) && japanese.IsLatin(t.letters[g.to].Rune)
}

// markLetter marks the letter that begins at from, with marks that belong to it; of a reading, all its kanji.
func (x *Index) markLetter(from int, s string, read bool) {
	for i, r := range s[from:] {
		if i > 0 && r != 'ー' && r != 'ﾞ' && r != 'ﾟ' && !(read && japanese.IsKanji(r)) {
			return
		}
		x.marked[from+i] = true
	}
}
