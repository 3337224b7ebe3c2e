package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"testing"
)

// fault is what html-validate says of a file.
type fault struct {
	FilePath string
	Messages []struct {
		RuleID, Message string
		Line, Column    int
	}
}

// TestEveryPageIsValid has html-validate read every page of the site, the writers' handbook too, by its standard
// rules. A page with a mistake made on purpose shows that it reads.
func TestEveryPageIsValid(t *testing.T) {
	folder := t.TempDir()
	must(t, os.WriteFile(filepath.Join(folder, ".htmlvalidate.json"), []byte(`{ "root": true, "extends": ["html-validate:standard"] }`), 0o666))
	must(t, os.WriteFile(filepath.Join(folder, "mistake.html"), []byte(`<!doctype html><html lang="ja"><head><title>題</title></head><body><p><div></div></p></body></html>`), 0o666))
	pages := 0
	for name, data := range siteOf(t, map[string]string{"site.yaml": "title: 題\nhandbook:\n  public: true\n"}, started) {
		if path.Ext(name) != ".html" {
			continue
		}
		pages++
		file := filepath.Join(folder, filepath.FromSlash(name))
		must(t, os.MkdirAll(filepath.Dir(file), 0o777))
		must(t, os.WriteFile(file, data, 0o666))
	}
	if pages < 60 {
		t.Fatalf("only %d pages", pages)
	}
	made := 0
	for _, f := range validated(t, folder) {
		for _, m := range f.Messages {
			if filepath.Base(f.FilePath) == "mistake.html" {
				made++
				continue
			}
			t.Errorf("%s:%d:%d: %s (%s)", f.FilePath, m.Line, m.Column, m.Message, m.RuleID)
		}
	}
	if made == 0 {
		t.Error("the mistake made on purpose was not found")
	}
}

// validated is html-validate's report on all pages of a folder.
func validated(t *testing.T, folder string) []fault {
	t.Helper()
	program := filepath.Join(fromNpm(t, "testdata/htmlvalidate"), "html-validate", "bin", "html-validate.mjs")
	c := exec.Command("node", program, "--config", ".htmlvalidate.json", "--formatter", "json", "--max-warnings", "0", ".")
	c.Dir = folder
	var stdout, stderr bytes.Buffer
	c.Stdout, c.Stderr = &stdout, &stderr
	err := c.Run()
	var faults []fault
	if e := json.Unmarshal(stdout.Bytes(), &faults); e != nil {
		t.Fatalf("html-validate: %v, %v\n%s%s", err, e, &stdout, &stderr)
	}
	return faults
}
