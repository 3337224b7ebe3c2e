package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"slices"
	"time"

	"helpcenter/assets"
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

// mistakes are those of the public site and those of the preview: one leaves
// drafts out, so links to them lead nowhere; the other reads the drafts too.
func mistakes(folder string) (site.Problems, error) {
	var all site.Problems
	for _, preview := range []bool{false, true} {
		s := site.New(os.DirFS(folder), assets.Theme, site.Options{Built: time.Now(), Preview: preview})
		_, err := s.Build()
		var found site.Problems
		if err != nil && !errors.As(err, &found) {
			return nil, err
		}
		all = append(all, found...)
	}
	slices.SortFunc(all, func(a, b site.Problem) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Col, b.Col), cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(all), nil
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
