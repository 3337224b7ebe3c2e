package site

import (
	"maps"
	"slices"
	"strings"
)

// check finds what only the site as a whole can tell: links that lead nowhere,
// addresses used twice. files are the other addresses of the output.
func (ix *index) check(pages []*page, files map[string]bool) Problems {
	var problems Problems
	for _, p := range pages {
		for _, l := range p.links {
			if message, hint := ix.checkLink(p, l, files); message != "" {
				problems = append(problems, Problem{p.path, l.line, l.col, message, hint})
			}
		}
	}
	problems = append(problems, ix.checkAliases(pages, files)...)
	problems = append(problems, ix.checkFolders(files)...)
	for _, p := range ix.config.Popular {
		if ix.byURL[p.name] == nil {
			message, hint := ix.missingPage(p.name, p.name)
			problems = append(problems, Problem{configPath, p.line, p.col, message, hint})
		}
	}
	return problems
}

// checkLink says what is wrong with a link, if anything. Lines of links are
// lines of the file: loadPage saw to it.
func (ix *index) checkLink(from *page, l link, files map[string]bool) (message, hint string) {
	if l.image {
		if !files[l.path] {
			return "画像「" + l.written + "」がありません", perhaps(nearest(l.path, slices.Sorted(maps.Keys(ix.images))), "画像のファイルを content の中に置いてください")
		}
		return "", ""
	}
	target := ix.target(from, l.path)
	switch {
	case target == nil && files[l.path]:
		return "", ""
	case target == nil:
		return ix.missingPage(l.path, l.written)
	case l.section != "" && !target.hasHeading(l.section) && !ix.isSymptom(target, l.section):
		near := nearest(l.section, target.headingIDs())
		return "リンク先のページ " + target.url + " に見出し「#" + l.section + "」がありません", perhaps(prefixed("#", near), "見出しに {#"+l.section+"} を付けるか、リンクの # から後ろを消してください")
	}
	return "", ""
}

// isSymptom holds for a section of 症状から探す. Without symptoms, which broken
// knowledge has none of, nothing can be said against a link to one.
func (ix *index) isSymptom(target *page, section string) bool {
	return target.url == "/symptoms/" && (ix.symptoms == nil ||
		slices.ContainsFunc(ix.symptoms, func(g SectionView) bool { return g.URL == "#"+section }))
}

func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}

// target is the page at an address as from may see it: a page that readers do
// not get may link to its like, others may not.
func (ix *index) target(from *page, url string) *page {
	if e := ix.byURL[url]; e != nil && (!ix.config.isHidden(e.page) || ix.config.isHidden(from)) {
		return e.page
	}
	if p := ix.hidden[url]; p != nil && ix.config.isHidden(from) {
		return p
	}
	return nil
}

func (ix *index) missingPage(url, written string) (message, hint string) {
	message = "リンク先「" + written + "」がありません"
	if p := ix.hidden[url]; p != nil {
		return message, "そのページは下書きか書き手の手引きで、公開されません"
	}
	if e := ix.byURL[url]; e != nil {
		return message, "そのページは下書きか書き手の手引きで、公開されません"
	}
	if ix.byURL[url+"/"] != nil {
		return message, "最後に / を付けて " + url + "/ と書いてください"
	}
	return message, perhaps(nearest(url, ix.nearby(url)), "ページの住所を確かめてください")
}

// nearby are addresses worth comparing: those in the same folder and of the same
// name elsewhere. With ten thousand pages, comparing with all would be slow.
func (ix *index) nearby(url string) []string {
	var out []string
	dir, name := splitAddress(url)
	for _, e := range ix.entries {
		if d, n := splitAddress(e.url); d == dir || n == name {
			out = append(out, e.url)
		}
	}
	if len(out) == 0 {
		for _, f := range ix.top {
			out = append(out, f.home.url)
		}
	}
	return out
}

// splitAddress parts "/trouble/network/" into "/trouble" and "network".
func splitAddress(url string) (dir, name string) {
	url = strings.TrimSuffix(url, "/")
	i := strings.LastIndexByte(url, '/')
	return url[:max(i, 0)], url[i+1:]
}

// checkIDs finds headings whose id the theme gives to an element of every page.
func checkIDs(pages []*page, taken map[string]bool) (problems Problems) {
	for _, p := range pages {
		for _, h := range p.headings {
			if taken[h.ID] {
				problems = append(problems, Problem{p.path, h.line, h.col, "見出しの名前「" + h.ID + "」は、ページの枠が使っています", "見出しに {#" + h.ID + "-2} のような別の名前を付けてください"})
			}
		}
	}
	return problems
}

func (ix *index) checkAliases(pages []*page, files map[string]bool) (problems Problems) {
	owner := map[string]string{}
	for _, p := range pages {
		for _, a := range p.meta.Aliases {
			switch {
			case ix.byURL[a.URL] != nil || ix.hidden[a.URL] != nil:
				problems = append(problems, Problem{p.path, a.line, a.col, "前の住所 " + a.URL + " にはいまもページがあります", "この行から消してください"})
			case owner[a.URL] != "":
				problems = append(problems, Problem{p.path, a.line, a.col, "前の住所 " + a.URL + " は " + owner[a.URL] + " にもあります", "どちらか1つにしてください"})
			}
			owner[a.URL] = p.path
		}
	}
	return problems
}

// checkFolders finds addresses below that of a file: robots.txt cannot be a
// folder as well.
func (ix *index) checkFolders(files map[string]bool) (problems Problems) {
	below := func(owner, url string) {
		for i := 1; i < len(url); i++ {
			if url[i] == '/' && (files[url[:i]] || url[:i] == "/404.html") {
				problems = append(problems, Problem{owner, 1, 1, "住所 " + url + " は使えません（" + url[:i] + " はファイルです）", "フォルダーの名前を変えてください"})
			}
		}
	}
	for _, e := range ix.entries {
		below(e.path, e.url)
		for _, a := range e.meta.Aliases {
			below(e.path, a.URL)
		}
	}
	for _, image := range slices.Sorted(maps.Keys(ix.images)) {
		below(image[1:], image)
	}
	return problems
}

// guideExists answers for a guide as the knowledge names it: "trouble/network"
// or "trouble/network#weak".
func (ix *index) guideExists(guide string) bool {
	name, section, hasSection := strings.Cut(guide, "#")
	e := ix.byURL["/"+name+"/"]
	return e != nil && !ix.config.isHidden(e.page) && (!hasSection || e.hasHeading(section))
}

// guideTitle is the heading of the section, or the title of the page.
func (ix *index) guideTitle(guide string) string {
	name, section, _ := strings.Cut(guide, "#")
	e := ix.byURL["/"+name+"/"]
	if e == nil {
		return guide
	}
	if title := e.headingTitle(section); title != "" {
		return title
	}
	return e.meta.Title
}

// titled gives the links of symptoms the titles that their guides have now. The
// symptoms themselves are reckoned once, because that takes long.
func (ix *index) titled(symptoms []SectionView) []SectionView {
	groups := slices.Clone(symptoms)
	for i := range groups {
		groups[i].Pages = ix.titledLinks(groups[i].Pages)
	}
	return groups
}

func (ix *index) titledTree(q *QuestionView) *QuestionView {
	if q == nil {
		return nil
	}
	return &QuestionView{ID: q.ID, Ask: q.Ask, Yes: ix.titledTree(q.Yes), No: ix.titledTree(q.No), Pages: ix.titledLinks(q.Pages)}
}

func (ix *index) titledLinks(links []LinkView) []LinkView {
	out := slices.Clone(links)
	for i := range out {
		out[i].Title = ix.guideTitle(out[i].Title)
	}
	return out
}
