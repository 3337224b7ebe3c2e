package site

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
)

// A digest gathers what something is made of; texts cannot run together in it.
// Keys are SHA-256, so equal keys mean equal things.
type digest struct{ gathered []byte }

func newDigest() *digest { return &digest{make([]byte, 0, 1024)} }

func (d *digest) text(texts ...string) {
	for _, t := range texts {
		d.gathered = binary.AppendUvarint(d.gathered, uint64(len(t)))
		d.gathered = append(d.gathered, t...)
	}
}

func (d *digest) keys(keys ...[sha256.Size]byte) {
	for i := range keys {
		d.gathered = append(d.gathered, keys[i][:]...)
	}
}

func (d *digest) flags(flags ...bool) {
	for _, f := range flags {
		bit := byte(0)
		if f {
			bit = 1
		}
		d.gathered = append(d.gathered, bit)
	}
}

// entries adds what links to the pages show.
func (d *digest) entries(entries ...*entry) {
	d.gathered = binary.AppendUvarint(d.gathered, uint64(len(entries)))
	for _, e := range entries {
		if e == nil {
			d.gathered = append(d.gathered, 0)
			continue
		}
		d.gathered = append(append(d.gathered, 1), e.linkKey[:]...)
	}
}

func (d *digest) sections(sections ...SectionView) {
	d.gathered = binary.AppendUvarint(d.gathered, uint64(len(sections)))
	for _, s := range sections {
		d.text(s.Title, s.Description, s.URL, s.Icon)
		d.gathered = binary.AppendUvarint(d.gathered, uint64(len(s.Pages)))
		for _, l := range s.Pages {
			d.text(l.Title, l.Description, l.URL)
		}
	}
}

// plain adds data that is small and has no keys of its own.
func (d *digest) plain(data any) {
	encoded, _ := json.Marshal(data) // views are strings, numbers and lists: they always encode
	d.text(string(encoded))
}

func (d *digest) sum() [sha256.Size]byte { return sha256.Sum256(d.gathered) }
