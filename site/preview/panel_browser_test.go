package preview

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"helpcenter/site"
)

// serveContent shows the real content.
func serveContent(t *testing.T) *tab {
	w := newWriter(t, nil)
	w.check(os.CopyFS(w.content, os.DirFS("../../content")))
	w.serve(Config{})
	return w.openTab()
}

// choose picks a scenario and presses the panel's button, as a writer does.
func (t *tab) choose(name string) {
	t.Helper()
	t.until(`document.querySelector("#preview-panel [name=scenario]")`)
	t.run(fmt.Sprintf(`{
		window.former = true
		document.querySelector("#preview-panel").open = true
		const s = document.querySelector("#preview-panel [name=scenario]")
		s.value = [...s.options].find(o => o.text === %q).value
		s.dispatchEvent(new Event("change", { bubbles: true }))
	}`, name))
	t.submit()
}

func (t *tab) submit() {
	t.Helper()
	t.run(`window.former = true; document.querySelector("#preview-panel form").requestSubmit()`)
	t.until(`!window.former && document.querySelector("#preview-panel")`)
}

// settled waits for the card's last word of this run.
func (t *tab) settled() {
	t.Helper()
	t.until(`["asking", "advising"].includes(document.querySelector("help-diagnosis").dataset.state)`)
}

// advised waits for the first advice; "" is none.
func (t *tab) advised(cause string) {
	t.Helper()
	t.until(fmt.Sprintf(`(document.querySelector("[data-recommendation]")?.dataset.recommendation ?? "") === %q`, cause))
}

type scenario struct {
	Name, Leads string
	Warns       []string // checks that say more than ok, where no cause is named
	Signals     map[string]any
}

func readScenarios(t *testing.T) (base map[string]any, list []scenario) {
	var all struct {
		Base struct{ Signals map[string]any }
		List []scenario
	}
	if err := json.Unmarshal(scenarios, &all); err != nil {
		t.Fatal(err)
	}
	return all.Base.Signals, all.List
}

func TestBrowserScenariosLeadWhereTheyShould(t *testing.T) {
	tab := serveContent(t)
	_, list := readScenarios(t)
	tab.open("/")
	for _, s := range list {
		tab.choose(s.Name)
		tab.settled()
		tab.advised(s.Leads)
		if s.Leads == "" {
			tab.until(fmt.Sprintf(`[...document.querySelectorAll("[data-result=warn],[data-result=fail]")].map(c => c.dataset.check).join(" ") === %q`, strings.Join(s.Warns, " ")))
		}
		tab.picture(tab, "scenario-"+s.Name)
	}
}

// reported is what the card keeps of its last run.
func (t *tab) reported() (signals map[string]any) {
	t.Helper()
	text, err := chromedp.Run(t.ctx, chromedp.Evaluate[string](`localStorage.getItem("helpcenter-diagnosis")`))
	t.check(err)
	var kept struct{ Signals map[string]any }
	t.check(json.Unmarshal([]byte(text), &kept))
	return kept.Signals
}

// set fills the panel's controls by name; what is not named stands as it is in this browser.
func (t *tab) set(values map[string]any) {
	t.Helper()
	t.until(`document.querySelector("#preview-panel [name=scenario]")`)
	given, err := json.Marshal(values)
	t.check(err)
	t.run(fmt.Sprintf(`{
		const given = %s
		for (const e of document.querySelector("#preview-panel form").elements) if (e.name) e.value = given[e.name] ?? ""
		const wrong = Object.keys(given).filter(name => document.querySelector("#preview-panel").querySelector("[name='" + name + "']")?.value !== String(given[name]))
		if (wrong.length) throw new Error("not offered: " + wrong)
	}`, given))
}

// What the card measures is what the panel says, signal by signal, to the last digit.
func TestBrowserPanelSetsEverySignal(t *testing.T) {
	base, _ := readScenarios(t)
	rounds := []map[string]any{
		base,
		{"site_status": 503, "site_rtt_ms": 2400.5, "site_jitter_ms": 900, "site_loss": 0.5, "official_reachable": false, "downlink_mbps": 0.1,
			"connection_type": "cellular", "effective_type": "2g", "save_data": true, "dns_ms": 1200, "tls_ms": 1600, "cookies": false,
			"local_storage": false, "indexed_db": false, "service_worker": false, "content_blocker": true, "in_app_browser": "line", "os": "ios",
			"os_version": "15", "os_outdated": true, "browser": "safari", "browser_version": "15", "browser_outdated": true, "clock_skew_s": -1260,
			"clock_before_build": true, "time_zone": "Asia/Seoul", "outside_japan": true, "language": "en", "page_translated": true,
			"maintenance_now": true, "maintenance_next_min": 45, "incident_now": true, "busy_period": "campaign", "site_reachable": true},
		// any other browser of an iPhone is Safari inside: its own version says nothing, and is not told
		{"os": "ios", "os_version": "17", "os_outdated": false, "browser": "chrome", "in_app_browser": "instagram",
			"captive_portal": true, "site_reachable": false, "site_status": 0, "busy_period": "statement-day", "outside_japan": false},
		{"online": false, "site_reachable": false, "site_status": 0, "site_loss": 1, "os": "windows", "browser": "firefox", "browser_version": "90", "browser_outdated": true},
	}
	tab := serveContent(t)
	tab.open("/")
	seen := map[string]map[any]bool{}
	for _, round := range rounds {
		values := map[string]any{"at": "2026-11-24T10:30"}
		for id, v := range round {
			if v != "unknown" {
				values["signals."+id] = v
			}
		}
		tab.set(values)
		tab.submit()
		tab.settled()
		got := tab.reported()
		for id, v := range round {
			if v == "unknown" {
				continue
			}
			if fmt.Sprint(got[id]) != fmt.Sprint(v) {
				t.Errorf("%s was set to %v and measured as %v", id, v, got[id])
			}
			if seen[id] == nil {
				seen[id] = map[any]bool{}
			}
			seen[id][fmt.Sprint(v)] = true
		}
	}
	d, err := site.LoadDiagnosis(os.DirFS("../../content"), nil)
	tab.check(err)
	for _, s := range d.Vocabulary().Signals {
		switch {
		case s.ID == "javascript" || s.ID == "wasm": // without them there is no card: see the test below
		case s.Kind == "bool" && len(seen[s.ID]) < 2, len(seen[s.ID]) < 1:
			t.Errorf("%s was not tried", s.ID)
		}
	}
}

func TestBrowserPanelShowsTheCardWithoutItsProgram(t *testing.T) {
	tab := serveContent(t)
	tab.open("/")
	tab.set(map[string]any{"signals.wasm": false})
	tab.submit()
	tab.until(`document.querySelector("help-diagnosis").dataset.state === "failed" && document.querySelector("help-diagnosis [data-part=fallback]").checkVisibility()`)
	tab.set(map[string]any{"signals.javascript": false})
	tab.submit()
	tab.until(`document.querySelector("#preview-without-script")?.contentDocument?.querySelector(".diagnosis-noscript a[href='/symptoms/']")?.checkVisibility()`)
	tab.picture(tab, "without-script")
}

func TestBrowserPanelKeepsTheReaderUntilSheIsSentAway(t *testing.T) {
	tab := serveContent(t)
	tab.open("/")
	tab.set(map[string]any{"text": "VPNを入れてからエラーになる", "answers.vpn-on": "yes", "answers.cookie-message": "no", "at": "2026-11-24T12:20",
		"signals.outside_japan": false, "signals.official_reachable": true, "signals.site_reachable": true})
	tab.submit()
	tab.settled()
	tab.advised("filter-vpn")
	tab.until(`JSON.parse(localStorage.getItem("helpcenter-diagnosis")).answers["cookie-message"] === "no"`)
	tab.until(`JSON.parse(localStorage.getItem("helpcenter-diagnosis")).at === "2026-11-24T12:20:00+09:00"`)
	tab.until(`document.querySelector("[data-words]").value === "VPNを入れてからエラーになる"`)

	tab.run(`window.former = true`) // a writer's save brings the page anew, and the same reader with it
	text, err := os.ReadFile(tab.file("diagnosis/causes.yaml"))
	tab.check(err)
	renamed := strings.Replace(string(text), "id: filter-vpn\n  name: ", "id: filter-vpn\n  name: 新", 1)
	if renamed == string(text) {
		t.Fatal("no cause was renamed")
	}
	tab.save("diagnosis/causes.yaml", renamed)
	tab.until(`!window.former`)
	tab.until(`document.querySelector("[data-recommendation=filter-vpn]")?.textContent.includes("新")`)

	tab.run(`window.former = true; [...document.querySelectorAll("#preview-panel button")].at(-1).click()`)
	tab.until(`!window.former && document.querySelector("#preview-panel")`)
	tab.until(`sessionStorage.getItem("preview-panel") === null && document.querySelector("help-diagnosis").dataset.state === "idle"`)
}

func TestBrowserPanelIsFoldedAndNamed(t *testing.T) {
	tab := serveContent(t)
	tab.open("/")
	tab.until(`document.querySelector("#preview-panel summary")`)
	tab.until(`!document.querySelector("#preview-panel").open`)
	tab.until(`[...document.querySelector("#preview-panel form").elements].every(e => e.localName === "button" ? e.textContent : e.labels[0]?.textContent)`)
	tab.run(`document.querySelector("#preview-panel").open = true`)
	tab.picture(tab, "panel")
	tab.run(`document.querySelector("#preview-panel details").open = true`)
	tab.picture(tab, "panel-signals")
	tab.open("/handbook/")
	tab.never(`document.querySelector("#preview-panel")`)
}

func TestBuildKnowsNothingOfThePanel(t *testing.T) {
	out, err := site.New(os.DirFS("../../content"), os.DirFS("../../assets"), site.Options{Built: time.Now()}).Build()
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range out {
		for _, word := range []string{"/_preview/", "preview-panel", "診断の下見（条件つき）"} {
			if bytes.Contains(body, []byte(word)) {
				t.Errorf("%s holds %s", name, word)
			}
		}
	}
}
