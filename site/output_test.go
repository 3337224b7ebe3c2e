package site

import (
	"bytes"
	"crypto/sha256"
	"maps"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

func TestCompress(t *testing.T) {
	o := Output{"a.html": []byte(strings.Repeat("こんにちは", 100)), "b.wasm": []byte("\x00asm"), "c.png": []byte("png"), "probe.txt": []byte(ProbeBody)}
	o.Compress(nil)
	if len(o) != 4+6 || o["c.png.br"] != nil || len(o["a.html.br"]) > 100 || len(o["a.html.gz"]) > 200 {
		t.Errorf("%d files, html %d br %d gz", len(o), len(o["a.html.br"]), len(o["a.html.gz"]))
	}
	again := Output{"a.html": o["a.html"]}
	again.Compress(nil)
	if !bytes.Equal(again["a.html.gz"], o["a.html.gz"]) || !bytes.Equal(again["a.html.br"], o["a.html.br"]) {
		t.Error("the same bytes gave others")
	}
}

// memory is a cache that counts what it could not give.
type memory struct {
	sync.Map
	missed atomic.Int64
}

func (m *memory) Get(key [sha256.Size]byte) ([]byte, bool) {
	value, ok := m.Load(key)
	if !ok {
		m.missed.Add(1)
		return nil, false
	}
	return value.([]byte), true
}

func (m *memory) Put(key [sha256.Size]byte, value []byte) { m.Store(key, value) }

func TestCompressAsksTheCache(t *testing.T) {
	kept := &memory{}
	fresh := Output{"a.html": []byte("甲"), "b.html": []byte("乙"), "empty.txt": nil}
	again := maps.Clone(fresh)
	fresh.Compress(nil)
	maps.Clone(again).Compress(kept)
	before := kept.missed.Load()
	again.Compress(kept)
	if before != 3 || kept.missed.Load() != 3 {
		t.Errorf("%d and %d were not there", before, kept.missed.Load()-before)
	}
	if d := difference(again, nil, fresh, nil); d != "" {
		t.Error(d)
	}
}

// What does not decode is packed anew.
func TestCompressDoesNotTrustTheCache(t *testing.T) {
	for _, value := range []string{"", "\xff", "\x05abc", "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"} {
		if p, ok := decodePacked([]byte(value)); ok {
			t.Errorf("%q gave %q", value, p)
		}
	}
	p := packed{[]byte("one"), []byte("three")}
	if got, ok := decodePacked(p.encode()); !ok || string(got.br) != "one" || string(got.gz) != "three" {
		t.Errorf("%q, %v", got, ok)
	}
}
