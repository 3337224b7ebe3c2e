package site

import (
	"bytes"
	"html/template"
	"math/rand/v2"
	"os"
	"reflect"
	"sync"
	"testing"
)

// hostile are texts that end whatever they stand in, if nobody escapes them.
var hostile = []string{"", "", "カードをなくした", `"><script>alert(1)</script>`, `' onload='x`, "a&amp;b+c\x00d\xff", "javascript:alert(1)", "/trouble/?a=b&c=%zz é", "{{.}}<!--"}

// fill puts hostile texts and any numbers into all that a page shows.
func fill(v reflect.Value, random *rand.Rand) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(hostile[random.IntN(len(hostile))])
	case reflect.Int:
		v.SetInt(int64(random.IntN(3) - 1))
	case reflect.Bool:
		v.SetBool(random.IntN(2) == 0)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), random.IntN(3), 3))
		for i := range v.Len() {
			fill(v.Index(i), random)
		}
	case reflect.Pointer:
		if v.SetZero(); random.IntN(3) > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			fill(v.Elem(), random)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && v.Type().Field(i).Name != "Tree" { // which has no end
				fill(v.Field(i), random)
			}
		}
	}
}

// Steps write what html/template writes, whatever a page says: on all kinds of pages of the theme.
func TestQuickLayoutsWriteWhatTemplatesDo(t *testing.T) {
	look := loadTheme(os.DirFS("../assets"), nil)
	random := rand.New(rand.NewPCG(1, 2))
	for _, kind := range kinds {
		l, err := look.templates[kind]()
		if err != nil {
			t.Fatal(err)
		}
		if kind == "guide" && l.quick() == nil {
			t.Error("guides, which are nearly all pages, have no steps")
		}
		for range 300 {
			view := &View{theme: l.Template, parts: &sync.Map{}}
			fill(reflect.ValueOf(&view.Page).Elem(), random)
			fill(reflect.ValueOf(&view.Site).Elem(), random)
			view.Page.Kind = kind
			sameAsTemplate(t, l, view)
		}
	}
}

func sameAsTemplate(t *testing.T, l *layout, view *View) {
	t.Helper()
	var got, want bytes.Buffer
	err, wantErr := l.write(&got, view), l.Execute(&want, view)
	switch {
	case (err == nil) != (wantErr == nil) || err != nil && err.Error() != wantErr.Error():
		t.Errorf("error %v, of html/template %v", err, wantErr)
	case err == nil && got.String() != want.String():
		t.Errorf("%+v\n%s\nhtml/template\n%s", view.Page, &got, &want)
	}
}

// A theme may do more than steps know: then they leave it alone.
func TestStepsKnowWhatTheyKnow(t *testing.T) {
	const endless = `{{template "part" .}}{{define "part"}}{{template "part" .}}{{end}}`
	for text, quick := range map[string]bool{
		`<p title="{{.Page.Title}}">{{.Page.Title}} {{.Page.Minutes}} {{.Page.Lead}}</p>`:                              true,
		`<a href="{{.Page.Canonical}}">{{with .Page.Prev}}{{turn "prev" $.Page.Title .}}{{else}}no{{end}}</a>`:         true,
		`{{if or .Page.Audience .Page.Contents .Page.Next}}a{{else}}b{{end}}{{with .Page.Related}}{{titles .}}{{end}}`: true,
		`{{template "part" .Page.Next}}{{define "part"}}{{with .}}{{$.URL}}{{end}}{{end}}`:                             true,
		`{{.Page.Next.Title}}`:           true, // a nil on some pages
		`{{turn "next" "x" .Page.Next}}`: true,
		`{{.Shared "none"}}`:             true, // an error
		`{{.Shared "words" .Page.Title}}{{define "words"}}{{.Page.Title}}{{end}}`: true,
		`<p title="{{.Page.Lead}}">`:                          false,
		`<a href="/?q={{.Page.Title}}">x</a>`:                 false,
		`<a href={{.Page.Title}}>x</a>`:                       false,
		`<script>let a = {{.Page.Title}}</script>`:            false,
		`<p style="color: {{.Page.Title}}">x</p>`:             false,
		`{{.Page.Diagnosis}}`:                                 false,
		`{{range .Page.Related}}{{.Title}}{{end}}`:            false,
		`{{if eq .Page.Title ""}}a{{end}}`:                    false,
		`{{if not .Page.Title}}a{{end}}`:                      false,
		`{{with or .Page.Title .Page.Audience}}{{.}}{{end}}`:  false,
		`{{$a := .Page.Title}}{{$a}}`:                         false,
		`{{with $a := .Page.Title}}{{$a}}{{end}}`:             false,
		`{{.Page.Title | len}}`:                               false,
		`{{len .Page.Title}}`:                                 false,
		`{{(index .Page.Related 0).Title}}`:                   false,
		`{{with .Page.Next}}{{.Phrases}}{{end}}`:              false, // a method
		endless:                                               false,
		`{{.Page.Nothing}}`:                                   false,
		`<p title='{{if .Page.Title}}>{{end}}{{.Page.Title}}`: false, // no HTML
		`{{template "part"}}{{define "part"}}{{.}}{{end}}`:    false,
		`{{titles .Page.Title}}`:                              false,
	} {
		l := newLayout(template.Must(template.New("").Funcs(functions).Parse(text)))
		if got := l.quick() != nil; got != quick {
			t.Errorf("%s: steps %t", text, got)
		}
		if text == endless {
			continue
		}
		random := rand.New(rand.NewPCG(3, 4))
		for range 50 {
			view := &View{theme: l.Template, parts: &sync.Map{}}
			fill(reflect.ValueOf(&view.Page).Elem(), random)
			sameAsTemplate(t, l, view)
		}
	}
}
