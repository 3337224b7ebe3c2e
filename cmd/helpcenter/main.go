// Command helpcenter builds, previews and checks a help center, and answers
// for its diagnosis on the command line.
package main

import (
	"errors"
	"flag"
	"io"
	"io/fs"
	"os"

	"helpcenter/assets"
)

const usage = `使い方:
    helpcenter build [-o DIR] [--base-url URL] [CONTENT]
    helpcenter serve [--addr HOST:PORT] [--open] [CONTENT]
    helpcenter check [--format text|json] [CONTENT]
    helpcenter check --due [--on DATE] [--format text|json] [CONTENT]
    helpcenter new guide SLUG [CONTENT]
    helpcenter new notice NAME [CONTENT]
    helpcenter diagnose [--format text|json] [--content DIR] [FILE]
    helpcenter simulate [--n N] [--seed N] [--format text|json] [--html FILE]
                        [CONTENT]
    helpcenter search [--format text|json] [--content DIR] [QUERY…]

    build       原稿から、公開するサイトを作ります
    serve       サイトを手元のブラウザーに映し、保存のたびに新しくします
    check       原稿の直すところを、すべて挙げます。
                --due を付けると、見直す期限の過ぎたページだけを、古い順に挙げます
    new         ガイドやお知らせの書き始めを作ります
    diagnose    診断の記録（JSON）を読み、原因と手順を答えます。
                FILEがなければ標準入力から読みます
    simulate    診断の知識から仮のお客さまを引き、当たる割合、質問の数、
                直るまでの分、取り違えを答えます
    search      サイトの検索と同じ答えを出します。
                QUERYがなければ標準入力から、1行に1つずつ読みます

CONTENTは原稿のフォルダーです。書かなければ content です。

オプション:
    -o DIR              サイトを書き出すフォルダー（初めは dist）
    --base-url URL      公開先のアドレス（site.yaml の base_url に代わります）
    --cache DIR         build と serve が次のために取っておくフォルダー
                        （--cache= なら使いません。いつ消しても構いません）
    --compress=false    .br と .gz を作りません
    --stats             build の時間を、作業ごと、遅いページの順に挙げます
    --addr HOST:PORT    serve が待つ場所（初めは 127.0.0.1:8080）
    --open              ブラウザーを開きます
    --due               review_by の日が過ぎたページを挙げます
    --on DATE           今日の代わりに、2026-11-22 のような日で数えます
    --format FORMAT     text（初め）か json
    --n N               simulate のお客さまの数（初めは 10000）
    --seed N            simulate の種（初めは 1）。同じ種なら結果も同じです
    --html FILE         simulate の取り違えの表と直るまでの図を書き出します
    --content DIR       diagnose と search が使う原稿のフォルダー（初めは content）

終わったときの値は、よければ 0、原稿に直すところがあれば 1、
命令を果たせなければ 2 です。

例:
    $ helpcenter serve --open
    $ helpcenter new guide trouble/slow-screen
    $ helpcenter check
    $ helpcenter search カードをなくした
    $ helpcenter build -o dist --base-url https://help.example
`

const (
	fine     = 0 // exit statuses
	problems = 1
	misuse   = 2
)

// theme is the one in this program.
var theme fs.FS = assets.Theme

// A command reads and writes only what it is given, so that tests can run it.
type command func(args []string, stdin io.Reader, stdout, stderr io.Writer) int

var commands = map[string]command{
	"build":    runBuild,
	"serve":    runServe,
	"check":    runCheck,
	"new":      runNew,
	"diagnose": runDiagnose,
	"simulate": runSimulate,
	"search":   runSearch,
}

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		io.WriteString(stderr, usage)
		return misuse
	}
	switch args[0] {
	case "help", "-h", "-help", "--help":
		io.WriteString(stdout, usage)
		return fine
	}
	do, ok := commands[args[0]]
	if !ok {
		return fail(stderr, "「"+args[0]+"」という命令はありません", "使える命令は helpcenter help で見られます")
	}
	return do(args[1:], stdin, stdout, stderr)
}

// arguments parses flags wherever they stand, and returns the other words: at
// most as many as there are names for them. A false means that it is over, with
// the status.
func arguments(flags *flag.FlagSet, args []string, stdout, stderr io.Writer, names ...string) (words []string, status int, ok bool) {
	flags.SetOutput(io.Discard)
	for rest := args; ; rest = flags.Args()[1:] {
		err := flags.Parse(rest)
		if errors.Is(err, flag.ErrHelp) {
			io.WriteString(stdout, usage)
			return nil, fine, false
		}
		if err != nil {
			return nil, fail(stderr, flagMistake(err), "使い方は helpcenter help で見られます"), false
		}
		if flags.NArg() == 0 {
			return words, fine, true
		}
		if len(words) == len(names) {
			return nil, tooMany(stderr, flags, words, names), false
		}
		words = append(words, flags.Arg(0))
	}
}

// contentFolder is the word at place i, or the usual folder, which must exist.
func contentFolder(words []string, i int, stderr io.Writer) (folder string, ok bool) {
	folder = "content"
	if len(words) > i {
		folder = words[i]
	}
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		fail(stderr, "原稿のフォルダー "+folder+" がありません", "原稿のあるところで使うか、フォルダーを最後に書いてください")
		return "", false
	}
	return folder, true
}
