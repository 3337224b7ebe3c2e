package cache

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

func key(name string) Key { return sha256.Sum256([]byte(name)) }

func wants(t *testing.T, f *Folder, name, value string, there bool) {
	t.Helper()
	if got, ok := f.Get(key(name)); ok != there || there && string(got) != value {
		t.Errorf("%s: %q, %v", name, got, ok)
	}
}

func mustClose(t *testing.T, f *Folder) {
	t.Helper()
	if err := f.Close(); err != nil {
		t.Error(err)
	}
}

func TestWhatWasPutIsThere(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "not", "there", "yet")
	f := Open(dir)
	wants(t, f, "a", "", false)
	f.Put(key("a"), []byte("one"))
	f.Put(key("empty"), nil)
	mustClose(t, f)
	again := Open(dir)
	wants(t, again, "a", "one", true)
	wants(t, again, "empty", "", true)
	wants(t, again, "b", "", false)
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	wants(t, again, "a", "", false)
	again.Put(key("a"), []byte("two"))
	wants(t, again, "a", "two", true)
	mustClose(t, again)
}

func TestNoFolderKeepsNothing(t *testing.T) {
	var f *Folder
	f.Put(key("a"), []byte("one"))
	wants(t, f, "a", "", false)
	mustClose(t, f)
}

// Whatever happens to a file, Get gives what was put or nothing.
func TestDamagedFilesAreNotThere(t *testing.T) {
	f := Open(t.TempDir())
	value := bytes.Repeat([]byte("value "), 40)
	name := f.name(key("a"))
	f.Put(key("a"), value)
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	damage := map[string][]byte{"emptied": nil, "longer": append(bytes.Clone(whole), 'x'), "zeros": make([]byte, len(whole))}
	for n := range whole {
		damage[fmt.Sprint("torn at ", n)] = whole[:n]
		flipped := bytes.Clone(whole)
		flipped[n] ^= 1
		damage[fmt.Sprint("bit in ", n)] = flipped
	}
	for what, content := range damage {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if got, ok := f.Get(key("a")); ok {
			t.Errorf("%s: got %q", what, got)
		}
	}
	f.Put(key("a"), value)
	wants(t, f, "a", string(value), true)
	if err := os.Rename(name, f.name(key("b"))); err != nil {
		if err = os.MkdirAll(filepath.Dir(f.name(key("b"))), 0o700); err != nil {
			t.Fatal(err)
		}
		if err = os.Rename(name, f.name(key("b"))); err != nil {
			t.Fatal(err)
		}
	}
	wants(t, f, "b", "", false) // whole, but under another's name
}

// Many at once, as several programs would: nobody reads anything half written.
func TestManyAtOnce(t *testing.T) {
	dir := t.TempDir()
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			f := Open(dir)
			f.limit = 20_000
			for i := range 200 {
				name := fmt.Sprint(i % 20)
				want := strings.Repeat(name, 1000)
				if got, ok := f.Get(key(name)); ok && string(got) != want {
					t.Errorf("%s: %d bytes", name, len(got))
				}
				f.Put(key(name), []byte(want))
				if i%50 == 0 {
					f.prune()
				}
			}
			mustClose(t, f)
		})
	}
	wait.Wait()
	for _, one := range Open(dir).files() {
		if strings.Contains(one.name, temporary) {
			t.Errorf("left behind: %s", one.name)
		}
	}
}

func TestAFolderThatCannotBeWritten(t *testing.T) {
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	f := Open(filepath.Join(blocked, "cache"))
	f.Put(key("a"), []byte("one"))
	f.Put(key("b"), []byte("two"))
	wants(t, f, "a", "", false)
	if f.Close() == nil {
		t.Error("nobody was told")
	}
}

func TestPruneKeepsWhatIsUsed(t *testing.T) {
	f := Open(t.TempDir())
	start := time.Now()
	clock := start
	f.now = func() time.Time { return clock }
	for i := range 10 {
		name := fmt.Sprint(i)
		f.Put(key(name), make([]byte, 1000))
		at := start.Add(time.Duration(i-20) * day)
		if err := os.Chtimes(f.name(key(name)), at, at); err != nil {
			t.Fatal(err)
		}
	}
	theirs := filepath.Join(f.dir, "notes.txt")
	half := filepath.Join(filepath.Dir(f.name(key("0"))), temporary+"1")
	for _, name := range []string{theirs, half} {
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	mustClose(t, f) // under the limit, and nothing is a month old
	wants(t, f, "0", string(make([]byte, 1000)), true)
	f.limit = 5 * (1000 + sha256.Size)
	clock = start.Add(2 * day)
	mustClose(t, f)
	for i := range 10 {
		wants(t, f, fmt.Sprint(i), string(make([]byte, 1000)), i == 0 || i >= 6)
	}
	if _, err := os.Stat(half); err == nil {
		t.Error("a file that nobody will finish is still there")
	}
	clock = start.Add(31 * day)
	mustClose(t, f) // 0, 6, 7, 8, 9 were asked for two days after the start
	wants(t, f, "6", string(make([]byte, 1000)), true)
	clock = start.Add(70 * day)
	mustClose(t, f)
	if rest := f.files(); len(rest) > 0 {
		t.Errorf("%d files are older than a month", len(rest))
	}
	if _, err := os.Stat(theirs); err != nil {
		t.Error("what is not ours was removed")
	}
}
