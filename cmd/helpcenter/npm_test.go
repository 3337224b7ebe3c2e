package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Two judges of pages come from npm: axe-core and html-validate. Their versions are pinned by lock files; nothing
// of them is built or published.

// fromNpm is the node_modules of a folder with a lock file, kept in the user's cache folder under the file's hash.
func fromNpm(t *testing.T, source string) string {
	t.Helper()
	lock, err := os.ReadFile(filepath.Join(source, "package-lock.json"))
	must(t, err)
	cache, err := os.UserCacheDir()
	must(t, err)
	name := fmt.Sprintf("%s-%x", filepath.Base(source), sha256.Sum256(lock))
	folder := filepath.Join(cache, "helpcenter", name[:len(filepath.Base(source))+17])
	if _, err := os.Stat(folder); err != nil {
		install(t, source, folder)
	}
	return filepath.Join(folder, "node_modules")
}

// install puts the folder there whole or not at all.
func install(t *testing.T, source, folder string) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Dir(folder), 0o777))
	fresh, err := os.MkdirTemp(filepath.Dir(folder), "npm-new")
	must(t, err)
	defer os.RemoveAll(fresh)
	must(t, os.CopyFS(fresh, os.DirFS(source)))
	c := exec.Command("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
	c.Dir = fresh
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%s could not be had: %v\n%s", source, err, out)
	}
	if err := os.Rename(fresh, folder); err != nil && !os.IsExist(err) {
		t.Fatal(err)
	}
}
