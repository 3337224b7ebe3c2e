package site

import (
	"net/url"
	"path"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// A link is one that leads to this site, as an address. It is checked once all
// pages are known.
type link struct {
	written   string // as the writer wrote it
	path      string // "/trouble/network/", "/images/a.png"
	section   string // id of a heading, or ""
	image     bool
	line, col int
}

// link turns a link to a file into one to its address, and remembers it.
func (s *survey) link(n *ast.Link) {
	written := string(n.Destination)
	switch kind := linkKind(written); kind {
	case linkOutside:
		return
	case linkBad:
		s.wrong(n.Pos(), "リンク先「"+written+"」は使えません", "https:// で始まる住所か、/trouble/network/ のようなこのサイトの住所にしてください")
		return
	}
	l, ok := s.resolve(written, n.Pos())
	if !ok {
		return
	}
	s.links = append(s.links, l)
	n.Destination = []byte(l.address(written))
}

func (s *survey) image(n *ast.Image) {
	if strings.TrimSpace(altText(n, s.src)) == "" {
		s.wrong(n.Pos(), "画像に説明がありません", "![何が写っているか](画像) のように、[ ] の中に画像の説明を書いてください")
	}
	written := string(n.Destination)
	if linkKind(written) != linkInside {
		s.wrong(n.Pos(), "このサイトの外の画像「"+written+"」は使えません", "画像のファイルを content の中に置き、その場所を書いてください")
		return
	}
	if l, ok := s.resolve(written, n.Pos()); ok {
		l.image = true
		s.links = append(s.links, l)
		n.Destination = []byte(l.address(written))
	}
}

func altText(n *ast.Image, src []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := c.(*ast.Text); ok && entering {
			b.Write(unescaped(t.Value(src)))
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

type kindOfLink int

const (
	linkInside kindOfLink = iota
	linkOutside
	linkBad
)

// linkKind tells links of this site from those that lead away, and from what
// must not be linked at all (scripts, data, addresses without a scheme).
func linkKind(dest string) kindOfLink {
	if isAddress(dest) {
		return linkInside
	}
	if strings.HasPrefix(dest, "//") || strings.HasPrefix(dest, `\`) || dest == "" {
		return linkBad
	}
	u, err := url.Parse(dest)
	if err != nil {
		return linkBad
	}
	switch strings.ToLower(u.Scheme) {
	case "":
		return linkInside
	case "http", "https":
		if u.Host == "" {
			return linkBad
		}
		return linkOutside
	case "mailto", "tel":
		return linkOutside
	}
	return linkBad
}

// resolve makes an address of what was written: an address from the root, a
// file beside this one, or a section of this page.
func (s *survey) resolve(written string, offset int) (link, bool) {
	u := &url.URL{Path: written}
	if !isAddress(written) {
		var err error
		if u, err = url.Parse(written); err != nil {
			return link{}, false
		}
	}
	l := link{written: written, path: u.Path, section: u.Fragment}
	l.line, l.col = s.place(offset)
	switch {
	case u.Path == "":
		l.path = pageAddress(s.path)
	case u.Path[0] != '/':
		l.path = relativeAddress(s.path, u.Path)
	case strings.HasSuffix(u.Path, ".md"):
		l.path = pageAddress(u.Path[1:])
	}
	if l.path == "" {
		s.wrong(offset, "リンク先「"+written+"」がサイトの外に出ています", "../ の数を確かめてください")
		return link{}, false
	}
	return l, true
}

// relativeAddress follows a path from the folder of the file at from; "" if it
// leaves the content folder.
func relativeAddress(from, to string) string {
	target := path.Join(path.Dir(from), to)
	switch {
	case target == ".." || strings.HasPrefix(target, "../"):
		return ""
	case target == ".":
		return "/"
	case strings.HasSuffix(target, ".md"):
		return pageAddress(target)
	case strings.HasSuffix(to, "/"):
		return "/" + target + "/"
	}
	return "/" + target
}

// pageAddress is the address of a Markdown file: "trouble/network.md" is
// "/trouble/network/", an index file its folder's.
func pageAddress(file string) string {
	name := strings.TrimSuffix(file, ".md")
	if base := path.Base(name); base == "index" || base == "_index" {
		name = path.Dir(name)
	}
	switch name {
	case ".":
		return "/"
	case "404":
		return "/404.html"
	}
	return "/" + name + "/"
}

// address is what stands in HTML: a section of the same page stays a fragment.
func (l link) address(written string) string {
	if strings.HasPrefix(written, "#") || isAddress(written) {
		return written
	}
	u, err := url.Parse(written)
	if err != nil {
		return l.path
	}
	return (&url.URL{Path: l.path, RawQuery: u.RawQuery, Fragment: u.Fragment}).String()
}

func renderLink(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		_, _ = w.WriteString("</a>")
		return ast.WalkContinue, nil
	}
	n := node.(*ast.Link)
	openLink(w, n.Destination)
	return ast.WalkContinue, nil
}

func renderAutoLink(w util.BufWriter, src []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	n := node.(*ast.AutoLink)
	dest := n.URL(src)
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(string(dest)), "mailto:") {
		dest = append([]byte("mailto:"), dest...)
	}
	openLink(w, dest)
	_, _ = w.Write(util.EscapeHTML(n.Label(src)))
	_, _ = w.WriteString("</a>")
	return ast.WalkContinue, nil
}

// openLink writes <a>, and for another site says so: no referrer, no opener.
func openLink(w util.BufWriter, dest []byte) {
	_, _ = w.WriteString(`<a href="`)
	kind := linkKind(string(dest))
	if kind != linkBad {
		_, _ = w.Write(util.EscapeHTML(util.URLEscape(dest, false)))
	}
	_, _ = w.WriteString(`"`)
	if kind == linkOutside && !strings.HasPrefix(string(dest), "mailto:") && !strings.HasPrefix(string(dest), "tel:") {
		_, _ = w.WriteString(` rel="noopener noreferrer external"`)
	}
	_ = w.WriteByte('>')
}

func renderImage(w util.BufWriter, src []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	n := node.(*ast.Image)
	_, _ = w.WriteString(`<img src="`)
	_, _ = w.Write(util.EscapeHTML(util.URLEscape(n.Destination, false)))
	_, _ = w.WriteString(`" alt="`)
	_, _ = w.Write(util.EscapeHTML([]byte(altText(n, src))))
	_, _ = w.WriteString(`" loading="lazy" decoding="async">`)
	return ast.WalkSkipChildren, nil
}
