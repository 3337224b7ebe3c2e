package preview

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// id names a round of this run of the server.
func (s *Server) id(r *round) string { return fmt.Sprintf("%s-%d", s.boot, r.number) }

// tell is a browser's event stream: one event for each round that brings news
// to it. A browser that is slow, or was away, gets several rounds as one.
func (s *Server) tell(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	if r.Method == http.MethodHead {
		return
	}
	now := s.now.Load()
	seen, restart := s.seen(r, now)
	news := now.since(seen)
	news.Restart = restart
	page := r.URL.Query().Get("page")
	s.shorten(&news, page)
	if err := s.write(w, now, &news, isWorthTelling(news)); err != nil {
		return
	}
	alive := time.NewTicker(s.Alive)
	defer alive.Stop()
	for {
		var err error
		select {
		case <-r.Context().Done():
			return
		case <-alive.C:
			err = flush(w, ":\n\n")
		case <-now.replaced:
			seen, now = now.number, s.now.Load()
			news = now.since(seen)
			s.shorten(&news, page)
			err = s.write(w, now, &news, true)
		}
		if err != nil {
			return
		}
	}
}

// many changes are not told one by one.
const many = 500

// shorten leaves of very many addresses those of the page that asks, of pages that
// somebody has in view, and of files that pages show.
func (s *Server) shorten(news *event, page string) {
	if len(news.Changed) <= many {
		return
	}
	inView := append(s.viewed.list(), page)
	news.Changed = slices.DeleteFunc(news.Changed, func(address string) bool {
		return strings.HasSuffix(address, "/") && !slices.Contains(inView, address)
	})
}

// seen reads which round the browser has. One that names another run of the
// server holds a page of unknown age; one that names none has the newest.
func (s *Server) seen(r *http.Request, now *round) (number int, restart bool) {
	last := r.Header.Get("Last-Event-ID")
	if last == "" {
		last = r.URL.Query().Get("since")
	}
	if last == "" {
		return now.number, false
	}
	boot, digits, _ := strings.Cut(last, "-")
	number, err := strconv.Atoi(digits)
	if boot != s.boot || err != nil {
		return now.number, true
	}
	return number, false
}

func isWorthTelling(e event) bool {
	return len(e.Changed) > 0 || e.CSS != "" || len(e.Problems) > 0 || e.Restart
}

// write sends the round's id and, if there is something to tell, the event. An
// id alone raises no event in the browser but is remembered for reconnecting.
func (s *Server) write(w http.ResponseWriter, now *round, news *event, tell bool) error {
	message := "retry: 500\nid: " + s.id(now) + "\n"
	if tell {
		data, err := json.Marshal(news)
		if err != nil {
			return err
		}
		message += "data: " + string(data) + "\n"
	}
	return flush(w, message+"\n")
}

// flush sends at once, and gives up on a browser that does not read.
func flush(w http.ResponseWriter, message string) error {
	c := http.NewResponseController(w)
	if err := c.SetWriteDeadline(time.Now().Add(10 * time.Second)); err != nil {
		return err
	}
	if _, err := w.Write([]byte(message)); err != nil {
		return err
	}
	return c.Flush()
}
