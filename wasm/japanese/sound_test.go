package japanese

import (
	"slices"
	"testing"
)

// heard folds and sounds a text.
func heard(s string) string {
	letters, at := Letters(s, nil, nil)
	letters, _ = Sound(letters, at)
	return string(letters)
}

func TestSound(t *testing.T) {
	for in, want := range map[string]string{
		"しょうめい":    "しよめ",
		"にんしょうコード": "にんしよこど",
		"せーきゅー":    "せきゆ",
		"せいきゅう":    "せきゆ",
		"カードを落とした": "かどを落とした",
		"つづき":      "つずき",
		"ううう":      "う",
		"していない":    "してない",
		"請求":       "請求",
		"ID":       "id",
	} {
		if got := heard(in); got != want {
			t.Errorf("%q sounds %q, want %q", in, got, want)
		}
	}
}

func TestKana(t *testing.T) {
	for in, want := range map[string]string{
		"roguin": "ろぐいん", "pasuwado": "ぱすわど", "ninshou": "にんしよう", "ninsyou": "にんしよう",
		"kakkazan": "かつかざん", "onna": "おんな", "kinnen": "きんねん", "matcha": "まつちや", "shimbun": "しんぶん",
		"tsuuchi": "つち", "tuuti": "つち", "jikan": "じかん", "zyoho": "じよほ", "jouhou": "じようほう",
		"fisshingu": "ふいつしんぐ", "apuri": "あぷり", "hirakanai": "ひらかない", "todokan": "とどかん",
		"todok": "とど", "sh": "", "wifi": "ういふい", "vpn": "", "login": "", "xyz": "", "paathi": "ぱてい", "kaado": "かど", "chiisai": "ちいさい", "otp": "", "sim": "し",
	} {
		got, ok := Kana([]rune(in), nil)
		if string(got) != want || ok != (want != "") {
			t.Errorf("Kana(%q) = %q, %v, want %q", in, string(got), ok, want)
		}
	}
}

func FuzzSound(f *testing.F) {
	for _, s := range []string{"にんしょうコード", "ああああうう", "をを", "ninshou", "ｶﾞ\u3099", "mbnn"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		letters, at := Letters(s, nil, nil)
		if string(letters) != Fold(s) || len(at) != len(letters) {
			t.Fatalf("Letters(%q) = %q, Fold gives %q", s, string(letters), Fold(s))
		}
		once, at := Sound(slices.Clone(letters), at)
		for i, from := range at {
			if from >= len(s) || i > 0 && from < at[i-1] {
				t.Fatalf("%q: letter %d comes from %d", s, i, from)
			}
		}
		if twice, _ := Sound(slices.Clone(once), slices.Clone(at)); !slices.Equal(once, twice) {
			t.Fatalf("%q sounds %q, and that %q", s, string(once), string(twice))
		}
		if kana, ok := Kana(letters, nil); ok != (len(kana) > 0) {
			t.Fatalf("Kana(%q) = %q, %v", s, string(kana), ok)
		}
	})
}
