package site

import (
	"encoding/json"
	"path"
	"slices"
	"strings"
	"time"
)

// summary.json has the shape of a Statuspage v2 summary. It is written once, so
// whether a window is open is for the reader of it to tell from the times.

type summary struct {
	Page struct {
		ID        string `json:"id"`
		Name      string `json:"name"`
		URL       string `json:"url"`
		TimeZone  string `json:"time_zone"`
		UpdatedAt string `json:"updated_at"`
	} `json:"page"`
	Status struct {
		Indicator   string `json:"indicator"`
		Description string `json:"description"`
	} `json:"status"`
	Components  []component `json:"components"`
	Incidents   []event     `json:"incidents"`
	Maintenance []event     `json:"scheduled_maintenances"`
}

type component struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Status   string `json:"status"`
	Position int    `json:"position"`
}

// An event is an incident or a maintenance window.
type event struct {
	ID             string      `json:"id"`
	Name           string      `json:"name"`
	Status         string      `json:"status"`
	Impact         string      `json:"impact"`
	Shortlink      string      `json:"shortlink"`
	CreatedAt      string      `json:"created_at,omitempty"`
	UpdatedAt      string      `json:"updated_at,omitempty"`
	StartedAt      string      `json:"started_at,omitempty"`
	ResolvedAt     string      `json:"resolved_at,omitempty"`
	ScheduledFor   string      `json:"scheduled_for,omitempty"`
	ScheduledUntil string      `json:"scheduled_until,omitempty"`
	Components     []component `json:"components"`
}

// rememberedFor is how long an event stays in the summary after its end.
const rememberedFor = 7 * 24 * time.Hour

func (s *Site) summary(ix *index) []byte {
	var sum summary
	sum.Page.ID, sum.Page.URL, sum.Page.TimeZone = "helpcenter", s.baseURL()+"/", "Asia/Tokyo"
	sum.Page.Name = ix.config.Title
	if sum.Page.Name == "" {
		sum.Page.Name = ix.byURL["/"].meta.Title
	}
	sum.Page.UpdatedAt = s.options.Built.UTC().Format(time.RFC3339)
	sum.Status.Indicator, sum.Status.Description = "none", "このサイトのお知らせをまとめたものです"
	sum.Components = componentsOf(idsOf(components))
	sum.Incidents, sum.Maintenance = []event{}, []event{}
	for _, e := range ix.notices {
		switch {
		case !s.announced(e.meta.Notice):
		case e.meta.Notice.Kind == "incident":
			sum.Incidents = append(sum.Incidents, s.incident(e))
		case e.meta.Notice.Kind == "maintenance":
			sum.Maintenance = append(sum.Maintenance, s.maintenance(e))
		}
	}
	// Plain data always encodes.
	out, _ := json.MarshalIndent(sum, "", " ")
	return append(out, '\n')
}

// announced holds for what is real and not long over.
func (s *Site) announced(w *window) bool {
	return !w.Sample && !w.Cancelled && (w.End.IsZero() || w.End.Add(rememberedFor).After(s.options.Built))
}

func componentsOf(ids []string) []component {
	list := []component{}
	for i, c := range components {
		if slices.Contains(ids, c.id) {
			list = append(list, component{c.id, c.label, "operational", i + 1})
		}
	}
	return list
}

func (s *Site) newEvent(e *entry) event {
	w, said := e.meta.Notice, momentISO(e.meta.Date)
	return event{
		ID: strings.TrimSuffix(path.Base(e.path), ".md"), Name: e.meta.Title, Shortlink: s.baseURL() + e.url,
		CreatedAt: said, UpdatedAt: said, Components: componentsOf(w.Affects),
	}
}

func (s *Site) incident(e *entry) event {
	v, w := s.newEvent(e), e.meta.Notice
	v.Impact, v.Status, v.StartedAt = "major", "investigating", momentISO(w.Start)
	if !w.End.IsZero() && !w.End.After(s.options.Built) {
		v.Status, v.ResolvedAt = "resolved", momentISO(w.End)
	}
	return v
}

func (s *Site) maintenance(e *entry) event {
	v, w := s.newEvent(e), e.meta.Notice
	v.Impact, v.ScheduledFor, v.ScheduledUntil = "maintenance", momentISO(w.Start), momentISO(w.End)
	switch {
	case w.Start.After(s.options.Built):
		v.Status = "scheduled"
	case w.End.After(s.options.Built):
		v.Status = "in_progress"
	default:
		v.Status = "completed"
	}
	return v
}
