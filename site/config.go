package site

import (
	"bytes"
	"cmp"
	"net/url"
	"regexp"
	"strings"
	"time"
)

// config is site.yaml. Without one, the zero value holds, and the home page
// gives the title.
type config struct {
	Title, ShortTitle, Description, BaseURL, Footer string
	OfficialName, OfficialURL                       string
	ProbeEnabled                                    bool
	ProbeHosts                                      []string // origins, https only
	Popular                                         []place
	PopularSearches                                 []place // queries, each with a guide that answers it
	Sections                                        []sectionConfig
	HandbookPublic                                  bool
	BannerBefore                                    int // minutes; 0 where nothing is said
	Busy                                            busyDays
}

// A place is something named in site.yaml that must exist.
type place struct {
	name      string
	line, col int
}

type sectionConfig struct {
	folder place
	icon   string
}

const configPath = "site.yaml"

func loadConfig(src []byte) (*config, Problems) {
	c := &config{}
	var problems Problems
	r := func(line, col int, message, hint string) {
		problems = append(problems, Problem{configPath, max(line, 1), max(col, 1), message, hint})
	}
	root := parseYAML(bytes.TrimPrefix(src, byteOrderMark), r)
	if root != nil {
		value{node: root, report: r}.mapping(c.keys())
	}
	return c, problems
}

func (c *config) keys() keys {
	return keys{
		"title":       func(v value) { c.Title = v.text() },
		"short_title": func(v value) { c.ShortTitle = v.text() },
		"description": func(v value) { c.Description = v.text() },
		"footer":      func(v value) { c.Footer = v.text() },
		"base_url":    func(v value) { c.BaseURL = v.baseURL() },
		"official": func(v value) {
			v.mapping(keys{
				"name": func(v value) { c.OfficialName = v.text() },
				"url":  func(v value) { c.OfficialURL = v.httpsURL() },
			})
		},
		"probe": func(v value) {
			v.mapping(keys{
				"enabled": func(v value) { c.ProbeEnabled = v.yes() },
				"hosts":   func(v value) { c.ProbeHosts = v.origins() },
			})
		},
		"popular":          func(v value) { c.Popular = v.places() },
		"popular_searches": func(v value) { c.PopularSearches = v.places() },
		"sections":         func(v value) { c.Sections = v.sections() },
		"notices": func(v value) {
			v.mapping(keys{"banner_before": func(v value) { c.BannerBefore = v.minutes() }})
		},
		"busy": func(v value) { c.Busy = v.busyDays() },
		"handbook": func(v value) {
			v.mapping(keys{"public": func(v value) { c.HandbookPublic = v.yes() }})
		},
	}
}

// bannerBefore is how long before a window every page begins to tell of it.
func (c *config) bannerBefore() time.Duration {
	return time.Duration(cmp.Or(c.BannerBefore, 60)) * time.Minute
}

func (v value) places() []place {
	var out []place
	for _, item := range v.list() {
		if s := item.text(); s != "" {
			out = append(out, place{s, item.node.Line, item.node.Column})
		}
	}
	return out
}

func (v value) sections() []sectionConfig {
	var out []sectionConfig
	for _, item := range v.list() {
		var s sectionConfig
		item.mapping(keys{
			"folder": func(v value) { s.folder = place{v.text(), v.node.Line, v.node.Column} },
			"icon":   func(v value) { s.icon = v.text() },
		})
		if s.folder.name != "" {
			out = append(out, s)
		}
	}
	return out
}

// normalBaseURL checks where a site will stand. It must be the root of a host,
// because all links begin with a slash.
func normalBaseURL(s string) (string, bool) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil ||
		strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return "", false
	}
	return u.Scheme + "://" + u.Host, true
}

const baseURLHint = "https://help.example.jp/ のように、https:// とホスト名だけを書いてください（途中のフォルダーには置けません）"

func (v value) baseURL() string {
	s := v.text()
	if s == "" {
		return ""
	}
	base, ok := normalBaseURL(s)
	if !ok {
		v.wrong(v.subject()+"サイトの住所でなければなりません", baseURLHint)
	}
	return base
}

func (v value) httpsURL() string {
	s := v.text()
	if u, err := url.Parse(s); s != "" && (err != nil || u.Scheme != "https" || u.Host == "") {
		v.wrong(v.subject()+"https:// で始まる住所でなければなりません", "")
		return ""
	}
	return s
}

// originForm is strict because origins are put into the Content Security
// Policy: nothing that could end a directive may pass.
var originForm = regexp.MustCompile(`^https://([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}(:[0-9]{1,5})?$`)

func (v value) origins() []string {
	var out []string
	for _, item := range v.list() {
		s := strings.TrimSuffix(item.text(), "/")
		switch {
		case s == "":
		case !originForm.MatchString(s):
			item.wrong("確かめる先「"+s+"」の書きかたが正しくありません", "https://www.example.jp のように、https:// とホスト名だけを半角の小文字で書いてください")
		default:
			out = append(out, s)
		}
	}
	return out
}

// probeHosts are the origins that the widget may ask: none unless enabled.
func (c *config) probeHosts() []string {
	if !c.ProbeEnabled {
		return nil
	}
	return c.ProbeHosts
}

// contentSecurityPolicy is the same for every page.
func (c *config) contentSecurityPolicy() string {
	connect := strings.Join(append([]string{"'self'"}, c.probeHosts()...), " ")
	return "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src " + connect +
		"; base-uri 'none'; form-action 'self'; object-src 'none'; require-trusted-types-for 'script'"
}
