package site

import (
	"cmp"
	"crypto/sha256"
	"path"
	"slices"
	"sync"
)

// siteViews are what pages see of the site as a whole. Only few pages need all of
// it; the others get a lean view, so that they stay the same when a title
// changes elsewhere.
type siteViews struct {
	lean   SiteView
	full   func() SiteView
	widget *WidgetView
	keys   map[viewChoice][sha256.Size]byte
	parts  map[viewChoice]*sync.Map // see View.Shared
}

type viewChoice struct{ full, widget bool }

func (s *Site) newSiteViews(ix *index) *siteViews {
	v := s.siteView(ix)
	notices, past := s.notices(ix)
	built := s.options.Built.In(japan)
	checked, checkedText := dayISO(built), dayText(built) // to the day, or every build would differ
	views := &siteViews{lean: v, widget: s.widgetView(),
		keys: map[viewChoice][sha256.Size]byte{}, parts: map[viewChoice]*sync.Map{}}
	views.full = sync.OnceValue(func() SiteView {
		v.Sections, v.Notices, v.PastNotices = ix.sections(true), notices, past
		v.Checked, v.CheckedText = checked, checkedText
		return v
	})
	for _, c := range []viewChoice{{false, false}, {false, true}, {true, false}, {true, true}} {
		d := newDigest()
		d.plain(v)
		if c.full {
			d.keys(ix.listKey)
			d.plain([]any{notices, past, checked})
		}
		if c.widget {
			d.plain(views.widget)
		}
		views.keys[c], views.parts[c] = d.sum(), &sync.Map{}
	}
	return views
}

func (s *Site) siteView(ix *index) SiteView {
	c := ix.config
	v := SiteView{
		Title: cmp.Or(c.Title, ix.byURL["/"].meta.Title), ShortTitle: c.ShortTitle,
		Description: c.Description, BaseURL: s.baseURL(), CSP: c.contentSecurityPolicy(),
		OfficialName: c.OfficialName, OfficialURL: c.OfficialURL, Footer: c.Footer,
		CSS: s.css().url, Script: s.look.plainScript.url, Helpful: s.look.helpful.url, Icon: s.look.icon.url,
		Sections: ix.sections(false), Preview: s.options.Preview,
		Banners: s.banners(ix), BannerBefore: int(c.bannerBefore().Minutes()),
	}
	if len(v.Banners) > 0 || slices.ContainsFunc(ix.notices, func(e *entry) bool { return s.turns(e.meta.Notice) }) {
		v.WindowScript = s.look.windows.url
	}
	if e := ix.byURL["/accessibility/"]; e != nil {
		v.Accessibility = e.url
	}
	v.Support = ix.byURL["/support/"] != nil
	for _, p := range c.Popular {
		if e := ix.byURL[p.name]; e != nil {
			v.Popular = append(v.Popular, e.link())
		}
	}
	return v
}

func (v *siteViews) choose(c viewChoice) SiteView {
	view := v.lean
	if c.full {
		view = v.full()
	}
	if c.widget {
		view.Widget, view.Script = v.widget, v.widget.PageScript
	}
	return view
}

// tabTitle is what the browser's tab and search engines call a page.
func (v *SiteView) tabTitle(e *entry) string {
	if e.kind == "home" {
		return v.Title
	}
	return e.meta.Title + " | " + cmp.Or(v.ShortTitle, v.Title)
}

func (ix *index) sections(withPages bool) []SectionView {
	views := make([]SectionView, len(ix.top))
	for i, f := range ix.top {
		views[i] = f.view()
		if withPages {
			views[i].Pages = linksTo(f.pages, nil)
		}
	}
	return views
}

func (f *folder) view() SectionView {
	return SectionView{Title: f.home.meta.Title, Description: f.home.meta.Description, URL: f.home.url, Icon: f.icon}
}

// choice is how much of the site a page gets to see.
func (s *Site) choice(e *entry) viewChoice {
	full := slices.Contains([]string{"home", "search", "notices", "notfound"}, e.kind)
	return viewChoice{full, s.diagnoses(e)}
}

// diagnoses holds for pages with the 診断する card.
func (s *Site) diagnoses(e *entry) bool {
	return s.knowledge != nil && (e.kind == "home" || e.kind == "notfound" || e.kind == "support" || e.kind == "guide" && e.folder != nil && e.folder.path == "trouble")
}

// A sight is what a page shows of others. Its size does not grow with the
// number of pages, but on the pages that list them.
type sight struct {
	crumbs     []*entry
	section    *folder
	pages      []*entry // of the section, on its own page
	prev, next *entry
	related    []*entry
	groups     []SectionView
	tree       *QuestionView
	notice     *NoticeView
}

func (s *Site) sight(ix *index, e *entry) sight {
	v := sight{crumbs: ix.crumbs(e), section: e.folder}
	if e.folder != nil && e.folder.home == e {
		v.pages = e.folder.pages
	}
	switch e.kind {
	case "guide":
		v.prev, v.next, v.related = e.neighbour(-1), e.neighbour(+1), ix.related(e)
	case "search":
		v.groups = ix.kana
	case "symptoms":
		v.groups, v.tree = ix.symptoms, ix.tree
	case "notice":
		notice := s.noticeView(e.page, pageMost)
		v.notice = &notice
	}
	return v
}

func (d *digest) sight(ix *index, v sight) {
	d.entries(v.crumbs...)
	if v.section != nil {
		d.entries(v.section.home)
		d.text(v.section.icon)
	}
	d.entries(v.pages...)
	d.entries(v.prev, v.next)
	d.entries(v.related...)
	d.sections(v.groups...)
	d.tree(v.tree)
	if v.notice != nil {
		d.plain(v.notice)
	}
}

func (d *digest) tree(q *QuestionView) {
	if q == nil {
		d.text("")
		return
	}
	d.sections(SectionView{Title: q.Ask, URL: q.ID, Pages: q.Pages})
	d.tree(q.Yes)
	d.tree(q.No)
}

func (s *Site) pageView(ix *index, e *entry, seen sight) PageView {
	v := PageView{
		Kind: e.kind, Title: e.meta.Title, Phrases: e.phrased, Description: e.description(), URL: e.url,
		Canonical: s.canonical(e), OGType: ogType(e.kind), Lead: e.lead, Content: e.content, TOC: e.toc(),
		Breadcrumbs: breadcrumbs(e, seen.crumbs), Prev: linkTo(seen.prev), Next: linkTo(seen.next),
		Related: linksTo(seen.related, nil), Groups: seen.groups, Tree: seen.tree,
		Reviewed: dayISO(e.meta.Reviewed), ReviewedText: dayText(e.meta.Reviewed),
		Audience: e.meta.Audience, Minutes: e.meta.Minutes, Diagnosis: s.diagnoses(e), NoIndex: s.noIndex(ix, e),
	}
	v.Contents = contents(v.TOC)
	if seen.section != nil {
		section := seen.section.view()
		section.Pages = linksTo(seen.pages, e)
		v.Section, v.SectionURL = &section, section.URL
	}
	switch e.kind {
	case "home":
		v.Description = cmp.Or(v.Description, ix.config.Description)
	case "notice":
		v.Notice = seen.notice
	}
	return v
}

func (s *Site) canonical(e *entry) string {
	if s.baseURL() == "" || e.kind == "notfound" {
		return ""
	}
	return s.baseURL() + e.url
}

func ogType(kind string) string {
	if kind == "guide" || kind == "notice" || kind == "page" {
		return "article"
	}
	return "website"
}

// noIndex keeps robots from what is not for readers: drafts, samples, previews.
func (s *Site) noIndex(ix *index, e *entry) bool {
	return s.options.Preview || e.kind == "notfound" || ix.config.isHidden(e.page) ||
		e.meta.Notice != nil && e.meta.Notice.Sample
}

func (p *page) toc() []HeadingView {
	var toc []HeadingView
	for _, h := range p.headings {
		if h.Level == 2 || h.Level == 3 {
			toc = append(toc, HeadingView{h.ID, h.Title, h.Level})
		}
	}
	return toc
}

// contents are the sections, where there are three and more.
func contents(toc []HeadingView) []HeadingView {
	sections := make([]HeadingView, 0, len(toc))
	for _, h := range toc {
		if h.Level == 2 {
			sections = append(sections, h)
		}
	}
	if len(sections) < 3 {
		return nil
	}
	return sections
}

// breadcrumbs lead from the home page to the page's folder.
func breadcrumbs(e *entry, crumbs []*entry) []LinkView {
	if e.kind == "home" || e.kind == "notfound" {
		return nil
	}
	return append([]LinkView{{Title: "ホーム", URL: "/"}}, linksTo(crumbs, nil)...)
}

// crumbs are the folders that a page is in, from the top.
func (ix *index) crumbs(e *entry) []*entry {
	var up []*entry
	for f := e.folder; f != nil; f = ix.folders[path.Dir(f.path)] {
		if f.home != e {
			up = append(up, f.home)
		}
	}
	slices.Reverse(up)
	return up
}

func (e *entry) neighbour(step int) *entry {
	if e.folder == nil || e.folder.home == e {
		return nil
	}
	for i := e.at + step; i >= 0 && i < len(e.folder.pages); i += step {
		if other := e.folder.pages[i]; other.kind == "guide" {
			return other
		}
	}
	return nil
}

// linksTo makes links, marking the page that is being read.
func linksTo(entries []*entry, current *entry) []LinkView {
	if len(entries) == 0 {
		return nil
	}
	links := make([]LinkView, len(entries))
	for i, e := range entries {
		links[i] = e.link()
		links[i].Current = e == current
	}
	return links
}

func linkTo(e *entry) *LinkView {
	if e == nil {
		return nil
	}
	link := e.link()
	return &link
}
