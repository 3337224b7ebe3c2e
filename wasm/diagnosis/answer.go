package diagnosis

import "slices"

// Advised is the least probability at which the first cause is given as advice; below it the answer is
// わからない: what was ruled out, 症状から探す, and support.
const Advised = 0.30

// Said is one piece of evidence in words.
type Said struct {
	Finding int
	Says    string
	Weight  int
}

// Ranked is a cause in the order of advice.
type Ranked struct {
	Cause        int
	P            float64 // of 1, cut to four digits
	For, Against []Said  // strongest first
}

// RuledOut is a cause that the evidence speaks against.
type RuledOut struct {
	Cause int
	Says  string
}

// Result is the answer.
type Result struct {
	Ranking    []Ranked // all causes
	RuledOut   []RuledOut
	NotChecked []Said
	Understood []Understood
	Next       *Question // nil: nothing left to ask
	Plan       []int     // remedies; contact to support is last
	Settled    bool
	Urgent     bool // the first cause is urgent and has a sign
}

// Diagnose weighs the evidence. It depends on nothing else: no clock, no order, no earlier call.
func (b *Base) Diagnose(e Evidence) Result {
	s := b.state(e)
	scores := s.scores()
	p := distribution(scores)
	order := s.order(scores)
	r := Result{Understood: s.understood, Urgent: len(s.signs()) > 0}
	for _, c := range order {
		ranked := Ranked{Cause: c, P: digits(p[c])}
		ranked.For, ranked.Against = s.said(c)
		r.Ranking = append(r.Ranking, ranked)
	}
	r.Plan = s.plan(p, order, r.Urgent)
	if !r.Urgent && !slices.Contains(s.settled, order[0]) {
		r.Next = s.next(scores)
	}
	r.RuledOut = s.ruledOut(r.Ranking)
	r.NotChecked = s.notChecked(order)
	r.Settled = r.Next == nil && (r.Urgent || r.Ranking[0].P >= Advised)
	return r
}

// digits cuts p to four digits: what is shown adds up to 1 or less.
func digits(p float64) float64 { return float64(int(p*10000)) / 10000 }

// said returns what speaks for and against a cause.
func (s *state) said(cause int) (pro, contra []Said) {
	for i := range s.base.Findings {
		for _, l := range s.links(i) {
			if l.Cause != cause || l.Weight == 0 {
				continue
			}
			one := Said{i, s.says(i), l.Weight}
			if l.Weight > 0 {
				pro = append(pro, one)
			} else {
				contra = append(contra, one)
			}
		}
	}
	arrange(pro, func(a, b Said) bool { return a.Weight > b.Weight })
	arrange(contra, func(a, b Said) bool { return a.Weight < b.Weight })
	return pro, contra
}

// says words a finding as it was found.
func (s *state) says(finding int) string {
	f := &s.base.Findings[finding]
	if band := s.band[finding]; band >= 0 {
		return fillIn(f.Bands[band].Says, s.values[finding])
	}
	if s.answers[finding] == No {
		return "「" + f.Name + "」は当てはまらない"
	}
	return f.Name
}

// ruledOut lists causes that evidence has made unlikely, in the order of the base.
func (s *state) ruledOut(ranking []Ranked) []RuledOut {
	var out []RuledOut
	for _, r := range ranking {
		if r.P >= 0.01 || len(r.Against) == 0 || r.Against[0].Weight > -Unit {
			continue
		}
		total := 0
		for _, a := range r.Against {
			total += a.Weight
		}
		if total > -2*Unit {
			continue
		}
		says := s.base.Causes[r.Cause].RuledOut
		if says == "" {
			says = "「" + s.base.Causes[r.Cause].Name + "」は考えにくいです(" + r.Against[0].Says + ")"
		}
		out = append(out, RuledOut{r.Cause, says})
	}
	arrange(out, func(a, b RuledOut) bool { return a.Cause < b.Cause })
	return out
}

// deep is how many of the likeliest causes are looked at for what could not be checked.
const deep = 5

// notChecked lists signals that could have told the likeliest causes apart and were not measured, and how
// to check them by hand.
func (s *state) notChecked(order []int) []Said {
	var out []Said
	for i := range s.base.Findings {
		f := &s.base.Findings[i]
		if f.Kind != Signal || f.ByHand == "" || s.band[i] >= 0 {
			continue
		}
		if f.speaksOf(order[:min(deep, len(order))]) {
			out = append(out, Said{Finding: i, Says: f.ByHand})
		}
	}
	return out
}

func (f *Finding) speaksOf(causes []int) bool {
	for _, b := range f.Bands {
		if slices.Contains(causes, b.Settles) {
			return true
		}
		for _, l := range b.Links {
			if l.Weight > 0 && slices.Contains(causes, l.Cause) {
				return true
			}
		}
	}
	return false
}

// fillIn puts a measured value into what a band says.
func fillIn(says string, v Value) string {
	for i := 0; i < len(says); i++ {
		if says[i] != '{' {
			continue
		}
		for _, slot := range [...]struct {
			name  string
			value float64
		}{{"{value}", v.Number}, {"{percent}", v.Number * 100}, {"{minutes}", v.Number / 60}} {
			if len(says) >= i+len(slot.name) && says[i:i+len(slot.name)] == slot.name {
				return says[:i] + decimal(int(max(slot.value, -slot.value)+0.5)) + says[i+len(slot.name):]
			}
		}
	}
	return says
}

// decimal writes n; strconv costs the module more than this.
func decimal(n int) string {
	if n < 0 {
		return "-" + decimal(-n)
	}
	if n < 10 {
		return string(rune('0' + n))
	}
	return decimal(n/10) + string(rune('0'+n%10))
}
