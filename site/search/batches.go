package search

import (
	"bytes"
	"crypto/sha256"
	"maps"
	"slices"
	"strconv"
)

// A site of thousands of texts would be thousands of small files to read before each build, nearly all of them as
// they were. So texts are recalled in batches: what the readings of a batch add up to is kept under the hash of its
// texts. A text that changes costs one batch its sum; the others stand.

const fewest = 16 // texts that are worth a sum of their own

// batches parts texts by their hashes, so that a new one moves none of the others into another batch.
func batches(texts []Text) (parts [][]Text) {
	sorted := slices.SortedFunc(slices.Values(texts), func(a, b Text) int { return bytes.Compare(a.hash[:], b.hash[:]) })
	from := 0
	for i := range sorted {
		if i+1 == len(sorted) || sorted[i].hash[0]>>4 != sorted[i+1].hash[0]>>4 {
			parts = append(parts, sorted[from:i+1])
			from = i + 1
		}
	}
	return parts
}

// recallBatch counts what is known of a batch, and lists the texts that nobody has learned.
func (r *Reader) recallBatch(batch []Text, t tally, rest func() error) (missing []Text, err error) {
	if r.cache == nil || len(batch) < fewest {
		return r.recallEach(batch, t, rest)
	}
	key := batchKey(batch)
	if sum, ok := r.cache.Get(key); ok && t.addAll(sum) {
		return nil, rested(rest)
	}
	sum := tally{}
	if missing, err = r.recallEach(batch, sum, rest); err != nil {
		return nil, err
	}
	if len(missing) == 0 {
		r.cache.Put(key, sum.encode())
	}
	for one, n := range sum {
		t.add(one, *n)
	}
	return missing, nil
}

func batchKey(batch []Text) [sha256.Size]byte {
	b := []byte("batch 1\x00")
	for _, text := range batch {
		b = append(b, text.hash[:]...)
	}
	return sha256.Sum256(b)
}

// encode: how often, a space, and the occurrence, in lines.
func (t tally) encode() (sum []byte) {
	for _, one := range slices.Sorted(maps.Keys(t)) {
		sum = append(append(append(strconv.AppendInt(sum, int64(*t[one]), 10), ' '), one...), '\n')
	}
	return sum
}

// addAll adds what encode gave; false, and nothing is added, for anything else.
func (t tally) addAll(sum []byte) bool {
	decoded := map[string]int{}
	for line := range bytes.Lines(sum) {
		times, one, ok := bytes.Cut(bytes.TrimSuffix(line, []byte("\n")), []byte(" "))
		n, err := strconv.Atoi(string(times))
		if !ok || err != nil {
			return false
		}
		decoded[string(one)] = n
	}
	for one, n := range decoded {
		t.add(one, n)
	}
	return true
}
