//go:build unix

package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// What the generator costs: whole builds of sites of three sizes, a build after one change, and the way from a
// save to the browser. Every build is a program of its own, as writers run it, so that its processor time and its
// memory can be told.

var sizes = []int{100, 1000, 10000}

// program is the command, built once.
var program = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "helpcenter-bench")
	name := filepath.Join(dir, "helpcenter")
	if err == nil {
		err = exec.Command("go", "build", "-trimpath", "-o", name, ".").Run()
	}
	return name, err
})

// guides writes a site of n guides of a few screens each, always the same.
func guides(tb testing.TB, n int) (folder string) {
	tb.Helper()
	folder = tb.TempDir()
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(words ...string) string { return words[random.IntN(len(words))] }
	for i := range n {
		var b strings.Builder
		fmt.Fprintf(&b, "---\ntitle: \"%sを%s（%d）\"\ndescription: 手順と、うまくいかないときの直しかたです。\nweight: %d\ntags: [%s, %s]\n---\n\n",
			pick("通知", "暗証番号", "明細", "利用枠", "端末"), pick("変える", "確かめる", "止める"), i, i/20+1, pick("登録", "通信"), pick("設定", "安全"))
		for k := range 6 {
			fmt.Fprintf(&b, "## %s %d {#part-%d}\n\n", pick("手順", "うまくいかないとき", "確かめること"), k, k)
			for range 6 {
				fmt.Fprintf(&b, "%sを%sときは、**「%s」**を開き、%sまで待ちます。", pick("通知の受信", "引き落とし口座", "本人確認の書類"), pick("変更する", "登録する", "取り消す"),
					pick("設定", "カード管理", "明細"), pick("五分ほど", "翌朝", "受付番号が出る"))
			}
			fmt.Fprintf(&b, "\n\n1. %sを押します。\n2. [次の案内](/part-%d/guide-%d/)へ進みます。\n\n", pick("「次へ」", "「確認」"), (i+1)%n%20, (i+1)%n)
		}
		if i%4 == 0 {
			fmt.Fprintf(&b, "```yaml\nnotification:\n  channel: email # %d\n  quiet: \"22:00-07:00\"\n```\n", i)
		}
		write(tb, filepath.Join(folder, fmt.Sprintf("part-%d", i%20), fmt.Sprintf("guide-%d.md", i)), b.String())
	}
	return folder
}

func write(tb testing.TB, name, text string) {
	tb.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		tb.Fatal(err)
	}
}

// A cost is what a run of the program took.
type cost struct {
	wall, processor time.Duration
	memory          int64 // bytes, at most
}

func build(b *testing.B, args ...string) cost {
	b.Helper()
	name, err := program()
	if err != nil {
		b.Fatal(err)
	}
	c := exec.Command(name, append([]string{"build"}, args...)...)
	started := time.Now()
	if words, err := c.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, words)
	}
	usage := c.ProcessState.SysUsage().(*syscall.Rusage)
	return cost{time.Since(started), c.ProcessState.UserTime() + c.ProcessState.SystemTime(), usage.Maxrss << 10}
}

// BenchmarkBuildSite is the site without packed files; the readings of its words are known, what learning them
// cost is told apart.
func BenchmarkBuildSite(b *testing.B) {
	for _, n := range sizes {
		b.Run(fmt.Sprintf("pages=%d", n), func(b *testing.B) {
			folder, kept := guides(b, n), b.TempDir()
			whole := func() cost {
				return build(b, "--compress=false", "--cache", kept, "-o", filepath.Join(b.TempDir(), "dist"), folder)
			}
			first := whole()
			var all []cost
			for b.Loop() {
				all = append(all, whole())
			}
			slices.SortFunc(all, func(a, b cost) int { return cmp.Compare(a.processor, b.processor) })
			c := all[len(all)/2]
			b.ReportMetric(c.wall.Seconds(), "wall-s")
			b.ReportMetric(c.processor.Seconds(), "processor-s")
			b.ReportMetric(float64(c.memory)/(1<<20), "memory-MiB")
			b.ReportMetric(first.processor.Seconds()-c.processor.Seconds(), "readings-s")
		})
	}
}

// BenchmarkBuildAgain is the whole, packed, after a change of one page, against a build that knows nothing.
func BenchmarkBuildAgain(b *testing.B) {
	for _, n := range sizes[:2] {
		b.Run(fmt.Sprintf("pages=%d", n), func(b *testing.B) {
			folder, kept, out := guides(b, n), b.TempDir(), filepath.Join(b.TempDir(), "dist")
			cold := build(b, "--cache", kept, "-o", out, folder)
			page := filepath.Join(folder, "part-7", "guide-7.md")
			text, err := os.ReadFile(page)
			if err != nil {
				b.Fatal(err)
			}
			var again cost
			for i := 0; b.Loop(); i++ {
				write(b, page, fmt.Sprintf("%s\n直しました（%d）。\n", text, i))
				again = build(b, "--cache", kept, "-o", out, folder)
			}
			b.ReportMetric(cold.processor.Seconds(), "cold-s")
			b.ReportMetric(again.processor.Seconds(), "again-s")
		})
	}
}

// BenchmarkSaveToScreen is from the moment a writer saves until the server answers with what was saved, with readings
// still to be learned in quiet moments; and what the server does when nobody saves.
func BenchmarkSaveToScreen(b *testing.B) {
	for _, n := range sizes[1:] {
		b.Run(fmt.Sprintf("pages=%d", n), func(b *testing.B) {
			folder, theme := guides(b, n), b.TempDir()
			if err := os.CopyFS(filepath.Join(theme, "assets"), os.DirFS("../../assets")); err != nil {
				b.Fatal(err)
			}
			address, process, first := startServe(b, theme, folder)
			for b.Loop() {
			}
			b.ReportMetric(first.Seconds(), "first-page-s")
			page := address + "part-7/guide-7/"
			assets := filepath.Join(theme, "assets")
			for _, e := range []struct{ name, url, file, before, text string }{
				{"page", page, filepath.Join(folder, "part-7", "guide-7.md"), "", "\n\n%s\n"},
				{"template", page, filepath.Join(assets, "templates", "base.html"), "</body>", "<i hidden>%s</i>"},
				{"style", address + "assets/site.css", filepath.Join(assets, "css", "90-print.css"), "", ".%s{color:red}\n"},
			} {
				took := saves(b, e.url, e.file, e.before, e.text)
				b.ReportMetric(took[len(took)/2].Seconds()*1000, e.name+"-median-ms")
				b.ReportMetric(took[len(took)*95/100].Seconds()*1000, e.name+"-p95-ms")
			}
			if idle, ok := idling(process); ok {
				b.ReportMetric(idle.Seconds(), "idle-s")
			}
		})
	}
}

// startServe runs the program in dir until the benchmark ends.
func startServe(b *testing.B, dir, folder string) (address string, process int, first time.Duration) {
	b.Helper()
	name, err := program()
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	c := exec.CommandContext(ctx, name, "serve", "--cache", b.TempDir(), "--addr", "127.0.0.1:18467", folder)
	c.Dir = dir
	started := time.Now()
	if err := c.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		stop()
		_ = c.Wait()
	})
	address = "http://127.0.0.1:18467/"
	for _, err := fetch(address); err != nil; _, err = fetch(address) {
		if time.Since(started) > time.Minute {
			b.Fatal(err)
		}
		time.Sleep(time.Millisecond)
	}
	first = time.Since(started)
	time.Sleep(2 * time.Second)
	return address, c.Process.Pid, first
}

// idling is the processor time of ten seconds, once a process has nothing left to do.
func idling(process int) (took time.Duration, ok bool) {
	over := func(d time.Duration) time.Duration {
		before, _ := processorTime(process)
		time.Sleep(d)
		after, _ := processorTime(process)
		return after - before
	}
	if _, ok := processorTime(process); !ok {
		return 0, false
	}
	for end := time.Now().Add(5 * time.Minute); over(3*time.Second) > 0 && time.Now().Before(end); {
	}
	return over(10 * time.Second), true
}

// processorTime is what Linux counts, in hundredths of a second.
func processorTime(process int) (time.Duration, bool) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", process))
	_, rest, found := strings.Cut(string(stat), ") ")
	fields := strings.Fields(rest)
	if err != nil || !found || len(fields) < 13 {
		return 0, false
	}
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond, true
}

func fetch(url string) ([]byte, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

// saves edits a file twenty times and tells, sorted, how long each took to be served.
func saves(b *testing.B, url, file, before, text string) []time.Duration {
	b.Helper()
	original, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	defer os.WriteFile(file, original, 0o666)
	at := len(original)
	if before != "" {
		at = bytes.LastIndex(original, []byte(before))
	}
	var took []time.Duration
	for i := range 20 {
		token := fmt.Sprintf("token%dx%dend", time.Now().UnixNano(), i)
		saved := time.Now()
		write(b, file, string(original[:at])+fmt.Sprintf(text, token)+string(original[at:]))
		for body, err := fetch(url); err != nil || !bytes.Contains(body, []byte(token)); body, err = fetch(url) {
			if time.Since(saved) > time.Minute {
				b.Fatalf("%s is not at %s", token, url)
			}
			time.Sleep(time.Millisecond)
		}
		took = append(took, time.Since(saved))
		time.Sleep(700*time.Millisecond + time.Duration(rand.IntN(500))*time.Millisecond)
	}
	slices.Sort(took)
	return took
}
