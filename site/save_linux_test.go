package site

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// version is a site of which every file says which one it is of; some files are
// in both versions, some only in one.
func version(name string) Output {
	o := Output{"index.html": []byte(name), "same.css": []byte("same"), "only-" + name + "/deep/er.txt": []byte(name)}
	for i := range 40 {
		o[fmt.Sprintf("page%d/index.html", i)] = bytes.Repeat([]byte(name), 500)
	}
	return o
}

// read gives back what is in a folder, but for the marker.
func read(t *testing.T, dir string) Output {
	t.Helper()
	o := Output{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && name != marker {
			o[name], err = os.ReadFile(filepath.Join(dir, name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func mustSave(t *testing.T, o Output, dir string) {
	t.Helper()
	if err := o.Save(dir); err != nil {
		t.Fatal(err)
	}
	if d := difference(read(t, dir), nil, o, nil); d != "" {
		t.Fatal(d)
	}
	assertAlone(t, dir)
}

// assertAlone checks that nothing is left beside the folder.
func assertAlone(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(dir))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.Contains(e.Name(), "helpcenter-") {
			t.Errorf("left behind: %s", e.Name())
		}
	}
}

func inode(t *testing.T, name string) uint64 {
	t.Helper()
	var st unix.Stat_t
	if err := unix.Stat(name, &st); err != nil {
		t.Fatal(err)
	}
	return st.Ino
}

func TestSaveLinksUnchangedAndNeverWritesInPlace(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "dist")
	mustSave(t, version("a"), dir)
	same, index := inode(t, dir+"/same.css"), inode(t, dir+"/index.html")
	open, err := os.Open(dir + "/index.html")
	if err != nil {
		t.Fatal(err)
	}
	defer open.Close()
	mustSave(t, version("b"), dir)
	if inode(t, dir+"/same.css") != same || inode(t, dir+"/index.html") == index {
		t.Error("same.css should be the same file, index.html a new one")
	}
	old := make([]byte, 10)
	if n, _ := open.Read(old); string(old[:n]) != "a" {
		t.Errorf("a reader of the old file got %q", old[:n])
	}
	// An edit of the output is not taken for what was built.
	if err := os.WriteFile(dir+"/same.css", []byte("evil"), 0o644); err != nil {
		t.Fatal(err)
	}
	mustSave(t, version("b"), dir)
}

func TestSaveRefusesWhatIsNotOurs(t *testing.T) {
	for name, prepare := range map[string]func(dir string) error{
		"a folder of somebody's": func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "diary.txt"), []byte("mine"), 0o644)
		},
		"hidden files too": func(dir string) error {
			return os.WriteFile(filepath.Join(dir, ".git"), []byte("mine"), 0o644)
		},
		"a folder called like the marker": func(dir string) error { return os.Mkdir(filepath.Join(dir, marker), 0o755) },
		"a file": func(dir string) error {
			return os.Rename(dir, dir+"2")
		},
		"work of another tool": func(dir string) error {
			return os.MkdirAll(filepath.Join(filepath.Dir(dir), ".dist.helpcenter-next", "precious"), 0o755)
		},
	} {
		dir := filepath.Join(t.TempDir(), "dist")
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := prepare(dir); err != nil {
			t.Fatal(err)
		}
		if name == "a file" {
			if err := os.WriteFile(dir, []byte("file"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		before := read(t, filepath.Dir(dir))
		if err := version("a").Save(dir); err == nil {
			t.Errorf("%s was replaced", name)
		}
		if d := difference(read(t, filepath.Dir(dir)), nil, before, nil); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestSaveIntoEmptyNewAndLinkedFolders(t *testing.T) {
	root := t.TempDir()
	for _, dir := range []string{root + "/empty", root + "/real"} {
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("real", root+"/link"); err != nil {
		t.Fatal(err)
	}
	mustSave(t, version("a"), root+"/empty")
	mustSave(t, version("a"), root+"/not/yet/there")
	mustSave(t, version("a"), root+"/link")
	mustSave(t, version("b"), root+"/link")
	if link, err := os.Readlink(root + "/link"); err != nil || link != "real" {
		t.Errorf("the link became %q, %v", link, err)
	}
	if err := (Output{"../out.html": nil}).Save(root + "/empty"); err == nil {
		t.Error("a name that leads outside was written")
	}
	if err := (Output{"a": nil}).Save(root + "/empty/index.html/x"); err == nil {
		t.Error("saved below a file")
	}
}

func TestSaveInTwoRenames(t *testing.T) {
	exchange = func(string, string) error { return unix.ENOSYS }
	defer func() { exchange = exchangeFolders }()
	dir := filepath.Join(t.TempDir(), "dist")
	for _, name := range []string{"a", "b", "a"} {
		mustSave(t, version(name), dir)
	}
	// Killed between the renames: the next Save brings the old one back first.
	tgt, err := newTarget(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(dir, tgt.old); err != nil {
		t.Fatal(err)
	}
	if err := (Output{"..": nil}).Save(dir); err == nil {
		t.Fatal("this Save should fail")
	}
	if d := difference(read(t, dir), nil, version("a"), nil); d != "" {
		t.Error("not brought back:", d)
	}
	mustSave(t, version("b"), dir)
}

// As a child process this saves for ever, or once with little room.
func TestMain(m *testing.M) {
	dir, how := os.Getenv("SAVE_DIR"), os.Getenv("SAVE_HOW")
	switch how {
	case "":
		os.Exit(m.Run())
	case "full":
		signal.Ignore(syscall.SIGXFSZ)
		if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: 400, Max: 400}); err != nil {
			panic(err)
		}
		if err := version("b").Save(dir); err == nil {
			os.Exit(3)
		}
		os.Exit(0)
	case "two renames":
		exchange = func(string, string) error { return unix.ENOSYS }
	}
	for i := 0; ; i++ {
		fmt.Print(".") // tells the parent that one more is saved
		if err := version([]string{"b", "a"}[i%2]).Save(dir); err != nil {
			panic(err)
		}
	}
}

func child(t *testing.T, dir, how string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "SAVE_DIR="+dir, "SAVE_HOW="+how)
	cmd.Stderr = os.Stderr
	return cmd
}

// However a Save is killed, the folder is wholly one version or wholly the other.
func TestSaveKilled(t *testing.T) {
	for _, how := range []string{"exchange", "two renames"} {
		t.Run(how, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "dist")
			start := time.Now()
			mustSave(t, version("a"), dir)
			took := time.Since(start)
			seen := map[string]int{}
			end := time.Now().Add(4 * time.Second)
			for i := 0; time.Now().Before(end); i++ {
				killWhileSaving(t, dir, how, 1+i%3, took*time.Duration(i*37%100)/100)
				if how == "two renames" { // there may be no folder now; the next Save begins with this
					tgt, err := newTarget(dir)
					if err != nil {
						t.Fatal(err)
					}
					if err := tgt.recover(); err != nil {
						t.Fatal(err)
					}
				}
				there := read(t, dir)
				name := string(there["index.html"])
				if d := difference(there, nil, version(name), nil); d != "" {
					t.Fatalf("after %d kills neither version: %s", i+1, d)
				}
				seen[name]++
			}
			if seen["a"] == 0 || seen["b"] == 0 {
				t.Errorf("the kills never fell between: %v", seen)
			}
			t.Log(seen)
			mustSave(t, version("b"), dir)
		})
	}
}

// killWhileSaving kills a child some time into its save number n.
func killWhileSaving(t *testing.T, dir, how string, n int, after time.Duration) {
	t.Helper()
	cmd := child(t, dir, how)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(out, make([]byte, n)); err != nil {
		t.Fatal(err)
	}
	time.Sleep(after)
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
}

func TestSaveWithoutRoomLeavesTheOldOne(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "dist")
	mustSave(t, version("a"), dir)
	if err := child(t, dir, "full").Run(); err != nil {
		t.Fatal("a Save without room did not fail:", err)
	}
	if d := difference(read(t, dir), nil, version("a"), nil); d != "" {
		t.Error(d)
	}
	assertAlone(t, dir)
}

func TestSaveOnAFullDisk(t *testing.T) {
	disk := t.TempDir()
	if err := unix.Mount("tmpfs", disk, "tmpfs", 0, "size=600k"); err != nil {
		t.Skip("no right to mount a small disk:", err)
	}
	defer unix.Unmount(disk, 0)
	dir := filepath.Join(disk, "dist")
	mustSave(t, version("a"), dir)
	big := version("b")
	big["big.wasm"] = make([]byte, 1<<20)
	if err := big.Save(dir); err == nil {
		t.Fatal("1 MB fitted on 600 kB")
	}
	if d := difference(read(t, dir), nil, version("a"), nil); d != "" {
		t.Error(d)
	}
	assertAlone(t, dir)
	mustSave(t, version("b"), dir)
}
