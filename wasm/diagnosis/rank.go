package diagnosis

import "slices"

const (
	proof     = 12 * Unit // weight of a check that settles the matter
	unfixable = -5 * Unit // weight of "this remedy helped" for the causes that it does not mend
)

// scores returns each cause's weight after all evidence.
func (s *state) scores() []int {
	scores := s.raw(s.groups())
	s.base.humble(scores)
	return scores
}

// raw returns the scores before urgent causes are kept humble.
func (s *state) raw(groups []group) []int {
	scores := make([]int, len(s.base.Causes))
	for i, c := range s.base.Causes {
		scores[i] = c.Prior
	}
	for i := range s.base.Findings {
		if s.base.Findings[i].Group == "" {
			addLinks(scores, s.links(i))
		}
	}
	t := newTally(len(scores))
	for _, g := range groups {
		t.count(g.members)
		t.addTo(scores, 1)
	}
	s.addLikeness(scores)
	for _, c := range s.settled {
		scores[c] += proof
	}
	for _, t := range s.tried {
		s.base.addTrial(scores, t)
	}
	return scores
}

func addLinks(scores []int, links []Link) {
	for _, l := range links {
		scores[l.Cause] += l.Weight
	}
}

// group gathers the weights of findings that say the same over again.
type group struct {
	name    string
	members [][]Link
}

func (s *state) groups() []group {
	var out []group
	for i := range s.base.Findings {
		name, links := s.base.Findings[i].Group, s.links(i)
		if name == "" || links == nil {
			continue
		}
		at := slices.IndexFunc(out, func(g group) bool { return g.name == name })
		if at < 0 {
			at, out = len(out), append(out, group{name: name})
		}
		out[at].members = append(out[at].members, links)
	}
	return out
}

// tally is the joint weight of a group: for each cause the strongest finding in full and the others at a
// quarter, for and against apart, so that a further finding still counts but five do not count five times.
type tally struct{ strongest, sum []int } // by cause; the second half is against

func newTally(causes int) *tally { return &tally{make([]int, 2*causes), make([]int, 2*causes)} }

// count starts anew with the links of findings.
func (t *tally) count(members [][]Link) {
	clear(t.strongest)
	clear(t.sum)
	for _, links := range members {
		t.include(links)
	}
}

func (t *tally) include(links []Link) {
	for _, l := range links {
		at, w := l.Cause, l.Weight
		if w < 0 {
			at, w = at+len(t.sum)/2, -w
		}
		t.strongest[at] = max(t.strongest[at], w)
		t.sum[at] += w
	}
}

// addTo adds the joint weight so many times: 1, or -1 to take it away.
//
//go:noinline
func (t *tally) addTo(scores []int, times int) {
	n := len(scores)
	for i := range scores {
		scores[i] += times * (joint(t.strongest[i], t.sum[i]) - joint(t.strongest[i+n], t.sum[i+n]))
	}
}

func joint(strongest, sum int) int { return strongest + (sum-strongest)/4 }

func (b *Base) addTrial(scores []int, t Trial) {
	r := &b.Remedies[t.Remedy]
	if t.Fixed {
		for i := range scores {
			scores[i] += unfixable
		}
	}
	for _, f := range r.Fixes {
		if t.Fixed {
			scores[f.Cause] -= unfixable
		} else {
			scores[f.Cause] += failed(f.Percent)
		}
	}
}

// failed is the weight of a remedy not having helped: the logarithm of the chance that it fails.
func failed(percent int) int {
	w := 0
	for w > -8*Unit && float64(exp2(w)*100) > float64(100-percent) {
		w--
	}
	return w
}

// humble keeps an urgent cause from coming first by weight alone: without a sign it is one among others.
func (b *Base) humble(scores []int) {
	top := -1 << 30
	for i, c := range b.Causes {
		if !c.Urgent {
			top = max(top, scores[i])
		}
	}
	for i, c := range b.Causes {
		if c.Urgent {
			scores[i] = min(scores[i], top-1)
		}
	}
}

// signs returns the urgent causes of which a sign was given.
func (s *state) signs() []int {
	var out []int
	for i := range s.base.Findings {
		if c := s.base.Findings[i].SignOf; c >= 0 && s.answers[i] == Yes && !holds(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// order returns the causes, best advice first: urgent ones with a sign, then by score.
func (s *state) order(scores []int) []int {
	rank := make([]int, len(scores))
	for i := range rank {
		rank[i] = i
	}
	signs := s.signs()
	arrange(rank, func(a, b int) bool {
		if u, v := holds(signs, a), holds(signs, b); u != v {
			return u
		}
		return scores[a] > scores[b]
	})
	return rank
}

// top is the first of order.
func (s *state) top(scores []int) int {
	signs, best := s.signs(), 0
	for i := range scores {
		if u, v := holds(signs, i), holds(signs, best); u && !v || u == v && scores[i] > scores[best] {
			best = i
		}
	}
	return best
}

// holds is slices.Contains, once in the module and not at each call.
//
//go:noinline
func holds(list []int, n int) bool { return slices.Contains(list, n) }

// arrange sorts in place; what is alike keeps its order. The lists are short, and the sorting of package
// slices costs the module 4 kB.
func arrange[T any](list []T, before func(a, b T) bool) {
	for i := 1; i < len(list); i++ {
		for j := i; j > 0 && before(list[j], list[j-1]); j-- {
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
}
