package site

import (
	"maps"
	"slices"
)

// Output is a built site: slash paths without a leading slash to bytes.
type Output map[string][]byte

var compressible = []string{".html", ".css", ".js", ".json", ".xml", ".svg", ".txt", ".wasm", ".ics", ".webmanifest"}

// Compress adds name.br and name.gz beside every text and WASM file, for hosts
// that serve them as they are. The same bytes always give the same bytes. What a
// cache (nil for none) knows is not packed again: packing a page takes longer than
// all else that a build does for it.
func (o Output) Compress(kept Cache) {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(o)) {
		if isCompressible(name) {
			names = append(names, name)
		}
	}
	// The largest file first: the others fit in beside it.
	slices.SortStableFunc(names, func(a, b string) int { return len(o[b]) - len(o[a]) })
	all := make([]packed, len(names))
	inParallel(len(names), func(i int) {
		all[i] = pack(o[names[i]], kept)
	})
	for i, name := range names {
		o[name+".br"], o[name+".gz"] = all[i].br, all[i].gz
	}
}
