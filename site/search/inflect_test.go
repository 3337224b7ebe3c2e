package search

import (
	"slices"
	"testing"
)

func TestInflections(t *testing.T) {
	w := Words{Ignored: []string{"教えてください"}}
	for word, want := range map[string][]string{
		"開かない":  {"開かへん", "開かん", "開かね", "開かなかった", "開かなく", "開きません"},
		"入れない":  {"入れへん", "入れん", "入れね", "入れなかった", "入れなく", "入れません"},
		"できない":  {"できへん", "できん", "できね", "できなかった", "できなく", "できません", "でけへん", "できひん"},
		"来ない":   nil, // a letter would stand everywhere
		"なくした":  {"なくし"},
		"盗まれた":  {"盗まれ"},
		"教えた":   nil, // 教えてください is nothing to search for
		"見た":    nil,
		"パスワード": nil,
	} {
		if got := w.inflections([]string{word}); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
}
