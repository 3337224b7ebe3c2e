package site

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"

	"helpcenter/wasm/diagnosis"
)

// What no single line of the knowledge shows, and a case may miss: parts that contradict each other, causes that
// nothing can bring to the top, and questions that nobody is ever asked.

// unsound looks for all of it; it takes about a second.
func (k *knowledge) unsound() Problems {
	if len(k.base.Causes) == 0 || k.base.Remedy(diagnosis.ContactSupport) < 0 {
		return nil // said before
	}
	out := append(k.contradictions(), k.caseContradictions()...)
	var wait sync.WaitGroup
	var unreachable, unasked Problems
	wait.Go(func() { unreachable = k.unreachable() })
	wait.Go(func() { unasked = k.unasked() })
	wait.Wait()
	return append(append(out, unreachable...), unasked...)
}

// at is a problem where an id is written.
func (k *knowledge) at(kind, id, message, hint string) Problem {
	file := "causes.yaml"
	if i := k.base.Finding(id); kind == "finding " && i >= 0 {
		file = [...]string{"signals.yaml", "symptoms.yaml", "situations.yaml"}[k.base.Findings[i].Kind]
	}
	place := k.seen[kind+id]
	return Problem{Path: "diagnosis/" + file, Line: max(1, place.Line), Col: max(1, place.Col), Message: message, Hint: hint}
}

func (k *knowledge) contradictions() Problems {
	var out Problems
	for i := range k.base.Findings {
		f := &k.base.Findings[i]
		out = append(out, k.phrasesThatContradict(f)...)
		for b := range f.Bands {
			if fitting := fittingBand(f, example(f, b)); fitting != b {
				out = append(out, k.at("finding ", f.ID, fmt.Sprintf("信号 %q の%d番目の範囲は、%d番目が先に当てはまるため使われません", f.ID, b+1, fitting+1), "範囲の順番か、from・below・is を見直してください"))
			}
			if slices.Contains(f.Bands[b].Voids, i) {
				out = append(out, k.at("finding ", f.ID, fmt.Sprintf("信号 %q が、自分自身を voids で打ち消しています", f.ID), "voids からこの id を消してください"))
			}
		}
	}
	for _, n := range k.base.Negators {
		for _, c := range k.base.Cancels {
			if strings.HasPrefix(n, c) {
				out = append(out, Problem{Path: "diagnosis/matching.yaml", Line: 1, Col: 1,
					Message: fmt.Sprintf("negation の %q は、cancels の %q が先に働くため効きません", n, c), Hint: "どちらか一方から消してください"})
			}
		}
	}
	return out
}

// fittingBand is the first band that a value fits, or -1.
func fittingBand(f *diagnosis.Finding, v diagnosis.Value) int {
	return slices.IndexFunc(f.Bands, func(b diagnosis.Band) bool { return b.Fits(v) })
}

// phrasesThatContradict finds words that are said to mean yes and no.
func (k *knowledge) phrasesThatContradict(f *diagnosis.Finding) (out Problems) {
	for i, p := range f.Phrases {
		for _, q := range f.Phrases[i+1:] {
			if p.No != q.No && slices.EqualFunc(p.Concepts, q.Concepts, sameConcept) {
				out = append(out, k.at("finding ", f.ID, fmt.Sprintf("%q の同じ言い回しが phrases と no_phrases にあります", f.ID), "どちらか一方から消してください"))
			}
		}
	}
	return out
}

func sameConcept(a, b diagnosis.Concept) bool {
	return a.Near == b.Near && a.Far == b.Far && slices.Equal(a.Words, b.Words)
}

// caseContradictions finds cases that no knowledge could satisfy.
func (k *knowledge) caseContradictions() Problems {
	var out Problems
	for _, c := range k.cases {
		tell := func(message string) {
			out = append(out, Problem{Path: "diagnosis/cases.yaml", Line: max(1, c.Name.Line), Col: max(1, c.Name.Col),
				Message: fmt.Sprintf("事例「%s」が矛盾しています: %s", c.Name.Text, message), Hint: "どちらが正しいかを確かめ、もう一方を消してください"})
		}
		for _, u := range c.Understood {
			if slices.ContainsFunc(c.NotUnderstood, func(n ref) bool { return n.Text == u.Text }) {
				tell(fmt.Sprintf("%q が understood と not_understood の両方にあります", u.Text))
			}
		}
		if isTrue(c.Abstains) && isTrue(c.Settled) {
			tell("abstains と settled は、両方 true になりません")
		}
		if i := k.base.Cause(c.Expect.Text); i >= 0 && c.Among <= 1 && c.Urgent != nil && *c.Urgent != k.base.Causes[i].Urgent {
			tell(fmt.Sprintf("expect の %q と urgent: %v が合いません", c.Expect.Text, *c.Urgent))
		}
		for _, pair := range k.excluding(c.Report.Answers) {
			tell(fmt.Sprintf("%q と %q は、両方が「はい」にはなりません", pair[0], pair[1]))
		}
	}
	return out
}

func isTrue(b *bool) bool { return b != nil && *b }

// excluding returns pairs answered yes that cannot both be so: of one group, they say the opposite of most causes
// that both speak of. What half of all affirm, such as which of two programs it is, may be so of both.
func (k *knowledge) excluding(answers map[string]string) (pairs [][2]string) {
	ids := sortedKeys(answers)
	for i, a := range ids {
		for _, b := range ids[i+1:] {
			x, y := k.base.Finding(a), k.base.Finding(b)
			if x >= 0 && y >= 0 && answers[a] == "yes" && answers[b] == "yes" &&
				max(k.base.Findings[x].Usual, k.base.Findings[y].Usual) < 500 && opposite(&k.base.Findings[x], &k.base.Findings[y]) {
				pairs = append(pairs, [2]string{a, b})
			}
		}
	}
	return pairs
}

const opposedCauses = 3 // fewer may be chance

func opposite(a, b *diagnosis.Finding) bool {
	opposed, together := 0, 0
	for _, l := range a.Yes {
		switch w := weightFor(b.Yes, l.Cause); {
		case w > 0 && l.Weight > 0:
			together++
		case w > 0 && l.Weight < 0, w < 0 && l.Weight > 0:
			opposed++
		}
	}
	return a.Group != "" && a.Group == b.Group && opposed >= opposedCauses && opposed > 2*together
}

// unreachable finds causes that are not advised even for a reader of whom everything known speaks for them.
func (k *knowledge) unreachable() Problems {
	var out Problems
	for c, cause := range k.base.Causes {
		if !k.reaches(c) {
			out = append(out, k.at("cause ", cause.ID, fmt.Sprintf("原因 %q は、どの手がかりをそろえても1番目に答えられません", cause.ID),
				"この原因だけを強く指す手がかりを加えるか、frequency を上げてください"))
		}
	}
	return out
}

// reaches adds what speaks most for the cause, piece by piece, until it is advised.
func (k *knowledge) reaches(cause int) bool {
	var e diagnosis.Evidence
	left := k.speaking(cause)
	for {
		r := k.base.Weigh(e)
		if r.Ranking[0].Cause == cause && (r.Urgent || r.Ranking[0].P >= diagnosis.Advised) {
			return true
		}
		best, most := -1, placedP(r, cause)
		for i, piece := range left {
			if p := placedP(k.base.Weigh(piece.with(e)), cause); p > most {
				best, most = i, p
			}
		}
		if best < 0 {
			return false
		}
		e, left = left[best].with(e), slices.Delete(left, best, best+1)
	}
}

// placedP is a cause's probability, and 2 where it is urgent and known to be so.
func placedP(r diagnosis.Result, cause int) float64 {
	if r.Urgent && r.Ranking[0].Cause == cause {
		return 2
	}
	return r.Ranking[placeIn(r, cause)].P
}

// piece is one thing that can be known.
type piece struct {
	reading diagnosis.Reading
	reply   diagnosis.Reply
	asked   bool
}

func (p piece) with(e diagnosis.Evidence) diagnosis.Evidence {
	if p.asked {
		e.Answers = append(slices.Clone(e.Answers), p.reply)
	} else {
		e.Readings = append(slices.Clone(e.Readings), p.reading)
	}
	return e
}

// speaking returns all that speaks for a cause.
func (k *knowledge) speaking(cause int) []piece {
	var out []piece
	for i := range k.base.Findings {
		f := &k.base.Findings[i]
		if weightFor(f.Yes, cause) > 0 || f.SignOf == cause {
			out = append(out, piece{reply: diagnosis.Reply{Finding: i, Answer: diagnosis.Yes}, asked: true})
		} else if weightFor(f.No, cause) > 0 {
			out = append(out, piece{reply: diagnosis.Reply{Finding: i, Answer: diagnosis.No}, asked: true})
		}
		for b := range f.Bands {
			if weightFor(f.Bands[b].Links, cause) > 0 || f.Bands[b].Settles == cause {
				out = append(out, piece{reading: diagnosis.Reading{Finding: i, Value: example(f, b)}})
			}
		}
	}
	return out
}

const (
	crowd    = 600 // virtual customers who show which questions are asked
	sufferer = 150 // and of each cause that a question not asked speaks for
)

// unasked finds questions that no virtual customer is ever asked. Signs of danger are told, not asked, and nobody
// who is drawn asks for somebody else.
func (k *knowledge) unasked() Problems {
	d := k.diagnosis()
	var out Problems
	w := d.world()
	for _, q := range d.Simulate(crowd, 1).Asked {
		if i := k.base.Finding(q.Finding); q.Customers == 0 && !q.Sign && q.Finding != diagnosis.TroubleElsewhere && !w.everAsked(i) {
			out = append(out, k.at("finding ", q.Finding, fmt.Sprintf("質問 %q は、どの仮のお客さまにも聞かれません", q.Finding),
				"usual・強さ・effort を見直すか、聞かない質問なら never_ask: true を書いてください"))
		}
	}
	return out
}

// everAsked looks among customers with the causes of which the question tells.
func (w *world) everAsked(finding int) bool {
	for _, l := range w.d.Base.Findings[finding].Yes {
		for i := range sufferer {
			if l.Weight <= 0 {
				break
			}
			c := w.drawWith(rand.New(rand.NewPCG(uint64(l.Cause), uint64(i))), l.Cause)
			v := w.d.visit(c.evidence, func(f int) diagnosis.Answer { return c.answers[f] })
			if slices.Contains(v.asked, finding) {
				return true
			}
		}
	}
	return false
}
