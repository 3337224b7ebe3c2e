package site

import (
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// CommonMark decides by the letters around ** whether it opens or closes, and
// counts 「」。 as punctuation like any other. Japanese has no spaces around
// words, so **「ホーム」**を would stay as it is typed. The CJK-friendly
// amendment (tats-u/markdown-cjk-friendly, specification.md; the ranges are
// those of its ranges.md for Unicode 16) mends it: punctuation that is CJK is a
// letter like others, and a CJK neighbour is as good as a space.

// emphasisParser parses * and _ (emphasis, strong) and ~ (strikethrough).
type emphasisParser struct {
	triggers  []byte
	processor parser.DelimiterProcessor
}

func (p *emphasisParser) Trigger() []byte { return p.triggers }

func (p *emphasisParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	length := runLength(line)
	before := block.PrecendingCharacter()
	if line[0] == '~' && (length > 2 || before == '~') {
		return nil
	}
	after := rune(' ')
	if length < len(line) {
		after = util.ToRune(line, length)
	}
	twoBefore := block.Source()[:segment.Start]
	canOpen, canClose := flanks(line[0], around{twoBefore, before, after})
	run := parser.NewDelimiter(canOpen, canClose, length, line[0], p.processor)
	run.Segment = segment.WithStop(segment.Start + length)
	block.Advance(length)
	pc.PushDelimiter(run)
	return run
}

func runLength(line []byte) int {
	n := 1
	for n < len(line) && line[n] == line[0] {
		n++
	}
	return n
}

// around is what stands beside a run of delimiters.
type around struct {
	source        []byte // everything before the run
	before, after rune   // a space at the ends of a block
}

// flanks applies the amended rules of section 6.2.
func flanks(delimiter byte, a around) (canOpen, canClose bool) {
	before := a.before
	if isVariationSelector(before) {
		before = a.baseOfSelector()
	}
	ambiguous := before != a.before && a.before == 0xFE01 && isCurlyQuote(before)
	cjkBefore := isCJK(before) || isIdeographicSelector(before) || ambiguous
	punctBefore := util.IsPunctRune(before)
	plainPunctBefore := punctBefore && !cjkBefore
	plainPunctAfter := util.IsPunctRune(a.after) && !isCJK(a.after)
	spaceBefore, spaceAfter := util.IsSpaceRune(before), util.IsSpaceRune(a.after)

	left := !spaceAfter && (!plainPunctAfter || spaceBefore || plainPunctBefore || cjkBefore)
	right := !spaceBefore && (!plainPunctBefore || spaceAfter || plainPunctAfter || isCJK(a.after))
	if delimiter == '_' {
		return left && (!right || punctBefore), right && (!left || util.IsPunctRune(a.after))
	}
	return left, right
}

// baseOfSelector is the character that a variation selector right before the
// run belongs to.
func (a around) baseOfSelector() rune {
	rest := a.source[:len(a.source)-min(len(a.source), utf8.RuneLen(a.before))]
	if r, size := utf8.DecodeLastRune(rest); size > 0 {
		return r
	}
	return a.before
}

func isVariationSelector(r rune) bool   { return 0xFE00 <= r && r <= 0xFE0E }
func isIdeographicSelector(r rune) bool { return 0xE0100 <= r && r <= 0xE01EF }
func isCurlyQuote(r rune) bool {
	return r == '\u2018' || r == '\u2019' || r == '\u201C' || r == '\u201D'
}

// isCJK holds for wide, full-width and half-width characters that are not emoji
// by default, and for Hangul.
func isCJK(r rune) bool { return r >= 0x1100 && unicode.Is(cjk, r) }

var cjk = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x1100, 0x11FF, 1}, {0x20A9, 0x20A9, 1}, {0x2329, 0x232A, 1}, {0x2630, 0x2637, 1},
		{0x268A, 0x268F, 1}, {0x2E80, 0x2E99, 1}, {0x2E9B, 0x2EF3, 1}, {0x2F00, 0x2FD5, 1},
		{0x2FF0, 0x303E, 1}, {0x3041, 0x3096, 1}, {0x3099, 0x30FF, 1}, {0x3105, 0x312F, 1},
		{0x3131, 0x318E, 1}, {0x3190, 0x31E5, 1}, {0x31EF, 0x321E, 1}, {0x3220, 0x3247, 1},
		{0x3250, 0xA48C, 1}, {0xA490, 0xA4C6, 1}, {0xA960, 0xA97C, 1}, {0xAC00, 0xD7A3, 1},
		{0xD7B0, 0xD7C6, 1}, {0xD7CB, 0xD7FB, 1}, {0xF900, 0xFAFF, 1}, {0xFE10, 0xFE19, 1},
		{0xFE30, 0xFE52, 1}, {0xFE54, 0xFE66, 1}, {0xFE68, 0xFE6B, 1}, {0xFF01, 0xFFBE, 1},
		{0xFFC2, 0xFFC7, 1}, {0xFFCA, 0xFFCF, 1}, {0xFFD2, 0xFFD7, 1}, {0xFFDA, 0xFFDC, 1},
		{0xFFE0, 0xFFE6, 1}, {0xFFE8, 0xFFEE, 1},
	},
	R32: []unicode.Range32{
		{0x16FE0, 0x16FE4, 1}, {0x16FF0, 0x16FF6, 1}, {0x17000, 0x18CD5, 1}, {0x18CFF, 0x18D1E, 1},
		{0x18D80, 0x18DF2, 1}, {0x1AFF0, 0x1AFF3, 1}, {0x1AFF5, 0x1AFFB, 1}, {0x1AFFD, 0x1AFFE, 1},
		{0x1B000, 0x1B122, 1}, {0x1B132, 0x1B132, 1}, {0x1B150, 0x1B152, 1}, {0x1B155, 0x1B155, 1},
		{0x1B164, 0x1B167, 1}, {0x1B170, 0x1B2FB, 1}, {0x1D300, 0x1D356, 1}, {0x1D360, 0x1D376, 1},
		{0x1F200, 0x1F200, 1}, {0x1F202, 0x1F202, 1}, {0x1F210, 0x1F219, 1}, {0x1F21B, 0x1F22E, 1},
		{0x1F230, 0x1F231, 1}, {0x1F237, 0x1F237, 1}, {0x1F23B, 0x1F23B, 1}, {0x1F240, 0x1F248, 1},
		{0x1F260, 0x1F265, 1}, {0x20000, 0x3FFFD, 1},
	},
}

// delimiters tells goldmark what a matched pair becomes.
type delimiters struct{}

func (delimiters) IsDelimiter(b byte) bool { return b == '*' || b == '_' || b == '~' }

func (delimiters) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char && (opener.Char != '~' || opener.OriginalLength == closer.OriginalLength)
}

func (delimiters) OnMatch(consumes int) ast.Node { return ast.NewEmphasis(consumes) }

// strikes are the delimiters of ~~text~~.
type strikes struct{ delimiters }

func (strikes) OnMatch(int) ast.Node { return extast.NewStrikethrough() }
