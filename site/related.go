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
	found := make([]*entry, 0, len(shared)+relatedLimit)
	for other := range shared {
		found = append(found, other)
	}
	slices.SortFunc(found, func(a, b *entry) int {
		return cmp.Or(cmp.Compare(shared[b], shared[a]), cmp.Compare(e.distance(a), e.distance(b)), cmp.Compare(a.position, b.position))
	})
	for _, l := range e.links {
		other := ix.byURL[l.path]
		if other != nil && other != e && other.kind == "guide" && other.folder == e.folder && !slices.Contains(found, other) {
			found = append(found, other)
		}
	}
	return found[:min(len(found), relatedLimit)]
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
