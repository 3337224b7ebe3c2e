package site

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/binary"
	"runtime"
	"runtime/debug"
	"sync"

	"github.com/andybalholm/brotli"
)

// packed is one file at the highest levels of both.
type packed struct{ br, gz []byte }

func pack(src []byte, kept Cache) packed {
	if kept == nil {
		return packed{brotlied(src), gzipped(src)}
	}
	key := packKey(src)
	if value, ok := kept.Get(key); ok {
		if p, ok := decodePacked(value); ok {
			return p
		}
	}
	p := packed{brotlied(src), gzipped(src)}
	kept.Put(key, p.encode())
	return p
}

// packers names what packs: another version may give other bytes.
var packers = sync.OnceValue(func() string {
	name := "brotli 11, gzip 9 of " + runtime.Version()
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			if m.Path == "github.com/andybalholm/brotli" {
				name += ", " + m.Version + m.Sum
			}
		}
	}
	return name
})

func packKey(src []byte) [sha256.Size]byte {
	content := sha256.Sum256(src)
	d := newDigest()
	d.text(packers())
	d.keys(content)
	return d.sum()
}

// encode: the length of the first, both after each other.
func (p packed) encode() []byte {
	b := binary.AppendUvarint(make([]byte, 0, len(p.br)+len(p.gz)+4), uint64(len(p.br)))
	return append(append(b, p.br...), p.gz...)
}

func decodePacked(value []byte) (packed, bool) {
	length, n := binary.Uvarint(value)
	if n <= 0 || length > uint64(len(value)-n) {
		return packed{}, false
	}
	br, gz := value[n:n+int(length)], value[n+int(length):]
	return packed{br, gz}, true
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
