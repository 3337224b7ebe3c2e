package site

import (
	"crypto/sha256"
	"io/fs"
	"slices"
)

// ThemeChanged stands among the names of changed files for those of the theme.
const ThemeChanged = "\x00theme"

// A writer who saves looks at one page. Glance renders it without a look at the
// others, so it takes as long on ten thousand pages as on ten; the Build that
// must follow brings what others show of it.

// sighted is what the last Build without mistakes saw.
type sighted struct {
	ix        *index
	addresses map[string]bool
}

// Glance makes anew what a writer sees first of a change: the pages in the files
// that changed and, after a change of the theme, those at the addresses in view
// and the stylesheet. It returns the files that differ, or nothing where all has
// to be looked at: new and lost files, anything but pages, any mistake.
func (s *Site) Glance(changed, inView []string) Output {
	if s.seen == nil {
		return nil
	}
	out := Output{}
	var entries []*entry
	if slices.Contains(changed, ThemeChanged) {
		if !s.glanceTheme(out) {
			return nil
		}
		for _, url := range inView {
			if e := s.seen.ix.byURL[url]; e != nil {
				entries = append(entries, e)
			}
		}
	}
	for _, name := range changed {
		if name == ThemeChanged {
			continue
		}
		e := s.glancePage(name)
		if e == nil {
			return nil
		}
		entries = append(entries, e)
	}
	if !s.renderSome(entries, out) {
		return nil
	}
	return out
}

// glanceTheme holds if pages can be shown with the theme as it is now.
func (s *Site) glanceTheme(out Output) bool {
	old := s.look
	s.look = loadTheme(s.theme, old)
	s.stale = s.stale || s.look != old
	if s.look.err != nil || old.err != nil {
		return false
	}
	for _, folder := range folders {
		if folder != templates && folder != styles && s.look.keys[folder] != old.keys[folder] {
			return false
		}
	}
	if s.look.css.url != old.css.url {
		css := s.css()
		out[css.url[1:]] = css.bytes
	}
	return true
}

// glancePage reads a page that is there already and puts it in the place of what
// it was; nil if that is not all there is to do.
func (s *Site) glancePage(name string) *entry {
	old := s.sources[name]
	if old == nil || old.page == nil {
		return nil
	}
	e := s.seen.ix.byURL[old.page.url]
	bytes, err := fs.ReadFile(s.content, name)
	if err != nil || e == nil || e.page != old.page {
		return nil
	}
	key := sha256.Sum256(bytes)
	if key == old.key {
		return e
	}
	src := newSource(name, bytes, key)
	p := src.page
	if p.meta.Notice != nil || e.meta.Notice != nil || p.meta.Draft != e.meta.Draft || s.mistaken(p) {
		return nil
	}
	s.sources[name], e.page, s.stale = src, p, true
	return e
}

func (s *Site) mistaken(p *page) bool {
	return len(p.problems) > 0 || len(checkIDs([]*page{p}, s.look.ids)) > 0 ||
		slices.ContainsFunc(p.links, func(l link) bool {
			message, _ := s.seen.ix.checkLink(p, l, s.seen.addresses)
			return message != ""
		})
}

// renderSome puts those into out that are not as they were.
func (s *Site) renderSome(entries []*entry, out Output) bool {
	views := s.newSiteViews(s.seen.ix)
	for _, e := range entries {
		made, err := s.renderPage(s.seen.ix, e, views)
		if err != nil {
			return false
		}
		if made.key != s.rendered[e.url].key {
			s.rendered[e.url] = made
			out[outputName(e.url)] = made.bytes
		}
	}
	return true
}
