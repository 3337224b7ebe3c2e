// Package preview keeps a writer's browser current.
//
// A [Server] builds a content folder, serves the pages from memory on this
// computer only, and watches the folder: a save is rendered at once, and every
// open page is told in one server-sent event what changed.
//
// # Rounds
//
// One goroutine owns the [site.Site]. Each time it builds, what came out is a
// round: the pages, the mistakes, and which round each address last changed in.
// A round is never changed once others can see it. A browser says which round
// it has, and gets the difference to the newest one, so that nothing is missed
// between loading a page and listening, or while a tab sleeps.
//
// After a save the page in view has a round of its own, before the others are
// looked at: [site.Site.Glance]. What others show of it follows in the next, which
// a newer save interrupts. So does it interrupt the full look that follows when all
// is quiet. Search is brought up to date in a goroutine of its own, which rests in
// small steps while pages are made: [site.Site.Unsearched].
//
// # Torn files
//
// Editors truncate and write, or move a file away and put a new one in its
// place. A file that is gone or empty is waited for, and a build that fails is
// tried again, a few milliseconds each, before anybody is told.
//
// # Addresses of its own
//
//	/_preview/events     server-sent events, see [event]
//	/_preview/client.js  the script that every page of a preview includes
//	/_preview/client.css how mistakes look over the page
//	/_preview/panel.*    the panel that shows 診断する as another reader would see it, see panel.go
//	/_preview/pretend.js what it does to the card
package preview

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"strconv"
	"sync/atomic"
	"time"

	"helpcenter/site"
)

// Config says what is shown. Zero durations stand for the defaults.
type Config struct {
	Content  string       // the writer's folder
	Theme    fs.FS        // templates, css, js, icons, widget
	ThemeDir string       // the folder Theme reads from, to be watched too; empty if Theme cannot change
	Options  site.Options // Preview is set by New
	Log      io.Writer    // a line a round, for the terminal; nil for none

	Join   time.Duration // events this soon after a round wait for the next one; 3 ms
	Settle time.Duration // how long a file that looks half written is waited for; 20 ms
	Idle   time.Duration // quiet time after which everything is looked at once more; 2 s
	Alive  time.Duration // between two signs of life to a browser; 25 s
}

// Server shows one content folder.
type Server struct {
	Config
	site      *site.Site
	boot      string // names this run, so that a browser notices a restart
	first     chan struct{}
	now       atomic.Pointer[round]
	viewed    viewed
	building  atomic.Bool  // pages are made
	saved     atomic.Int64 // when that last was for a change, in nanoseconds since 1970
	searching bool         // search is brought up to date, beside all else
	yields    bool         // this round may be interrupted: the page in view is shown
	waiting   func() bool  // something newer is to be built; nil before Serve
}

// New makes a Server; Serve starts it.
func New(c Config) *Server {
	c.Options.Preview = true
	setDefault(&c.Join, 3*time.Millisecond)
	setDefault(&c.Settle, 20*time.Millisecond)
	setDefault(&c.Idle, 2*time.Second)
	setDefault(&c.Alive, 25*time.Second)
	if c.Log == nil {
		c.Log = io.Discard
	}
	s := &Server{
		Config: c,
		boot:   strconv.FormatInt(time.Now().UnixNano(), 36),
		first:  make(chan struct{}),
	}
	c.Options.Interrupted = func() bool { return s.yields && s.waiting() }
	s.site = site.New(os.DirFS(c.Content), c.Theme, c.Options)
	s.now.Store(newRound())
	return s
}

func setDefault(d *time.Duration, value time.Duration) {
	if *d == 0 {
		*d = value
	}
}

// Serve builds, watches and answers on ln until ctx ends. It closes ln.
func (s *Server) Serve(ctx context.Context, ln net.Listener) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	w, err := watch(s.Content, s.ThemeDir)
	if err != nil {
		ln.Close()
		return err
	}
	defer w.close()
	s.waiting = func() bool { return len(w.stirred) > 0 }
	built := make(chan struct{})
	go func() {
		s.keepCurrent(ctx, w)
		close(built)
	}()
	err = s.answer(ctx, ln)
	stop()
	<-built
	return err
}

// answer runs the web server. Ending ctx ends every request, the endless ones
// of waiting browsers too.
func (s *Server) answer(ctx context.Context, ln net.Listener) error {
	web := &http.Server{
		Handler:           s.handler(),
		BaseContext:       func(net.Listener) context.Context { return ctx },
		ReadHeaderTimeout: 10 * time.Second,
	}
	down := make(chan struct{})
	go func() {
		defer close(down)
		<-ctx.Done()
		patience, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if web.Shutdown(patience) != nil {
			web.Close()
		}
	}()
	err := web.Serve(ln)
	if !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	<-down
	return nil
}
