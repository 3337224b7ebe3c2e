package diagnosis

import "slices"

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

// Encode writes the knowledge.
func (b *Base) Encode() []byte {
	w := &writer{}
	for _, c := range b.Causes {
		w.line('C', c.ID, c.Name, c.Guide, c.Why, c.ByHand, c.RuledOut, decimal(c.Prior), flag(c.Urgent))
	}
	for _, words := range b.Variants {
		w.line('V', words...)
	}
	w.line('G', b.Negators...)
	w.line('X', b.Cancels...)
	for i := range b.Findings {
		w.finding(b, &b.Findings[i])
	}
	for _, r := range b.Remedies {
		w.line('R', r.ID, r.Text, r.Guide, r.Warning, decimal(r.Minutes), decimal(r.Risk))
		for _, f := range r.Fixes {
			w.line('f', decimal(f.Cause), decimal(f.Percent))
		}
	}
	for _, p := range b.Periods {
		w.line('T', p.Name, decimal(p.From), decimal(p.To))
	}
	for _, word := range b.Words {
		w.line('W', word.Key, word.Text)
	}
	return w.out
}

func (w *writer) finding(b *Base, f *Finding) {
	w.line('F', f.ID, f.Name, decimal(int(f.Kind)), f.Group, f.ByHand, flag(f.Elsewhere), f.Ask, f.Why,
		decimal(f.Usual), flag(f.TwoPart), decimal(f.Effort), flag(f.NeverAsk), decimal(f.SignOf))
	for _, band := range f.Bands {
		w.line('B', band.Result, band.Says, decimal(band.Settles), bound(band.HasFrom, band.From), bound(band.HasBelow, band.Below), bound(band.Far, band.Beyond))
		w.some('i', band.Is)
		w.some('v', decimals(band.Voids))
		w.some('l', links(band.Links))
	}
	w.some('y', links(f.Yes))
	for _, p := range f.Phrases {
		kind := byte('p') // a phrase, p: yes, q: yes unless negated, o: no
		switch {
		case p.No:
			kind = 'o'
		case p.Negatable:
			kind = 'q'
		}
		w.line(kind, b.concepts(p)...)
	}
}

// some writes a line unless it would be empty.
func (w *writer) some(kind byte, fields []string) {
	if len(fields) > 0 {
		w.line(kind, fields...)
	}
}

// A concept is written as its words with bars between; whole rows of Variants in it as an equals sign and
// their number, which is most of the text saved.
const bar, row0 = '|', '='

func (b *Base) concepts(p Phrase) []string {
	var out []string
	for _, c := range p.Concepts {
		text := ""
		rest := c
		for i, v := range b.Variants {
			if len(v) > 1 && contains(rest, v) {
				text += string(bar) + string(row0) + decimal(i)
				rest = without(rest, v)
			}
		}
		for _, word := range rest {
			text += string(bar) + word
		}
		out = append(out, text[1:])
	}
	return out
}

// contains tells whether all of part is in words.
func contains(words, part Concept) bool {
	return len(without(part, words)) == 0
}

func without(words, part Concept) Concept {
	var out Concept
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

func (e *DecodeError) Error() string { return "knowledge: line " + decimal(e.Line) + " cannot be read" }

// Decode reads what Encode wrote. A damaged file is an error, never a panic and never half a base.
func Decode(data []byte) (*Base, error) {
	b := &Base{}
	line := 0
	for start := 0; start < len(data); {
		end := start
		for end < len(data) && data[end] != '\n' {
			end++
		}
		line++
		if end == len(data) || end == start || !b.read(data[start], split(string(data[start+1:end]))) {
			return nil, &DecodeError{line}
		}
		start = end + 1
	}
	if !b.whole() {
		return nil, &DecodeError{line + 1}
	}
	return b, nil
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
		b.Causes = append(b.Causes, Cause{f[0], f[1], f[2], f[3], f[4], f[5], r.int(f[6]), f[7] == "1"})
	case 'V':
		for _, word := range f {
			if word == "" || word == string(Exception) {
				return false
			}
		}
		b.Variants = append(b.Variants, f)
	case 'G':
		b.Negators = f
	case 'X':
		b.Cancels = f
	case 'F':
		b.Findings = append(b.Findings, Finding{ID: f[0], Name: f[1], Kind: Kind(r.int(f[2])), Group: f[3], ByHand: f[4],
			Elsewhere: f[5] == "1", Ask: f[6], Why: f[7], Usual: r.int(f[8]), TwoPart: f[9] == "1", Effort: r.int(f[10]), NeverAsk: f[11] == "1", SignOf: r.int(f[12])})
	case 'R':
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
		return len(b.Findings) > 0 && b.Findings[len(b.Findings)-1].read(kind, f, r, b.Variants) && r.ok
	}
	return r.ok
}

// read takes a line that belongs to the finding.
func (f *Finding) read(kind byte, v []string, r *reader, variants []Concept) bool {
	switch kind {
	case 'y':
		f.Answered(r.links(v))
		return true
	case 'p', 'q', 'o':
		f.Phrases = append(f.Phrases, Phrase{r.concepts(v, variants), kind == 'o', kind == 'q'})
		return true
	case 'B':
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
		for _, v := range band.Voids {
			ok = ok && within(v, len(b.Findings))
		}
	}
	for _, p := range f.Phrases {
		ok = ok && len(p.Concepts) > 0
	}
	return ok && within(f.Usual, 1000)
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
func (r *reader) concepts(fields []string, variants []Concept) []Concept {
	var out []Concept
	for _, field := range fields {
		var c Concept
		for start := 0; start <= len(field); {
			end := start
			for end < len(field) && field[end] != bar {
				end++
			}
			word := field[start:end]
			start = end + 1
			if len(word) > 1 && word[0] == row0 {
				if i := r.int(word[1:]); r.ok && within(i, len(variants)) {
					c = append(c, variants[i]...)
					continue
				}
			}
			if word == "" || word[0] == row0 || word == string(Exception) {
				r.ok = false
				return nil
			}
			c = append(c, word)
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
		colon := index(field, ":")
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
	return decimal(int(x*1000 + 0.5))
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
		out = append(out, decimal(n))
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
		field := decimal(w) + ":"
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
