package main

// This file holds how the program speaks. Words about the work go to standard
// error, with "helpcenter: " in front, without a full stop at the end; an error
// is one line, and hints follow, a line each. Standard output is for results.

import (
	"flag"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"strings"

	"helpcenter/site"
)

// fail says what cannot be done and what would help, and returns the status.
func fail(stderr io.Writer, message string, hints ...string) int {
	fmt.Fprintln(stderr, "helpcenter: error: "+message)
	for _, hint := range hints {
		fmt.Fprintln(stderr, "helpcenter: hint: "+hint)
	}
	return misuse
}

// say tells how the work goes.
func say(stderr io.Writer, format string, values ...any) {
	fmt.Fprintf(stderr, "helpcenter: "+format+"\n", values...)
}

// tooMany shows the command as it was probably meant.
func tooMany(stderr io.Writer, flags *flag.FlagSet, words, names []string) int {
	hint := "余分な言葉を消してください"
	if len(names) > 0 {
		hint += "。次のように書きます: helpcenter " + flags.Name() + " " + strings.Join(words, " ")
	}
	return fail(stderr, fmt.Sprintf("helpcenter %s に渡す言葉が多すぎます", flags.Name()), hint)
}

// flagMistake puts what package flag says into the reader's language.
func flagMistake(err error) string {
	const unknown, missing = "flag provided but not defined: ", "flag needs an argument: "
	text := err.Error()
	switch {
	case strings.HasPrefix(text, unknown):
		return "オプション " + strings.TrimPrefix(text, unknown) + " はありません"
	case strings.HasPrefix(text, missing):
		return "オプション " + strings.TrimPrefix(text, missing) + " には値が要ります"
	}
	return "オプションを読めません: " + text
}

// located puts the content folder's name in front of each path, so that an
// editor can open it from here.
func located(folder string, found site.Problems) site.Problems {
	placed := make(site.Problems, len(found))
	for i, p := range found {
		if p.Path != "" {
			p.Path = path.Join(filepath.ToSlash(folder), p.Path)
		}
		placed[i] = p
	}
	return placed
}

// list writes problems as an editor understands them, then how many they are.
func list(out, stderr io.Writer, folder string, found site.Problems) int {
	for _, p := range located(folder, found) {
		fmt.Fprintln(out, strings.TrimPrefix(p.String(), ": ")) // some are in no file
	}
	say(stderr, "直すところが%d件あります", len(found))
	return problems
}
