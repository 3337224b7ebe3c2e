package site

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"helpcenter/wasm/diagnosis"
	"helpcenter/wasm/japanese"
)

// The knowledge base is written in words, in content/diagnosis/*.yaml; here the words become the engine's
// whole numbers. knowledge_words.go holds what each word weighs, knowledge_check.go what must hold.

type knowledge struct {
	base   *diagnosis.Base
	places []guidePlace // every guide that the knowledge names, and where
	cases  []caseFile
	seen   map[string]ref // where each id stands, by kind and id

	article []int // remedies in the order of the troubleshooting article, for comparison; nil where nobody wrote it down
}

type guidePlace struct {
	path  string
	guide ref
}

// loadKnowledge reads diagnosis/; it returns nil and no problem where the folder does not exist.
func loadKnowledge(content fs.FS, kept Cache) (*knowledge, Problems) {
	if info, err := fs.Stat(content, "diagnosis"); err != nil || !info.IsDir() {
		return nil, nil
	}
	l := &knowledgeLoader{content: content, kept: kept, k: &knowledge{base: &diagnosis.Base{}}, seen: map[string]ref{}, variants: map[string][]string{}}
	l.load()
	l.k.seen = l.seen
	return l.k, l.problems
}

// knowledgeLoader turns the files into the base, remembering every problem on the way.
type knowledgeLoader struct {
	content  fs.FS
	kept     Cache // of what was learned; nil for none
	k        *knowledge
	problems Problems
	path     string // the file being read
	variants map[string][]string
	seen     map[string]ref // by kind and id: each stands once
}

func (l *knowledgeLoader) load() {
	var causes []causeFile
	l.open("causes.yaml", func(v value) { causes = items(v, (*causeFile).keys) })
	l.addCauses(causes)
	l.open("matching.yaml", l.readMatching)
	l.readVoices()
	l.open("signals.yaml", func(v value) { l.addSignals(items(v, (*signalFile).keys)) })
	l.open("symptoms.yaml", func(v value) { l.addQuestions(items(v, (*questionFile).keys), diagnosis.Symptom) })
	l.open("situations.yaml", func(v value) { l.addQuestions(items(v, (*questionFile).keys), diagnosis.Situation) })
	l.open("remedies.yaml", func(v value) { l.addRemedies(items(v, (*remedyFile).keys)) })
	if _, err := fs.Stat(l.content, "diagnosis/article.yaml"); err == nil {
		l.open("article.yaml", l.readArticle)
	}
	l.open("calendar.yaml", l.readCalendar)
	l.open("words.yaml", l.readWords)
	l.open("cases.yaml", func(v value) { l.k.cases = items(v, (*caseFile).keys) })
	l.checkBase(causes)
}

func (l *knowledgeLoader) problem(at ref, message, hint string) {
	l.problems = append(l.problems, Problem{Path: l.path, Line: max(1, at.Line), Col: max(1, at.Col), Message: message, Hint: hint})
}

// declare remembers an id and complains of a second one.
func (l *knowledgeLoader) declare(kind string, id ref) {
	if !validID(id.Text) {
		l.problem(id, fmt.Sprintf("id %q の形が正しくありません", id.Text), "小文字の英字で始め、英小文字・数字・- だけを使います(信号は _ も)")
		return
	}
	if first, ok := l.seen[kind+id.Text]; ok {
		l.problem(id, fmt.Sprintf("id %q は %d 行目にもあります", id.Text, first.Line), "片方の id を変えるか、ひとつにまとめてください")
		return
	}
	l.seen[kind+id.Text] = id
}

func validID(id string) bool {
	for i, r := range id {
		if (r < 'a' || r > 'z') && (i == 0 || (r < '0' || r > '9') && r != '-' && r != '_') {
			return false
		}
	}
	return id != ""
}

func (l *knowledgeLoader) addCauses(files []causeFile) {
	for _, c := range files {
		l.declare("cause ", c.ID)
		l.text(c.ID, "name", c.Name)
		l.text(c.ID, "why", c.Why)
		l.guide(c.Guide)
		l.k.base.Causes = append(l.k.base.Causes, diagnosis.Cause{
			ID: c.ID.Text, Name: c.Name, Guide: c.Guide.Text, Why: c.Why, ByHand: c.ByHand, RuledOut: c.RuledOut,
			Prior: wordOf(l, c.Frequency, frequencies, "frequency"), Urgent: c.Urgent,
		})
	}
}

// text complains of a missing text, and of what the encoded form has no room for.
func (l *knowledgeLoader) text(at ref, key, value string) {
	if strings.TrimSpace(value) == "" {
		l.problem(at, fmt.Sprintf("%q に %s がありません", at.Text, key), key+": に読者へ見せる文を書いてください")
	}
}

func (l *knowledgeLoader) guide(g ref) {
	if g.Text == "" {
		l.problem(g, "guide がありません", "guide: trouble/network#weak のように、直し方のページを書いてください")
		return
	}
	l.k.places = append(l.k.places, guidePlace{l.path, g})
}

func (l *knowledgeLoader) readMatching(v value) {
	var negation, cancels []string
	v.mapping(keys{"readings": l.readReadings, "variants": l.readVariants, "negation": toTexts(&negation), "cancels": toTexts(&cancels)})
	for i := range l.k.base.Variants {
		l.k.base.Variants[i] = withoutLonger(l.foldAll(l.k.base.Variants[i]))
	}
	l.k.base.Negators, l.k.base.Cancels = withoutLonger(l.foldAll(negation)), withoutLonger(l.foldAll(cancels))
}

// readReadings reads words in kanji and how they are read.
func (l *knowledgeLoader) readReadings(v value) {
	for i := 0; i+1 < len(v.node.Content); i += 2 {
		kana := value{node: v.node.Content[i+1], report: v.report}
		r := japanese.Reading{Word: japanese.Fold(v.node.Content[i].Value), Kana: japanese.Fold(kana.text())}
		if r.Word == "" || r.Word[0] < japanese.KanjiLead || r.Kana == "" {
			kana.wrong("漢字で始まる言葉と、その読みではありません", "電波: でんぱ のように書いてください")
			continue
		}
		l.k.base.Readings = append(l.k.base.Readings, r)
	}
}

// readVariants reads words and what else is said for them; any word may be a key.
func (l *knowledgeLoader) readVariants(v value) {
	for i := 0; i+1 < len(v.node.Content); i += 2 {
		word := value{node: v.node.Content[i+1], report: v.report}
		key := v.node.Content[i].Value
		l.variants[japanese.Fold(key)] = word.texts()
		l.k.base.Variants = append(l.k.base.Variants, append([]string{key}, word.texts()...))
	}
}

func (l *knowledgeLoader) readCalendar(v value) {
	for _, item := range v.list() {
		var p diagnosis.Period
		item.key = ""
		item.mapping(keys{"period": toText(&p.Name), "from": func(v value) { p.From = minutesOfDay(v) }, "to": func(v value) { p.To = minutesOfDay(v) }})
		if !slices.Contains(signalTypes["busy_period"].values, p.Name) {
			item.wrong(fmt.Sprintf("時間帯 %q はありません", p.Name), "使えるのは "+strings.Join(signalTypes["busy_period"].values[1:], "・"))
		}
		l.k.base.Periods = append(l.k.base.Periods, p)
	}
}

// readWords reads the widget's wording; which keys there must be, wordKeys says.
func (l *knowledgeLoader) readWords(v value) {
	words := map[string]string{}
	known := keys{}
	for _, key := range wordKeys {
		known[key] = func(v value) { words[key], _ = v.scalar() }
	}
	v.mapping(known)
	for _, key := range wordKeys {
		if _, ok := words[key]; !ok {
			l.problem(ref{}, fmt.Sprintf("%q の文がありません", key), key+": に画面に出す文を書いてください")
		}
	}
	for _, key := range wordKeys {
		l.k.base.Words = append(l.k.base.Words, diagnosis.Word{Key: key, Text: words[key]})
	}
}

// foldAll folds words and reads them, dropping doubles and what folds to nothing; an exception keeps its mark.
// Their order says nothing: sorted, they compress better.
func (l *knowledgeLoader) foldAll(words []string) []string {
	var out []string
	for _, w := range words {
		f := japanese.FoldRead(w, l.k.base.Readings)
		if f != "" && strings.HasPrefix(w, string(diagnosis.Exception)) {
			f = string(diagnosis.Exception) + f
		}
		if f != "" && !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	slices.Sort(out)
	return out
}

// withoutLonger drops sorted words that begin with another one: where they stand that one stands too.
func withoutLonger(words []string) []string {
	var out []string
	for _, w := range words {
		if n := len(out); n == 0 || !strings.HasPrefix(w, out[n-1]) {
			out = append(out, w)
		}
	}
	return out
}

func (l *knowledgeLoader) addQuestions(files []questionFile, kind diagnosis.Kind) {
	for _, q := range files {
		l.declare("finding ", q.ID)
		l.text(q.ID, "name", q.Name)
		if !q.NeverAsk {
			l.text(q.ID, "ask", q.Ask)
			l.text(q.ID, "why", q.Why)
		}
		usual := wordOf(l, q.Usual, usuals, "usual")
		f := diagnosis.Finding{
			ID: q.ID.Text, Name: q.Name, Kind: kind, Group: q.Group, Ask: q.Ask, Why: q.Why, Usual: usual, TwoPart: q.TwoPart,
			Effort: max(1, q.Effort), NeverAsk: q.NeverAsk, SignOf: l.optionalCause(q.SignOf),
		}
		f.Answered(l.answerLinks(q.strengths, usual))
		f.Phrases = append(l.phrases(q.ID, q.Phrases, false), l.phrases(q.ID, q.NoPhrases, true)...)
		l.k.base.Findings = append(l.k.base.Findings, f)
	}
}

func (l *knowledgeLoader) optionalCause(r ref) int {
	if r.Text == "" {
		return -1
	}
	return l.cause(r)
}

// cause returns the index of a named cause; an unknown one is a problem and gives 0.
func (l *knowledgeLoader) cause(r ref) int {
	if i := l.k.base.Cause(r.Text); i >= 0 {
		return i
	}
	l.problem(r, fmt.Sprintf("原因 %q は causes.yaml にありません", r.Text), "近い id: "+nearest(r.Text, causeIDs(l.k.base)))
	return 0
}

func causeIDs(b *diagnosis.Base) []string {
	var ids []string
	for _, c := range b.Causes {
		ids = append(ids, c.ID)
	}
	return ids
}

func (l *knowledgeLoader) phrases(id ref, written []string, no bool) []diagnosis.Phrase {
	var out []diagnosis.Phrase
	for _, text := range written {
		p := diagnosis.Phrase{No: no, Negatable: !no && !saysNo(text)}
		words := strings.Fields(text)
		for i, word := range words {
			if c := l.concept(word, i == len(words)-1); len(c.Words) > 0 {
				p.Concepts = append(p.Concepts, c)
			}
		}
		if len(p.Concepts) == 0 {
			l.problem(id, fmt.Sprintf("%q の言い回し %q に文字がありません", id.Text, text), "ひらがな・カタカナ・漢字・英数字で書いてください")
			continue
		}
		out = append(out, p)
	}
	return out
}

// concept returns the words that `a|b` and their variants stand for; `+a` is near the word before it, `~a` anywhere behind.
// Words that begin with another one are left out, but for those that a row of variants holds, which is written once,
// and for the last of a phrase, behind which a negation counts.
func (l *knowledgeLoader) concept(word string, last bool) diagnosis.Concept {
	var words, alone []string
	word, near := strings.CutPrefix(word, "+")
	word, far := strings.CutPrefix(word, "~")
	for alternative := range strings.SplitSeq(word, "|") {
		variants := append([]string{alternative}, l.variants[japanese.Fold(alternative)]...)
		if len(variants) == 1 && !last {
			alone = append(alone, alternative)
		}
		words = append(words, withoutLonger(l.foldAll(variants))...)
	}
	slices.Sort(words)
	words = slices.Compact(words)
	for _, w := range l.foldAll(alone) {
		if slices.ContainsFunc(words, func(v string) bool { return v != w && strings.HasPrefix(w, v) }) {
			words = slices.DeleteFunc(words, func(v string) bool { return v == w })
		}
	}
	return diagnosis.Concept{Words: words, Near: near, Far: far}
}

// saysNo tells whether a phrase ends in a negation of its own, which no further one turns round.
func saysNo(phrase string) bool {
	for _, end := range []string{"ない", "ません", "ん", "へん", "ず", "なく"} {
		if strings.HasSuffix(phrase, end) {
			return true
		}
	}
	return false
}

func (l *knowledgeLoader) addRemedies(files []remedyFile) {
	for _, r := range files {
		l.declare("remedy ", r.ID)
		l.text(r.ID, "text", r.Text)
		one := diagnosis.Remedy{ID: r.ID.Text, Text: r.Text, Guide: r.Guide.Text, Warning: r.Warning, Minutes: r.Minutes}
		if r.Minutes < 1 {
			l.problem(r.ID, fmt.Sprintf("%q の minutes がありません", r.ID.Text), "かかる分数を 1 以上の整数で書いてください")
		}
		if r.Risk.Text != "" {
			one.Risk = wordOf(l, r.Risk, risks, "risk")
		}
		if r.ID.Text != diagnosis.ContactSupport || r.Guide.Text != "" {
			l.guide(r.Guide)
		}
		one.Fixes = l.fixes(r.Fixes)
		if len(one.Fixes) == 0 && r.ID.Text != diagnosis.ContactSupport {
			l.problem(r.ID, fmt.Sprintf("%q が直す原因がありません", r.ID.Text), "fixes: に原因の id を書いてください")
		}
		l.k.base.Remedies = append(l.k.base.Remedies, one)
	}
}

func (l *knowledgeLoader) fixes(written map[string][]ref) []diagnosis.Fix {
	var out []diagnosis.Fix
	for word, causes := range written {
		for _, c := range causes {
			out = append(out, diagnosis.Fix{Cause: l.cause(c), Percent: chances[word]})
		}
	}
	slices.SortFunc(out, func(a, b diagnosis.Fix) int { return a.Cause - b.Cause })
	return out
}

// readArticle reads remedies by id; contact to support ends the list by itself.
func (l *knowledgeLoader) readArticle(v value) {
	var order []ref
	toRefs(&order)(v)
	for _, r := range order {
		i := l.k.base.Remedy(r.Text)
		if i < 0 {
			l.problem(r, fmt.Sprintf("対処 %q は remedies.yaml にありません", r.Text), "remedies.yaml の id を書いてください")
			continue
		}
		l.k.article = append(l.k.article, i)
	}
}
