package site

import (
	"cmp"
	"encoding/json"
	"path"
	"slices"
)

// siteViews are what pages see of the site as a whole. Only few pages need all of
// it; the others get a lean view, so that they stay the same when a title
// changes elsewhere.
type siteViews struct {
	full, lean SiteView
	widget     *WidgetView
	keys       map[viewChoice][]byte
}

type viewChoice struct{ full, widget bool }

func (s *Site) newSiteViews(ix *index) *siteViews {
	c := ix.config
	v := SiteView{
		Title: cmp.Or(c.Title, ix.byURL["/"].meta.Title), ShortTitle: c.ShortTitle,
		Description: c.Description, BaseURL: s.baseURL(), CSP: c.contentSecurityPolicy(),
		OfficialName: c.OfficialName, OfficialURL: c.OfficialURL, Footer: c.Footer,
		CSS: s.look.css.url, Script: s.look.script.url, Icon: s.look.icon.url,
		Preview: s.options.Preview,
	}
	for _, p := range c.Popular {
		if e := ix.byURL[p.name]; e != nil {
			v.Popular = append(v.Popular, e.link())
		}
	}
	views := &siteViews{full: v, lean: v, widget: s.widgetView(), keys: map[viewChoice][]byte{}}
	views.full.Sections, views.lean.Sections = ix.sections(true), ix.sections(false)
	views.full.Notices, views.lean.Notices = s.notices(ix, true), s.notices(ix, false)
	for _, c := range []viewChoice{{false, false}, {false, true}, {true, false}, {true, true}} {
		// A SiteView is plain data: it always encodes.
		views.keys[c], _ = json.Marshal(views.choose(c))
	}
	return views
}

func (v *siteViews) choose(c viewChoice) SiteView {
	view := v.lean
	if c.full {
		view = v.full
	}
	if c.widget {
		view.Widget = v.widget
	}
	return view
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

// notices: all of them, or those that a page should show now.
func (s *Site) notices(ix *index, all bool) []NoticeView {
	f := ix.folders["notices"]
	if f == nil {
		return nil
	}
	var views []NoticeView
	for _, e := range f.pages {
		if e.kind == "notice" && (all || e.meta.Notice.current(s.options.Built)) {
			views = append(views, e.noticeView())
		}
	}
	return views
}

// choice is how much of the site a page gets to see.
func (s *Site) choice(e *entry) viewChoice {
	full := slices.Contains([]string{"home", "search", "notices", "notfound"}, e.kind)
	return viewChoice{full, s.diagnoses(e)}
}

// diagnoses holds for pages with the 診断する card.
func (s *Site) diagnoses(e *entry) bool {
	return s.knowledge != nil && (e.kind == "home" || e.kind == "notfound" || e.kind == "guide" && e.folder != nil && e.folder.path == "trouble")
}

func (s *Site) pageView(ix *index, e *entry) PageView {
	v := PageView{
		Kind: e.kind, Title: e.meta.Title, Description: e.description(), URL: e.url,
		Canonical: s.canonical(e), OGType: ogType(e.kind), Lead: e.lead, Content: e.content, TOC: e.toc(),
		Breadcrumbs: ix.breadcrumbs(e), Reviewed: dayISO(e.meta.Reviewed), ReviewedText: dayText(e.meta.Reviewed),
		Audience: e.meta.Audience, Minutes: e.meta.Minutes, Section: ix.sectionOf(e), Diagnosis: s.diagnoses(e),
		NoIndex: s.noIndex(ix, e),
	}
	switch e.kind {
	case "home":
		v.Description = cmp.Or(v.Description, ix.config.Description)
	case "guide":
		v.Prev, v.Next = e.neighbour(-1), e.neighbour(+1)
		v.Related = ix.related(e)
	case "search":
		v.Groups = ix.sections(true)
	case "symptoms":
		v.Groups = s.symptoms
	case "notice":
		notice := e.noticeView()
		v.Notice = &notice
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

// breadcrumbs lead from the home page to the page's folder.
func (ix *index) breadcrumbs(e *entry) []LinkView {
	if e.kind == "home" || e.kind == "notfound" {
		return nil
	}
	crumbs := []LinkView{{Title: "ホーム", URL: "/"}}
	var up []LinkView
	for f := e.folder; f != nil; f = ix.folders[path.Dir(f.path)] {
		if f.home != e {
			up = append(up, LinkView{Title: f.home.meta.Title, URL: f.home.url})
		}
	}
	slices.Reverse(up)
	return append(crumbs, up...)
}

// sectionOf lists all pages on the section's own page, and on a guide's those
// around it: what a page holds must not grow with the number of pages.
func (ix *index) sectionOf(e *entry) *SectionView {
	if e.folder == nil {
		return nil
	}
	view := e.folder.view()
	pages := e.folder.pages
	if e.folder.home != e {
		pages = windowAround(pages, e.at, sectionWindow)
	}
	view.Pages = linksTo(pages, e)
	return &view
}

func (e *entry) neighbour(step int) *LinkView {
	if e.folder == nil || e.folder.home == e {
		return nil
	}
	for i := e.at + step; i >= 0 && i < len(e.folder.pages); i += step {
		if other := e.folder.pages[i]; other.kind == "guide" {
			link := other.link()
			return &link
		}
	}
	return nil
}
