package site_test

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"helpcenter/assets"
	"helpcenter/site"
	"helpcenter/site/cache"
	query "helpcenter/wasm/search"
)

type tally struct{ n, first, third, found, weak int }

func TestQueries(t *testing.T) {
	x, err := site.LoadSearch(os.DirFS("../content"), assets.Theme, site.Options{Cache: cache.Open("/tmp/readings-test")})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range strings.Split(os.Getenv("QUERIES"), ",") {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		kinds := map[string]*tally{}
		for lines := bufio.NewScanner(f); lines.Scan(); {
			c := strings.Split(lines.Text(), "\t")
			if len(c) < 3 || strings.HasPrefix(c[0], "#") {
				continue
			}
			want := strings.Split(c[2], "|")
			a := x.Find(c[1])
			for _, k := range []string{c[0], "all"} {
				if kinds[k] == nil {
					kinds[k] = &tally{}
				}
				if c[2] == "-" {
					if k == "all" {
						continue
					}
					kinds[k].n++
					if a.Weak {
						kinds[k].weak++
					} else if k != "all" {
						t.Logf("%s\t%s\tNOT WEAK %d %s", c[0], c[1], a.Results[0].Score, x.Guide(a.Results[0].Guide).Page)
					}
					continue
				}
				n := kinds[k]
				n.n++
				if a.Weak {
					n.weak++
				}
				place := slices.IndexFunc(a.Results, func(r query.Result) bool { return slices.Contains(want, x.Guide(r.Guide).Page) })
				if place >= 0 {
					n.found++
				}
				if place == 0 {
					n.first++
				}
				if place >= 0 && place < 3 {
					n.third++
				}
				if k != "all" && (place != 0 || a.Weak) {
					line := fmt.Sprintf("%s\t%s\t%s is %d weak=%v;", c[0], c[1], c[2], place+1, a.Weak)
					for _, r := range a.Results[:min(3, len(a.Results))] {
						line += fmt.Sprintf(" %s#%s %d", x.Guide(r.Guide).Page, x.Section(r.Section).ID, r.Score)
					}
					t.Log(line)
				}
			}
		}
		for k, n := range kinds {
			t.Logf("== %s: n %d first %.1f third %.1f found %.1f weak %.1f", k, n.n, 100*float64(n.first)/float64(n.n), 100*float64(n.third)/float64(n.n), 100*float64(n.found)/float64(n.n), 100*float64(n.weak)/float64(n.n))
		}
	}
}
