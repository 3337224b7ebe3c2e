package site_test

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
)

var (
	termRow = regexp.MustCompile(`(?m)^\| (\S+) \| (\S+) \|$`)
	reading = regexp.MustCompile(`^[ァ-ヶー]+$`)
)

// A word that readers may not know is explained the same way in every guide: the list is in the handbook
// (words.md, at {#terms}). Compounds such as 格安SIM and readings such as Cookie（クッキー） are not of it.
func TestTermsAreExplainedAlike(t *testing.T) {
	words, err := fs.ReadFile(contentFolder, "handbook/words.md")
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(words), "{#terms}")
	list, _, _ = strings.Cut(list, "\n#")
	rows := termRow.FindAllStringSubmatch(list, -1)
	if len(rows) < 15 { // the first is the table's head
		t.Fatalf("%d terms in the handbook", len(rows))
	}
	guides, err := fs.Glob(contentFolder, "[st]*/*.md")
	if err != nil || len(guides) < 50 {
		t.Fatalf("%d guides: %v", len(guides), err)
	}
	for _, row := range rows[1:] {
		explained := regexp.MustCompile(`(?:^|[^\p{Han}\p{Katakana}ー\w])` + row[1] + `(?:\]\([^)]*\))?（([^）]*)）`)
		for _, guide := range guides {
			text, err := fs.ReadFile(contentFolder, guide)
			if err != nil {
				t.Fatal(err)
			}
			for _, found := range explained.FindAllStringSubmatch(string(text), -1) {
				if !strings.HasPrefix(found[1], row[2]) && !reading.MatchString(found[1]) {
					t.Errorf("%s: %s（%s）; the handbook says %s", guide, row[1], found[1], row[2])
				}
			}
		}
	}
}
