package main

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/chromedp/chromedp"

	"helpcenter/site"
)

// How long it takes, on the old phone (its processor slowed) once the parts are there, from a keystroke until the
// list is made and laid out, and until the next frame has shown it: a screen has one each 16 ms, so that the
// second holds a wait too. The median and the slowest of the queries below, each typed letter by letter.
const keystrokes = `(async () => {
	while (!document.querySelector("[role=option]")) await new Promise(done => setTimeout(done, 50)) // until the parts are there
	const field = document.querySelector("[name=q]"), list = document.querySelector("[role=listbox]"), made = [], shown = []
	const typed = async q => {
		field.value = q
		const started = performance.now()
		field.dispatchEvent(new Event("input"))
		for (let i = 0; i < 5; i++) await null // the answer comes behind a promise or two
		list.offsetHeight
		made.push(performance.now() - started)
		await new Promise(done => requestAnimationFrame(() => setTimeout(done)))
		shown.push(performance.now() - started)
	}
	for (const q of ["認証コードが届かない", "ログイソできない", "kaado nakushita", "新しいスマホに替えてからログインできなくなりました"])
		for (let n = 1; n <= q.length; n++) await typed(q.slice(0, n))
	return [made, shown].flatMap(took => (took.sort((a, b) => a - b), [took[took.length >> 1], took.at(-1)]))
})()`

func BenchmarkSearchOnAPhone(b *testing.B) {
	for _, guides := range []int{55, 1000} {
		b.Run(fmt.Sprintf("guides=%d", guides), func(b *testing.B) {
			var many site.Output
			if guides > 55 {
				many = manyGuides(b, guides) // before the phone's time begins to run
			}
			p := newPhone(b)
			defer p.stop()
			if many != nil {
				p.static.output = many
			}
			p.must(chromedp.Do(p.ctx, chromedp.Navigate(p.static.URL+"/search/?q=503")))
			took, err := chromedp.Run(p.ctx, chromedp.Evaluate[[4]float64](keystrokes, chromedp.EvalAwaitPromise))
			p.must(err)
			b.ReportMetric(0, "ns/op")
			for i, name := range []string{"ms-made-median", "ms-made-slowest", "ms-shown-median", "ms-shown-slowest"} {
				b.ReportMetric(took[i], name)
			}
		})
	}
}

// manyGuides is what search needs of the site with its guides copied until there are n, each with a number in its
// title; packed, as a host sends it.
func manyGuides(b *testing.B, n int) site.Output {
	content := fstest.MapFS{}
	var guides []string
	err := fs.WalkDir(os.DirFS("../../content"), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile("../../content/" + name)
		content[name] = &fstest.MapFile{Data: text}
		if strings.HasPrefix(name, "trouble/") && !strings.HasSuffix(name, "index.md") {
			guides = append(guides, name)
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	for i := len(content); i < n; i++ {
		from := guides[i%len(guides)]
		text := strings.Replace(string(content[from].Data), "title: ", fmt.Sprintf("title: %d番の", i), 1)
		content[strings.TrimSuffix(from, ".md")+fmt.Sprintf("-%d.md", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	out, err := site.New(content, siteTheme, site.Options{Built: started}).Build()
	if err != nil {
		b.Fatal(err)
	}
	maps.DeleteFunc(out, func(name string, _ []byte) bool { // what the page of search asks for, packed as it is published
		return name != "search.js" && !strings.HasPrefix(name, "search/") && !strings.HasPrefix(name, "assets/")
	})
	out.Compress(nil)
	return out
}
