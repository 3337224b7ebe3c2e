package search

const fullShare = 256 // of saturate

// finish ends a pass: after counting, every gram gets its place and its rarity.
func (b *builder) finish() {
	x := b.x
	if b.pass != countPass {
		return
	}
	from := uint32(0)
	for n, count := range x.starts {
		x.starts[n] = from
		from += count
	}
	x.posts = make([]uint32, from)
	x.ends = append([]uint32(nil), x.starts...)
}

// commonness is how many guides have a gram, in 1/fullShare: one that only mentions it counts in part.
func (x *Index) commonness(n int) int {
	guide, count, sum := -1, 0, 0
	for _, post := range x.posts[x.starts[n]:x.ends[n]] {
		if g := x.sections[post>>8].guide; g != guide {
			sum += x.saturate[min(count, 255)]
			guide, count = g, 0
		}
		count += int(post & 255)
	}
	return sum + x.saturate[min(count, 255)]
}

// rarity is the logarithm to base 2, in sixteenths, of how many times more guides there are than have a gram.
func rarity(guides, having int) int {
	return 16 + max(0, log2(fullShare*(guides+1))-log2(having+fullShare/2))
}

// log2 is a binary logarithm in sixteenths, straight between powers of two.
func log2(n int) int {
	whole := 0
	for n>>whole > 1 {
		whole++
	}
	return whole*16 + (n-1<<whole)*16>>whole
}

// prepare makes what all queries need.
func (x *Index) prepare() {
	for n := range x.saturate {
		x.saturate[n] = fullShare * n / (n + halfway)
	}
	x.used = make([]uint32, len(x.idf))
	x.members = longestFirst(x.members, x.longest)
	x.meant = make([][][]letter, x.groups)
	for _, m := range x.members {
		if x.stands(m.letters) {
			x.meant[m.group] = append(x.meant[m.group], m.letters)
		}
	}
	x.rarest = rarity(len(x.guides), 0)
	for n := range x.idf {
		x.idf[n] = rarity(len(x.guides), x.commonness(n))
	}
	for _, s := range []*sums{&x.one, &x.segment, &x.split, &x.total} {
		s.guides.sum, s.sections.sum = make([]int, len(x.guides)), make([]int, len(x.sections))
	}
}

// stands tells whether guides have all grams of a word, as it is written: then they have those of its reading too.
func (x *Index) stands(word []letter) bool {
	if word[0].Mark&read != 0 {
		return false
	}
	x.part.clear()
	x.part.add(word)
	x.hits = x.part.grams(x.hits[:0])
	for _, g := range x.hits {
		if n := x.grams.find(g.key); n < 0 || x.starts[n] == x.ends[n] {
			return false
		}
	}
	return true
}

// group takes words that mean the same, as written and as read; those behind an empty one are only other forms.
func (b *builder) group(words []string) {
	x := b.x
	form := false
	for _, w := range words {
		if w == "" {
			form = true
			continue
		}
		for _, letters := range b.forms(w) {
			b.member(letters)
		}
		b.know(w)
		if !form {
			b.keyword(w)
		}
	}
	x.groups++
}

// member keeps a word of the group at hand.
func (b *builder) member(letters []letter) {
	x := b.x
	if len(x.topics) > 0 && len(letters) < 4 && letters[0].Mark&read != 0 {
		return // by ear, a short word of a topic is part of too many others
	}
	x.members = append(x.members, member{letters, maskOf(letters), x.groups})
	x.longest = max(x.longest, len(letters))
}

// longestFirst puts words in order by their length; of equals the first stays first.
func longestFirst(members []member, longest int) []member {
	out := make([]member, 0, len(members))
	for n := longest; n > 0; n-- {
		for i := range members {
			if len(members[i].letters) == n {
				out = append(out, members[i])
			}
		}
	}
	return out
}

// forms returns a word as it is written and, if that differs, as it is read.
func (b *builder) forms(word string) (out [][]letter) {
	b.sound.set(word)
	if len(b.sound.letters) == 0 {
		return nil
	}
	out = append(out, clone(b.sound.letters))
	if b.x.readInto(&b.heard, &b.sound) {
		out = append(out, clone(b.heard.letters))
	}
	return out
}

func (b *builder) words(to [][]letter, words []string) [][]letter {
	for _, w := range words {
		b.sound.set(w)
		to = append(to, clone(b.sound.letters))
	}
	return to
}

// keyword remembers a word that slips may be mended to.
func (b *builder) keyword(word string) {
	if b.pass != countPass {
		return
	}
	for _, letters := range b.forms(word) {
		if len(letters) >= 3 && b.x.known.find(hashOf(letters)) < 0 {
			b.x.known.add(hashOf(letters))
			b.x.keywords = append(b.x.keywords, keyword{letters, maskOf(letters)})
		}
	}
}
