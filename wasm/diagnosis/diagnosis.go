// Package diagnosis finds the likeliest cause of a reader's trouble, the question that tells most, and the
// order of remedies with the least expected cost. It is pure Go without the browser, and gives the same
// answer to the last digit natively and in WebAssembly, built by Go and by TinyGo.
//
// # Model
//
// One cause holds (Heckerman, Breese & Rommelse 1995). It has a prior; a finding moves it by a weight, the
// logarithm of a likelihood ratio. Weights are whole sixteenths of a bit, made from a writer's words when
// the site is built, so sums are exact and no logarithm of the platform is asked. See [Base] for what the
// writers own, [Evidence] for what is known of one reader, and [Base.Diagnose] for the answer.
//
// # The reader's own words
//
// They are taken twice: phrases that writers listed answer findings, and what all of it sounds like, learned
// from sentences of customers, weighs for each cause ([Base.Hear]).
//
// # Rules beside the weights
//
// Unknown is no evidence. Findings of one group have a bounded joint weight. A check that another failure
// makes meaningless is void. Some checks settle the matter. A sign of an urgent cause comes before all else.
package diagnosis

import "helpcenter/wasm/japanese"

// Unit is the number of weight steps in one bit.
const Unit = 16

// Base is the knowledge: everything that writers own, in a form that needs no parser to speak of.
type Base struct {
	Causes   []Cause
	Findings []Finding
	Remedies []Remedy
	Periods  []Period
	Variants [][]string // words that are said for one another; only the encoding needs them apart
	Readings []japanese.Reading
	Negators []string // folded and read; behind a phrase they turn yes into no
	Cancels  []string // folded and read; right behind a phrase they void it
	Pieces   []Piece  // what causes sound like; sorted
	Words    []Word   // wording of the widget
}

// Cause is one thing that can be wrong.
type Cause struct {
	ID, Name, Guide string
	Why             string // why this gives the trouble
	ByHand          string // how to check what a page cannot, or ""
	RuledOut        string // what to say when evidence speaks against it, or ""
	Prior           int    // weight
	Urgent          bool   // money or data at risk
}

// Kind says where a finding comes from.
type Kind int

// The kinds of findings.
const (
	Signal Kind = iota
	Symptom
	Situation
)

// Finding is something that can be known of a reader: a signal has Bands, the others Yes and No links.
type Finding struct {
	ID, Name string
	Kind     Kind
	Group    string // findings of one group say the same over again; "" is none
	ByHand   string // how to check it by hand

	Bands     []Band // signals only: the first that fits counts
	Elsewhere bool   // holds whatever line and device the checks ran on (a maintenance window)

	Ask, Why string
	Usual    int  // of 1000 readers with an unlisted cause, how many say yes
	TwoPart  bool // a no only says that it is not so, and weighs little
	Effort   int  // 1 known at once, 2 a look into settings, 3 an experiment
	NeverAsk bool
	SignOf   int    // index of the urgent cause that a yes is a sign of, or -1
	Yes, No  []Link // sorted by cause; No follows from Yes, see [Finding.Answered]
	Phrases  []Phrase
}

// Link is how much one value of a finding speaks for (or, below zero, against) one cause.
type Link struct{ Cause, Weight int }

// Band is a range of values of a signal.
type Band struct {
	Is                     []string // texts; "true" and "false" for booleans
	From, Below, Beyond    float64  // numbers: value >= From, value < Below, |value| >= Beyond
	HasFrom, HasBelow, Far bool     // which of them count
	Result                 string   // ok, warn, fail or info
	Says                   string   // may hold {value}, {percent} or {minutes}
	Settles                int      // index of the cause that this alone proves, or -1
	Voids                  []int    // indices of signals that mean nothing now
	Links                  []Link
}

// Concept is a set of words, folded and read, that mean the same. A word that begins with [Exception] is one inside
// which the others do not count. Near ones begin within 4 kana of the word before, far ones anywhere behind it in all
// that the reader wrote, others within 12.
type Concept struct {
	Words []string
	Near  bool
	Far   bool
}

// Phrase is a row of concepts in the reader's words that answers a finding.
type Phrase struct {
	Concepts  []Concept
	No        bool // it answers no
	Negatable bool // a negator behind it turns it round
}

// Answered sets the links of a finding that a reader answers: what a yes weighs, and what a no weighs then.
// With a yes of weight w under a cause, usual times 2^w of its readers say yes, and the others no.
func (f *Finding) Answered(yes []Link) {
	f.Yes, f.No = yes, nil
	usual := float64(f.Usual) / 1000
	for _, l := range yes {
		says := min(0.999, float64(usual*exp2(l.Weight)))
		w := int(log2((1-says)/(1-usual))*Unit+256.5) - 256 // rounded; never below -160
		if f.TwoPart {
			w /= 4
		}
		if w != 0 {
			f.No = append(f.No, Link{l.Cause, w})
		}
	}
}

// Remedy is one action that may end the trouble.
type Remedy struct {
	ID, Text, Guide, Warning string
	Minutes                  int
	Risk                     int   // further cost in minutes; 20 and more never comes first unless its cause does
	Fixes                    []Fix // sorted by cause
}

// Fix is the chance, in percent, that a remedy ends the trouble if the cause holds.
type Fix struct{ Cause, Percent int }

// Period is a busy time in Japan, To excluded: minutes after each midnight where To is no more than a day, else
// minutes after 1970 began in Japan.
type Period struct {
	Name     string
	From, To int
}

// Word is a text of the widget.
type Word struct{ Key, Text string }

// Word returns the text of a key, or "".
func (b *Base) Word(key string) string {
	for _, w := range b.Words {
		if w.Key == key {
			return w.Text
		}
	}
	return ""
}

// ContactSupport is the id of the remedy that always comes last.
const ContactSupport = "contact-support"

// TroubleElsewhere is the situation under which what was measured here weighs nothing.
const TroubleElsewhere = "trouble-elsewhere"

// BusyPeriod returns the first period that holds at a minute after 1970 began in Japan, or "none".
func (b *Base) BusyPeriod(minute int) string {
	const day = 24 * 60
	for _, p := range b.Periods {
		at := minute
		if p.To <= day {
			at %= day
		}
		if at >= p.From && at < p.To {
			return p.Name
		}
	}
	return "none"
}

// Finding returns the index of a finding, or -1.
func (b *Base) Finding(id string) int {
	for i := range b.Findings {
		if b.Findings[i].ID == id {
			return i
		}
	}
	return -1
}

// Cause returns the index of a cause, or -1.
func (b *Base) Cause(id string) int {
	for i := range b.Causes {
		if b.Causes[i].ID == id {
			return i
		}
	}
	return -1
}

// Remedy returns the index of a remedy, or -1.
func (b *Base) Remedy(id string) int {
	for i := range b.Remedies {
		if b.Remedies[i].ID == id {
			return i
		}
	}
	return -1
}
