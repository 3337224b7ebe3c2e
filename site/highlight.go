package site

import (
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// renderCode writes a drawing, or a code block, coloured by classes if its language is known.
// It can be reached by the keyboard, because it scrolls sideways.
func renderCode(w util.BufWriter, src []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	if figure, ok := node.AttributeString(figureAttribute); ok {
		_, _ = w.WriteString(figure.(string))
		return ast.WalkSkipChildren, nil
	}
	b := block{code: string(node.Lines().Value(src))}
	if f, ok := node.(*ast.FencedCodeBlock); ok {
		b.language = strings.ToLower(string(f.Language(src)))
	}
	if lexer := lexerFor(b.language); lexer != nil {
		_, _ = w.WriteString(`<pre class="chroma" tabindex="0"><code class="language-` + b.language + `">` + highlighted.get(b, lexer))
	} else {
		_, _ = w.WriteString(`<pre tabindex="0"><code>`)
		_, _ = w.Write(util.EscapeHTML([]byte(b.code)))
	}
	_, _ = w.WriteString("</code></pre>\n")
	return ast.WalkSkipChildren, nil
}

// A block is code in a language.
type block struct{ language, code string }

// blocks are those that were coloured lately: the same command stands on many pages, and colouring it takes longer
// than the rest of a page.
type blocks struct {
	sync.Mutex
	html map[block]string
}

const mostBlocks = 1000 // that are kept: a megabyte or two

var highlighted = blocks{html: map[block]string{}}

func (k *blocks) get(b block, lexer chroma.Lexer) string {
	k.Lock()
	html, ok := k.html[b]
	k.Unlock()
	if ok {
		return html
	}
	html = highlight(lexer, b.code)
	k.Lock()
	defer k.Unlock()
	if len(k.html) >= mostBlocks {
		clear(k.html)
	}
	k.html[b] = html
	return html
}

// knownLexers remembers also what is not a language: chroma tries all its file
// patterns before it says so.
var knownLexers sync.Map

func lexerFor(language string) chroma.Lexer {
	if language == "" || !isLanguageName(language) {
		return nil
	}
	if known, ok := knownLexers.Load(language); ok {
		lexer, _ := known.(chroma.Lexer)
		return lexer
	}
	lexer := lexers.Get(language)
	if lexer != nil {
		lexer = chroma.Coalesce(lexer)
	}
	knownLexers.Store(language, lexer)
	return lexer
}

func isLanguageName(s string) bool {
	return len(s) <= 30 && strings.IndexFunc(s, func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '-' || r == '+' || r == '#' || r == '.')
	}) < 0
}

func highlight(lexer chroma.Lexer, code string) string {
	tokens, err := lexer.Tokenise(nil, code)
	if err != nil {
		return string(util.EscapeHTML([]byte(code)))
	}
	var b strings.Builder
	for t := tokens(); t != chroma.EOF; t = tokens() {
		class := tokenClass(t.Type)
		if class != "" {
			b.WriteString(`<span class="` + class + `">`)
		}
		b.Write(util.EscapeHTML([]byte(t.Value)))
		if class != "" {
			b.WriteString("</span>")
		}
	}
	return b.String()
}

// tokenClass is the short class of a token, or of its nearest kin; plain words
// and spaces have none.
func tokenClass(t chroma.TokenType) string {
	if t == chroma.Text || t == chroma.TextWhitespace || t == chroma.Name || t == chroma.Punctuation {
		return ""
	}
	for t > 0 {
		if class, ok := chroma.StandardTypes[t]; ok {
			return class
		}
		t = t.Parent()
	}
	return ""
}
