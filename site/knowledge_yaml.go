package site

import (
	"io/fs"
	"strconv"
	"strings"
)

// The files of content/diagnosis, as writers write them, read by the strict reader of strict.go.

// ref is a word that remembers where it stands, for problems that are found later.
type ref struct {
	Text      string
	Line, Col int
}

func refOf(v value) ref {
	s, _ := v.scalar()
	return ref{s, v.node.Line, v.node.Column}
}

type (
	causeFile struct {
		ID, Guide, Frequency        ref
		Name, Why, ByHand, RuledOut string
		Urgent                      bool
	}
	questionFile struct {
		ID, Usual, SignOf     ref
		Name, Ask, Why, Group string
		TwoPart, NeverAsk     bool
		Effort                int
		Phrases, NoPhrases    []string
		strengths
	}
	signalFile struct {
		ID                  ref
		Name, Group, ByHand string
		Bands               []bandFile
	}
	bandFile struct {
		Is                  []string
		From, Below, Beyond *float64
		Result, Settles     ref
		Says                string
		Voids               []ref
		strengths
	}
	remedyFile struct {
		ID, Guide, Risk ref
		Text, Warning   string
		Minutes         int
		Fixes           map[string][]ref
	}
)

// Each key is read straight into its field.
func toRef(p *ref) func(value)        { return func(v value) { *p = refOf(v) } }
func toText(p *string) func(value)    { return func(v value) { *p = v.text() } }
func toTexts(p *[]string) func(value) { return func(v value) { *p = v.texts() } }
func toYes(p *bool) func(value)       { return func(v value) { *p = v.yes() } }
func toCount(p *int) func(value)      { return func(v value) { *p = v.number(1) } }

func toRefs(p *[]ref) func(value) {
	return func(v value) {
		for _, item := range v.list() {
			*p = append(*p, refOf(item))
		}
	}
}

// toNumber reads a bound; the engine keeps thousandths.
func toNumber(p **float64) func(value) {
	return func(v value) {
		s, ok := v.scalar()
		x, err := strconv.ParseFloat(s, 64)
		if ok && (err != nil || x < -1e5 || x > 1e5) {
			v.wrong(v.subject()+"数でなければなりません", "半角の数字で書いてください")
		}
		*p = &x
	}
}

func (s *strengths) keys(known keys) keys {
	known["決め手"], known["強い"], known["弱い"] = toRefs(&s.Decisive), toRefs(&s.Strong), toRefs(&s.Weak)
	known["弱い否定"], known["否定"], known["排除"] = toRefs(&s.WeakAgainst), toRefs(&s.Against), toRefs(&s.Excluded)
	return known
}

func (c *causeFile) keys() keys {
	return keys{"id": toRef(&c.ID), "guide": toRef(&c.Guide), "frequency": toRef(&c.Frequency), "name": toText(&c.Name),
		"why": toText(&c.Why), "by_hand": toText(&c.ByHand), "ruled_out": toText(&c.RuledOut), "urgent": toYes(&c.Urgent)}
}

func (q *questionFile) keys() keys {
	return q.strengths.keys(keys{"id": toRef(&q.ID), "usual": toRef(&q.Usual), "sign_of": toRef(&q.SignOf), "name": toText(&q.Name),
		"ask": toText(&q.Ask), "why": toText(&q.Why), "group": toText(&q.Group), "two_part": toYes(&q.TwoPart),
		"never_ask": toYes(&q.NeverAsk), "effort": toCount(&q.Effort), "phrases": toTexts(&q.Phrases), "no_phrases": toTexts(&q.NoPhrases)})
}

func (s *signalFile) keys() keys {
	return keys{"id": toRef(&s.ID), "name": toText(&s.Name), "group": toText(&s.Group), "by_hand": toText(&s.ByHand),
		"bands": func(v value) { s.Bands = items(v, (*bandFile).keys) }}
}

func (b *bandFile) keys() keys {
	return b.strengths.keys(keys{"is": b.readIs, "from": toNumber(&b.From), "below": toNumber(&b.Below), "beyond": toNumber(&b.Beyond),
		"result": toRef(&b.Result), "settles": toRef(&b.Settles), "says": toText(&b.Says), "voids": toRefs(&b.Voids)})
}

// readIs reads `is: line`, `is: true` and `is: [line, facebook]` alike.
func (b *bandFile) readIs(v value) {
	var refs []ref
	if v.node.Content == nil {
		refs = []ref{refOf(v)}
	} else {
		toRefs(&refs)(v)
	}
	for _, r := range refs {
		b.Is = append(b.Is, r.Text)
	}
}

func (r *remedyFile) keys() keys {
	return keys{"id": toRef(&r.ID), "guide": toRef(&r.Guide), "risk": toRef(&r.Risk), "text": toText(&r.Text),
		"warning": toText(&r.Warning), "minutes": toCount(&r.Minutes), "fixes": r.readFixes}
}

func (r *remedyFile) readFixes(v value) {
	r.Fixes = map[string][]ref{}
	known := keys{}
	for word := range chances {
		known[word] = func(v value) {
			var causes []ref
			toRefs(&causes)(v)
			r.Fixes[word] = causes
		}
	}
	v.mapping(known)
}

// items reads a list of mappings.
func items[T any](v value, fields func(*T) keys) []T {
	var out []T
	for _, item := range v.list() {
		var one T
		item.key = ""
		item.mapping(fields(&one))
		out = append(out, one)
	}
	return out
}

// minutesOfDay reads "17:30"; 24:00 is the end of the day.
func minutesOfDay(v value) int {
	s, _ := v.scalar()
	h, m, ok := strings.Cut(s, ":")
	hour, err1 := strconv.Atoi(h)
	minute, err2 := strconv.Atoi(m)
	if !ok || err1 != nil || err2 != nil || hour < 0 || minute < 0 || minute > 59 || hour*60+minute > 24*60 {
		v.wrong(v.subject()+"時刻でなければなりません", "\"17:30\" のように \" で囲んで書いてください")
	}
	return hour*60 + minute
}

// open parses one file of diagnosis/ for read; a missing or broken one is a problem.
func (l *knowledgeLoader) open(name string, read func(value)) {
	l.path = "diagnosis/" + name
	data, err := fs.ReadFile(l.content, l.path)
	if err != nil {
		l.problem(ref{}, "ファイルを読めません", "診断の知識は "+l.path+" に書きます。消してしまったときは、前の版から戻してください")
		return
	}
	tell := func(line, col int, message, hint string) { l.problem(ref{"", line, col}, message, hint) }
	if root := parseYAML(data, tell); root != nil {
		read(value{node: root, report: tell})
	}
}
