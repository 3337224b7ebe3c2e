package site

import (
	"bytes"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"html/template"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"text/template/parse"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"
)

// A theme is templates and assets, as they were when the theme was last read.
type theme struct {
	keys                map[string][sha256.Size]byte       // by folder
	templates           map[string]func() (*layout, error) // by kind of page
	css                 asset
	script              asset
	plainScript         asset // the same for pages without the 診断する card
	helpful             asset // fetched when a reader says whether a guide helped
	icon                asset
	windows             asset // fetched where a window is near: see notice_view.go
	widget              asset // widget.js after the glue code of Go
	wasm                asset
	adviserWasm         asset           // what only advice needs of it, if that was split off: widget.js fetches it
	finderWasm          asset           // what only search needs
	widgetStyles        asset           // fetched by widget.js
	search, searchStyle []byte          // see searchScript
	report              []byte          // see reportScript
	ids                 map[string]bool // that templates give to elements: no heading may have them
	notes               []string
	err                 error
}

// An asset is a file whose name holds the hash of its bytes, so that browsers
// may keep it for ever.
type asset struct {
	url       string // "/assets/site.0123456789.css"; "" if the theme has none
	integrity string // for an integrity attribute
	bytes     []byte
}

func newAsset(name string, content []byte) asset {
	if len(content) == 0 {
		return asset{}
	}
	name, ext := strings.TrimSuffix(name, path.Ext(name)), path.Ext(name)
	short, full := sha256.Sum256(content), sha512.Sum384(content)
	return asset{
		url:       "/assets/" + name + "." + hex.EncodeToString(short[:])[:10] + ext,
		integrity: "sha384-" + base64.StdEncoding.EncodeToString(full[:]),
		bytes:     content,
	}
}

// kinds of pages; each has a template file that defines "main". Where a theme
// has none for a kind, page.html serves.
var kinds = []string{"home", "guide", "section", "notices", "notice", "symptoms", "search", "support", "page", "notfound"}

// The folders of a theme.
const (
	templates = "templates/"
	styles    = "css/"
	scripts   = "js/"
	laterOn   = "later/"
	icons     = "icons/"
	program   = "widget/"
)

var folders = []string{templates, styles, scripts, laterOn, icons, program}

// loadTheme reads the theme anew; what is made of a folder stays if no byte in it changed.
func loadTheme(fsys fs.FS, old *theme) *theme {
	files, err := readTheme(fsys)
	if err != nil {
		return &theme{err: err}
	}
	if old == nil || old.err != nil {
		old = &theme{}
	}
	keys := files.keys()
	if maps.Equal(keys, old.keys) {
		return old
	}
	t := *old
	t.keys = keys
	changed := func(folder string) bool { return t.keys[folder] != old.keys[folder] }
	if changed(templates) {
		t.templates, t.err = files.templates()
		t.ids = files.ids()
	}
	if changed(styles) {
		t.css = newAsset("site.css", minified("text/css", files.joined(styles, ".css")))
	}
	if changed(scripts) {
		t.script, t.plainScript = files.scripts()
	}
	if changed(laterOn) {
		t.helpful = newAsset("helpful.js", minified("text/javascript", files["later/helpful.js"]))
		t.windows = newAsset("windows.js", minified("text/javascript", files["later/windows.js"]))
	}
	if changed(icons) {
		t.icon = newAsset("icon.svg", files["icons/icon.svg"])
	}
	if changed(program) {
		t.addWidget(files)
	}
	return &t
}

// themeFiles are the files of a theme by name.
type themeFiles map[string][]byte

func readTheme(fsys fs.FS) (themeFiles, error) {
	files := themeFiles{}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !isThemeFile(name) {
			return err
		}
		files[name], err = fs.ReadFile(fsys, name)
		return err
	})
	return files, err
}

func isThemeFile(name string) bool {
	folder, base := path.Split(name)
	return slices.Contains(folders, folder) && !ignored(base)
}

func (f themeFiles) names() []string {
	names := make([]string, 0, len(f))
	for name := range f {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// keys stand for what is in each folder; of an empty one there is a key too.
func (f themeFiles) keys() map[string][sha256.Size]byte {
	keys := map[string][sha256.Size]byte{}
	for _, folder := range folders {
		d := newDigest()
		d.text(folder)
		for _, name := range f.names() {
			if strings.HasPrefix(name, folder) {
				d.text(name)
				d.keys(sha256.Sum256(f[name]))
			}
		}
		keys[folder] = d.sum()
	}
	return keys
}

var idForm = regexp.MustCompile(`\sid="([^"{}]+)"`)

func (f themeFiles) ids() map[string]bool {
	ids := map[string]bool{}
	for name, text := range f {
		if path.Dir(name) == "templates" {
			for _, m := range idForm.FindAllSubmatch(text, -1) {
				ids[string(m[1])] = true
			}
		}
	}
	return ids
}

// joined puts the files of a folder together, in the order of their names.
func (f themeFiles) joined(folder, ext string) []byte {
	var all []byte
	for _, name := range f.names() {
		if strings.HasPrefix(name, folder) && strings.HasSuffix(name, ext) {
			all = append(append(all, f[name]...), '\n')
		}
	}
	return all
}

// scripts are the page's script, and the same without what only the 診断する card needs: most pages have none.
func (f themeFiles) scripts() (whole, plain asset) {
	whole = newAsset("page.js", minified("text/javascript", f.joined(scripts, ".js")))
	if f[cardFile] == nil {
		return whole, whole
	}
	rest := maps.Clone(f)
	delete(rest, cardFile)
	return whole, newAsset("plain.js", minified("text/javascript", rest.joined(scripts, ".js")))
}

var minifier = func() *minify.M {
	m := minify.New()
	m.AddFunc("text/css", css.Minify)
	m.AddFunc("text/javascript", js.Minify)
	return m
}()

// minified falls back to what was written: a minifier may not know the newest syntax.
func minified(mediaType string, src []byte) []byte {
	if len(src) == 0 {
		return nil
	}
	if out, err := minifier.Bytes(mediaType, src); err == nil {
		return out
	}
	return src
}

var functions = template.FuncMap{"phrases": phrases, "titles": titles, "guides": guides, "headings": headings, "turn": turn}

// templates makes one template for each kind when it is first needed: base.html,
// the shared files, and the kind's own.
func (f themeFiles) templates() (map[string]func() (*layout, error), error) {
	base := template.New("theme").Funcs(functions)
	for _, name := range f.names() {
		kind := strings.TrimSuffix(path.Base(name), ".html")
		if path.Dir(name) != "templates" || path.Ext(name) != ".html" || slices.Contains(kinds, kind) {
			continue
		}
		if _, err := base.New(path.Base(name)).Parse(string(f[name])); err != nil {
			return nil, err
		}
	}
	byKind := map[string]func() (*layout, error){}
	for _, kind := range kinds {
		name := f.templateOf(kind)
		byKind[kind] = sync.OnceValues(func() (*layout, error) {
			return kindTemplate(base, path.Base(name), string(f[name]))
		})
	}
	return byKind, nil
}

func kindTemplate(base *template.Template, name, text string) (*layout, error) {
	t, err := template.Must(base.Clone()).New(name).Parse(text)
	if err != nil {
		return nil, err
	}
	squeeze(t)
	if t = t.Lookup("base.html"); t == nil || t.Tree == nil {
		return nil, errors.New("templates/base.html がありません")
	}
	return newLayout(t), nil
}

// check parses all templates, those too that no page needs now.
func (t *theme) check() error {
	if t.err != nil {
		return t.err
	}
	for _, kind := range kinds {
		if _, err := t.templates[kind](); err != nil {
			return err
		}
	}
	return nil
}

func (f themeFiles) templateOf(kind string) string {
	if own := "templates/" + kind + ".html"; f[own] != nil {
		return own
	}
	return "templates/page.html"
}

// squeeze makes each run of white space that holds a line end one line end, once
// in the templates instead of in every page. Content stays as it is.
func squeeze(t *template.Template) {
	for _, one := range t.Templates() {
		if one.Tree != nil {
			squeezeNode(one.Tree.Root)
		}
	}
}

func squeezeNode(node parse.Node) {
	switch n := node.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, child := range n.Nodes {
				squeezeNode(child)
			}
		}
	case *parse.TextNode:
		n.Text = squeezed(n.Text)
	case *parse.IfNode:
		squeezeBranch(n.BranchNode)
	case *parse.RangeNode:
		squeezeBranch(n.BranchNode)
	case *parse.WithNode:
		squeezeBranch(n.BranchNode)
	}
}

func squeezeBranch(n parse.BranchNode) {
	squeezeNode(n.List)
	if n.ElseList != nil {
		squeezeNode(n.ElseList)
	}
}

func squeezed(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for len(text) > 0 {
		rest := bytes.TrimLeft(text, " \t\r\n")
		switch space := text[:len(text)-len(rest)]; {
		case bytes.IndexByte(space, '\n') >= 0:
			out = append(out, '\n')
		default:
			out = append(out, space...)
		}
		end := bytes.IndexAny(rest, " \t\r\n")
		if end < 0 {
			end = len(rest)
		}
		out = append(out, rest[:end]...)
		text = rest[end:]
	}
	return out
}
