// Package cache keeps on disk what was dear to make: packed files, readings for
// search. A value stands under the hash of everything that it was made of, so
// none is ever wrong, and the folder may be deleted at any time.
//
//	kept, err := cache.Open(dir)
//	value, ok := kept.Get(key)
//	kept.Put(key, value)
//	err = kept.Close() // what went wrong while writing, for a word to the user
//
// # On disk
//
// A value is one file, ab/cdef…, named by its key. It begins with the SHA-256 of
// key and value: a file that is torn, or is not what its name says, counts as
// not there. It is written under another name and renamed, so any number of
// programs may use a folder at once and be killed at any moment.
//
// # How it stays small
//
// About once a day, and after much was written, Close removes what nobody asked
// for in a month and then, if that leaves more than the limit, the files that
// have not been asked for the longest.
package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"
)

// A Key is the SHA-256 of what a value was made of, the way it was made included.
type Key = [sha256.Size]byte

// A Folder is an open cache. It is safe for concurrent use. The nil Folder keeps nothing.
type Folder struct {
	dir     string
	limit   int64 // bytes
	now     func() time.Time
	written atomic.Int64 // bytes, in this run

	broken atomic.Bool // nothing is written any more, reading goes on
	once   sync.Once
	err    error
}

const limit = 1 << 30

// Open uses the folder dir, which is made when something is first put into it.
func Open(dir string) *Folder { return &Folder{dir: dir, limit: limit, now: time.Now} }

// Get gives what was put under key, if it is there and whole.
func (f *Folder) Get(key Key) (value []byte, ok bool) {
	if f == nil {
		return nil, false
	}
	name := f.name(key)
	content, used, err := read(name)
	if err != nil || len(content) < sha256.Size {
		return nil, false
	}
	value = content[sha256.Size:]
	if sum := sumOf(key, value); !bytes.Equal(content[:sha256.Size], sum[:]) {
		return nil, false
	}
	f.use(name, used)
	return value, true
}

// read reads a file that nobody changes, and tells its time, in as few calls of the system as there can be.
func read(name string) (content []byte, used time.Time, err error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, used, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, used, err
	}
	content = make([]byte, info.Size())
	_, err = io.ReadFull(file, content)
	return content, info.ModTime(), err
}

// Put keeps value under key. After the first failure nothing more is tried: see Close.
func (f *Folder) Put(key Key, value []byte) {
	if f == nil || f.broken.Load() {
		return
	}
	if err := f.write(f.name(key), key, value); err != nil {
		f.fail(err)
		return
	}
	f.written.Add(int64(sha256.Size + len(value)))
}

// Close removes what is old and tells the first thing that could not be written.
func (f *Folder) Close() error {
	if f == nil {
		return nil
	}
	if f.mustPrune() {
		f.prune()
	}
	return f.err
}

func (f *Folder) fail(err error) {
	f.once.Do(func() { f.err = err })
	f.broken.Store(true)
}

func (f *Folder) name(key Key) string {
	digits := hex.EncodeToString(key[:])
	return filepath.Join(f.dir, digits[:2], digits[2:])
}

func sumOf(key Key, value []byte) Key {
	h := sha256.New()
	h.Write(key[:])
	h.Write(value)
	return Key(h.Sum(nil))
}

// temporary begins the names of files that are being written.
const temporary = ".new-"

func (f *Folder) write(name string, key Key, value []byte) error {
	file, err := os.CreateTemp(filepath.Dir(name), temporary+"*")
	if errors.Is(err, fs.ErrNotExist) {
		if err = os.MkdirAll(filepath.Dir(name), 0o700); err == nil {
			file, err = os.CreateTemp(filepath.Dir(name), temporary+"*")
		}
	}
	if err != nil {
		return err
	}
	sum := sumOf(key, value)
	_, err = file.Write(append(sum[:], value...))
	err = errors.Join(err, file.Close())
	if err == nil {
		err = os.Rename(file.Name(), name)
	}
	if err != nil {
		_ = os.Remove(file.Name())
	}
	return err
}
