package site

import (
	"bytes"
	"crypto/sha256"
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
	err := tryInParallel(len(ix.entries), func(i int) (err error) {
		if err := s.interrupted(); err != nil {
			return err
		}
		results[i], err = s.renderPage(ix, ix.entries[i], views)
		return err
	})
	if err != nil {
		return err
	}
	kept := make(map[string]rendered, len(ix.entries))
	for i, e := range ix.entries {
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
	seen := s.sight(ix, e)
	key := s.viewKey(ix, e, seen, views.keys[s.choice(e)])
	if old, ok := s.rendered[e.url]; ok && old.key == key {
		return old, nil
	}
	buffer := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buffer)
	if err := s.write(buffer, ix, e, seen, views); err != nil {
		return rendered{}, err
	}
	html := buffer.Bytes()
	if s.options.Preview {
		html = withPreviewScript(html)
	}
	return rendered{key, bytes.Clone(html)}, nil
}

// write makes the HTML of a page. Only a theme can be wrong here.
func (s *Site) write(buffer *bytes.Buffer, ix *index, e *entry, seen sight, views *siteViews) error {
	choice := s.choice(e)
	t, err := s.look.templates[e.kind]()
	if err != nil {
		return themeProblem(err)
	}
	view := &View{views.choose(choice), s.pageView(ix, e, seen), t.Template, views.parts[choice]}
	view.Page.TabTitle = view.Site.tabTitle(e)
	if err := t.write(buffer, view); err != nil {
		return themeProblem(err)
	}
	return nil
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

// viewKey stands for all that a rendered page is made of: the theme, the site,
// the page and its place, and what it sees of others.
func (s *Site) viewKey(ix *index, e *entry, seen sight, siteKey [sha256.Size]byte) [sha256.Size]byte {
	d := digests.Get().(*digest)
	defer digests.Put(d)
	d.gathered = d.gathered[:0]
	d.keys(s.look.keys[templates], siteKey, e.page.key, e.linkKey)
	d.text(e.kind, s.canonical(e))
	d.flags(s.noIndex(ix, e), s.diagnoses(e))
	d.sight(ix, seen)
	return d.sum()
}

var digests = sync.Pool{New: func() any { return newDigest() }}
