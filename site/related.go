package site

import (
	"cmp"
	"slices"
)

const (
	relatedLimit = 4
	tagWindow    = 24 // guides of one tag that are compared
)

// related are up to four guides worth reading next: those that share tags, then
// guides of the same folder that the page links to. Of a tag that very many
// guides have, only the nearest are looked at.
func (ix *index) related(e *entry) []*entry {
	shared := map[*entry]int{}
	for _, tag := range e.meta.Tags {
		for _, other := range nearestInList(ix.tags[tag], e, tagWindow) {
			if other != e {
				shared[other]++
			}
		}
	}
	var best []*entry
	for other, n := range shared {
		best = insertBest(best, other, func(a *entry) bool {
			return cmp.Or(cmp.Compare(n, shared[a]), cmp.Compare(e.distance(a), e.distance(other)), cmp.Compare(a.position, other.position)) > 0
		})
	}
	for _, l := range e.links {
		other := ix.byURL[l.path]
		if len(best) < relatedLimit && other != nil && other != e && other.kind == "guide" && other.folder == e.folder && !slices.Contains(best, other) {
			best = append(best, other)
		}
	}
	return best
}

// insertBest keeps the best few in order; better tells whether the new one goes
// before a given one.
func insertBest(best []*entry, e *entry, better func(than *entry) bool) []*entry {
	at := len(best)
	for at > 0 && better(best[at-1]) {
		at--
	}
	if at == relatedLimit {
		return best
	}
	return slices.Insert(best, at, e)[:min(len(best)+1, relatedLimit)]
}

// distance puts guides of the same folder before those of others.
func (e *entry) distance(other *entry) int {
	if e.folder == other.folder {
		return 0
	}
	return 1
}

// nearestInList is the part of a list in site order around e.
func nearestInList(list []*entry, e *entry, size int) []*entry {
	at, _ := slices.BinarySearchFunc(list, e, func(a, b *entry) int { return cmp.Compare(a.position, b.position) })
	return windowAround(list, at, size)
}

func windowAround(list []*entry, at, size int) []*entry {
	from := max(0, min(at-size/2, len(list)-size))
	return list[from:min(from+size, len(list))]
}
