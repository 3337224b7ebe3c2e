package main

import "testing"

// TestBrowserMemoryStaysSmall holds the price of a collector that never collects: what a reader can bring about
// by pressing on and on.
func TestBrowserMemoryStaysSmall(t *testing.T) {
	r := newWorld(t, nil).openBrowser("")
	r.diagnose("/", "アプリが開かない。ログイン画面で止まる")
	r.settled()
	first := r.text(`document.querySelector("help-diagnosis").memory.buffer.byteLength`)
	for range 10 {
		r.press("[data-action=again]")
		r.until(state("checking"))
		r.settled()
	}
	r.until(`document.querySelector("help-diagnosis").memory.buffer.byteLength < 64 << 20`)
	t.Logf("%s bytes after one run, %s after eleven", first, r.text(`document.querySelector("help-diagnosis").memory.buffer.byteLength`))
}
