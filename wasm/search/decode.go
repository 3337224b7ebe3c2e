package search

import "helpcenter/wasm/japanese"

// The index travels as lines of tab-separated fields, the first letter saying what the line is; site/search
// writes it. Lines belong to the guide and the section above them.
//
//	G page title description flags   a guide; flags: d, a cause of the diagnosis leads here;
//	                                 u, in haste; p, looked for most
//	T word …                         what it is tagged with
//	K phrase …                       what people call it
//	S id title                       a section
//	B words                          of the body, spaces between
//	R kanji reading …                readings, and syllables of romaji with their kana
//	V word … "" form …               words that mean the same, and how else they are said
//	E text word …                    what to say of a topic that no guide is about, and its words; after all V
//	I word …                         words that nobody searches for, the longest first
//	X word …                         words of trouble

// What a gram counts by where it stands.
const (
	inTitle       = 14
	inTags        = 11
	inPhrases     = 9
	inHeading     = 6
	inDescription = 4
	inBody        = 2
	halfway       = 5 // a count that is worth half of all that can be had
)

// DecodeError says which line of an index cannot be read.
type DecodeError struct{ Line int }

func (e *DecodeError) Error() string { return "search index: a line cannot be read" }

// Decode reads an index. A damaged one is an error, never a panic.
func Decode(s string) (*Index, error) {
	x := &Index{}
	// Readings first: grams of all else need them. Then once to count, once to fill in.
	for pass := range 3 {
		b := &builder{x: x, pass: pass, section: -1}
		line := 0
		for line < len(s) {
			end := line
			for end < len(s) && s[end] != '\n' {
				end++
			}
			if end == line || end == len(s) || !b.line(s[line], fields(s[line+1:end])) {
				return nil, &DecodeError{line}
			}
			line = end + 1
		}
		b.finish()
	}
	x.prepare()
	return x, nil
}

// fields cuts "\ta\tb" at its tabs.
func fields(s string) []string {
	var out []string
	start := 0
	for i := 0; i <= len(s); i++ {
		if i == len(s) || s[i] == '\t' {
			if start > 0 {
				out = append(out, s[start:i])
			}
			start = i + 1
		}
	}
	return out
}

// builder fills an index in three passes over its lines.
type builder struct {
	x       *Index
	pass    int
	section int // the current one, -1 before the first
	sound   text
	heard   text
}

const (
	readingsPass = iota
	countPass
	fillPass
)

func (b *builder) line(kind byte, f []string) bool {
	x := b.x
	if b.pass == readingsPass {
		return b.first(kind, f)
	}
	switch kind {
	case 'G':
		b.section++
		b.add(f[1], inTitle, true)
		b.add(f[2], inDescription, false)
	case 'T':
		for _, w := range f {
			b.add(w, inTags, true)
			b.keyword(w)
		}
	case 'K': // no keywords: a slip would be found in every other phrase
		for _, w := range f {
			b.add(w, inPhrases, true)
		}
	case 'S':
		b.section++
		b.add(f[1], inHeading, true)
	case 'B':
		b.add(f[0], inBody, false)
	case 'V':
		if b.pass == countPass {
			b.group(f)
		}
	case 'E':
		if b.pass == countPass {
			x.topics = append(x.topics, f[0])
			b.group(f[1:])
		}
	case 'I':
		if b.pass == countPass {
			x.ignored = b.words(x.ignored, f)
		}
	case 'X':
		if b.pass == countPass {
			x.troubles = b.words(x.troubles, f)
		}
	}
	return true
}

// first checks each line's form, and takes what needs no grams.
func (b *builder) first(kind byte, f []string) bool {
	x := b.x
	switch kind {
	case 'G':
		if len(f) != 4 {
			return false
		}
		n := len(x.sections)
		x.guides = append(x.guides, Guide{Page: f[0], Title: f[1], Description: f[2], first: n, end: n + 1})
		x.sections = append(x.sections, Section{guide: len(x.guides) - 1})
		for _, flag := range f[3] {
			if g := &x.guides[len(x.guides)-1]; flag == 'd' {
				g.Diagnosed = true
			} else {
				g.prior++
			}
		}
	case 'S':
		if len(f) != 2 || len(x.guides) == 0 {
			return false
		}
		x.sections = append(x.sections, Section{f[0], f[1], len(x.guides) - 1})
		x.guides[len(x.guides)-1].end++
	case 'B', 'T', 'K':
		return len(x.guides) > 0 && len(f) > 0
	case 'R':
		for i := 0; i+1 < len(f); i += 2 {
			b.sound.set(f[i])
			b.heard.set(f[i+1])
			if n := x.readings.add(hashOf(b.sound.letters)); n == len(x.readAs) {
				x.readAs = append(x.readAs, clone(b.heard.letters))
			}
		}
	case 'E':
		return len(f) > 0
	case 'V', 'I', 'X':
	default:
		return false
	}
	return len(x.sections) < 1<<24
}

func clone(letters []letter) []letter { return append([]letter(nil), letters...) }

// add takes the grams of a field of the current section, as it is written and as it is read.
func (b *builder) add(s string, weight int, starts bool) {
	b.sound.set(s)
	b.knowLatin(&b.sound)
	if weight > inBody {
		weight = weight * 20 / (10 + len(b.sound.letters)) // a short text says more of what it is about
	}
	if starts && len(b.sound.letters) > 0 {
		b.postStart(&b.sound, weight)
	}
	b.postAll(&b.sound, weight)
	if b.x.readInto(&b.heard, &b.sound) {
		b.postAll(&b.heard, weight)
		if starts {
			b.postStart(&b.heard, weight)
		}
	}
}

// postStart counts what a text begins with.
func (b *builder) postStart(t *text, weight int) {
	b.post(key(textStart, 0, t.letters[0].Rune), weight)
	if len(t.letters) > 1 {
		b.post(t.start(), weight)
	}
}

func (b *builder) postAll(t *text, weight int) {
	b.x.hits = t.grams(b.x.hits[:0])
	for _, g := range b.x.hits {
		b.post(g.key, weight)
	}
}

// know makes the grams of a word known, though no guide has them.
func (b *builder) know(word string) {
	b.sound.set(word)
	b.knowLatin(&b.sound)
	b.x.hits = b.sound.grams(b.x.hits[:0])
	for _, g := range b.x.hits {
		b.number(g.key)
	}
}

// knowLatin remembers Latin words, and what they begin with.
func (b *builder) knowLatin(t *text) {
	from := 0
	for i, l := range t.letters {
		if t.startsWord(i) {
			from = i
		}
		if b.pass == countPass && japanese.IsLatin(l.Rune) {
			b.x.latin.add(hashOf(t.letters[from : i+1]))
		}
	}
}

// number is the gram's, new or not.
func (b *builder) number(k uint64) int {
	x := b.x
	n := x.grams.add(k)
	if n == len(x.starts) {
		x.starts, x.idf = append(x.starts, 0), append(x.idf, 0)
	}
	return n
}

// post counts a gram, or writes it down, in the section at hand.
func (b *builder) post(k uint64, weight int) {
	x := b.x
	if b.pass == countPass {
		n := b.number(k) // first: it may move starts
		x.starts[n]++
		return
	}
	n := x.grams.find(k)
	end := x.ends[n]
	if end > x.starts[n] && int(x.posts[end-1]>>8) == b.section {
		x.posts[end-1] += uint32(min(weight, 255-int(x.posts[end-1]&255)))
		return
	}
	x.posts[end] = uint32(b.section)<<8 | uint32(weight)
	x.ends[n]++
}
