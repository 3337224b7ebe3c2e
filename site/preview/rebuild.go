package preview

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"

	"helpcenter/site"
)

// keepCurrent is the one goroutine that builds. The first event is rendered at
// once, the page in view before all others; those of the next few milliseconds make one more round together. When
// all is quiet, a full look finds what events did not tell, and search learns what is new; then nothing runs.
func (s *Server) keepCurrent(ctx context.Context, w *watcher) {
	s.update(ctx, w, change{everything: true})
	close(s.first)
	for _, note := range s.site.Notes() {
		fmt.Fprintln(s.Log, note)
	}
	idle := time.NewTimer(s.Idle)
	searched := make(chan error)
	for {
		select {
		case <-ctx.Done():
			return
		case <-w.stirred:
			s.update(ctx, w, w.take())
			idle.Reset(s.Idle)
			sleep(ctx, s.Join)
		case <-idle.C:
			if !s.lookAround(w) {
				idle.Reset(s.Idle)
			}
			s.search(ctx, searched)
		case err := <-searched:
			s.searching = false
			if err != nil {
				fmt.Fprintln(s.Log, err)
				continue
			}
			s.lookAround(w)
			s.search(ctx, searched)
		}
	}
}

// search brings search up to date beside all else, and says so when that is done. It rests while pages are made, and
// until all is quiet again; between two of its steps whatever waits goes first.
func (s *Server) search(ctx context.Context, done chan<- error) {
	if s.searching || s.waiting() {
		return
	}
	work := s.site.Unsearched()
	if work == nil {
		return
	}
	s.searching = true
	rest := func() error {
		for s.restless() && ctx.Err() == nil {
			sleep(ctx, s.Idle/20)
		}
		runtime.Gosched()
		return ctx.Err()
	}
	go func() {
		err := work(rest)
		select {
		case done <- err:
		case <-ctx.Done():
		}
	}()
}

// restless holds while pages are made, and until nobody has saved for a while.
func (s *Server) restless() bool {
	return s.building.Load() || time.Since(time.Unix(0, s.saved.Load())) < s.Idle
}

// update builds what changed and shows it.
func (s *Server) update(ctx context.Context, w *watcher, c change) {
	started := time.Now()
	s.building.Store(true)
	s.saved.Store(started.UnixNano())
	defer s.building.Store(false)
	s.settle(ctx, c)
	w.follow(c)
	s.yields = s.glance(c, started)
	out, problems, ok := s.build(c)
	for pause := s.Settle / 2; pause <= s.Settle && ctx.Err() == nil; pause *= 2 {
		if !ok || len(problems) == 0 || s.now.Load().told(problems) {
			break
		}
		sleep(ctx, pause) // perhaps a file was half written
		c.add(w.take())
		w.follow(c)
		out, problems, ok = s.build(c)
	}
	if !ok {
		w.stir(c) // the newer change first, then both
		return
	}
	s.show(out, problems, started)
}

// lookAround looks at everything, which any change interrupts. It reports whether every folder is being watched.
func (s *Server) lookAround(w *watcher) bool {
	started := time.Now()
	s.building.Store(true)
	defer s.building.Store(false)
	c := change{everything: true}
	watched := w.follow(c)
	s.yields = true
	if out, problems, ok := s.build(c); ok {
		s.show(out, problems, started)
	}
	return watched
}

// glance shows the page in view before the others are looked at. It reports whether it could: the
// round that follows may then be interrupted by the next change.
func (s *Server) glance(c change, started time.Time) bool {
	old, names := s.now.Load(), c.names()
	if len(names) == 0 || old.output == nil || len(old.problems) > 0 {
		return false
	}
	files := s.site.Glance(names, s.viewed.list())
	if len(files) > 0 {
		s.replace(old, old.with(files), started)
	}
	return len(files) > 0
}

// build looks at what changed; false if it was interrupted.
func (s *Server) build(c change) (site.Output, []problem, bool) {
	names := c.names()
	if len(names) == 0 && !c.everything {
		return s.now.Load().output, s.now.Load().problems, true
	}
	out, err := s.site.Build(names...)
	if err == nil || errors.Is(err, site.ErrInterrupted) {
		return out, nil, err == nil
	}
	var found site.Problems
	if !errors.As(err, &found) {
		found = site.Problems{{Message: err.Error()}}
	}
	return nil, s.describe(found), true
}

// settle waits for files that were truncated or moved away to come back whole.
func (s *Server) settle(ctx context.Context, c change) {
	end := time.Now().Add(s.Settle)
	for file := range c.files {
		for !hasBytes(file) && time.Now().Before(end) && ctx.Err() == nil {
			sleep(ctx, s.Settle/40)
		}
	}
}

func hasBytes(file string) bool {
	info, err := os.Stat(file)
	return err == nil && info.Size() > 0
}

// show makes a round of what was built and wakes those who wait for one.
func (s *Server) show(out site.Output, problems []problem, started time.Time) {
	old := s.now.Load()
	next := old.after(out, problems)
	if next != nil {
		s.replace(old, next, started)
	}
}

func (s *Server) replace(old, next *round, started time.Time) {
	s.now.Store(next)
	close(old.replaced)
	s.log(next, time.Since(started))
}

// log says in a few words what a round brought.
func (s *Server) log(r *round, took time.Duration) {
	clock := time.Now().Format("15:04:05")
	if len(r.problems) > 0 {
		fmt.Fprintf(s.Log, "%s 直すところが%d件あります\n", clock, len(r.problems))
		for _, p := range r.problems {
			fmt.Fprintln(s.Log, p)
		}
		return
	}
	what := "サイトを作りました"
	if r.number > 1 {
		what = "表示を新しくしました: " + r.summary()
	}
	fmt.Fprintf(s.Log, "%s %s（%.1f ms）\n", clock, what, took.Seconds()*1000)
}

// summary names the addresses that a round changed, the first few of them.
func (r *round) summary() string {
	news := r.since(r.number - 1)
	names := news.Changed
	if news.CSS != "" {
		names = append([]string{"見た目（CSS）"}, names...)
	}
	if len(names) == 0 {
		return "直りました"
	}
	if rest := len(names) - 3; rest > 0 {
		return strings.Join(names[:3], " ") + fmt.Sprintf(" ほか%d件", rest)
	}
	return strings.Join(names, " ")
}

func sleep(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}
