package search

// table numbers keys from 0 in the order in which they came. Keys are never 0.
type table struct {
	keys  []uint64
	slots []uint32 // number + 1; 0 is free. A power of two of them, at most half full
}

// find returns the number of a key, -1 if it is not there.
func (t *table) find(key uint64) int {
	if len(t.slots) == 0 {
		return -1
	}
	for i := hash(key); ; i++ {
		n := t.slots[i&uint64(len(t.slots)-1)]
		if n == 0 {
			return -1
		}
		if t.keys[n-1] == key {
			return int(n - 1)
		}
	}
}

// add returns the number of a key, new or not.
func (t *table) add(key uint64) int {
	if n := t.find(key); n >= 0 {
		return n
	}
	if 2*len(t.keys) >= len(t.slots) {
		t.slots = make([]uint32, max(1024, 4*len(t.slots)))
		for n, k := range t.keys {
			t.put(k, n)
		}
	}
	t.keys = append(t.keys, key)
	t.put(key, len(t.keys)-1)
	return len(t.keys) - 1
}

func (t *table) put(key uint64, n int) {
	mask := uint64(len(t.slots) - 1)
	i := hash(key) & mask
	for t.slots[i] != 0 {
		i = (i + 1) & mask
	}
	t.slots[i] = uint32(n + 1)
}

// hash spreads keys that differ in few bits (a step of splitmix64's finish).
func hash(key uint64) uint64 {
	key ^= key >> 31
	key *= 0x94d049bb133111eb
	return key ^ key>>29
}
