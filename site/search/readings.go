package search

import (
	"crypto/sha256"
	"slices"
	"strings"
	"sync"

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
	cache      Cache // may be nil
	dictionary func() (*dictionary, error)
	mutex      sync.Mutex
	learned    map[[sha256.Size]byte][]byte // in this run, tab-separated: see occurrences
}

// NewReader makes a Reader; without a cache it forgets everything at the end. Nothing is loaded before it is asked.
func NewReader(c Cache) *Reader {
	load := sync.OnceValues(func() (*dictionary, error) { return loadDictionary(c) })
	return &Reader{cache: c, dictionary: load, learned: map[[sha256.Size]byte][]byte{}}
}

// A Text is what is read as one. Its lines are asked for only where nobody has learned it.
type Text struct {
	textKey
	lines func() []string
}

// A textKey is what a text is known by.
type textKey struct {
	hash  [sha256.Size]byte // of the text and of how it is read
	kanji bool              // there is something to read
}

// NewText makes a Text of lines.
func NewText(lines ...string) Text { return Text{newTextKey(lines), func() []string { return lines }} }

// way is of how a text is read: to be changed with the code below.
const way = "readings 1, ipa\x00"

func newTextKey(lines []string) (k textKey) {
	b := append(make([]byte, 0, 8<<10), way...) // on the stack, but for long texts
	for i, line := range lines {
		if i > 0 {
			b = append(b, '\n')
		}
		b = append(b, line...)
		k.kanji = k.kanji || strings.ContainsFunc(line, japanese.IsKanji)
	}
	k.hash = sha256.Sum256(b)
	return k
}

// Known gives the readings of those texts that were learned before.
func (r *Reader) Known(texts []Text) *Readings {
	t := tally{}
	missing, _ := r.recallAll(texts, t, nil)
	return t.readings(len(missing))
}

// Learn gives the readings of all texts. Only for those that are new the dictionary is loaded. Before each text and
// line rest is called, if there is one; its error ends the learning, and what was learned by then stays.
func (r *Reader) Learn(texts []Text, rest func() error) (*Readings, error) {
	t := tally{}
	missing, err := r.recallAll(texts, t, rest)
	if err != nil || len(missing) == 0 {
		return t.readings(0), err
	}
	lost, err := r.learnAll(missing, t, rest)
	return t.readings(lost), err
}

// recallAll counts what is known, and lists the texts that nobody has learned.
func (r *Reader) recallAll(texts []Text, t tally, rest func() error) (missing []Text, err error) {
	for _, batch := range batches(texts) {
		more, err := r.recallBatch(batch, t, rest)
		if err != nil {
			return nil, err
		}
		missing = append(missing, more...)
	}
	return missing, nil
}

func (r *Reader) recallEach(texts []Text, t tally, rest func() error) (missing []Text, err error) {
	for _, text := range texts {
		if err := rested(rest); err != nil {
			return nil, err
		}
		if found, ok := r.recall(text); ok {
			t.count(found)
		} else if text.kanji {
			missing = append(missing, text)
		}
	}
	return missing, nil
}

// recall looks into the memory, then into the cache.
func (r *Reader) recall(t Text) (found []byte, ok bool) {
	r.mutex.Lock()
	found, ok = r.learned[t.hash]
	r.mutex.Unlock()
	if ok || r.cache == nil {
		return found, ok
	}
	return r.cache.Get(t.hash)
}

// learnAll counts those that are lost: their lines are others by now, and somebody will ask for those.
func (r *Reader) learnAll(texts []Text, t tally, rest func() error) (lost int, err error) {
	words, err := r.dictionary()
	if err != nil {
		return 0, err
	}
	for _, text := range texts {
		lines := text.lines()
		if newTextKey(lines) != text.textKey {
			lost++
			continue
		}
		var found []string
		for line := range strings.Lines(strings.Join(lines, "\n")) {
			if err := rested(rest); err != nil {
				return lost, err
			}
			found = append(found, words.occurrences(line)...)
		}
		learned := []byte(strings.Join(found, "\t"))
		r.learn(text, learned)
		t.count(learned)
	}
	return lost, nil
}

func (r *Reader) learn(t Text, found []byte) {
	r.mutex.Lock()
	r.learned[t.hash] = found
	r.mutex.Unlock()
	if r.cache != nil {
		r.cache.Put(t.hash, found)
	}
}

func rested(rest func() error) error {
	if rest == nil {
		return nil
	}
	return rest()
}

// occurrences lists the runs of kanji in a text with their readings: "届か とど" is a run, the kana behind it if
// it is alone, a space, and the reading of the run, in folded kana.
func (d *dictionary) occurrences(line string) []string {
	var out []string
	run, reading, whole := "", "", true
	end := func(next string) {
		if run != "" && whole && reading != "" {
			out = append(out, run+next+" "+reading)
		}
		run, reading, whole = "", "", true
	}
	for _, t := range d.parts.Tokenize(line) {
		for _, part := range align(t.Surface, d.reading(t)) {
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
			whole = whole && part.reading != ""
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
