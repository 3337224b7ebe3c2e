package site

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"slices"
	"strings"

	"helpcenter/site/search"
	query "helpcenter/wasm/search"
)

// What the search field needs beside the page: a script at an address that does not change, because pages of all
// ages name it, and behind it the index, whose address changes with its bytes. A preview makes them with its first
// pages, and after that beside all else: see Unsearched.

const searchScript = "search.js"

// searchFiles are what was last made for search.
type searchFiles struct {
	key      [sha256.Size]byte // of what the index was made of
	index    asset
	script   []byte
	order    func(title string) string // a key to sort titles by as they are read
	unread   int                       // texts that nobody has learned to read yet
	problems Problems
}

// searchable is what the files for search are made of, as it was when it was taken: nothing in it changes.
type searchable struct {
	key    [sha256.Size]byte
	pages  []search.Page
	words  search.Words
	look   *theme
	config *config
}

func (s *Site) searchable(ix *index) *searchable {
	a := &searchable{pages: s.searchPages(ix), words: s.synonyms().Words, look: s.look, config: s.config()}
	a.key = s.searchKey(ix, a.words)
	return a
}

// makeSearch makes the files for search anew, if anything that they hold may have changed; in a preview it takes
// those that were made meanwhile.
func (s *Site) makeSearch(ix *index) error {
	s.searched = ix
	if s.options.Preview && s.search.order != nil {
		if made := s.made.Swap(nil); made != nil {
			s.search = *made
		}
		return nil
	}
	all := s.searchable(ix)
	if s.search.order != nil && s.search.key == all.key {
		return nil
	}
	readings, err := s.learnReadings(all)
	if err != nil {
		return err
	}
	return s.timed(Work{Step: Searching}, func() error {
		s.search = *all.files(search.Encode(all.pages, all.words, readings), readings)
		return nil
	})
}

// learnReadings learns what is new where the readers can search; a preview does so later, beside all else.
func (s *Site) learnReadings(all *searchable) (readings *search.Readings, err error) {
	texts := search.Texts(all.pages, all.words)
	return readings, s.timed(Work{Step: Learning}, func() error {
		if s.options.Preview || !s.look.searches() {
			readings = s.reader().Known(texts)
			return nil
		}
		readings, err = s.reader().Learn(texts, nil)
		return err
	})
}

func (a *searchable) files(index []byte, readings *search.Readings) *searchFiles {
	f := &searchFiles{key: a.key, order: readings.Order(), unread: readings.Missing}
	f.problems = a.config.checkSearches(index)
	if a.look.searches() {
		f.index = newAsset("search.txt", index)
		f.script = a.script(f.index)
	}
	return f
}

// Unsearched is what is left to do for search after a build of a preview: learning how new texts are read, which
// takes seconds, and the index. It may be done beside all else; the next Build has what it made. Between its small
// pieces it calls rest, whose error ends it. It is nil where nothing is left.
func (s *Site) Unsearched() (do func(rest func() error) error) {
	if s.searched == nil || !s.look.searches() {
		return nil
	}
	all := s.searchable(s.searched)
	if all.key == s.search.key && s.search.unread == 0 {
		s.searched = nil
		return nil
	}
	reader := s.reader()
	return func(rest func() error) error {
		readings, err := reader.Learn(search.Texts(all.pages, all.words), rest)
		if err != nil {
			return err
		}
		s.made.Store(all.files(search.Encode(all.pages, all.words, readings), readings))
		return nil
	}
}

// searches holds where the theme has what search needs in the browser.
func (t *theme) searches() bool { return t.wasm.url != "" && len(t.search) > 0 }

// searchKey stands for all that the index is made of: pages by the keys of their files.
func (s *Site) searchKey(ix *index, words search.Words) [sha256.Size]byte {
	d := newDigest()
	d.keys(s.look.keys[program], s.knowledgeKey)
	for _, e := range ix.entries {
		d.text(e.url, e.kind)
		d.keys(e.page.key)
		d.flags(s.config().isPopular(e.url))
	}
	d.plain(words)
	for _, q := range s.config().PopularSearches {
		d.text(q.name)
	}
	return d.sum()
}

// script is the theme's, with the addresses of its parts in front.
func (a *searchable) script(index asset) []byte {
	popular := []string{}
	for _, q := range a.config.PopularSearches {
		popular = append(popular, q.name)
	}
	parts, _ := json.Marshal(map[string]any{ // texts always encode
		"script": a.look.widget.url, "wasm": a.look.wasm.url, "wasmIntegrity": a.look.wasm.integrity,
		"finder": a.look.finderWasm.url, "finderIntegrity": a.look.finderWasm.integrity,
		"index": index.url, "indexIntegrity": index.integrity, "popular": popular,
	})
	style, _ := json.Marshal(string(a.look.searchStyle))
	return slices.Concat([]byte("const PARTS="), parts, []byte(",STYLE="), style, []byte(";"), a.look.search)
}

// checkSearches finds popular searches that no guide answers.
func (c *config) checkSearches(index []byte) (problems Problems) {
	if len(c.PopularSearches) == 0 {
		return nil
	}
	x, err := query.Decode(string(index))
	for _, q := range c.PopularSearches {
		if err != nil || x.Find(q.name).Weak {
			problems = append(problems, Problem{configPath, q.line, q.col, "よく検索される言葉「" + q.name + "」に答えるガイドがありません", "helpcenter search " + q.name + " で確かめ、ガイドか synonyms.yaml にその言葉を足すか、この行を消してください"})
		}
	}
	return problems
}

// kanaRows are the groups of the list of all guides; each ends before the next one begins.
var kanaRows = []struct{ from, title string }{
	{"", "英数字"}, {"あ", "あ行"}, {"か", "か行"}, {"さ", "さ行"}, {"た", "た行"}, {"な", "な行"}, {"は", "は行"}, {"ま", "ま行"}, {"や", "や行"}, {"ら", "ら行"}, {"わ", "わ行"}, {"ん\uffff", "そのほか"},
}

// kanaList is every guide with its keywords, in the order in which titles are read.
func (s *Site) kanaList(ix *index) []SectionView {
	type line struct {
		order string
		link  LinkView
	}
	var lines []line
	for _, e := range ix.entries {
		if e.kind == "guide" || e.kind == "support" {
			link := e.link()
			link.Description = strings.Join(e.meta.Tags, "・")
			lines = append(lines, line{s.search.order(e.meta.Title), link})
		}
	}
	slices.SortStableFunc(lines, func(a, b line) int { return cmp.Compare(a.order, b.order) })
	groups := make([]SectionView, len(kanaRows))
	for i, row := range kanaRows {
		groups[i].Title = row.title
	}
	for _, l := range lines {
		row := 0
		for row+1 < len(kanaRows) && l.order >= kanaRows[row+1].from {
			row++
		}
		groups[row].Pages = append(groups[row].Pages, l.link)
	}
	return slices.DeleteFunc(groups, func(g SectionView) bool { return len(g.Pages) == 0 })
}
