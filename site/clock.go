package site

import (
	"fmt"
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
	layout := time.DateOnly
	if len(s) > len(layout) {
		layout = time.RFC3339
	}
	if t, err := time.ParseInLocation(layout, s, japan); err == nil {
		return t.In(japan)
	}
	if m := partsOf(s); m.isDate() {
		day, message, hint := m.readDate()
		if message != "" {
			v.wrong(message, hint)
		}
		return day
	}
	v.wrong(v.subject()+"日付でなければなりません", dayHint)
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
	return fmt.Sprintf("%s（%s）%s", dayText(t), weekdays[t.Weekday()], hourText(t))
}

func hourText(t time.Time) string { return fmt.Sprintf("%d:%02d", t.Hour(), t.Minute()) }

func momentISO(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}
