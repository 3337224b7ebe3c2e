package search

import (
	"cmp"
	"crypto/sha256"
	"maps"
	"slices"
	"strings"

	"helpcenter/wasm/japanese"
)

// Out of the occurrences in all texts comes one table: how each run of kanji is read.

// table is the field list of the index's line of readings: kanji and reading by turns. A run of kanji has the
// reading that it most often has; where it has others before certain kana, those follow with the kana.
func (r *Reader) table(texts []Text) []string {
	all, of := r.recallAll(texts)
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if of == r.lastOf {
		return r.last
	}
	counts := countReadings(all)
	var out []string
	for _, run := range slices.Sorted(maps.Keys(counts)) {
		reading := commonest(counts[run])
		alone := withoutKana(run)
		if alone == run || commonest(counts[alone]) != reading {
			out = append(out, run, reading)
		}
	}
	r.last, r.lastOf = out, of
	return out
}

// recallAll gives what is known of each text, and what stands for all of it.
func (r *Reader) recallAll(texts []Text) (all []string, of [sha256.Size]byte) {
	keys := make([]byte, 0, len(texts)*sha256.Size)
	for _, t := range texts {
		if found, ok := r.recall(t); ok {
			all = append(all, found)
			keys = append(keys, t.key[:]...)
		}
	}
	return all, sha256.Sum256(keys)
}

// countReadings counts the readings of each run, and of the run with the kana behind. Few occurrences make up most
// of a site, so they are counted as they stand before they are taken apart.
func countReadings(all []string) map[string]map[string]int {
	same := map[string]int{}
	for _, found := range all {
		for found != "" {
			var one string
			one, found, _ = strings.Cut(found, "\t")
			same[one]++
		}
	}
	counts := map[string]map[string]int{}
	for one, n := range same {
		run, reading, ok := strings.Cut(one, " ")
		if !ok {
			continue
		}
		alone := withoutKana(run)
		count(counts, alone, reading, n)
		if alone != run {
			count(counts, run, reading, n)
		}
	}
	return counts
}

func withoutKana(run string) string {
	return strings.TrimRightFunc(run, func(r rune) bool { return !japanese.IsKanji(r) })
}

func count(counts map[string]map[string]int, run, reading string, n int) {
	if counts[run] == nil {
		counts[run] = map[string]int{}
	}
	counts[run][reading] += n
}

func commonest(counts map[string]int) string {
	return slices.MaxFunc(slices.Sorted(maps.Keys(counts)), func(a, b string) int { return cmp.Compare(counts[a], counts[b]) })
}

// Order is a key to sort a text by as it is read: its kana, those of kanji by the readings of the texts that an
// index is made of. The function remembers titles; it is not for concurrent use.
func (r *Reader) Order(texts []Text) func(text string) string {
	table := r.table(texts)
	readings := make(map[string]string, len(table)/2)
	for i := 0; i+1 < len(table); i += 2 {
		readings[table[i]] = table[i+1]
	}
	known := map[string]string{}
	return func(text string) string {
		if order, ok := known[text]; ok {
			return order
		}
		letters := []rune(japanese.Fold(text))
		var b strings.Builder
		for i := 0; i < len(letters); {
			n, reading := longestReading(readings, letters[i:])
			b.WriteString(reading)
			i += n
		}
		known[text] = b.String()
		return known[text]
	}
}

// longestReading reads what begins letters: kanji by the longest run that is known, else one letter as it is.
func longestReading(readings map[string]string, letters []rune) (n int, reading string) {
	run := 0
	for run < len(letters) && japanese.IsKanji(letters[run]) {
		run++
	}
	if run > 0 && run < len(letters) {
		if reading, ok := readings[string(letters[:run+1])]; ok {
			return run, reading
		}
	}
	for n := run; n > 0; n-- {
		if reading, ok := readings[string(letters[:n])]; ok {
			return n, reading
		}
	}
	return 1, string(letters[:1])
}
