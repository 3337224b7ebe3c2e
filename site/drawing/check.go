package drawing

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// check finds what holds for every word: texts that are missing, not to choose
// from, not for print, or look like a secret.
func (r *reader) check(l *line, w *word) {
	switch {
	case l.text == "" && l.parts == nil:
		r.wrong(l.number, l.col, "「"+w.name+"」の内容がありません", "「"+w.name+": 」の後に書いてください")
	case w.oneOf != nil && !slices.Contains(w.oneOf, l.text):
		r.wrong(l.number, l.col, "「"+w.name+"」に「"+l.text+"」は選べません", "使えるのは "+strings.Join(w.oneOf, "、")+" です")
	}
	for _, t := range []struct {
		text string
		col  int
	}{{l.text, l.col}, {l.more, l.moreCol}} {
		if i := strangeLetter(t.text); i >= 0 {
			r.wrong(l.number, t.col+utf8.RuneCountInString(t.text[:i]), "絵に使えない文字があります", "目に見えない文字を消して、打ち直してください")
		}
		if i := longNumber(t.text); i >= 0 {
			r.wrong(l.number, t.col+utf8.RuneCountInString(t.text[:i]), "本物の番号に見える数字があります", "見本の数字は ● で書いてください")
		}
	}
	if w.takes&sample != 0 && isSecret(l.text) && strings.ContainsFunc(l.more, isLatin) {
		r.wrong(l.number, l.moreCol, "「"+l.text+"」の見本に文字や数字が見えています", "番号・コード・パスワードの見本は ● で書いてください")
	}
}

// isSecret holds for the names of what no drawing should show an example of. Of
// telephone numbers the first digits may be seen: 0120-●●●●●.
func isSecret(name string) bool {
	if strings.Contains(name, "電話") {
		return false
	}
	for _, secret := range []string{"番号", "コード", "パス", "暗証", "期限", "ID"} {
		if strings.Contains(name, secret) {
			return true
		}
	}
	return false
}

func isLatin(r rune) bool {
	return isDigit(r) || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || 'ａ' <= r && r <= 'ｚ' || 'Ａ' <= r && r <= 'Ｚ'
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' || '０' <= r && r <= '９' }

// longNumber is where seven digits and more begin, with nothing but spaces and
// hyphens between; -1 if nowhere.
func longNumber(s string) int {
	begin, digits := -1, 0
	for i, r := range s {
		switch {
		case isDigit(r):
			if digits == 0 {
				begin = i
			}
			if digits++; digits == 7 {
				return begin
			}
		case !strings.ContainsRune(" -　‐－ー", r):
			digits = 0
		}
	}
	return -1
}

// strangeLetter is where a letter stands that XML or a line of text has no room
// for; -1 if nowhere.
func strangeLetter(s string) int {
	return strings.IndexFunc(s, func(r rune) bool {
		return r < ' ' || 0x7f <= r && r < 0xa0 || r == 0xfffe || r == 0xffff || r == utf8.RuneError ||
			0x2028 <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069 // ends of lines, changes of direction
	})
}
