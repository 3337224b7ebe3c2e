package site

import (
	"slices"
	"time"
)

// window is what front matter says of a notice: what it is, whom it affects, from when to when, and what became
// of it. recurrence.go makes the times of it that there are.
type window struct {
	Kind         string
	Affects      []string // ids of components
	Severity     string   // id of severities
	Start, End   time.Time
	Rule         *recurrence // nil for what happens once
	Except       []time.Time // days of the rule that were never announced
	Extra        []occurrence
	Cancelled    bool
	CancelledOn  []time.Time // days that were announced and called off
	Intermittent *intermittent
	Updates      []noticeUpdate // the newest first
	Sample       bool

	startsAt place // where the start is written
}

// A noticeUpdate is what an operator says in the course of things.
type noticeUpdate struct {
	At     time.Time
	Status string // as in Statuspage; "" if the writer gives none
	Text   string
}

// noticeKinds and components are fixed: summary.json and the widget know them.
var noticeKinds = []labelled{{"maintenance", "メンテナンス"}, {"incident", "障害"}, {"information", "お知らせ"}}

// cardPayment is apart from all others: whether one can pay is the first worry.
const cardPayment = "card-payment"

var components = []labelled{
	{"app", "アプリ"}, {"web", "Netアンサー"}, {"sms", "認証コード"}, {cardPayment, "カードでのお支払い"},
}

var severities = []labelled{{"minor", "一部の方に影響"}, {"major", "多くの方に影響"}, {"critical", "すべて止まっている"}}

// updateStatuses are those of Statuspage.
var updateStatuses = []labelled{
	{"investigating", "調べています"}, {"identified", "原因がわかりました"}, {"monitoring", "様子を見ています"}, {"resolved", "直りました"},
	{"scheduled", "予定しています"}, {"in_progress", "実施しています"}, {"verifying", "確かめています"}, {"completed", "終わりました"},
}

type labelled struct{ id, label string }

func labelOf(list []labelled, id string) string {
	if i := slices.IndexFunc(list, func(l labelled) bool { return l.id == id }); i >= 0 {
		return list[i].label
	}
	return ""
}

func idsOf(list []labelled) []string {
	ids := make([]string, len(list))
	for i, l := range list {
		ids[i] = l.id
	}
	return ids
}

// stops tells whether a notice is about a component; one that names none is about all but the card.
func (w *window) stops(component string) bool {
	return slices.Contains(w.Affects, component) || len(w.Affects) == 0 && component != cardPayment
}

// announced holds for what is real: no sample, and not called off as a whole.
func (w *window) announced() bool { return !w.Sample && !w.Cancelled && !w.Start.IsZero() }

// length is how long each occurrence takes; 0 while nobody knows.
func (w *window) length() time.Duration {
	if w.End.IsZero() {
		return 0
	}
	return w.End.Sub(w.Start)
}

// updatedAt is when something was last said: by an update, or by the notice itself.
func (s *Site) updatedAt(p *page) time.Time {
	if w := p.meta.Notice; len(w.Updates) > 0 {
		return w.Updates[0].At
	}
	return s.saidAt(p)
}

// saidAt is when a notice was first said; no later than now where it has no date.
func (s *Site) saidAt(p *page) time.Time {
	if !p.meta.Date.IsZero() {
		return p.meta.Date
	}
	if at := p.when(); at.Before(s.options.Built) {
		return at
	}
	return s.options.Built.In(japan)
}

// when is what notices are sorted by: the newest first.
func (p *page) when() time.Time {
	if p.meta.Notice != nil && !p.meta.Notice.Start.IsZero() {
		return p.meta.Notice.Start
	}
	return p.meta.Date
}
