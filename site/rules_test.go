package site_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The architecture, as a test: imports run one way, and every package says what it is for.

// mayImport lists, for each of our packages, which others of ours it may import.
var mayImport = map[string][]string{
	"assets":         {},
	"wasm/japanese":  {},
	"wasm/diagnosis": {"wasm/japanese"},
	"wasm/search":    {"wasm/japanese"},
	"wasm":           {"wasm/diagnosis", "wasm/japanese", "wasm/search"},
	"site/search":    {"wasm/japanese", "wasm/search"},
	"site/cache":     {},
	"site/drawing":   {},
	"site":           {"site/drawing", "site/search", "wasm/diagnosis", "wasm/japanese", "wasm/search"},
	"site/preview":   {"site"},
	"cmd/helpcenter": {"site", "site/cache", "site/preview", "assets"},
}

// island is what wasm/ may import of the standard library: each of these was weighed (wasm-size.md).
var island = []string{"syscall/js", "math", "slices", "unicode/utf8"}

// forbidden keeps the network, the theme and the watcher out of the generator.
var forbidden = map[string][]string{"site": {"net/http", "github.com/fsnotify/fsnotify", "helpcenter/assets"}}

const module = "helpcenter/"

func TestImports(t *testing.T) {
	for folder, files := range packages(t) {
		allowed, known := mayImport[folder]
		if !known {
			t.Errorf("package %s is not in the table of rules_test.go", folder)
		}
		for name, file := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			for _, spec := range file.Imports {
				path, _ := strconv.Unquote(spec.Path.Value)
				ours, isOurs := strings.CutPrefix(path, module)
				switch {
				case isOurs && !slices.Contains(allowed, ours):
					t.Errorf("%s/%s imports %s", folder, name, path)
				case path == "unsafe" && name == "bridge_tinygo.go": // addresses of texts in the module's memory
				case !isOurs && strings.HasPrefix(folder, "wasm") && !slices.Contains(island, path):
					t.Errorf("%s/%s imports %s, which the browser cannot afford", folder, name, path)
				case slices.Contains(forbidden[folder], path):
					t.Errorf("%s/%s imports %s", folder, name, path)
				}
			}
		}
	}
}

func TestTheDiskIsTouchedInOnePlace(t *testing.T) {
	for name, file := range packages(t)["site"] {
		for _, spec := range file.Imports {
			if spec.Path.Value == `"os"` && !strings.HasPrefix(name, "save") && !strings.HasSuffix(name, "_test.go") {
				t.Errorf("site/%s imports os", name)
			}
		}
	}
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	for folder, files := range packages(t) {
		if !slices.ContainsFunc(values(files), func(f *ast.File) bool { return f.Doc != nil && len(f.Doc.Text()) > 40 }) {
			t.Errorf("package %s has no comment", folder)
		}
	}
}

func TestNoDrawersForEverything(t *testing.T) {
	for folder := range packages(t) {
		for _, name := range []string{"util", "utils", "common", "helpers", "helper", "misc", "core", "manager", "types"} {
			if filepath.Base(folder) == name {
				t.Errorf("package %s: name it for what it holds", folder)
			}
		}
	}
}

// packages parses every Go file of the module, by folder and name.
func packages(t *testing.T) map[string]map[string]*ast.File {
	t.Helper()
	out := map[string]map[string]*ast.File{}
	root := ".."
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && path != root || d.Name() == "testdata" || d.Name() == "node_modules") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		folder, _ := filepath.Rel(root, filepath.Dir(path))
		folder = filepath.ToSlash(folder)
		if out[folder] == nil {
			out[folder] = map[string]*ast.File{}
		}
		out[folder][d.Name()] = f
		return nil
	})
	if err != nil || len(out) < 6 {
		t.Fatalf("%d packages, %v", len(out), err)
	}
	return out
}

func values(m map[string]*ast.File) []*ast.File {
	var out []*ast.File
	for _, f := range m {
		out = append(out, f)
	}
	return out
}
