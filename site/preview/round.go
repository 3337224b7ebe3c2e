package preview

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"reflect"
	"slices"
	"strings"

	"helpcenter/site"
)

// A round is what one build left. Nobody changes it after it is stored.
type round struct {
	number    int
	output    site.Output    // the last good one; nil while there was none
	problems  []problem      // of the newest build; empty when output is of that build
	css       string         // address of the stylesheet as it is now; empty if there is none
	cssAt     int            // round that it last changed in
	changedAt map[string]int // address to the round that it last changed in
	replaced  chan struct{}  // closed when there is a newer round
}

func newRound() *round {
	return &round{replaced: make(chan struct{})}
}

// An event is what a browser is told, the data of a server-sent event as JSON.
type event struct {
	Changed  []string  `json:"changed"`           // addresses, sorted: new, other or gone; not percent-encoded; of very many, those in view
	CSS      string    `json:"css"`               // new address of the stylesheet; empty if it is the same
	Problems []problem `json:"problems"`          // empty: the content is fine
	Restart  bool      `json:"restart,omitempty"` // the page is from another run of the server
}

// after is the round that follows; nil if nobody would see a difference.
func (r *round) after(out site.Output, problems []problem) *round {
	next := &round{
		number: r.number + 1, output: r.output, problems: problems,
		css: r.css, cssAt: r.cssAt, changedAt: r.changedAt, replaced: make(chan struct{}),
	}
	if len(problems) == 0 {
		next.replaceOutput(r, out)
	}
	if next.number > 1 && r.told(problems) && !next.isNews() {
		return nil
	}
	return next
}

func (r *round) replaceOutput(old *round, out site.Output) {
	if out == nil {
		out = site.Output{}
	}
	r.output = out
	r.css = stylesheet(out)
	if r.css != old.css {
		r.cssAt = r.number
	}
	r.changedAt = maps.Clone(old.changedAt)
	if r.changedAt == nil {
		r.changedAt = make(map[string]int, len(out))
	}
	for name := range old.output {
		if _, ok := out[name]; !ok && !isStylesheet(name) {
			r.changedAt[address(name)] = r.number
		}
	}
	for name, body := range out {
		if before, ok := old.output[name]; (!ok || !bytes.Equal(before, body)) && !isStylesheet(name) {
			r.changedAt[address(name)] = r.number
		}
	}
}

// with is the round that follows when only these files, which are there already, differ.
func (r *round) with(files site.Output) *round {
	next := &round{
		number: r.number + 1, output: maps.Clone(r.output), css: r.css, cssAt: r.cssAt,
		changedAt: maps.Clone(r.changedAt), replaced: make(chan struct{}),
	}
	for name, body := range files {
		next.output[name] = body
		if isStylesheet(name) {
			next.css, next.cssAt = stylesheet(next.output), next.number
		} else {
			next.changedAt[address(name)] = next.number
		}
	}
	return next
}

// isNews is true if this very round changed a file.
func (r *round) isNews() bool {
	if r.cssAt == r.number {
		return true
	}
	for _, at := range r.changedAt {
		if at == r.number {
			return true
		}
	}
	return false
}

// told is true if these are the problems that were shown last.
func (r *round) told(problems []problem) bool {
	return len(r.problems) == len(problems) && (len(problems) == 0 || reflect.DeepEqual(r.problems, problems))
}

// since is the difference between an earlier round and this one.
func (r *round) since(number int) event {
	e := event{Changed: []string{}, Problems: r.problems}
	if e.Problems == nil {
		e.Problems = []problem{}
	}
	for name, at := range r.changedAt {
		if at > number {
			e.Changed = append(e.Changed, name)
		}
	}
	slices.Sort(e.Changed)
	if r.cssAt > number {
		e.CSS = r.css
	}
	return e
}

// address is where a browser finds a file of the output.
func address(name string) string {
	if name == "index.html" || strings.HasSuffix(name, "/index.html") {
		name = strings.TrimSuffix(name, "index.html")
	}
	return "/" + name
}

const stylesheetName = "assets/site.css" // in a preview

func isStylesheet(name string) bool { return name == stylesheetName }

// stylesheet adds to the address what stands for the bytes: pages name it without,
// and the browser that is told loads it anew.
func stylesheet(out site.Output) string {
	body, ok := out[stylesheetName]
	if !ok {
		return ""
	}
	sum := sha256.Sum256(body)
	return "/" + stylesheetName + "?" + hex.EncodeToString(sum[:5])
}
