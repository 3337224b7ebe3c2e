package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/andybalholm/brotli"
	"github.com/emersion/go-ical"
	"github.com/mmcdole/gofeed"
)

// What reads these formats reads them here: an iCalendar library, a feed parser, and the Statuspage schema as
// https://www.mongodb.com/docs/api/doc/cloud-status/operation/operation-getstatussummary documents it, strictly.

var aMonth = map[string]string{
	"weekly": "title: 定期メンテナンス、アプリ; 全部\ndate: 2026-11-01\nkind: maintenance\naffects: [app, web]\nstart: 2026-11-08 01:00\nend: 2026-11-08 05:00\n" +
		"rrule: FREQ=WEEKLY;BYDAY=SU\ncancelled: [2026-12-06]\nexcept: [2027-01-03]\nextra: [2026-12-31 25:00]\nintermittent: 最大5分×3回\n" +
		"updates:\n - {at: 2026-11-20 10:00, text: 12月6日は取りやめます}",
	"now":       "title: いまのメンテナンス\ndate: 2026-11-20\nkind: maintenance\naffects: [card-payment, sms]\nstart: 2026-11-22 11:00\nend: 2026-11-22 13:00",
	"down":      "title: 障害\nkind: incident\naffects: [web]\nseverity: critical\nstart: 2026-11-22 09:00\nupdates:\n - {at: 2026-11-22 09:30, status: investigating, text: 調べています}\n - {at: 2026-11-22 10:00, status: identified, text: 原因がわかりました}",
	"back":      "title: 直った障害\nkind: incident\naffects: [sms]\nstart: 2026-11-21 09:00\nupdates:\n - {at: 2026-11-21 10:00, status: resolved, text: 直りました}",
	"long-over": "title: 前の障害\nkind: incident\nstart: 2026-10-01 09:00\nend: 2026-10-01 10:00",
	"off":       "title: 取りやめ\ndate: 2026-11-10\nkind: maintenance\naffects: [sms]\nstart: 2027-02-28 23:00\nend: 26:00\ncancelled: true",
	"example":   "title: 見本\nkind: maintenance\nstart: 2026-12-06 01:00\nend: 2026-12-06 05:00\nsample: true",
	"far":       "title: ずっと先\ndate: 2026-11-10\nkind: maintenance\naffects: [web]\nstart: 2028-02-29 01:00\nend: 2028-02-29 05:00",
	"news":      "title: お知らせ\ndate: 2026-11-10",
}

type publishedPage struct {
	ID, Name, URL string
	TimeZone      string    `json:"time_zone"`
	UpdatedAt     time.Time `json:"updated_at"`
}

type publishedComponent struct {
	ID, Name, Status   string
	Position           int
	Description        *string
	Showcase, Group    *bool
	CreatedAt          time.Time `json:"created_at"`
	UpdatedAt          time.Time `json:"updated_at"`
	StartDate          *string   `json:"start_date"`
	GroupID            *string   `json:"group_id"`
	PageID             string    `json:"page_id"`
	OnlyShowIfDegraded *bool     `json:"only_show_if_degraded"`
}

type publishedUpdate struct {
	ID, Status, Body string
	IncidentID       string    `json:"incident_id"`
	CreatedAt        time.Time `json:"created_at"`
	UpdatedAt        time.Time `json:"updated_at"`
	DisplayAt        time.Time `json:"display_at"`
}

type publishedIncident struct {
	ID, Name, Status, Impact, Shortlink string
	CreatedAt                           time.Time            `json:"created_at"`
	UpdatedAt                           time.Time            `json:"updated_at"`
	StartedAt                           time.Time            `json:"started_at"`
	MonitoringAt                        *time.Time           `json:"monitoring_at"`
	ResolvedAt                          *time.Time           `json:"resolved_at"`
	PageID                              string               `json:"page_id"`
	Updates                             []publishedUpdate    `json:"incident_updates"`
	Components                          []publishedComponent `json:"components"`
	ScheduledFor                        time.Time            `json:"scheduled_for"`
	ScheduledUntil                      time.Time            `json:"scheduled_until"`
}

type publishedSummary struct {
	Page        publishedPage
	Status      struct{ Indicator, Description string }
	Components  []publishedComponent
	Incidents   []publishedIncident
	Maintenance []publishedIncident `json:"scheduled_maintenances"`
}

func readSummary(t *testing.T, out Output) (s publishedSummary) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(out["api/v2/summary.json"]))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSummaryHasThePublishedSchema(t *testing.T) {
	s := readSummary(t, noticeSite(t, built, aMonth))
	var got []string
	for _, c := range s.Components {
		got = append(got, c.ID+" "+c.Status)
	}
	if want := "app operational, web major_outage, sms under_maintenance, card-payment under_maintenance"; strings.Join(got, ", ") != want {
		t.Errorf("components: %q", got)
	}
	if s.Status.Indicator != "critical" || !s.Page.UpdatedAt.Equal(built) {
		t.Errorf("status %v of %v", s.Status, s.Page)
	}
	got = nil
	for _, i := range s.Incidents {
		got = append(got, i.ID+" "+i.Status+" "+i.Impact+" "+i.Updates[0].Status)
		checkEvent(t, i, []string{"investigating", "identified", "monitoring", "resolved"})
	}
	if want := "down identified critical identified, back resolved major resolved"; strings.Join(got, ", ") != want {
		t.Errorf("incidents: %q", got)
	}
	got = nil
	for _, m := range s.Maintenance {
		got = append(got, m.ID+" "+m.Status)
		checkEvent(t, m, []string{"scheduled", "in_progress"})
		if m.Impact != "maintenance" || !m.ScheduledUntil.After(built) || !m.ScheduledUntil.After(m.ScheduledFor) {
			t.Errorf("%s from %v until %v", m.ID, m.ScheduledFor, m.ScheduledUntil)
		}
	}
	want := "now in_progress, weekly-20261129 scheduled, weekly-20261213 scheduled, weekly-20261220 scheduled, weekly-20261227 scheduled, " +
		"weekly-20270101t0100 scheduled, weekly-20270110 scheduled, weekly-20270117 scheduled, far scheduled"
	if strings.Join(got, ", ") != want {
		t.Errorf("maintenance: %q", got)
	}
}

func checkEvent(t *testing.T, e publishedIncident, statuses []string) {
	t.Helper()
	impacts := []string{"none", "minor", "major", "critical", "maintenance"}
	if !slices.Contains(statuses, e.Status) || !slices.Contains(impacts, e.Impact) || len(e.Updates) == 0 ||
		e.PageID == "" || e.CreatedAt.After(built) || e.UpdatedAt.After(built) || !strings.HasPrefix(e.Shortlink, "https://help.example/notices/") {
		t.Errorf("%+v", e)
	}
	for _, u := range e.Updates {
		if u.IncidentID != e.ID || u.Body == "" || u.CreatedAt.IsZero() || u.ID == "" {
			t.Errorf("%s: %+v", e.ID, u)
		}
	}
	for _, c := range e.Components {
		if c.Name == "" || c.PageID != e.PageID || c.Showcase == nil {
			t.Errorf("%s: %+v", e.ID, c)
		}
	}
}

func TestSummaryIsSmall(t *testing.T) {
	month := map[string]string{"weekly": aMonth["weekly"], "down": aMonth["down"], "now": aMonth["now"]}
	data := noticeSite(t, built, month)["api/v2/summary.json"]
	var b bytes.Buffer
	w := brotli.NewWriterLevel(&b, brotli.BestCompression)
	w.Write(data)
	w.Close()
	if t.Logf("%d bytes, %d in brotli", len(data), b.Len()); b.Len() > 1500 {
		t.Errorf("%d bytes in brotli", b.Len())
	}
}

func TestFeedIsReadByAParser(t *testing.T) {
	out := noticeSite(t, built, aMonth)
	feed, err := gofeed.NewParser().Parse(bytes.NewReader(out["notices/feed.xml"]))
	if err != nil {
		t.Fatal(err)
	}
	if feed.FeedType != "atom" || feed.Title == "" || feed.FeedLink != "https://help.example/notices/feed.xml" || feed.Link != "https://help.example/notices/" || feed.Language != "ja" {
		t.Errorf("%s %q %s %s %s", feed.FeedType, feed.Title, feed.FeedLink, feed.Link, feed.Language)
	}
	var got []string
	last := feed.Items[0].UpdatedParsed
	for _, i := range feed.Items {
		got = append(got, i.Title)
		if i.GUID != i.Link || i.PublishedParsed == nil || i.UpdatedParsed.After(*last) || i.UpdatedParsed.After(built) || !strings.Contains(i.Content, "<p>本文です。</p>") {
			t.Errorf("%+v", i)
		}
		last = i.UpdatedParsed
	}
	if want := "障害, 直った障害, 定期メンテナンス、アプリ; 全部, いまのメンテナンス, ずっと先, 【中止】取りやめ, お知らせ, 前の障害"; strings.Join(got, ", ") != want {
		t.Errorf("%s", strings.Join(got, ", "))
	}
	weekly := feed.Items[2]
	for _, part := range []string{"2026年11月29日（日）1:00から5:00まで", "（中止）", "最大5分×3回", "カードでのお支払いは使えます", "12月6日は取りやめます"} {
		if !strings.Contains(weekly.Description, part) {
			t.Errorf("no %s in %s", part, weekly.Description)
		}
	}
}

// readCalendar checks the lines themselves, then reads them with another library.
func readCalendar(t *testing.T, data []byte) map[string]*ical.Event {
	t.Helper()
	for line := range strings.SplitSeq(strings.TrimSuffix(string(data), "\r\n"), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
			t.Errorf("%d octets: %q", len(line), line)
		}
	}
	calendar, err := ical.NewDecoder(bytes.NewReader(data)).Decode()
	if err != nil {
		t.Fatal(err)
	}
	if err := ical.NewEncoder(new(bytes.Buffer)).Encode(calendar); err != nil {
		t.Errorf("not as RFC 5545 has it: %v", err)
	}
	if len(calendar.Children) == 0 || calendar.Children[0].Name != ical.CompTimezone {
		t.Error("no time zone")
	}
	events := map[string]*ical.Event{}
	for _, e := range calendar.Events() {
		uid, _ := e.Props.Text(ical.PropUID)
		if events[uid] != nil {
			t.Errorf("%s twice", uid)
		}
		events[uid] = &e
	}
	return events
}

func TestCalendarIsReadByALibrary(t *testing.T) {
	events := readCalendar(t, noticeSite(t, built, aMonth)["maintenance.ics"])
	told := func(uid string) string {
		e := events[uid+"@help.example"]
		if e == nil {
			return "missing"
		}
		start, err1 := e.DateTimeStart(nil)
		end, err2 := e.DateTimeEnd(nil)
		stamp, err3 := e.Props.DateTime(ical.PropDateTimeStamp, nil)
		status, _ := e.Props.Text(ical.PropStatus)
		summary, _ := e.Props.Text(ical.PropSummary)
		if err1 != nil || err2 != nil || err3 != nil || stamp.After(built) || start.Location().String() != "Asia/Tokyo" {
			t.Errorf("%s: %v %v %v %v %v", uid, err1, err2, err3, stamp, start.Location())
		}
		return fmt.Sprint(start.UTC().Format("0102-1504"), " ", end.Sub(start), " ", status, " ", e.Props.Get(ical.PropSequence).Value, " ", summary)
	}
	for uid, want := range map[string]string{
		"now":                  "1122-0200 2h0m0s CONFIRMED 0 いまのメンテナンス",
		"weekly-20261129":      "1128-1600 4h0m0s CONFIRMED 1 定期メンテナンス、アプリ; 全部",
		"weekly-20261206":      "1205-1600 4h0m0s CANCELLED 2 【中止】定期メンテナンス、アプリ; 全部",
		"weekly-20270101t0100": "1231-1600 4h0m0s CONFIRMED 1 定期メンテナンス、アプリ; 全部",
		"weekly-20271121":      "1120-1600 4h0m0s CONFIRMED 1 定期メンテナンス、アプリ; 全部", // a year ahead
		"weekly-20270103":      "missing",
		"weekly-20261108":      "1107-1600 4h0m0s CONFIRMED 1 定期メンテナンス、アプリ; 全部", // past, and kept
		"off":                  "0228-1400 3h0m0s CANCELLED 1 【中止】取りやめ",
		"far":                  "0228-1600 4h0m0s CONFIRMED 0 ずっと先", // the leap day
		"example":              "missing",
		"down":                 "missing",
	} {
		if got := told(uid); got != want {
			t.Errorf("%s: %s, want %s", uid, got, want)
		}
	}
}

func TestCalendarOfNothing(t *testing.T) {
	if events := readCalendar(t, noticeSite(t, built, nil)["maintenance.ics"]); len(events) != 0 {
		t.Errorf("%d events", len(events))
	}
}

func TestAnEventKeepsItsNameAndCountsItsChanges(t *testing.T) {
	at := func(lines string) (uid, sequence string) {
		for uid, e := range readCalendar(t, noticeSite(t, built, map[string]string{"work": "title: 題\nkind: maintenance\nend: 2026-12-01 05:00\n" + lines})["maintenance.ics"]) {
			return uid, e.Props.Get(ical.PropSequence).Value
		}
		return
	}
	first, zero := at("start: 2026-12-01 01:00")
	moved, one := at("start: 2026-12-01 02:00\nupdates: [{at: 2026-11-20 10:00, text: 2時からになりました}]")
	off, two := at("start: 2026-12-01 02:00\ncancelled: true\nupdates: [{at: 2026-11-20 10:00, text: 2時からになりました}]")
	if first != "work@help.example" || moved != first || off != first || zero+one+two != "012" {
		t.Errorf("%s %s, %s %s, %s %s", first, zero, moved, one, off, two)
	}
}
