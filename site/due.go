package site

import (
	"cmp"
	"slices"
	"time"
)

// Due lists the pages whose review_by is past on a day, the longest past first. It is no part of Build: a page
// does not become wrong overnight, but somebody has to look. unread counts the files with mistakes, whose dates
// may be among them. Drafts wait.
func (s *Site) Due(on time.Time) (due Problems, unread int) {
	_ = s.load(nil) // nothing interrupts it
	var late []*page
	for _, name := range s.names {
		src := s.sources[name]
		if len(src.problems) > 0 {
			unread++
		}
		if p := src.page; p != nil && !p.meta.Draft && !p.meta.ReviewBy.IsZero() && dayISO(p.meta.ReviewBy) < dayISO(on.In(japan)) {
			late = append(late, p)
		}
	}
	slices.SortStableFunc(late, func(a, b *page) int {
		return cmp.Compare(dayISO(a.meta.ReviewBy), dayISO(b.meta.ReviewBy))
	})
	for _, p := range late {
		due = append(due, Problem{p.path, p.meta.reviewByLine, p.meta.reviewByCol,
			"「" + p.meta.Title + "」を見直す期限（" + dayText(p.meta.ReviewBy) + "）が過ぎています",
			"資料や実際の画面と見比べて直し、reviewed に今日の日付、review_by に次の期限を書いてください"})
	}
	return due, unread
}

// Day reads a day as writers write it, 2026-11-22, in Japan.
func Day(text string) (time.Time, error) {
	return time.ParseInLocation(time.DateOnly, text, japan)
}
