package site

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	query "helpcenter/wasm/search"
)

// typed is what somebody types, letter by letter: a keystroke each.
var typed = []string{"に", "にん", "にんし", "にんしょ", "にんしょう", "認証コードが届か", "認証コードが届かない", "ログイソできない", "kaado nakushita", "新しいスマホに替えてからログインできなくなりました"}

// BenchmarkKeystroke is from a keystroke to what is shown, without the page: one round is all of typed.
func BenchmarkKeystroke(b *testing.B) {
	for _, guides := range []int{55, 1000} {
		b.Run(fmt.Sprint(guides), func(b *testing.B) {
			x, size := manyGuides(b, guides)
			var shown []byte
			for b.Loop() {
				for _, q := range typed {
					x.Find(q)
					shown = x.AppendShown(shown[:0])
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(typed))/1000, "ms/keystroke")
			b.ReportMetric(float64(size)/1000, "kB-brotli")
		})
	}
}

// BenchmarkDecodeIndex is what happens once, when the index has come.
func BenchmarkDecodeIndex(b *testing.B) {
	for _, guides := range []int{55, 1000} {
		index := encodeMany(b, guides)
		b.Run(fmt.Sprint(guides), func(b *testing.B) {
			for b.Loop() {
				if _, err := query.Decode(index); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func manyGuides(b testing.TB, n int) (*query.Index, int) {
	index := encodeMany(b, n)
	x, err := query.Decode(index)
	if err != nil {
		b.Fatal(err)
	}
	return x, len(brotlied([]byte(index)))
}

// encodeMany is the index of the real content with its guides copied until there are n, each copy with words of
// its own.
func encodeMany(b testing.TB, n int) string {
	content := fstest.MapFS{}
	real := os.DirFS("../content")
	var guides []string
	err := fs.WalkDir(real, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(real, name)
		content[name] = &fstest.MapFile{Data: text}
		folder, _, _ := strings.Cut(name, "/")
		if strings.HasSuffix(name, ".md") && strings.Contains("start trouble security", folder) && !strings.HasSuffix(name, "index.md") {
			guides = append(guides, name)
		}
		return err
	})
	if err != nil || len(guides) < 40 {
		b.Fatalf("%d guides, %v", len(guides), err)
	}
	for i := len(guides); i < n; i++ {
		from := guides[i%len(guides)]
		text := string(content[from].Data)
		text = strings.Replace(text, "title: ", fmt.Sprintf("title: %s版の", copyName(i)), 1)
		text = strings.ReplaceAll(text, "します。", copyName(i)+"します。")
		content[strings.TrimSuffix(from, ".md")+fmt.Sprintf("-%d.md", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	s := New(content, nil, Options{})
	_ = s.load(nil)
	s.loadKnowledge()
	ix, _ := newIndex(s.pages, s.config(), false)
	index, err := s.encodeSearch(ix)
	if err != nil {
		b.Fatal(err)
	}
	return string(index)
}

// copyName is a word of two kanji for each number.
func copyName(i int) string { return string([]rune{rune('亜' + i*7%900), rune('弌' + i*13%1100)}) }

// The index grows no faster than the content, and is small.
func TestIndexIsSmall(t *testing.T) {
	_, size := manyGuides(t, 0)
	_, more := manyGuides(t, 220)
	t.Logf("%d bytes of brotli; of 220 guides %d", size, more)
	if size > 58_000 || more > 4*size {
		t.Errorf("%d bytes of brotli, of 220 guides %d", size, more)
	}
}
