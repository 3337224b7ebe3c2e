package main

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"helpcenter/site/preview"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"helpcenter": func() {
		theme = withoutWidget(theme)
		main()
	}})
}

// withoutWidget spares the scripts the seconds that packing WASM takes.
func withoutWidget(all fs.FS) fs.FS {
	rest := fstest.MapFS{}
	err := fs.WalkDir(all, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(name, "widget/") {
			return err
		}
		body, err := fs.ReadFile(all, name)
		rest[name] = &fstest.MapFile{Data: body}
		return err
	})
	if err != nil {
		panic(err)
	}
	return rest
}

func TestScripts(t *testing.T) {
	content, err := filepath.Abs("../../content")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{Dir: "testdata", Setup: func(e *testscript.Env) error {
		e.Setenv("CONTENT", content) // this project's own
		e.Setenv("XDG_CACHE_HOME", e.WorkDir+"/.cache")
		return nil
	}})
}

func TestUsageNamesEveryCommand(t *testing.T) {
	for name := range commands {
		if !strings.Contains(usage, "\n    helpcenter "+name+" ") || !strings.Contains(usage, "\n    "+name+" ") {
			t.Errorf("usage does not tell about %s", name)
		}
	}
	for line := range strings.Lines(usage) {
		if strings.ContainsRune(line, '\t') || len([]rune(line)) > 80 {
			t.Errorf("line of usage: %q", line)
		}
	}
}

func TestServeShowsTheContentUntilItIsEnded(t *testing.T) {
	folder := t.TempDir()
	guide := []byte("---\ntitle: 題\n---\n\nはじめの文です。\n")
	if err := os.WriteFile(folder+"/one.md", guide, 0o666); err != nil {
		t.Fatal(err)
	}
	ln, err := preview.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(context.Background(), 20*time.Second)
	defer stop()
	var words bytes.Buffer
	status := make(chan int)
	go func() { status <- serve(ctx, ln, folder, false, nil, &words) }()
	body := get(t, "http://"+ln.Addr().String()+"/one/")
	stop()
	if got := <-status; got != fine {
		t.Errorf("status = %d", got)
	}
	if !strings.Contains(body, "はじめの文です") || !strings.Contains(body, "/_preview/client.js") {
		t.Errorf("page:\n%s", body)
	}
	if want := "helpcenter: http://" + ln.Addr().String() + "/ "; !strings.Contains(words.String(), want) {
		t.Errorf("words:\n%s", &words)
	}
}

func TestServeWhereAnotherProgramIs(t *testing.T) {
	ln, err := preview.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	var words bytes.Buffer
	got := run([]string{"serve", "--addr", ln.Addr().String(), t.TempDir()}, nil, io.Discard, &words)
	if got != misuse || !strings.Contains(words.String(), "ほかのプログラムが使っています\nhelpcenter: hint: ") {
		t.Errorf("status %d, words:\n%s", got, &words)
	}
}

func get(t *testing.T, url string) string {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestInside(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for _, name := range []string{"content/deep", "other"} {
		if err := os.MkdirAll(name, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("content", "link"); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		a, b string
		want bool
	}{
		{"content", "content", true}, {"content/dist", "content", true}, {".", "content", false}, {"content", ".", true},
		{"dist", "content", false}, {"content2", "content", false}, {"..content", ".", true}, {"../x", ".", false},
		{"link", "content", true}, {"link/deep", "content", true}, {"link/new/dist", "content", true}, {"content/..", "content", false}, {dir + "/content/x", "content", true},
	}
	for _, test := range tests {
		if got := inside(test.a, test.b); got != test.want {
			t.Errorf("inside(%q, %q) = %v", test.a, test.b, got)
		}
	}
}
