package main

import (
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"time"

	"helpcenter/site"
)

// finding is a problem as --format json tells it.
type finding struct {
	Path    string `json:"path"`
	Line    int    `json:"line"` // 0 if the place is not known, as is Col
	Col     int    `json:"col"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
}

// runCheck builds in memory and tells every mistake.
func runCheck(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("check", flag.ContinueOnError)
	format := flags.String("format", "text", "")
	due := flags.Bool("due", false, "")
	on := flags.String("on", "", "")
	words, status, ok := arguments(flags, args, stdout, stderr, "CONTENT")
	if !ok {
		return status
	}
	if *format != "text" && *format != "json" {
		return fail(stderr, "形 "+*format+" では出せません", "--format は text か json です")
	}
	folder, ok := contentFolder(words, 0, stderr)
	if !ok {
		return misuse
	}
	if *due || *on != "" {
		return checkDue(folder, *due, *on, *format, stdout, stderr)
	}
	found, err := mistakes(folder)
	switch {
	case err != nil:
		return fail(stderr, err.Error())
	case *format == "json":
		return listJSON(stdout, stderr, folder, found)
	case len(found) > 0:
		return list(stdout, stderr, folder, found)
	}
	say(stderr, "直すところはありません")
	return fine
}

// checkDue tells which pages somebody has to look at again, today or on another day.
func checkDue(folder string, due bool, on, format string, stdout, stderr io.Writer) int {
	day := time.Now()
	switch chosen, err := site.Day(on); {
	case !due:
		return fail(stderr, "--on は --due と一緒に使います", "helpcenter check --due --on "+on+" と書いてください")
	case on != "" && err != nil:
		return fail(stderr, "日付 "+on+" を読めません", "--on 2026-11-22 のように書いてください")
	case on != "":
		day = chosen
	}
	late, unread := site.New(os.DirFS(folder), theme, site.Options{}).Due(day)
	if unread > 0 {
		say(stderr, "読めないところのあるファイルが%d件あり、そこの期限はわかりません。helpcenter check で確かめてください", unread)
	}
	switch {
	case format == "json":
		return listJSON(stdout, stderr, folder, late)
	case len(late) > 0:
		return list(stdout, stderr, folder, late)
	}
	say(stderr, "見直す期限の過ぎたページはありません")
	return fine
}

// mistakes are those of drafts and of the handbook too, which a preview shows;
// links to them from pages that everybody gets are mistakes there as well.
func mistakes(folder string) (found site.Problems, err error) {
	s := site.New(os.DirFS(folder), theme, site.Options{Built: time.Now(), Preview: true, Cases: true})
	if _, err = s.Build(); errors.As(err, &found) {
		return found, nil
	}
	return nil, err
}

func listJSON(stdout, stderr io.Writer, folder string, found site.Problems) int {
	findings := make([]finding, len(found))
	for i, p := range located(folder, found) {
		findings[i] = finding(p)
	}
	e := json.NewEncoder(stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(findings); err != nil {
		return fail(stderr, "書き出せません: "+err.Error())
	}
	if len(found) > 0 {
		say(stderr, "直すところが%d件あります", len(found))
		return problems
	}
	return fine
}
