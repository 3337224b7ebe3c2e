//go:build js && wasm

package main

import (
	"helpcenter/wasm/diagnosis"
	"helpcenter/wasm/japanese"
)

// Texts, numbers and times, as far as the widget needs them; Go's own packages cost the module more.

func contains(s, part string) bool { return japanese.Index(s, part) >= 0 }

// number returns the digits at the start of s as a number, and what follows; -1 where there are none.
func number(s string) (n int, rest string) {
	n = -1
	for rest = s; rest != "" && rest[0] >= '0' && rest[0] <= '9' && n < 1e6; rest = rest[1:] {
		n = max(n, 0)*10 + int(rest[0]-'0')
	}
	return n, rest
}

// largest is the largest number noted: what is beyond it was no measurement.
const largest = 1e9 - 1

// thousandths cuts x to three digits behind the point, as reports have it.
func thousandths(x float64) float64 {
	x = max(-largest, min(x, largest))
	return float64(int64(x*1000)) / 1000
}

// decimal writes x with up to three digits behind the point.
func decimal(x float64) string {
	if x < 0 {
		return "-" + decimal(-x)
	}
	n := int64(x*1000 + 0.5)
	out := diagnosis.Decimal(int(n / 1000))
	if n %= 1000; n > 0 {
		digits := diagnosis.Decimal(int(1000 + n))[1:]
		for digits[len(digits)-1] == '0' {
			digits = digits[:len(digits)-1]
		}
		out += "." + digits
	}
	return out
}

// Days are counted from 1970 on, years from March on: then a leap day is the last day of its year.

const day = 24 * 3600 * 1000.0

// parseTime reads 2026-11-21T12:00:00+09:00 (or Z behind it, or parts of a second) as ms since the epoch;
// 0 where it is no time.
func parseTime(s string) float64 {
	if len(s) < 20 || s[4] != '-' || s[7] != '-' || s[10] != 'T' || s[13] != ':' || s[16] != ':' {
		return 0
	}
	var n [6]int
	for i, at := range [...]int{0, 5, 8, 11, 14, 17} {
		var rest string
		if n[i], rest = number(s[at:]); n[i] < 0 || len(s)-at-len(rest) != 2 && i > 0 {
			return 0
		}
	}
	year, month := n[0], n[1]-3
	if month < 0 {
		year, month = year-1, month+12
	}
	days := year*365 + year/4 - year/100 + year/400 + (month*153+2)/5 + n[2] - 719469
	ms := float64(days)*day + float64((n[3]*60+n[4])*60+n[5])*1000
	zone := s[19:]
	for zone != "" && (zone[0] == '.' || zone[0] >= '0' && zone[0] <= '9') {
		zone = zone[1:]
	}
	if zone == "Z" {
		return ms
	}
	if len(zone) != 6 || zone[3] != ':' {
		return 0
	}
	hours, _ := number(zone[1:])
	minutes, _ := number(zone[4:])
	offset := float64(hours*60+minutes) * 60000
	switch {
	case hours < 0 || minutes < 0:
		return 0
	case zone[0] == '+':
		return ms - offset
	case zone[0] == '-':
		return ms + offset
	}
	return 0
}

// japanTime writes a moment as 2026-11-21T12:00:00+09:00.
func japanTime(ms float64) string {
	ms += 9 * 3600 * 1000
	days := int(ms / day)
	seconds := int(ms/1000 - float64(days)*day/1000)
	z := days + 719468
	era := z / 146097
	of := z - era*146097 // day of an era of 400 years
	year := (of - of/1460 + of/36524 - of/146096) / 365
	of -= year*365 + year/4 - year/100
	month := (of*5 + 2) / 153
	date := of - (month*153+2)/5 + 1
	year += era * 400
	if month += 3; month > 12 {
		year, month = year+1, month-12
	}
	return diagnosis.Decimal(year) + "-" + two(month) + "-" + two(date) + "T" +
		two(seconds/3600) + ":" + two(seconds/60%60) + ":" + two(seconds%60) + "+09:00"
}

func two(n int) string { return diagnosis.Decimal(100 + n)[1:] }
