package site

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// nodeShape is all that the strict reader asks of a node.
func nodeShape(n *yaml.Node) string {
	s := fmt.Sprintf("%d %q %s %d:%d", n.Kind, n.Value, n.ShortTag(), n.Line, n.Column)
	for _, c := range n.Content {
		s += "\n" + nodeShape(c)
	}
	return s
}

func parsedShape(src string) string {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(src), &doc); err != nil {
		return err.Error()
	}
	if len(doc.Content) == 0 {
		return ""
	}
	return nodeShape(doc.Content[0])
}

func FuzzPlainYAML(f *testing.F) {
	for _, src := range plainExamples {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		if n, ok := plainYAML([]byte(src)); ok {
			if got, want := nodeShape(n), parsedShape(src); got != want {
				t.Errorf("%q is\n%s\nfor the parser\n%s", src, got, want)
			}
		}
	})
}

var plainExamples = []string{
	"title: 認証コードが届かない\n", "title: \"引用: 符\"\nweight: 10\n", "tags: [ログイン, \"設 定\", /old/]\ndraft: true\n", "date: 2026-11-22\nreviewed: 2026-11-22\n",
	"a: b", "a: b\n\n", "a: b: c\n", "a: b #c\n", "a: 'b'\n", "a: |\n  b\n", "a:\n  - b\n", "a: b\n  c\n", "a: [b, [c]]\n", "a: [b,c]\n", "a: [b ,c]\n",
	"a: []\n", "a: [ b ]\n", "a: [b, ]\n", "a: \"b\" c\n", "a: \"b\\\"c\"\n", "a: ~\n", "a: null\n", "a: 1e3\n", "a: 0x1F\n", "a: .5\n", "a: yes\n", "a: b:\n", "a: !x b\n", "a: &x b\n",
	"a: b\r\n", "a: b\tc\n", "a: b \n", "a:  b\n", "a: \u3000b\n", "a: b\u2028c\n", "a: \u0085\n", "a: \ufeffb\n", "a: 全角：と、読点\n", "a: 1_000\n", "a: 12:30\n", "a: ---\n", "---: a\n", "a: b\n...\n", "a: b\n---\n",
	"null: a\n", "true: a\n", "y: a\n", "a: [\"b, c\"]\n", "a: [b: c]\n", "a: (b)\n", "a: b, c\n", "a: b]\n", "a: <<\n", "a: =\n", "a: .inf\n", "a: 😀\n", "a: b\na: c\n",
}

func TestPlainYAMLIsYAML(t *testing.T) {
	taken := 0
	for _, src := range plainExamples {
		if n, ok := plainYAML([]byte(src)); ok {
			taken++
			if got, want := nodeShape(n), parsedShape(src); got != want {
				t.Errorf("%q is\n%s\nfor the parser\n%s", src, got, want)
			}
		}
	}
	if taken < 15 {
		t.Errorf("only %d of %d are plain", taken, len(plainExamples))
	}
	files, _ := filepath.Glob("../content/*/*.md")
	plain := 0
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		meta, _, _ := strings.Cut(strings.TrimPrefix(string(src), "---\n"), "\n---\n")
		n, ok := plainYAML([]byte(meta))
		if !ok {
			continue
		}
		plain++
		if got, want := nodeShape(n), parsedShape(meta); got != want {
			t.Errorf("%s is\n%s\nfor the parser\n%s", name, got, want)
		}
	}
	t.Logf("%d of %d front matters are plain", plain, len(files))
}
