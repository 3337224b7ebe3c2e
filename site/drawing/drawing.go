// Package drawing turns a few lines of a writer's text into a drawn screen, card
// or flow: a quiet schematic as inline SVG, with real text that can be selected,
// colours that come from the theme's classes alone, and numbered marks that match
// the steps beside it.
//
//	d, mistakes := drawing.Read("screen", "題: カード情報\n入力: カード番号 ①\nボタン: 次へ ②\n", nearest)
//	html := d.Figure("drawing-1", "")
//
// # Grammar
//
// A line is a word, a colon and what the word needs; empty lines mean nothing. The
// first line is 「題: …」, the name of the drawing. A mark from ① to ⑳ ends the line
// of what it points at; marks go up. The words of the three kinds are the tables in
// screen.go, card.go and flow.go; what may follow a word is in word.go.
//
// Nothing secret can be drawn: long rows of digits, and letters or digits as the
// sample of a number, a code or a password, are mistakes; ● stands for them.
//
// # Form
//
// All drawings are 272 units wide and shown at 16rem, so that a unit is about a
// pixel of the reader's and the text is 15 of them. There is one line weight, one
// corner radius and one mark; positions are whole numbers. Marks sit on the left
// edge of what they belong to, one below the other, as the steps' numbers do.
//
// Everything is pure: text in, text out.
package drawing

import (
	"slices"
	"strings"
)

// A Mistake is what a writer should mend. Line counts from 1 within the block, Col
// from 1 in characters; Line 0 is the block as a whole.
type Mistake struct {
	Line, Col     int
	Message, Hint string // Japanese
}

// A Mark is a number ①… of a drawing and where it was written.
type Mark struct{ Number, Line, Col int }

// A Drawing is one drawn block. With mistakes it is as good as it gets.
type Drawing struct {
	Kind  string
	Title string
	Marks []Mark
	says  string // what there is to see, for those who cannot
	body  string // SVG, everything but the outermost element
	high  int
}

// A Nearest finds the candidate that is most like what was written, "" if none is.
type Nearest func(written string, candidates []string) string

type kind struct {
	words []word
	draw  func(*sheet, []line)
}

var kinds = map[string]kind{
	"screen": {screenWords, drawScreen},
	"card":   {cardWords, drawCard},
	"flow":   {flowWords, drawFlow},
}

// IsKind tells whether a fenced block of this language is a drawing.
func IsKind(language string) bool {
	_, ok := kinds[language]
	return ok
}

// Read reads the text of a block; kind is one of screen, card and flow.
func Read(kind, text string, nearest Nearest) (*Drawing, []Mistake) {
	k := kinds[kind]
	r := reader{words: k.words, nearest: nearest}
	lines := r.read(text)
	d := &Drawing{Kind: kind}
	if title := lineOf(lines, titleWord); title != nil {
		d.Title = title.text
	} else if len(r.mistakes) == 0 {
		r.wrong(0, 0, "題がありません", "1行目に「題: 何の絵か」と書いてください")
	}
	s := &sheet{wrong: r.wrong}
	s.title(d.Title)
	if k.draw != nil {
		k.draw(s, lines)
	}
	d.Marks, d.says, d.body, d.high = r.marks, strings.Join(s.said, ""), s.svg.String(), s.y+2
	slices.SortStableFunc(r.mistakes, func(a, b Mistake) int { return a.Line - b.Line })
	return d, r.mistakes
}

// lineOf finds the first line with a word.
func lineOf(lines []line, word string) *line {
	for i := range lines {
		if lines[i].word == word {
			return &lines[i]
		}
	}
	return nil
}

// Described is added to a drawing's id for that of its description.
const Described = "-is"

// Figure is the drawing as HTML. No other element of the page may have id, or id
// and Described; the caption may be empty.
func (d *Drawing) Figure(id, caption string) string {
	id = escaped(id)
	var b strings.Builder
	b.WriteString(`<figure class="drawing"><svg viewBox="0 0 272 ` + number(d.high) + `" width="272" role="img" aria-labelledby="` + id + ` ` + id + Described + `">`)
	b.WriteString(`<title id="` + id + `">` + escaped(d.Title) + `</title><desc id="` + id + Described + `">` + escaped(d.says) + `</desc>`)
	b.WriteString(d.body + `</svg>`)
	if caption != "" {
		b.WriteString(`<figcaption class="hint">` + escaped(caption) + `</figcaption>`)
	}
	b.WriteString("</figure>\n")
	return b.String()
}
