package site

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// A source is one file of the content folder as it was last read. What was made
// of it stays until its bytes change: that is the whole memory of a Site, and
// nothing has to be invalidated.
type source struct {
	key      [sha256.Size]byte
	page     *page   // a Markdown file
	image    []byte  // an image, copied as it is
	config   *config // site.yaml
	synonyms *synonyms
	problems Problems
}

// load reads what changed, or everything when nothing is named, and forgets
// what is gone. The only error is that it was interrupted; then all is as it was,
// but for what was read.
func (s *Site) load(changed []string) error {
	var err error
	if len(changed) == 0 || s.names == nil {
		err = s.loadAll()
	} else {
		err = s.loadSome(changed)
	}
	if err != nil {
		return err
	}
	// Everything goes on in the order of names, never in map order.
	s.names = slices.Sorted(maps.Keys(s.sources))
	s.pages = s.pages[:0]
	for _, name := range s.names {
		if p := s.sources[name].page; p != nil {
			s.pages = append(s.pages, p)
		}
	}
	return nil
}

func (s *Site) loadSome(changed []string) error {
	var names []string
	for _, name := range changed {
		if name == ThemeChanged {
			continue
		}
		name = path.Clean(strings.TrimPrefix(name, "/"))
		found, err := s.walk(name)
		if err != nil {
			return err
		}
		s.forget(name, found)
		names = append(names, found...)
	}
	slices.Sort(names)
	return s.read(slices.Compact(names))
}

func (s *Site) loadAll() error {
	if s.sources == nil {
		s.sources = map[string]*source{}
	}
	names, err := s.walk(".")
	if err == nil {
		err = s.read(names)
	}
	if err != nil {
		return err
	}
	s.forget(".", names)
	if _, err := fs.Stat(s.content, "."); err != nil {
		s.sources["."], s.stale = unreadable("", err), true
	}
	return nil
}

// forget drops what was at and under name and is not there any more.
func (s *Site) forget(name string, there []string) {
	kept := make(map[string]bool, len(there))
	for _, other := range there {
		kept[other] = true
	}
	for other := range s.sources {
		if !kept[other] && (name == "." || other == name || strings.HasPrefix(other, name+"/")) {
			delete(s.sources, other)
			s.stale = true
		}
	}
}

// walk lists the files at and under name that a site is made of. Files may come
// and go meanwhile; what cannot be read is told by read.
func (s *Site) walk(name string) (names []string, err error) {
	if hidden(name) {
		return nil, nil
	}
	err = fs.WalkDir(s.content, name, func(name string, d fs.DirEntry, err error) error {
		switch {
		case s.interrupted() != nil:
			return ErrInterrupted
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			names = append(names, name)
		case d.IsDir() && name != "." && ignored(path.Base(name)):
			return fs.SkipDir
		case !d.IsDir() && !ignored(path.Base(name)):
			names = append(names, name)
		}
		return nil
	})
	return names, err
}

// hidden holds for a path with an ignored part anywhere.
func hidden(name string) bool {
	return name != "." && slices.ContainsFunc(strings.Split(name, "/"), ignored)
}

// ignored names are those of editors and systems, never a writer's.
func ignored(base string) bool {
	return strings.HasPrefix(base, ".") && base != "." ||
		strings.HasSuffix(base, "~") || strings.HasSuffix(base, ".swp") ||
		strings.HasPrefix(base, "#") && strings.HasSuffix(base, "#") ||
		base == "4913" // Vim asks with this name whether it may write
}

// read reads files in parallel and keeps what is unchanged.
func (s *Site) read(names []string) error {
	results := make([]*source, len(names))
	err := tryInParallel(len(names), func(i int) error {
		if err := s.interrupted(); err != nil {
			return err
		}
		return s.timed(Work{Step: Reading, Page: names[i], All: len(names)}, func() error {
			results[i] = s.readFile(names[i])
			return nil
		})
	})
	if err != nil {
		return err
	}
	for i, name := range names {
		s.stale = s.stale || results[i] != s.sources[name]
		if results[i] == nil {
			delete(s.sources, name)
		} else {
			s.sources[name] = results[i]
		}
	}
	return nil
}

// readFile gives the source at name, the one known if nothing changed, nil if
// it is gone.
func (s *Site) readFile(name string) *source {
	bytes, err := fs.ReadFile(s.content, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return unreadable(name, err)
	}
	key := sha256.Sum256(bytes)
	if old := s.sources[name]; old != nil && old.key == key {
		return old
	}
	return newSource(name, bytes, key)
}

func unreadable(name string, err error) *source {
	return &source{problems: Problems{{Path: name, Message: "読めません（" + err.Error() + "）", Hint: "場所の名前と、読む権限を確かめてください"}}}
}

var imageTypes = []string{".svg", ".png", ".jpg", ".webp"}

func newSource(name string, bytes []byte, key [sha256.Size]byte) *source {
	src := &source{key: key}
	switch ext := path.Ext(name); {
	case ext == ".md":
		src.page = loadPage(name, bytes, key)
		src.problems = src.page.problems
	case name == "site.yaml":
		src.config, src.problems = loadConfig(bytes)
	case name == synonymsPath:
		src.synonyms, src.problems = loadSynonyms(bytes)
	case path.Dir(name) == "diagnosis" && ext == ".yaml", path.Dir(name) == voices && ext == ".txt": // read by loadKnowledge
	case slices.Contains(imageTypes, ext) && isAddress("/"+name+"/"):
		src.image = bytes
	case slices.Contains(imageTypes, ext):
		src.problems = Problems{{name, 1, 1, "画像の名前「" + path.Base(name) + "」は住所に使えません", "半角の英数字と - _ だけの名前にしてください（例: card-front.png）"}}
	default:
		src.problems = Problems{{name, 1, 1, "この種類のファイルは置けません", "置けるのは .md と画像（.svg .png .jpg .webp）です。ほかのファイルは content の外へ移してください"}}
	}
	return src
}
