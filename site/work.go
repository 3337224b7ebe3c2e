package site

import "time"

// Work is a piece of a build that was done: for progress and for where time goes.
type Work struct {
	Step Step
	Page string        // its file, or its address if nobody wrote it; "" if it is no page's
	Took time.Duration // on one core
	All  int           // pieces of the step, 0 if they are not known
}

// A Step is a part of a build.
type Step int

const (
	Reading  Step = iota
	Learning      // how new texts are read
	Searching
	Checking
	Rendering
	Packing
	Writing
	Steps // how many there are
)

// timed does a piece of work and tells of it who wants to know.
func (s *Site) timed(w Work, do func() error) error {
	if s.options.Watch == nil {
		return do()
	}
	started := time.Now()
	err := do()
	w.Took = time.Since(started)
	s.options.Watch(w)
	return err
}

// name is a page's in Work.
func (e *entry) name() string {
	if e.path != "" {
		return e.path
	}
	return e.url
}
