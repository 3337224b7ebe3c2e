package site

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Moments as notices in Japan write them: 2026-12-01 02:00, 2026年12月1日（火）午前2時30分, 24:00 and 26:00 for the
// night after a day, 正午, 翌5:00. What can be read in two ways and cannot be settled is a Problem and no guess:
// 深夜0時 is the beginning of a day to one and its end to another, and a day's error sends people to a closed door.

// A moment is one such time.
type moment struct {
	at       time.Time
	night    bool // 深夜 and an hour after midnight: the night before the day that is named, or the one after it
	timeOnly bool // no date was given: at counts from the first day of the year 1
	tomorrow bool // 翌
}

var momentForm = regexp.MustCompile(
	`^((\d{4})[-/年](\d{1,2})[-/月](\d{1,2})日? ?(?:\(([日月火水木金土])(?:曜日?)?\))?)?[ T]?` +
		`(?:(翌日?)? ?(?:(正午)|(午前|午後|深夜|未明)? ?(\d{1,2})(?::(\d{2})(?::\d{2})?|時(?:(\d{1,2})分|(半))?)))?` +
		` ?(Z|UTC|GMT|JST|日本時間|Asia/Tokyo|[+-](?:0\d|1[0-4]):?[0-5]\d)?$`)

// momentParts are the groups of momentForm in a text, nil where it does not match.
type momentParts []string

func partsOf(s string) momentParts { return momentForm.FindStringSubmatch(plainDigits(s)) }

// The groups of momentForm.
const (
	dateAt = iota + 1
	yearAt
	monthAt
	dayAt
	weekdayAt
	nextDayAt
	noonAt
	partAt
	timeAt
	minuteAt
	minutesAt
	halfAt
	zoneAt
)

const noMoment = "日付と時刻でなければなりません"

const momentHint = "日本の時刻で 2026-11-22 02:00 のように書いてください（24:00 や 25:30 も使えます）"

// plainDigits gives what is typed in full width its plain form.
func plainDigits(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '　' || r == '\t':
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// moment reads a time whose day is given and that cannot be misread.
func (v value) moment() time.Time {
	m, ok := v.anyMoment()
	switch {
	case !ok:
		return time.Time{}
	case m.timeOnly:
		v.wrong(v.subject()+noMoment, momentHint)
		return time.Time{}
	case m.night:
		v.wrongNight()
		return time.Time{}
	}
	return m.at
}

func (v value) wrongNight() {
	v.wrong(v.subject()+"どちらの夜のことか決められません（「"+v.node.Value+"」）", "その日が始まる夜なら 00:00、その日が終わる夜なら 24:00 のように、0〜29の時刻で書いてください")
}

// anyMoment reads a moment; what is wrong with it has been told where ok is false.
func (v value) anyMoment() (m moment, ok bool) {
	s, ok := v.scalar()
	if !ok {
		return m, false
	}
	m, message, hint := readMoment(s)
	switch message {
	case "":
	case noMoment:
		v.wrong(v.subject()+message, hint)
	default:
		v.wrong(message, hint)
	}
	return m, message == ""
}

func readMoment(s string) (m moment, message, hint string) {
	parts := partsOf(s)
	if parts == nil || parts[timeAt] == "" && parts[noonAt] == "" {
		return m, noMoment, momentHint
	}
	m.timeOnly, m.tomorrow = parts[dateAt] == "", parts[nextDayAt] != ""
	day := time.Date(1, 1, 1, 0, 0, 0, 0, japan)
	if !m.timeOnly {
		if day, message, hint = parts.readDate(); message != "" {
			return m, message, hint
		}
	}
	clock, message, hint := parts.readClock()
	if message != "" {
		return m, message, hint
	}
	m.night = parts[partAt] == "深夜" && clock < 6*time.Hour
	if m.tomorrow {
		clock += 24 * time.Hour
	}
	m.at = day.Add(clock + 9*time.Hour - zoneOffset(parts[zoneAt]))
	return m, "", ""
}

// isDate holds for a date alone.
func (p momentParts) isDate() bool {
	return p != nil && p[dateAt] != "" && p[timeAt]+p[noonAt]+p[zoneAt] == ""
}

// readDate gives the day, which must exist and be the weekday that is said.
func (p momentParts) readDate() (day time.Time, message, hint string) {
	year, month, date := atoi(p[yearAt]), atoi(p[monthAt]), atoi(p[dayAt])
	day = time.Date(year, time.Month(month), date, 0, 0, 0, 0, japan)
	if day.Month() != time.Month(month) || day.Day() != date {
		return time.Time{}, fmt.Sprintf("%d年%d月%d日という日はありません", year, month, date), lastDayHint(year, month)
	}
	if said := p[weekdayAt]; said != "" && said != weekdays[day.Weekday()] {
		return time.Time{}, fmt.Sprintf("%sは%s曜日ではなく%s曜日です", dayText(day), said, weekdays[day.Weekday()]), "日付と曜日のどちらが正しいか確かめてください"
	}
	return day, "", ""
}

func lastDayHint(year, month int) string {
	if month < 1 || month > 12 {
		return dayHint
	}
	return fmt.Sprintf("%d年%d月は%d日までです", year, month, time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, japan).Day())
}

// readClock gives the time since the day began, up to 29:59.
func (p momentParts) readClock() (since time.Duration, message, hint string) {
	if p[noonAt] != "" {
		return 12 * time.Hour, "", ""
	}
	hour, minute := atoi(p[timeAt]), atoi(p[minuteAt])+atoi(p[minutesAt])
	if p[halfAt] != "" {
		minute = 30
	}
	switch part := p[partAt]; {
	case (part == "午前" || part == "午後") && hour > 11:
		return 0, fmt.Sprintf("「%s%d時」は読みかたが分かれます", part, hour), "昼の12時は 12:00、夜の12時は 24:00（その日の終わり）か 00:00（その日の始まり）と書いてください"
	case part == "午後":
		hour += 12
	case part == "未明" && hour > 5:
		return 0, fmt.Sprintf("「未明%d時」とは言いません", hour), momentHint
	}
	if hour > 29 || minute > 59 {
		return 0, fmt.Sprintf("%d:%02d という時刻はありません", hour, minute), "時は 0〜29、分は 0〜59 で書いてください（26:00 は次の日の午前2時です）"
	}
	return time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute, "", ""
}

// zoneOffset is how far a zone is ahead of UTC; Japan's where none is given.
func zoneOffset(zone string) time.Duration {
	switch first, _ := utf8.DecodeRuneInString(zone); {
	case zone == "Z" || zone == "UTC" || zone == "GMT":
		return 0
	case first != '+' && first != '-':
		return 9 * time.Hour
	}
	digits := strings.ReplaceAll(zone[1:], ":", "")
	offset := time.Duration(atoi(digits[:2]))*time.Hour + time.Duration(atoi(digits[2:]))*time.Minute
	if zone[0] == '-' {
		return -offset
	}
	return offset
}

// atoi reads digits that a pattern has found; none are 0.
func atoi(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
