package search

// mend tries keywords in place of what comes near them: one letter missing, too many, wrong or swapped; two in
// long words.
func (x *Index) mend(letters []rune) {
	for _, word := range x.keywords {
		if len(word) < 4 || len(letters) < len(word)-1 {
			continue
		}
		allowed := 1
		if len(word) >= 7 {
			allowed = 2
		}
		from, to, slips := x.near(letters, word, allowed)
		if slips == 0 || slips > allowed {
			continue
		}
		t := &x.kana
		t.clear()
		t.letters = append(append(append(t.letters, letters[:from]...), word...), letters[to:]...)
		for i := range t.letters {
			t.at = append(t.at, i)
		}
		x.tryText(t, asMended)
	}
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
