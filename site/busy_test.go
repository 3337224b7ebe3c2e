package site

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"helpcenter/wasm/diagnosis"
)

// The days are invented: no source names one.

func busyOf(t *testing.T, lines string) busyDays {
	t.Helper()
	c, problems := loadConfig([]byte("busy:\n" + lines))
	for _, p := range problems {
		t.Error(p)
	}
	return c.Busy
}

// on tells which period holds at a time in Japan.
func (b busyDays) on(t *testing.T, at string) string {
	t.Helper()
	moment, err := time.ParseInLocation("2006-01-02 15:04", at, japan)
	if err != nil {
		t.Fatal(err)
	}
	calendar := diagnosis.Base{Periods: append(b.periods(moment), diagnosis.Period{Name: "lunch", From: 720, To: 780})}
	return calendar.BusyPeriod(minuteInJapan(moment))
}

func TestBusyDaysMoveAsBanksDo(t *testing.T) {
	b := busyOf(t, "  payment_day: 11\n  statement_day: {day: 末, moved: previous}\n  campaigns:\n    - {from: 2026-12-01 10:00, to: 2026-12-03}\n")
	for at, want := range map[string]string{
		"2026-11-11 00:00": "payment-day",
		"2026-11-10 23:59": "none",
		"2026-11-11 23:59": "payment-day",
		"2026-11-12 00:00": "none",
		"2026-10-11 09:00": "none", // a Sunday
		"2026-10-12 09:00": "none", // スポーツの日
		"2026-10-13 09:00": "payment-day",
		"2026-08-11 09:00": "none", // 山の日
		"2026-08-12 12:30": "payment-day",
		"2026-11-30 12:00": "statement-day",
		"2026-12-30 12:00": "statement-day", // banks close on the 31st
		"2026-12-31 12:00": "lunch",
		"2027-01-29 09:00": "statement-day", // the 31st is a Sunday
		"2028-02-29 09:00": "statement-day", // a leap day
		"2027-02-26 09:00": "statement-day",
		"2026-12-01 09:59": "none",
		"2026-12-01 10:00": "campaign",
		"2026-12-03 23:59": "campaign",
		"2026-12-04 12:00": "lunch",
	} {
		if got := b.on(t, at); got != want {
			t.Errorf("%s: %s, want %s", at, got, want)
		}
	}
	b = busyOf(t, "  payment_day: 1\n  statement_day: {day: 2, moved: none}\n")
	for at, want := range map[string]string{"2027-01-04 09:00": "payment-day", "2027-01-01 09:00": "none", "2027-01-02 09:00": "statement-day"} {
		if got := b.on(t, at); got != want {
			t.Errorf("%s: %s, want %s", at, got, want)
		}
	}
}

func TestTheHolidayTableReachesFarEnough(t *testing.T) {
	for year := 2026; year <= time.Now().Year()+2; year++ {
		if n := len(strings.Fields(holidays[year])); n < 16 {
			t.Errorf("%d has %d holidays", year, n)
		}
	}
}

// withBusy is the real knowledge with busy days in its site.yaml.
func withBusy(t *testing.T, lines string) fstest.MapFS {
	t.Helper()
	content := realKnowledge(t)
	content["site.yaml"] = &fstest.MapFile{Data: []byte(lines)}
	return content
}

func TestReportsAreJudgedByTheirOwnDay(t *testing.T) {
	d, err := LoadDiagnosis(withBusy(t, "busy: {payment_day: 11}"), nil)
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[string]string{"2026-10-13T09:00:00+09:00": "payment-day", "2026-10-12T15:30:00Z": "payment-day",
		"2031-08-11T00:10:00+09:00": "night", "2031-08-12T12:10:00+09:00": "payment-day", "2026-10-14T12:10:00+09:00": "lunch"} {
		e, err := d.Evidence(Report{Version: 1, At: at})
		if err != nil || len(e.Readings) != 1 || e.Readings[0].Value.Text != want {
			t.Errorf("%s: %v %v, want %s", at, e.Readings, err, want)
		}
	}
}

func TestKnowledgeCarriesBusyDaysOnlyWhereSet(t *testing.T) {
	carried := func(lines string) (dated, size int) {
		s := New(withBusy(t, lines), testTheme, Options{Built: built})
		_ = s.load(nil)
		s.loadKnowledge()
		base, err := diagnosis.Decode(append(slices.Clone(s.knowledgeFile.bytes), s.adviceFile.bytes...))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range base.Periods {
			if p.To > 24*60 {
				dated++
			}
		}
		return dated, len(s.adviceFile.bytes)
	}
	none, plain := carried("title: 題")
	year, full := carried("busy: {payment_day: 11}")
	if none != 0 || year < 13 || year > 14 || full-plain > 14*32 {
		t.Errorf("%d days, then %d in %d bytes", none, year, full-plain)
	}
}
