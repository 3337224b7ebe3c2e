package search

import "helpcenter/wasm/japanese"

// A topic is what people ask about and no guide answers. A query that holds a word of one is answered honestly,
// unless the best guide is about that very word.

// Of a topic's word a guide that is about it explains more than so many eighths.
const ownShare = 5

// seekTopic notes the longest word of a topic in letters; words that mean the same as others hide shorter ones.
func (x *Index) seekTopic(letters []letter) {
	x.free(len(letters))
	mask := maskOf(letters)
	for _, m := range x.members {
		if m.mask&^mask != 0 {
			continue
		}
		for i := 0; i+len(m.letters) <= len(letters); i++ {
			if !x.isFree(i, i+len(m.letters)) || !begins(letters[i:], m.letters) {
				continue
			}
			x.take(i, i+len(m.letters), synonym)
			topic := m.group + len(x.topics) - x.groups
			if topic >= 0 && len(m.letters) > len(x.asked) && !isInside(letters, i, i+len(m.letters)) {
				x.asked, x.topic = m.letters, topic
			}
		}
	}
}

// isInside tells whether letters from:to are part of a longer Latin word.
func isInside(letters []letter, from, to int) bool {
	return from > 0 && joinsLatin(letters[from-1:]) || to < len(letters) && joinsLatin(letters[to-1:])
}

func joinsLatin(l []letter) bool {
	return japanese.IsLatin(l[0].Rune) && japanese.IsLatin(l[1].Rune) && l[1].At == l[0].At+1
}

// seekTopicAcross looks at the query without the spaces in it: ETC カード.
func (x *Index) seekTopicAcross() {
	x.part.clear()
	x.part.letters = japanese.Sound(append(x.part.letters, x.query.letters...))
	x.seekTopic(x.part.letters)
}

// owns tells whether the best guide is about the word of a topic after all.
func (x *Index) owns() bool {
	if len(x.answer.Results) == 0 {
		return false
	}
	x.part.clear()
	x.part.letters = append(x.part.letters, x.asked...)
	mass := x.try(&x.part, asTyped)
	return x.one.guides.sum[x.answer.Results[0].Guide]*8 > mass*fullShare*ownShare
}
