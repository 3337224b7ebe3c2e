package search

import "helpcenter/wasm/japanese"

// A topic is what people ask about and no guide answers. A query that holds a word of one is answered honestly,
// unless the best guide is about that very word.

// Of a topic's word a guide that is about it explains more than so many eighths.
const ownShare = 5

// seekTopic notes the longest word of a topic in a text; words that mean the same as others hide shorter ones.
func (x *Index) seekTopic(t *text) {
	x.free(len(t.letters))
	x.takeMembers(t, false)
}

// noteTopic notes letters from:to if they are a word of a topic; below 0 there is none.
func (x *Index) noteTopic(letters []letter, from, to, topic int) {
	if topic >= 0 && to-from > len(x.asked) && !isInside(letters, from, to) {
		x.asked, x.topic = append(x.asked[:0], letters[from:to]...), topic
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
	x.part.add(x.query.letters)
	x.part.letters = japanese.Sound(x.part.letters)
	x.seekTopic(&x.part)
}

// owns tells whether the best guide is about the word of a topic after all.
func (x *Index) owns() bool {
	if len(x.answer.Results) == 0 {
		return false
	}
	x.part.clear()
	x.part.add(x.asked)
	mass := x.try(&x.part, asTyped)
	return x.one.guides.sum[x.answer.Results[0].Guide]*8 > mass*fullShare*ownShare
}
