package search

import "helpcenter/wasm/japanese"

// A piece of the query is taken apart at the words in it that writers know: synonyms, topics, and what nobody
// searches for.

// What a letter of a piece belongs to.
const (
	free = iota
	synonym
	ignored
)

// takeMembers takes each word of a text that has synonyms, the longest first: weighs it with all of them, or only
// notes the topics among them.
func (x *Index) takeMembers(p *text, weighs bool) {
	mask := maskOf(p.letters)
	for _, m := range x.members {
		if m.mask&^mask != 0 {
			continue
		}
		for from := 0; from+len(m.letters) <= len(p.letters); from++ {
			to := from + len(m.letters)
			if !x.isFree(from, to) || !begins(p.letters[from:], m.letters) {
				continue
			}
			if weighs {
				x.takeMember(p, from, to, m.group)
			} else {
				x.take(from, to, synonym)
				x.noteTopic(p.letters, from, to, m.group+len(x.topics)-x.groups)
			}
		}
	}
}

// takeBegun takes the word that somebody is still typing, two thirds of it at least, unless what is typed ends
// with a word.
func (x *Index) takeBegun(p *text) {
	n, most, group := len(p.letters), 0, 0
	for _, m := range x.members {
		all := len(m.letters)
		if all <= n && begins(p.letters[n-all:], m.letters) {
			return
		}
		for typed := min(n, all-1); typed*3 >= all*2 && typed > most; typed-- {
			if tail := p.letters[n-typed:]; begins(m.letters, tail) && (typed > 2 || japanese.IsKanji(tail[0].Rune)) {
				most, group = typed, m.group
			}
		}
	}
	if most > 1 {
		x.takeMember(p, n-most, n, group)
	}
}

func (x *Index) takeMember(p *text, from, to, group int) {
	x.begin()
	x.weigh(p, from, to)
	x.tryGroup(group)
	x.end()
	x.take(from, to, synonym)
}

// tryGroup tries all words of a group that guides use in place of one of them.
func (x *Index) tryGroup(group int) {
	for _, word := range x.meant[group] {
		x.tryWord(word)
	}
}

// maskOf has a bit for each letter, many letters sharing one: a word with a bit that a text lacks is not in it.
func maskOf(letters []letter) (mask uint64) {
	for _, l := range letters {
		mask |= 1 << (uint32(l.Rune) % 64)
	}
	return mask
}

// free begins with nothing taken of so many letters.
func (x *Index) free(letters int) {
	x.taken = x.taken[:0]
	for range letters {
		x.taken = append(x.taken, free)
	}
}

func (x *Index) isFree(from, to int) bool {
	for _, t := range x.taken[from:to] {
		if t != free {
			return false
		}
	}
	return true
}

func (x *Index) take(from, to int, what int8) {
	for i := from; i < to; i++ {
		x.taken[i] = what
	}
}

func begins(letters, with []letter) bool {
	if len(letters) < len(with) {
		return false
	}
	for i := range with {
		if letters[i].Rune != with[i].Rune {
			return false
		}
	}
	return true
}

func (x *Index) takeIgnored(p *text) {
	for _, word := range x.ignored {
		for i := 0; i+len(word) <= len(p.letters); i++ {
			if x.isFree(i, i+len(word)) && begins(p.letters[i:], word) {
				x.take(i, i+len(word), ignored)
			}
		}
	}
}
