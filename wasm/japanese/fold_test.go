package japanese

import (
	"slices"
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"アプリ":            "あぷり",
		"ｱﾌﾟﾘ":           "あぷり",
		"ログイン できない":      "ろぐいんできない",
		"Ｗｉ－Ｆｉ":          "wifi",
		"Wi-Fi":          "wifi",
		"サーバー":           "さば",
		"ﾊﾟｽﾜｰﾄﾞ":        "ぱすわど",
		"まっしろ":           "まつしろ",
		"ファイル":           "ふあいる",
		"５０３エラー!!":       "503えら",
		"か\u3099":        "が",
		"ほ\u309A":        "ぽ",
		"認証コードが、来ない。":    "認証こどが来ない",
		"①→【重要】〜":        "重要",
		"ヴ":              "ゔ",
		"ﾞ":              "",
		"人々":             "人々",
		"Ünïcode":        "Ünïcode",
		"\xff\xfe壊れたバイト": "壊れたばいと",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestClauses(t *testing.T) {
	clauses := Clauses("Wi-Fiは大丈夫。でも、ｱﾌﾟﾘが 開かない！\n")
	var got []string
	for _, c := range clauses {
		got = append(got, c.Folded)
	}
	want := []string{"wifiは大丈夫", "でも、あぷりが開かない"}
	if !slices.Equal(got, want) {
		t.Errorf("Clauses = %q, want %q", got, want)
	}
	if got := clauses[1].Source(len("でも、"), len("でも、あぷりが開")); got != "ｱﾌﾟﾘが 開" {
		t.Errorf("Source = %q", got)
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"ｶﾞ", "か\u3099\u3099", "アプリ", "\xffｱ", "ﾊﾟ゚"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if !utf8.ValidString(once) {
			t.Fatalf("Fold(%q) = %q is not UTF-8", s, once)
		}
		for _, c := range Clauses(s) {
			if c.Source(0, len(c.Folded)) == "" {
				t.Fatalf("Clauses(%q) lost its source", s)
			}
		}
		if twice := Fold(once); twice != once {
			t.Fatalf("Fold(Fold(%q)) = %q, not %q", s, twice, once)
		}
	})
}
