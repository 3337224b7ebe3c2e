package site

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"helpcenter/site/cache"
)

// realContent is the content folder of this project, to be edited in memory.
func realContent(t *testing.T) fstest.MapFS {
	t.Helper()
	files, disk := fstest.MapFS{}, os.DirFS("../content")
	err := fs.WalkDir(disk, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(disk, name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// What the knowledge shows follows the guides and the knowledge, told or not.
// realKnowledge is what stands in diagnosis/ itself: no guides, and no voices.
func realKnowledge(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	names, err := filepath.Glob("../content/diagnosis/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files["diagnosis/"+filepath.Base(name)] = &fstest.MapFile{Data: data}
	}
	return files
}

func TestKnowledgeFollowsEdits(t *testing.T) {
	files := realContent(t)
	theme := os.DirFS("../assets")
	options := Options{Built: built, Cache: cache.Open(t.TempDir())} // readings are not what is tried here
	s := New(files, theme, options)
	first, err := s.Build()
	if err != nil {
		t.Fatal(err)
	}
	steps := []struct {
		changed string
		edit    func()
		shows   string // on /symptoms/
	}{
		{"trouble/network.md", func() { replaceIn(files, "trouble/network.md", " {#weak}", "・新しい見出し {#weak}") }, "・新しい見出し"},
		{"diagnosis/symptoms.yaml", func() { replaceIn(files, "diagnosis/symptoms.yaml", "name: ", "name: 別の・") }, "別の・"},
		{"diagnosis", func() {
			for name := range files {
				if strings.HasPrefix(name, "diagnosis/") {
					delete(files, name)
				}
			}
		}, ""},
	}
	for _, step := range steps {
		step.edit()
		out, err := s.Build(step.changed)
		fresh, freshErr := New(maps.Clone(files), theme, options).Build()
		if d := difference(out, err, fresh, freshErr); d != "" {
			t.Fatalf("%s: %.2000s", step.changed, d)
		}
		if !strings.Contains(strings.ReplaceAll(string(out["symptoms/index.html"]), "<wbr>", ""), step.shows) {
			t.Errorf("%s: /symptoms/ does not show %s", step.changed, step.shows)
		}
	}
	if page := string(first["trouble/network/index.html"]); !strings.Contains(page, "<help-diagnosis") || !strings.Contains(page, "/assets/knowledge.") {
		t.Error("no widget on a trouble guide")
	}
	if page := string(first["start/prepare/index.html"]); strings.Contains(page, "<help-diagnosis") {
		t.Error("a widget on a guide that is not about trouble")
	}
}

func replaceIn(files fstest.MapFS, name, old, new string) {
	files[name] = &fstest.MapFile{Data: []byte(strings.Replace(string(files[name].Data), old, new, 1))}
}
