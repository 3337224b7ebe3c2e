package site

import (
	"encoding/xml"
	"slices"
	"strings"
	"time"
)

// The notices as an Atom feed (RFC 4287), the last said first.

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID        string   `xml:"id"`
	Title     string   `xml:"title"`
	Published string   `xml:"published"`
	Updated   string   `xml:"updated"`
	Link      atomLink `xml:"link"`
	Category  atomTerm `xml:"category"`
	Summary   string   `xml:"summary"`
	Content   atomHTML `xml:"content"`
}

type atomTerm struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

type atomHTML struct {
	Type string `xml:"type,attr"`
	Base string `xml:"xml:base,attr,omitempty"`
	Text string `xml:",chardata"`
}

// feedMost is how many notices the feed holds.
const feedMost = 50

func (s *Site) feed(ix *index) []byte {
	home := ix.byURL["/notices/"]
	f := atomFeed{Lang: "ja", ID: s.atomID("/notices/"), Title: home.meta.Title + " | " + s.siteView(ix).Title, Author: s.siteView(ix).Title,
		Updated: s.options.Built.UTC().Format(time.RFC3339),
		Links:   []atomLink{{"self", "application/atom+xml", s.baseURL() + "/notices/feed.xml"}, {"alternate", "text/html", s.baseURL() + "/notices/"}}}
	told := slices.DeleteFunc(slices.Clone(ix.notices), func(e *entry) bool { return e.meta.Notice.Sample })
	slices.SortStableFunc(told, func(a, b *entry) int { return s.updatedAt(b.page).Compare(s.updatedAt(a.page)) })
	for _, e := range told[:min(feedMost, len(told))] {
		f.Entries = append(f.Entries, s.atomEntry(e))
	}
	if len(told) > 0 {
		f.Updated = momentISO(s.updatedAt(told[0].page))
	}
	out, _ := xml.MarshalIndent(f, "", " ") // plain data always encodes
	return []byte(xml.Header + string(out) + "\n")
}

// atomID is for ever: the address, or where nobody said what it will be, a name of our own.
func (s *Site) atomID(url string) string {
	if s.baseURL() == "" {
		return "urn:helpcenter:" + strings.Trim(url, "/")
	}
	return s.baseURL() + url
}

func (s *Site) atomEntry(e *entry) atomEntry {
	v := s.noticeView(e.page, pageMost)
	text := v.plainText()
	return atomEntry{
		ID: s.atomID(e.url), Title: v.markedTitle(), Published: momentISO(s.saidAt(e.page)), Updated: momentISO(s.updatedAt(e.page)),
		Link: atomLink{"alternate", "text/html", s.baseURL() + e.url}, Category: atomTerm{v.Kind, v.KindText},
		Summary: text, Content: atomHTML{"html", s.baseURL() + e.url, "<p>" + strings.ReplaceAll(escaped(text), "\n", "<br>") + "</p>" + string(e.lead) + string(e.content)},
	}
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s))
	return strings.ReplaceAll(b.String(), "&#xA;", "\n")
}

// markedTitle says of what was called off that it was: many readers see titles only.
func (v NoticeView) markedTitle() string {
	if v.Cancelled {
		return "【中止】" + v.Title
	}
	return v.Title
}

// plainText is a notice in a few lines, for feeds and calendars.
func (v NoticeView) plainText() string {
	var lines []string
	if v.Cancelled {
		lines = append(lines, "この予定は中止になりました。")
	}
	for _, w := range v.Windows {
		line := w.StartText + "から"
		if w.EndText != "" {
			line += w.EndText + "まで"
		}
		if w.Cancelled && !v.Cancelled {
			line += "（中止）"
		}
		lines = append(lines, line)
	}
	if !v.Past {
		lines = append(lines, v.Says+v.CardText)
	}
	for _, u := range v.Updates {
		lines = append(lines, u.AtText+" "+u.Text)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}
