package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"helpcenter/site"
)

// runDiagnose answers a report, or an array of reports, from a file or standard input.
func runDiagnose(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("diagnose", flag.ContinueOnError)
	format := flags.String("format", "text", "")
	folder := flags.String("content", "content", "")
	words, status, ok := arguments(flags, args, stdout, stderr, "FILE")
	if !ok {
		return status
	}
	if *format != "text" && *format != "json" {
		return fail(stderr, "形 "+*format+" では出せません", "--format は text か json です")
	}
	if _, ok := contentFolder([]string{*folder}, 0, stderr); !ok {
		return misuse
	}
	data, err := readInput(words, stdin)
	if err != nil {
		return fail(stderr, err.Error())
	}
	d, err := site.LoadDiagnosis(os.DirFS(*folder))
	var found site.Problems
	if errors.As(err, &found) {
		return list(stderr, stderr, *folder, found)
	} else if err != nil {
		return fail(stderr, err.Error())
	}
	reports, array, err := site.ReadReports(data)
	if err != nil {
		return fail(stderr, err.Error(), reportHint)
	}
	answers := []*site.Answer{}
	for i, r := range reports {
		a, err := d.Answer(r)
		if err != nil && array {
			err = fmt.Errorf("%d 番目の報告: %w", i+1, err)
		}
		if err != nil {
			return fail(stderr, err.Error(), reportHint)
		}
		answers = append(answers, a)
	}
	if *format == "json" {
		return printJSON(stdout, stderr, answers, array)
	}
	for i, a := range answers {
		if i > 0 {
			fmt.Fprintln(stdout)
		}
		printAnswer(stdout, a)
	}
	return fine
}

const reportHint = `報告は {"version":1,"text":"…","signals":{…},"answers":{…}} の形です`

func readInput(words []string, stdin io.Reader) ([]byte, error) {
	if len(words) == 0 || words[0] == "-" {
		return io.ReadAll(stdin)
	}
	return os.ReadFile(words[0])
}

// printJSON writes an object for one report, an array for an array.
func printJSON(stdout, stderr io.Writer, answers []*site.Answer, array bool) int {
	e := json.NewEncoder(stdout)
	e.SetEscapeHTML(false)
	var out any = answers
	if !array {
		out = answers[0]
	}
	if err := e.Encode(out); err != nil {
		return fail(stderr, "書き出せません: "+err.Error())
	}
	return fine
}

// shown is how many causes a person reads.
const shown = 5

// printAnswer is for support staff: what is likely, why, what to ask and to do.
func printAnswer(w io.Writer, a *site.Answer) {
	fmt.Fprintln(w, "考えられる原因")
	for i, r := range a.Ranking[:min(shown, len(a.Ranking))] {
		fmt.Fprintf(w, "  %d. %s(%s)  %.0f%%  %s\n", i+1, r.Name, r.Cause, r.P*100, r.Guide)
		for _, s := range r.For {
			fmt.Fprintf(w, "       + %s\n", s.Says)
		}
		for _, s := range r.Against {
			fmt.Fprintf(w, "       - %s\n", s.Says)
		}
	}
	for i, o := range a.RuledOut {
		if i == 0 {
			fmt.Fprintln(w, "考えにくいもの")
		}
		fmt.Fprintf(w, "  %s\n", o.Says)
	}
	for i, u := range a.Understood {
		if i == 0 {
			fmt.Fprintln(w, "言葉から読み取ったこと")
		}
		fmt.Fprintf(w, "  %s = %s(「%s」)\n", u.Finding, u.Answer, u.Words)
	}
	if a.Next != nil {
		fmt.Fprintf(w, "次に聞くこと\n  %s(%s)\n", a.Next.Text, a.Next.Ask)
	}
	fmt.Fprintln(w, "試す順番")
	for i, p := range a.Plan {
		fmt.Fprintf(w, "  %d. %s(約%d分)  %s\n", i+1, p.Text, p.Minutes, p.Guide)
	}
}
