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
	if err := s.lookAt(nil); err != nil {
		return 0, err
	}
	ix, others, err := s.gather()
	if err != nil {
		return 0, err
	}
	s.readings = nil // they are in the index now
	p := publication{site: s, ix: ix, views: s.newSiteViews(ix), others: others, compress: compress}
	if p.saving, err = startSaving(dir); err != nil {
		return 0, err
	}
	names := p.largestFirst()
	count := len(names) + len(ix.entries)
	return count, p.saving.end(tryInParallel(count, func(i int) error {
		if i < len(names) {
			return p.put(names[i], others[names[i]], "")
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
	err := p.site.timed(Work{Step: Rendering, Page: e.name(), All: len(p.ix.entries)}, func() error {
		return p.site.write(buffer, p.ix, e, p.site.sight(p.ix, e), p.views)
	})
	if err != nil {
		return err
	}
	return p.put(outputName(e.url), buffer.Bytes(), e.name())
}

// put writes a file, and packed ones beside it, for the page of this name.
func (p *publication) put(name string, content []byte, page string) error {
	if !p.compress || !isCompressible(name) {
		return p.save(page, Output{name: content})
	}
	var both packed
	_ = p.site.timed(Work{Step: Packing, Page: page}, func() error {
		both = pack(content, p.site.options.Cache)
		return nil
	})
	return p.save(page, Output{name: content, name + ".br": both.br, name + ".gz": both.gz})
}

func (p *publication) save(page string, files Output) error {
	return p.site.timed(Work{Step: Writing, Page: page}, func() error {
		for name, content := range files {
			if err := p.saving.put(name, content); err != nil {
				return err
			}
		}
		return nil
	})
}

func isCompressible(name string) bool { return slices.Contains(compressible, path.Ext(name)) }
