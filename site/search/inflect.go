package search

import (
	"slices"
	"strings"
	"unicode/utf8"

	"helpcenter/wasm/japanese"
)

// People inflect what writers list once: 開かない is also 開かへん, 開きません and 開かなかった, and なくした is also
// なくして and なくしちゃった.

// inflections are other forms of the words of a group that say no or are in the past.
func (w *Words) inflections(group []string) (out []string) {
	for _, word := range group {
		for _, form := range w.forms(word) {
			if !slices.Contains(group, form) && !slices.Contains(out, form) {
				out = append(out, form)
			}
		}
	}
	return out
}

func (w *Words) forms(word string) (out []string) {
	if stem, ok := strings.CutSuffix(word, "ない"); ok && utf8.RuneCountInString(stem) > 1 {
		return negations(stem)
	}
	for _, past := range []string{"た", "だ"} {
		if stem, ok := strings.CutSuffix(word, past); ok && w.stands(stem) {
			return []string{stem}
		}
	}
	return nil
}

// negations are ways to say no: 開か becomes 開かへん, 開かん, 開かね (of 開かねえ), 開かな (of 開かなくて) and 開きません.
func negations(stem string) []string {
	polite := stem
	last, size := utf8.DecodeLastRuneInString(stem)
	const open, narrow = "かがさただなばまらわ", "きぎしちぢにびみりい"
	if i := strings.IndexRune(open, last); i >= 0 {
		polite = stem[:len(stem)-size] + narrow[i:i+size]
	}
	out := []string{stem + "へん", stem + "ん", stem + "ね", stem + "なかった", stem + "なく", polite + "ません"}
	if before, ok := strings.CutSuffix(stem, "でき"); ok {
		out = append(out, before+"でけへん", before+"できひん")
	}
	return out
}

// stands tells whether the stem of a word means the word by itself: it is long enough, and no phrase that nobody
// searches for begins with it, as 教えてください does with 教え.
func (w *Words) stands(stem string) bool {
	letters := utf8.RuneCountInString(stem)
	if letters < 3 && (letters < 2 || !strings.ContainsFunc(stem, japanese.IsKanji)) {
		return false
	}
	return !slices.ContainsFunc(w.Ignored, func(ignored string) bool { return strings.HasPrefix(ignored, stem) })
}
