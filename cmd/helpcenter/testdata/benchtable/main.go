// Command benchtable reads what go test -bench prints and writes it as a page of tables, with the machine and
// the date: make bench keeps the last one.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// result is one line of a benchmark: its values by unit.
type result struct {
	name   string
	values map[string]float64
}

// results is all that was printed.
type results struct {
	lines []result
	about map[string]string // "cpu: …" and the like
	cores string
}

func main() {
	if len(os.Args) != 2 {
		fail("benchtable: usage: go test -bench … | benchtable FILE")
	}
	r, err := read(os.Stdin)
	if err != nil {
		fail(err.Error())
	}
	if err := os.WriteFile(os.Args[1], []byte(r.page()), 0o666); err != nil {
		fail(err.Error())
	}
}

func fail(message string) {
	fmt.Fprintln(os.Stderr, message)
	os.Exit(1)
}

var (
	lineOf  = regexp.MustCompile(`^Benchmark(\S+?)(?:-(\d+))?\s+\d+\s+(.+)$`)
	aboutOf = regexp.MustCompile(`^([a-z]+): (.+)$`)
)

func read(in io.Reader) (*results, error) {
	r := &results{about: map[string]string{}, cores: "1"}
	for lines := bufio.NewScanner(in); lines.Scan(); {
		line := lines.Text()
		if strings.HasPrefix(line, "FAIL") || strings.HasPrefix(line, "--- FAIL") {
			return nil, fmt.Errorf("benchtable: a benchmark failed; the last table stays")
		}
		if m := lineOf.FindStringSubmatch(line); m != nil {
			r.add(m[1], m[2], strings.Fields(m[3]))
		} else if m := aboutOf.FindStringSubmatch(line); m != nil {
			r.about[m[1]] = m[2]
		}
	}
	if len(r.lines) == 0 {
		return nil, fmt.Errorf("benchtable: no benchmark in the input; the last table stays")
	}
	return r, nil
}

// add takes one line: pairs of a value and its unit.
func (r *results) add(name, cores string, pairs []string) {
	if cores != "" {
		r.cores = cores
	}
	values := map[string]float64{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if x, err := strconv.ParseFloat(pairs[i], 64); err == nil {
			values[pairs[i+1]] = x
		}
	}
	r.lines = append(r.lines, result{name, values})
}

// of returns a value, and whether it was measured.
func (r *results) of(name, unit string) (float64, bool) {
	for _, line := range r.lines {
		if line.name == name {
			x, ok := line.values[unit]
			return x, ok
		}
	}
	return 0, false
}

// cell writes a value with its thousands apart.
func (r *results) cell(name, unit string) string {
	x, ok := r.of(name, unit)
	if !ok {
		return "–"
	}
	return count(x)
}

func count(x float64) string {
	s := strconv.FormatFloat(x, 'f', 0, 64)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func (r *results) page() string {
	return "# Benchmarks\n\nThe last `make bench`; the file is made by it.\n\n" + r.machine() + r.verdicts() + r.bytes() + r.searches() + r.builds() + r.others()
}

func (r *results) machine() string {
	load := "unknown"
	if data, err := os.ReadFile("/proc/loadavg"); err == nil {
		load = strings.Join(strings.Fields(string(data))[:3], " ")
	}
	rows := [][]string{
		{"date", time.Now().UTC().Format("2006-01-02 15:04 UTC")},
		{"processor", r.about["cpu"] + ", " + r.cores + " cores, load " + load + " at the end"},
		{"system", system() + " (" + runtime.GOOS + "/" + runtime.GOARCH + ")"},
		{"Go", strings.TrimPrefix(runtime.Version(), "go")},
		{"browser", r.about["chromium"]},
		{"widget built by", compiler()},
	}
	return table([]string{"", ""}, rows)
}

// system is the name that Linux gives itself.
func system() string {
	data, _ := os.ReadFile("/etc/os-release")
	for line := range strings.Lines(string(data)) {
		if name, ok := strings.CutPrefix(line, "PRETTY_NAME="); ok {
			return strings.Trim(name, "\"\n")
		}
	}
	return runtime.GOOS
}

func compiler() string {
	data, err := os.ReadFile("assets/widget/.compiler")
	if err != nil {
		return "unknown"
	}
	return strings.TrimSpace(string(data))
}

func table(head []string, rows [][]string) string {
	out := "| " + strings.Join(head, " | ") + " |\n" + strings.Repeat("| --- ", len(head)) + "|\n"
	for _, row := range rows {
		out += "| " + strings.Join(row, " | ") + " |\n"
	}
	return out + "\n"
}
