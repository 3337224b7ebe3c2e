package site

import (
	"encoding/json"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
)

// summary.json has the shape of a Statuspage v2 summary (as https://www.mongodb.com/docs/api/doc/cloud-status/
// documents it). It is written once, at the build: its status words are of that moment, and whether a window is
// open is for the reader of it to tell from the times. page.updated_at is the moment of the build.

type summary struct {
	Page        statusPage  `json:"page"`
	Status      indicator   `json:"status"`
	Components  []component `json:"components"`
	Incidents   []event     `json:"incidents"`
	Maintenance []event     `json:"scheduled_maintenances"`
}

type statusPage struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	URL       string `json:"url"`
	TimeZone  string `json:"time_zone"`
	UpdatedAt string `json:"updated_at"`
}

type indicator struct {
	Indicator   string `json:"indicator"` // none, minor, major, critical or maintenance
	Description string `json:"description"`
}

type component struct {
	ID                 string  `json:"id"`
	Name               string  `json:"name"`
	Status             string  `json:"status"`
	CreatedAt          string  `json:"created_at"`
	UpdatedAt          string  `json:"updated_at"`
	Position           int     `json:"position"`
	Description        *string `json:"description"`
	Showcase           bool    `json:"showcase"`
	StartDate          *string `json:"start_date"`
	GroupID            *string `json:"group_id"`
	PageID             string  `json:"page_id"`
	Group              bool    `json:"group"`
	OnlyShowIfDegraded bool    `json:"only_show_if_degraded"`
}

// An event is an incident or one occurrence of a maintenance window.
type event struct {
	ID             string        `json:"id"`
	Name           string        `json:"name"`
	Status         string        `json:"status"`
	Impact         string        `json:"impact"`
	Shortlink      string        `json:"shortlink"`
	CreatedAt      string        `json:"created_at"`
	UpdatedAt      string        `json:"updated_at"`
	StartedAt      string        `json:"started_at"`
	MonitoringAt   *string       `json:"monitoring_at"`
	ResolvedAt     *string       `json:"resolved_at"`
	ScheduledFor   string        `json:"scheduled_for,omitempty"`
	ScheduledUntil string        `json:"scheduled_until,omitempty"`
	PageID         string        `json:"page_id"`
	Updates        []eventUpdate `json:"incident_updates"`
	Components     []component   `json:"components"`
}

type eventUpdate struct {
	ID         string `json:"id"`
	IncidentID string `json:"incident_id"`
	Status     string `json:"status"`
	Body       string `json:"body"`
	CreatedAt  string `json:"created_at"`
	UpdatedAt  string `json:"updated_at"`
	DisplayAt  string `json:"display_at"`
}

const statusPageID = "helpcenter"

// What the summary holds: it is fetched with every press of 診断する, on the worst of lines.
const (
	rememberedFor = 7 * oneDay  // an incident after its end
	summaryAhead  = 60 * oneDay // windows; the next one of each notice always
)

func (s *Site) summary(ix *index) []byte {
	built := s.options.Built
	sum := summary{Incidents: []event{}, Maintenance: []event{}}
	name := ix.config.Title
	if name == "" {
		name = ix.byURL["/"].meta.Title
	}
	sum.Page = statusPage{statusPageID, name, s.baseURL() + "/", "Asia/Tokyo", built.UTC().Format(time.RFC3339)}
	states := map[string]string{}
	for _, e := range ix.notices {
		w := e.meta.Notice
		if !w.announced() {
			continue
		}
		switch w.Kind {
		case "incident":
			if w.End.IsZero() || w.End.Add(rememberedFor).After(built) {
				sum.Incidents = append(sum.Incidents, s.incident(e))
			}
		case "maintenance":
			sum.Maintenance = append(sum.Maintenance, s.maintenances(e)...)
		}
		s.degrade(states, w)
	}
	slices.SortStableFunc(sum.Maintenance, func(a, b event) int { return strings.Compare(a.ScheduledFor, b.ScheduledFor) })
	sum.Components = s.components(idsOf(components), states)
	sum.Status = s.indicator(states)
	// Plain data always encodes.
	out, _ := json.Marshal(sum)
	return append(out, '\n')
}

// worse orders the states of components.
var worse = []string{"", "under_maintenance", "degraded_performance", "partial_outage", "major_outage"}

// degrade notes what a notice that is on does to the components.
func (s *Site) degrade(states map[string]string, w *window) {
	built := s.options.Built
	on := w.between(built, built.Add(time.Second))
	if len(on) == 0 || on[0].Cancelled || phaseWords[w.Kind] == nil {
		return
	}
	state := "under_maintenance"
	if w.Kind == "incident" {
		state = map[string]string{"minor": "degraded_performance", "critical": "major_outage"}[w.Severity]
		if state == "" {
			state = "partial_outage"
		}
	}
	for _, c := range components {
		if w.stops(c.id) && slices.Index(worse, state) > slices.Index(worse, states[c.id]) {
			states[c.id] = state
		}
	}
}

// indicator sums the components up.
func (s *Site) indicator(states map[string]string) indicator {
	worst := 0
	for _, state := range states {
		worst = max(worst, slices.Index(worse, state))
	}
	says := [...]indicator{{"none", "お知らせしている障害や実施中のメンテナンスはありません"}, {"maintenance", "メンテナンスを実施しています"},
		{"minor", "一部で障害が起きています"}, {"major", "障害が起きています"}, {"critical", "大きな障害が起きています"}}[worst]
	built := s.options.Built.In(japan)
	says.Description += "（" + momentText(built) + "の時点）"
	return says
}

func (s *Site) components(ids []string, states map[string]string) []component {
	at := s.options.Built.UTC().Format(time.RFC3339)
	list := []component{}
	for i, c := range components {
		if !slices.Contains(ids, c.id) {
			continue
		}
		state := states[c.id]
		if state == "" {
			state = "operational"
		}
		list = append(list, component{ID: c.id, Name: c.label, Status: state, CreatedAt: at, UpdatedAt: at, Position: i + 1, PageID: statusPageID})
	}
	return list
}

func noticeName(p *page) string { return strings.TrimSuffix(path.Base(p.path), ".md") }

func (s *Site) newEvent(e *entry, id string) event {
	w := e.meta.Notice
	return event{
		ID: id, Name: e.meta.Title, Impact: w.Severity, Shortlink: s.baseURL() + e.url, PageID: statusPageID,
		CreatedAt: momentISO(s.saidAt(e.page)), UpdatedAt: momentISO(s.updatedAt(e.page)), Components: s.components(w.Affects, nil),
	}
}

func (s *Site) incident(e *entry) event {
	w := e.meta.Notice
	v := s.newEvent(e, noticeName(e.page))
	v.Status, v.StartedAt = "investigating", momentISO(w.Start)
	if v.Impact == "" {
		v.Impact = "major"
	}
	for _, u := range slices.Backward(w.Updates) {
		if u.Status != "" {
			v.Status = u.Status
		}
		if u.Status == "monitoring" {
			v.MonitoringAt = new(momentISO(u.At))
		}
	}
	switch {
	case !w.End.IsZero(): // it may lie ahead, where somebody knows
		v.ResolvedAt = new(momentISO(w.End))
		if !w.End.After(s.options.Built) {
			v.Status = "resolved"
		}
	case v.Status == "resolved":
		v.Status = "monitoring"
	}
	v.Updates = s.updatesOf(e, v)
	return v
}

// maintenances are the windows of a notice that are on or ahead.
func (s *Site) maintenances(e *entry) []event {
	w, built := e.meta.Notice, s.options.Built
	var events []event
	ahead, _ := s.shownOf(w, int(summaryAhead/oneDay))
	for _, o := range ahead {
		if o.Cancelled || !o.End.After(built) || len(events) > 0 && o.Start.Sub(built) > summaryAhead {
			continue
		}
		v := s.newEvent(e, o.id(noticeName(e.page)))
		if v.Impact == "" {
			v.Impact = "maintenance"
		}
		v.ScheduledFor, v.ScheduledUntil = momentISO(o.Start), momentISO(o.End)
		v.Status, v.StartedAt = "scheduled", v.ScheduledFor
		if o.phase(built) == phaseNow {
			v.Status = "in_progress"
		}
		v.Updates = s.updatesOf(e, v)
		events = append(events, v)
	}
	return events
}

// updatesOf: what was said, the newest first; where nothing was, the announcement itself.
func (s *Site) updatesOf(e *entry, v event) []eventUpdate {
	w := e.meta.Notice
	var list []eventUpdate
	add := func(at time.Time, status, body string) {
		when := momentISO(at)
		list = append(list, eventUpdate{v.ID + "-" + strconv.Itoa(len(w.Updates)-len(list)), v.ID, status, body, when, when, when})
	}
	status := v.Status
	for _, u := range w.Updates {
		if u.Status != "" {
			status = u.Status
		}
		add(u.At, status, u.Text)
	}
	if len(list) == 0 {
		body := w.says() + w.cardText()
		if v.Status == "resolved" {
			body = "直りました。"
		}
		add(s.updatedAt(e.page), v.Status, body)
	}
	return list
}
