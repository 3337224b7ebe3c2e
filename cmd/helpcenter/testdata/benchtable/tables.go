package main

import (
	"fmt"
	"strings"
)

// The tables of the page, by what the reader of it wants to know.

const verdict = "Verdict/program="

// ways are the columns of the verdict: how the button came to be pressed, and by which program.
var ways = []struct{ title, program, visit string }{
	{"Go, cold", "go", "cold"}, {"Go, again", "go", "again"}, {"Go, later", "go", "later"}, {"Go, ready", "go", "ready"},
	{"JavaScript, cold", "javascript", "cold"}, {"JavaScript, again", "javascript", "again"},
}

// moments are its rows, with our goals.
var moments = []struct{ title, unit, goal string }{
	{"visible response, painted", "response-ms", "100"}, {"program running", "running-ms", "1,300 (again: 100)"},
	{"first evidence", "evidence-ms", "1,500"}, {"first advice or question", "advice-ms", "2,400"},
	{"all checks over", "over-ms", "4,000"}, {"requests from the press on", "press-requests", ""}, {"bytes from the press on", "press-bytes", ""},
}

func (r *results) verdicts() string {
	return fmt.Sprintf(`## First verdict on a bad line

Milliseconds from the press of 診断する, by the page's own clock; the median of %s runs each. 400 ms latency and 400 kbit/s by Chromium's network
emulation, processor slowed 4×, the built home page packed by brotli over HTTP/1.1. *Cold*: a new browser, data saving on, so nothing is fetched before the
press. *Again*: the second visit, pressed as soon as the page is there: what the HTTP cache has is made ready once the page is quiet, if that comes in time. *Later*: the same after the browser was closed. *Ready*: pressed when the quiet page
has had its parts ready. *JavaScript* is the [stand-in](testdata/standin/widget.js): the same knowledge and requests, and checks, weighing and
page much like ours, in plain JavaScript; it speaks as soon as the first probe has answered. A machine that does other work at the same time makes all of it longer.

`, r.about["runs"]) + "Nothing written, the checks alone:\n\n" + r.verdict("checks") +
		"「アカウントがロックされています」 written, which settles it:\n\n" + r.verdict("words")
}

// verdict is the table of readers who wrote something, or nothing.
func (r *results) verdict(by string) string {
	head, rows := []string{"", "goal"}, [][]string{}
	for _, w := range ways {
		head = append(head, w.title)
	}
	for _, m := range moments {
		row := []string{m.title, m.goal}
		for _, w := range ways {
			row = append(row, r.cell(verdict+w.program+"/by="+by+"/visit="+w.visit, m.unit))
		}
		rows = append(rows, row)
	}
	return table(head, rows)
}

// weights are what travels, with our budgets.
var weights = []struct{ title, unit, budget string }{
	{"page script, on every page", "page-script-B", "2,000"}, {"widget script", "widget-script-B", "4,000"}, {"widget module (WASM)", "module-B", "40,000 with the next"},
	{"what only search needs of it", "finder-B", ""}, {"knowledge for the checks", "knowledge-B", "14,000 with the next"}, {"knowledge for the advice", "advice-B", ""},
	{"matching of words, where some are written", "matching-B", "18,500"}, {"CSS", "css-B", ""},
	{"home page", "home-B", ""}, {"guide, median", "guide-median-B", ""}, {"guide, largest", "guide-largest-B", ""},
	{"stand-in: page script", "standin-page-script-B", ""}, {"stand-in: widget script", "standin-script-B", ""},
}

func (r *results) bytes() string {
	rows := [][]string{}
	for _, w := range weights {
		rows = append(rows, []string{w.title, r.cell("Bytes", w.unit), w.budget})
	}
	cold := verdict + "go/by=checks/visit=cold"
	rows = append(rows, []string{"opening the home page: " + r.cell(cold, "open-requests") + " requests", r.cell(cold, "open-bytes"), ""})
	return "## What travels\n\n" + table([]string{"", "bytes, brotli", "budget"}, rows)
}

// searches are what a keystroke costs.
func (r *results) searches() string {
	row := []string{"ms from a keystroke to painted results, median (slowest)"}
	for _, guides := range []string{"55", "1000"} {
		name := "SearchOnAPhone/guides=" + guides
		row = append(row, r.cell(name, "ms-median")+" ("+r.cell(name, "ms-slowest")+")")
	}
	return "## Search\n\nFour queries typed letter by letter, processor slowed 4×; the goal is 16 at 55 guides and 50 at 1,000, with the frame that paints.\n\n" +
		table([]string{"guides", "55", "1,000"}, [][]string{row})
}

// sizes of sites that are built, in pages.
var sizes = []string{"100", "1000", "10000"}

// builds are what the generator costs a writer, by the size of the site.
func (r *results) builds() string {
	rows := [][]string{}
	for _, c := range []struct{ title, name, unit string }{
		{"whole build without .br and .gz, s", "BuildSite", "wall-s"}, {"processor, s", "BuildSite", "processor-s"},
		{"memory, MiB", "BuildSite", "memory-MiB"}, {"readings of words, once for new text, s", "BuildSite", "readings-s"},
		{"serve: first page, s", "SaveToScreen", "first-page-s"},
		{"page saved to served, median ms (goal 10)", "SaveToScreen", "page-median-ms"}, {"the same, 95 of 100 (30)", "SaveToScreen", "page-p95-ms"},
		{"template saved to served, median ms (10)", "SaveToScreen", "template-median-ms"}, {"the same, 95 of 100 (30)", "SaveToScreen", "template-p95-ms"},
		{"style saved to served, median ms (10)", "SaveToScreen", "style-median-ms"}, {"the same, 95 of 100 (30)", "SaveToScreen", "style-p95-ms"},
		{"processor in ten seconds of quiet, s", "SaveToScreen", "idle-s"},
		{"with .br and .gz, knowing nothing, processor, s", "BuildAgain", "cold-s"}, {"the same after a change of one page (goal 0.15 of it)", "BuildAgain", "again-s"},
	} {
		row := []string{c.title}
		for _, size := range sizes {
			row = append(row, r.fine(c.name+"/pages="+size, c.unit))
		}
		rows = append(rows, row)
	}
	return "## Building\n\n" + table([]string{"pages", "100", "1,000", "10,000"}, rows)
}

// fine is a cell with two digits behind the point.
func (r *results) fine(name, unit string) string {
	x, ok := r.of(name, unit)
	if !ok {
		return "–"
	}
	return fmt.Sprintf("%.2f", x)
}

// others are the benchmarks of the engine and the generator.
func (r *results) others() string {
	rows := [][]string{}
	for _, line := range r.lines {
		ns, timed := line.values["ns/op"]
		if !timed || strings.HasPrefix(line.name, "Verdict") || strings.HasPrefix(line.name, "Build") && strings.Contains(line.name, "=") || strings.HasPrefix(line.name, "SaveToScreen") {
			continue
		}
		rows = append(rows, []string{strings.ReplaceAll(line.name, "_", " "), micro(ns), count(line.values["B/op"]), count(line.values["allocs/op"])})
	}
	return "## Engine and generator\n\n" + table([]string{"", "µs", "bytes of memory", "allocations"}, rows)
}

func micro(ns float64) string {
	if ns < 10_000 {
		return fmt.Sprintf("%.2f", ns/1000)
	}
	return count(ns / 1000)
}
