package site_test

import (
	"bufio"
	"html"
	"os"
	"regexp"
	"strings"
	"testing"
)

var (
	markup = regexp.MustCompile(`<[^>]*>`)
	spaces = regexp.MustCompile(`\s+`)
	marks  = regexp.MustCompile(`（[①-⑳]）`) // of drawings, in the steps
)

// What the sources tell a reader stands on the page where they would look for it. facts.tsv has a fact a line, under
// the headings of the sources' facts: the page, a tab, and words that stand there in this order, with … between.
// A fact told in other words than before is told in other words there, too.
func TestFactsStandOnTheirPages(t *testing.T) {
	out, _ := realSite(t)
	f, err := os.Open("testdata/facts.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	count, pages := 0, map[string]string{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		page, fact, ok := strings.Cut(lines.Text(), "\t")
		if !ok {
			continue // a heading
		}
		if pages[page] == "" {
			pages[page] = shownText(t, string(out[page+"/index.html"]))
		}
		if missing := firstMissing(pages[page], fact); missing != "" {
			t.Errorf("/%s/ does not say %q of %q", page, missing, fact)
		}
		count++
	}
	if count < 290 {
		t.Errorf("%d facts; there were 296", count)
	}
}

// shownText is what the main part of a page says, without any space or mark of a drawing.
func shownText(t *testing.T, page string) string {
	t.Helper()
	_, body, ok := strings.Cut(page, "<main")
	if !ok {
		t.Fatal("a page of the facts is missing")
	}
	said := spaces.ReplaceAllString(html.UnescapeString(markup.ReplaceAllString(body, "")), "")
	return marks.ReplaceAllString(said, "")
}

func firstMissing(text, fact string) string {
	for _, words := range strings.Split(spaces.ReplaceAllString(fact, ""), "…") {
		_, rest, ok := strings.Cut(text, words)
		if !ok {
			return words
		}
		text = rest
	}
	return ""
}
