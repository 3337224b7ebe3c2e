package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"helpcenter/site"
)

// The program in the browser gives the very bytes that this one gives, for every query of the test data.
func TestSearchIsTheSameInTheBrowser(t *testing.T) {
	s, err := site.LoadSearch(os.DirFS("../../content"), site.Options{})
	must(t, err)
	var index []byte
	for name, content := range siteOf(t, nil, started) {
		if strings.HasPrefix(name, "assets/search.") {
			index = content
		}
	}
	queries := searchQueries(t)
	folder := t.TempDir()
	must(t, os.WriteFile(filepath.Join(folder, "index"), index, 0o666))
	must(t, os.WriteFile(filepath.Join(folder, "queries"), []byte(strings.Join(queries, "\n")), 0o666))
	out, err := exec.Command("node", "testdata/search/ask.mjs", "../../assets/widget/wasm_exec.js", "../../assets/widget/widget.wasm", "../../assets/widget/finder.wasm",
		filepath.Join(folder, "index"), filepath.Join(folder, "queries")).Output()
	must(t, err)
	var browser struct {
		Answers []string
		Grown   int
	}
	must(t, json.Unmarshal(out, &browser))
	for i, q := range queries {
		s.Index.Find(q)
		if native := string(s.Index.AppendShown(nil)); native != browser.Answers[i] {
			t.Fatalf("%q: native\n%s\nbrowser\n%s", q, native, browser.Answers[i])
		}
	}
	// What is left behind is the text of query and answer: the module never frees.
	each := browser.Grown / (5 * len(queries)) // ask.mjs asks them five times
	if each > 8<<10 {
		t.Errorf("%d bytes of memory a keystroke", each)
	}
	t.Logf("%d queries, %d bytes of memory each", len(queries), each)
}

// searchQueries are those of site's test data.
func searchQueries(t *testing.T) (queries []string) {
	for _, name := range []string{"own.tsv", "blind.tsv", "third.tsv"} {
		data, err := os.ReadFile("../../site/testdata/search/" + name)
		must(t, err)
		for line := range bytes.Lines(data) {
			queries = append(queries, strings.Split(string(line), "\t")[1])
		}
	}
	return queries
}
