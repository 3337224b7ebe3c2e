package drawing

import (
	"strconv"
	"strings"
)

// The one geometry of all drawings, in units.
const (
	wide   = 272
	edge   = 13         // the left edge of frames, where marks sit
	inner  = edge + 17  // the left edge of what is in a frame
	room   = 230        // the width of what is in a frame
	pad    = 10         // from a box to its text
	step   = 21         // from line to line
	tall   = 800        // no drawing is higher: it would not fit a phone
	radius = `" rx="8"` // of every corner
)

// A sheet is drawn on from top to bottom. Classes: rect and path are in the
// colour of edges, text in that of text; "k" is what a mark points at, "q" a quiet
// ground, "a" what is on, "d" what only parts things, "g" a card's stripe. A circle
// is a mark or what is chosen, "o" an empty one, "w" a knob or a tick on them. Of
// text "b" is bold, "s" little and "l" large, "c" centred, "e" set to the right,
// "u" underlined, "n" the number of a mark.
type sheet struct {
	svg   strings.Builder
	y     int // how far down it is drawn
	said  []string
	full  bool // it was said that there is too much
	wrong func(line, col int, message, hint string)

	parted bool // the next row needs a line above it
}

func number(n int) string { return strconv.Itoa(n) }

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;")

// escaped is safe in text and attributes, and has only letters that XML has.
func escaped(s string) string {
	return escaper.Replace(strings.Map(func(r rune) rune {
		if strangeLetter(string(r)) >= 0 {
			return '\ufffd'
		}
		return r
	}, s))
}

func class(name string) string {
	if name == "" {
		return ""
	}
	return `" class="` + name
}

func (s *sheet) rect(style string, x, y, w, h int) {
	s.svg.WriteString(`<rect x="` + number(x) + `" y="` + number(y) + `" width="` + number(w) + `" height="` + number(h) + class(style) + radius + `/>`)
}

func (s *sheet) circle(style string, x, y, r int) {
	s.svg.WriteString(`<circle cx="` + number(x) + `" cy="` + number(y) + `" r="` + number(r) + class(style) + `"/>`)
}

func (s *sheet) path(style, d string) {
	s.svg.WriteString(`<path d="` + d + class(style) + `"/>`)
}

// hline draws a thin line that only parts things, from x, w long.
func (s *sheet) hline(x, y, w int) {
	s.path("d", "M"+number(x)+" "+number(y)+"h"+number(w))
}

// write puts lines below one another; y is the base of the first.
func (s *sheet) write(style string, x, y int, lines ...string) {
	for _, l := range lines {
		s.svg.WriteString(`<text x="` + number(x) + `" y="` + number(y) + class(style) + `">` + escaped(l) + `</text>`)
		y += step
	}
}

// mark is the numbered disc, the same everywhere.
func (s *sheet) mark(n, x, y int) {
	if n > 0 {
		s.circle("", x, y, 11)
		s.write("n", x, y+5, number(n))
	}
}

// title stands above the frame: the words are ours, not the screen's.
func (s *sheet) title(text string) {
	lines := wrap(text, size, wide-4)
	s.write("b", 2, 16, lines...)
	s.y = 6 + step*len(lines)
}

// fit wraps a text and tells the writer when it takes more lines than there are.
func (s *sheet) fit(l line, text string, size, room, most int) []string {
	lines := wrap(text, size, room)
	if len(lines) > most {
		s.tooLong(l, most*room/size)
		lines = lines[:most]
	}
	return lines
}

func (s *sheet) tooLong(l line, letters int) {
	s.wrong(l.number, l.col, "「"+l.word+"」の文が長すぎて、絵に入りません", "全角で"+number(letters)+"文字ほどまでにしてください")
}

// say adds what there is to see to the description, the mark before it.
func (s *sheet) say(l line, what string) {
	if l.mark > 0 {
		what = markLetter(l.mark) + what
	}
	s.said = append(s.said, strings.TrimSuffix(what, "。")+"。")
}

// grown notes how far down it goes now, and when that is too far.
func (s *sheet) grown(l line, y int) {
	s.y = y
	if y > tall && !s.full {
		s.full = true
		s.wrong(l.number, 1, "絵が縦に長すぎます", "ここから下を、もう一つの絵に分けてください")
	}
}

// style adds to that of a box whether a mark points at it.
func (l line) style(box string) string {
	if l.mark > 0 {
		return strings.TrimSpace(box + " k")
	}
	return box
}
