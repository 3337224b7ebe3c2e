package diagnosis

// Advised is the least probability at which the first cause is given as advice; below it the answer is
// わからない: what was ruled out, 症状から探す, and support.
const Advised = 0.30

// Likely is the least probability that is called 可能性が高い.
const Likely = 0.60

// Said is one piece of evidence in words.
type Said struct {
	Finding int // or OwnWords
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

// Diagnose weighs the evidence and looks for what to ask next. It depends on nothing else: no clock, no
// order, no earlier call.
func (b *Base) Diagnose(e Evidence) Result {
	s := b.state(e)
	scores := s.scores()
	r := s.weigh(scores)
	if !r.Settled {
		r.Next = s.next(scores)
		r.Settled = r.Next == nil && r.Ranking[0].P >= Advised
	}
	return r
}

// Weigh is Diagnose without a question: enough while more evidence is on its way, and many times cheaper.
// Settled then means that nothing more could change the advice.
func (b *Base) Weigh(e Evidence) Result {
	s := b.state(e)
	return s.weigh(s.scores())
}

func (s *state) weigh(scores []int) Result {
	p := chances(scores, s.heard.Likeness)
	order := s.order(scores)
	r := Result{Understood: s.heard.Understood, Urgent: len(s.signs()) > 0, Plan: s.plan(p, order[0])}
	r.Settled = r.Urgent || holds(s.settled, order[0])
	pro, contra := s.said()
	for _, c := range order {
		r.Ranking = append(r.Ranking, Ranked{c, digits(p[c]), pro[c], contra[c]})
	}
	r.RuledOut = s.ruledOut(p, contra)
	r.NotChecked = s.notChecked(order)
	return r
}

// digits cuts p to four digits: what is shown adds up to 1 or less.
func digits(p float64) float64 { return float64(int(p*10000)) / 10000 }

// said returns, by cause, what speaks for and against it, strongest first.
func (s *state) said() (pro, contra [][]Said) {
	pro, contra = make([][]Said, len(s.base.Causes)), make([][]Said, len(s.base.Causes))
	for i := range s.base.Findings {
		links := s.links(i)
		if len(links) == 0 {
			continue
		}
		says := s.says(i)
		for _, l := range links {
			side := &contra[l.Cause]
			if l.Weight > 0 {
				side = &pro[l.Cause]
			}
			*side = append(*side, Said{i, says, l.Weight})
		}
	}
	s.sayLikeness(pro)
	for c := range pro {
		for _, said := range [...][]Said{pro[c], contra[c]} {
			arrange(said, func(a, b Said) bool { return a.Weight*a.Weight > b.Weight*b.Weight })
		}
	}
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
func (s *state) ruledOut(p []float64, contra [][]Said) []RuledOut {
	var out []RuledOut
	for c, against := range contra {
		if digits(p[c]) >= 0.01 || len(against) == 0 || against[0].Weight > -Unit {
			continue
		}
		total := 0
		for _, a := range against {
			total += a.Weight
		}
		if total > -2*Unit {
			continue
		}
		says := s.base.Causes[c].RuledOut
		if says == "" {
			says = "「" + s.base.Causes[c].Name + "」は考えにくいです(" + against[0].Says + ")"
		}
		out = append(out, RuledOut{c, says})
	}
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
		if holds(causes, b.Settles) {
			return true
		}
		for _, l := range b.Links {
			if l.Weight > 0 && holds(causes, l.Cause) {
				return true
			}
		}
	}
	return false
}

// most is the largest number shown: what is beyond it was no measurement, and has no place in an int.
const most = 999_999_999

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
				return says[:i] + Decimal(int(min(max(slot.value, -slot.value), most)+0.5)) + says[i+len(slot.name):]
			}
		}
	}
	return says
}

// Decimal writes n; strconv costs the module more than this.
//
//go:noinline
func Decimal(n int) string {
	if n < 0 {
		return "-" + Decimal(-n)
	}
	if n < 10 {
		return "0123456789"[n : n+1]
	}
	return Decimal(n/10) + Decimal(n%10)
}
