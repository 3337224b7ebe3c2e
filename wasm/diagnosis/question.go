package diagnosis

import "slices"

// Question is what to ask next.
type Question struct {
	Finding int
	Gain    float64 // expected information, bits
}

const (
	leastGain   = 0.06 // bits; below this a question is not worth a tap
	leastChance = 0.06 // an answer rarer than this is no reason to ask
)

// asking is the search for the next question: what it compares with, and room for the scores it tries.
type asking struct {
	*state
	groups  []group
	raw     []int
	p       []float64
	entropy float64
	now     advice
	trial   []int
	tally   *tally
}

// next returns the question with the most expected information for its effort among those whose answer
// could change the first advice, or nil.
func (s *state) next(scores []int) *Question {
	groups := s.groups()
	a := &asking{s, groups, s.raw(groups), distribution(scores), entropy(scores), s.advice(scores), make([]int, len(scores)), newTally(len(scores))}
	if q := a.doubt(); q != nil {
		return q
	}
	var worth []Question
	for i := range s.base.Findings {
		f := &s.base.Findings[i]
		if f.Kind == Signal || f.NeverAsk || s.answers[i] != Unasked {
			continue
		}
		if gain := a.gain(i) / float64(max(1, f.Effort)); gain >= leastGain {
			worth = append(worth, Question{i, gain})
		}
	}
	for range worth {
		best := &worth[0]
		for i := range worth {
			if worth[i].Gain > best.Gain {
				best = &worth[i]
			}
		}
		if a.matters(best.Finding) {
			return best
		}
		best.Gain = 0 // looked at
	}
	return nil
}

// gain returns the expected fall of uncertainty, in bits, when the finding is answered.
func (a *asking) gain(finding int) float64 {
	yes := a.chanceOfYes(finding)
	if yes < leastChance {
		return 0
	}
	after := float64(yes*entropy(a.after(finding, Yes))) + float64((1-yes)*entropy(a.after(finding, No)))
	return a.entropy - after
}

// chanceOfYes weighs each cause's own chance of a yes with the cause's probability.
func (a *asking) chanceOfYes(finding int) float64 {
	f := &a.base.Findings[finding]
	usual := float64(f.Usual) / 1000
	total, linked := 0.0, 0.0
	for _, l := range f.Yes {
		total += float64(a.p[l.Cause] * min(0.99, float64(usual*exp2(l.Weight))))
		linked += a.p[l.Cause]
	}
	return total + float64(max(0, 1-linked)*usual)
}

// after returns the scores with one more answer, good until the next call.
func (a *asking) after(finding int, answer Answer) []int {
	f := &a.base.Findings[finding]
	if f.ID == TroubleElsewhere || f.SignOf >= 0 {
		return a.with(finding, answer).scores()
	}
	links := f.Yes
	if answer == No {
		links = f.No
	}
	copy(a.trial, a.raw)
	if f.Group == "" {
		addLinks(a.trial, links)
	} else {
		a.regroup(f.Group, links)
	}
	a.base.humble(a.trial)
	return a.trial
}

// regroup puts the group's weight with one more finding in the place of its weight so far.
func (a *asking) regroup(name string, links []Link) {
	a.tally.count(nil)
	for _, g := range a.groups {
		if g.name == name {
			a.tally.count(g.members)
			a.tally.addTo(a.trial, -1)
		}
	}
	a.tally.include(links)
	a.tally.addTo(a.trial, 1)
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
	top := s.top(scores)
	return advice{top, s.first(distribution(scores), top)}
}

// matters tells whether a yes or a no, each likely enough to come, would change the first advice.
func (a *asking) matters(finding int) bool {
	yes := a.chanceOfYes(finding)
	return yes >= leastChance && a.turns(finding, Yes) || 1-yes >= leastChance && a.turns(finding, No)
}

func (a *asking) turns(finding int, answer Answer) bool {
	scores := a.after(finding, answer)
	if a.base.Findings[finding].SignOf < 0 {
		return a.advice(scores) != a.now // no sign is given or taken: the plan's rules are the same
	}
	return a.with(finding, answer).advice(scores) != a.now
}

// doubt is the question for the sign of an urgent cause that the reader's words hint at, or nil: it comes before all
// others, for money may be at risk.
func (a *asking) doubt() *Question {
	for _, i := range a.heard.Doubts {
		if a.answers[i] == Unasked && !a.base.Findings[i].NeverAsk {
			return &Question{i, a.gain(i)}
		}
	}
	return nil
}
