// Package search finds the guide for what somebody typed, as it is typed. It runs in the browser (Go and
// TinyGo), in the generator's tests and behind `helpcenter search`, and gives the same answer everywhere: all
// arithmetic is in whole numbers.
//
//	x, err := search.Decode(index) // what site/search wrote
//	a := x.Find("ぱすわーど 忘れた")  // valid until the next Find
//
// # How a query is understood
//
// Text of the index and of the query goes through the same code: folded (wasm/japanese), brought to how it
// sounds, and cut into letters standing together: three, two, and single kanji. Kanji are known by their
// readings too, which came with the index, so that kana find them. There is no dictionary of words: a query is
// cut only at spaces, between Latin letters and others, around words that have synonyms, and where words
// stand that nobody searches for ("どうすれば"). Each piece may be read in several ways: as it stands, as kana,
// out of romaji, as a synonym, as the word that it begins while somebody types, and mended by one slip or two.
// The best reading for a guide counts.
//
// # How guides are ranked
//
// Each group of letters weighs as much as it is rare (the logarithm of guides over guides with it), and counts
// in a guide by where it stands: title, what people call it, headings, description, body, with diminishing
// returns as in BM25. The score is the share of the query's weight that a guide explains, in thousandths: so
// a threshold, lower for longer queries, says honestly when nothing fits; and so do the topics that writers list.
package search

// Answer is what a query finds. It is overwritten by the next one.
type Answer struct {
	Weak    bool     // no guide explains enough of it
	Trouble bool     // something does not work, and a guide that the diagnosis knows is first
	Aside   string   // what to say of a topic that no guide is about; "" for none
	Results []Result // the best first
}

// Result is a guide and the section of it that fits best.
type Result struct {
	Guide   int // for Index.Guide
	Section int // for Index.Section; that of the guide as a whole where none fits better
	Score   int // 0 to 1000
}

// Guide is what there is to show of one.
type Guide struct {
	Page, Title, Description string // Page is trouble/network
	Diagnosed                bool   // a cause of the diagnosis leads there
	prior                    int    // comes on top, in sixteenths
	first, end               int    // its sections; the first is the guide as a whole
}

// Section is a heading of a guide; the guide as a whole has no ID.
type Section struct {
	ID, Title string
	guide     int
}

// Index is a decoded index with room to search in.
type Index struct {
	guides   []Guide
	sections []Section
	groups   int          // of words that mean the same
	topics   []string     // what to say where a word of the last groups is asked for
	ignored  [][]letter   // what nobody searches for, the longest first
	troubles [][]letter   // words of trouble
	members  []member     // of groups, the longest first
	longest  int          // letters of a member
	meant    [][][]letter // by group: its words that stand in guides
	keywords []keyword    // what slips are mended to
	readings table        // of kanji
	readAs   [][]letter   // by entry of readings
	grams    table
	idf      []int    // by entry of grams
	starts   []uint32 // by entry of grams: where its postings begin, one more for the end
	ends     []uint32 // and where they end
	posts    []uint32 // section<<8 | weight
	rarest   int      // the idf of a gram that no guide has
	known    table    // of keywords
	latin    table    // of Latin words and what they begin with
	saturate [256]int
	scratch
}

// member is a word of a group.
type member struct {
	letters []letter
	mask    uint64
	group   int
}

// keyword is what writers call things.
type keyword struct {
	letters []letter
	mask    uint64
}

// Guide returns the i-th.
func (x *Index) Guide(i int) *Guide { return &x.guides[i] }

// Section returns the i-th of all.
func (x *Index) Section(i int) *Section { return &x.sections[i] }
