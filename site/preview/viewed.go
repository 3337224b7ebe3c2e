package preview

import (
	"slices"
	"sync"
)

// viewed remembers the pages that were asked for last: those a writer has before
// the eyes. It is safe for concurrent use.
type viewed struct {
	mu        sync.Mutex
	addresses []string // the newest last
}

// windows is how many pages a writer has open, or a little more.
const windows = 4

func (v *viewed) add(address string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if n := len(v.addresses); n > 0 && v.addresses[n-1] == address {
		return
	}
	v.addresses = slices.DeleteFunc(v.addresses, func(a string) bool { return a == address })
	if len(v.addresses) == windows {
		v.addresses = v.addresses[1:]
	}
	v.addresses = append(v.addresses, address)
}

func (v *viewed) list() []string {
	v.mu.Lock()
	defer v.mu.Unlock()
	return slices.Clone(v.addresses)
}
