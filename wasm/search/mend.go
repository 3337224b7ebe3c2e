package search

import "helpcenter/wasm/japanese"

// mend sets x.typed to the query with slips mended, and tells whether it found one: words that writers use in
// place of what comes near them, one letter missing, too many, wrong or swapped; two in long words. Only where
// the index lacks what was typed.
func (x *Index) mend(query string) bool {
	x.typed.clear()
	q := &x.query
	from, mended := 0, false
	for i := 1; i <= len(q.letters); i++ {
		if i < len(q.letters) && !parted(query, q.at[i-1], q.at[i]) && japanese.IsLatin(q.letters[i-1]) == japanese.IsLatin(q.letters[i]) {
			continue
		}
		if x.hear(from, i) && x.mendPiece() {
			mended = true
		}
		x.typed.letters, x.typed.at = append(x.typed.letters, x.piece.letters...), append(x.typed.at, x.piece.at...)
		x.typed.soft = append(x.typed.soft, x.piece.soft...)
		from = i
	}
	return mended
}

// mendPiece puts the word that is nearest, and of equals the longest, into the piece.
func (x *Index) mendPiece() bool {
	p := &x.piece
	x.lacking(p)
	var best []rune
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
	x.taken = x.taken[:0]
	for range t.letters {
		x.taken = append(x.taken, 0)
	}
	x.hits = t.grams(x.hits[:0])
	for _, g := range x.hits {
		if g.to-g.from == 2 && x.grams.find(g.key) < 0 {
			x.take(g.from, g.to, 1)
		}
	}
}

func (x *Index) lacks(from, to int) bool { return !x.isFree(from, to) }

// replace puts a word in place of t.letters[from:to].
func (x *Index) replace(t *text, from, to int, word []rune) {
	k := &x.kana
	k.clear()
	place := t.at[from]
	for i := range len(t.letters) + 1 {
		if i == from {
			for _, r := range word {
				k.letters, k.at, k.soft = append(k.letters, r), append(k.at, place), append(k.soft, false)
			}
		}
		if i < len(t.letters) && (i < from || i >= to) {
			k.letters, k.at, k.soft = append(k.letters, t.letters[i]), append(k.at, t.at[i]), append(k.soft, t.soft[i])
		}
	}
	x.piece, x.kana = x.kana, x.piece
}

// near finds where in letters a word stands with the fewest slips (Sellers' algorithm with swaps).
func (x *Index) near(letters, word []rune, allowed int) (from, to, slips int) {
	n := len(word) + 1
	for len(x.row) < 6*n {
		x.row = append(x.row, 0)
	}
	// Three rows of costs, and of where the match began.
	two, one, cur := x.row[:n], x.row[n:2*n], x.row[2*n:3*n]
	begun2, begun1, begun := x.row[3*n:4*n], x.row[4*n:5*n], x.row[5*n:6*n]
	for j := range n {
		one[j], begun1[j] = j, 0
	}
	slips = allowed + 1
	for i, r := range letters {
		cur[0], begun[0] = 0, i+1
		for j := 1; j < n; j++ {
			cost, start := one[j-1], begun1[j-1]
			if r != word[j-1] {
				cost++
			}
			if c := one[j] + 1; c < cost {
				cost, start = c, begun1[j]
			}
			if c := cur[j-1] + 1; c < cost {
				cost, start = c, begun[j-1]
			}
			if i > 0 && j > 1 && r == word[j-2] && letters[i-1] == word[j-1] && two[j-2]+1 < cost {
				cost, start = two[j-2]+1, begun2[j-2]
			}
			cur[j], begun[j] = cost, start
		}
		if cur[n-1] < slips {
			from, to, slips = begun[n-1], i+1, cur[n-1]
		}
		two, one, cur = one, cur, two
		begun2, begun1, begun = begun1, begun, begun2
	}
	return from, to, slips
}
