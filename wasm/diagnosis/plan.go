package diagnosis

import "slices"

const (
	risky     = 20      // a remedy of this risk comes first only for the first cause
	evident   = Advised // from here on the first remedy is one for the first cause: other advice would not be understood
	planned   = 6       // remedies offered at most, beside contact to support
	supported = 0.85    // chance that support ends the trouble
)

// plan orders the remedies by expected cost of repair: greedily the best chance per minute (Kadane & Simon
// 1977; SACSO), the chances of all causes falling as remedies fail. Contact to support ends it, where its own
// chance per minute is better than all that is left: also where the first cause has no remedy left untried.
func (s *state) plan(p []float64, top int) []int {
	left, used := s.open(p)
	support := s.base.Remedy(ContactSupport)
	var out []int
	for len(out) < planned {
		var r int
		var rate float64
		if len(out) == 0 {
			r, rate = s.opening(p, left, used, top)
		} else {
			r, rate = s.best(left, used, func(*Remedy) bool { return true })
		}
		first := len(out) == 0 && (len(s.tried) == 0 || r >= 0 && s.base.Remedies[r].fixes(top))
		if r < 0 || !first && rate < s.supportRate(left, support) {
			break
		}
		out, used[r] = append(out, r), true
		for _, f := range s.base.Remedies[r].Fixes {
			left[f.Cause] -= float64(left[f.Cause]*float64(f.Percent)) / 100
		}
	}
	return append(out, support)
}

// first returns the remedy that the plan begins with.
func (s *state) first(p []float64, top int) int {
	left, used := s.open(p)
	if r, _ := s.opening(p, left, used, top); r >= 0 {
		return r
	}
	return s.base.Remedy(ContactSupport)
}

// open returns the chances that are left to mend, and which remedies are out of the question.
func (s *state) open(p []float64) (left []float64, used []bool) {
	left, used = slices.Clone(p), make([]bool, len(s.base.Remedies))
	urgent := len(s.signs()) > 0
	if urgent {
		left = s.onlyUrgent(left)
	}
	for _, t := range s.tried {
		used[t.Remedy] = used[t.Remedy] || !t.Fixed || urgent // an urgent step that is done is not the last
	}
	used[s.base.Remedy(ContactSupport)] = true
	return left, used
}

// opening returns the first remedy: it has to fit the first cause where that is evident or the remedy is
// risky.
func (s *state) opening(p, left []float64, used []bool, top int) (remedy int, rate float64) {
	evidently := p[top] >= evident
	remedy, rate = s.best(left, used, func(r *Remedy) bool { return r.fixes(top) || !evidently && r.Risk < risky })
	if remedy < 0 {
		return s.best(left, used, func(r *Remedy) bool { return r.Risk < risky })
	}
	return remedy, rate
}

// onlyUrgent leaves the causes of which a sign was given: nothing else is worth a minute now.
func (s *state) onlyUrgent(p []float64) []float64 {
	signs := s.signs()
	for i := range p {
		if holds(signs, i) {
			p[i] = max(p[i], 1e-6)
		} else {
			p[i] = 0
		}
	}
	return p
}

// best returns the remedy with the greatest chance per minute, and that chance; -1 where none has any.
func (s *state) best(left []float64, used []bool, allowed func(*Remedy) bool) (int, float64) {
	best, rate := -1, 0.0
	for i := range s.base.Remedies {
		r := &s.base.Remedies[i]
		if used[i] || !allowed(r) {
			continue
		}
		chance := 0.0
		for _, f := range r.Fixes {
			chance += float64(left[f.Cause] * float64(f.Percent))
		}
		if got := chance / 100 / float64(max(1, r.Minutes+r.Risk)); got > rate {
			best, rate = i, got
		}
	}
	return best, rate
}

func (r *Remedy) fixes(cause int) bool {
	return slices.ContainsFunc(r.Fixes, func(f Fix) bool { return f.Cause == cause })
}

func (s *state) supportRate(left []float64, support int) float64 {
	total := 0.0
	for _, x := range left {
		total += x
	}
	return float64(total*supported) / float64(max(1, s.base.Remedies[support].Minutes))
}
