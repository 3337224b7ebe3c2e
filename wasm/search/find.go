package search

import "helpcenter/wasm/japanese"

// scratch is memory that each query uses again.
type scratch struct {
	query, typed, piece, kana  text
	part, heard                text
	hits                       []gram
	used                       []uint32 // by gram: the last run that used it, for marking
	runs                       uint32
	marked                     []bool // by byte of a shown text
	missing                    bool   // the index lacks something of the query
	taken                      []int8 // by letter of a piece: what it belongs to
	one, segment, split, total sums
	mass, pieceMass, sum       int // of the part at hand, of its piece, of all
	segments                   int
	answer                     Answer
	row                        []int    // of an edit distance
	asked                      []letter // the word of a topic that the query holds
	topic                      int
}

// sums holds what each guide and each section explains.
type sums struct{ guides, sections tally }

// tally is a sum for each of many, of which few have one.
type tally struct {
	sum     []int
	touched []int // those that may have one
}

func (t *tally) add(i, n int) {
	if t.sum[i] == 0 {
		t.touched = append(t.touched, i)
	}
	t.sum[i] += n
}

func (t *tally) clear() {
	for _, i := range t.touched {
		t.sum[i] = 0
	}
	t.touched = t.touched[:0]
}

// keep takes the better of two readings, as a share of mass in 1/256.
func (t *tally) keep(other *tally, damping, mass int) {
	for _, i := range other.touched {
		if more := other.sum[i]*damping/mass - t.sum[i]; more > 0 {
			t.add(i, more)
		}
	}
}

// gather adds what a part of the query explains.
func (t *tally) gather(part *tally, mass int) {
	for _, i := range part.touched {
		t.add(i, part.sum[i]*mass)
	}
}

// better adds the better of two ways to read a piece of that mass.
func (t *tally) better(split, whole *tally, mass int) {
	for _, i := range whole.touched {
		t.add(i, max(whole.sum[i], split.sum[i]/mass)*mass)
	}
	for _, i := range split.touched {
		if whole.sum[i] == 0 {
			t.add(i, split.sum[i])
		}
	}
}

func (s *sums) clear() {
	s.guides.clear()
	s.sections.clear()
}

// Damping of a reading, in sixteenths.
const (
	asTyped   = 16
	asHeard   = 15
	asSynonym = 11
	asMended  = 12
)

const (
	// A best score below this is weak, in thousandths: weakShort less weakLetter for each letter, but not below
	// weakLong, as whole sentences hold much that no guide says. Fitted to the queries of site/testdata/search.
	weakShort  = 440
	weakLetter = 20
	weakLong   = 150
	most       = 10 // results
)

// Find answers a query. The answer is valid until the next one.
func (x *Index) Find(query string) *Answer {
	x.query.clear()
	x.query.letters = japanese.Letters(query, x.query.letters)
	x.note(query)
	x.run(query)
	if x.missing && len(x.asked) == 0 && x.mend(query) {
		// As it was typed, unless it explains clearly more when slips are mended.
		typed := x.best()
		x.query, x.typed = x.typed, x.query
		x.run(query)
		if x.best()*asMended/16 <= typed {
			x.query, x.typed = x.typed, x.query
			x.run(query)
		}
	}
	return &x.answer
}

func (x *Index) best() int {
	if len(x.answer.Results) == 0 {
		return 0
	}
	return x.answer.Results[0].Score
}

// note marks which letters were typed in hiragana, where some were not: those say less.
func (x *Index) note(query string) {
	mixed := false
	for _, l := range x.query.letters {
		mixed = mixed || !isHiragana(query[l.At:])
	}
	for i, l := range x.query.letters {
		if mixed && isHiragana(query[l.At:]) {
			x.query.letters[i].Mark = soft
		}
	}
}

func isHiragana(s string) bool {
	for _, r := range s {
		return r >= 'ぁ' && r <= 'ゖ'
	}
	return false
}

// run answers x.query, which was made of what somebody typed.
func (x *Index) run(query string) {
	x.total.clear()
	x.sum, x.segments, x.missing = 0, 0, false
	x.runs++
	x.answer.Weak, x.answer.Trouble, x.answer.Aside = true, false, ""
	x.asked = x.asked[:0]
	x.seekTopicAcross()
	x.answer.Results = x.answer.Results[:0]
	x.pieces(query, true)
	if x.segments == 0 {
		x.pieces(query, false) // nothing but words that nobody searches for
	}
	x.rank()
}

// pieces cuts the query at spaces and between Latin letters and others, and weighs each.
func (x *Index) pieces(query string, ignoring bool) {
	q := &x.query
	from := 0
	for i := 1; i <= len(q.letters); i++ {
		if i < len(q.letters) && !x.cut(query, i) {
			continue
		}
		if x.hear(from, i) {
			x.takePiece(ignoring)
		}
		from = i
	}
}

// cut tells whether a piece of the query ends before letter i.
func (x *Index) cut(query string, i int) bool {
	a, b := x.query.letters[i-1], x.query.letters[i]
	return japanese.IsLatin(a.Rune) != japanese.IsLatin(b.Rune) || parted(query, int(a.At), int(b.At))
}

// parted tells whether a space or a stop was typed between two letters.
func parted(query string, from, to int) bool {
	for _, r := range query[from:to] {
		if oneOf(r, " \t\n　、。，．,？?！!・/／") {
			return true
		}
	}
	return false
}

func oneOf(r rune, many string) bool {
	for _, one := range many {
		if one == r {
			return true
		}
	}
	return false
}

// hear sets x.piece to the query's letters from:to by ear, romaji as kana. It tells whether there are any.
func (x *Index) hear(from, to int) bool {
	p := &x.piece
	p.clear()
	p.last = to == len(x.query.letters)
	if from == to {
		return false
	}
	p.add(x.query.letters[from:to])
	if japanese.IsLatin(p.letters[0].Rune) && x.latin.find(hashOf(p.letters)) < 0 && x.fromRomaji(p.letters) {
		p.letters = p.letters[:0]
		p.add(japanese.Sound(x.kana.letters))
		x.seekTopic(p)
		return true
	}
	p.letters = japanese.Sound(p.letters)
	return true
}

// takePiece weighs the piece.
func (x *Index) takePiece(ignoring bool) {
	p := &x.piece
	x.free(len(p.letters))
	if p.last {
		x.takeBegun(p)
	}
	x.takeMembers(p, true)
	if ignoring {
		x.takeIgnored(p)
	}
	x.takeRest(p)
	x.endPiece(p)
}

// takeRest weighs what stands between.
func (x *Index) takeRest(p *text) {
	for from := 0; from < len(p.letters); {
		to := from
		for to < len(p.letters) && x.taken[to] == free {
			to++
		}
		if to > from && (to-from > 1 || japanese.IsKanji(p.letters[from].Rune) || len(x.query.letters) <= 2) {
			x.begin()
			x.weigh(p, from, to)
			x.end()
		}
		from = to + 1
	}
}

// weigh tries a part of the piece as it stands and as it is read. Its own weight is what can be explained.
func (x *Index) weigh(p *text, from, to int) {
	t := &x.part
	t.clear()
	t.add(p.letters[from:to])
	t.starts = from == 0
	x.mass = x.try(t, asTyped)
	if x.readInto(&x.heard, t) {
		x.heard.reading, x.heard.starts = false, t.starts // all of it counts
		x.try(&x.heard, asHeard)
	}
}

// tryWord tries another word in place of a part.
func (x *Index) tryWord(word []letter) {
	x.part.clear()
	x.part.add(word)
	x.part.starts = true
	x.try(&x.part, asSynonym)
}

// try takes over, where it is better, what each guide explains of a text, and returns the text's weight.
func (x *Index) try(t *text, damping int) (mass int) {
	x.one.clear()
	x.hits = t.grams(x.hits[:0])
	if len(t.letters) == 1 {
		x.hits = addGram(x.hits, key(textStart, 0, t.letters[0].Rune), weightTwo, 0, 1)
	}
	if t.starts && len(t.letters) > 1 && x.grams.find(t.start()) >= 0 {
		x.hits = addGram(x.hits, t.start(), weightKana, 0, 2)
	}
	for _, g := range x.hits {
		n := x.grams.find(g.key)
		weight := x.weightOf(t, g, n)
		mass += weight
		if n >= 0 {
			x.credit(n, weight)
			x.noteUsed(n, g, damping)
		} else {
			x.missing = true
		}
	}
	if mass > 0 {
		x.segment.guides.keep(&x.one.guides, damping, mass)
		x.segment.sections.keep(&x.one.sections, damping, mass)
	}
	return mass
}

// weightOf is what a gram of a text weighs: more the rarer it is, less where it was typed in hiragana among
// other letters, and less if the index lacks it but may have its halves.
func (x *Index) weightOf(t *text, g gram, n int) int {
	all := uint8(soft)
	for _, l := range t.letters[g.from:g.to] {
		all &= l.Mark
	}
	soft := all != 0
	weight := g.weight * 4
	switch {
	case n >= 0 && soft:
		weight /= 2
	case n < 0 && soft:
		weight /= 4
	}
	switch {
	case n >= 0:
		return weight * x.idf[n]
	case g.to-g.from == 3:
		weight /= 2
	case !soft:
		weight *= 2
	}
	return weight * x.rarest
}

// credit gives every guide and section with gram n its share of weight.
func (x *Index) credit(n, weight int) {
	guide, count := -1, 0
	for _, post := range x.posts[x.starts[n]:x.ends[n]] {
		section := int(post >> 8)
		if g := x.sections[section].guide; g != guide {
			if guide >= 0 {
				x.one.guides.add(guide, weight*x.saturate[min(count, 255)])
			}
			guide, count = g, 0
		}
		count += int(post & 255)
		x.one.sections.add(section, weight*x.saturate[post&255])
	}
	if guide >= 0 {
		x.one.guides.add(guide, weight*x.saturate[min(count, 255)])
	}
}
