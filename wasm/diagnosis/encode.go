package diagnosis

import (
	"slices"

	"helpcenter/wasm/japanese"
)

// The knowledge travels as lines of tab-separated fields, the first letter saying what the line is:
// no parser to speak of is needed in the browser, and it compresses like prose. A line belongs to the
// finding (or remedy) above it. Encode and Decode are each other's inverse; the two tables beside each
// other below are the whole format.

type writer struct{ out []byte }

func (w *writer) line(kind byte, fields ...string) {
	w.out = append(w.out, kind)
	for _, f := range fields {
		w.out = append(w.out, '\t')
		for i := range len(f) {
			w.out = append(w.out, oneLine(f[i]))
		}
	}
	w.out = append(w.out, '\n')
}

// oneLine keeps a text from breaking the format.
func oneLine(c byte) byte {
	if c == '\t' || c == '\n' || c == '\r' {
		return ' '
	}
	return c
}

// Encode writes the knowledge: its two parts, one behind the other.
func (b *Base) Encode() []byte { return append(b.EncodeChecks(), b.EncodeAdvice()...) }

// EncodeChecks writes the first part, a fifth of all: what the checks need to be judged and shown. It travels ahead,
// so that a reader on a bad line sees the first results sooner.
func (b *Base) EncodeChecks() []byte {
	w := &writer{}
	for i := range b.signals() {
		w.finding(&b.Findings[i])
	}
	for _, word := range b.Words {
		if word.ofChecks() {
			w.line('W', word.Key, word.Text)
		}
	}
	return w.out
}

// EncodeAdvice writes all the rest.
func (b *Base) EncodeAdvice() []byte {
	w := &writer{}
	for _, c := range b.Causes {
		w.line('C', c.ID, c.Name, c.Guide, c.Why, c.ByHand, c.RuledOut, Decimal(c.Prior), flag(c.Urgent))
	}
	for i := b.signals(); i < len(b.Findings); i++ {
		w.finding(&b.Findings[i])
	}
	for _, r := range b.Remedies {
		w.line('R', r.ID, r.Text, r.Guide, r.Warning, Decimal(r.Minutes), Decimal(r.Risk))
		for _, f := range r.Fixes {
			w.line('f', Decimal(f.Cause), Decimal(f.Percent))
		}
	}
	for _, p := range b.Periods {
		w.line('T', p.Name, Decimal(p.From), Decimal(p.To))
	}
	for _, word := range b.Words {
		if !word.ofChecks() {
			w.line('W', word.Key, word.Text)
		}
	}
	return w.out
}

// signals is how many findings there are before the first that a reader answers.
func (b *Base) signals() int {
	for i := range b.Findings {
		if b.Findings[i].Kind != Signal {
			return i
		}
	}
	return len(b.Findings)
}

// ofChecks holds for what is read while the checks run.
func (w Word) ofChecks() bool {
	switch w.Key {
	case "checking", "check-pending", "check-unknown", "checks-title", "checks-fine", "void", "no-window", "status-old":
		return true
	}
	return len(w.Key) > 5 && w.Key[:5] == "mark-"
}

func (w *writer) finding(f *Finding) {
	w.line('F', f.ID, f.Name, Decimal(int(f.Kind)), f.Group, f.ByHand, flag(f.Elsewhere), f.Ask, f.Why,
		Decimal(f.Usual), flag(f.TwoPart), Decimal(f.Effort), flag(f.NeverAsk), Decimal(f.SignOf))
	for _, band := range f.Bands {
		w.line('B', band.Result, band.Says, Decimal(band.Settles), bound(band.HasFrom, band.From), bound(band.HasBelow, band.Below), bound(band.Far, band.Beyond))
		w.some('i', band.Is)
		w.some('v', decimals(band.Voids))
		w.some('l', links(band.Links))
	}
	w.some('y', links(f.Yes))
}

// EncodeMatching writes what only readers' own words need: it travels apart, when something was typed.
func (b *Base) EncodeMatching() []byte {
	w := &writer{}
	for _, words := range b.Variants {
		w.line('V', words...)
	}
	for _, r := range b.Readings {
		w.line('K', r.Word, r.Kana)
	}
	w.line('G', b.Negators...)
	w.line('X', b.Cancels...)
	for i, f := range b.Findings {
		if len(f.Phrases) > 0 {
			w.line('F', Decimal(i))
		}
		for _, p := range f.Phrases {
			kind := byte('p') // p: yes, q: yes unless negated, o: no
			switch {
			case p.No:
				kind = 'o'
			case p.Negatable:
				kind = 'q'
			}
			w.line(kind, b.concepts(p)...)
		}
	}
	w.pieces(b.Pieces)
	return pack(w.out)
}

// some writes a line unless it would be empty.
func (w *writer) some(kind byte, fields []string) {
	if len(fields) > 0 {
		w.line(kind, fields...)
	}
}

// A concept is written as its words with bars between; whole rows of Variants in it as an equals sign and
// their number, which is most of the text saved. A plus sign in front makes it near, a tilde far.
const bar, variant, near, far = '|', '=', '+', '~'

func (b *Base) concepts(p Phrase) []string {
	var out []string
	for _, c := range p.Concepts {
		text := ""
		rest := c.Words
		for i, v := range b.Variants {
			if len(v) > 1 && contains(c.Words, v) {
				text += string(bar) + string(variant) + Decimal(i)
				rest = without(rest, v)
			}
		}
		for _, word := range rest {
			text += string(bar) + word
		}
		text = text[1:]
		if c.Near {
			text = string(near) + text
		} else if c.Far {
			text = string(far) + text
		}
		out = append(out, text)
	}
	return out
}

// contains tells whether all of part is in words.
func contains(words, part []string) bool {
	return len(without(part, words)) == 0
}

func without(words, part []string) []string {
	var out []string
next:
	for _, w := range words {
		for _, p := range part {
			if w == p {
				continue next
			}
		}
		out = append(out, w)
	}
	return out
}

// DecodeError says which line of an encoded base cannot be read.
type DecodeError struct{ Line int }

func (e *DecodeError) Error() string { return "knowledge: line " + Decimal(e.Line) + " cannot be read" }

// Decode reads what Encode wrote. A damaged file is an error, never a panic and never half a base.
func Decode(data []byte) (*Base, error) {
	b := &Base{}
	if err := b.DecodeAdvice(data); err != nil {
		return nil, err
	}
	return b, nil
}

// DecodeChecks reads what EncodeChecks wrote, for [Base.Check] and [Base.Voided] alone: nothing can be weighed yet.
func DecodeChecks(data []byte) (*Base, error) {
	b := &Base{}
	l := b.take(data)
	for i := range b.Findings {
		l.end(b.voidsWithin(&b.Findings[i]))
	}
	if err := l.err(); err != nil {
		return nil, err
	}
	return b, nil
}

// DecodeAdvice adds what EncodeAdvice wrote to what DecodeChecks has read. An error leaves a base that is of no use.
func (b *Base) DecodeAdvice(data []byte) error {
	l := b.take(data)
	l.end(b.whole())
	return l.err()
}

// take adds lines to the base, and returns how far it came.
func (b *Base) take(data []byte) *lines {
	l := &lines{rest: data}
	for l.next() {
		l.wrong = !b.read(l.kind, l.fields)
	}
	return l
}

// DecodeMatching reads what EncodeMatching of the same base wrote; on an error the base is as it was.
func (b *Base) DecodeMatching(data []byte) error {
	m := &matching{phrases: make([][]Phrase, len(b.Findings)), causes: len(b.Causes) + 1}
	l := lines{rest: unpack(data)}
	for l.next() {
		l.wrong = !m.read(l.kind, l.fields)
	}
	if err := l.err(); err != nil {
		return err
	}
	b.Pieces, b.Variants, b.Readings, b.Negators, b.Cancels = m.pieces, m.variants, m.readings, m.negators, m.cancels
	for i := range b.Findings {
		b.Findings[i].Phrases = m.phrases[i]
	}
	return nil
}

// lines goes through encoded text, up to the first line that is wrong.
type lines struct {
	rest   []byte
	kind   byte
	fields []string
	number int
	wrong  bool
}

func (l *lines) next() bool {
	if l.wrong || len(l.rest) == 0 {
		return false
	}
	end := 0
	for end < len(l.rest) && l.rest[end] != '\n' {
		end++
	}
	l.number++
	if l.wrong = end == 0 || end == len(l.rest); l.wrong {
		return false
	}
	l.kind, l.fields = l.rest[0], split(string(l.rest[1:end]))
	l.rest = l.rest[end+1:]
	return true
}

// end tells whether all of it together makes sense.
func (l *lines) end(whole bool) {
	if !l.wrong && !whole {
		l.wrong = true
		l.number++
	}
}

func (l *lines) err() error {
	if l.wrong {
		return &DecodeError{l.number}
	}
	return nil
}

// matching gathers what only readers' own words need.
type matching struct {
	variants          [][]string
	readings          []japanese.Reading
	negators, cancels []string
	phrases           [][]Phrase // by finding
	pieces            []Piece
	causes            int // that pieces may speak for
	finding           int
}

func (m *matching) read(kind byte, f []string) bool {
	r := &reader{ok: true}
	switch kind {
	case 'V':
		for _, word := range f {
			if word == "" || word == string(Exception) {
				return false
			}
		}
		m.variants = append(m.variants, f)
	case 'K':
		if len(f) != 2 || f[0] == "" || f[1] == "" {
			return false
		}
		m.readings = append(m.readings, japanese.Reading{Word: f[0], Kana: f[1]})
	case 'G':
		m.negators = f
	case 'X':
		m.cancels = f
	case 'F':
		if len(f) != 1 {
			return false
		}
		m.finding = r.int(f[0])
		return r.ok && within(m.finding, len(m.phrases))
	case 'p', 'q', 'o':
		p := Phrase{r.concepts(f, m.variants), kind == 'o', kind == 'q'}
		if len(p.Concepts) == 0 || !within(m.finding, len(m.phrases)) {
			return false
		}
		m.phrases[m.finding] = append(m.phrases[m.finding], p)
	case 'S':
		m.pieces = readPieces(m.pieces, f)
	case 'L':
		return len(f) == 2 && link(m.pieces, f[0], f[1], m.causes)
	default:
		return false
	}
	return r.ok
}

// fields is the number of fields of a kind of line, or -1 where it may have any number.
func fields(kind byte) int {
	switch kind {
	case 'C':
		return 8
	case 'F':
		return 13
	case 'B', 'R':
		return 6
	case 'f', 'W':
		return 2
	case 'T':
		return 3
	}
	return -1
}

// read takes one line into the base and tells whether it could.
func (b *Base) read(kind byte, f []string) bool {
	if n := fields(kind); n >= 0 && n != len(f) {
		return false
	}
	r := &reader{ok: true}
	switch kind {
	case 'C':
		f = f[:8] // tells the compiler once what is there
		b.Causes = append(b.Causes, Cause{f[0], f[1], f[2], f[3], f[4], f[5], r.int(f[6]), f[7] == "1"})
	case 'F':
		f = f[:13]
		b.Findings = append(b.Findings, Finding{ID: f[0], Name: f[1], Kind: Kind(r.int(f[2])), Group: f[3], ByHand: f[4],
			Elsewhere: f[5] == "1", Ask: f[6], Why: f[7], Usual: r.int(f[8]), TwoPart: f[9] == "1", Effort: r.int(f[10]), NeverAsk: f[11] == "1", SignOf: r.int(f[12])})
	case 'R':
		f = f[:6]
		b.Remedies = append(b.Remedies, Remedy{ID: f[0], Text: f[1], Guide: f[2], Warning: f[3], Minutes: r.int(f[4]), Risk: r.int(f[5])})
	case 'T':
		b.Periods = append(b.Periods, Period{f[0], r.int(f[1]), r.int(f[2])})
	case 'W':
		b.Words = append(b.Words, Word{f[0], f[1]})
	case 'f':
		if len(b.Remedies) == 0 {
			return false
		}
		last := &b.Remedies[len(b.Remedies)-1]
		last.Fixes = append(last.Fixes, Fix{r.int(f[0]), r.int(f[1])})
	default:
		return len(b.Findings) > 0 && b.Findings[len(b.Findings)-1].read(kind, f, r) && r.ok
	}
	return r.ok
}

// read takes a line that belongs to the finding.
func (f *Finding) read(kind byte, v []string, r *reader) bool {
	switch kind {
	case 'y':
		f.Answered(r.links(v))
		return true
	case 'B':
		v = v[:6]
		band := Band{Result: v[0], Says: v[1], Settles: r.int(v[2])}
		band.From, band.HasFrom = r.bound(v[3])
		band.Below, band.HasBelow = r.bound(v[4])
		band.Beyond, band.Far = r.bound(v[5])
		f.Bands = append(f.Bands, band)
		return true
	}
	if len(f.Bands) == 0 {
		return false
	}
	last := &f.Bands[len(f.Bands)-1]
	switch kind {
	case 'i':
		last.Is = v
	case 'v':
		last.Voids = r.ints(v)
	case 'l':
		last.Links = r.links(v)
	default:
		return false
	}
	return true
}

// whole tells whether every index points at something.
func (b *Base) whole() bool {
	if len(b.Causes) == 0 || b.Remedy(ContactSupport) < 0 {
		return false
	}
	for i := range b.Findings {
		if !b.wholeFinding(&b.Findings[i]) {
			return false
		}
	}
	for _, r := range b.Remedies {
		for _, f := range r.Fixes {
			if !within(f.Cause, len(b.Causes)) || !within(f.Percent, 101) {
				return false
			}
		}
	}
	return true
}

func (b *Base) wholeFinding(f *Finding) bool {
	ok := within(f.SignOf+1, len(b.Causes)+1) && b.wholeLinks(f.Yes) && b.wholeLinks(f.No)
	for _, band := range f.Bands {
		ok = ok && within(band.Settles+1, len(b.Causes)+1) && b.wholeLinks(band.Links)
	}
	return ok && b.voidsWithin(f) && within(f.Usual, 1000)
}

func (b *Base) voidsWithin(f *Finding) bool {
	for _, band := range f.Bands {
		for _, v := range band.Voids {
			if !within(v, len(b.Findings)) {
				return false
			}
		}
	}
	return true
}

func (b *Base) wholeLinks(ls []Link) bool {
	for _, l := range ls {
		if !within(l.Cause, len(b.Causes)) {
			return false
		}
	}
	return true
}

func within(i, n int) bool { return i >= 0 && i < n }

// reader reads numbers and remembers whether all of them were.
type reader struct{ ok bool }

func (r *reader) int(s string) int {
	n, sign, digits := 0, 1, s
	if s != "" && s[0] == '-' {
		sign, digits = -1, s[1:]
	}
	if digits == "" || len(digits) > 9 {
		r.ok = false
	}
	for i := 0; i < len(digits); i++ {
		if digits[i] < '0' || digits[i] > '9' {
			r.ok = false
			return 0
		}
		n = n*10 + int(digits[i]-'0')
	}
	return sign * n
}

func (r *reader) ints(fields []string) []int {
	var out []int
	for _, f := range fields {
		out = append(out, r.int(f))
	}
	return out
}

// concepts reads what Base.concepts wrote. Every word has letters.
func (r *reader) concepts(fields []string, variants [][]string) []Concept {
	var out []Concept
	for _, field := range fields {
		c := Concept{Near: field != "" && field[0] == near, Far: field != "" && field[0] == far}
		if c.Near || c.Far {
			field = field[1:]
		}
		for start := 0; start <= len(field); {
			end := start
			for end < len(field) && field[end] != bar {
				end++
			}
			word := field[start:end]
			start = end + 1
			if len(word) > 1 && word[0] == variant {
				if i := r.int(word[1:]); r.ok && within(i, len(variants)) {
					c.Words = append(c.Words, variants[i]...)
					continue
				}
			}
			if word == "" || word[0] == variant || word == string(Exception) {
				r.ok = false
				return nil
			}
			c.Words = append(c.Words, word)
		}
		out = append(out, c)
	}
	return out
}

// first is the letter of the first cause in a list of links; the others follow it.
const first = '0'

// links reads what the function links wrote: for each weight a field, the weight and then a letter a cause.
func (r *reader) links(fields []string) []Link {
	var out []Link
	for _, field := range fields {
		colon := japanese.Index(field, ":")
		if colon < 0 {
			r.ok = false
			return nil
		}
		weight := r.int(field[:colon])
		for _, letter := range field[colon+1:] {
			out = append(out, Link{int(letter - first), weight})
		}
	}
	arrange(out, func(a, b Link) bool { return a.Cause < b.Cause })
	return out
}

// bound reads thousandths; "" is no bound.
func (r *reader) bound(s string) (float64, bool) {
	if s == "" {
		return 0, false
	}
	return float64(r.int(s)) / 1000, true
}

func bound(has bool, x float64) string {
	if !has {
		return ""
	}
	return Decimal(int(x*1000 + 0.5))
}

func flag(b bool) string {
	if b {
		return "1"
	}
	return "0"
}

func decimals(ns []int) []string {
	var out []string
	for _, n := range ns {
		out = append(out, Decimal(n))
	}
	return out
}

func links(ls []Link) []string {
	var weights []int
	for _, l := range ls {
		if !slices.Contains(weights, l.Weight) {
			weights = append(weights, l.Weight)
		}
	}
	arrange(weights, func(a, b int) bool { return a < b })
	var out []string
	for _, w := range weights {
		field := Decimal(w) + ":"
		for _, l := range ls {
			if l.Weight == w {
				field += string(rune(first + l.Cause))
			}
		}
		out = append(out, field)
	}
	return out
}

// split returns the tab-separated fields behind the kind letter; none for an empty line.
func split(s string) []string {
	var out []string
	for start := 0; start < len(s); {
		if s[start] != '\t' {
			return append(out, "")
		}
		end := start + 1
		for end < len(s) && s[end] != '\t' {
			end++
		}
		out = append(out, s[start+1:end])
		start = end
	}
	return out
}
