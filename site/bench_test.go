package site

import (
	"fmt"
	"os"
	"testing"
	"testing/fstest"
)

// corpus is the folder that CORPUS names, or else a
// small one made here.
func corpus(b *testing.B) *Site {
	if dir := os.Getenv("CORPUS"); dir != "" {
		return New(os.DirFS(dir), os.DirFS(assetsDir()), Options{Built: built})
	}
	e := &editor{files: fstest.MapFS{}}
	for i := range 200 {
		e.put(fmt.Sprintf("s%d/page%d.md", i%10, i), fmt.Sprintf("---\ntitle: 題%d\nweight: %d\ntags: [一, 二]\n---\n答えです。\n\n## 手順\n\n1. **「設定」**を開きます。\n2. [次](/s1/page1/)へ。\n", i, i+1))
	}
	return New(e.files, testTheme, Options{Built: built})
}

func BenchmarkBuild(b *testing.B) {
	for b.Loop() {
		if _, err := corpus(b).Build(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLook is a build that looks at everything and finds nothing new.
func BenchmarkLook(b *testing.B) {
	s := corpus(b)
	if _, err := s.Build(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := s.Build(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkTold is a build that is told of one file, as when a writer saves.
func BenchmarkTold(b *testing.B) {
	s := corpus(b)
	if _, err := s.Build(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := s.Build("login/guide-00002.md"); err != nil {
			b.Fatal(err)
		}
	}
}

func assetsDir() string {
	if dir := os.Getenv("ASSETS"); dir != "" {
		return dir
	}
	return "../assets"
}
