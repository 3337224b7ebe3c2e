package site

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// Save is all or nothing. The new site is written to a folder beside the old one
// and the two change places in one rename; where the system cannot do that, in
// two, and a Save that was killed in between is put right by the next. Unchanged
// files are hard links to the old ones; no file is ever changed in place.

const (
	marker     = ".helpcenter" // in every folder that Save made: only those are replaced
	markerBody = "This folder is made by helpcenter. It is replaced as a whole by the next build.\n"
)

// A target is a folder to save to and the two names beside it that Save uses.
type target struct{ dir, next, old string }

func newTarget(dir string) (target, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return target{}, err
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real // the link stays, what it leads to is replaced
	}
	parent, base := filepath.Split(dir)
	return target{dir, filepath.Join(parent, "."+base+".helpcenter-next"), filepath.Join(parent, "."+base+".helpcenter-old")}, nil
}

// Save writes the output to dir. After an error, or if the program is killed,
// dir is what it was before. A folder that holds something but was not made by
// Save is refused.
func (o Output) Save(dir string) error {
	s, err := startSaving(dir)
	if err != nil {
		return err
	}
	names := slices.Sorted(maps.Keys(o))
	return s.end(tryInParallel(len(names), func(i int) error { return s.put(names[i], o[names[i]]) }))
}

// A saving is a folder in the making. Files may be put into it in parallel.
type saving struct {
	target
	unlock  func()
	folders sync.Map // that are there, by slash path
}

func startSaving(dir string) (*saving, error) {
	t, err := newTarget(dir)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(t.dir), 0o755); err != nil {
		return nil, err
	}
	s := &saving{target: t, unlock: lockFolder(filepath.Dir(t.dir))}
	if err := s.start(); err != nil {
		s.unlock()
		return nil, err
	}
	return s, nil
}

func (s *saving) start() error {
	if err := s.recover(); err != nil {
		return err
	}
	if err := s.check(); err != nil {
		return err
	}
	if err := os.Mkdir(s.next, 0o755); err != nil {
		return err
	}
	if err := writeFile(filepath.Join(s.next, marker), []byte(markerBody)); err != nil {
		return errors.Join(err, removeOurs(s.next))
	}
	return nil
}

// end puts the new folder in its place, or removes it after an error.
func (s *saving) end(err error) error {
	defer s.unlock()
	if err == nil {
		err = syncFolder(s.next)
	}
	if err != nil {
		return errors.Join(err, removeOurs(s.next))
	}
	return s.swap()
}

// recover puts right what a killed Save left behind.
func (t target) recover() error {
	if _, err := os.Lstat(t.dir); errors.Is(err, fs.ErrNotExist) && isOurs(t.old) {
		if err := os.Rename(t.old, t.dir); err != nil {
			return err
		}
	}
	return errors.Join(removeOurs(t.next), removeOurs(t.old))
}

// check refuses to replace what Save did not make.
func (t target) check() error {
	entries, err := os.ReadDir(t.dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("%s に書けません: %w", t.dir, err)
	case len(entries) > 0 && !isOurs(t.dir):
		return fmt.Errorf("%s には helpcenter が作ったのではないファイルがあるため、置きかえません。空のフォルダーか、新しい名前を選んでください", t.dir)
	}
	return nil
}

func isOurs(dir string) bool {
	info, err := os.Lstat(filepath.Join(dir, marker))
	return err == nil && info.Mode().IsRegular()
}

// removeOurs removes a folder that Save made, the marker last, so that a removal
// that is cut short can go on later.
func removeOurs(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if len(entries) > 0 && !isOurs(dir) {
		return fmt.Errorf("%s は helpcenter の作業用の名前ですが、ほかのものが入っています。別の場所へ移してください", dir)
	}
	for _, e := range entries {
		if e.Name() != marker {
			if err := os.RemoveAll(filepath.Join(dir, e.Name())); err != nil {
				return err
			}
		}
	}
	return os.RemoveAll(dir)
}

// put links an unchanged file and writes any other.
func (s *saving) put(name string, content []byte) error {
	if !fs.ValidPath(name) || strings.HasPrefix(name, marker) {
		return fmt.Errorf("出力の名前「%s」は使えません", name)
	}
	if err := s.makeFolder(path.Dir(name)); err != nil {
		return err
	}
	local := filepath.FromSlash(name)
	to, from := filepath.Join(s.next, local), filepath.Join(s.dir, local)
	if sameFile(from, content) && os.Link(from, to) == nil {
		return nil
	}
	return writeFile(to, content)
}

// makeFolder asks the system once for each folder.
func (s *saving) makeFolder(name string) error {
	if _, ok := s.folders.Load(name); ok || name == "." {
		return nil
	}
	local := filepath.Join(s.next, filepath.FromSlash(name))
	err := os.Mkdir(local, 0o755)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrExist) {
		err = os.MkdirAll(local, 0o755)
	}
	if err == nil {
		s.folders.Store(name, true)
	}
	return err
}

// sameFile compares the bytes themselves: somebody may have edited the output.
func sameFile(name string, content []byte) bool {
	info, err := os.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(content)) {
		return false
	}
	there, err := os.ReadFile(name)
	return err == nil && bytes.Equal(there, content)
}

func writeFile(name string, content []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	if _, err := f.Write(content); err != nil {
		return errors.Join(err, f.Close())
	}
	return errors.Join(syncFile(f), f.Close())
}

// swap puts t.next in the place of t.dir.
func (t target) swap() error {
	_, err := os.Lstat(t.dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = os.Rename(t.next, t.dir)
	case err == nil:
		err = t.replace()
	}
	if err != nil {
		return errors.Join(err, removeOurs(t.next))
	}
	syncEntries(filepath.Dir(t.dir))
	return errors.Join(removeOurs(t.next), removeOurs(t.old))
}

// exchange is a variable so that a test can take it away.
var exchange = exchangeFolders

// replace swaps the folders in one step if the system can, else in two.
func (t target) replace() error {
	if exchange(t.next, t.dir) == nil {
		return nil
	}
	if err := os.Rename(t.dir, t.old); err != nil {
		return err
	}
	if err := os.Rename(t.next, t.dir); err != nil {
		return errors.Join(err, os.Rename(t.old, t.dir))
	}
	return nil
}

// syncEntries makes renames in a folder last through a power cut. A system that
// cannot do it is no reason to fail: the site is in its place.
func syncEntries(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}
