package site

import (
	"html/template"
	"strings"
	"sync"
)

// What a template sees. A misspelt field in a template is an error at the
// first build, because these are structs and no maps.

// View is the root of every template's data.
type View struct {
	Site SiteView
	Page PageView

	theme *template.Template
	parts *sync.Map // what Shared made in this build
}

// Shared renders the named template once a build for each list of words, and
// gives it to all pages: {{.Shared "site-nav" .Page.Kind}}. The template may use
// of a page nothing but what the words say. A long menu costs more than the rest
// of a page's frame; this way it costs it once.
func (v *View) Shared(name string, words ...string) (template.HTML, error) {
	key := part{name, strings.Join(words, "\x00")}
	if made, ok := v.parts.Load(key); ok {
		return made.(template.HTML), nil
	}
	var b strings.Builder
	if err := v.theme.ExecuteTemplate(&b, name, v); err != nil {
		return "", err
	}
	made, _ := v.parts.LoadOrStore(key, template.HTML(b.String()))
	return made.(template.HTML), nil
}

// A part is a template and the words it was rendered with.
type part struct{ name, words string }

// SiteView is what all pages have in common.
type SiteView struct {
	Title, ShortTitle, Description string
	BaseURL                        string // "https://help.example", without the last slash; may be empty
	CSP                            string // the whole policy, for the meta element
	OfficialName, OfficialURL      string
	Footer                         string
	CSS, Script, Helpful, Icon     string // addresses of fingerprinted files, empty if the theme has none
	Accessibility                  string // address of the page about it, empty if nobody wrote one
	Sections                       []SectionView
	Popular                        []LinkView
	Widget                         *WidgetView  // nil without diagnosis knowledge
	Notices, PastNotices           []NoticeView // on pages that list them
	Banners                        []BannerView // the next first
	BannerBefore                   int          // minutes
	WindowScript                   string       // what turns the phases of windows; empty if there is nothing to turn
	Checked, CheckedText           string       // the day of the build: 2026-11-22, 2026年11月22日
	Support                        bool         // there is a page of how to reach support
	Preview                        bool
}

// SectionView is a folder with its guides, or any titled group of links.
type SectionView struct {
	Title, Description, URL, Icon string
	Pages                         []LinkView
}

// LinkView is a link as lists and navigation show it.
type LinkView struct {
	Title, Description, URL string
	Current                 bool // the page that is being read

	phrased template.HTML // see Phrases; may be empty
}

// writeAnchor writes the link as an element, its phrases marked.
func (l LinkView) writeAnchor(b *strings.Builder) {
	end := `">`
	if l.Current {
		end = `" aria-current="page">`
	}
	writeAnchor(b, l.URL, end, l.Phrases())
}

// Phrases is the title, its phrases marked.
func (l LinkView) Phrases() template.HTML {
	if l.phrased != "" {
		return l.phrased
	}
	return phrases(l.Title)
}

// writeAnchor writes addresses of this site only, which come from files and headings:
// there is no scheme in them, and Japanese letters may stand as they are.
func writeAnchor(b *strings.Builder, url, end string, title template.HTML) {
	b.WriteString(`<a href="`)
	b.WriteString(template.HTMLEscapeString(url))
	b.WriteString(end)
	b.WriteString(string(title))
	b.WriteString(`</a>`)
}

// Lists are written by {{titles LINKS}}, {{guides LINKS}}, which are described too, and {{headings LIST}}, the way to the
// next guide by {{turn REL WORDS LINK}}: a template takes as long over a call for each line as over a page of text.

func titles(links []LinkView) template.HTML {
	return listItems(links, func(b *strings.Builder, l LinkView) { l.writeAnchor(b) })
}

func guides(links []LinkView) template.HTML {
	return listItems(links, func(b *strings.Builder, l LinkView) {
		l.writeAnchor(b)
		if l.Description != "" {
			b.WriteString("<p>" + template.HTMLEscapeString(l.Description) + "</p>")
		}
	})
}

// turn writes the link to the guide before or after: {{turn "prev" "前のガイド" LINK}}.
func turn(rel, words string, l *LinkView) template.HTML {
	return template.HTML(`<a rel="` + rel + `" href="` + template.HTMLEscapeString(l.URL) + `"><small>` + template.HTMLEscapeString(words) + "</small>" + string(l.Phrases()) + "</a>")
}

func headings(list []HeadingView) template.HTML {
	return listItems(list, func(b *strings.Builder, h HeadingView) { writeAnchor(b, "#"+h.ID, `">`, phrases(h.Title)) })
}

func listItems[T any](list []T, write func(*strings.Builder, T)) template.HTML {
	var b strings.Builder
	for _, one := range list {
		b.WriteString("<li>")
		write(&b, one)
		b.WriteString("</li>")
	}
	return template.HTML(b.String())
}

// WidgetView is what the 診断する button needs; an empty Script or Wasm means
// that the widget was not built, and the page shows its fallback.
type WidgetView struct {
	PageScript                    string // in place of the site's Script
	Script, Wasm, WasmIntegrity   string
	Knowledge, KnowledgeIntegrity string
	Advice, AdviceIntegrity       string // the rest of the knowledge
	Matching, MatchingIntegrity   string // needed once the reader has typed something
	Hosts                         string // origins that may be probed, separated by spaces
	Built                         string // RFC 3339, UTC
}

// PageView is one page.
type PageView struct {
	Kind                   string // home guide section notices notice symptoms search support page notfound
	Title, Description     string
	TabTitle               string        // the title and the site's name
	Phrases                template.HTML // the title, its phrases marked
	URL                    string        // "/trouble/network/"
	Canonical              string        // BaseURL + URL, empty without a base URL
	OGType                 string        // website or article
	Lead                   template.HTML // the first paragraph, taken out of Content
	Content                template.HTML
	TOC                    []HeadingView
	Contents               []HeadingView // the sections of TOC, if they are enough for a table of contents
	Breadcrumbs            []LinkView
	Prev, Next             *LinkView
	Related                []LinkView
	Reviewed, ReviewedText string // 2026-11-22, 2026年11月22日
	Audience               string
	Minutes                int
	Section                *SectionView  // the section that the page belongs to; its Pages on its own page only
	Diagnosis              bool          // the page shows the 診断する card
	SectionURL             string        // "" outside of sections
	Groups                 []SectionView // search page, symptoms
	Tree                   *QuestionView // symptoms; nil without knowledge
	Notice                 *NoticeView
	NoIndex                bool
}

// QuestionView is a question with what follows from either answer; where there is nothing to ask, the guides.
type QuestionView struct {
	ID, Ask string
	Yes, No *QuestionView
	Pages   []LinkView
}

// HeadingView is one line of the contents of a page.
type HeadingView struct {
	ID, Title string
	Level     int // 2 or 3
}

// NoticeView is a notice: what it is, and its occurrences that are not over, else the last one.
type NoticeView struct {
	Title, URL        string
	Kind, KindText    string
	Date, DateText    string
	Severity          string
	Says              string   // "アプリが使えません。", without the card; may be empty
	Card, CardText    string   // whether one can pay, in a word and in a sentence; empty for mere information
	Affects           []string // without the card
	Intermittent      string   // "最大5分×3回"
	Windows           []WindowView
	Updates           []UpdateView // the newest first
	Recurs, Past      bool
	Sample, Cancelled bool
}

// WindowView is one occurrence of a notice. Times are RFC 3339 in Japan's time, and in words.
type WindowView struct {
	Start, End         string // End is empty while it is not known
	StartText, EndText string // 2026年11月22日（日）2:00, 5:00
	ShortText          string // the start, without this year's number
	Minutes            string // data-window: "29400000-29400240", minutes since 1970; "" if nothing will change
	Phase, Phases      string // 予定, and all three words for the browser to choose from; "" for what has none
	Over, Cancelled    bool
}

// BannerView is an occurrence that every page tells of when it is near.
type BannerView struct {
	Window        WindowView
	URL, KindText string
	Says, Card    string
	Due           bool // near or on when the site was built
}

// UpdateView is what was said in the course of a notice.
type UpdateView struct{ At, AtText, Status, Text string }
