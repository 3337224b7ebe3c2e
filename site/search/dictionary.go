package search

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/gob"
	"errors"

	"github.com/ikawaha/kagome-dict/dict"
	"github.com/ikawaha/kagome-dict/dict/trie"
	"github.com/ikawaha/kagome-dict/ipa"
	"github.com/ikawaha/kagome/v2/tokenizer"
)

// kagome unpacks its dictionary from a zip number by number: a second and 200 MB, for one sentence too. What is needed
// of it, which is how words part and how they are read, is kept in the cache, in tables that stand there as they will in
// memory: 25 MB, read in some hundredths of a second.

// A dictionary parts a text into words and knows how they are read.
type dictionary struct {
	parts    *tokenizer.Tokenizer
	readings []byte   // of all words of the dictionary, one behind the other
	starts   []uint32 // where the reading of each word begins, by its ID, and where the last one ends
}

// dictionaryKey names the dictionary and the form in which encode keeps it: to be changed with either. A test holds it
// to the version in go.mod.
var dictionaryKey = sha256.Sum256([]byte("dictionary 1, " + ipaVersion))

const ipaVersion = "v1.2.6"

// loadDictionary takes it from the cache, or unpacks it for the next time.
func loadDictionary(c Cache) (*dictionary, error) {
	if c != nil {
		if kept, ok := c.Get(dictionaryKey); ok {
			if d, err := decodeDictionary(kept); err == nil {
				return d, nil
			}
		}
	}
	kept := encodeDictionary(ipa.Dict())
	if c != nil {
		c.Put(dictionaryKey, kept)
	}
	return decodeDictionary(kept)
}

// reading is a word's in kana; "" if it has none.
func (d *dictionary) reading(t tokenizer.Token) string {
	if t.Class == tokenizer.KNOWN {
		return string(d.readings[d.starts[t.ID]:d.starts[t.ID+1]])
	}
	kana, _ := t.Reading()
	return kana
}

// small is the rest of a dictionary.
type small struct {
	Letters  dict.CharDef
	Unknown  dict.UnkDict    // words that are not in the index
	Row, Col int64           // of the costs
	Repeated map[int32]int32 // words of the index that are written alike
}

// encodeDictionary writes numbers low byte first, each table behind its length: words, costs of neighbours, index,
// starts and bytes of readings, and the rest.
func encodeDictionary(d *dict.Dict) []byte {
	b := make([]byte, 0, 28<<20)
	b = appendLength(b, len(d.Morphs))
	for _, m := range d.Morphs {
		b = binary.LittleEndian.AppendUint16(b, uint16(m.LeftID))
		b = binary.LittleEndian.AppendUint16(b, uint16(m.RightID))
		b = binary.LittleEndian.AppendUint16(b, uint16(m.Weight))
	}
	b = appendLength(b, len(d.Connection.Vec))
	for _, cost := range d.Connection.Vec {
		b = binary.LittleEndian.AppendUint16(b, uint16(cost))
	}
	b = appendLength(b, len(d.Index.Da))
	for _, node := range d.Index.Da {
		b = binary.LittleEndian.AppendUint32(b, uint32(node.Base))
		b = binary.LittleEndian.AppendUint32(b, uint32(node.Check))
	}
	return appendSmall(appendReadings(b, d), d)
}

func appendLength(b []byte, n int) []byte { return binary.LittleEndian.AppendUint32(b, uint32(n)) }

func appendReadings(b []byte, d *dict.Dict) []byte {
	var all []byte
	b = appendLength(b, len(d.Morphs)+1)
	for id := range d.Morphs {
		b = appendLength(b, len(all))
		// Features are those of the parts of speech, then those of the contents.
		if at := int(d.ContentsMeta[dict.ReadingIndex]) - len(d.POSTable.POSs[id]); id < len(d.Contents) && at >= 0 && at < len(d.Contents[id]) {
			all = append(all, d.Contents[id][at]...)
		}
	}
	b = appendLength(b, len(all))
	return append(appendLength(b, len(all)), all...)
}

func appendSmall(b []byte, d *dict.Dict) []byte {
	var out bytes.Buffer
	letters := dict.CharDef{CharClass: d.CharClass, CharCategory: d.CharCategory, InvokeList: d.InvokeList, GroupList: d.GroupList}
	// A buffer has no errors, and there is nothing in these that gob cannot write.
	_ = gob.NewEncoder(&out).Encode(small{letters, d.UnkDict, d.Connection.Row, d.Connection.Col, d.Index.Dup})
	return append(appendLength(b, out.Len()), out.Bytes()...)
}

var errShort = errors.New("this is no dictionary")

// decodeDictionary gives an error for what encodeDictionary did not make.
func decodeDictionary(kept []byte) (*dictionary, error) {
	t := &tables{kept}
	d := &dict.Dict{Morphs: t.words()}
	d.Connection.Vec = t.costs()
	d.Index.Da = t.index()
	starts, readings := t.starts(), bytes.Clone(t.next(1)) // the rest of kept may go
	var rest small
	if err := gob.NewDecoder(bytes.NewReader(t.next(1))).Decode(&rest); err != nil || len(starts) != len(d.Morphs)+1 {
		return nil, errShort
	}
	d.CharClass, d.CharCategory = rest.Letters.CharClass, rest.Letters.CharCategory
	d.InvokeList, d.GroupList = rest.Letters.InvokeList, rest.Letters.GroupList
	d.UnkDict, d.Index.Dup = rest.Unknown, rest.Repeated
	d.Connection.Row, d.Connection.Col = rest.Row, rest.Col
	parts, err := tokenizer.New(d, tokenizer.OmitBosEos())
	return &dictionary{parts, readings, starts}, err
}

// tables are read one after the other; where there is less than they say, nothing is left.
type tables struct{ bytes []byte }

// next is the next table, of things of so many bytes.
func (t *tables) next(size int) []byte {
	if len(t.bytes) < 4 {
		return nil
	}
	end := 4 + size*int(binary.LittleEndian.Uint32(t.bytes))
	if end > len(t.bytes) {
		t.bytes = nil
		return nil
	}
	table := t.bytes[4:end]
	t.bytes = t.bytes[end:]
	return table
}

func (t *tables) words() dict.Morphs {
	b := t.next(6)
	words := make(dict.Morphs, len(b)/6)
	for i := range words {
		words[i] = dict.Morph{LeftID: int16At(b[6*i:]), RightID: int16At(b[6*i+2:]), Weight: int16At(b[6*i+4:])}
	}
	return words
}

func (t *tables) costs() []int16 {
	b := t.next(2)
	costs := make([]int16, len(b)/2)
	for i := range costs {
		costs[i] = int16At(b[2*i:])
	}
	return costs
}

func (t *tables) index() trie.DoubleArray {
	b := t.next(8)
	index := make(trie.DoubleArray, len(b)/8)
	for i := range index {
		index[i].Base = int32(binary.LittleEndian.Uint32(b[8*i:]))
		index[i].Check = int32(binary.LittleEndian.Uint32(b[8*i+4:]))
	}
	return index
}

func (t *tables) starts() []uint32 {
	b := t.next(4)
	starts := make([]uint32, len(b)/4)
	for i := range starts {
		starts[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return starts
}

func int16At(b []byte) int16 { return int16(binary.LittleEndian.Uint16(b)) }
