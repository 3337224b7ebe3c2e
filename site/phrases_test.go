package site

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestPhrases(t *testing.T) {
	for _, want := range []string{
		"通信が|つながらないとき",
		"アプリが|開かない・止まるとき",
		"カードを|なくした・盗まれたとき",
		"認証コードが|届かない・合わないとき",
		"機種変更・番号変更の後に|使えないとき",
		"本人認証サービス（3Dセキュア）",
		"「診断する」の|知識の|書きかた",
		"Gmailや|Yahoo!メールなどのとき",
		"SAISON IDを|お持ちの方へ",
		"カード情報から|取り出して|使う",
		"この|使い方は|申し込みの後に",
		"今日の|お知らせを|見てください",
		"いつもの|入口を|決めておく",
		"電話番号が|わからないとき",
		"画面が|広がるまで|待つ",
		"端末ではできないことがあります",
		"セゾンポータルアプリ", // one word
		"ネットワーク不安定版",
		"クラブ・オン／ミレニアムカード",
		"コードが|来ない、合わないと|出る",
		"ABC <b> & 「<i>」",
	} {
		line := strings.ReplaceAll(want, "|", "")
		got, from := "", 0
		for _, start := range phraseStarts(line) {
			got, from = got+line[from:start]+"|", start
		}
		if got += line[from:]; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestPhrasesAreMarkedInTitles(t *testing.T) {
	for title, want := range map[string]string{
		"通信がつながらないとき":          "通信が<wbr>つながらないとき",
		"登録の前に用意する":            "登録の前に用意する", // short
		"<b>をアプリの画面で押す & 見る":   "&lt;b&gt;を<wbr>アプリの<wbr>画面で<wbr>押す &amp; 見る",
		"\xff\xfe壊れた文字のある題名でも": "\ufffd\ufffd壊れた<wbr>文字の<wbr>ある題名でも",
	} {
		if got := string(phrases(title)); got != want && utf8.ValidString(title) {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	got, _ := converted("## **アプリの**権限が`a`拒否された<!\\*と出る {#a}")
	if want := `<h2 id="a"><strong>アプリの</strong>権限が<code>a</code>拒否された&lt;!*と<wbr>出る</h2>`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func FuzzPhrases(f *testing.F) {
	f.Add("カードを「なくした」・盗まれたとき")
	f.Fuzz(func(t *testing.T, line string) {
		last := 0
		for _, start := range phraseStarts(strings.ToValidUTF8(line, "")) {
			if start <= last || start >= len(line) {
				t.Fatalf("%q: a phrase begins at %d after %d", line, start, last)
			}
			last = start
		}
	})
}

func TestEverydayLettersAreLetters(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if isEveryday(r) && (!unicode.IsLetter(r) || unicode.ToLower(r) != r || (scriptOf(r) == kana) != unicode.Is(unicode.Hiragana, r)) {
			t.Errorf("%q", r)
		}
	}
}
