package search

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ikawaha/kagome-dict/ipa"
	"github.com/ikawaha/kagome/v2/tokenizer"
)

// What is kept of the dictionary parts and reads all that we have written as the whole does.
func TestTheKeptDictionaryReadsAsTheWhole(t *testing.T) {
	m := &memory{kept: map[[32]byte][]byte{}}
	if _, err := NewReader(m).dictionary(); err != nil || m.kept[dictionaryKey] == nil {
		t.Fatal("not kept", err)
	}
	kept, err := NewReader(m).dictionary()
	if err != nil || m.puts != 1 {
		t.Fatal(err, m.puts)
	}
	whole, err := tokenizer.New(ipa.Dict(), tokenizer.OmitBosEos())
	if err != nil {
		t.Fatal(err)
	}
	words := 0
	for _, line := range append(content(t), "𠮷野家のｱﾌﾟﾘ👍 №①、ゔ\u3099 \xff abc123 々〆ヶ月", "") {
		got, want := kept.parts.Tokenize(line), whole.Tokenize(line)
		if len(got) != len(want) {
			t.Fatalf("%s: %v, of the whole %v", line, got, want)
		}
		for i := range want {
			reading, _ := want[i].Reading()
			if !got[i].Equal(want[i]) || kept.reading(got[i]) != reading {
				t.Errorf("%s: %v %s, of the whole %v %s", line, got[i], kept.reading(got[i]), want[i], reading)
			}
		}
		words += len(want)
	}
	if words < 10_000 {
		t.Errorf("only %d words", words)
	}
}

// content is all lines that the site's writers wrote.
func content(t *testing.T) (lines []string) {
	t.Helper()
	err := filepath.WalkDir("../../content", func(name string, _ os.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".md" {
			return err
		}
		text, err := os.ReadFile(name)
		lines = append(lines, strings.Split(string(text), "\n")...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// Whatever a cache gives, a dictionary is whole or unpacked anew.
func TestABrokenDictionaryIsNone(t *testing.T) {
	whole := encodeDictionary(ipa.Dict())
	for _, n := range []int{0, 3, 4, 5, 1000, len(whole) / 2, len(whole) - 1} {
		if _, err := decodeDictionary(whole[:n]); err == nil {
			t.Errorf("%d of %d bytes are a dictionary", n, len(whole))
		}
		m := &memory{kept: map[[32]byte][]byte{dictionaryKey: whole[:n]}}
		if d, err := NewReader(m).dictionary(); err != nil || len(d.occurrences("通信")) == 0 {
			t.Errorf("not unpacked anew: %v", err)
		}
	}
}

// A new dictionary is kept under a new key.
func TestTheDictionaryIsThatOfGoMod(t *testing.T) {
	text, err := os.ReadFile("../../go.mod")
	if err != nil || !strings.Contains(string(text), "github.com/ikawaha/kagome-dict/ipa "+ipaVersion+"\n") {
		t.Errorf("ipaVersion is not what go.mod says (%v)", err)
	}
}
