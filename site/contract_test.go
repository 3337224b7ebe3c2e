package site_test

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"helpcenter/site"
	"helpcenter/wasm/diagnosis"
)

// The ids of the diagnosis are a contract: links, saved reports and support scripts use them. Ids may be added;
// none of these may be renamed or dropped, nor may a cause open another guide.

var contractCauses = map[string]string{
	"net-offline":            "trouble/network#offline",
	"net-weak":               "trouble/network#weak",
	"net-throttled":          "trouble/network#throttled",
	"net-router":             "trouble/network#router",
	"net-captive":            "trouble/public-wifi#sign-in",
	"app-glitch":             "trouble/app#restart",
	"app-outdated":           "trouble/app#update",
	"app-cache":              "trouble/app#cache",
	"app-corrupt":            "trouble/reinstall",
	"app-storage":            "trouble/storage",
	"filter-vpn":             "trouble/filter#vpn",
	"filter-adblock":         "trouble/filter#adblock",
	"filter-dns":             "trouble/filter#dns",
	"filter-security-app":    "trouble/filter#security-app",
	"filter-parental":        "trouble/filter#parental",
	"filter-workplace":       "trouble/filter#workplace",
	"os-background-data":     "trouble/os-settings#background",
	"os-power-saving":        "trouble/os-settings#power",
	"os-private-relay":       "trouble/ios-private-relay",
	"os-vpn-profile":         "trouble/os-settings#profile",
	"os-apn":                 "trouble/os-settings#apn",
	"os-permission":          "trouble/os-settings#permission",
	"os-notifications":       "trouble/notifications",
	"os-update":              "trouble/os-settings#update",
	"os-clock":               "trouble/clock",
	"browser-cookie":         "trouble/browser-settings#cookie",
	"browser-javascript":     "trouble/browser-settings#javascript",
	"browser-outdated":       "trouble/browser-settings#update",
	"browser-private":        "trouble/browser-settings#private",
	"browser-in-app":         "trouble/in-app-browser",
	"browser-translated":     "trouble/browser-settings#translate",
	"server-maintenance":     "trouble/server#maintenance",
	"server-outage":          "trouble/server#outage",
	"server-congestion":      "trouble/error-503",
	"account-locked":         "trouble/account-lock#locked",
	"account-credentials":    "trouble/forgot-password",
	"account-otp":            "trouble/otp-not-arriving",
	"account-device-change":  "trouble/device-change",
	"account-overseas":       "trouble/overseas",
	"account-reauth":         "trouble/account-lock#reauth",
	"account-id-mixup":       "trouble/forgot-password#which-id",
	"account-input":          "start/password-rules",
	"account-code-screen":    "start/verify-otp",
	"account-call-timeout":   "start/verify-call",
	"account-biometrics":     "security/biometrics",
	"account-not-registered": "start/prepare",
	"account-card-entry":     "start/web-register#card-number",
	"account-not-eligible":   "start/cannot-register",
	"urgent-fake-site":       "security/entered-on-fake-site",
	"urgent-suspicious-mail": "security/suspicious-mail",
	"urgent-unknown-charge":  "security/unknown-charge",
	"urgent-lost-stolen":     "security/lost-stolen",
}

var contractSymptoms = []string{
	"app-wont-launch", "app-crashes", "login-page-missing", "login-stuck", "bounced-to-login",
	"forced-logout", "endless-loading", "blank-page", "timeout", "statement-missing",
	"points-missing", "error-5xx", "busy-message", "error-detail-missing", "locked-message",
	"credential-error", "sms-not-arriving", "mail-not-arriving", "code-rejected", "second-factor-blocked",
	"push-missing", "cookie-message", "card-rejected", "input-rejected", "update-required",
	"device-unsupported", "unsafe-connection", "environment-refused", "out-of-service-hours", "slow",
	"layout-broken",
}

var contractSituations = []string{
	"uses-app", "uses-web", "web-works", "others-fail-too", "wifi-only-fails",
	"cellular-only-fails", "on-public-wifi", "on-workplace-net", "on-budget-sim", "poor-signal-place",
	"data-cap-hit", "vpn-on", "adblock-on", "dns-filter-on", "security-app-on",
	"parental-on", "app-not-updated", "app-just-updated", "os-just-updated", "storage-low",
	"power-saving-on", "background-data-off", "private-relay-on", "apn-custom", "vpn-profile-left",
	"permission-denied", "mistyped-repeatedly", "device-changed", "number-changed", "abroad",
	"reported-elsewhere", "not-registered", "corporate-card", "other-device-works", "every-device-fails",
	"in-app-browser-used", "dual-sim", "card-renewed", "biometrics-changed", "password-saved",
	"password-changed", "landline-only", "mail-filter-on", "private-window", "many-apps-fail",
	"entered-on-link", "card-missing", "charge-unknown", "suspicious-mail-received", "trouble-elsewhere",
	"app-works", "credentials-forgotten", "id-unsure", "screen-lost", "call-window-passed",
	"focus-mode-on",
}

// contractSignals gives each signal its type; an enum lists its values.
var contractSignals = map[string]string{
	"online":               "bool",
	"site_reachable":       "bool",
	"site_status":          "int",
	"site_rtt_ms":          "float",
	"site_jitter_ms":       "float",
	"site_loss":            "float",
	"official_reachable":   "bool",
	"captive_portal":       "bool",
	"downlink_mbps":        "float",
	"connection_type":      "enum wifi|cellular|ethernet|other|unknown",
	"effective_type":       "enum slow-2g|2g|3g|4g|unknown",
	"save_data":            "bool",
	"dns_ms":               "float",
	"tls_ms":               "float",
	"cookies":              "bool",
	"local_storage":        "bool",
	"indexed_db":           "bool",
	"service_worker":       "bool",
	"content_blocker":      "bool",
	"in_app_browser":       "enum none|line|facebook|instagram|x|yahoo|other",
	"os":                   "enum ios|android|windows|macos|linux|chromeos|other",
	"os_version":           "string",
	"os_outdated":          "bool",
	"browser":              "enum safari|chrome|edge|firefox|samsung|other",
	"browser_version":      "string",
	"browser_outdated":     "bool",
	"clock_skew_s":         "float",
	"clock_before_build":   "bool",
	"javascript":           "bool",
	"wasm":                 "bool",
	"time_zone":            "string",
	"outside_japan":        "bool",
	"language":             "string",
	"page_translated":      "bool",
	"maintenance_now":      "bool",
	"maintenance_next_min": "float",
	"incident_now":         "bool",
	"busy_period":          "enum none|lunch|evening|night|statement-day|payment-day|campaign",
}

var contractGuides = strings.Fields(`
/start/prepare/ /start/app-install/ /start/app-register/ /start/app-screens/ /start/web-register/ /start/verify-otp/ /start/verify-call/
/start/web-screens/ /start/password-rules/ /start/mail-settings/ /start/paperless/ /start/cannot-register/ /start/wallet/
/trouble/network/ /trouble/public-wifi/ /trouble/app/ /trouble/reinstall/ /trouble/storage/ /trouble/filter/ /trouble/os-settings/
/trouble/ios-private-relay/ /trouble/notifications/ /trouble/server/ /trouble/error-503/ /trouble/account-lock/ /trouble/otp-not-arriving/
/trouble/forgot-password/ /trouble/device-change/ /trouble/overseas/ /trouble/browser-settings/ /trouble/in-app-browser/ /trouble/clock/
/security/overview/ /security/phishing/ /security/suspicious-mail/ /security/entered-on-fake-site/ /security/unknown-charge/
/security/lost-stolen/ /security/pause-card/ /security/compensation/ /security/monitoring/ /security/usage-alert/ /security/login-alert/
/security/3d-secure/ /security/biometrics/ /security/pin/ /security/card-care/ /security/limit/ /security/shopping/ /security/abroad/
/ /symptoms/ /search/ /support/ /notices/`)

// contentFolder is what the writers own.
var contentFolder = os.DirFS("../content")

// realSite builds content/ with the real theme.
func realSite(t *testing.T) (site.Output, *site.Diagnosis) {
	t.Helper()
	content := contentFolder
	out, err := site.New(content, os.DirFS("../assets"), site.Options{Built: time.Unix(1.8e9, 0)}).Build()
	if err != nil {
		t.Fatal(err)
	}
	d, err := site.LoadDiagnosis(content, nil)
	if err != nil {
		t.Fatal(err)
	}
	return out, d
}

func TestAddressesOfTheContract(t *testing.T) {
	out, _ := realSite(t)
	for _, guide := range contractGuides {
		if len(out[strings.TrimPrefix(guide, "/")+"index.html"]) == 0 {
			t.Errorf("%s is missing", guide)
		}
	}
	for _, name := range []string{"404.html", "sitemap.xml", "robots.txt", "probe.txt", "api/v2/summary.json"} {
		if len(out[name]) == 0 {
			t.Errorf("/%s is missing", name)
		}
	}
	for name := range out {
		if strings.HasPrefix(name, "handbook/") {
			t.Errorf("%s is published, but site.yaml keeps the handbook private", name)
		}
	}
}

func TestIdsOfTheContract(t *testing.T) {
	out, d := realSite(t)
	for id, guide := range contractCauses {
		i := d.Base.Cause(id)
		if i < 0 || d.Base.Causes[i].Guide != guide {
			t.Errorf("cause %s does not open %s", id, guide)
			continue
		}
		page, section, _ := strings.Cut(guide, "#")
		if section != "" && !strings.Contains(string(out[page+"/index.html"]), `id="`+section+`"`) {
			t.Errorf("%s has no section %s", page, section)
		}
	}
	for kind, ids := range map[diagnosis.Kind][]string{diagnosis.Symptom: contractSymptoms, diagnosis.Situation: contractSituations,
		diagnosis.Signal: slices.Collect(maps.Keys(contractSignals))} {
		for _, id := range ids {
			if i := d.Base.Finding(id); i < 0 || d.Base.Findings[i].Kind != kind {
				t.Errorf("finding %s is missing or of another kind", id)
			}
		}
	}
}

// TestSignalTypesOfTheContract tries a value of each type on each signal.
func TestSignalTypesOfTheContract(t *testing.T) {
	_, d := realSite(t)
	values := map[string]any{"bool": true, "int": 503.0, "float": 1.5, "string": "17.2"}
	for id, kind := range contractSignals {
		kind, enum, _ := strings.Cut(kind, " ")
		for other, value := range values {
			_, err := d.Evidence(site.Report{Version: 1, Signals: map[string]any{id: value}})
			fits := other == kind || kind == "float" && other == "int"
			if fits != (err == nil) {
				t.Errorf("%s is a %s; a %s gives %v", id, kind, other, err)
			}
		}
		for value := range strings.SplitSeq(enum, "|") {
			if _, err := d.Evidence(site.Report{Version: 1, Signals: map[string]any{id: value}}); enum != "" && err != nil {
				t.Errorf("%s: %v", id, err)
			}
		}
	}
}

func TestEveryShownCheckHasAllItsWords(t *testing.T) {
	_, d := realSite(t)
	information := strings.Fields("javascript os os_version browser browser_version time_zone language connection_type effective_type site_jitter_ms dns_ms tls_ms")
	for _, f := range d.Base.Findings {
		if f.Kind != diagnosis.Signal {
			continue
		}
		if shown := f.Name != ""; shown == slices.Contains(information, f.ID) {
			t.Errorf("%s: shown as a check is %v", f.ID, shown)
		}
		for _, b := range f.Bands {
			if f.Name != "" && (b.Says == "" || b.Result == "info") {
				t.Errorf("%s has a band of result %q that says %q", f.ID, b.Result, b.Says)
			}
		}
	}
}

// TestResultsOfTheContract holds what diagnosis.md prescribes for each check.
func TestResultsOfTheContract(t *testing.T) {
	_, d := realSite(t)
	yes, no := diagnosis.Bool(true), diagnosis.Bool(false)
	number := func(x float64) diagnosis.Value { return diagnosis.Value{Number: x} }
	word := func(s string) diagnosis.Value { return diagnosis.Value{Text: s} }
	for _, c := range []struct {
		signal string
		value  diagnosis.Value
		want   string
	}{
		{"online", no, "fail"}, {"online", yes, "ok"}, {"site_reachable", no, "fail"}, {"site_reachable", yes, "ok"},
		{"captive_portal", yes, "fail"}, {"captive_portal", no, "ok"}, {"cookies", no, "fail"}, {"cookies", yes, "ok"},
		{"local_storage", no, "fail"}, {"indexed_db", no, "fail"}, {"clock_skew_s", number(0.4), "ok"}, {"clock_skew_s", number(-59), "ok"},
		{"clock_skew_s", number(61), "warn"}, {"clock_skew_s", number(-299), "warn"}, {"clock_skew_s", number(300), "fail"}, {"clock_skew_s", number(-86400), "fail"},
		{"clock_before_build", yes, "fail"}, {"maintenance_now", yes, "fail"}, {"maintenance_now", no, "ok"}, {"incident_now", yes, "fail"},
		{"maintenance_next_min", number(30), "warn"}, {"content_blocker", yes, "warn"}, {"content_blocker", no, "ok"},
		{"in_app_browser", word("line"), "warn"}, {"in_app_browser", word("other"), "warn"}, {"in_app_browser", word("none"), "ok"},
		{"outside_japan", yes, "warn"}, {"page_translated", yes, "warn"}, {"save_data", yes, "warn"}, {"official_reachable", no, "warn"},
		{"official_reachable", yes, "ok"}, {"os_outdated", yes, "warn"}, {"browser_outdated", yes, "warn"}, {"busy_period", word("lunch"), "warn"},
		{"busy_period", word("payment-day"), "warn"}, {"busy_period", word("none"), "ok"}, {"site_status", number(503), "warn"}, {"site_status", number(200), "ok"},
		{"site_rtt_ms", number(60), "ok"}, {"site_rtt_ms", number(2500), "warn"}, {"site_loss", number(0), "ok"}, {"site_loss", number(0.5), "warn"},
	} {
		got, says := d.Base.Check(diagnosis.Reading{Finding: d.Base.Finding(c.signal), Value: c.value})
		if got != c.want || says == "" {
			t.Errorf("%s = %v is %q (%s), want %q", c.signal, c.value, got, says, c.want)
		}
	}
}

func TestCasesHold(t *testing.T) {
	_, err := site.New(os.DirFS("../content"), os.DirFS("../assets"), site.Options{Built: time.Unix(1.8e9, 0), Preview: true, Cases: true}).Build()
	if err != nil {
		t.Error(err)
	}
	data, err := os.ReadFile("../content/diagnosis/cases.yaml")
	if err != nil || strings.Count(string(data), "- name:") < 60 {
		t.Errorf("fewer than 60 cases (%v)", err)
	}
}
