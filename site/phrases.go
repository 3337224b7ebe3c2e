package site

import (
	"html/template"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// Headings and the titles in lists break where a phrase ends, not in the middle of a word. Browsers that know
// word-break: auto-phrase find those places by themselves; for the others each is marked with <wbr>, and the styles
// let lines break nowhere else. What is marked is what a reader sees without grammar: a phrase (文節) is a word with
// the kana that end it, so the next one begins where kana turn into another script. The rest of the rules keep
// compounds (取り出す, 使い方) together and part the few words that are written in kana.

// shortLine is what fits into one line of a title on any phone: it needs no marks.
const shortLine = 10

type script int

const (
	none script = iota // beside signs and spaces lines break by themselves
	kana               // hiragana
	wide               // kanji, katakana, Latin letters, digits
)

func scriptOf(r rune) script {
	switch {
	case r >= 'ぁ' && r <= 'ゖ':
		return kana
	case r == 'ー' || isEveryday(r):
		return wide
	case unicode.Is(unicode.Hiragana, r):
		return kana
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return wide
	}
	return none
}

// isEveryday holds for the letters of which nearly all Japanese is made: it spares a look into unicode's tables.
func isEveryday(r rune) bool {
	return r >= 'ぁ' && r <= 'ゖ' || r >= 'ァ' && r <= 'ヺ' || r >= '一' && r <= '鿿'
}

func isKanji(r rune) bool { return unicode.Is(unicode.Han, r) }

const (
	joints    = "いきしちひみりえけせねめれべげ" // a verb's ending before another verb: 取り|出す is one word
	suffixes  = "方日先中時後前内用者順版"    // short words that lean on what stands before: した|後
	particles = "がはもにでとへの"
	leaning   = "はもがのにきすしごょゃゅー" // after a particle these go on with it: では, でき, です
	rising    = "上下曲広繋転挙"       // 上がる: here が is no particle
)

// phraseStarts are the offsets at which phrases of a line begin, without the first.
func phraseStarts(line string) []int {
	var starts []int
	letters := []rune(line)
	offset := 0
	for i, r := range letters {
		if i > 0 && isPhraseStart(letters, i) {
			starts = append(starts, offset)
		}
		offset += utf8.RuneLen(r)
	}
	return starts
}

func isPhraseStart(letters []rune, i int) bool {
	switch a, b := scriptOf(letters[i-1]), scriptOf(letters[i]); {
	case a == kana && b == wide:
		return !isCompound(letters, i)
	case a != none && b == kana:
		return isKanaWord(letters, i)
	}
	return false
}

// isCompound holds where kana turn into kanji within a word: 取り出す, お知らせ.
func isCompound(letters []rune, i int) bool {
	last := letters[i-1]
	alone := i == 1 || scriptOf(letters[i-2]) != kana
	switch {
	case last == 'お' || last == 'ご':
		return i == 1 || isPhraseStart(letters, i-1)
	case !isKanji(letters[i]):
		return false
	case strings.ContainsRune(suffixes, letters[i]) && (i+1 == len(letters) || !isKanji(letters[i+1])):
		return true
	}
	return alone && i > 1 && isKanji(letters[i-2]) && strings.ContainsRune(joints, last)
}

// isKanaWord holds where a word in kana begins a phrase: after を, which is nothing but a particle, and after
// another particle behind kanji and the like. とき and こと stay with what they follow, or a line would hold them alone.
func isKanaWord(letters []rune, i int) bool {
	before, r := letters[i-1], letters[i]
	honorific := (r == 'お' || r == 'ご') && i+1 < len(letters) && isKanji(letters[i+1])
	switch {
	case before == 'を' || honorific && strings.ContainsRune(particles, before):
		return true
	case i < 2 || scriptOf(letters[i-2]) == kana || !strings.ContainsRune(particles, before) || strings.ContainsRune(leaning, r):
		return false
	}
	return !strings.HasPrefix(string(letters[i:]), "とき") && !strings.HasPrefix(string(letters[i:]), "こと") &&
		(before != 'が' || !strings.ContainsRune(rising, letters[i-2]))
}

// phrases is a title for HTML, with a <wbr> where a line may end.
func phrases(title string) template.HTML {
	var b strings.Builder
	from := 0
	if utf8.RuneCountInString(title) > shortLine {
		for _, start := range phraseStarts(title) {
			b.WriteString(template.HTMLEscapeString(title[from:start]))
			b.WriteString("<wbr>")
			from = start
		}
	}
	b.WriteString(template.HTMLEscapeString(title[from:]))
	return template.HTML(b.String())
}

// markPhrases does the same within a heading of a page.
func markPhrases(h *ast.Heading, title string, src []byte) {
	if utf8.RuneCountInString(title) <= shortLine {
		return
	}
	_ = ast.Walk(h, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok && entering {
			splitText(t, src)
		}
		return ast.WalkContinue, nil
	})
}

// splitText cuts a text at its phrases; the last piece stays in the node that was there.
func splitText(t *ast.Text, src []byte) {
	first := t.Segment.Start
	for _, start := range phraseStarts(string(t.Segment.Value(src))) {
		piece := ast.NewTextSegment(text.NewSegment(t.Segment.Start, first+start))
		mark := ast.NewString([]byte("<wbr>"))
		mark.SetCode(true) // written as it is
		t.Parent().InsertBefore(t.Parent(), t, piece)
		t.Parent().InsertBefore(t.Parent(), t, mark)
		t.Segment = t.Segment.WithStart(first + start)
	}
}
