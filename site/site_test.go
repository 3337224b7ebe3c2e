package site

import (
	"bytes"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite what the txtar sites want")

var built = time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)

// A site in testdata is its content files, then what it wants: want/problems,
// or want/NAME for files of the output. The comment may hold the words
// "preview" or "base-url=URL".
func TestSites(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no sites", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { testSite(t, file) })
	}
}

func testSite(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	content, wanted := fstest.MapFS{}, 0
	for _, f := range archive.Files {
		if !strings.HasPrefix(f.Name, "want/") {
			content[f.Name] = &fstest.MapFile{Data: unquoted(f.Data)}
		}
	}
	out, err := New(content, testTheme, testOptions(string(archive.Comment))).Build()
	for i, f := range archive.Files {
		name, ok := strings.CutPrefix(f.Name, "want/")
		if !ok {
			continue
		}
		wanted++
		got := result(t, name, out, err)
		if *update {
			archive.Files[i].Data = got
		} else if !bytes.Equal(got, f.Data) {
			t.Errorf("%s\n got:\n%s\nwant:\n%s", f.Name, got, f.Data)
		}
	}
	if wanted == 0 {
		t.Error("wants nothing")
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func testOptions(comment string) Options {
	o := Options{Built: built}
	for word := range strings.FieldsSeq(comment) {
		if url, ok := strings.CutPrefix(word, "base-url="); ok {
			o.BaseURL = url
		}
		o.Preview = o.Preview || word == "preview"
	}
	return o
}

// unquoted lets a site hold bytes that a text file should not.
func unquoted(data []byte) []byte {
	for written, meant := range map[string]string{`\xEF\xBB\xBF`: "\ufeff", `\x00`: "\x00", `\xFF`: "\xff", `\r`: "\r"} {
		data = bytes.ReplaceAll(data, []byte(written), []byte(meant))
	}
	return data
}

// result is the problems, or the list of names, or a file, ending in a line end.
func result(t *testing.T, name string, out Output, err error) []byte {
	var text string
	switch {
	case name == "problems" && err != nil:
		text = err.Error()
	case name == "problems":
		t.Error("no problems")
	case err != nil:
		t.Error(err)
	case name == "names":
		text = strings.Join(sortedNames(out), "\n")
	case out[name] == nil:
		t.Errorf("no %s in the output: %q", name, sortedNames(out))
	default:
		text = string(out[name])
	}
	return []byte(strings.TrimRight(text, "\n") + "\n")
}

func sortedNames(out Output) []string { return slices.Sorted(maps.Keys(out)) }
