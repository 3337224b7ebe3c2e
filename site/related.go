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
	best := e.mostTagged(ix)
	for _, l := range e.links {
		other := ix.byURL[l.path]
		if len(best) < relatedLimit && other != nil && other != e && other.kind == "guide" && other.folder == e.folder && !slices.Contains(best, other) {
			best = append(best, other)
		}
	}
	return best
}

// mostTagged are the guides that share the most tags with e, those of its folder and then those in front first.
func (e *entry) mostTagged(ix *index) []*entry {
	lists := make([][]*entry, len(e.meta.Tags)) // each in site order
	for i, tag := range e.meta.Tags {
		lists[i] = nearestInList(ix.tags[tag], e, tagWindow)
	}
	best := make([]candidate, 0, relatedLimit+1)
	for first := foremost(lists); first != nil; first = foremost(lists) {
		c := candidate{first, 0, e.distance(first)}
		for i := range lists {
			for len(lists[i]) > 0 && lists[i][0] == first {
				lists[i] = lists[i][1:]
				c.shared++
			}
		}
		if first != e {
			best = insertBest(best, c)
		}
	}
	guides := make([]*entry, len(best), relatedLimit)
	for i, c := range best {
		guides[i] = c.entry
	}
	return guides
}

// foremost is the first in site order of all lists; nil if they are empty.
func foremost(lists [][]*entry) (first *entry) {
	for _, list := range lists {
		if len(list) > 0 && (first == nil || list[0].position < first.position) {
			first = list[0]
		}
	}
	return first
}

// A candidate is a guide that shares tags with another.
type candidate struct {
	*entry
	shared, distance int
}

// insertBest keeps the best few in order. Candidates come in site order: of equal ones the first stays in front.
func insertBest(best []candidate, c candidate) []candidate {
	at := len(best)
	for at > 0 && cmp.Or(cmp.Compare(c.shared, best[at-1].shared), cmp.Compare(best[at-1].distance, c.distance)) > 0 {
		at--
	}
	best = slices.Insert(best, at, c)
	return best[:min(len(best), relatedLimit)]
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
