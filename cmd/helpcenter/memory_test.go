package main

import (
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// keepMemory notes the memory of the program that the page starts; the page itself has no use for it.
const keepMemory = `{
  const instantiate = WebAssembly.instantiate
  WebAssembly.instantiate = async (...values) => {
    const instance = await instantiate(...values)
    window.programMemory ??= instance.exports.memory ?? instance.exports.mem // parts that come later have none of their own
    return instance
  }
}`

// TestBrowserMemoryStaysSmall holds the price of a collector that never collects: what a reader can bring about
// by pressing on and on.
func TestBrowserMemoryStaysSmall(t *testing.T) {
	r := newWorld(t, nil).openBrowser("")
	_, err := chromedp.Call(r.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: keepMemory})
	must(t, err)
	r.diagnose("/", "アプリが開かない。ログイン画面で止まる")
	r.settled()
	first := r.text(`programMemory.buffer.byteLength`)
	for range 10 {
		r.press("[data-action=again]")
		r.until(state("checking"))
		r.settled()
	}
	r.until(`programMemory.buffer.byteLength < 64 << 20`)
	t.Logf("%s bytes after one run, %s after eleven", first, r.text(`programMemory.buffer.byteLength`))
}
