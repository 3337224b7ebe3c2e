package main

import (
	"encoding/json"
	"strings"
	"testing"
)

// 役に立ちましたか at the foot of a guide.

func TestBrowserHelpful(t *testing.T) {
	w := newWorld(t, nil)
	r := w.openBrowser("")
	r.screen(390, "light")
	r.open("/start/paperless/")
	r.until(ready)
	r.press(".helpful [value=yes]")
	r.until(`document.querySelector(".helpful [role=status]").textContent.includes("ありがとうございます")`)
	if got := r.text(`document.querySelectorAll(".helpful a, .helpful textarea").length`); got != "0" {
		t.Errorf("%s offers for somebody who was helped", got)
	}
	r.press(".helpful [value=no]")
	r.until(`document.querySelector(".helpful textarea")`)
	r.picture("helpful-no")
	var hrefs []string
	must(t, json.Unmarshal([]byte(r.text(`JSON.stringify([...document.querySelectorAll(".helpful a")].map(a => a.getAttribute("href")))`)), &hrefs))
	if strings.Join(hrefs, " ") != "/ /search/ /support/" {
		t.Errorf("offers %q", hrefs)
	}
	note := r.text(`document.querySelector(".helpful textarea").value`)
	for _, part := range []string{"紙の明細", "/start/paperless/", "読んだ日:20"} {
		if !strings.Contains(note, part) {
			t.Errorf("the note lacks %s: %s", part, note)
		}
	}
	if kept := r.text(`localStorage.getItem("helpcenter-helpful")`); kept != `{"/start/paperless/":"no"}` {
		t.Errorf("kept %s", kept)
	}
	for _, path := range w.askedPaths() {
		if path != "/start/paperless/" && !strings.HasPrefix(path, "/assets/") {
			t.Errorf("the answer asked for %s", path)
		}
	}
}

// A second guide that did not help knows of the first, and offers the diagnosis that stands on its own page.
func TestBrowserHelpfulKnowsWhatWasRead(t *testing.T) {
	r := newWorld(t, nil).openBrowser("")
	for _, address := range []string{"/start/paperless/", "/trouble/network/"} {
		r.open(address)
		r.until(ready)
		r.press(".helpful [value=no]")
		r.until(`document.querySelector(".helpful textarea")`)
	}
	r.until(`document.querySelector(".helpful textarea").value.includes("ほかに読んだページ:" + location.origin + "/start/paperless/")`)
	r.until(`document.querySelector(".helpful a").getAttribute("href") == "#diagnosis-title"`)
	r.run(`localStorage.setItem("helpcenter-helpful", "[1,")`) // not ours
	r.press(".helpful [value=yes]")
	r.until(`localStorage.getItem("helpcenter-helpful") == '{"/trouble/network/":"yes"}'`)
}

// askedPaths are the paths that the server was asked for.
func (w *world) askedPaths() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var paths []string
	for path := range w.seen {
		paths = append(paths, path)
	}
	return paths
}
