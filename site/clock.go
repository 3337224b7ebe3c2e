package site

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// japan is the zone of every time that a writer gives. A fixed zone, because
// Japan has no summer time and a binary need not carry the zone table.
var japan = time.FixedZone("JST", 9*60*60)

const dayHint = "2026-11-22 のように、年4けた-月2けた-日2けたで書いてください"

// day reads a date: 2026-11-22, or a whole RFC 3339 time.
func (v value) day() time.Time {
	s, ok := v.scalar()
	if !ok {
		return time.Time{}
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if t, err := time.ParseInLocation(layout, s, japan); err == nil {
			return t.In(japan)
		}
	}
	v.wrong(v.subject()+"日付でなければなりません", dayHint)
	return time.Time{}
}

var momentForm = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})[ T]([0-2]?\d):([0-5]\d)$`)

// moment reads a time in Japan. Hours up to 29 are read as notices write them:
// 24:00 is the end of the day, 25:30 half past one of the next morning.
func (v value) moment() time.Time {
	s, ok := v.scalar()
	if !ok {
		return time.Time{}
	}
	if m := momentForm.FindStringSubmatch(s); m != nil {
		if day, err := time.ParseInLocation(time.DateOnly, m[1], japan); err == nil {
			hours, _ := strconv.Atoi(m[2])
			minutes, _ := strconv.Atoi(m[3])
			return day.Add(time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute)
		}
	}
	v.wrong(v.subject()+"日付と時刻でなければなりません", "日本の時刻で 2026-11-22 02:00 のように書いてください（24:00 や 25:30 も使えます）")
	return time.Time{}
}

// dayText is a date as it is read aloud.
func dayText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d年%d月%d日", t.Year(), t.Month(), t.Day())
}

func dayISO(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

var weekdays = []string{"日", "月", "火", "水", "木", "金", "土"}

// momentText names the weekday too: people plan by it.
func momentText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return fmt.Sprintf("%s（%s）%d:%02d", dayText(t), weekdays[t.Weekday()], t.Hour(), t.Minute())
}

func momentISO(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}
