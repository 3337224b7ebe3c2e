package diagnosis

import "math"

// eighths would be too coarse to say 2.5 times, so a bit has sixteen steps; power holds 2^(i/16).
// The table, and products kept apart by explicit conversions, keep every platform at the same digits:
// math.Exp and math.Log differ between Go and TinyGo, and some processors fuse a product with a sum.
var power = [Unit]float64{
	1, 1.0442737824274138, 1.0905077326652577, 1.1387886347566916,
	1.1892071150027210, 1.2418578120734840, 1.2968395546510096, 1.3542555469368927,
	1.4142135623730951, 1.4768261459394993, 1.5422108254079407, 1.6104903319492543,
	1.6817928305074290, 1.7562521603732995, 1.8340080864093424, 1.9152065613971474,
}

// exp2 returns 2^(w/Unit).
func exp2(w int) float64 {
	whole, part := w>>4, w&(Unit-1)
	if whole < -200 {
		return 0
	}
	return power[part] * math.Float64frombits(uint64(1023+min(whole, 1000))<<52) // exact: the factor is a power of two
}

// log2 returns the binary logarithm of a positive x by a short series (error below 1e-9).
func log2(x float64) float64 {
	m, e := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m, e = m*2, e-1
	}
	t := (m - 1) / (m + 1)
	square := float64(t * t)
	sum, term := 0.0, t
	for k := 1; k <= 15; k += 2 {
		sum += float64(term / float64(k))
		term = float64(term * square)
	}
	return float64(e) + float64(sum*(2/math.Ln2))
}

// distribution turns scores into probabilities that add up to 1.
func distribution(scores []int) []float64 {
	p := make([]float64, len(scores))
	total := fill(p, scores)
	for i := range p {
		p[i] /= total
	}
	return p
}

// fill sets p to 2^score, the greatest being 1, and returns their sum.
func fill(p []float64, scores []int) float64 {
	top, total := greatest(scores), 0.0
	for i, s := range scores {
		p[i] = exp2(s - top)
		total += p[i]
	}
	return total
}

// entropy returns the uncertainty of scores in bits: the logarithm of each share is known already.
func entropy(scores []int) float64 {
	top, total, weighted := greatest(scores), 0.0, 0.0
	for _, s := range scores {
		share := exp2(s - top)
		total += share
		weighted += float64(share * float64(s-top))
	}
	return log2(total) - float64(weighted/Unit)/total
}

func greatest(scores []int) int {
	top := scores[0]
	for _, s := range scores[1:] {
		top = max(top, s)
	}
	return top
}
