package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"helpcenter/site"
)

// A line in, a line out, in the same order, the query as it was read.
func TestSearchAnswersEachLine(t *testing.T) {
	queries := []string{"カードをなくした", "", "  ログイン できない ", "a\tb\r", "\xff<&>", "ほんけこほん"}
	var out, words bytes.Buffer
	in := strings.NewReader(strings.Join(queries, "\n"))
	if status := run([]string{"search", "--format", "json", "--content", "../../content"}, in, &out, &words); status != fine || words.Len() > 0 {
		t.Fatalf("status %d, %s", status, &words)
	}
	lines := bufio.NewScanner(&out)
	for _, q := range queries {
		var f site.Found
		if !lines.Scan() || json.Unmarshal(lines.Bytes(), &f) != nil || f.Results == nil {
			t.Fatalf("%q: %q", q, lines.Text())
		}
		if want := strings.ToValidUTF8(q, "\ufffd"); f.Q != want {
			t.Errorf("q is %q, want %q", f.Q, want)
		}
		if q == queries[0] && (f.Weak || f.Results[0].Page != "security/lost-stolen" || f.Results[0].Title == "" || f.Results[0].Score <= 0) {
			t.Errorf("%q: %+v", q, f)
		}
		if strings.TrimSpace(q) == "" && (!f.Weak || len(f.Results) > 0) {
			t.Errorf("nothing was asked, and %+v was found", f)
		}
	}
	if lines.Scan() {
		t.Errorf("one line too many: %q", lines.Text())
	}
}

func TestSearchTakesWords(t *testing.T) {
	var out, words bytes.Buffer
	if status := run([]string{"search", "カードを", "--content", "../../content", "なくした"}, nil, &out, &words); status != fine {
		t.Fatalf("status %d, %s", status, &words)
	}
	if text := out.String(); !strings.HasPrefix(text, "「カードを なくした」\n") || !strings.Contains(text, "security/lost-stolen") {
		t.Errorf("%s", text)
	}
	for _, args := range [][]string{{"search", "--format", "xml"}, {"search", "--content", "nowhere"}} {
		if status := run(args, strings.NewReader(""), &out, &words); status != misuse {
			t.Errorf("%q: status %d", args, status)
		}
	}
}
