package site

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

func TestAMissingContentFolderIsToldAndComesBack(t *testing.T) {
	dir := t.TempDir() + "/content"
	s := New(os.DirFS(dir), testTheme, Options{Built: built})
	if _, err := s.Build(); err == nil || !strings.Contains(err.Error(), "読めません") {
		t.Errorf("no folder: %v", err)
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Build(); err != nil {
		t.Errorf("an empty folder: %v", err)
	}
}

// lockedFS refuses to read some names, as a disk does without permission; root
// may read everything, so real permissions would test nothing.
type lockedFS struct {
	fstest.MapFS
	locked string
}

func (l lockedFS) ReadFile(name string) ([]byte, error) {
	if name == l.locked {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return l.MapFS.ReadFile(name)
}

func (l lockedFS) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == l.locked {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return l.MapFS.ReadDir(name)
}

func TestWhatCannotBeReadIsTold(t *testing.T) {
	files := fstest.MapFS{"trouble/a.md": {Data: []byte("---\ntitle: a\n---\n")}}
	for _, name := range []string{"trouble/a.md", "trouble"} {
		_, err := New(lockedFS{files, name}, testTheme, Options{}).Build()
		if err == nil || !strings.HasPrefix(err.Error(), name+": 読めません") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestLeftoversOfEditorsAreIgnored(t *testing.T) {
	for name, want := range map[string]bool{
		"a.md": false, "a.md~": true, ".a.md.swp": true, "a.swp": true, "#a.md#": true, ".git": true, "4913": true, "_index.md": false, "#a.md": false,
	} {
		if ignored(name) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
	s := New(fstest.MapFS{}, testTheme, Options{Built: built})
	if out, err := s.Build("trouble/.a.md.swp", "../outside.md", "/", ""); err != nil || out["index.html"] == nil {
		t.Errorf("names from outside: %v", err)
	}
}
