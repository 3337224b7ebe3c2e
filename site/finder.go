package site

import (
	"io/fs"
	"strings"

	"helpcenter/site/search"
	query "helpcenter/wasm/search"
)

// searchPages are the pages that search finds: guides, and pages that stand alone.
func (s *Site) searchPages(ix *index) []search.Page {
	diagnosed := s.diagnosedGuides()
	var pages []search.Page
	for _, e := range ix.entries {
		if e.kind != "guide" && e.kind != "support" && e.kind != "page" || e.path == "" || inHandbook(e.url) {
			continue
		}
		p := search.Page{Page: strings.Trim(e.url, "/"), Title: e.meta.Title, Description: e.description(), Tags: e.meta.Tags}
		p.Diagnosed = diagnosed[p.Page]
		for _, passage := range e.passages {
			p.Passages = append(p.Passages, search.Passage(passage))
		}
		pages = append(pages, p)
	}
	return pages
}

// diagnosedGuides are those that a cause leads to without haste: the diagnosis can tell more than search.
func (s *Site) diagnosedGuides() map[string]bool {
	guides := map[string]bool{}
	if s.knowledge != nil {
		for _, c := range s.knowledge.base.Causes {
			page, _, _ := strings.Cut(c.Guide, "#")
			guides[page] = guides[page] || !c.Urgent
		}
	}
	return guides
}

func (s *Site) synonyms() *synonyms {
	if src := s.sources[synonymsPath]; src != nil && src.synonyms != nil {
		return src.synonyms
	}
	return &synonyms{}
}

// LoadSearch makes the search of a content folder, as its readers have it. The error is Problems where the
// writing is at fault.
func LoadSearch(content, theme fs.FS, o Options) (*query.Index, error) {
	s := New(content, theme, o)
	s.load(nil)
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
	return query.Decode(index)
}

// encodeSearch writes the index with all readings.
func (s *Site) encodeSearch(ix *index) ([]byte, error) {
	pages, words := s.searchPages(ix), s.synonyms().Words
	if err := s.reader().Learn(search.Texts(pages, words)); err != nil {
		return nil, err
	}
	return search.Encode(pages, words, s.reader()), nil
}

func (s *Site) reader() *search.Reader {
	if s.readings == nil {
		s.readings = search.NewReader(s.options.Cache)
	}
	return s.readings
}
