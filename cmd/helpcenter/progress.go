package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"

	"helpcenter/site"
)

// A progress tells how a build goes, once it takes longer than anybody likes to
// wait: as a bar on a terminal, elsewhere as a line now and then. It keeps where
// the time went.
type progress struct {
	out      io.Writer
	terminal bool
	started  time.Time

	mu     sync.Mutex
	shown  time.Time // last
	step   [site.Steps]struct{ took, pieces int64 }
	pages  map[string]time.Duration
	onLine bool // a bar stands there
}

const (
	silence   = time.Second
	barEvery  = 100 * time.Millisecond
	lineEvery = 5 * time.Second
	barWidth  = 20
	mostPages = 10 // pages that --stats names
)

var stepWords = [site.Steps]string{
	site.Reading: "原稿を読む", site.Learning: "言葉の読みを調べる", site.Searching: "検索の索引を作る", site.Checking: "確かめる",
	site.Rendering: "ページを作る", site.Packing: "圧縮する", site.Writing: "書き出す",
}

func newProgress(out io.Writer) *progress {
	file, ok := out.(*os.File)
	return &progress{out: out, terminal: ok && term.IsTerminal(int(file.Fd())), started: time.Now(), pages: map[string]time.Duration{}}
}

// watch takes a piece of work, from any goroutine.
func (p *progress) watch(w site.Work) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.step[w.Step].took += int64(w.Took)
	p.step[w.Step].pieces++
	if w.Page != "" {
		p.pages[w.Page] += w.Took
	}
	every := lineEvery
	if p.terminal {
		every = barEvery
	}
	if now := time.Now(); w.All > 0 && now.Sub(p.started) > silence && now.Sub(p.shown) > every {
		p.shown = now
		p.show(w.Step, int(p.step[w.Step].pieces), w.All)
	}
}

func (p *progress) show(step site.Step, done, all int) {
	done = min(done, all)
	if !p.terminal {
		say(p.out, "%s（%d／%d）", stepWords[step], done, all)
		return
	}
	full := barWidth * done / all
	fmt.Fprintf(p.out, "\r\x1b[K%s%s %s %d／%d", strings.Repeat("█", full), strings.Repeat("░", barWidth-full), stepWords[step], done, all)
	p.onLine = true
}

// end takes the bar away.
func (p *progress) end() {
	if p.onLine {
		fmt.Fprint(p.out, "\r\x1b[K")
	}
}

// stats tells where the time went; all cores together.
func (p *progress) stats() {
	fmt.Fprintln(p.out, "\n作業ごとの時間（すべてのコアの合計）")
	for step, words := range stepWords {
		s := p.step[step]
		fmt.Fprintf(p.out, "%10.3f秒  %s（%d件）\n", time.Duration(s.took).Seconds(), words, s.pieces)
	}
	names := slices.SortedFunc(maps.Keys(p.pages), func(a, b string) int {
		return cmp.Or(cmp.Compare(p.pages[b], p.pages[a]), cmp.Compare(a, b))
	})
	fmt.Fprintln(p.out, "\n時間のかかったページ")
	for _, name := range names[:min(mostPages, len(names))] {
		fmt.Fprintf(p.out, "%10.1fミリ秒  %s\n", p.pages[name].Seconds()*1000, name)
	}
}
