package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

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
	d, err := loadDiagnosis(*folder)
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
	answers, summaries := []*site.Answer{}, []string{}
	for i, r := range reports {
		a, err := d.Answer(r)
		if err != nil && array {
			err = fmt.Errorf("%d 番目の報告: %w", i+1, err)
		}
		if err != nil {
			return fail(stderr, err.Error(), reportHint)
		}
		summary, _ := d.Summary(r) // its only errors are Answer's
		answers, summaries = append(answers, a), append(summaries, summary)
	}
	if *format == "json" {
		return printJSON(stdout, stderr, answers, array)
	}
	fmt.Fprint(stdout, strings.Join(summaries, "\n"))
	return fine
}

func loadDiagnosis(folder string) (*site.Diagnosis, error) {
	kept := openCache(defaultCache())
	defer kept.Close() // what is not kept is learned again next time
	return site.LoadDiagnosis(os.DirFS(folder), kept)
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
