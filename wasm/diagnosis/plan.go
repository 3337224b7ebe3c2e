package diagnosis

import "slices"

const (
	risky     = 20   // a remedy of this risk comes first only for the first cause
	evident   = 0.5  // from here on the first remedy is one for the first cause: other advice would not be understood
	planned   = 6    // remedies offered at most, beside contact to support
	supported = 0.85 // chance that support ends the trouble
)

// plan orders the remedies by expected cost of repair: greedily the best chance per minute (Kadane & Simon
// 1977; SACSO), the chances of all causes falling as remedies fail. Contact to support ends it, where its own
// chance per minute is better than all that is left.
func (s *state) plan(p []float64, order []int, urgent bool) []int {
	left := slices.Clone(p)
	if urgent {
		left = s.onlyUrgent(left)
	}
	used := make([]bool, len(s.base.Remedies))
	for _, t := range s.tried {
		used[t.Remedy] = used[t.Remedy] || !t.Fixed || urgent // an urgent step that is done is not the last
	}
	support := s.base.Remedy(ContactSupport)
	used[support] = true
	var out []int
	for len(out) < planned {
		r, rate := s.best(left, used, s.allowed(len(out) == 0, p, order[0]))
		if r < 0 && len(out) == 0 {
			r, rate = s.best(left, used, func(r *Remedy) bool { return r.Risk < risky })
		}
		if r < 0 || len(out) > 0 && rate < s.supportRate(left, support) {
			break
		}
		out, used[r] = append(out, r), true
		for _, f := range s.base.Remedies[r].Fixes {
			left[f.Cause] -= float64(left[f.Cause]*float64(f.Percent)) / 100
		}
	}
	return append(out, support)
}

// onlyUrgent leaves the causes of which a sign was given: nothing else is worth a minute now.
func (s *state) onlyUrgent(p []float64) []float64 {
	signs := s.signs()
	for i := range p {
		if slices.Contains(signs, i) {
			p[i] = max(p[i], 1e-6)
		} else {
			p[i] = 0
		}
	}
	return p
}

// allowed returns which remedies may come now. The first one has to fit the first cause where that is
// evident or the remedy is risky; later ones are free.
func (s *state) allowed(first bool, p []float64, top int) func(*Remedy) bool {
	return func(r *Remedy) bool {
		return !first || r.fixes(top) || p[top] < evident && r.Risk < risky
	}
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
