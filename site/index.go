package site

import (
	"cmp"
	"crypto/sha256"
	"path"
	"slices"
	"strings"
)

// An index is what pages see of one another: made anew for each build out of
// the loaded pages, never changed after.
type index struct {
	config   *config
	entries  []*entry          // every page that is shown, in site order
	byURL    map[string]*entry // of entries
	hidden   map[string]*page  // drafts and the handbook, where they are not shown
	folders  map[string]*folder
	top      []*folder // the sections of the site, in order
	tags     map[string][]*entry
	images   map[string]bool // "/images/a.png"
	symptoms []SectionView   // what 症状から探す shows
	listKey  [sha256.Size]byte
}

// An entry is a page in its place.
type entry struct {
	*page
	kind     string
	folder   *folder // nil in the root
	at       int     // in folder.pages
	position int     // in index.entries
}

// A folder is a section: its own page and its guides.
type folder struct {
	path  string
	icon  string
	home  *entry
	pages []*entry // guides, and the home pages of folders in it
}

// standing pages are there even when nobody wrote them: every page links to some.
var standing = map[string]frontMatter{
	"/":          {},
	"/search/":   {Title: "すべてのガイド", Description: "すべてのガイドを、分類ごとに並べた一覧です。"},
	"/symptoms/": {Title: "症状から探す", Description: "困っていることから、ありそうな原因と直しかたを探せます。"},
	"/notices/":  {Title: "お知らせ・メンテナンス", Description: "メンテナンスと障害のお知らせの一覧です。"},
	"/404.html":  {Title: "ページが見つかりません"},
}

var kindByURL = map[string]string{
	"/": "home", "/search/": "search", "/symptoms/": "symptoms", "/support/": "support",
	"/notices/": "notices", "/404.html": "notfound",
}

// newIndex places the pages. shown says whether drafts and handbook are shown.
func newIndex(pages []*page, c *config, preview bool) (*index, Problems) {
	ix := &index{config: c, byURL: make(map[string]*entry, len(pages)), hidden: map[string]*page{},
		folders: map[string]*folder{}, tags: map[string][]*entry{}, images: map[string]bool{}}
	problems := ix.addPages(pages, preview)
	ix.addStanding()
	ix.addFolders()
	ix.order()
	ix.sealList()
	problems = append(problems, ix.checkSections()...)
	return ix, problems
}

func (ix *index) addPages(pages []*page, preview bool) (problems Problems) {
	owner := map[string]*page{}
	for _, p := range pages {
		if other := owner[p.url]; other != nil {
			problems = append(problems, Problem{p.path, 1, 1, "住所 " + p.url + " が " + other.path + " と同じです", "どちらかの名前を変えるか、消してください"})
			continue
		}
		owner[p.url] = p
		if ix.config.isHidden(p) && !preview {
			ix.hidden[p.url] = p
			continue
		}
		ix.add(p)
	}
	return problems
}

// isHidden holds for pages that readers do not get.
func (c *config) isHidden(p *page) bool {
	return p.meta.Draft || inHandbook(p.url) && !c.HandbookPublic
}

func inHandbook(url string) bool { return strings.HasPrefix(url, "/handbook/") }

func (ix *index) add(p *page) *entry {
	e := &entry{page: p}
	ix.entries = append(ix.entries, e)
	ix.byURL[p.url] = e
	return e
}

func (ix *index) addStanding() {
	for url, meta := range standing {
		if ix.byURL[url] == nil {
			meta.Title = cmp.Or(meta.Title, ix.config.Title, "ヘルプセンター")
			ix.add(newPage(url, meta))
		}
	}
}

// addFolders makes a folder of each that holds a page, and a page for each that
// has none of its own.
func (ix *index) addFolders() {
	for _, e := range slices.Clone(ix.entries) {
		if e.path != "" && e.page.folder() != "" {
			ix.folderAt(e.page.folder())
		}
	}
	for _, f := range ix.folders {
		url := "/" + f.path + "/"
		if f.home = ix.byURL[url]; f.home == nil {
			f.home = ix.add(newPage(url, frontMatter{Title: path.Base(f.path)}))
		}
	}
	for _, e := range ix.entries {
		ix.place(e)
	}
}

func (ix *index) folderAt(name string) *folder {
	if f := ix.folders[name]; f != nil {
		return f
	}
	f := &folder{path: name}
	ix.folders[name] = f
	if parent := path.Dir(name); parent != "." {
		ix.folderAt(parent)
	}
	return f
}

// place gives an entry its kind and its folder.
func (ix *index) place(e *entry) {
	own := ix.folders[strings.Trim(e.url, "/")]
	switch kind := kindByURL[e.url]; {
	case kind != "":
		e.kind = kind
	case inNotices(e.url):
		e.kind = "notice"
	case own != nil:
		e.kind = "section"
	case e.page.folder() == "":
		e.kind = "page"
	default:
		e.kind = "guide"
	}
	if own != nil {
		e.folder = own
		if parent := ix.folders[path.Dir(own.path)]; parent != nil {
			parent.pages = append(parent.pages, e)
		}
		return
	}
	if e.folder = ix.folders[e.page.folder()]; e.folder != nil {
		e.folder.pages = append(e.folder.pages, e)
	}
}

// order sorts folders, the pages in them, and the site as a whole.
func (ix *index) order() {
	for _, f := range ix.folders {
		slices.SortFunc(f.pages, inFolderOrder)
		if f.path == "notices" {
			slices.SortStableFunc(f.pages, func(a, b *entry) int { return b.when().Compare(a.when()) })
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
		if e.kind == "guide" {
			for _, tag := range e.meta.Tags {
				ix.tags[tag] = append(ix.tags[tag], e)
			}
		}
	}
}

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

// sealList makes listKey, which stands for the list of all guides.
func (ix *index) sealList() {
	d := newDigest()
	for _, f := range ix.top {
		d.text(f.icon)
		d.entries(f.home)
		d.entries(f.pages...)
	}
	ix.listKey = d.sum()
}

func (ix *index) checkSections() (problems Problems) {
	names := make([]string, 0, len(ix.top))
	for _, f := range ix.top {
		names = append(names, f.path)
	}
	for _, s := range ix.config.Sections {
		if !slices.Contains(names, s.folder.name) {
			problems = append(problems, Problem{configPath, s.folder.line, s.folder.col, "フォルダー「" + s.folder.name + "」がありません", perhaps(nearest(s.folder.name, names), "フォルダーを作るか、この行を消してください")})
		}
	}
	return problems
}

// perhaps is the hint that names what was likely meant, or else the given one.
func perhaps(name, otherwise string) string {
	if name == "" {
		return otherwise
	}
	return "もしかして「" + name + "」ですか"
}
