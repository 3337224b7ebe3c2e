package site

import (
	"bytes"
	"compress/gzip"
	"maps"
	"path"
	"slices"
	"sync"

	"github.com/andybalholm/brotli"
)

// Output is a built site: slash paths without a leading slash to bytes.
type Output map[string][]byte

var compressible = []string{".html", ".css", ".js", ".json", ".xml", ".svg", ".txt", ".wasm", ".ics", ".webmanifest"}

// Compress adds name.br and name.gz beside every text and WASM file, for hosts
// that serve them as they are. The same bytes always give the same bytes.
func (o Output) Compress() {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(o)) {
		if slices.Contains(compressible, path.Ext(name)) {
			names = append(names, name)
		}
	}
	// The largest file first: the others fit in beside it.
	slices.SortStableFunc(names, func(a, b string) int { return len(o[b]) - len(o[a]) })
	packed := make([][2][]byte, len(names))
	inParallel(len(names), func(i int) {
		packed[i] = [2][]byte{brotlied(o[names[i]]), gzipped(o[names[i]])}
	})
	for i, name := range names {
		o[name+".br"], o[name+".gz"] = packed[i][0], packed[i][1]
	}
}

// The writers are large; they are used again. Writing to memory cannot fail.
var (
	brotliWriters = sync.Pool{New: func() any { return brotli.NewWriterLevel(nil, brotli.BestCompression) }}
	gzipWriters   = sync.Pool{New: func() any { w, _ := gzip.NewWriterLevel(nil, gzip.BestCompression); return w }}
)

func brotlied(src []byte) []byte {
	w := brotliWriters.Get().(*brotli.Writer)
	defer brotliWriters.Put(w)
	var b bytes.Buffer
	w.Reset(&b)
	_, _ = w.Write(src)
	_ = w.Close()
	return b.Bytes()
}

func gzipped(src []byte) []byte {
	w := gzipWriters.Get().(*gzip.Writer)
	defer gzipWriters.Put(w)
	var b bytes.Buffer
	w.Reset(&b)
	_, _ = w.Write(src)
	_ = w.Close()
	return b.Bytes()
}
