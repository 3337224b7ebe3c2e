package main

import (
	_ "embed"
	"errors"
	"flag"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"text/template"
	"time"
)

//go:embed new_guide.md
var guideStart string

//go:embed new_notice.md
var noticeStart string

// A start is a kind of file that new begins.
type start struct {
	folder string         // where it goes, in the content folder
	names  *regexp.Regexp // what it may be called
	rule   string         // the same in words
	text   string
}

var starts = map[string]start{
	"guide": {"", regexp.MustCompile(`^[a-z0-9-]+(/[a-z0-9-]+)*$`),
		"半角の小文字・数字・- だけで、フォルダーは / で区切ります。例: helpcenter new guide trouble/slow-screen", guideStart},
	"notice": {"notices", regexp.MustCompile(`^[a-z0-9-]+$`),
		"半角の小文字・数字・- だけで書きます。例: helpcenter new notice 2026-12-01-maintenance", noticeStart},
}

// runNew writes a filled-in start, and never over a file that is there.
func runNew(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("new", flag.ContinueOnError)
	words, status, ok := arguments(flags, args, stdout, stderr, "KIND", "NAME", "CONTENT")
	if !ok {
		return status
	}
	if message, hint := wrongStart(words); message != "" {
		return fail(stderr, message, hint)
	}
	folder, ok := contentFolder(words, 2, stderr)
	if !ok {
		return misuse
	}
	kind := starts[words[0]]
	return begin(kind, folder, path.Join(kind.folder, words[1])+".md", stdout, stderr)
}

// wrongStart says what is wrong with the words for what to begin, if anything.
func wrongStart(words []string) (message, hint string) {
	if len(words) < 2 {
		return "何を作るかが足りません", "helpcenter new guide SLUG か helpcenter new notice NAME と書きます"
	}
	kind, ok := starts[words[0]]
	switch name := words[1]; {
	case !ok:
		return "「" + words[0] + "」は作れません", "作れるのは guide か notice です"
	case !kind.names.MatchString(name):
		return "名前「" + name + "」は使えません", kind.rule
	case kind.folder == "" && strings.HasPrefix(name, "notices/"):
		return "お知らせは、ガイドとは書き始めが違います", "helpcenter new notice " + path.Base(name) + " と書いてください"
	}
	return "", ""
}

// begin creates the file. os.Root keeps it inside the content folder even where
// a folder of that is a link to elsewhere.
func begin(kind start, folder, name string, stdout, stderr io.Writer) int {
	shown := path.Join(filepath.ToSlash(folder), name)
	err := create(folder, name, kind.text)
	if errors.Is(err, fs.ErrExist) {
		return fail(stderr, shown+" はもうあります", "上書きはしません。ほかの名前を選ぶか、そのファイルを直してください")
	}
	if err != nil {
		return fail(stderr, shown+" を作れません: "+err.Error())
	}
	io.WriteString(stdout, shown+"\n")
	say(stderr, "%s を作りました。下書き（draft: true）のあいだは公開されません", shown)
	return fine
}

func create(folder, name, text string) error {
	now, err := buildTime()
	if err != nil {
		return err
	}
	body, err := filledIn(text, now)
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return err
	}
	defer root.Close()
	if err := root.MkdirAll(path.Dir(name), 0o777); err != nil {
		return err
	}
	file, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = io.WriteString(file, body)
	return errors.Join(err, file.Close())
}

// filledIn puts days into a start, as days are counted in Japan.
func filledIn(text string, now time.Time) (string, error) {
	today := now.In(time.FixedZone("JST", 9*60*60))
	days := map[string]string{
		"Today":    today.Format(time.DateOnly),
		"Tomorrow": today.AddDate(0, 0, 1).Format(time.DateOnly),
		"HalfYear": today.AddDate(0, 6, 0).Format(time.DateOnly),
	}
	t, err := template.New("start").Parse(text)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = t.Execute(&b, days)
	return b.String(), err
}
