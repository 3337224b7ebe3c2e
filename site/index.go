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
	notices  []*entry  // the newest first
	tags     map[string][]*entry
	images   map[string]bool // "/images/a.png"
	symptoms []SectionView   // what 症状から探す shows
	tree     *QuestionView   // and the questions that lead to a guide
	kana     []SectionView   // every guide as its title is read
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
	"/search/":   {Title: "ガイドを検索", Description: "すべてのガイドを、言葉で検索することも、五十音順の一覧から選ぶこともできます。"},
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
	case e.meta.Notice != nil:
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
