package site

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"helpcenter/wasm/diagnosis"
)

// Days on which many come at once: the statement is out, the payment is due, a campaign is on. No source names
// such a date, so none is set unless site.yaml does:
//
//	busy:
//	  statement_day: 15
//	  payment_day: {day: 10, moved: next}
//	  campaigns:
//	    - {from: 2026-12-01 10:00, to: 2026-12-03 24:00}
//
// A day of the month that banks are closed on moves to the next day they are open (moved: next), the one before
// (previous), or stays (none).

type busyDays struct {
	Statement, Payment monthly
	Campaigns          []occurrence
}

// monthly is a day of each month; Day 0 for none.
type monthly struct{ Day, Step int }

var movements = []labelled{{"next", "次の営業日"}, {"previous", "前の営業日"}, {"none", "動かさない"}}

func (v value) busyDays() (b busyDays) {
	v.mapping(keys{
		"statement_day": func(v value) { b.Statement = v.monthly() },
		"payment_day":   func(v value) { b.Payment = v.monthly() },
		"campaigns": func(v value) {
			for _, item := range v.list() {
				if c := item.campaign(); c.End.After(c.Start) {
					b.Campaigns = append(b.Campaigns, c)
				}
			}
		},
	})
	return b
}

// monthly reads a day of the month, alone or with how it moves.
func (v value) monthly() monthly {
	m := monthly{Step: 1}
	if len(v.node.Content) == 0 {
		m.Day = v.dayOfMonth()
		return m
	}
	v.mapping(keys{
		"day": func(v value) { m.Day = v.dayOfMonth() },
		"moved": func(v value) {
			m.Step = map[string]int{"next": 1, "previous": -1}[v.oneOf(movements)]
		},
	})
	return m
}

const endOfMonth = 31

// dayOfMonth reads 1 to 31, or 末; the last days of a short month are its end.
func (v value) dayOfMonth() int {
	s, ok := v.scalar()
	if !ok {
		return 0
	}
	if s == "末" || s == "月末" {
		return endOfMonth
	}
	day, err := strconv.Atoi(strings.TrimSuffix(plainDigits(s), "日"))
	if err != nil || day < 1 || day > endOfMonth {
		v.wrong(v.subject()+"月のうちの日（1〜31、月末は 末）でなければなりません", "15 のように数字だけで書いてください")
		return 0
	}
	return day
}

func (v value) campaign() (o occurrence) {
	v.key = ""
	v.mapping(keys{
		"from": func(v value) { o.Start = v.dayOrMoment(0) },
		"to":   func(v value) { o.End = v.dayOrMoment(oneDay) },
	})
	if o.Start.IsZero() || o.End.IsZero() {
		if !hasKey(v.node, "from") || !hasKey(v.node, "to") {
			v.wrong("始まり（from）と終わり（to）が要ります", "- {from: 2026-12-01, to: 2026-12-03} のように書いてください")
		}
	} else if !o.End.After(o.Start) {
		v.wrong("終わり（to）が始まり（from）より前か同じです", "日付と時刻を確かめてください")
	}
	return o
}

// dayOrMoment reads a moment, or a day and adds to it.
func (v value) dayOrMoment(add time.Duration) time.Time {
	if s, ok := v.scalar(); ok && partsOf(s).isDate() {
		if day := v.day(); !day.IsZero() {
			return day.Add(add)
		}
		return time.Time{}
	}
	return v.moment()
}

// in is the day in a month of any year.
func (m monthly) in(year int, month time.Month) time.Time {
	last := time.Date(year, month+1, 0, 0, 0, 0, 0, japan)
	return bankDay(last.AddDate(0, 0, min(m.Day, last.Day())-last.Day()), m.Step)
}

// periods are the busy days from a month before a moment to a year after, as the engine counts them. Those that
// say most stand first.
func (b busyDays) periods(at time.Time) []diagnosis.Period {
	var all []diagnosis.Period
	from, until := at.Add(-31*oneDay), at.Add(yearAhead)
	add := func(name string, start, end time.Time) {
		if end.After(from) && start.Before(until) {
			all = append(all, diagnosis.Period{Name: name, From: minuteInJapan(start), To: minuteInJapan(end)})
		}
	}
	for _, c := range b.Campaigns {
		add("campaign", c.Start, c.End)
	}
	first := from.In(japan)
	for _, kind := range []struct {
		name string
		day  monthly
	}{{"payment-day", b.Payment}, {"statement-day", b.Statement}} {
		// One month more at each end: a day may move out of its month.
		for i := -1; kind.day.Day > 0 && i < 16; i++ {
			day := kind.day.in(first.Year(), first.Month()+time.Month(i))
			add(kind.name, day, day.Add(oneDay))
		}
	}
	return all
}

// minuteInJapan counts the minutes since 1970 began in Japan.
func minuteInJapan(t time.Time) int { return int(t.Unix()/60) + 9*60 }

var durationHint = "60（分）か「90分」「2時間」のように書いてください"

// minutes reads a length of time: a number of minutes, 90分, 2時間, 1時間30分, 1h30m.
func (v value) minutes() int {
	s, ok := v.scalar()
	if !ok {
		return 0
	}
	s = strings.NewReplacer("時間", "h", "分", "m", " ", "").Replace(plainDigits(s))
	if n, err := strconv.Atoi(s); err == nil {
		s = fmt.Sprintf("%dm", n)
	}
	d, err := time.ParseDuration(s)
	if err != nil || d < time.Minute || d > 7*oneDay {
		v.wrong(v.subject()+"時間の長さ（1分から7日まで）でなければなりません", durationHint)
		return 0
	}
	return int(d.Minutes())
}
