package search

// begin starts a part of the query that may be read in several ways.
func (x *Index) begin() { x.segment.clear() }

// end adds what the best reading of the part explains, by the part's own weight.
func (x *Index) end() {
	x.segments++
	x.sum += x.mass
	for i, n := range x.segment.guides {
		x.total.guides[i] += n * x.mass
	}
	for i, n := range x.segment.sections {
		x.total.sections[i] += n * x.mass
	}
}

// rank sets the answer.
func (x *Index) rank() {
	if x.sum == 0 {
		return
	}
	a := &x.answer
	for g, n := range x.total.guides {
		if score := x.thousandths(n); score > 0 {
			x.insert(Result{g, x.guides[g].first, score})
		}
	}
	for i := range a.Results {
		a.Results[i].Section = x.bestSection(a.Results[i].Guide)
	}
	a.Weak = len(a.Results) == 0 || a.Results[0].Score < weakBelow
}

// thousandths brings a sum to the share of the query that is explained.
func (x *Index) thousandths(n int) int { return n / x.sum * 1000 / (fullShare * asTyped) }

// insert keeps the best results in order; of equals the first guide stays first.
func (x *Index) insert(r Result) {
	results := x.answer.Results
	if len(results) < most {
		results = append(results, r)
	} else if results[most-1].Score >= r.Score {
		return
	} else {
		results[most-1] = r
	}
	for i := len(results) - 1; i > 0 && results[i].Score > results[i-1].Score; i-- {
		results[i], results[i-1] = results[i-1], results[i]
	}
	x.answer.Results = results
}

// bestSection is the section that explains most, if the guide as a whole does not explain as much.
func (x *Index) bestSection(guide int) int {
	g := &x.guides[guide]
	best := g.first
	for s := g.first + 1; s < g.end; s++ {
		if x.total.sections[s] > x.total.sections[best] {
			best = s
		}
	}
	return best
}
