package main

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"

	"helpcenter/site"
)

func TestProgressIsSilentForAMoment(t *testing.T) {
	var words bytes.Buffer
	p := newProgress(&words)
	p.watch(site.Work{Step: site.Reading, Page: "a.md", Took: time.Minute, All: 2})
	p.end()
	if words.Len() > 0 {
		t.Errorf("%q", &words)
	}
}

func TestProgressInPlainLines(t *testing.T) {
	var words bytes.Buffer
	p := newProgress(&words)
	p.started = time.Now().Add(-silence)
	for range 3 {
		p.watch(site.Work{Step: site.Rendering, Page: "a.md", All: 3})
	}
	p.end()
	if got := words.String(); got != "helpcenter: ページを作る（1／3）\n" {
		t.Errorf("%q", got)
	}
}

func TestProgressAsABar(t *testing.T) {
	var words bytes.Buffer
	p := newProgress(&words)
	p.terminal, p.started = true, time.Now().Add(-silence)
	p.watch(site.Work{Step: site.Reading, All: 4})
	p.shown = time.Time{}
	p.watch(site.Work{Step: site.Reading, All: 4})
	p.end()
	lines := strings.Split(words.String(), "\r\x1b[K")
	if len(lines) != 4 || lines[1] != "█████░░░░░░░░░░░░░░░ 原稿を読む 1／4" || !strings.HasPrefix(lines[2], strings.Repeat("█", 10)+"░") || lines[3] != "" {
		t.Errorf("%q", lines)
	}
}

func TestStatsNameTheSlowestFirst(t *testing.T) {
	var words bytes.Buffer
	p := newProgress(&words)
	for range 2 {
		p.watch(site.Work{Step: site.Reading, Page: "quick.md", Took: time.Millisecond})
		p.watch(site.Work{Step: site.Packing, Page: "slow.md", Took: 20 * time.Millisecond})
	}
	p.watch(site.Work{Step: site.Rendering, Page: "slow.md", Took: time.Millisecond})
	p.stats()
	if !regexp.MustCompile(`(?s)0\.040秒  圧縮する（2件）.*41\.0ミリ秒  slow\.md\n +2\.0ミリ秒  quick\.md\n$`).MatchString(words.String()) {
		t.Errorf("%s", &words)
	}
}
