package main

import (
	"context"
	"errors"
	"flag"
	"io"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"helpcenter/site"
	"helpcenter/site/cache"
	"helpcenter/site/preview"
)

// runServe shows the site in the writer's browser until it is interrupted.
func runServe(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	addr := flags.String("addr", "127.0.0.1:8080", "")
	open := flags.Bool("open", false, "")
	keep := flags.String("cache", defaultCache(), "")
	words, status, ok := arguments(flags, args, stdout, stderr, "CONTENT")
	if !ok {
		return status
	}
	folder, ok := contentFolder(words, 0, stderr)
	if !ok {
		return misuse
	}
	ln, err := preview.Listen(*addr)
	if err != nil {
		return cannotListen(stderr, *addr, err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	kept := openCache(*keep)
	defer kept.Close() // readings that could not be kept are learned again next time
	return serve(ctx, ln, folder, *open, kept, stderr)
}

func serve(ctx context.Context, ln net.Listener, folder string, open bool, kept *cache.Folder, stderr io.Writer) int {
	look, lookDir := currentTheme()
	s := preview.New(preview.Config{
		Content: folder, Theme: look, ThemeDir: lookDir,
		Options: site.Options{Built: time.Now(), Cache: kept}, Log: stderr,
	})
	address := "http://" + ln.Addr().String() + "/"
	say(stderr, "%s で見られます（終えるには Ctrl+C）", address)
	if open {
		openBrowser(address, stderr)
	}
	if err := s.Serve(ctx, ln); err != nil {
		return fail(stderr, err.Error())
	}
	return fine
}

// currentTheme is the one on disk where there is one, so that whoever works on
// it sees it change; else the one in this program.
func currentTheme() (look fs.FS, folder string) {
	if info, err := os.Stat("assets/templates"); err == nil && info.IsDir() {
		return os.DirFS("assets"), "assets"
	}
	return theme, ""
}

func cannotListen(stderr io.Writer, addr string, err error) int {
	var wrong *net.AddrError
	switch {
	case errors.As(err, &wrong):
		return fail(stderr, "アドレス "+addr+" では待てません",
			"下書きが外から見えないよう、このコンピューターだけのアドレスを使います。例: --addr 127.0.0.1:8080")
	case errors.Is(err, syscall.EADDRINUSE):
		return fail(stderr, addr+" は、ほかのプログラムが使っています", "ほかの番号を選んでください。例: --addr 127.0.0.1:8081")
	}
	return fail(stderr, addr+" で待てません: "+err.Error())
}

func openBrowser(address string, stderr io.Writer) {
	opener := map[string][]string{
		"darwin":  {"open"},
		"windows": {"rundll32", "url.dll,FileProtocolHandler"},
	}[runtime.GOOS]
	if opener == nil {
		opener = []string{"xdg-open"}
	}
	browser := exec.Command(opener[0], append(opener[1:], address)...)
	if err := browser.Start(); err != nil {
		say(stderr, "ブラウザーを開けませんでした。上のアドレスを開いてください")
		return
	}
	go browser.Wait()
}
