package drawing

import "strings"

// A screen is a phone's or a browser's, of things below one another.
var screenWords = []word{
	{name: titleWord, one: true},
	{name: "機種", one: true, oneOf: []string{"スマホ", "パソコン"}},
	{name: "アドレス", one: true, draw: drawAddress},
	{name: "場所", one: true, draw: drawPlace},
	{name: "段階", one: true, takes: parts | sample, draw: drawStages},
	{name: "見出し", draw: drawHeading},
	{name: "文", draw: drawText},
	{name: "入力", takes: sample, draw: drawField},
	{name: "選択", takes: sample, draw: drawField},
	{name: "ボタン", draw: drawButton},
	{name: "右上", draw: drawCorner},
	{name: "右下", draw: drawCorner},
	{name: "リンク", draw: drawLink},
	{name: "スイッチ", takes: state, draw: drawSwitch},
	{name: "選択肢", takes: state, draw: drawChoice},
	{name: "一覧", takes: sample, draw: drawRow},
	{name: "値", takes: sample, draw: drawAmount},
	{name: "文書", draw: drawDocument},
	{name: "差出人", draw: drawSender},
	{name: "メッセージ", draw: drawMessage},
	{name: "並び", takes: parts, draw: drawTabs},
}

// drawScreen draws the frame last, when its height is known, and puts it first.
func drawScreen(s *sheet, lines []line) {
	device := lineOf(lines, "機種")
	phone := device == nil || device.text != "パソコン"
	outside := s.svg.String()
	s.svg.Reset()
	top := s.y + 2
	s.y = top + 22
	if phone {
		s.path("", "M126 "+number(top+12)+"h32") // the slit
		s.said = append(s.said, "スマホの画面です。")
	} else {
		s.y = top + 26
		s.path("", "M13 "+number(top+20)+"h258m-19-13l7 7m0-7l-7 7") // the bar and the cross of a window
		s.said = append(s.said, "パソコンの画面です。")
	}
	for _, l := range lines {
		for _, w := range screenWords {
			if w.name == l.word && w.draw != nil {
				w.draw(s, l)
				s.parted = isRow(l.word) && l.mark == 0
			}
		}
	}
	inside := s.svg.String()
	s.svg.Reset()
	s.svg.WriteString(outside)
	s.rect("", edge, top, wide-edge-1, s.y+14-top)
	s.svg.WriteString(inside)
	s.y += 14
}

func drawAddress(s *sheet, l line) {
	y := s.y + 2
	s.rect(l.style("q"), inner, y, room, 30)
	s.write("", inner+pad, y+20, s.fit(l, l.text, size, room-2*pad, 1)...)
	s.mark(l.mark, edge, y+15)
	s.say(l, "アドレスの欄「"+l.text+"」")
	s.grown(l, y+32)
}

// drawPlace is the way to a screen of settings.
func drawPlace(s *sheet, l line) {
	lines := s.fit(l, l.text, little, room, 3)
	s.write("s", inner, s.y+16, lines...)
	s.mark(l.mark, edge, s.y+12)
	s.say(l, "場所は「"+l.text+"」")
	s.grown(l, s.y+step*len(lines)+2)
	s.hline(inner, s.y+4, room)
	s.grown(l, s.y+6)
}

func drawStages(s *sheet, l line) {
	w, y := (room+4)/len(l.parts), s.y+8
	for i, p := range l.parts {
		style, weight, x := "q", "c", inner+i*w
		if p.text == l.more {
			style, weight = "q k", "b c"
			s.said = append(s.said, "「"+p.text+"」の段階です。")
		}
		s.rect(style, x, y, w-4, 28)
		s.write(weight, x+w/2-2, y+19, s.fit(p, p.text, size, w-8, 1)...)
		s.mark(p.mark, x, y+14)
	}
	if !hasPart(l.parts, l.more) {
		s.wrong(l.number, max(l.moreCol, l.col), "「段階」のどれが今かわかりません", "「段階: 入力 | 確認 | 完了 = 入力」のように、= の後に今の段階を書いてください")
	}
	s.grown(l, y+34)
}

func hasPart(parts []line, text string) bool {
	for _, p := range parts {
		if p.text == text {
			return true
		}
	}
	return false
}

func drawHeading(s *sheet, l line) {
	lines := s.fit(l, l.text, size, room, 2)
	s.write("b", inner, s.y+24, lines...)
	s.mark(l.mark, edge, s.y+19)
	s.say(l, "見出し「"+l.text+"」")
	s.grown(l, s.y+10+step*len(lines))
}

func drawText(s *sheet, l line) {
	lines := s.fit(l, l.text, size, room, 6)
	s.write("", inner, s.y+23, lines...)
	s.mark(l.mark, edge, s.y+18)
	s.say(l, l.text)
	s.grown(l, s.y+8+step*len(lines))
}

func drawField(s *sheet, l line) {
	label := s.fit(l, l.text, size, room, 2)
	s.write("", inner, s.y+22, label...)
	y := s.y + 10 + step*len(label)
	s.rect(l.style(""), inner, y, room, 34)
	content, name := room-2*pad, "入力欄"
	if l.word == "選択" {
		content, name = content-24, "選ぶ欄"
		s.path("", "M"+number(inner+room-24)+" "+number(y+14)+"l6 6 6-6")
	}
	s.write("", inner+pad, y+22, s.fit(l.second(), l.more, size, content, 1)...)
	s.mark(l.mark, edge, y+17)
	s.say(l, name+"「"+l.text+"」")
	s.grown(l, y+38)
}

func drawButton(s *sheet, l line) {
	lines := s.fit(l, l.text, size, room-2*pad, 2)
	y, h := s.y+10, 17+step*len(lines)
	s.rect(l.style("q"), inner, y, room, h)
	s.write("b c", inner+room/2, y+24, lines...)
	s.mark(l.mark, edge, y+h/2)
	s.say(l, "ボタン「"+l.text+"」")
	s.grown(l, y+h+2)
}

// drawCorner is a button that is at the right, with its mark beside it.
func drawCorner(s *sheet, l line) {
	lines := s.fit(l, l.text, size, room/2, 1)
	w, y := width(strings.Join(lines, ""), size)+2*pad+4, s.y+8
	x := inner + room - w
	s.rect(l.style("q"), x, y, w, 34)
	s.write("b c", x+w/2+2, y+22, lines...)
	s.mark(l.mark, x-2, y+17)
	s.say(l, l.word+"のボタン「"+l.text+"」")
	s.grown(l, y+36)
}

func drawLink(s *sheet, l line) {
	lines := s.fit(l, l.text, size, room, 2)
	s.write("u", inner, s.y+24, lines...)
	s.mark(l.mark, edge, s.y+19)
	s.say(l, "リンク「"+l.text+"」")
	s.grown(l, s.y+10+step*len(lines))
}

func drawAmount(s *sheet, l line) {
	y := s.y + 4
	if l.mark > 0 {
		s.rect("k", inner, y, room, 58)
	}
	s.write("s", inner+pad, y+20, s.fit(l, l.text, little, room-2*pad, 1)...)
	s.write("l", inner+pad, y+48, s.fit(l.second(), l.more, large, room-2*pad, 1)...)
	s.mark(l.mark, edge, y+29)
	s.say(l, "「"+l.text+"」の数字")
	s.grown(l, y+62)
}

// drawDocument is a long text that nobody has to read in a drawing.
func drawDocument(s *sheet, l line) {
	lines := s.fit(l, l.text, size, room-2*pad, 2)
	y, h := s.y+10, 54+step*len(lines)
	s.rect(l.style(""), inner, y, room, h)
	s.write("b", inner+pad, y+23, lines...)
	y += 14 + step*len(lines)
	for i, w := range []int{206, 190, 206} {
		s.hline(inner+pad, y+i*13, w)
	}
	s.mark(l.mark, edge, s.y+10+h/2)
	s.say(l, "「"+l.text+"」の文面")
	s.grown(l, s.y+h+12)
}

func drawTabs(s *sheet, l line) {
	w, y := (room+4)/len(l.parts), s.y+18 // room for marks above
	for i, p := range l.parts {
		x := inner + i*w
		s.rect(p.style("q"), x, y, w-4, 34)
		s.write("c", x+w/2-2, y+22, s.fit(p, p.text, size, w-8, 1)...)
		s.mark(p.mark, x+w/2-2, y-2)
		s.say(p, "ボタン「"+p.text+"」")
	}
	s.grown(l, y+36)
}
