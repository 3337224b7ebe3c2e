package site

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"helpcenter/wasm/diagnosis"
)

// What the writers' words weigh. The numbers are judgements, kept in one place; cases.yaml tests them.

// frequencies are priors: two steps treble. The sources say which causes are common, not how common, so the
// steps are small: what a reader says counts for more.
var frequencies = map[string]int{
	"とてもよくある": 4 * frequencyStep, "よくある": 3 * frequencyStep, "ときどき": 2 * frequencyStep, "まれ": frequencyStep, "ごくまれ": 0,
}

const frequencyStep = diagnosis.Unit * 3 / 4

// usuals are how many of a thousand readers with an unlisted cause say yes.
var usuals = map[string]int{"ごくまれ": 20, "まれ": 50, "ときどき": 150, "よくある": 300, "半々": 500}

// risks are minutes that a remedy costs beyond its own.
var risks = map[string]int{"なし": 0, "小": 5, "大": 20}

// chances are in percent.
var chances = map[string]int{"ほぼ確実": 90, "たいてい": 60, "ときどき": 25}

// strengths names, by word, the causes for or against which a finding speaks.
type strengths struct {
	Decisive    []ref
	Strong      []ref
	Weak        []ref
	WeakAgainst []ref
	Against     []ref
	Excluded    []ref
}

// by lists the words with the factor on the odds of an answer, and the likelihood ratio of a check.
func (s strengths) by() []struct {
	causes      []ref
	odds, ratio float64
} {
	return []struct {
		causes      []ref
		odds, ratio float64
	}{
		{s.Decisive, 64, 32}, {s.Strong, 12, 8}, {s.Weak, 3, 2.5},
		{s.WeakAgainst, 1.0 / 3, 1 / 2.5}, {s.Against, 1.0 / 16, 1.0 / 8}, {s.Excluded, 1.0 / 256, 1.0 / 64},
	}
}

// weight returns the logarithm of a likelihood ratio in the engine's steps.
func weight(ratio float64) int { return int(math.Round(math.Log2(ratio) * diagnosis.Unit)) }

// answerLinks gives a yes its weights: the word multiplies the usual odds of it.
func (l *knowledgeLoader) answerLinks(s strengths, usual int) (yes []diagnosis.Link) {
	u := math.Max(0.001, float64(usual)/1000)
	for _, word := range s.by() {
		odds := u / (1 - u) * word.odds
		p := odds / (1 + odds)
		for _, r := range word.causes {
			yes = append(yes, diagnosis.Link{Cause: l.cause(r), Weight: weight(p / u)})
		}
	}
	return l.inOrder(s, yes)
}

// bandLinks gives a band of a signal its weights.
func (l *knowledgeLoader) bandLinks(s strengths) []diagnosis.Link {
	var out []diagnosis.Link
	for _, word := range s.by() {
		for _, r := range word.causes {
			out = append(out, diagnosis.Link{Cause: l.cause(r), Weight: weight(word.ratio)})
		}
	}
	return l.inOrder(s, out)
}

// inOrder sorts links by cause, drops those that weigh nothing, and complains of a cause named twice.
func (l *knowledgeLoader) inOrder(s strengths, links []diagnosis.Link) []diagnosis.Link {
	slices.SortStableFunc(links, func(a, b diagnosis.Link) int { return a.Cause - b.Cause })
	for i := 1; i < len(links); i++ {
		if links[i].Cause == links[i-1].Cause {
			id := l.k.base.Causes[links[i].Cause].ID
			l.problem(s.find(id), fmt.Sprintf("%q が二つの強さに書かれています", id), "どちらか一つにしてください")
		}
	}
	return slices.DeleteFunc(links, func(k diagnosis.Link) bool { return k.Weight == 0 })
}

// find returns where the strengths name a cause last.
func (s strengths) find(id string) ref {
	var at ref
	for _, word := range s.by() {
		for _, r := range word.causes {
			if r.Text == id {
				at = r
			}
		}
	}
	return at
}

// wordOf looks a writer's word up; one that is not known is a problem.
func wordOf(l *knowledgeLoader, r ref, known map[string]int, key string) int {
	n, ok := known[r.Text]
	if !ok {
		l.problem(r, fmt.Sprintf("%s: %q という言葉はありません", key, r.Text), "使えるのは "+strings.Join(sortedWords(known), "・"))
	}
	return n
}

// sortedWords lists words from the least to the most.
func sortedWords(m map[string]int) []string {
	return slices.SortedFunc(maps.Keys(m), func(a, b string) int {
		if m[a] != m[b] {
			return m[a] - m[b]
		}
		return strings.Compare(a, b)
	})
}
