package drawing

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A word begins a line. What else the line may hold is said here, so that reading
// is the same for all of them.
type word struct {
	name  string
	takes takes
	one   bool     // at most once in a drawing
	oneOf []string // the only texts that there are; nil for free text
	draw  func(*sheet, line)
}

type takes uint8

const (
	sample takes = 1 << iota // text = sample
	state                    // ends in オン or オフ
	parts                    // parts with | between, each with a mark of its own
	arrow                    // text → result
	plain  = takes(0)
)

const titleWord = "題"

// A line is one line of a block, taken apart. Columns count from 1, in characters.
type line struct {
	number       int // within the block, from 1
	word, text   string
	more         string // the sample, the state or the result
	mark         int    // 0 without
	col, moreCol int    // of text and more
	parts        []line
}

// second is the line as the place of what stands after the text.
func (l line) second() line {
	l.col = l.moreCol
	return l
}

// A reader takes a block apart and collects its mistakes.
type reader struct {
	words    []word
	nearest  Nearest
	mistakes []Mistake
	marks    []Mark
	seen     map[string]bool
}

func (r *reader) wrong(line, col int, message, hint string) {
	r.mistakes = append(r.mistakes, Mistake{line, col, message, hint})
}

func (r *reader) read(text string) (lines []line) {
	r.seen = map[string]bool{}
	for i, raw := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		if strings.TrimSpace(raw) == "" {
			continue
		}
		l, ok := r.cut(i+1, raw)
		if !ok {
			return lines // what follows is hardly meant for a drawing
		}
		if w := r.known(l, raw); w != nil {
			r.fill(&l, w)
			lines = append(lines, l)
		}
	}
	return lines
}

// cut parts the word from what follows it.
func (r *reader) cut(number int, raw string) (l line, ok bool) {
	at := strings.IndexAny(raw, ":：")
	if at < 0 {
		r.wrong(number, firstCol(raw), "「言葉: 内容」の形になっていません", "「ボタン: 次へ」のように、言葉とコロン（:）で書いてください。絵が終わっているなら、前の行に ``` を書きます")
		return l, false
	}
	_, size := utf8.DecodeRuneInString(raw[at:])
	rest := raw[at+size:]
	l = line{number: number, word: strings.TrimSpace(raw[:at]), text: strings.TrimSpace(rest)}
	l.col = utf8.RuneCountInString(raw[:at+size]) + firstCol(rest)
	return l, true
}

// firstCol is the column of the first letter that is no space.
func firstCol(s string) int {
	return utf8.RuneCountInString(s) - utf8.RuneCountInString(strings.TrimLeftFunc(s, unicode.IsSpace)) + 1
}

// known finds the word of a line, and whether it may stand there.
func (r *reader) known(l line, raw string) *word {
	names := make([]string, len(r.words))
	for i := range r.words {
		w := &r.words[i]
		names[i] = w.name
		if w.name != l.word {
			continue
		}
		if w.one && r.seen[w.name] {
			r.wrong(l.number, firstCol(raw), "「"+w.name+"」が2つあります", "どちらかを消してください。絵を分けるなら、```から```までをもう一つ書きます")
			return nil
		}
		if first := len(r.seen) == 0; first != (w.name == titleWord) && (first || w.name == titleWord) {
			r.wrong(l.number, firstCol(raw), "1行目が「題」ではありません", "1行目に「題: 何の絵か」と書いてください")
		}
		r.seen[w.name] = true
		return w
	}
	hint := "使える言葉は " + strings.Join(names, "、") + " です"
	if like := r.nearest(l.word, names); like != "" {
		hint = "もしかして「" + like + "」ですか"
	}
	r.wrong(l.number, firstCol(raw), "「"+l.word+"」という言葉はありません", hint)
	return nil
}

// fill takes the text of a line apart as its word wants it.
func (r *reader) fill(l *line, w *word) {
	if w.takes&parts != 0 {
		r.fillParts(l, w)
	} else {
		r.takeMark(l)
	}
	switch {
	case w.takes&sample != 0:
		r.cutMore(l, "=", "＝")
	case w.takes&arrow != 0:
		r.cutMore(l, "→", "->")
		if l.more == "" {
			r.wrong(l.number, l.col, "「"+w.name+"」の行き先がありません", "「"+w.name+": はい → 次へ」のように、→ の後に行き先を書いてください")
		}
	case w.takes&state != 0:
		r.cutState(l, w)
	}
	l.text = unquoted(l.text)
	r.check(l, w)
}

// unquoted drops 「」 around the whole text: that is how guides write what is pressed.
func unquoted(s string) string {
	inner, ok := strings.CutPrefix(s, "「")
	if inner, ended := strings.CutSuffix(inner, "」"); ok && ended && !strings.ContainsAny(inner, "「」") {
		return inner
	}
	return s
}

// cutMore parts the text at the first of the signs.
func (r *reader) cutMore(l *line, signs ...string) {
	for _, sign := range signs {
		if before, after, ok := strings.Cut(l.text, sign); ok {
			l.moreCol = l.col + utf8.RuneCountInString(before+sign) + firstCol(after) - 1
			l.text, l.more = strings.TrimSpace(before), strings.TrimSpace(after)
			return
		}
	}
}

const on, off = "オン", "オフ"

func (r *reader) cutState(l *line, w *word) {
	for _, s := range []string{on, off} {
		if before, ok := strings.CutSuffix(l.text, s); ok && strings.TrimSpace(before) != "" {
			l.text, l.more = strings.TrimSpace(before), s
			return
		}
	}
	r.wrong(l.number, l.col, "「"+w.name+"」がオンかオフかわかりません", "「"+w.name+": "+l.text+" オン」のように、終わりにオンかオフを書いてください")
}

// fillParts cuts 「ホーム | 明細 ①」 into lines of their own.
func (r *reader) fillParts(l *line, w *word) {
	text := l.text
	if w.takes&sample != 0 {
		r.cutMore(l, "=", "＝")
		text = l.text
	}
	col := l.col
	for _, piece := range strings.Split(text, "|") {
		p := line{number: l.number, word: l.word, text: strings.TrimSpace(piece), col: col + firstCol(piece) - 1}
		r.takeMark(&p)
		p.text = unquoted(p.text)
		if p.text == "" {
			r.wrong(p.number, p.col, "「"+w.name+"」に空の所があります", "「"+w.name+": ホーム | メニュー」のように、| の両側に書いてください")
		}
		l.parts = append(l.parts, p)
		col += utf8.RuneCountInString(piece) + 1
	}
}

// takeMark takes ① off the end of the text.
func (r *reader) takeMark(l *line) {
	last, size := utf8.DecodeLastRuneInString(l.text)
	if n := markNumber(last); n > 0 {
		col := l.col + utf8.RuneCountInString(l.text) - 1
		l.text, l.mark = strings.TrimSpace(l.text[:len(l.text)-size]), n
		if len(r.marks) > 0 && n <= r.marks[len(r.marks)-1].Number {
			r.wrong(l.number, col, "印"+string(last)+"の順番が違います", "印は上から ①②③ の順に、一つずつ大きくします")
		}
		r.marks = append(r.marks, Mark{n, l.number, col})
	}
	if i := strings.IndexFunc(l.text, func(r rune) bool { return markNumber(r) > 0 }); i >= 0 {
		r.wrong(l.number, l.col+utf8.RuneCountInString(l.text[:i]), "印が文の途中にあります", "印は行の終わりに、一つだけ書いてください")
	}
}

// markNumber is 1 for ①, 20 for ⑳, 0 for what is no mark.
func markNumber(r rune) int {
	if '①' <= r && r <= '⑳' {
		return int(r-'①') + 1
	}
	return 0
}

func markLetter(n int) string { return string('①' + rune(n) - 1) }
