package diagnosis

import (
	"math"

	"helpcenter/wasm/japanese"
)

// The reader's own words a second time. A phrase finds what somebody thought of writing down; most people put it in
// another way. So the generator reads sentences of customers, sorted by cause, and learns which pieces of text, one to
// three letters, tell their causes apart (logistic regression: learn.go in package site). What a reader writes is weighed by
// its pieces. Neighbouring pieces share letters and say the same over again: the root of their number damps them.

// Piece is one to three letters of folded text ([PiecesOf]) and the causes whose customers write it: weights above zero. The index
// behind the last cause stands for matters that none of them explains.
type Piece struct {
	Text  string
	Links []Link
}

// Heard is what a reader's own words tell.
type Heard struct {
	Understood []Understood
	Likeness   []int // by cause, and for none behind the last: how much the words sound like it, a weight; nil where nothing is known
	Doubts     []int // signs of urgent causes that the words hint at
}

const (
	few   = 8   // pieces that are too few to be sure by
	vague = 4.0 // pieces beside which half of the likeness is chance

	// Chances of an urgent cause by a reader's own words: from which on its sign is taken for said, in all that was written
	// or in one sentence of it, where the rest speaks of something else; and from which on the sign is asked for first.
	heardSign  = 0.42
	saidSign   = 0.55
	hintsSign  = 0.2
	foundSign  = 0.01 // chance by all that was written, below which a phrase is no sign
	deniesSign = 0.1  // and below which a sentence alone is not taken for said
)

// Hear takes from a reader's own words what they tell.
func (b *Base) Hear(text string) Heard {
	clauses := b.clauses(text)
	sentences, whole := clauses[:len(clauses)-1], &clauses[len(clauses)-1]
	h := Heard{Understood: b.understand(clauses), Likeness: b.likeness(whole.Folded)}
	all := b.sound(h.Likeness)
	h.denied(b)
	for i := range sentences {
		if c := &sentences[i]; c.Folded != whole.Folded { // else all of it is heard below, and sooner taken for said
			p := b.sound(b.likeness(c.Folded))
			for cause := range p {
				if all[cause] < deniesSign {
					p[cause] = min(p[cause], saidSign-0.01) // all else denies it: it is asked for
				}
			}
			h.hearSigns(b, c, p, saidSign)
		}
	}
	h.hearSigns(b, whole, all, heardSign)
	h.doubtSigns(b, all)
	arrange(h.Understood, func(a, b Understood) bool { return a.Finding < b.Finding })
	return h
}

// denied: whoever says that something is not so writes its word all the same.
func (h *Heard) denied(b *Base) {
	for _, u := range h.Understood {
		if u.Answer != No || h.Likeness == nil {
			continue
		}
		for _, l := range b.Findings[u.Finding].Yes {
			if l.Weight >= Unit {
				h.Likeness[l.Cause] = min(h.Likeness[l.Cause], 0)
			}
		}
	}
}

// hearSigns looks for signs of urgent causes that no phrase found: whoever has not yet seen that money is at risk speaks of
// it in passing. p are the chances of the causes by these words.
func (h *Heard) hearSigns(b *Base, c *japanese.Clause, p []float64, enough float64) {
	for i := range b.Findings {
		switch sign := b.Findings[i].SignOf; {
		case sign < 0 || p[sign] < hintsSign || mentions(h.Understood, i):
		case p[sign] >= enough:
			h.Understood = append(h.Understood, Understood{i, Yes, c.Source(0, len(c.Folded))})
		default:
			h.Doubts = append(h.Doubts, i)
		}
	}
}

// doubtSigns has a sign asked for that a phrase found, where all that was written does not sound like it.
func (h *Heard) doubtSigns(b *Base, all []float64) {
	kept := h.Understood[:0]
	for _, u := range h.Understood {
		if sign := b.Findings[u.Finding].SignOf; sign >= 0 && u.Answer == Yes && h.Likeness != nil && all[sign] < foundSign {
			h.Doubts = append(h.Doubts, u.Finding)
		} else {
			kept = append(kept, u)
		}
	}
	h.Understood = kept
}

// sound returns the chance of each cause by what one piece of text sounds like, were it all that was written and all
// causes alike common.
func (b *Base) sound(likeness []int) []float64 {
	scores := make([]int, len(b.Causes))
	copy(scores, likeness)
	return chances(scores, likeness)
}

func mentions(understood []Understood, finding int) bool {
	for _, u := range understood {
		if u.Finding == finding {
			return true
		}
	}
	return false
}

// Damping is what the weights of so many pieces together are divided by. A root is exact everywhere, unlike other
// functions of math.
func Damping(pieces int) float64 { return math.Sqrt(float64(pieces + few)) }

// likeness returns how much oftener than chance customers of each cause write like this.
func (b *Base) likeness(folded string) []int {
	scores, known := make([]int, len(b.Causes)+1), 0
	for _, text := range PiecesOf(folded) {
		if links := b.piece(text); links != nil {
			known++
			addLinks(scores, links)
		}
	}
	if known == 0 {
		return nil
	}
	root := Damping(known)
	for i, s := range scores {
		scores[i] = int(float64(s) / root)
	}
	p := distribution(scores)
	chance := vague / (float64(known) + vague) // no words rule anything out, and a few least of all
	for i := range p {
		scores[i] = int(log2(float64((1-chance)*p[i]*float64(len(p)))+chance) * Unit)
	}
	return scores
}

// addLikeness weighs what the reader's words sound like.
func (s *state) addLikeness(scores []int) {
	for i := range scores {
		scores[i] += s.likeness(i)
	}
}

// likeness is what the words weigh for a cause.
func (s *state) likeness(cause int) int {
	if s.heard.Likeness == nil {
		return 0
	}
	return s.heard.Likeness[cause]
}

// OwnWords stands for a finding where the likeness of the reader's words speaks for a cause.
const OwnWords = -1

// sayLikeness adds the likeness of words to what speaks for causes. What speaks against one is no reason that anybody
// would understand: nearly everything is unlike what was written.
func (s *state) sayLikeness(pro [][]Said) {
	for c := range pro {
		if w := s.likeness(c); w >= Unit {
			pro[c] = append(pro[c], Said{OwnWords, s.base.Word("sounds-like"), w})
		}
	}
}

// chances returns the probability of each cause; what is missing to 1 is that none of them explains the matter, which
// only the reader's own words can tell. Beforehand that is as likely as all causes together, were they of the rarest.
func chances(scores, likeness []int) []float64 {
	if likeness == nil {
		return distribution(scores)
	}
	none := int(log2(float64(len(scores)))*Unit) + likeness[len(scores)]
	return distribution(append(scores[:len(scores):len(scores)], none))[:len(scores)]
}
