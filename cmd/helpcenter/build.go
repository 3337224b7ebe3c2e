package main

import (
	"errors"
	"flag"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"sync"
	"time"

	"helpcenter/site"
	"helpcenter/site/cache"
)

// runBuild makes the site that is published, whole or not at all.
func runBuild(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("build", flag.ContinueOnError)
	out := flags.String("o", "dist", "")
	base := flags.String("base-url", "", "")
	keep := flags.String("cache", defaultCache(), "")
	compress := flags.Bool("compress", true, "")
	stats := flags.Bool("stats", false, "")
	words, status, ok := arguments(flags, args, stdout, stderr, "CONTENT")
	if !ok {
		return status
	}
	folder, ok := contentFolder(words, 0, stderr)
	if !ok {
		return misuse
	}
	built, err := buildTime()
	switch {
	case err != nil:
		return fail(stderr, "SOURCE_DATE_EPOCH を読めません: "+os.Getenv("SOURCE_DATE_EPOCH"), "1970年からの秒数を書くか、消してください")
	case !isBaseURL(*base):
		return fail(stderr, "公開先のアドレス "+*base+" を読めません", "https://help.example のように書いてください")
	case inside(*out, folder) || inside(folder, *out):
		return fail(stderr, "書き出し先 "+*out+" と原稿 "+folder+" が重なっています", "原稿の外のフォルダーを -o で選んでください")
	}
	if os.Getenv("GOGC") == "" {
		defer collectSeldom()()
	}
	kept := openCache(*keep)
	p := publication{folder: folder, out: *out, compress: *compress, stats: *stats}
	status = p.publish(site.Options{BaseURL: *base, Built: built, Cache: kept}, stderr)
	if err := kept.Close(); err != nil {
		say(stderr, "次のビルドのために取っておくファイルを書けませんでした（%v）。サイトに影響はありません", err)
	}
	return status
}

// leisure is how much a build may make, in percent of what it holds, before memory is collected: it ends soon, and
// collecting as often as a server takes a tenth of the time.
const leisure = 175

// atFirst is the same until memory was collected for the first time: at 24 MB, which any site needs, instead of at 7,
// 8, 10 and so on, each time for next to nothing.
const atFirst = 600

// collectSeldom lasts until stop is called.
func collectSeldom() (stop func()) {
	before := debug.SetGCPercent(atFirst)
	var once sync.Once
	runtime.AddCleanup(new(*int), func(int) { once.Do(func() { debug.SetGCPercent(leisure) }) }, 0)
	return func() {
		once.Do(func() {})
		debug.SetGCPercent(before)
	}
}

// A publication is what is built from where to where.
type publication struct {
	folder, out string
	compress    bool
	stats       bool
}

func (p publication) publish(o site.Options, stderr io.Writer) int {
	shown := newProgress(stderr)
	o.Watch = shown.watch
	s := site.New(os.DirFS(p.folder), theme, o)
	files, err := s.Publish(p.out, p.compress)
	shown.end()
	var found site.Problems
	if errors.As(err, &found) {
		return list(stderr, stderr, p.folder, found)
	}
	if err != nil {
		return fail(stderr, err.Error())
	}
	for _, note := range s.Notes() {
		say(stderr, "%s", note)
	}
	say(stderr, "%sに%dファイルを書き出しました（%.1f秒）", p.out, files, time.Since(shown.started).Seconds())
	if p.stats {
		shown.stats()
	}
	return fine
}

// defaultCache is where the system wants such things; empty if it does not say.
func defaultCache() string {
	folder, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(folder, "helpcenter", "build")
}

func openCache(folder string) *cache.Folder {
	if folder == "" {
		return nil
	}
	return cache.Open(folder)
}

// buildTime is what the site takes for now. SOURCE_DATE_EPOCH sets it, so that
// the same content gives the same bytes: https://reproducible-builds.org/specs/source-date-epoch/
func buildTime() (time.Time, error) {
	epoch, ok := os.LookupEnv("SOURCE_DATE_EPOCH")
	if !ok || epoch == "" {
		return time.Now(), nil
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	return time.Unix(seconds, 0).UTC(), err
}

// isBaseURL is true of a plain web address, and of none at all.
func isBaseURL(text string) bool {
	if text == "" {
		return true
	}
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" &&
		u.User == nil && u.RawQuery == "" && u.Fragment == ""
}

// inside is true if a is b or lies in it.
func inside(a, b string) bool {
	name, err := filepath.Rel(real(b), real(a))
	return err == nil && filepath.IsLocal(name)
}

// real follows links, as far as the folder is there.
func real(folder string) string {
	absolute, err := filepath.Abs(folder)
	if err != nil {
		return folder
	}
	if target, err := filepath.EvalSymlinks(absolute); err == nil {
		return target
	}
	parent := filepath.Dir(absolute)
	if parent == absolute {
		return absolute
	}
	return filepath.Join(real(parent), filepath.Base(absolute))
}
