package search

// begin starts a part of a piece that may be read in several ways.
func (x *Index) begin() { x.segment.clear() }

// end adds what the best reading of the part explains, by the part's own weight.
func (x *Index) end() {
	x.pieceMass += x.mass
	x.split.guides.gather(&x.segment.guides, x.mass)
	x.split.sections.gather(&x.segment.sections, x.mass)
}

// endPiece adds what the piece explains, cut at its words or as a whole, whichever is more.
func (x *Index) endPiece(p *text) {
	if x.pieceMass == 0 {
		return
	}
	x.segments++
	x.sum += x.pieceMass
	mass := x.pieceMass
	x.begin()
	x.weigh(p, 0, len(p.letters))
	x.total.guides.better(&x.split.guides, &x.segment.guides, mass)
	x.total.sections.better(&x.split.sections, &x.segment.sections, mass)
	x.split.clear()
	x.pieceMass = 0
}

// rank sets the answer.
func (x *Index) rank() {
	if x.sum == 0 {
		return
	}
	a := &x.answer
	for g, n := range x.total.guides.sum {
		n = (n + x.total.sections.sum[x.bestSection(g)]) / 2
		if score := x.thousandths(n) * (64 + x.guides[g].prior) / 64; score > 0 {
			x.insert(Result{g, x.guides[g].first, score})
		}
	}
	for i := range a.Results {
		a.Results[i].Section = x.bestSection(a.Results[i].Guide)
	}
	least := max(weakLong, weakShort-weakLetter*len(x.query.letters))
	if len(a.Results) > 0 {
		a.Weak = a.Results[0].Score < least
	}
	if len(x.asked) > 0 && !x.owns() {
		a.Weak, a.Aside = true, x.topics[x.topic]
	}
	if len(a.Results) > 0 {
		x.advise()
	}
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
		if x.total.sections.sum[s] > x.total.sections.sum[best] {
			best = s
		}
	}
	return best
}

// advise says whether the diagnosis would help too.
func (x *Index) advise() {
	a, first := &x.answer, &x.guides[x.answer.Results[0].Guide]
	for i := range x.query.letters {
		for _, word := range x.troubles {
			a.Trouble = a.Trouble || (first.Diagnosed || a.Weak) && begins(x.query.letters[i:], word)
		}
	}
}
