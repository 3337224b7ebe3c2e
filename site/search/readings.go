package search

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/ikawaha/kagome-dict/ipa"
	"github.com/ikawaha/kagome/v2/tokenizer"

	"helpcenter/wasm/japanese"
)

// A Store keeps bytes between runs of the program. It may forget them at any time.
type Store interface {
	Load(name string) []byte // nil if there are none
	Save(name string, content []byte)
}

// storeName changes when what is stored does.
const storeName = "readings-1"

// A Reader knows how the kanji of texts are read. Texts are known by their hash, so that nothing is read twice;
// what it learns it keeps in its store. It is safe for concurrent use.
type Reader struct {
	store  Store // may be nil
	loaded sync.Once
	mutex  sync.Mutex
	known  map[textKey]string // "kanji kana\t…": see occurrence
}

type textKey [16]byte

// NewReader makes a Reader. Nothing is loaded before it is asked.
func NewReader(store Store) *Reader { return &Reader{store: store, known: map[textKey]string{}} }

func keyOf(text string) (k textKey) {
	sum := sha256.Sum256([]byte(text))
	copy(k[:], sum[:])
	return k
}

// Missing lists the texts with kanji that the reader has not learned.
func (r *Reader) Missing(texts []string) []string {
	r.load()
	r.mutex.Lock()
	defer r.mutex.Unlock()
	var out []string
	for _, t := range texts {
		if _, ok := r.known[keyOf(t)]; !ok && strings.ContainsFunc(t, japanese.IsKanji) {
			out = append(out, t)
		}
	}
	return out
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
	learned := make(map[textKey]string, len(missing))
	for _, text := range missing {
		learned[keyOf(text)] = strings.Join(occurrences(t.Tokenize(text)), "\t")
	}
	r.mutex.Lock()
	maps.Copy(r.known, learned)
	r.save(texts)
	r.mutex.Unlock()
	return nil
}

// load reads the store once; a line that is not in form is left out.
func (r *Reader) load() {
	r.loaded.Do(func() {
		if r.store == nil {
			return
		}
		for line := range bytes.Lines(r.store.Load(storeName)) {
			var k textKey
			line = bytes.TrimSuffix(line, []byte("\n"))
			if len(line) < 32 {
				continue
			}
			if _, err := hex.Decode(k[:], line[:32]); err == nil {
				r.known[k] = string(line[32:])
			}
		}
	})
}

// save writes what is known of texts, and forgets all else: texts that were changed do not gather.
func (r *Reader) save(texts []string) {
	if r.store == nil {
		return
	}
	var b bytes.Buffer
	written := map[textKey]bool{}
	for _, t := range texts {
		k := keyOf(t)
		if pairs, ok := r.known[k]; ok && !written[k] {
			written[k] = true
			b.WriteString(hex.EncodeToString(k[:]))
			b.WriteString(pairs)
			b.WriteByte('\n')
		}
	}
	r.store.Save(storeName, b.Bytes())
}

// table is the field list of the index's line of readings: kanji and reading by turns. A run of kanji has the
// reading that it most often has; where it has others before certain kana, those follow with the kana.
func (r *Reader) table(texts []string) []string {
	r.load()
	r.mutex.Lock()
	defer r.mutex.Unlock()
	counts := map[string]map[string]int{} // by run, and by run with the kana behind
	for _, t := range texts {
		for o := range strings.SplitSeq(r.known[keyOf(t)], "\t") {
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
	return out
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
