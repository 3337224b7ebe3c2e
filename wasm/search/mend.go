package search

// mend sets x.typed to the query with slips mended, and tells whether it found one: words that writers use in
// place of what comes near them, one letter missing, too many, wrong or swapped; two in long words. Only where
// the index lacks what was typed.
func (x *Index) mend(query string) bool {
	x.typed.clear()
	q := &x.query
	from, mended := 0, false
	for i := 1; i <= len(q.letters); i++ {
		if i < len(q.letters) && !x.cut(query, i) {
			continue
		}
		if x.hear(from, i) && x.mendPiece() {
			mended = true
		}
		x.typed.add(x.piece.letters)
		from = i
	}
	return mended
}

// mendPiece puts the word that is nearest, and of equals the longest, into the piece.
func (x *Index) mendPiece() bool {
	p := &x.piece
	x.lacking(p)
	var best []letter
	bestFrom, bestTo, bestGain := 0, 0, 0
	mask := maskOf(p.letters)
	for _, k := range x.keywords {
		word := k.letters
		allowed := min(2, len(word)/4)
		if allowed == 0 || len(p.letters) < len(word)-allowed || !almostIn(k.mask, mask, allowed) {
			continue
		}
		from, to, slips := x.near(p.letters, word, allowed)
		if slips == 0 || slips > allowed || !x.lacks(from, to) {
			continue
		}
		if gain := len(word) - 3*slips; best == nil || gain > bestGain {
			best, bestFrom, bestTo, bestGain = word, from, to, gain
		}
	}
	if best == nil {
		return false
	}
	x.replace(p, bestFrom, bestTo, best)
	return true
}

// almostIn tells whether at most so many letters of a word are not in a text, by their masks.
func almostIn(word, text uint64, allowed int) bool {
	for rest := word &^ text; rest != 0; rest &= rest - 1 {
		if allowed--; allowed < 0 {
			return false
		}
	}
	return true
}

// lacking notes the letters of t that stand in grams which the index does not have.
func (x *Index) lacking(t *text) {
	x.free(len(t.letters))
	x.hits = t.grams(x.hits[:0])
	for _, g := range x.hits {
		if g.to-g.from == 2 && x.grams.find(g.key) < 0 {
			x.take(g.from, g.to, 1)
		}
	}
}

func (x *Index) lacks(from, to int) bool { return !x.isFree(from, to) }

// replace puts a word in place of t.letters[from:to].
func (x *Index) replace(t *text, from, to int, word []letter) {
	k := &x.kana
	k.clear()
	k.add(t.letters[:from])
	for _, l := range word {
		k.addOne(l.Rune, t.letters[from].At, 0)
	}
	k.add(t.letters[to:])
	x.piece, x.kana = x.kana, x.piece
}

// near finds where in letters a word stands with the fewest slips (Sellers' algorithm with swaps). A cell is
// the slips so far above a byte that tells where the match began.
func (x *Index) near(letters, word []letter, allowed int) (from, to, slips int) {
	const slip = 1 << 8
	n := len(word) + 1
	for len(x.row) < 3*n {
		x.row = append(x.row, 0)
	}
	two, one, cur := x.row[:n], x.row[n:2*n], x.row[2*n:3*n]
	for j := range n {
		one[j] = j * slip
	}
	best := (allowed + 1) * slip
	for i := range min(len(letters), slip-1) {
		r := letters[i].Rune
		cur[0] = i + 1
		for j := 1; j < n; j++ {
			cell := one[j-1]
			if r != word[j-1].Rune {
				cell = min(cell, one[j], cur[j-1]) + slip
			}
			if i > 0 && j > 1 && r == word[j-2].Rune && letters[i-1].Rune == word[j-1].Rune {
				cell = min(cell, two[j-2]+slip)
			}
			cur[j] = cell
		}
		if cur[n-1] < best-best%slip {
			best, to = cur[n-1], i+1
		}
		two, one, cur = one, cur, two
	}
	return best % slip, to, best / slip
}
