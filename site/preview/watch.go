package preview

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/fsnotify/fsnotify"

	"helpcenter/site"
)

// A change is what happened since it was last asked.
type change struct {
	everything bool              // names are not enough: folders, or lost events
	theme      bool              // a file of the theme
	files      map[string]string // files as the system names them, to their names in the content folder; empty for the theme's
}

func (c *change) add(more change) {
	c.everything = c.everything || more.everything
	c.theme = c.theme || more.theme
	if c.files == nil {
		c.files = map[string]string{}
	}
	maps.Copy(c.files, more.files)
}

// names are those that the site knows; none stand for everything.
func (c *change) names() []string {
	if c.everything {
		return nil
	}
	names := slices.Sorted(maps.Values(c.files))
	names = slices.DeleteFunc(names, func(name string) bool { return name == "" })
	if c.theme {
		names = append(names, site.ThemeChanged)
	}
	return names
}

// A watcher turns events of the file system into a change. Folders are watched,
// not files: editors replace a file by another of the same name, and a watch on
// the file would stay with the one that is gone.
type watcher struct {
	events         *fsnotify.Watcher
	content, theme string        // theme may be empty
	stirred        chan struct{} // holds one signal while a change waits

	mu      sync.Mutex
	pending change
	folders map[string]bool // watched now or once: word that one has gone may come after it was given up
}

// watch starts watching. The theme folder may be empty.
func watch(content, theme string) (*watcher, error) {
	events, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	w := &watcher{events: events, content: filepath.Clean(content), stirred: make(chan struct{}, 1), folders: map[string]bool{}}
	if theme != "" {
		w.theme = filepath.Clean(theme)
	}
	if err := w.addFolders(); err != nil {
		events.Close()
		return nil, fmt.Errorf("フォルダーの変化を見張れません: %w", err)
	}
	go w.listen()
	return w, nil
}

func (w *watcher) close() { w.events.Close() }

// take returns what is pending and forgets it.
func (w *watcher) take() change {
	w.mu.Lock()
	defer w.mu.Unlock()
	c := w.pending
	w.pending = change{}
	return c
}

// follow watches the folders of now if they may be others, and reports whether
// all are watched.
func (w *watcher) follow(c change) bool { return !c.everything || w.addFolders() == nil }

// addFolders watches every folder there is now. Adding one twice is harmless,
// and needed: a folder that was renamed has lost its watch.
func (w *watcher) addFolders() error {
	folders := map[string]bool{}
	var errs []error
	for _, root := range []string{w.content, w.theme} {
		if root != "" {
			errs = append(errs, w.addTree(root, folders))
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	maps.Copy(w.folders, folders)
	return errors.Join(errs...)
}

// addTree watches a folder before it reads it, so that what appears meanwhile
// is either seen or told.
func (w *watcher) addTree(folder string, seen map[string]bool) error {
	if err := w.events.Add(folder); err != nil {
		return err
	}
	seen[folder] = true
	entries, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		err := w.addTree(filepath.Join(folder, e.Name()), seen)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// listen gathers events until the watcher is closed.
func (w *watcher) listen() {
	for {
		select {
		case e, ok := <-w.events.Events:
			if !ok {
				return
			}
			if c, ok := w.read(e); ok {
				w.stir(c)
			}
		case _, ok := <-w.events.Errors: // overflow above all: events were lost
			if !ok {
				return
			}
			w.stir(change{everything: true})
		}
	}
}

func (w *watcher) stir(c change) {
	w.mu.Lock()
	w.pending.add(c)
	w.mu.Unlock()
	select {
	case w.stirred <- struct{}{}:
	default:
	}
}

// read says what an event means; false if nothing that matters.
func (w *watcher) read(e fsnotify.Event) (change, bool) {
	if e.Name == "" || e.Op == fsnotify.Chmod || passing(filepath.Base(e.Name)) {
		return change{}, false
	}
	if w.isFolder(e) {
		return change{everything: true}, true
	}
	name, err := filepath.Rel(w.content, e.Name)
	if err != nil || !filepath.IsLocal(name) {
		return change{theme: true, files: map[string]string{e.Name: ""}}, true
	}
	return change{files: map[string]string{e.Name: filepath.ToSlash(name)}}, true
}

// isFolder is true of a folder that came, and of one that went.
func (w *watcher) isFolder(e fsnotify.Event) bool {
	if e.Has(fsnotify.Create) {
		info, err := os.Stat(e.Name)
		return err == nil && info.IsDir()
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.folders[e.Name]
}

// passing names are editors' own files, here for a moment.
func passing(base string) bool {
	return strings.HasPrefix(base, ".") || strings.HasPrefix(base, "#") ||
		strings.HasSuffix(base, "~") || strings.HasSuffix(base, ".swp") || base == "4913" // Vim tries whether it may write
}
