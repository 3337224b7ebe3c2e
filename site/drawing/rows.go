package drawing

import "strings"

// Rows are what settings are made of: a name on the left, what it is set to on
// the right, a line between one and the next.

// row draws the name, leaving some units on its right, and gives the middle.
func (s *sheet) row(l line, taken int) (middle int) {
	lines := s.fit(l, l.text, size, room-2*pad-taken, 3)
	y, h := s.y+4, 17+step*len(lines)
	if l.mark > 0 {
		s.rect("k", inner, y, room, h)
	} else if s.parted {
		s.hline(inner, y-1, room)
	}
	s.write("", inner+pad, y+24, lines...)
	s.mark(l.mark, edge, y+h/2)
	s.grown(l, y+h+2)
	return y + h/2
}

func isRow(word string) bool {
	return word == "一覧" || word == "スイッチ" || word == "選択肢"
}

const end = inner + room - pad // the right edge of what is in a row

// drawRow has an arrow, for it can be pressed, or else a value.
func drawRow(s *sheet, l line) {
	if l.more == "" {
		y := s.row(l, 18)
		s.path("", "M"+number(end-6)+" "+number(y-5)+"l5 5-5 5")
		s.say(l, "項目「"+l.text+"」")
		return
	}
	more := s.fit(l.second(), l.more, little, room/2-20, 1)
	y := s.row(l, width(strings.Join(more, ""), little)+6)
	s.write("s e", end, y+5, more...)
	s.say(l, "項目「"+l.text+"」"+l.more)
}

// drawSwitch says by place, by colour and by word whether it is on.
func drawSwitch(s *sheet, l line) {
	y := s.row(l, 72)
	s.write("s e", end-44, y+5, l.more)
	if l.more == on {
		s.rect("a", end-38, y-10, 38, 20)
		s.circle("w", end-11, y, 5)
	} else {
		s.rect("", end-38, y-10, 38, 20)
		s.circle("o", end-27, y, 5)
	}
	s.say(l, "スイッチ「"+l.text+"」"+l.more)
}

func drawChoice(s *sheet, l line) {
	y := s.row(l, 30)
	if l.more == on {
		s.circle("", end-10, y, 10)
		s.path("w", "M"+number(end-14)+" "+number(y)+"l3 4 6-7") // a tick
		s.say(l, "選ばれている項目「"+l.text+"」")
		return
	}
	s.circle("o", end-10, y, 9)
	s.say(l, "選ばれていない項目「"+l.text+"」")
}

func drawSender(s *sheet, l line) {
	s.write("b", inner, s.y+22, s.fit(l, l.text, size, room, 1)...)
	s.mark(l.mark, edge, s.y+17)
	s.hline(inner, s.y+33, room)
	s.say(l, "差出人「"+l.text+"」")
	s.grown(l, s.y+36)
}

// drawMessage draws one paragraph of a message in a box of its own, so that a
// message can be taken apart.
func drawMessage(s *sheet, l line) {
	lines := s.fit(l, l.text, size, room-2*pad, 6)
	y, h := s.y+6, 14+step*len(lines)
	s.rect(l.style("q"), inner, y, room, h)
	s.write("", inner+pad, y+22, lines...)
	s.mark(l.mark, edge, y+h/2)
	s.say(l, "メッセージ「"+l.text+"」")
	s.grown(l, y+h)
}
