package site

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"
)

// maintenance.ics (RFC 5545), one address to subscribe to. Each occurrence is an event of its own, a year ahead,
// and not a rule with its exceptions: Google leaves RDATE out, Outlook too, and a single date that was called off
// can say so only as an event with STATUS:CANCELLED. What is written is so plain that a library would only add its own
// habits; the tests read it with one.

const (
	icsMoment    = "20060102T150405"
	calendarBack = 60 * oneDay // past windows stay in subscribers' calendars so long
)

type icsWriter struct{ out strings.Builder }

// line writes one content line, folded at 75 octets, never within a character.
func (w *icsWriter) line(name, value string) {
	rest := name + ":" + value
	for limit := 75; len(rest) > limit; limit = 74 { // the space that begins a further line counts
		at := limit
		for !utf8.RuneStart(rest[at]) {
			at--
		}
		w.out.WriteString(rest[:at] + "\r\n ")
		rest = rest[at:]
	}
	w.out.WriteString(rest + "\r\n")
}

var icsEscapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`)

func (w *icsWriter) text(name, value string) { w.line(name, icsEscapes.Replace(value)) }

// lines writes names and values in turn.
func (w *icsWriter) lines(pairs ...string) {
	for i := 0; i < len(pairs); i += 2 {
		w.line(pairs[i], pairs[i+1])
	}
}

func (s *Site) calendar(ix *index) []byte {
	w := &icsWriter{}
	title := ix.byURL["/notices/"].meta.Title + " | " + s.siteView(ix).Title
	w.lines("BEGIN", "VCALENDAR", "VERSION", "2.0", "PRODID", "-//helpcenter//maintenance//JA", "CALSCALE", "GREGORIAN", "METHOD", "PUBLISH")
	w.text("NAME", title)
	w.text("X-WR-CALNAME", title)
	w.lines("X-WR-TIMEZONE", "Asia/Tokyo", "REFRESH-INTERVAL;VALUE=DURATION", "PT6H", "X-PUBLISHED-TTL", "PT6H")
	// Japan has had no summer time since 1951.
	w.lines("BEGIN", "VTIMEZONE", "TZID", "Asia/Tokyo", "BEGIN", "STANDARD", "DTSTART", "19700101T000000",
		"TZOFFSETFROM", "+0900", "TZOFFSETTO", "+0900", "TZNAME", "JST", "END", "STANDARD", "END", "VTIMEZONE")
	built := s.options.Built
	for _, e := range ix.notices {
		notice := e.meta.Notice
		if notice.Kind != "maintenance" || notice.Sample || notice.length() == 0 {
			continue
		}
		until := built
		if notice.Start.After(built) {
			until = notice.Start
		}
		for _, o := range notice.between(built.Add(-calendarBack), until.Add(yearAhead)) {
			s.event(w, e, o)
		}
	}
	w.line("END", "VCALENDAR")
	return []byte(w.out.String())
}

func (s *Site) event(w *icsWriter, e *entry, o occurrence) {
	notice := e.meta.Notice
	v := s.noticeView(e.page, 0)
	v.Cancelled = o.Cancelled
	status := "CONFIRMED"
	if o.Cancelled {
		status = "CANCELLED"
	}
	stamp := s.updatedAt(e.page).UTC().Format(icsMoment) + "Z"
	const zone = ";TZID=Asia/Tokyo"
	w.lines("BEGIN", "VEVENT", "UID", o.id(noticeName(e.page))+"@"+s.host(), "DTSTAMP", stamp, "LAST-MODIFIED", stamp,
		"SEQUENCE", fmt.Sprint(notice.revision(o)), "STATUS", status, "TRANSP", "TRANSPARENT",
		"DTSTART"+zone, o.Start.Format(icsMoment), "DTEND"+zone, o.End.Format(icsMoment))
	w.text("SUMMARY", v.markedTitle())
	w.text("DESCRIPTION", v.plainText())
	if s.baseURL() != "" {
		w.line("URL", s.baseURL()+e.url)
	}
	w.lines("CATEGORIES", "MAINTENANCE", "END", "VEVENT")
}

// revision counts what was changed: a generator remembers nothing, so an update is what tells of a change.
func (w *window) revision(o occurrence) int {
	n := len(w.Updates)
	if o.Cancelled {
		n++
	}
	return n
}

// host is the right side of an event's UID.
func (s *Site) host() string {
	if u, err := url.Parse(s.baseURL()); err == nil && u.Hostname() != "" {
		return u.Hostname()
	}
	return "helpcenter"
}
