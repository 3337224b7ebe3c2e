package site

import (
	"math"
	"slices"

	"helpcenter/wasm/diagnosis"
)

// Learning what causes sound like: multinomial logistic regression over the pieces of each voice, by stochastic gradient
// descent. It is learned twice: with all pieces first, then once more with only the links that told most, which is what
// travels to the reader. Nothing in it is drawn by chance, so that the same voices always teach the same.

// lesson names this way of learning; a change of anything below changes it.
const lesson = "voices 3"

const (
	linksKept  = 20000 // of all pieces: what a reader on a bad line can carry while typing
	heardOften = 6     // voices that a piece must stand in
	rounds     = 2     // through all voices, each time
	firstRate  = 3     // how far a voice moves the weights at first
	secondRate = 1.5
	dangerous  = 1.5   // so much further those of the urgent causes move them,
	dearer     = 2     // and so much sooner are their links kept
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
	kept    []bool    // alike; nil: all
	chances []float32 // by cause, of the sample guessed last
}

// sample is a voice as the learner sees it.
type sample struct {
	pieces []int
	scale  float32 // of their weights together: one over their damping
	cause  int
}

func learn(all []voice, urgent []bool) []diagnosis.Piece {
	l := newLearner(all, urgent)
	if len(l.pieces) == 0 {
		return nil
	}
	l.study(firstRate)
	l.prune()
	l.study(secondRate)
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
		if n >= heardOften {
			l.pieces = append(l.pieces, p)
		}
	}
	slices.Sort(l.pieces)
	for _, p := range l.pieces {
		l.voices = append(l.voices, count[p])
	}
	for i, v := range all {
		s := sample{cause: v.cause}
		for _, p := range texts[i] {
			if at, ok := slices.BinarySearch(l.pieces, p); ok {
				s.pieces = append(s.pieces, at)
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

// study goes through all voices a few times, in another order each time, and learns less each time.
func (l *learner) study(rate float32) {
	order := make([]int, len(l.samples))
	seed := uint64(1)
	for round := range rounds {
		for i := range order {
			seed = seed*6364136223846793005 + 1442695040888963407
			j := int(seed >> 33 % uint64(i+1))
			order[i] = order[j]
			order[j] = i
		}
		for _, i := range order {
			l.learn(&l.samples[i], rate/(1+0.4*float32(round)))
		}
	}
}

// learn moves the weights of a voice's pieces towards its cause and away from those it was taken for.
func (l *learner) learn(s *sample, rate float32) {
	l.guess(s)
	for cause, chance := range l.chances {
		if cause == s.cause {
			chance--
		}
		if chance < negligible && chance > -negligible {
			continue
		}
		step := rate * chance * s.scale
		if l.urgent[cause] {
			step *= dangerous
		}
		for _, piece := range s.pieces {
			if at := piece*l.causes + cause; l.kept == nil || l.kept[at] {
				l.weights[at] -= step
			}
		}
	}
}

// guess sets the chance of each cause for a voice.
func (l *learner) guess(s *sample) {
	p := l.chances
	clear(p)
	for _, piece := range s.pieces {
		for cause, w := range l.weights[piece*l.causes : (piece+1)*l.causes] {
			p[cause] += w
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

// prune keeps the links that tell most: those that speak strongly for a cause and, among them, what is heard often.
func (l *learner) prune() {
	worth := make([]float32, len(l.weights))
	for i, w := range l.weights {
		worth[i] = w * float32(math.Pow(float64(l.voices[i/l.causes]), 0.2))
		if l.urgent[i%l.causes] {
			worth[i] *= dearer
		}
	}
	sorted := slices.Clone(worth)
	slices.Sort(sorted)
	least := max(sorted[max(0, len(sorted)-linksKept)], 1e-6)
	l.kept = make([]bool, len(worth))
	for i := range worth {
		if l.kept[i] = worth[i] >= least; !l.kept[i] {
			l.weights[i] = 0
		}
	}
	for i, s := range l.samples {
		s.pieces = slices.DeleteFunc(s.pieces, func(p int) bool { return !slices.Contains(l.kept[p*l.causes:(p+1)*l.causes], true) })
		l.samples[i] = s.scaled()
	}
}

// result is the weights in steps, those that are left.
func (l *learner) result() (out []diagnosis.Piece) {
	for i, text := range l.pieces {
		piece := diagnosis.Piece{Text: text}
		for cause, w := range l.weights[i*l.causes : (i+1)*l.causes] {
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
