package cache

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const (
	day      = 24 * time.Hour
	longest  = 30 * day // unused
	halfDone = time.Hour
)

// use notes that a file was asked for: its time is that of the last use, to the day.
func (f *Folder) use(name string, last time.Time) {
	if now := f.now(); now.Sub(last) > day {
		_ = os.Chtimes(name, now, now) // a folder that cannot be written is not pruned either
	}
}

// mustPrune holds about once a day, and when this run alone wrote a good part of the limit.
func (f *Folder) mustPrune() bool {
	if f.written.Load() > f.limit/8 {
		return true
	}
	info, err := os.Stat(f.stamp())
	if err != nil {
		return f.written.Load() > 0
	}
	return f.now().Sub(info.ModTime()) > day
}

// stamp is a file whose time is that of the last pruning.
func (f *Folder) stamp() string { return filepath.Join(f.dir, "pruned") }

type kept struct {
	name string
	size int64
	used time.Time
}

// prune removes what is old, then the least used until the limit holds. Others may
// remove the same files meanwhile.
func (f *Folder) prune() {
	_ = os.WriteFile(f.stamp(), nil, 0o600)
	var rest []kept
	var size int64
	for _, one := range f.files() {
		age := f.now().Sub(one.used)
		switch isNew := strings.HasPrefix(filepath.Base(one.name), temporary); {
		case age > longest, isNew && age > halfDone:
			_ = os.Remove(one.name)
		case !isNew: // somebody is writing the others right now
			rest = append(rest, one)
			size += one.size
		}
	}
	slices.SortFunc(rest, func(a, b kept) int { return a.used.Compare(b.used) })
	for _, one := range rest {
		if size <= f.limit {
			return
		}
		_ = os.Remove(one.name)
		size -= one.size
	}
}

// files are those in the folders that write makes; whatever else somebody keeps here stays.
func (f *Folder) files() []kept {
	var all []kept
	folders, _ := filepath.Glob(filepath.Join(f.dir, "[0-9a-f][0-9a-f]"))
	for _, folder := range folders {
		_ = filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() {
				return nil
			}
			if info, err := d.Info(); err == nil {
				all = append(all, kept{name, info.Size(), info.ModTime()})
			}
			return nil
		})
	}
	return all
}
