package drawing

import "strings"

// A card has one of its faces up; only what is written is printed on it.
var cardWords = []word{
	{name: titleWord, one: true},
	{name: "面", one: true, oneOf: []string{"表", "裏"}},
	{name: "番号", one: true, oneOf: []string{"16桁", "15桁"}},
	{name: "期限", one: true, oneOf: []string{"月/年"}},
	{name: "コード", one: true, oneOf: []string{"3桁", "4桁"}},
	{name: "電話", one: true},
}

const cardHigh = 164

// A face is the side of a card that is up, and where its things are: bases of
// text, from the top of the card.
type face struct {
	name           string
	number, expiry int
	code, label    int // the code's, and of the words for it
}

var faces = map[string]face{
	"表": {"カードの表の面です。", 104, 143, 66, 41},
	"裏": {"カードの裏の面です。", 122, 122, 76, 101},
}

func drawCard(s *sheet, lines []line) {
	top, up := s.y+2, "表"
	if l := lineOf(lines, "面"); l == nil {
		s.wrong(0, 0, "カードの面がありません", "「面: 表」か「面: 裏」を書いてください")
	} else if faces[l.text].name != "" {
		up = l.text
	}
	f := faces[up]
	s.said = append(s.said, f.name)
	s.rect("", edge, top, wide-edge-1, cardHigh)
	if up == "裏" {
		s.path("g", "M14 "+number(top+28)+"h256") // the magnetic stripe
	} else {
		s.rect("q", inner, top+24, 38, 30) // the chip
	}
	for _, l := range lines {
		switch l.word {
		case "番号":
			cardNumber(s, l, top+f.number)
		case "期限":
			cardExpiry(s, l, top+f.expiry)
		case "コード":
			cardCode(s, l, top, up)
		case "電話":
			cardPhone(s, l, top+cardHigh-16)
		}
	}
	s.y = top + cardHigh
}

// dots stand for what is printed, in a box with its mark; y is the base of the text.
func (s *sheet) dots(l line, dots string, x, y, w int) {
	s.rect(l.style("q"), x, y-18, w, 26)
	switch {
	case x == inner:
		s.mark(l.mark, edge, y-5)
	case l.mark > 0:
		s.mark(l.mark, x-2, y-5)
		x += 6
	}
	s.write("s c", x+w/2, y, dots)
}

func cardNumber(s *sheet, l line, y int) {
	dots := "●●●● ●●●● ●●●● ●●●●"
	if l.text == "15桁" {
		dots = "●●●● ●●●●●● ●●●●●"
	}
	s.dots(l, dots, inner, y, room)
	s.say(l, "カード番号"+l.text)
}

func cardExpiry(s *sheet, l line, y int) {
	s.write("s", inner, y, "有効期限")
	s.dots(l, "●●/●●", inner+84, y, 76)
	s.say(l, "有効期限。月、年の順")
}

func cardCode(s *sheet, l line, top int, up string) {
	f, digits, place := faces[up], 4, "表の面の右に"
	if l.text == "3桁" {
		digits = 3
	}
	if up == "裏" {
		place = "裏の面の右端に"
		s.rect("q", inner, top+f.code-18, room-88, 26) // for the signature
	}
	label := "セキュリティコード " + l.text
	s.dots(l, strings.Repeat("●", digits), inner+room-72, top+f.code, 72)
	s.write("s e", inner+room, top+f.label, label)
	s.say(l, place+label)
}

func cardPhone(s *sheet, l line, y int) {
	s.write("s", inner, y, s.fit(l, l.text, little, room-100, 1)...)
	s.dots(l, "●●●●●", inner+room-84, y, 84)
	s.say(l, l.text)
}
