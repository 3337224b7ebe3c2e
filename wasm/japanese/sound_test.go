package japanese

import (
	"slices"
	"testing"
)

// heard folds and sounds a text.
func heard(s string) string {
	return written(Sound(Letters(s, nil)))
}

func written(letters []Letter) string {
	var out []rune
	for _, l := range letters {
		out = append(out, l.Rune)
	}
	return string(out)
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

func FuzzSound(f *testing.F) {
	for _, s := range []string{"にんしょうコード", "ああああうう", "をを", "ninshou", "ｶﾞ\u3099", "mbnn"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		letters := Letters(s, nil)
		if written(letters) != Fold(s) {
			t.Fatalf("Letters(%q) = %q, Fold gives %q", s, written(letters), Fold(s))
		}
		once := Sound(slices.Clone(letters))
		for i, l := range once {
			if int(l.At) >= len(s) || i > 0 && l.At < once[i-1].At {
				t.Fatalf("%q: letter %d comes from %d", s, i, l.At)
			}
		}
		if twice := Sound(slices.Clone(once)); !slices.Equal(once, twice) {
			t.Fatalf("%q sounds %q, and that %q", s, written(once), written(twice))
		}
	})
}
