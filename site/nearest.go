package site

// nearest returns the candidate that is most like what was written, for hints
// such as 「もしかして title」; "" when none is like it.
func nearest(written string, candidates []string) string {
	best, limit := "", max(len([]rune(written))/2, 2)
	for _, c := range candidates {
		if d := distance([]rune(written), []rune(c), limit); d < limit || d == limit && best == "" {
			best, limit = c, d
		}
	}
	return best
}

// distance counts the letters to change, add, drop or swap with their
// neighbour; anything over limit is given as limit+1.
func distance(a, b []rune, limit int) int {
	if max(len(a)-len(b), len(b)-len(a)) > limit {
		return limit + 1
	}
	older, old, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range old {
		old[j] = j
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(old[j]+cost, old[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], older[j-1]+1)
			}
		}
		older, old, row = old, row, older
	}
	return min(old[len(b)], limit+1)
}
