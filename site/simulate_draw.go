package site

import (
	"math"
	"math/rand/v2"

	"helpcenter/wasm/diagnosis"
)

// What is drawn beside the knowledge. The numbers are judgements: the knowledge says how much more often a check
// fails under a cause, not how often it fails at all.
const (
	unmeasured   = 0.1  // share of checks without a result
	undecided    = 0.1  // share of questions answered わからない
	writes       = 0.7  // share of customers who type something
	tells        = 2    // things that they tell of at most
	failsUsually = 0.01 // share of customers of any cause with a check that fails
	warnsUsually = 0.05 // or warns, or says something special
	telling      = 0.3  // share of customers with a cause whom the check that speaks most for it gives away, at most
)

// world is the knowledge as a distribution to draw from.
type world struct {
	d       *Diagnosis
	priors  []float64     // by cause
	bands   [][][]float64 // by finding, cause and band
	yes     [][]float64   // by finding and cause
	article []int         // remedies, the troubleshooting article's own order
}

// virtual is one drawn customer.
type virtual struct {
	cause    int
	evidence diagnosis.Evidence // what is known before any question
	answers  []diagnosis.Answer // by finding: what the customer would say
	mended   []bool             // by remedy: whether it would help
}

func (d *Diagnosis) world() *world {
	b := d.Base
	w := &world{d: d, bands: make([][][]float64, len(b.Findings)), yes: make([][]float64, len(b.Findings)), article: d.article()}
	for _, c := range b.Causes {
		w.priors = append(w.priors, ratio(c.Prior))
	}
	for i := range b.Findings {
		for c := range b.Causes {
			w.bands[i] = append(w.bands[i], bandChances(&b.Findings[i], c))
			w.yes[i] = append(w.yes[i], yesChance(&b.Findings[i], c))
		}
	}
	return w
}

// ratio is the likelihood ratio that a weight stands for.
func ratio(weight int) float64 { return math.Exp2(float64(weight) / diagnosis.Unit) }

func weightFor(links []diagnosis.Link, cause int) int {
	for _, l := range links {
		if l.Cause == cause {
			return l.Weight
		}
	}
	return 0
}

func strongest(links []diagnosis.Link) int {
	most := 0
	for _, l := range links {
		most = max(most, l.Weight)
	}
	return most
}

// bandChances is how often each band of a signal holds under a cause, not made to add up to 1.
func bandChances(f *diagnosis.Finding, cause int) []float64 {
	out := make([]float64, len(f.Bands))
	for i, b := range f.Bands {
		usual := 1.0
		switch {
		case b.Settles >= 0 && b.Settles != cause:
			usual = 0 // it would be the cause
		case b.Result == "fail":
			usual = failsUsually
		case b.Result == "warn", b.Result == "info" && len(b.Links) > 0:
			usual = warnsUsually
		}
		out[i] = min(usual, telling/ratio(strongest(b.Links))) * ratio(weightFor(b.Links, cause))
	}
	return out
}

// yesChance is how often a customer with the cause would say yes. Signs of danger to money come with their causes only.
func yesChance(f *diagnosis.Finding, cause int) float64 {
	w := weightFor(f.Yes, cause)
	if f.SignOf >= 0 && w <= 0 {
		return 0
	}
	return min(0.99, float64(f.Usual)/1000*ratio(w))
}

// example is a value that band i fits, and none before it.
func example(f *diagnosis.Finding, i int) diagnosis.Value {
	b := &f.Bands[i]
	switch {
	case len(b.Is) > 0:
		return diagnosis.Value{Text: b.Is[0]}
	case b.Far:
		return diagnosis.Value{Number: b.Beyond}
	case b.HasFrom:
		return diagnosis.Value{Number: b.From}
	case b.HasBelow && b.Below > 0:
		return diagnosis.Value{Number: b.Below * 0.99}
	case b.HasBelow:
		return diagnosis.Value{Number: b.Below - 1}
	}
	rest := diagnosis.Value{}
	for _, b := range f.Bands {
		if rest.Number = max(rest.Number, b.Below); len(b.Is) > 0 {
			rest.Text = "other"
		}
	}
	return rest
}

func (w *world) draw(r *rand.Rand) virtual { return w.drawWith(r, pick(r, w.priors)) }

// drawWith draws a customer with a given cause.
func (w *world) drawWith(r *rand.Rand, cause int) virtual {
	b := w.d.Base
	c := virtual{cause: cause, answers: make([]diagnosis.Answer, len(b.Findings)), mended: make([]bool, len(b.Remedies))}
	var facts []int
	for i := range b.Findings {
		if f := &b.Findings[i]; f.Kind == diagnosis.Signal {
			w.measure(r, &c, i)
			continue
		}
		c.answers[i] = diagnosis.No
		if r.Float64() < w.yes[i][c.cause] {
			c.answers[i] = diagnosis.Yes
			facts = append(facts, i)
		}
		if b.Findings[i].SignOf < 0 && r.Float64() < undecided {
			c.answers[i] = diagnosis.Unknown
		}
	}
	w.tell(r, &c, facts)
	for i, m := range b.Remedies {
		for _, f := range m.Fixes {
			if f.Cause == c.cause {
				c.mended[i] = r.Float64() < float64(f.Percent)/100
			}
		}
	}
	return c
}

func (w *world) measure(r *rand.Rand, c *virtual, finding int) {
	f := &w.d.Base.Findings[finding]
	if len(f.Bands) == 0 || r.Float64() < unmeasured {
		return
	}
	band := pick(r, w.bands[finding][c.cause])
	c.evidence.Readings = append(c.evidence.Readings, diagnosis.Reading{Finding: finding, Value: example(f, band)})
}

// tell takes a few of the true findings for the customer's own words, those first that have most to do with the
// cause; a sign of an urgent one is never kept back.
func (w *world) tell(r *rand.Rand, c *virtual, findings []int) {
	b := w.d.Base
	writes := r.Float64() < writes
	for range tells {
		chances := make([]float64, len(findings))
		any := false
		for k, i := range findings {
			weight := weightFor(b.Findings[i].Yes, c.cause)
			if c.said(i) || weight <= 0 || !writes && b.Findings[i].SignOf < 0 {
				continue
			}
			chances[k], any = ratio(weight), true
		}
		if !any {
			return
		}
		i := findings[pick(r, chances)]
		c.evidence.Understood = append(c.evidence.Understood, diagnosis.Understood{Finding: i, Answer: diagnosis.Yes})
	}
}

func (c *virtual) said(finding int) bool {
	for _, u := range c.evidence.Understood {
		if u.Finding == finding {
			return true
		}
	}
	return false
}

// pick draws an index by weights that need not add up to 1.
func pick(r *rand.Rand, weights []float64) int {
	total := 0.0
	for _, w := range weights {
		total += w
	}
	x := r.Float64() * total
	for i, w := range weights {
		if x -= w; x < 0 {
			return i
		}
	}
	return len(weights) - 1
}
