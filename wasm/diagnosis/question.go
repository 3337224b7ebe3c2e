package diagnosis

import "slices"

// Question is what to ask next.
type Question struct {
	Finding int
	Gain    float64 // expected information, bits
}

const (
	leastGain   = 0.02 // bits; below this a question is not worth a tap
	leastChance = 0.02 // an answer rarer than this is no reason to ask
)

// next returns the question with the most expected information for its effort among those whose answer
// could change the first advice, or nil.
func (s *state) next(scores []int) *Question {
	var worth []Question
	for i := range s.base.Findings {
		f := &s.base.Findings[i]
		if f.Kind == Signal || f.NeverAsk || s.answers[i] != Unasked {
			continue
		}
		if gain := s.gain(i, scores) / float64(max(1, f.Effort)); gain >= leastGain {
			worth = append(worth, Question{i, gain})
		}
	}
	arrange(worth, func(a, b Question) bool { return a.Gain > b.Gain })
	now := s.advice(scores)
	for _, q := range worth {
		if s.matters(q.Finding, scores, now) {
			return &q
		}
	}
	return nil
}

// gain returns the expected fall of uncertainty, in bits, when the finding is answered.
func (s *state) gain(finding int, scores []int) float64 {
	yes := s.chanceOfYes(finding, scores)
	if yes < leastChance {
		return 0
	}
	after := float64(yes*entropy(s.after(finding, Yes, scores))) +
		float64((1-yes)*entropy(s.after(finding, No, scores)))
	return entropy(scores) - after
}

// chanceOfYes weighs each cause's own chance of a yes with the cause's probability.
func (s *state) chanceOfYes(finding int, scores []int) float64 {
	f := &s.base.Findings[finding]
	p := distribution(scores)
	usual := float64(f.Usual) / 1000
	total, linked := 0.0, 0.0
	for _, l := range f.Yes {
		total += float64(p[l.Cause] * min(0.99, float64(usual*exp2(l.Weight))))
		linked += p[l.Cause]
	}
	return total + float64(max(0, 1-linked)*usual)
}

// after returns the scores with one more answer.
func (s *state) after(finding int, answer Answer, scores []int) []int {
	f := &s.base.Findings[finding]
	if f.Group != "" || f.ID == TroubleElsewhere || f.SignOf >= 0 {
		return s.with(finding, answer).scores()
	}
	out := slices.Clone(scores)
	if answer == Yes {
		addLinks(out, f.Yes)
	} else {
		addLinks(out, f.No)
	}
	s.base.humble(out)
	return out
}

// with returns the state as it is once the finding is answered.
func (s *state) with(finding int, answer Answer) *state {
	t := *s
	t.answers = slices.Clone(s.answers)
	t.answers[finding] = answer
	if s.base.Findings[finding].ID == TroubleElsewhere && answer == Yes {
		t.band, t.settled = slices.Clone(s.band), nil
		for i := range t.band {
			if !s.base.Findings[i].Elsewhere {
				t.band[i] = -1
			}
		}
		t.void()
	}
	return &t
}

// advice is what the reader would be told first.
type advice struct {
	cause, remedy int
}

func (s *state) advice(scores []int) advice {
	order := s.order(scores)
	plan := s.plan(distribution(scores), order, len(s.signs()) > 0)
	return advice{order[0], plan[0]}
}

// matters tells whether a yes or a no, each likely enough to come, would change the first advice.
func (s *state) matters(finding int, scores []int, now advice) bool {
	yes := s.chanceOfYes(finding, scores)
	if yes >= leastChance && s.with(finding, Yes).advice(s.after(finding, Yes, scores)) != now {
		return true
	}
	return 1-yes >= leastChance && s.with(finding, No).advice(s.after(finding, No, scores)) != now
}
