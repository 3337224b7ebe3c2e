package drawing

// A flow goes down; the answers to a question branch off to the right, and one
// of them may go on.
var flowWords = []word{
	{name: titleWord, one: true},
	{name: "始め", one: true},
	{name: "次"},
	{name: "質問"},
	{name: "答え", takes: arrow},
}

const (
	goesOn = "次へ"
	trunk  = 38 // where the line down is
	branch = 60 // the left edge of answers
)

func drawFlow(s *sheet, lines []line) {
	s.said = append(s.said, "流れ図です。")
	f := flow{sheet: s}
	s.y += 2
	for _, l := range lines {
		switch l.word {
		case "始め", "次", "質問":
			f.box(l)
		case "答え":
			f.answer(l)
		}
	}
	f.finish()
}

// A flow knows what the next box hangs on.
type flow struct {
	*sheet
	question *line // the last one, until a box follows it
	answers  int   // to it
	from     int   // where the line down begins; 0 before the first box
	onward   string
	open     bool // something may follow
}

func (f *flow) box(l line) {
	switch {
	case f.from == 0: // the first
	case f.question != nil && f.answers < 2:
		f.tooFew()
	case f.question != nil && !f.open:
		f.wrong(l.number, 1, "前の質問から、ここへ続く道がありません", "質問の最後の答えを「答え: はい → 次へ」のように書いてください")
	default:
		f.arrowDown()
	}
	lines := f.fit(l, l.text, size, 258-3*pad, 4)
	h := 17 + step*len(lines)
	style, text := "", ""
	if l.word != "次" {
		style, text = "q", "b"
	}
	f.rect(l.style(style), edge, f.y, wide-edge-1, h)
	f.write(text, edge+2*pad, f.y+24, lines...)
	f.mark(l.mark, edge, f.y+h/2)
	f.say(l, l.word+"、"+l.text)
	f.grown(l, f.y+h)
	f.from, f.question, f.answers, f.onward, f.open = f.y, nil, 0, "", true
	if l.word == "質問" {
		f.question, f.open = &l, false
	}
}

// arrowDown leads from the box before to the next, with the answer beside it.
func (f *flow) arrowDown() {
	to := f.y + 24
	if f.onward != "" {
		to += 6
		f.write("b", trunk+12, f.y+22, f.onward)
	}
	f.path("", "M"+number(trunk)+" "+number(f.from)+"V"+number(to)+"m-5-6l5 6 5-6")
	f.y = to + 1
}

func (f *flow) answer(l line) {
	if f.question == nil {
		f.wrong(l.number, 1, "「答え」の前に「質問」がありません", "「質問: …」の次の行に書いてください")
		return
	}
	f.answers++
	if f.open {
		f.wrong(l.number, 1, "「次へ」の後に答えがあります", "「→ 次へ」の答えは、質問の最後に書いてください")
	}
	label := f.fit(l, l.text, size, 190, 1)
	if l.more == goesOn {
		if f.open = true; len(label) > 0 {
			f.onward = label[0]
		}
		f.say(l, "「"+l.text+"」なら次へ")
		return
	}
	f.result(l, label)
}

// result is the box that an answer leads to.
func (f *flow) result(l line, label []string) {
	lines := f.fit(l.second(), l.more, size, wide-branch-5-2*pad, 4)
	y, h := f.y+10, 38+step*(len(lines)-1)+step
	f.path("", "M"+number(trunk)+" "+number(f.from)+"V"+number(y+h/2)+"H"+number(branch-2)+"m-6-5l6 5-6 5")
	f.rect(l.style(""), branch, y, wide-branch-1, h)
	f.write("b", branch+pad+4, y+23, label...)
	f.write("", branch+pad+4, y+23+step, lines...)
	f.mark(l.mark, branch, y+h/2)
	f.say(l, "「"+l.text+"」なら、"+l.more)
	f.grown(l, y+h)
}

// finish finds questions without an answer, and answers that lead nowhere.
func (f *flow) finish() {
	q := f.question
	switch {
	case f.from == 0:
		f.wrong(0, 0, "流れに箱がありません", "「始め: …」と「次: …」を書いてください")
	case q != nil && f.answers < 2:
		f.tooFew()
	case q != nil && f.open:
		f.wrong(q.number, q.col, "「次へ」の先に箱がありません", "答えの後に「次: …」か「質問: …」を書いてください")
	}
}

func (f *flow) tooFew() {
	f.wrong(f.question.number, f.question.col, "質問の答えが足りません", "「答え: はい → …」と「答え: いいえ → …」のように、二つ以上書いてください")
}
