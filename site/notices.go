package site

import (
	"cmp"
	"slices"
	"time"
)

// window is what front matter says of a notice: what it is, whom it affects,
// from when to when.
type window struct {
	Kind              string
	Affects           []string // ids of components
	Start, End        time.Time
	Cancelled, Sample bool
}

// noticeKinds and components are fixed: summary.json and the widget know them.
var noticeKinds = []labelled{{"maintenance", "メンテナンス"}, {"incident", "障害"}, {"information", "お知らせ"}}

var components = []labelled{
	{"app", "アプリ"}, {"web", "Netアンサー"}, {"sms", "認証コード"}, {"card-payment", "カードでのお支払い"},
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

func (w *window) keys(known keys) {
	known["kind"] = func(v value) { w.Kind = v.oneOf(noticeKinds) }
	known["affects"] = func(v value) {
		for _, item := range v.list() {
			if id := item.oneOf(components); id != "" {
				w.Affects = append(w.Affects, id)
			}
		}
	}
	known["start"] = func(v value) { w.Start = v.moment() }
	known["end"] = func(v value) {
		w.End = v.moment()
		if !w.End.IsZero() && !w.Start.IsZero() && !w.End.After(w.Start) {
			v.wrong("終わり（end）が始まり（start）より前か同じです", "日をまたぐときは 25:30 のように書くか、翌日の日付にしてください")
		}
	}
	known["cancelled"] = func(v value) { w.Cancelled = v.yes() }
	known["sample"] = func(v value) { w.Sample = v.yes() }
}

// oneOf reads an id of list.
func (v value) oneOf(list []labelled) string {
	s := v.text()
	if s == "" || labelOf(list, s) != "" {
		return s
	}
	hint := "使えるのは"
	for _, l := range list {
		hint += " " + l.id + "（" + l.label + "）"
	}
	if n := nearest(s, idsOf(list)); n != "" {
		hint = "もしかして「" + n + "」ですか。" + hint
	}
	v.wrong(v.subject()+"「"+s+"」にはできません", hint)
	return ""
}

// checkWindow finds what no single key shows.
func (w *window) check(r report) {
	if w.Kind == "maintenance" && (w.Start.IsZero() || w.End.IsZero()) {
		r(0, 1, "メンテナンスには始まり（start）と終わり（end）が要ります", "start: 2026-11-22 02:00 と end: 2026-11-22 05:00 のような行を足してください")
	}
	if w.Kind == "incident" && w.Start.IsZero() {
		r(0, 1, "障害のお知らせには始まり（start）が要ります", "start: 2026-11-22 02:00 のような行を足してください")
	}
}

func (p *page) noticeView() NoticeView {
	w := p.meta.Notice
	v := NoticeView{
		Title: p.meta.Title, URL: p.url, Kind: cmp.Or(w.Kind, "information"),
		Start: momentISO(w.Start), End: momentISO(w.End),
		StartText: momentText(w.Start), EndText: momentText(w.End),
		Sample: w.Sample, Cancelled: w.Cancelled,
	}
	v.KindText = labelOf(noticeKinds, v.Kind)
	for _, id := range w.Affects {
		v.Affects = append(v.Affects, labelOf(components, id))
	}
	return v
}

// when is what notices are sorted by: the newest first.
func (p *page) when() time.Time {
	if p.meta.Notice != nil && !p.meta.Notice.Start.IsZero() {
		return p.meta.Notice.Start
	}
	return p.meta.Date
}

// current holds for a notice that every page should show at the time t: it is
// real, speaks of a time, and is not over.
func (w *window) current(t time.Time) bool {
	return !w.Sample && !w.Cancelled && !w.Start.IsZero() && (w.End.IsZero() || w.End.After(t))
}
