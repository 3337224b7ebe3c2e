package search

import (
	"crypto/sha256"
	"maps"
	"slices"
	"strconv"
	"testing"
)

// asked is a Cache that counts what it is asked for.
type asked struct {
	memory
	gets int
}

func (a *asked) Get(k [sha256.Size]byte) ([]byte, bool) { a.gets++; return a.memory.Get(k) }

// The texts of a large site are recalled by few sums, which say what the texts one by one would; a text that changes
// costs its batch, and sums that are torn are made again.
func TestBatches(t *testing.T) {
	a := &asked{memory: memory{kept: map[[sha256.Size]byte][]byte{}}}
	one := NewReader(a)
	var texts []Text
	for i := range 600 {
		text := NewText("認証", strconv.Itoa(i))
		one.learn(text, []byte([]string{"認証 にんしよう", "認証 みとめあかし\t上 うえ", "上が あ\t上 うえ", ""}[i%4]))
		texts = append(texts, text)
	}
	want := one.Known(texts) // and keeps the sums
	single := maps.Clone(a.kept)
	recalled := func() int {
		a.gets = 0
		if got := NewReader(a).Known(texts); !slices.Equal(got.table, want.table) || got.Missing != want.Missing {
			t.Errorf("%v, want %v", got, want)
		}
		return a.gets
	}
	if gets := recalled(); gets != 16 || len(want.table) == 0 {
		t.Errorf("asked for %d of 16 sums of %v", gets, want.table)
	}
	texts[7] = NewText("認証", "もう一つ")
	want = one.Known(texts)
	if gets := recalled(); want.Missing != 1 || gets < 17 || gets > 100 {
		t.Errorf("after a change asked for %d, missing %d", gets, want.Missing)
	}
	for _, batch := range batches(texts) {
		single[batchKey(batch)] = []byte("3 認証 にんしよう\ntorn")
	}
	a.kept = single
	if recalled(); t.Failed() {
		t.Error("with torn sums")
	}
}
