package search

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"strings"

	"helpcenter/wasm/japanese"
)

// Out of the occurrences in all texts comes one table: how each run of kanji is read.

// Readings are how the kanji of some texts are read.
type Readings struct {
	Missing int // texts that nobody has learned

	// The field list of the index's line of readings: kanji and reading by turns. A run of kanji has the reading
	// that it most often has; where it has others before certain kana, those follow with the kana.
	table []string
}

// A tally counts occurrences. Few make up most of a site, so they are counted as they stand before they are taken
// apart.
type tally map[string]*int

// count adds what is known of a text.
func (t tally) count(found []byte) {
	for len(found) > 0 {
		var one []byte
		one, found, _ = bytes.Cut(found, []byte{'\t'})
		if n := t[string(one)]; n != nil {
			*n++
		} else {
			t.add(string(one), 1)
		}
	}
}

func (t tally) add(one string, n int) {
	if have := t[one]; have != nil {
		*have += n
	} else {
		t[one] = &n
	}
}

func (t tally) readings(missing int) *Readings {
	counts := t.byRun()
	var table []string
	for _, run := range slices.Sorted(maps.Keys(counts)) {
		reading := commonest(counts[run])
		alone := withoutKana(run)
		if alone == run || commonest(counts[alone]) != reading {
			table = append(table, run, reading)
		}
	}
	return &Readings{missing, table}
}

// byRun counts the readings of each run, and of the run with the kana behind.
func (t tally) byRun() map[string]map[string]int {
	counts := map[string]map[string]int{}
	for one, n := range t {
		run, reading, ok := strings.Cut(one, " ")
		if !ok {
			continue
		}
		alone := withoutKana(run)
		add(counts, alone, reading, *n)
		if alone != run {
			add(counts, run, reading, *n)
		}
	}
	return counts
}

func add(counts map[string]map[string]int, run, reading string, n int) {
	if counts[run] == nil {
		counts[run] = map[string]int{}
	}
	counts[run][reading] += n
}

func withoutKana(run string) string {
	return strings.TrimRightFunc(run, func(r rune) bool { return !japanese.IsKanji(r) })
}

func commonest(counts map[string]int) string {
	return slices.MaxFunc(slices.Sorted(maps.Keys(counts)), func(a, b string) int { return cmp.Compare(counts[a], counts[b]) })
}

// Order is a key to sort a text by as it is read: its kana, those of kanji by their readings. The function remembers
// titles; it is not for concurrent use.
func (r *Readings) Order() func(text string) string {
	readings := make(map[string]string, len(r.table)/2)
	for i := 0; i+1 < len(r.table); i += 2 {
		readings[r.table[i]] = r.table[i+1]
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
