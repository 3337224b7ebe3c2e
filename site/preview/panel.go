package preview

import (
	_ "embed"
	"encoding/json"
	"net/http"
	"os"

	"helpcenter/site"
)

// The panel under pages with the 診断する card: a writer says what the browser would measure and the reader answer,
// and sees the card as that reader would. panel.js is the form, pretend.js what it does to the card, scenarios.json
// the ready ones. No page of a build knows of them.

//go:embed panel.js
var panelJS []byte

//go:embed pretend.js
var pretendJS []byte

//go:embed panel.css
var panelCSS []byte

//go:embed scenarios.json
var scenarios []byte

// choices are what the panel offers, from the knowledge as it is written now. Where that cannot be read there are
// none: the mistakes are shown over the page anyway.
func (s *Server) choices(w http.ResponseWriter, r *http.Request) {
	var offered struct {
		site.Vocabulary
		Scenarios json.RawMessage `json:"scenarios"`
	}
	d, err := site.LoadDiagnosis(os.DirFS(s.Content), s.Options.Cache)
	if err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	offered.Vocabulary, offered.Scenarios = d.Vocabulary(), scenarios
	body, err := json.Marshal(offered)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	send(w, r, http.StatusOK, "panel.json", body)
}
