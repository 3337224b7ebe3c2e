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
func (k *knowledge) symptoms(title func(guide string) string) []SectionView {
	out := k.urgentSigns(title)
	for i, f := range k.base.Findings {
		if f.Kind != diagnosis.Symptom {
			continue
		}
		s := SectionView{Title: f.Name, URL: "#" + f.ID}
		r := k.base.Diagnose(diagnosis.Evidence{Answers: []diagnosis.Reply{{Finding: i, Answer: diagnosis.Yes}}})
		for _, ranked := range r.Ranking {
			c := k.base.Causes[ranked.Cause]
			link := LinkView{Title: title(c.Guide), Description: c.Name, URL: guideURL(c.Guide)}
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
func (k *knowledge) urgentSigns(title func(guide string) string) []SectionView {
	var out []SectionView
	for _, f := range k.base.Findings {
		if f.SignOf >= 0 {
			c := k.base.Causes[f.SignOf]
			out = append(out, SectionView{Title: f.Name, URL: "#" + f.ID,
				Pages: []LinkView{{Title: title(c.Guide), Description: c.Name, URL: guideURL(c.Guide)}}})
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
