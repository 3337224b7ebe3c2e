// Package site turns a folder of Markdown and a theme into a help center.
//
//	s := site.New(os.DirFS("content"), assets.FS, site.Options{Built: time.Now()})
//	n, err := s.Publish("dist", true) // err may be Problems: everything that a writer must mend
//
// Publish writes each page as it is made. Build holds the whole in memory:
//
//	out, err := s.Build()
//	out.Compress(nil)
//	err = out.Save("dist")
//
// # Content
//
// A file is its address: trouble/network.md is /trouble/network/, index.md or
// _index.md is its folder's own page. Names are made of a-z, A-Z, 0-9, "-", "_"
// and ".". Files that editors leave behind are not looked at. Beside Markdown a
// content folder holds images, which are copied, and
//
//	site.yaml       the site as a whole: see config; all of it may be missing
//	synonyms.yaml   how people speak, for search: see synonyms; may be missing
//	diagnosis/      the knowledge of the widget: see loadKnowledge; may be missing
//	notices/        one file a notice, with a kind and a time: see window
//	handbook/       for writers; left out unless site.yaml says public
//
// Every page begins with front matter between two lines of ---. It is strict: see
// frontMatter for its keys. Drafts are left out, but checked like all others.
//
// # Markdown
//
// GFM, with what Japanese needs: lines are joined without a space, emphasis works
// beside 「」 and 。 (emphasis.go), headings keep Japanese ids unless {#id} pins
// one. A quotation that begins with [!NOTE] is an alert; headings like
// 「iPhoneの場合」 fold (devices.go). There is no raw HTML, no h1 (the title is it),
// no picture without words. Fenced blocks of screen, card and flow are drawn
// (package drawing). The first paragraph is the lead.
// Links are written as addresses or as files, and both page and section must exist.
//
// # How a build goes
//
//	load    files → sources: a page is parsed once and kept as long as its bytes stay
//	index   pages → sections, neighbours, tags: what pages see of one another
//	check   links, aliases, knowledge: what no page can tell alone
//	render  page + sight of others + theme → bytes, kept under the hash of the three
//
// A preview glances first: the page in view is made before the others (glance.go).
//
// Nothing is invalidated: a key says what a thing was made of, and an equal key
// means an equal thing. Pages are read and rendered in parallel, and nothing that
// a page holds grows with the number of pages, but on the pages that list them.
// A Problem stops the build, but all are found first.
//
// # Templates
//
// The theme's base.html is the frame of every page; the file named after the kind
// of page (home guide section notices notice symptoms search support page
// notfound), or else page.html, defines "main". All other templates are shared.
// They are given a View, {{phrases TITLE}}, which marks where a title's lines may
// end (phrases.go), and {{titles LINKS}}, {{guides LINKS}} and {{headings LIST}},
// which write the items of lists, and {{turn REL WORDS LINK}}. html/template makes them
// safe; plain ones are then run by steps of our own (quick.go). A theme holds css/*.css and js/*.js, each joined in the
// order of names (js/widget.js for pages with the 診断する card only), later/*.js,
// which a tap fetches, icons/icon.svg, and the widget's files (widget.go).
//
// # Output
//
// Pages, 404.html, sitemap.xml, robots.txt, probe.txt, api/v2/summary.json, assets
// with the hash of their bytes in their names, a small page at each old address.
// Save replaces a folder as a whole or not at all.
package site

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"slices"
	"sync/atomic"
	"time"

	"helpcenter/site/search"
)

// ProbeBody is the body of /probe.txt, which the widget fetches to learn
// whether the line works and nobody (a Wi-Fi's login page) sits in between.
const ProbeBody = "helpcenter probe v1\n"

// Options are what differs from one build of the same content to another.
type Options struct {
	BaseURL string    // "https://help.example"; empty keeps the one of site.yaml
	Built   time.Time // what "now" is: for the status file and the widget
	Preview bool      // drafts and handbook are shown, the preview's script is added, robots are kept out
	Cases   bool      // the cases of diagnosis/cases.yaml are run too: what check is for
	Cache   Cache     // what earlier runs made; nil for none

	// Watch, if given, hears of all work, from several goroutines at once.
	Watch func(Work)

	// Interrupted, if given, is asked now and then; true ends Build with ErrInterrupted.
	Interrupted func() bool
}

// ErrInterrupted is of a Build that was told to stop. The next one goes on from
// what was there before.
var ErrInterrupted = errors.New("interrupted")

// A Cache keeps what was dear to make from one run to the next, under the SHA-256
// of everything it was made of. It is safe for concurrent use and may forget: see
// package site/cache.
type Cache interface {
	Get(key [sha256.Size]byte) (value []byte, ok bool)
	Put(key [sha256.Size]byte, value []byte)
}

// A Site builds one content folder with one theme, again and again. It remembers
// what it read and rendered. It is not safe for concurrent use.
type Site struct {
	content, theme fs.FS
	options        Options

	sources       map[string]*source // by path
	names         []string           // of sources, in order
	pages         []*page            // of sources, in order
	look          *theme
	knowledge     *knowledge // nil without diagnosis/
	knowledgeKey  [sha256.Size]byte
	knowledgeErrs Problems
	knowledgeFile asset
	adviceFile    asset         // the rest of the knowledge, which comes behind
	matchingFile  asset         // what only readers' own words need
	symptoms      []SectionView // links have guides for titles: see titled
	tree          *QuestionView
	steps         map[[sha256.Size]byte]string // by key of the page
	rendered      map[string]rendered          // by address
	readings      *search.Reader               // nil until reader()
	search        searchFiles
	searched      *index                      // that search was last wanted for; nil if it has all
	made          atomic.Pointer[searchFiles] // beside all else: see Unsearched
	addresses     map[string]bool             // that are no pages
	seen          *sighted                    // nil after a mistake
	output        Output                      // of the last Build
	stale         bool                        // something was read since that is not in output
	notes         []string
}

// New makes a Site. Nothing is read until Build.
func New(content, theme fs.FS, o Options) *Site {
	return &Site{content: content, theme: theme, options: o}
}

// Build returns the whole site, or Problems: every mistake there is. Names of
// changed files or folders, relative to the content folder, limit what is read
// again, ThemeChanged among them; without names everything is looked at. The bytes
// of an Output are shared with later ones: do not change them.
func (s *Site) Build(changed ...string) (Output, error) {
	if err := s.lookAt(changed); err != nil {
		return nil, err
	}
	if s.seen != nil && !s.stale && s.made.Load() == nil {
		return s.output, nil
	}
	before := s.seen
	s.seen, s.output = nil, nil
	ix, out, err := s.gather()
	if err == nil {
		err = s.render(ix, out)
	}
	switch {
	case errors.Is(err, ErrInterrupted):
		s.seen = before // a glance goes on from there
		return nil, err
	case err != nil:
		return nil, err
	}
	s.seen, s.output, s.stale = &sighted{ix, s.addresses}, out, false
	return out, nil
}

// lookAt reads what changed.
func (s *Site) lookAt(changed []string) error {
	if err := s.load(changed); err != nil {
		return err
	}
	s.loadLook(changed)
	s.loadKnowledge()
	return nil
}

// interrupted ends a Build that nobody waits for any more.
func (s *Site) interrupted() error {
	if s.options.Interrupted != nil && s.options.Interrupted() {
		return ErrInterrupted
	}
	return nil
}

// gather makes everything but the pages, or tells every mistake there is.
func (s *Site) gather() (*index, Output, error) {
	ix, problems := newIndex(s.pages, s.config(), s.options.Preview)
	out := Output{}
	if err := s.interrupted(); err != nil {
		return nil, nil, err
	}
	if err := s.makeSearch(ix); err != nil {
		return nil, nil, err
	}
	if err := s.interrupted(); err != nil {
		return nil, nil, err
	}
	_ = s.timed(Work{Step: Checking}, func() error {
		problems = append(problems, s.prepare(ix, out)...)
		return nil
	})
	if len(problems) > 0 {
		return nil, nil, problems.sorted()
	}
	return ix, out, s.addRedirects(ix, out)
}

// Notes tells what an operator should know though it is no mistake. It speaks of
// the last Build.
func (s *Site) Notes() []string { return s.notes }

// prepare makes everything but the pages, and checks the whole.
func (s *Site) prepare(ix *index, out Output) Problems {
	problems := s.sourceProblems()
	problems = append(problems, s.knowledgeErrs...)
	if s.knowledge != nil {
		problems = append(problems, s.knowledge.check(ix.guideExists)...)
		if s.options.Cases {
			problems = append(problems, s.knowledge.runCases()...)
			problems = append(problems, s.knowledge.unsound()...)
		}
	}
	if s.options.BaseURL != "" && s.baseURL() == "" {
		problems = append(problems, Problem{Message: "サイトの住所「" + s.options.BaseURL + "」（--base-url）は使えません", Hint: baseURLHint})
	}
	if err := s.look.check(); err != nil {
		problems = append(problems, themeProblem(err)...)
	}
	problems = append(problems, ix.checkSynonyms(s.synonyms())...)
	problems = append(problems, s.search.problems...)
	ix.symptoms, ix.tree, ix.kana = ix.titled(s.symptoms), ix.titledTree(s.tree), s.kanaList(ix)
	problems = append(problems, s.checkOverlaps(ix)...)
	problems = append(problems, checkIDs(s.pages, s.look.ids)...)
	s.addFiles(ix, out)
	s.writeNotes()
	s.addresses = out.addresses()
	return append(problems, ix.check(s.pages, s.addresses)...)
}

func (s *Site) writeNotes() {
	s.notes = nil
	if s.knowledge != nil {
		s.notes = append(s.notes, s.look.notes...)
	}
	if s.baseURL() == "" {
		s.notes = append(s.notes, "サイトの住所（site.yaml の base_url か --base-url）がないため、検索エンジンや共有に使う完全な住所を書けません")
	}
}

// themeProblem tells of a mistake in the theme, which is no file of a writer's.
func themeProblem(err error) Problems {
	return Problems{{Message: "テーマの部品に誤りがあります: " + err.Error(), Hint: "assets/templates を確かめてください"}}
}

func (s *Site) loadLook(changed []string) {
	if s.look == nil || len(changed) == 0 || slices.Contains(changed, ThemeChanged) {
		before := s.look
		s.look = loadTheme(s.theme, before)
		s.stale = s.stale || s.look != before
	}
}

func (s *Site) sourceProblems() Problems {
	var problems Problems
	for _, name := range s.names {
		problems = append(problems, s.sources[name].problems...)
	}
	return problems
}

func (s *Site) config() *config {
	if src := s.sources[configPath]; src != nil && src.config != nil {
		return src.config
	}
	return &config{}
}

// baseURL is where the site will stand, without the last slash; "" if nobody said.
func (s *Site) baseURL() string {
	if s.options.BaseURL != "" {
		base, _ := normalBaseURL(s.options.BaseURL)
		return base
	}
	return s.config().BaseURL
}
