package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"helpcenter/site"
)

// runSearch answers as the site's search does: the words given are one query;
// without any, each line of standard input is one.
func runSearch(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("search", flag.ContinueOnError)
	format := flags.String("format", "text", "")
	folder := flags.String("content", "content", "")
	words, status, ok := arguments(flags, args, stdout, stderr, make([]string, len(args))...)
	if !ok {
		return status
	}
	if *format != "text" && *format != "json" {
		return fail(stderr, "形 "+*format+" では出せません", "--format は text か json です")
	}
	if _, ok := contentFolder([]string{*folder}, 0, stderr); !ok {
		return misuse
	}
	engine, err := loadSearch(*folder)
	var found site.Problems
	if errors.As(err, &found) {
		return list(stderr, stderr, *folder, found)
	} else if err != nil {
		return fail(stderr, err.Error())
	}
	write := writeFound
	if *format == "json" {
		write = writeFoundJSON
	}
	queries := stdin
	if len(words) > 0 {
		queries = strings.NewReader(strings.Join(words, " "))
	}
	if err := answerLines(queries, stdout, engine, write); err != nil {
		return fail(stderr, err.Error())
	}
	return fine
}

func loadSearch(folder string) (*site.Search, error) {
	kept := openCache(defaultCache())
	defer kept.Close() // what is not kept is made again next time
	return site.LoadSearch(os.DirFS(folder), site.Options{Cache: kept})
}

// answerLines answers each line as it comes, so that it can be used in a conversation.
func answerLines(queries io.Reader, stdout io.Writer, s *site.Search, write func(io.Writer, site.Found) error) error {
	for lines := bufio.NewReader(queries); ; {
		line, err := lines.ReadString('\n')
		if line != "" {
			if err := write(stdout, s.Find(strings.TrimSuffix(line, "\n"))); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func writeFoundJSON(w io.Writer, a site.Found) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(a)
}

func writeFound(w io.Writer, a site.Found) error {
	fmt.Fprintf(w, "「%s」\n", a.Q)
	if a.Weak {
		fmt.Fprintln(w, "  "+cmp.Or(a.Aside, "ぴったりのガイドはありません"))
	}
	for _, r := range a.Results {
		place := r.Page
		if r.Section != "" {
			place += "#" + r.Section
		}
		fmt.Fprintf(w, "  %4d  %s  %s\n", r.Score, r.Title, place)
	}
	return nil
}
