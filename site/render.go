package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"io"
	"strings"
	"sync"
)

// A rendered page is kept under the hash of all that it was made of: the page,
// what it sees of others, and the theme.
type rendered struct {
	key   [sha256.Size]byte
	bytes []byte
}

// render writes every page into out, in parallel, those that changed only.
func (s *Site) render(ix *index, out Output) error {
	views := s.newSiteViews(ix)
	results := make([]rendered, len(ix.entries))
	errs := make([]error, len(ix.entries))
	inParallel(len(ix.entries), func(i int) {
		results[i], errs[i] = s.renderPage(ix, ix.entries[i], views)
	})
	kept := make(map[string]rendered, len(ix.entries))
	for i, e := range ix.entries {
		if errs[i] != nil {
			return themeProblem(errs[i])
		}
		kept[e.url] = results[i]
		out[outputName(e.url)] = results[i].bytes
	}
	s.rendered = kept
	return nil
}

// outputName is the file that an address is served from.
func outputName(url string) string {
	if strings.HasSuffix(url, "/") {
		url += "index.html"
	}
	return url[1:]
}

func (s *Site) renderPage(ix *index, e *entry, views *siteViews) (rendered, error) {
	choice := s.choice(e)
	view := s.pageView(ix, e)
	key := s.viewKey(e, view, views.keys[choice])
	if old, ok := s.rendered[e.url]; ok && old.key == key {
		return old, nil
	}
	buffer := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buffer)
	buffer.Reset()
	if err := s.look.templates[e.kind].Execute(buffer, View{views.choose(choice), view}); err != nil {
		return rendered{}, err
	}
	html := buffer.Bytes()
	if s.options.Preview {
		html = withPreviewScript(html)
	}
	return rendered{key, bytes.Clone(html)}, nil
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// previewScript is served by site/preview; it shows changes and mistakes.
const previewScript = `<script type="module" src="/_preview/client.js"></script>`

func withPreviewScript(html []byte) []byte {
	i := bytes.LastIndex(html, []byte("</body>"))
	if i < 0 {
		i = len(html)
	}
	return bytes.Join([][]byte{html[:i], html[i:]}, []byte(previewScript))
}

// viewKey hashes what a rendered page is made of. Lead, Content and TOC are the
// page's own, which its key stands for.
func (s *Site) viewKey(e *entry, v PageView, siteKey []byte) (key [sha256.Size]byte) {
	d := digest{sha256.New()}
	d.Write(s.look.key[:])
	d.Write(siteKey)
	d.Write(e.page.key[:])
	d.text(v.Kind, v.Title, v.Description, v.URL, v.Canonical, v.OGType)
	d.links(v.Breadcrumbs...)
	d.maybe(v.Prev)
	d.maybe(v.Next)
	d.links(v.Related...)
	if v.Section != nil {
		d.sections(*v.Section)
	}
	d.sections(v.Groups...)
	d.flags(v.Diagnosis, v.NoIndex)
	d.Sum(key[:0])
	return key
}

// digest is a hash that texts cannot run together in.
type digest struct{ hash.Hash }

func (d digest) text(texts ...string) {
	var length [binary.MaxVarintLen64]byte
	for _, t := range texts {
		d.Write(length[:binary.PutUvarint(length[:], uint64(len(t)))])
		_, _ = io.WriteString(d, t)
	}
}

func (d digest) count(n int) { d.text(string(binary.AppendUvarint(nil, uint64(n)))) }

func (d digest) flags(flags ...bool) {
	for _, f := range flags {
		if f {
			d.text("yes")
		} else {
			d.text("no")
		}
	}
}

func (d digest) links(links ...LinkView) {
	d.count(len(links))
	for _, l := range links {
		d.text(l.Title, l.Description, l.URL)
		d.flags(l.Current)
	}
}

func (d digest) maybe(l *LinkView) {
	if l == nil {
		d.links()
		return
	}
	d.links(*l)
}

func (d digest) sections(sections ...SectionView) {
	d.count(len(sections))
	for _, s := range sections {
		d.text(s.Title, s.Description, s.URL, s.Icon)
		d.links(s.Pages...)
	}
}
