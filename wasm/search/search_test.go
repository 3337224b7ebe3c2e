package search

import (
	"strings"
	"testing"
	"unicode/utf8"

	"helpcenter/wasm/japanese"
)

var small = "R\t" + strings.Join(japanese.Romaji(), "\t") + "\n" +
	"R\t認証\tにんしよう\t届\tとど\t紛失\tふんしつ\t引\tひ\t落\tお\n" +
	"V\t紛失\tなくした\n" +
	"E\t住所は、ここにはありません。\t住所変更\tETC\t引き落とし口座\n" +
	"I\tどうすればいい\tですか\n" +
	"X\t届かない\n" +
	"G\ttrouble/otp\t認証コードが届かないとき\tSMSが来ないときの直しかたです。\td\n" +
	"T\tSMS\t認証コード\n" +
	"S\tsms\tSMSが届かない\n" +
	"B\t機内もど 圏外\n" +
	"G\tsecurity/lost\tカードの紛失\tすぐに止めます。\tup\n" +
	"T\t紛失\n" +
	"G\ttrouble/error\t503と出るとき\t混雑です。\td\n" +
	"T\t503\t引き落とし\n"

func smallIndex(t testing.TB) *Index {
	x, err := Decode(small)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestFind(t *testing.T) {
	x := smallIndex(t)
	for q, want := range map[string]string{
		"認証コードが届かない":    "t trouble/otp",
		"にんしょうこーど":      " trouble/otp",
		"ニンショウコード":      " trouble/otp",
		"ninshou ko-do": " trouble/otp",
		"ninsyou":       " trouble/otp",
		"認正コード":         " trouble/otp",
		"認証コドー":         " trouble/otp",
		"ｓｍｓ":           " trouble/otp",
		"カードをなくした どうすればいいですか": " security/lost",
		"ふんしつ":  " security/lost",
		"503":   " trouble/error",
		"５０３":   " trouble/error",
		"引落":    " trouble/error",
		"ひきおとし": " trouble/error",
		"紛":     " security/lost",
		"天気予報":  "w",
		"":      "w",
		"。、！":   "w",
	} {
		x.Find(q)
		shown := string(x.AppendShown(nil))
		head, rest, _ := strings.Cut(shown, "\n")
		flags, _, _ := strings.Cut(head, "\t")
		page, _, _ := strings.Cut(rest, "\t")
		if strings.HasPrefix(want, "w") {
			if !strings.Contains(flags, "w") {
				t.Errorf("%q is not weak: %q", q, shown)
			}
		} else if got := flags + " " + page; got != want {
			t.Errorf("%q gives %q, want %q", q, got, want)
		}
	}
}

// Words of a topic are answered with what is to be said of it, in kana and across spaces too, unless they stand in
// the best guide, or in a longer word.
func TestTopics(t *testing.T) {
	x := smallIndex(t)
	for q, aside := range map[string]bool{
		"住所変更": true, "住所 変更": true, "ETC": true, "ＥＴＣカードの紛失": true, "etch": false, "認証コード": false, "引き落とし": false, "引き落とし口座": true,
	} {
		if a := x.Find(q); a.Aside != "" != aside || aside && !a.Weak {
			t.Errorf("%q: %+v", q, a)
		}
	}
}

func TestMarks(t *testing.T) {
	x := smallIndex(t)
	for q, want := range map[string]string{
		"認証コード":    "[認証コード]が届かないとき",
		"にんしょうこーど": "[認証コード]が届かないとき",
		"503":      "[503]と出るとき",
		"なくした":     "カードの[紛失]",
	} {
		x.Find(q)
		line := strings.Split(string(x.AppendShown(nil)), "\n")[1]
		if got := strings.NewReplacer("\x02", "[", "\x03", "]").Replace(strings.Split(line, "\t")[2]); got != want {
			t.Errorf("%q marks %q, want %q", q, got, want)
		}
	}
}

func TestDamagedIndexIsAnError(t *testing.T) {
	for _, s := range []string{"G\ta\tb\n", "S\ta\tb\n", "T\ta\n", "?\n", "G\ta\tb\tc\td", "\n", small + "S\tx\n"} {
		if _, err := Decode(s); err == nil {
			t.Errorf("%q was read", s)
		}
	}
}

// Whatever is typed, in whatever order, the answer is that of a fresh index, and what is shown is text.
func FuzzFind(f *testing.F) {
	for _, q := range []string{"認証コード", "ninshou", "ｶﾞ\u3099", "\xff503", "ああああ", "なくしたなくした", "nnnn", "認正コード 503 なくした", strings.Repeat("ログ", 300)} {
		f.Add(q, "503")
	}
	used := smallIndex(f)
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, q := range []string{a, b, a} {
			fresh := smallIndex(t)
			fresh.Find(q)
			used.Find(q)
			want, got := string(fresh.AppendShown(nil)), string(used.AppendShown(nil))
			if got != want || !utf8.ValidString(got) {
				t.Fatalf("%q: %q, fresh %q", q, got, want)
			}
			for _, r := range used.answer.Results {
				if r.Score <= 0 || r.Score > 1100 {
					t.Fatalf("%q: score %d", q, r.Score)
				}
			}
		}
	})
}

// Each guide is found by its own title, whatever else there is.
func TestIndexAndQueryAgree(t *testing.T) {
	x := smallIndex(t)
	for i := range x.guides {
		if a := x.Find(x.guides[i].Title); a.Weak || a.Results[0].Guide != i {
			t.Errorf("%q: %+v", x.guides[i].Title, a)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(small, "認証")
	f.Add("R\ta\tb\tc\nG\t\t\t\t\n", "a")
	f.Fuzz(func(t *testing.T, s, q string) {
		if x, err := Decode(s); err == nil {
			x.Find(q)
			x.AppendShown(nil)
		}
	})
}

func TestRomaji(t *testing.T) {
	x := smallIndex(t)
	for in, want := range map[string]string{
		"roguin": "ろぐいん", "pasuwado": "ぱすわど", "ninshou": "にんしよ", "ninsyou": "にんしよ",
		"kakkazan": "かつかざん", "onna": "おんな", "kinnen": "きんねん", "matcha": "まつちや",
		"tsuuchi": "つち", "tuuti": "つち", "jikan": "じかん", "zyoho": "じよほ", "jouhou": "じよほ",
		"fisshingu": "ふいつしんぐ", "apuri": "あぷり", "hirakanai": "ひらかない", "todokan": "とどかん",
		"todok": "とど", "sh": "", "wifi": "ういふい", "vpn": "", "login": "", "xyz": "", "paathi": "ぱて", "kaado": "かど", "chiisai": "ちいさい", "otp": "", "sim": "し",
	} {
		ok := x.fromRomaji(japanese.Letters(in, nil))
		got := ""
		if ok {
			got = written(japanese.Sound(x.kana.letters))
		}
		if got != want || ok != (want != "") {
			t.Errorf("Kana(%q) = %q, %v, want %q", in, got, ok, want)
		}
	}
}

func written(letters []letter) string {
	var out []rune
	for _, l := range letters {
		out = append(out, l.Rune)
	}
	return string(out)
}
