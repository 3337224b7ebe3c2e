package search

import (
	"cmp"
	"crypto/sha256"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/ikawaha/kagome-dict/ipa"
	"github.com/ikawaha/kagome/v2/tokenizer"

	"helpcenter/wasm/japanese"
)

// A Cache keeps readings between runs of the program, under the SHA-256 of the text and the way it was read. It
// may forget them at any time; package site/cache has one.
type Cache interface {
	Get(key [sha256.Size]byte) (value []byte, ok bool)
	Put(key [sha256.Size]byte, value []byte)
}

// A Reader knows how the kanji of texts are read. Texts are known by their hash: none is read twice. It is safe
// for concurrent use.
type Reader struct {
	cache Cache // may be nil
	mutex sync.Mutex
	known map[[sha256.Size]byte]string // tab-separated: see occurrences

	last   []string          // table, made of texts
	lastOf [sha256.Size]byte // that have these keys
}

// NewReader makes a Reader; without a cache it forgets everything at the end. Nothing is loaded before it is asked.
func NewReader(c Cache) *Reader { return &Reader{cache: c, known: map[[sha256.Size]byte]string{}} }

// keyOf is of the text and of how it is read, which is to be changed with the code below.
func keyOf(text string) [sha256.Size]byte {
	const way = "readings 1, ipa\x00"
	b := append(make([]byte, 0, 8<<10), way...) // on the stack, but for long texts
	return sha256.Sum256(append(b, text...))
}

// Missing lists the texts that the reader has not learned.
func (r *Reader) Missing(texts []string) []string {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	var out []string
	for _, t := range texts {
		if _, ok := r.recall(keyOf(t)); !ok && strings.ContainsFunc(t, japanese.IsKanji) {
			out = append(out, t)
		}
	}
	return out
}

// recall looks into the memory, then into the cache.
func (r *Reader) recall(k [sha256.Size]byte) (string, bool) {
	found, ok := r.known[k]
	if ok || r.cache == nil {
		return found, ok
	}
	kept, ok := r.cache.Get(k)
	if ok {
		found = string(kept)
		r.known[k] = found
	}
	return found, ok
}

// Learn reads the texts that are new. Only then the dictionary is loaded, and it is not kept.
func (r *Reader) Learn(texts []string) error {
	missing := r.Missing(texts)
	if len(missing) == 0 {
		return nil
	}
	t, err := tokenizer.New(ipa.Dict(), tokenizer.OmitBosEos())
	if err != nil {
		return err
	}
	for _, text := range missing {
		var found []string
		for line := range strings.Lines(text) {
			found = append(found, occurrences(t.Tokenize(line))...)
		}
		r.learn(text, strings.Join(found, "\t"))
	}
	return nil
}

func (r *Reader) learn(text, found string) {
	r.mutex.Lock()
	r.known[keyOf(text)] = found
	r.mutex.Unlock()
	if r.cache != nil {
		r.cache.Put(keyOf(text), []byte(found))
	}
}

// table is the field list of the index's line of readings: kanji and reading by turns. A run of kanji has the
// reading that it most often has; where it has others before certain kana, those follow with the kana.
func (r *Reader) table(texts []string) []string {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	all, of := r.recallAll(texts)
	if of == r.lastOf {
		return r.last
	}
	counts := map[string]map[string]int{} // by run, and by run with the kana behind
	for _, found := range all {
		for o := range strings.SplitSeq(found, "\t") {
			run, reading, ok := strings.Cut(o, " ")
			if !ok {
				continue
			}
			alone := strings.TrimRightFunc(run, func(r rune) bool { return !japanese.IsKanji(r) })
			count(counts, alone, reading)
			if alone != run {
				count(counts, run, reading)
			}
		}
	}
	var out []string
	for _, run := range slices.Sorted(maps.Keys(counts)) {
		reading := commonest(counts[run])
		alone := strings.TrimRightFunc(run, func(r rune) bool { return !japanese.IsKanji(r) })
		if alone == run || commonest(counts[alone]) != reading {
			out = append(out, run, reading)
		}
	}
	r.last, r.lastOf = out, of
	return out
}

// recallAll gives what is known of each text, and what stands for all of it.
func (r *Reader) recallAll(texts []string) (all []string, of [sha256.Size]byte) {
	var keys []byte
	for _, t := range texts {
		k := keyOf(t)
		found, ok := r.recall(k)
		all = append(all, found)
		if ok {
			keys = append(keys, k[:]...)
		}
	}
	return all, sha256.Sum256(keys)
}

// Order is a key to sort a text by as it is read: its kana, those of kanji by the readings of the texts that an
// index is made of. The function remembers titles; it is not for concurrent use.
func (r *Reader) Order(texts []string) func(text string) string {
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

func count(counts map[string]map[string]int, run, reading string) {
	if counts[run] == nil {
		counts[run] = map[string]int{}
	}
	counts[run][reading]++
}

func commonest(counts map[string]int) string {
	return slices.MaxFunc(slices.Sorted(maps.Keys(counts)), func(a, b string) int { return cmp.Compare(counts[a], counts[b]) })
}

// occurrences lists the runs of kanji in a text with their readings: "届か とど" is a run, the kana behind it if
// it is alone, a space, and the reading of the run, in folded kana.
func occurrences(tokens []tokenizer.Token) []string {
	var out []string
	run, reading, whole := "", "", true
	end := func(next string) {
		if run != "" && whole && reading != "" {
			out = append(out, run+next+" "+reading)
		}
		run, reading, whole = "", "", true
	}
	for _, t := range tokens {
		kana, ok := t.Reading()
		for _, part := range align(t.Surface, kana) {
			first := []rune(part.surface)[0]
			if !japanese.IsKanji(first) {
				next := ""
				if r := []rune(japanese.Fold(part.surface)); len(r) > 0 && scriptOf(first) == hiragana {
					next = string(r[:1])
				}
				end(next)
				continue
			}
			run += japanese.Fold(part.surface)
			reading += japanese.Fold(part.reading)
			whole = whole && ok && part.reading != ""
		}
	}
	end("")
	return out
}

// A part of a token is all kanji or has none.
type part struct{ surface, reading string }

// align parts a token at its kanji and gives each part its share of the reading; none where it cannot tell.
func align(surface, reading string) []part {
	var parts []part
	for _, r := range surface {
		if n := len(parts); n > 0 && japanese.IsKanji([]rune(parts[n-1].surface)[0]) == japanese.IsKanji(r) {
			parts[n-1].surface += string(r)
		} else {
			parts = append(parts, part{surface: string(r)})
		}
	}
	share(parts, []rune(japanese.Fold(reading)))
	return parts
}

// share tries how the parts can make up the reading: kana stand for themselves, kanji for one kana at least.
func share(parts []part, reading []rune) bool {
	if len(parts) == 0 {
		return len(reading) == 0
	}
	p := &parts[0]
	if letters := []rune(japanese.Fold(p.surface)); !japanese.IsKanji([]rune(p.surface)[0]) {
		return len(letters) <= len(reading) && slices.Equal(letters, reading[:len(letters)]) && share(parts[1:], reading[len(letters):])
	}
	for n := 1; n <= len(reading); n++ {
		if share(parts[1:], reading[n:]) {
			p.reading = string(reading[:n])
			return true
		}
	}
	return false
}
