package site

import (
	"cmp"
	"slices"
	"strings"
)

// order sorts folders, the pages in them, and the site as a whole.
func (ix *index) order() {
	for _, f := range ix.folders {
		slices.SortFunc(f.pages, inFolderOrder)
		if first, _, _ := strings.Cut(f.path, "/"); first == "notices" {
			slices.SortStableFunc(f.pages, newestFirst)
		}
		for i, e := range f.pages {
			if e.folder == f {
				e.at = i
			}
		}
	}
	ix.orderSections()
	slices.SortFunc(ix.entries, func(a, b *entry) int {
		return cmp.Or(cmp.Compare(ix.rank(a), ix.rank(b)), cmp.Compare(a.folderPath(), b.folderPath()),
			cmp.Compare(a.orderInFolder(), b.orderInFolder()), cmp.Compare(a.url, b.url))
	})
	for i, e := range ix.entries {
		e.position = i
		ix.list(e)
	}
	slices.SortStableFunc(ix.notices, newestFirst)
}

// list puts an entry where it is looked for.
func (ix *index) list(e *entry) {
	switch e.kind {
	case "notice":
		ix.notices = append(ix.notices, e)
	case "guide":
		for _, tag := range e.meta.Tags {
			ix.tags[tag] = append(ix.tags[tag], e)
		}
	}
}

func newestFirst(a, b *entry) int { return b.when().Compare(a.when()) }

// inFolderOrder: by weight, those without one last, then by name.
func inFolderOrder(a, b *entry) int {
	return cmp.Or(cmp.Compare(a.weightOrLast(), b.weightOrLast()), cmp.Compare(a.url, b.url))
}

func (e *entry) weightOrLast() int {
	if e.meta.Weight == 0 {
		return int(^uint(0) >> 1)
	}
	return e.meta.Weight
}

func (e *entry) folderPath() string {
	if e.folder == nil {
		return ""
	}
	return e.folder.path
}

// orderInFolder puts a folder's own page before its guides.
func (e *entry) orderInFolder() int {
	if e.folder != nil && e.folder.home == e {
		return -1
	}
	return e.at
}

// orderSections: as site.yaml lists them, then the others by weight and name.
func (ix *index) orderSections() {
	for name, f := range ix.folders {
		if !strings.Contains(name, "/") && name != "notices" {
			ix.top = append(ix.top, f)
		}
	}
	slices.SortFunc(ix.top, func(a, b *folder) int {
		return cmp.Or(cmp.Compare(ix.listed(a), ix.listed(b)), inFolderOrder(a.home, b.home))
	})
	for _, f := range ix.top {
		if i := ix.listed(f); i < len(ix.config.Sections) {
			f.icon = ix.config.Sections[i].icon
		}
	}
}

// listed is where site.yaml lists a section; past the end if it does not. The
// writers' handbook comes last of all.
func (ix *index) listed(f *folder) int {
	i := slices.IndexFunc(ix.config.Sections, func(s sectionConfig) bool { return s.folder.name == f.path })
	switch {
	case i >= 0:
		return i
	case f.path == "handbook":
		return len(ix.config.Sections) + 1
	}
	return len(ix.config.Sections)
}

// rank orders the parts of the site: root pages, sections, the rest.
func (ix *index) rank(e *entry) int {
	if e.folder == nil {
		return -1
	}
	first, _, _ := strings.Cut(e.folder.path, "/")
	if i := slices.Index(ix.top, ix.folders[first]); i >= 0 {
		return i
	}
	return len(ix.top)
}
