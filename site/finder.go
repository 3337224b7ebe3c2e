package site

import (
	"io/fs"
	"slices"
	"strings"

	"helpcenter/site/search"
	query "helpcenter/wasm/search"
)

// searchPages are the pages that search finds: guides, and pages that stand alone.
func (s *Site) searchPages(ix *index) []search.Page {
	diagnosed, urgent := s.diagnosedGuides()
	pages := make([]search.Page, 0, len(ix.entries))
	for _, e := range ix.entries {
		if e.kind != "guide" && e.kind != "support" && e.kind != "page" || e.path == "" || inHandbook(e.url) {
			continue
		}
		p := search.Page{Page: strings.Trim(e.url, "/"), Title: e.meta.Title, Description: e.description(), Tags: e.meta.Tags, Body: e.page.search}
		file := e.path
		p.Lines = func() []string { return s.searchLines(file) }
		p.Diagnosed, p.Urgent, p.Popular = diagnosed[p.Page], urgent[p.Page], s.config().isPopular(e.url)
		pages = append(pages, p)
	}
	return pages
}

// diagnosedGuides are those that causes lead to; of the urgent ones the reader is told at once, without diagnosis.
func (s *Site) diagnosedGuides() (diagnosed, urgent map[string]bool) {
	diagnosed, urgent = map[string]bool{}, map[string]bool{}
	if s.knowledge != nil {
		for _, c := range s.knowledge.base.Causes {
			page, _, _ := strings.Cut(c.Guide, "#")
			diagnosed[page] = diagnosed[page] || !c.Urgent
			urgent[page] = urgent[page] || c.Urgent
		}
	}
	return diagnosed, urgent
}

func (c *config) isPopular(url string) bool {
	return slices.ContainsFunc(c.Popular, func(p place) bool { return p.name == url })
}

func (s *Site) synonyms() *synonyms {
	if src := s.sources[synonymsPath]; src != nil && src.synonyms != nil {
		return src.synonyms
	}
	return &synonyms{}
}

// Search answers queries as the readers of a content folder have it: the engine behind `helpcenter search`.
type Search struct{ Index *query.Index }

// Found is an answer in the form of the contract (`helpcenter search --format json`).
type Found struct {
	Q       string        `json:"q"` // exactly as it was read
	Weak    bool          `json:"weak"`
	Aside   string        `json:"-"`       // what to say of a topic that no guide is about
	Results []FoundResult `json:"results"` // never null
}

// FoundResult is a guide and the section of it that fits best.
type FoundResult struct {
	Page    string `json:"page"`    // trouble/network
	Section string `json:"section"` // weak; empty for the guide as a whole
	Title   string `json:"title"`   // of the guide
	Score   int    `json:"score"`   // 0 to 1000
}

// Find answers one query.
func (s *Search) Find(q string) Found {
	a := s.Index.Find(q)
	found := Found{Q: q, Weak: a.Weak, Aside: a.Aside, Results: []FoundResult{}}
	for _, r := range a.Results {
		guide := s.Index.Guide(r.Guide)
		found.Results = append(found.Results, FoundResult{guide.Page, s.Index.Section(r.Section).ID, guide.Title, r.Score})
	}
	return found
}

// LoadSearch makes the search of a content folder. The error is Problems where the writing is at fault.
func LoadSearch(content fs.FS, o Options) (*Search, error) {
	s := New(content, nil, o)
	_ = s.load(nil) // nothing interrupts it
	s.loadKnowledge()
	ix, problems := newIndex(s.pages, s.config(), false)
	problems = append(problems, s.sourceProblems()...)
	problems = append(problems, s.knowledgeErrs...)
	problems = append(problems, ix.checkSynonyms(s.synonyms())...)
	if len(problems) > 0 {
		return nil, problems.sorted()
	}
	index, err := s.encodeSearch(ix)
	if err != nil {
		return nil, err
	}
	x, err := query.Decode(string(index))
	return &Search{x}, err
}

// encodeSearch writes the index with all readings.
func (s *Site) encodeSearch(ix *index) ([]byte, error) {
	pages, words := s.searchPages(ix), s.synonyms().Words
	readings, err := s.reader().Learn(search.Texts(pages, words), nil)
	if err != nil {
		return nil, err
	}
	return search.Encode(pages, words, readings), nil
}

func (s *Site) reader() *search.Reader {
	if s.readings == nil {
		s.readings = search.NewReader(s.options.Cache)
	}
	return s.readings
}
