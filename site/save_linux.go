package site

import (
	"os"

	"golang.org/x/sys/unix"
)

// exchangeFolders makes two folders change names in one step, so that there is
// always a whole site at dir.
func exchangeFolders(next, dir string) error {
	return unix.Renameat2(unix.AT_FDCWD, next, unix.AT_FDCWD, dir, unix.RENAME_EXCHANGE)
}

// syncFile leaves it to syncFolder: one call for the file system is far quicker
// than one for each of ten thousand files.
func syncFile(*os.File) error { return nil }

// syncFolder puts everything written so far on the disk, and tells if that failed.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return unix.Syncfs(int(d.Fd()))
}

// lockFolder keeps a second Save beside the same folder waiting. Where locks do
// not work, there is none.
func lockFolder(dir string) (unlock func()) {
	d, err := os.Open(dir)
	if err != nil {
		return func() {}
	}
	_ = unix.Flock(int(d.Fd()), unix.LOCK_EX)
	return func() { _ = d.Close() }
}
