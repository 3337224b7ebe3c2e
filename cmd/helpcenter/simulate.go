package main

import (
	_ "embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"helpcenter/site"
)

// runSimulate lets virtual customers visit, and tells how they fared.
func runSimulate(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("simulate", flag.ContinueOnError)
	count := flags.String("n", "10000", "")
	seed := flags.String("seed", "1", "")
	format := flags.String("format", "text", "")
	page := flags.String("html", "", "")
	words, status, ok := arguments(flags, args, stdout, stderr, "CONTENT")
	if !ok {
		return status
	}
	n, err := strconv.Atoi(*count)
	start, err2 := strconv.ParseUint(*seed, 10, 64)
	switch {
	case err != nil || n < 1 || n > mostCustomers:
		return fail(stderr, "お客さまの数 "+*count+" では動きません", fmt.Sprintf("--n は 1 から %d までの整数です", mostCustomers))
	case err2 != nil:
		return fail(stderr, "種 "+*seed+" を読めません", "--seed は 0 以上の整数です。同じ種なら、いつも同じ結果になります")
	case *format != "text" && *format != "json":
		return fail(stderr, "形 "+*format+" では出せません", "--format は text か json です")
	}
	folder, ok := contentFolder(words, 0, stderr)
	if !ok {
		return misuse
	}
	d, err := loadDiagnosis(folder)
	var found site.Problems
	if errors.As(err, &found) {
		return list(stderr, stderr, folder, found)
	} else if err != nil {
		return fail(stderr, err.Error())
	}
	s := d.Simulate(n, start)
	if *page != "" {
		if err := os.WriteFile(*page, simulationPage(s), 0o666); err != nil {
			return fail(stderr, "書き出せません: "+err.Error())
		}
		say(stderr, "%sに図を書き出しました", *page)
	}
	if *format == "json" {
		return printSimulation(stdout, stderr, s)
	}
	io.WriteString(stdout, simulationText(s))
	return fine
}

// mostCustomers keeps a slip of the finger from filling the memory.
const mostCustomers = 10_000_000

func printSimulation(stdout, stderr io.Writer, s *site.Simulation) int {
	e := json.NewEncoder(stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(s); err != nil {
		return fail(stderr, "書き出せません: "+err.Error())
	}
	return fine
}

const (
	mixupsShown = 12 // mistakes that a person reads
	slowShown   = 8  // causes that take longest
)

// simulationText is for writers: what to mend first stands in the lists.
func simulationText(s *site.Simulation) string {
	var w strings.Builder
	fmt.Fprintf(&w, "仮のお客さま %d 人(種 %d)\n", s.Customers, s.Seed)
	fmt.Fprintf(&w, "  原因が1番目        質問の前 %s  質問の後 %s\n", percent(s.Before.First), percent(s.After.First))
	fmt.Fprintf(&w, "  原因が3番目まで    質問の前 %s  質問の後 %s\n", percent(s.Before.Three), percent(s.After.Three))
	fmt.Fprintf(&w, "  質問の数            平均 %.2f\n", s.Questions)
	fmt.Fprintf(&w, "  わからないと答えた  %s\n", percent(s.Abstained))
	fmt.Fprintf(&w, "  直るまでの分        平均 %.1f 分(対処記事の順に試すと %.1f 分)\n", s.Plan.Mean, s.Article.Mean)
	fmt.Fprintln(&w, "取り違え(多い順)")
	for _, m := range s.Mistakes[:min(mixupsShown, len(s.Mistakes))] {
		fmt.Fprintf(&w, "  %5d 人  %s を %s と答えた\n", m.Customers, m.Cause, m.TakenFor)
	}
	fmt.Fprintln(&w, "直るまでに長くかかる原因")
	for _, c := range slowest(s)[:min(slowShown, len(s.Causes))] {
		fmt.Fprintf(&w, "  %5.1f 分  %s(1番目になったのは %s)\n", c.Minutes, c.Cause, percent(c.First))
	}
	if never := neverAsked(s); len(never) > 0 {
		fmt.Fprintln(&w, "一度も聞かなかった質問\n  "+strings.Join(never, " "))
	}
	return w.String()
}

func percent(share float64) string { return fmt.Sprintf("%5.1f%%", 100*share) }
