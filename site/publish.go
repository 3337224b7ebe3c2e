package site

import (
	"bytes"
	"cmp"
	"maps"
	"path"
	"slices"
)

// Publish builds the site into the folder dir, whole or not at all, as Build,
// Compress and Save would, and tells how many files there are, packed ones not
// counted. It holds no page longer than until it is written, and remembers none.
// After an error, which is Problems if writers must mend something, dir is what
// it was.
func (s *Site) Publish(dir string, compress bool) (files int, err error) {
	ix, others, err := s.gather(nil)
	if err != nil {
		return 0, err
	}
	p := publication{site: s, ix: ix, views: s.newSiteViews(ix), others: others, compress: compress}
	if p.saving, err = startSaving(dir); err != nil {
		return 0, err
	}
	names := p.largestFirst()
	count := len(names) + len(ix.entries)
	return count, p.saving.end(tryInParallel(count, func(i int) error {
		if i < len(names) {
			return p.put(names[i], others[names[i]])
		}
		return p.page(ix.entries[i-len(names)])
	}))
}

// A publication is a site on its way to the disk.
type publication struct {
	site     *Site
	ix       *index
	views    *siteViews
	others   Output // what is no page
	compress bool
	saving   *saving
}

// largestFirst are the names of others: packing the widget takes as long as many
// pages, which fit in beside it.
func (p *publication) largestFirst() []string {
	return slices.SortedFunc(maps.Keys(p.others), func(a, b string) int {
		return cmp.Or(len(p.others[b])-len(p.others[a]), cmp.Compare(a, b))
	})
}

func (p *publication) page(e *entry) error {
	buffer := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buffer)
	if err := p.site.write(buffer, p.ix, e, p.site.sight(p.ix, e), p.views); err != nil {
		return err
	}
	return p.put(outputName(e.url), buffer.Bytes())
}

func (p *publication) put(name string, content []byte) error {
	if err := p.saving.put(name, content); err != nil || !p.compress || !isCompressible(name) {
		return err
	}
	packed := pack(content, p.site.options.Cache)
	if err := p.saving.put(name+".br", packed.br); err != nil {
		return err
	}
	return p.saving.put(name+".gz", packed.gz)
}

func isCompressible(name string) bool { return slices.Contains(compressible, path.Ext(name)) }
