package site

import (
	"cmp"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"

	"helpcenter/wasm/diagnosis"
)

// Learning what causes sound like: multinomial logistic regression over the pieces of each voice, by stochastic gradient
// descent. Whenever a voice is heard, three of ten of its pieces are left out (dropout: Srivastava et al. 2014), so that no cause hangs
// on a single word that the next customer does not use. With all pieces it is learned first, then with ever fewer links, those
// that told most: they travel to the reader. Nothing is drawn by chance, so that the same voices always teach the same.

// lesson names this way of learning; a change of anything below changes it.
const lesson = "voices 7"

const (
	linksKept  = 23000 // of all pieces: what a reader on a bad line can carry while typing
	heardOften = 6     // voices that a piece must stand in
	rounds     = 6     // through all voices, each time
	firstRate  = 3     // how far a voice moves the weights at first
	laterRate  = 1.5
	leftOut    = 0.3   // of a voice's pieces, each time it is heard
	dearer     = 2     // and so much sooner are links of the urgent causes kept
	negligible = 0.004 // an error too small to move anything
	humility   = 0.95  // of the weights learned: voices are no random sample of customers
)

type learner struct {
	urgent  []bool // by cause, and behind the last for none
	causes  int    // so many, none included
	pieces  []string
	voices  []int // by piece: how many it stands in
	samples []sample
	weights []float32 // by piece and cause
	links   [][]int   // by piece: the causes it may speak for
	chances []float32 // by cause, of the sample guessed last
	part    []int     // pieces of the sample heard last, but for those left out
	dice    rand.PCG  // seeded by each sample
}

// sample is a voice as the learner sees it.
type sample struct {
	pieces []int
	scale  float32 // of their weights together: one over their damping
	cause  int
	seed   uint64 // of its dice
	turn   uint64 // when it is heard in this round
}

func learn(all []voice, urgent []bool) []diagnosis.Piece {
	l := newLearner(all, urgent)
	if len(l.pieces) == 0 {
		return nil
	}
	l.study(firstRate)
	for _, links := range []int{2 * linksKept, linksKept} {
		l.prune(links)
		l.study(laterRate)
	}
	return l.result()
}

func newLearner(all []voice, urgent []bool) *learner {
	causes := len(urgent)
	l := &learner{urgent: urgent, causes: causes, chances: make([]float32, causes)}
	texts := make([][]string, len(all))
	count := map[string]int{}
	for i, v := range all {
		texts[i] = diagnosis.PiecesOf(v.text)
		for _, p := range texts[i] {
			count[p]++
		}
	}
	for p, n := range count {
		if n >= heardOften && n < len(all) { // what stands in all of them tells nothing
			l.pieces = append(l.pieces, p)
		}
	}
	slices.Sort(l.pieces)
	every, at := make([]int, causes), map[string]int{}
	for i := range every {
		every[i] = i
	}
	for i, p := range l.pieces {
		l.voices, l.links, at[p] = append(l.voices, count[p]), append(l.links, every), i
	}
	for i, v := range all {
		own := fnv.New64a()
		own.Write([]byte(v.text))
		s := sample{cause: v.cause, seed: own.Sum64()}
		for _, p := range texts[i] {
			if piece, ok := at[p]; ok {
				s.pieces = append(s.pieces, piece)
			}
		}
		l.samples = append(l.samples, s.scaled())
	}
	l.weights = make([]float32, len(l.pieces)*causes)
	return l
}

func (s sample) scaled() sample {
	s.scale = float32(1 / diagnosis.Damping(len(s.pieces)))
	return s
}

// study goes through all voices a few times, in another order each time, and learns less each time. Order and what is left
// out follow from a voice alone, so that a new one leaves the lessons of the others as they were.
func (l *learner) study(rate float32) {
	for round := range rounds {
		for i := range l.samples {
			l.dice.Seed(l.samples[i].seed, uint64(round))
			l.samples[i].turn = l.dice.Uint64()
		}
		slices.SortStableFunc(l.samples, func(a, b sample) int { return cmp.Compare(a.turn, b.turn) })
		for _, s := range l.samples {
			l.learn(l.partOf(s), rate*(1-float32(round)/rounds))
		}
	}
}

// partOf leaves out some pieces of a voice; the others speak for them. Good until the next call.
func (l *learner) partOf(s sample) sample {
	l.part = l.part[:0]
	l.dice.Seed(s.turn, 0)
	for _, p := range s.pieces {
		if float64(l.dice.Uint64()>>11)/(1<<53) >= leftOut {
			l.part = append(l.part, p)
		}
	}
	s.pieces = l.part
	s.scale /= 1 - leftOut
	return s
}

// learn moves the weights of a voice's pieces towards its cause and away from those it was taken for. It and guess are all
// that learning costs, and run in one goroutine: under the race detector they would take minutes.
//
//go:norace
func (l *learner) learn(s sample, rate float32) {
	l.guess(s)
	steps := l.chances
	steps[s.cause]--
	for cause, miss := range steps {
		if miss < negligible && miss > -negligible {
			miss = 0
		}
		steps[cause] = rate * miss * s.scale
	}
	for _, piece := range s.pieces {
		weights := l.of(piece)
		for _, cause := range l.links[piece] {
			weights[cause] -= steps[cause]
		}
	}
}

// of returns a piece's weights by cause.
func (l *learner) of(piece int) []float32 { return l.weights[piece*l.causes : (piece+1)*l.causes] }

// guess sets the chance of each cause for a voice.
//
//go:norace
func (l *learner) guess(s sample) {
	p := l.chances
	clear(p)
	for _, piece := range s.pieces {
		weights := l.of(piece)
		for _, cause := range l.links[piece] {
			p[cause] += weights[cause]
		}
	}
	top, total := slices.Max(p), float32(0)
	for i, z := range p {
		p[i] = float32(math.Exp(float64((z - top) * s.scale)))
		total += p[i]
	}
	for i := range p {
		p[i] /= total
	}
}

// prune keeps so many links that tell most: those that speak strongly for a cause and, among them, what is heard often.
func (l *learner) prune(links int) {
	worth := make([]float32, len(l.weights))
	for i, w := range l.weights {
		worth[i] = w * float32(math.Pow(float64(l.voices[i/l.causes]), 0.3))
		if l.urgent[i%l.causes] {
			worth[i] *= dearer
		}
	}
	sorted := slices.Clone(worth)
	slices.Sort(sorted)
	least := max(sorted[max(0, len(sorted)-links)], 1e-6)
	for piece := range l.links {
		var kept []int
		for cause, w := range l.of(piece) {
			if w = worth[piece*l.causes+cause]; w >= least {
				kept = append(kept, cause)
			} else {
				l.weights[piece*l.causes+cause] = 0
			}
		}
		l.links[piece] = kept
	}
	for i, s := range l.samples {
		s.pieces = slices.DeleteFunc(s.pieces, func(p int) bool { return l.links[p] == nil })
		l.samples[i] = s.scaled()
	}
}

// result is the weights in steps, those that are left.
func (l *learner) result() (out []diagnosis.Piece) {
	for i, text := range l.pieces {
		piece := diagnosis.Piece{Text: text}
		for cause, w := range l.of(i) {
			bits := float64(w) * math.Log2E * humility
			if step := min(diagnosis.PieceSteps, int(math.Round(bits*diagnosis.Unit/diagnosis.PieceStep))); step > 0 {
				piece.Links = append(piece.Links, diagnosis.Link{Cause: cause, Weight: step * diagnosis.PieceStep})
			}
		}
		if piece.Links != nil {
			out = append(out, piece)
		}
	}
	return out
}
