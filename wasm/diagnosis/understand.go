package diagnosis

import (
	"slices"

	"helpcenter/wasm/japanese"
)

// The reader's own words. A phrase of the knowledge base is a row of words; all of them must stand in one
// sentence in this order, near each other. Behind it a negation turns yes into no. Both sides are folded. Some
// stories tell in one sentence what came, and two later what was done: a far word may stand anywhere behind.

// reach is how far apart, in bytes of folded text, the words of a phrase may stand (12 kana).
const reach = 36

// slack is how far a near word may begin behind the one before it (4 kana).
const slack = 12

// particles may stand between a phrase and its negation: 「VPNの設定はしていない」.
var particles = []string{"は", "が", "も", "を", "に", "の", "で", "と", "つて", "とか", "きのう", "せつてい", "自体", "こと", "わけ", "ある", "した", "しんぱい", "一度", "など", "まつたく"}

// Understood is one thing taken from the reader's own words.
type Understood struct {
	Finding int
	Answer  Answer
	Words   string // as the reader typed them
}

// Understand finds what the reader's own words answer, each finding once, in the order of the base.
func (b *Base) Understand(text string) []Understood { return b.understand(b.clauses(text)) }

// clauses cuts a text into sentences, folded and read; the last is all of it.
func (b *Base) clauses(text string) []japanese.Clause {
	clauses := append(japanese.Clauses(text), japanese.Whole(text))
	for i := range clauses {
		clauses[i] = clauses[i].Read(b.Readings)
	}
	return clauses
}

func (b *Base) understand(clauses []japanese.Clause) []Understood {
	var out []Understood
	for i := range b.Findings {
		if u := b.understandFinding(i, clauses); u.Answer != Unasked {
			out = append(out, u)
		}
	}
	return out
}

// understandFinding takes the longest phrase that says yes or, of the finding's no_phrases, no; where they
// are alike, no. A negated yes counts only where nothing else was said, and a far row where no near one stands.
func (b *Base) understandFinding(finding int, clauses []japanese.Clause) Understood {
	found := Understood{Finding: finding}
	longest := 0
	for _, phrase := range b.Findings[finding].Phrases {
		far := slices.ContainsFunc(phrase.Concepts, func(c Concept) bool { return c.Far })
		for i := range clauses {
			clause := &clauses[i]
			if far != (i == len(clauses)-1) {
				continue
			}
			m := b.match(phrase, clause)
			length := 2 * (m.end - m.start)
			if far && !phrase.No {
				length = 2
			}
			if m.answer == No && phrase.No {
				length++
			} else if m.answer == No {
				length = 1
			}
			if m.answer != Unasked && length > longest {
				longest = length
				found.Answer, found.Words = m.answer, clause.Source(m.start, m.end)
			}
		}
	}
	return found
}

// matched is what a phrase answers in a clause, and where it stands.
type matched struct {
	answer     Answer
	start, end int
}

// match looks for the phrase in a folded clause; a plain occurrence outweighs a negated one.
func (b *Base) match(p Phrase, clause *japanese.Clause) matched {
	var negated matched
	for from := 0; from < len(clause.Folded); {
		start, end := row(p.Concepts, clause, from, len(clause.Folded))
		if start < 0 {
			break
		}
		switch tail := clause.Folded[end:]; {
		case startsWith(tail, b.Cancels) >= 0:
		case p.No:
			return matched{No, start, end}
		case p.Negatable && b.negates(tail):
			negated = matched{No, start, end}
		default:
			return matched{Yes, start, end}
		}
		from = start + 1
	}
	return negated
}

// negates tells whether a negator follows, with nothing but particles before it.
func (b *Base) negates(tail string) bool {
	for range 6 {
		if startsWith(tail, b.Negators) >= 0 {
			return true
		}
		i := startsWith(tail, particles)
		if i < 0 {
			return false
		}
		tail = tail[len(particles[i]):]
	}
	return false
}

// startsWith returns the index of the longest word that text starts with, or -1.
func startsWith(text string, words []string) int {
	best := -1
	for i, w := range words {
		if len(text) >= len(w) && text[:len(w)] == w && (best < 0 || len(w) > len(words[best])) {
			best = i
		}
	}
	return best
}

// row finds the concepts one behind the other, each within reach of the one before; the first begins
// between from and limit. Of the rows that begin first it returns the longest, or -1.
func row(concepts []Concept, c *japanese.Clause, from, limit int) (start, end int) {
	start, end = -1, -1
	text := c.Folded
	for _, word := range concepts[0].Words {
		for at := from; at <= limit; {
			i := japanese.Index(text[at:], word)
			if i < 0 || at+i > limit {
				break
			}
			s, e := at+i, at+i+len(word)
			at = s + 1
			if word[0] == Exception || !edged(c, s, e) || excepted(concepts[0].Words, text, s, e) {
				continue
			}
			if len(concepts) > 1 {
				within := reach
				if concepts[1].Near {
					within = slack
				} else if concepts[1].Far {
					within = len(text)
				}
				_, e = row(concepts[1:], c, e, min(len(text), e+within))
			}
			if e >= 0 {
				if start < 0 || s < start || s == start && e > end {
					start, end = s, e
				}
				break
			}
		}
	}
	return start, end
}

// Exception begins a word of a concept inside which its other words do not count: ロック in ブロック.
const Exception = '-'

// excepted tells whether text[s:e] lies inside an exception.
func excepted(words []string, text string, s, e int) bool {
	for _, w := range words {
		if w[0] != Exception {
			continue
		}
		w = w[1:]
		for from := max(0, e-len(w)); from <= s && from+len(w) <= len(text); from++ {
			if text[from:from+len(w)] == w {
				return true
			}
		}
	}
	return false
}

// edged tells whether a Latin word or number stands by itself: id is not in android nor 503 in 15030, but
// ios is in iOS26, and dns in 「AdGuard DNS」.
func edged(c *japanese.Clause, s, e int) bool {
	return !joined(c, s) && !joined(c, e)
}

// joined tells whether Folded[i-1] and Folded[i] belong to one Latin word or one number.
func joined(c *japanese.Clause, i int) bool {
	if i == 0 || i == len(c.Folded) {
		return false
	}
	a, b := class(c.Folded[i-1]), class(c.Folded[i])
	return a != 0 && a == b && !c.Parted(i)
}

func class(c byte) int {
	switch {
	case c >= 'a' && c <= 'z':
		return 1
	case c >= '0' && c <= '9':
		return 2
	}
	return 0
}
