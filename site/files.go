package site

import (
	"bytes"
	"encoding/xml"
	"html/template"
)

// addFiles puts into out what is no page: assets, images, and the files that
// machines read.
func (s *Site) addFiles(ix *index, out Output) {
	for _, a := range []asset{s.css(), s.look.script, s.look.plainScript, s.look.helpful, s.look.windows, s.look.icon, s.look.widget, s.look.widgetStyles, s.look.wasm, s.look.adviserWasm, s.knowledgeFile, s.adviceFile, s.matchingFile} {
		if a.url != "" && (s.knowledge != nil || !s.look.isWidget(a)) {
			out[a.url[1:]] = a.bytes
		}
	}
	if s.look.searches() && s.search.index.url != "" {
		out[searchScript], out[s.search.index.url[1:]] = s.search.script, s.search.index.bytes
		for _, a := range []asset{s.look.widget, s.look.widgetStyles, s.look.wasm, s.look.finderWasm} {
			if a.url != "" {
				out[a.url[1:]] = a.bytes
			}
		}
	}
	for _, name := range s.names {
		if image := s.sources[name].image; image != nil {
			out[name] = image
			ix.images["/"+name] = true
		}
	}
	s.addSteps(ix, out)
	s.addReportScript(ix, out)
	out["probe.txt"] = []byte(ProbeBody)
	out["ads/banner.txt"] = []byte("nothing is advertised here\n") // bait: a blocker stops this address, and not the probe
	out["robots.txt"] = s.robots()
	out["sitemap.xml"] = s.sitemap(ix)
	out["api/v2/summary.json"] = s.summary(ix)
	out["notices/feed.xml"] = s.feed(ix)
	out["maintenance.ics"] = s.calendar(ix)
}

// css are the styles, which on paper write out the site's address before links to
// its pages. They have a lasting name in a preview: else each edit would touch every page.
func (s *Site) css() asset {
	css := newAsset("site.css", bytes.ReplaceAll(s.look.css.bytes, []byte("BASE-URL"), []byte(s.baseURL())))
	if s.options.Preview && css.url != "" {
		css.url = "/assets/site.css"
	}
	return css
}

// addresses are the links that the files of out answer to.
func (o Output) addresses() map[string]bool {
	all := make(map[string]bool, len(o))
	for name := range o {
		all["/"+name] = true
	}
	return all
}

func (s *Site) robots() []byte {
	switch {
	case s.options.Preview:
		return []byte("User-agent: *\nDisallow: /\n")
	case s.baseURL() == "":
		return []byte("User-agent: *\nAllow: /\n")
	}
	return []byte("User-agent: *\nAllow: /\nSitemap: " + s.baseURL() + "/sitemap.xml\n")
}

func (s *Site) sitemap(ix *index) []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for _, e := range ix.entries {
		if s.noIndex(ix, e) {
			continue
		}
		b.WriteString("<url><loc>")
		_ = xml.EscapeText(&b, []byte(s.baseURL()+e.url))
		b.WriteString("</loc>")
		if day := e.lastChange(); day != "" {
			b.WriteString("<lastmod>" + day + "</lastmod>")
		}
		b.WriteString("</url>\n")
	}
	b.WriteString("</urlset>\n")
	return b.Bytes()
}

// lastChange is the later one of the dates that a writer gives.
func (p *page) lastChange() string {
	return max(dayISO(p.meta.Date), dayISO(p.meta.Reviewed))
}

// addRedirects makes a small page at each old address. Any static host serves
// it; no server has to be told.
func (s *Site) addRedirects(ix *index, out Output) error {
	for _, e := range ix.entries {
		for _, a := range e.meta.Aliases {
			var b bytes.Buffer
			data := map[string]any{"CSP": ix.config.contentSecurityPolicy(), "URL": e.url, "Canonical": s.baseURL() + e.url, "Title": e.meta.Title}
			if err := redirect.Execute(&b, data); err != nil {
				return err
			}
			out[outputName(a.URL)] = b.Bytes()
		}
	}
	return nil
}

var redirect = template.Must(template.New("redirect").Parse(`<!doctype html>
<html lang="ja"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{.CSP}}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={{.URL}}">
<link rel="canonical" href="{{.Canonical}}">
<title>{{.Title}}</title></head>
<body><p>このページは<a href="{{.URL}}">{{.Title}}</a>へ移りました。</p></body></html>
`))
