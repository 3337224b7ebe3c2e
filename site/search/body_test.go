package search

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// The short ways to the script of a letter and past words that cannot be there say what the long ones do.
func TestShortWays(t *testing.T) {
	for r := rune(0); r < 0x30000; r++ {
		letter := string(r)
		if script, size := scriptAt(letter + "か"); utf8.ValidRune(r) && (script != scriptOf(r) || size != len(letter)) {
			t.Errorf("%q: script %d, %d bytes", r, script, size)
		}
	}
	for _, title := range []string{"二段階認証のながれ", "かあどをなくした", "sim2"} {
		for _, word := range []string{"認証", "階認", "なくした", "sim", "段認", "かめら"} {
			if strings.Contains(title, word) && marks(title)&marks(word) != marks(word) {
				t.Errorf("%q would be missed in %q", word, title)
			}
		}
	}
}
