package search

import "helpcenter/wasm/japanese"

// scratch is memory that each query uses again.
type scratch struct {
	query, piece, kana, heard, mended text
	taken                             []int8 // by letter of a piece: what it belongs to
	hit                               []gram
	one, segment, total               sums
	mass, sum                         int // of the part at hand, and of all
	segments                          int
	answer                            Answer
	row                               []int // of an edit distance
	typed                             table // grams of the query's readings, for marking
}

// sums holds what each guide and each section explains.
type sums struct{ guides, sections []int }

func (s *sums) clear() {
	for i := range s.guides {
		s.guides[i] = 0
	}
	for i := range s.sections {
		s.sections[i] = 0
	}
}

// Damping of a reading, in sixteenths.
const (
	asTyped   = 16
	asHeard   = 15
	asSynonym = 13
	asMended  = 12
)

const (
	weakBelow = 300 // thousandths
	most      = 10  // results
)

// Find answers a query. The answer is valid until the next one.
func (x *Index) Find(query string) *Answer {
	x.total.clear()
	x.sum, x.segments = 0, 0
	x.answer.Weak, x.answer.Trouble, x.answer.Direct = true, false, false
	x.answer.Results = x.answer.Results[:0]
	x.query.clear()
	x.query.letters, x.query.at = japanese.Letters(query, x.query.letters, x.query.at)
	x.pieces(query, true)
	if x.segments == 0 {
		x.pieces(query, false) // nothing but words that nobody searches for
	}
	x.rank()
	return &x.answer
}

// pieces cuts the query at spaces and between Latin letters and others, and weighs each.
func (x *Index) pieces(query string, ignoring bool) {
	q := &x.query
	from := 0
	for i := 1; i <= len(q.letters); i++ {
		if i < len(q.letters) && !parted(query, q.at[i-1], q.at[i]) && japanese.IsLatin(q.letters[i-1]) == japanese.IsLatin(q.letters[i]) {
			continue
		}
		x.takePiece(from, i, ignoring)
		from = i
	}
}

// parted tells whether a space or a stop was typed between two letters.
func parted(query string, from, to int) bool {
	for _, r := range query[from:to] {
		switch r {
		case ' ', '\t', '\n', '　', '、', '。', '，', '．', ',', '？', '?', '！', '!', '・', '/', '／':
			return true
		}
	}
	return false
}

// takePiece weighs the query's letters from:to.
func (x *Index) takePiece(from, to int, ignoring bool) {
	p := &x.piece
	p.clear()
	p.letters, p.at = append(p.letters, x.query.letters[from:to]...), append(p.at, x.query.at[from:to]...)
	if japanese.IsLatin(p.letters[0]) && !x.isKnown(p) {
		if kana, ok := japanese.Kana(p.letters, x.kana.letters[:0]); ok {
			x.kana.letters = kana
			for len(p.at) < len(kana) {
				p.at = append(p.at, p.at[0])
			}
			p.letters, p.at = append(p.letters[:0], kana...), p.at[:len(kana)]
		}
	}
	p.letters, p.at = japanese.Sound(p.letters, p.at)
	x.taken = x.taken[:0]
	for range p.letters {
		x.taken = append(x.taken, free)
	}
	x.takeSynonyms(p)
	if ignoring {
		x.takeIgnored(p)
	}
	x.takeRest(p)
}

// isKnown tells whether the index has all grams of a text.
func (x *Index) isKnown(t *text) bool {
	known := true
	t.grams(func(g gram) { known = known && x.grams.find(g.key) >= 0 })
	return known && (len(t.letters) > 1 || x.grams.find(key(textStart, 0, t.letters[0])) >= 0)
}

// What a letter of a piece belongs to.
const (
	free = iota
	synonym
	ignored
)

// takeSynonyms weighs each word of the piece that has synonyms, the longest first, with all of them.
func (x *Index) takeSynonyms(p *text) {
	for _, m := range x.members {
		for i := 0; i+len(m.letters) <= len(p.letters); i++ {
			if !x.isFree(i, i+len(m.letters)) || !begins(p.letters[i:], m.letters) {
				continue
			}
			x.begin()
			x.weigh(p, i, i+len(m.letters))
			for _, other := range x.members {
				if other.group == m.group {
					x.try(other.letters, asSynonym)
				}
			}
			x.end()
			x.take(i, i+len(m.letters), synonym)
		}
	}
}

func (x *Index) isFree(from, to int) bool {
	for _, t := range x.taken[from:to] {
		if t != free {
			return false
		}
	}
	return true
}

func (x *Index) take(from, to int, what int8) {
	for i := from; i < to; i++ {
		x.taken[i] = what
	}
}

func begins(letters, with []rune) bool {
	if len(letters) < len(with) {
		return false
	}
	for i, r := range with {
		if letters[i] != r {
			return false
		}
	}
	return true
}

func (x *Index) takeIgnored(p *text) {
	for _, word := range x.ignored {
		for i := 0; i+len(word) <= len(p.letters); i++ {
			if x.isFree(i, i+len(word)) && begins(p.letters[i:], word) {
				x.take(i, i+len(word), ignored)
			}
		}
	}
}

// takeRest weighs what stands between.
func (x *Index) takeRest(p *text) {
	for from := 0; from < len(p.letters); {
		to := from
		for to < len(p.letters) && x.taken[to] == free {
			to++
		}
		if to > from && (to-from > 1 || japanese.IsKanji(p.letters[from]) || len(x.query.letters) == 1) {
			x.begin()
			missing := x.weigh(p, from, to)
			if missing {
				x.mend(p.letters[from:to])
			}
			x.end()
		}
		from = to + 1
	}
}

// weigh tries a part of the piece as it stands and as it is read. Its own weight is what can be explained. It
// tells whether the index lacks some of it.
func (x *Index) weigh(p *text, from, to int) (missing bool) {
	t := &x.mended
	t.clear()
	t.letters, t.at = append(t.letters, p.letters[from:to]...), append(t.at, p.at[from:to]...)
	x.mass, missing = x.tryText(t, asTyped)
	if x.readInto(&x.heard, t) {
		x.heard.soundOut()
		x.heard.read = x.heard.read[:0] // all of it counts
		x.tryText(&x.heard, asHeard)
	}
	return missing
}

// try tries other letters in place of a part.
func (x *Index) try(letters []rune, damping int) {
	t := &x.mended
	t.clear()
	t.letters = append(t.letters, letters...)
	for i := range letters {
		t.at = append(t.at, i)
	}
	x.tryText(t, damping)
}

// tryText takes over, where it is better, what each guide explains of a text. It returns the text's weight, and
// whether the index lacks some of it.
func (x *Index) tryText(t *text, damping int) (mass int, missing bool) {
	x.one.clear()
	one := len(t.letters) == 1
	visit := func(g gram) {
		n := x.grams.find(g.key)
		weight := g.weight * x.rarity(n, g)
		mass += weight
		missing = missing || n < 0
		if n >= 0 {
			x.credit(n, weight)
		}
	}
	if one {
		visit(gram{key(textStart, 0, t.letters[0]), weightTwo, 0, 1})
	}
	t.grams(visit)
	if mass == 0 {
		return 0, missing
	}
	x.segment.keep(&x.one, damping, mass)
	return mass, missing
}

// rarity is the idf of a gram; one that the index lacks is as rare as can be.
func (x *Index) rarity(n int, g gram) int {
	if n >= 0 {
		return x.idf[n]
	}
	if g.to-g.from == 3 {
		return x.rarest / 2 // its halves may well be there
	}
	return x.rarest
}

// credit gives every guide and section with gram n its share of weight.
func (x *Index) credit(n, weight int) {
	guide, count := -1, 0
	for _, post := range x.posts[x.starts[n]:x.ends[n]] {
		section := int(post >> 8)
		if g := x.sections[section].guide; g != guide {
			if guide >= 0 {
				x.one.guides[guide] += weight * x.saturate[min(count, 255)]
			}
			guide, count = g, 0
		}
		count += int(post & 255)
		x.one.sections[section] += weight * x.saturate[post&255]
	}
	if guide >= 0 {
		x.one.guides[guide] += weight * x.saturate[min(count, 255)]
	}
}

// keep takes the better of two readings, as a share of mass in 1/256.
func (s *sums) keep(other *sums, damping, mass int) {
	for i, n := range other.guides {
		s.guides[i] = max(s.guides[i], n*damping/mass)
	}
	for i, n := range other.sections {
		s.sections[i] = max(s.sections[i], n*damping/mass)
	}
}
