package site

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// testTheme shows every field of a view, so that a golden file tells what a
// page is given.
var testTheme = fstest.MapFS{
	"templates/base.html": {Data: []byte(`<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{{.Site.CSP}}">
<title>{{.Page.Title}} | {{.Site.Title}} {{.Site.ShortTitle}}</title>
<meta name="description" content="{{.Page.Description}} {{.Site.Description}}">
{{with .Page.Canonical}}<link rel="canonical" href="{{.}}">{{end}}<meta property="og:type" content="{{.Page.OGType}}">{{if .Page.NoIndex}}<meta name="robots" content="noindex">{{end}}
<link rel="stylesheet" href="{{.Site.CSS}}"><link rel="icon" href="{{.Site.Icon}}"><script src="{{.Site.Script}}"></script></head>
<body class="{{.Page.Kind}}">
<nav>{{range .Site.Sections}}<a href="{{.URL}}" class="{{.Icon}}">{{.Title}} {{.Description}}</a>{{template "links" .Pages}}{{end}}</nav>
<p>{{.Page.URL}} {{.Page.Audience}} {{.Page.Minutes}} {{.Page.Reviewed}} {{.Page.ReviewedText}} {{.Site.BaseURL}} {{.Site.OfficialName}} {{.Site.OfficialURL}} {{.Site.Footer}} {{.Site.Preview}} {{.Page.Diagnosis}}</p>
{{.Shared "menu" .Page.Kind}}
{{with .Site.Popular}}<p>popular{{template "links" .}}</p>{{end}}
{{with .Site.Widget}}<p>{{.Script}} {{.Wasm}} {{.WasmIntegrity}} {{.Knowledge}} {{.KnowledgeIntegrity}} {{.Advice}} {{.AdviceIntegrity}} {{.Matching}} {{.MatchingIntegrity}} {{.Hosts}} {{.Built}}</p>{{end}}
{{with .Site.Notices}}<p>notices{{range .}}{{template "notice" .}}{{end}}</p>{{end}}
{{with .Site.PastNotices}}<p>past{{range .}}{{template "notice" .}}{{end}}</p>{{end}}
{{range .Site.Banners}}<p>banner{{printf "%+v" .}}</p>{{end}}
<nav>{{template "links" .Page.Breadcrumbs}}</nav>
<h1 id="main">{{.Page.Title}}</h1>
<div class="lead">{{.Page.Lead}}</div>
{{range .Page.TOC}}<a href="#{{.ID}}">{{.Level}} {{.Title}}</a>
{{end}}{{template "main" .}}
{{with .Page.Section}}<p>section {{.Title}} {{.URL}}{{template "links" .Pages}}</p>{{end}}
{{with .Page.Prev}}<a rel="prev" href="{{.URL}}">{{.Title}}</a>{{end}}{{with .Page.Next}}<a rel="next" href="{{.URL}}">{{.Title}}</a>{{end}}
{{with .Page.Related}}<p>related{{template "links" .}}</p>{{end}}
{{range .Page.Groups}}<p>group {{.Title}} {{.URL}} {{.Description}}{{template "links" .Pages}}</p>{{end}}
{{with .Page.Notice}}{{template "notice" .}}{{end}}
</body></html>
`)},
	"templates/parts.html": {Data: []byte(`{{define "links"}}{{range .}} [{{if .Current}}*{{end}}{{.Title}}|{{.Description}}|{{.URL}}]{{end}}{{end}}
{{define "menu"}}<nav class="{{.Page.Kind}}">{{range .Site.Sections}}<a href="{{.URL}}">{{.Title}} &amp;</a>{{end}}</nav>{{end}}
{{define "notice"}} ({{.Title}}|{{.URL}}|{{.Kind}}|{{.KindText}}|{{range .Windows}}{{printf "%+v" .}}{{end}}|{{.Says}}|{{.Card}}|{{.Affects}}|{{.Sample}}|{{.Cancelled}}){{end}}`)},
	"templates/page.html": {Data: []byte(`{{define "main"}}<main>{{.Page.Content}}</main>{{end}}`)},
	"css/b.css":           {Data: []byte("b { color : red }\n")},
	"css/a.css":           {Data: []byte("a { color: #ffffff }\n")},
	"js/page.js":          {Data: []byte("const one = 1; console.log(one + one)\n")},
	"icons/icon.svg":      {Data: []byte("<svg/>")},
}

func TestAssetsAreJoinedMinifiedAndNamedByContent(t *testing.T) {
	look := loadTheme(testTheme, nil)
	if look.err != nil {
		t.Fatal(look.err)
	}
	if got := string(look.css.bytes); got != "a{color:#fff}b{color:red}" {
		t.Errorf("css %q", got)
	}
	changed := fstest.MapFS{}
	for name, file := range testTheme {
		changed[name] = file
	}
	changed["css/b.css"] = &fstest.MapFile{Data: []byte("b { color: blue }")}
	again := loadTheme(changed, look)
	if again.css.url == look.css.url || !strings.HasPrefix(again.css.url, "/assets/site.") || len(again.css.url) != len("/assets/site.0123456789.css") {
		t.Errorf("addresses %q %q", look.css.url, again.css.url)
	}
	if again.script.url != look.script.url {
		t.Errorf("the script did not change, its address did")
	}
	if loadTheme(testTheme, look) != look {
		t.Error("an unchanged theme is made again")
	}
}

func TestWidgetFiles(t *testing.T) {
	theme := fstest.MapFS{"widget/widget.js": {Data: []byte("widget()")}, "widget/widget.wasm": {Data: []byte("\x00asm")}}
	for name, file := range testTheme {
		theme[name] = file
	}
	if look := loadTheme(theme, nil); look.widget.url != "" || look.wasm.url != "" || len(look.notes) != 1 || !strings.Contains(look.notes[0], "wasm_exec.js") {
		t.Errorf("without the glue code: %q %q", look.wasm.url, look.notes)
	}
	theme["widget/wasm_exec.js"] = &fstest.MapFile{Data: []byte("globalThis.Go = 1\n")}
	look := loadTheme(theme, nil)
	if string(look.widget.bytes) != "const ADVISER=0;globalThis.Go=1,widget()" || len(look.wasm.integrity) != len("sha384-")+64 {
		t.Errorf("widget %q %q", look.widget.bytes, look.wasm.integrity)
	}
}

func TestThemeMistakesAreTold(t *testing.T) {
	for name, text := range map[string]string{
		"templates/page.html": `{{define "main"}}{{.Page.Nonsense}}{{end}}`,
		"templates/base.html": `{{if`,
	} {
		theme := fstest.MapFS{}
		for name, file := range testTheme {
			theme[name] = file
		}
		theme[name] = &fstest.MapFile{Data: []byte(text)}
		_, err := New(fstest.MapFS{}, theme, Options{}).Build()
		if _, ok := err.(Problems); !ok || !strings.Contains(err.Error(), strings.TrimPrefix(name, "templates/")) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSqueezeKeepsWords(t *testing.T) {
	if got := string(squeezed([]byte("a  b\n\t <i>c</i> \n\n d"))); got != "a  b\n<i>c</i>\nd" {
		t.Errorf("%q", got)
	}
}

// The real theme builds the smallest site there is.
func TestRealTheme(t *testing.T) {
	out, err := New(fstest.MapFS{}, os.DirFS("../assets"), Options{}).Build()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(out["index.html"]), "<h1") {
		t.Error("home page without h1")
	}
}
