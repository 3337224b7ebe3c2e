package preview

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
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

const advised = `document.querySelector("[data-recommendation]")?.dataset.recommendation`

type scenario struct {
	Name, Leads string
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
		if os.Getenv("LOOK") != "" {
			time.Sleep(300 * time.Millisecond)
			got, _ := chromedp.Run(tab.ctx, chromedp.Evaluate[string]("String("+advised+")+' | '+[...document.querySelectorAll('[data-check]')].filter(e=>!['ok'].includes(e.dataset.result)).map(e=>e.dataset.check+'='+e.dataset.result).join(' ')"))
			t.Log(s.Name, s.Leads, got)
			continue
		}
		if s.Leads != "" {
			tab.until(fmt.Sprintf(`%s === %q`, advised, s.Leads))
		}
		tab.picture(tab, "scenario-"+s.Name)
	}
}
