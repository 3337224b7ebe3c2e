package main

import (
	"fmt"
	"net/http"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// Where devices differ, the reader's own part comes first and open; nobody is kept from the others.

const (
	androidAgent = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36"
	iPhoneAgent  = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)

// on makes the browser one of a phone; "" is the machine's own.
func (r *reader) on(agent string) {
	r.Helper()
	if agent == "" {
		return
	}
	r.screen(390, "light")
	_, err := chromedp.Call(r.ctx, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{UserAgent: agent})
	must(r.T, err)
	_, err = chromedp.Call(r.ctx, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true})
	must(r.T, err)
}

// parts tells of the first set on a page the order in which its parts are seen, and read, with + where their text shows.
const parts = `(set => {
	const look = part => part.dataset.device + (part.lastElementChild.checkVisibility({ contentVisibilityAuto: true }) ? "+" : "")
	const seen = [...set.children].sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
	return seen.map(look).join(" ") + (seen.every((part, i) => part == set.children[i]) ? "" : ", read in another order")
})(document.querySelector(".devices"))`

func (r *reader) parts(want string) {
	r.Helper()
	if got := r.text(parts); got != want {
		r.Errorf("%s: the parts are %q, want %q", r.text("location.pathname + location.hash"), got, want)
	}
}

var ready = `document.documentElement.dataset.own`

func TestBrowserOwnDeviceFirst(t *testing.T) {
	for _, c := range []struct{ name, agent, address, want string }{
		{"Android", androidAgent, "/trouble/clock/", "android+ iphone pc"},
		{"iPhone", iPhoneAgent, "/trouble/clock/", "iphone+ android pc"},
		{"a desk", "", "/trouble/clock/", "pc+ iphone android"},
		{"a phone of any kind", androidAgent, "/start/web-register/", "iphone android+ pc"},
		{"a desk where only phones are meant", "", "/trouble/storage/", "iphone+ android+"},
		{"led to another", androidAgent, "/trouble/clock/#auto-pc", "android+ iphone pc+"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newWorld(t, nil).openBrowser("")
			r.on(c.agent)
			r.open(c.address)
			r.until(ready)
			r.parts(c.want)
			r.picture("devices-" + c.name)
		})
	}
}

func TestBrowserOtherDevicesAreATapAway(t *testing.T) {
	r := newWorld(t, nil).openBrowser("")
	r.on(androidAgent)
	r.open("/trouble/clock/")
	r.until(ready)
	r.press("[data-device=iphone] summary")
	r.parts("android+ iphone+ pc")
	r.press("[data-device=android] summary")
	r.parts("android iphone+ pc")
	r.run(`location.hash = "auto-pc"`)
	r.until(`document.querySelector("[data-device=pc]").open`)
	r.parts("android iphone+ pc+")
}

// TestBrowserDevicesDoNotMove has the script come late: the choice was made before, and stays.
func TestBrowserDevicesDoNotMove(t *testing.T) {
	for name, agent := range map[string]string{"Android": androidAgent, "a desk": ""} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, nil)
			hold := make(chan bool)
			release := sync.OnceFunc(func() { close(hold) })
			w.instead("*.js", func(rw http.ResponseWriter, r *http.Request) {
				<-hold
				w.file(rw, r)
			})
			t.Cleanup(release) // before the server closes, which waits for its answers
			r := w.openBrowser("")
			r.on(agent)
			must(t, chromedp.Do(r.ctx, chromedp.Evaluate[chromedp.Void](fmt.Sprintf("location.href = %q", r.server.URL+"/trouble/clock/"))))
			r.until(`document.querySelector(".devices") && getComputedStyle(document.body).margin == "0px"`)
			r.run(`document.querySelector(".devices").scrollIntoView()`)
			place := `[...document.querySelectorAll(".devices > *")].map(e => e.dataset.device + e.getBoundingClientRect().top).sort().join()`
			before := r.text(place)
			release()
			r.until(ready)
			if after := r.text(place); after != before {
				t.Errorf("parts moved from %s to %s", before, after)
			}
		})
	}
}

// TestBrowserDevicesWithoutScript: everything is there to be read, and on paper it always is.
func TestBrowserDevicesWithoutScript(t *testing.T) {
	r := newWorld(t, nil).openBrowser("")
	r.on(androidAgent)
	r.open("/trouble/clock/")
	r.until(ready)
	_, err := chromedp.Call(r.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	must(t, err)
	r.parts("android+ iphone+ pc+")
	_, err = chromedp.Call(r.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{})
	must(t, err)
	_, err = chromedp.Call(r.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	must(t, err)
	r.open("/trouble/clock/")
	r.parts("android+ iphone+ pc+, read in another order")
}
