package site

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"

	"helpcenter/wasm/diagnosis"
)

// Simulation is how virtual customers fare who are drawn from the knowledge itself: a cause by its frequency, what
// a browser measures there and what the customer would answer by the likelihoods. It shows what the knowledge can
// tell apart at best; how real people speak, only real cases show.
type Simulation struct {
	Customers int      `json:"customers"`
	Seed      uint64   `json:"seed"`
	Before    Hits     `json:"before"`    // any question
	After     Hits     `json:"after"`     // at most three
	Questions float64  `json:"questions"` // asked, mean
	Abstained float64  `json:"abstained"` // share for whom no cause is likely enough in the end
	Plan      Repair   `json:"plan"`
	Article   Repair   `json:"article"` // the fixed order of the troubleshooting article
	Mistakes  []Mixup  `json:"mistakes"`
	Causes    []Fate   `json:"causes"`
	Asked     []Asking `json:"asked"` // every question, the most asked first
	Table     [][]int  `json:"-"`     // customers by true and by advised cause, in the order of Causes
}

// The parts of a Simulation. Shares are of 1.
type (
	// Hits is how often the true cause came first, and among the first three.
	Hits struct {
		First float64 `json:"first"`
		Three float64 `json:"three"`
	}
	// Repair is what it costs until the trouble is mended; the last resort is contact to support.
	Repair struct {
		Mean  float64   `json:"mean"`  // minutes
		Curve []float64 `json:"curve"` // share of customers mended after 0, 1, 2 … minutes
	}
	// Mixup is one cause mistaken for another.
	Mixup struct {
		Cause     string `json:"cause"`
		TakenFor  string `json:"taken_for"`
		Customers int    `json:"customers"`
	}
	// Fate is how the customers with one cause fared.
	Fate struct {
		Cause     string  `json:"cause"`
		Name      string  `json:"name"`
		Customers int     `json:"customers"`
		First     float64 `json:"first"` // share, after the questions
		Minutes   float64 `json:"minutes"`
	}
	// Asking is how often a question was asked.
	Asking struct {
		Finding   string `json:"finding"`
		Customers int    `json:"customers"`
		Sign      bool   `json:"sign"` // of danger to money or data: customers tell of it themselves
	}
)

// Longest is the end of the curves, in minutes.
const longest = 120

// outcome is what became of one virtual customer.
type outcome struct {
	cause, advised int
	before, after  int // place of the true cause
	asked          []int
	abstained      bool
	plan, article  int // minutes
}

// Simulate draws n customers. Each is drawn from the seed and its own number, so that the result is the same on
// any number of processors.
func (d *Diagnosis) Simulate(n int, seed uint64) *Simulation {
	w := d.world()
	fates := make([]outcome, n)
	var wait sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for worker := range workers {
		wait.Go(func() {
			for i := worker; i < n; i += workers {
				fates[i] = w.live(rand.New(rand.NewPCG(seed, uint64(i))))
			}
		})
	}
	wait.Wait()
	return d.sum(fates, seed)
}

// live draws one customer and lets the widget help.
func (w *world) live(r *rand.Rand) outcome {
	c := w.draw(r)
	v := w.d.visit(c.evidence, func(finding int) diagnosis.Answer { return c.answers[finding] })
	o := outcome{cause: c.cause, advised: v.after.Ranking[0].Cause, asked: v.asked,
		before: placeIn(v.before, c.cause), after: placeIn(v.after, c.cause), abstained: v.after.Ranking[0].P < diagnosis.Advised}
	mends := func(remedy int) bool { return c.mended[remedy] }
	o.plan = w.repair(v, mends)
	o.article = w.d.minutesUntil(w.article, mends)
	return o
}

// repair follows the plan as the widget does: what did not help is told, and the plan made anew.
func (w *world) repair(v visit, mends func(remedy int) bool) int {
	minutes, e, plan := 0, v.told, v.after.Plan
	for {
		remedy := plan[0]
		minutes += w.d.Base.Remedies[remedy].Minutes
		if w.d.Base.Remedies[remedy].ID == diagnosis.ContactSupport || mends(remedy) {
			return minutes
		}
		e.Tried = append(e.Tried, diagnosis.Trial{Remedy: remedy})
		plan = w.d.Base.Weigh(e).Plan
	}
}

func placeIn(r diagnosis.Result, cause int) int {
	return slices.IndexFunc(r.Ranking, func(k diagnosis.Ranked) bool { return k.Cause == cause })
}

func (d *Diagnosis) sum(fates []outcome, seed uint64) *Simulation {
	n := len(fates)
	s := &Simulation{Customers: n, Seed: seed, Table: make([][]int, len(d.Base.Causes))}
	for i := range s.Table {
		s.Table[i] = make([]int, len(d.Base.Causes))
	}
	share := func(is func(outcome) int) float64 {
		total := 0
		for _, o := range fates {
			total += is(o)
		}
		return rounded(float64(total) / float64(max(1, n)))
	}
	s.Before = Hits{share(func(o outcome) int { return one(o.before < 1) }), share(func(o outcome) int { return one(o.before < 3) })}
	s.After = Hits{share(func(o outcome) int { return one(o.after < 1) }), share(func(o outcome) int { return one(o.after < 3) })}
	s.Questions = share(func(o outcome) int { return len(o.asked) })
	s.Abstained = share(func(o outcome) int { return one(o.abstained) })
	s.Plan = Repair{share(func(o outcome) int { return o.plan }), curve(fates, func(o outcome) int { return o.plan })}
	s.Article = Repair{share(func(o outcome) int { return o.article }), curve(fates, func(o outcome) int { return o.article })}
	d.sumCauses(s, fates)
	d.sumQuestions(s, fates)
	return s
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// rounded keeps four digits: more would pretend.
func rounded(x float64) float64 { return math.Round(x*1e4) / 1e4 }

// curve counts whose trouble has ended by each minute.
func curve(fates []outcome, minutes func(outcome) int) []float64 {
	ended := make([]int, longest+1)
	for _, o := range fates {
		for m := minutes(o); m <= longest; m++ {
			ended[m]++
		}
	}
	out := make([]float64, longest+1)
	for m, count := range ended {
		out[m] = rounded(float64(count) / float64(max(1, len(fates))))
	}
	return out
}

func (d *Diagnosis) sumCauses(s *Simulation, fates []outcome) {
	minutes := make([]int, len(d.Base.Causes))
	for _, o := range fates {
		s.Table[o.cause][o.advised]++
		minutes[o.cause] += o.plan
	}
	for i, c := range d.Base.Causes {
		count := 0
		for j, n := range s.Table[i] {
			if count += n; n > 0 && i != j {
				s.Mistakes = append(s.Mistakes, Mixup{c.ID, d.Base.Causes[j].ID, n})
			}
		}
		s.Causes = append(s.Causes, Fate{c.ID, c.Name, count, rounded(float64(s.Table[i][i]) / float64(max(1, count))),
			rounded(float64(minutes[i]) / float64(max(1, count)))})
	}
	slices.SortStableFunc(s.Mistakes, func(a, b Mixup) int { return b.Customers - a.Customers })
}

func (d *Diagnosis) sumQuestions(s *Simulation, fates []outcome) {
	count := make([]int, len(d.Base.Findings))
	for _, o := range fates {
		for _, f := range o.asked {
			count[f]++
		}
	}
	for i, f := range d.Base.Findings {
		if f.Kind != diagnosis.Signal && !f.NeverAsk {
			s.Asked = append(s.Asked, Asking{f.ID, count[i], f.SignOf >= 0})
		}
	}
	slices.SortStableFunc(s.Asked, func(a, b Asking) int { return b.Customers - a.Customers })
}
