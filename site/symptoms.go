package site

import (
	"slices"

	"helpcenter/wasm/diagnosis"
)

const (
	symptomCauses = 5    // causes shown for a symptom at most
	symptomLeast  = 0.03 // and the least probability of one
)

// symptoms lists the signs of urgent causes, and then every symptom with the guides of its likely causes, likeliest first: the page
// 症状から探す, which is also what a reader without JavaScript gets in place of the widget.
//
// The titles of links are the guides' names for the while: see titled.
func (k *knowledge) symptoms() []SectionView {
	out := k.urgentSigns()
	for i, f := range k.base.Findings {
		if f.Kind != diagnosis.Symptom {
			continue
		}
		s := SectionView{Title: f.Name, URL: "#" + f.ID}
		r := k.base.Diagnose(diagnosis.Evidence{Answers: []diagnosis.Reply{{Finding: i, Answer: diagnosis.Yes}}})
		for _, ranked := range r.Ranking {
			c := k.base.Causes[ranked.Cause]
			link := LinkView{Title: c.Guide, Description: c.Name, URL: guideURL(c.Guide)}
			if len(s.Pages) < symptomCauses && (ranked.P >= symptomLeast || len(s.Pages) == 0) &&
				!slices.ContainsFunc(s.Pages, func(l LinkView) bool { return l.URL == link.URL }) {
				s.Pages = append(s.Pages, link)
			}
		}
		out = append(out, s)
	}
	return out
}

// urgentSigns come first: each opens the one guide that says what to do now.
func (k *knowledge) urgentSigns() []SectionView {
	var out []SectionView
	for _, f := range k.base.Findings {
		if f.SignOf >= 0 {
			c := k.base.Causes[f.SignOf]
			out = append(out, SectionView{Title: f.Name, URL: "#" + f.ID,
				Pages: []LinkView{{Title: c.Guide, Description: c.Name, URL: guideURL(c.Guide)}}})
		}
	}
	return out
}

// The question tree for readers without JavaScript: the engine's own questions, asked beforehand for every yes and
// no. A leaf is where the engine would advise, or as deep as people go.
const (
	treeDepth  = 7
	leafGuides = 3
)

// tree asks first for what is urgent, and then what the engine would ask of a reader of whom nothing is known.
func (k *knowledge) tree() *QuestionView {
	var signs string
	urgent := &QuestionView{}
	for _, s := range k.urgentSigns() {
		signs += "「" + s.Title + "」"
		urgent.Pages = append(urgent.Pages, s.Pages...)
	}
	if signs == "" {
		return k.branch("q", nil)
	}
	return &QuestionView{ID: "q", Ask: signs + "の、どれかですか。", Yes: urgent, No: k.branch("qn", nil)}
}

func (k *knowledge) branch(id string, known []diagnosis.Reply) *QuestionView {
	r := k.base.Diagnose(diagnosis.Evidence{Answers: known})
	if r.Next == nil || len(known) == treeDepth || r.Ranking[0].P >= diagnosis.Likely {
		return &QuestionView{Pages: k.leaf(r)}
	}
	f := k.base.Findings[r.Next.Finding]
	after := func(way string, a diagnosis.Answer) *QuestionView {
		return k.branch(id+way, append(slices.Clone(known), diagnosis.Reply{Finding: r.Next.Finding, Answer: a}))
	}
	q := &QuestionView{ID: id, Ask: f.Ask, Yes: after("y", diagnosis.Yes), No: after("n", diagnosis.No)}
	if q.Yes.Ask == "" && slices.Equal(q.Yes.Pages, q.No.Pages) {
		return q.Yes // both ways end at the same guides
	}
	return q
}

// leaf links the guides of the likeliest causes: one where the engine would advise, else a few.
func (k *knowledge) leaf(r diagnosis.Result) []LinkView {
	var out []LinkView
	for _, ranked := range r.Ranking {
		c := k.base.Causes[ranked.Cause]
		link := LinkView{Title: c.Guide, Description: c.Name, URL: guideURL(c.Guide)}
		if len(out) == leafGuides || len(out) > 0 && (r.Ranking[0].P >= diagnosis.Likely || ranked.P < symptomLeast) {
			break
		}
		if !slices.ContainsFunc(out, func(l LinkView) bool { return l.URL == link.URL }) {
			out = append(out, link)
		}
	}
	return out
}

// guideURL turns "trouble/network#weak" into an address.
func guideURL(guide string) string {
	for i := range guide {
		if guide[i] == '#' {
			return "/" + guide[:i] + "/" + guide[i:]
		}
	}
	return "/" + guide + "/"
}
