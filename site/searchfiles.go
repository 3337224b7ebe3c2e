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
// ages name it, and behind it the index, whose address changes with its bytes. They are made when everything is
// looked at, not on the way of a save; nor are readings learned there: see Unread.

const searchScript = "search.js"

// searchFiles are what was last made for search.
type searchFiles struct {
	key      [sha256.Size]byte // of what the index was made of
	index    asset
	script   []byte
	order    func(title string) string // a key to sort titles by as they are read
	unread   []string                  // texts whose readings nobody has learned yet
	problems Problems
}

// makeSearch makes the files for search anew, if anything that they hold may have changed.
func (s *Site) makeSearch(ix *index, partial bool) error {
	if s.search.order != nil && partial && s.options.Preview {
		return nil
	}
	pages, words := s.searchPages(ix), s.synonyms().Words
	texts := search.Texts(pages, words)
	if !s.options.Preview && s.searches() {
		err := s.timed(Work{Step: Learning}, func() error { return s.reader().Learn(texts) })
		if err != nil {
			return err
		}
	}
	var unread []string
	if s.options.Preview || !s.searches() {
		unread = s.reader().Missing(texts)
	}
	key := s.searchKey(ix, words, unread)
	if s.search.order != nil && s.search.key == key {
		return nil
	}
	f := searchFiles{key: key, unread: unread, order: s.reader().Order(texts)}
	var index []byte
	_ = s.timed(Work{Step: Searching}, func() error {
		index = search.Encode(pages, words, s.reader())
		return nil
	})
	f.problems = s.config().checkSearches(index)
	if s.searches() {
		f.index = newAsset("search.txt", index)
		f.script = s.searchScript(f.index)
	}
	s.search = f
	return nil
}

// searches holds where the theme has what search needs in the browser.
func (s *Site) searches() bool { return s.look.wasm.url != "" && len(s.look.search) > 0 }

// searchKey stands for all that the index is made of: pages by the keys of their files.
func (s *Site) searchKey(ix *index, words search.Words, unread []string) [sha256.Size]byte {
	d := newDigest()
	d.keys(s.look.keys[program], s.knowledgeKey)
	for _, e := range ix.entries {
		d.text(e.url, e.kind)
		d.keys(e.page.key)
		d.flags(s.config().isPopular(e.url))
	}
	d.plain(words)
	d.plain(unread)
	for _, q := range s.config().PopularSearches {
		d.text(q.name)
	}
	return d.sum()
}

// searchScript is the theme's, with the addresses of its parts in front.
func (s *Site) searchScript(index asset) []byte {
	popular := []string{}
	for _, q := range s.config().PopularSearches {
		popular = append(popular, q.name)
	}
	parts, _ := json.Marshal(map[string]any{ // texts always encode
		"script": s.look.widget.url, "wasm": s.look.wasm.url, "wasmIntegrity": s.look.wasm.integrity,
		"finder": s.look.finderWasm.url, "finderIntegrity": s.look.finderWasm.integrity,
		"index": index.url, "indexIntegrity": index.integrity, "popular": popular,
	})
	style, _ := json.Marshal(string(s.look.searchStyle))
	return slices.Concat([]byte("const PARTS="), parts, []byte(",STYLE="), style, []byte(";"), s.look.search)
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

// Unread is what is left to do for search after a build of a preview: learning how new texts are read, for about
// a second, beside other work. It is nil where nothing is left. The next full Build has what was learned.
func (s *Site) Unread() (learn func() error) {
	if len(s.search.unread) == 0 || !s.searches() {
		return nil
	}
	texts, reader := s.search.unread, s.reader()
	return func() error { return reader.Learn(texts) }
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
