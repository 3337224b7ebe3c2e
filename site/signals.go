package site

import (
	"maps"
	"slices"
)

// signalTypes are what the browser checks measure (package wasm), by id; an enum lists its values.
// They are a contract: saved reports use them.
var signalTypes = map[string]signalType{
	"online": {kind: "bool"}, "site_reachable": {kind: "bool"}, "site_status": {kind: "int"}, "site_rtt_ms": {kind: "float"},
	"site_jitter_ms": {kind: "float"}, "site_loss": {kind: "float"}, "official_reachable": {kind: "bool"},
	"captive_portal": {kind: "bool"}, "downlink_mbps": {kind: "float"},
	"connection_type": {kind: "enum", values: []string{"wifi", "cellular", "ethernet", "other", "unknown"}},
	"effective_type":  {kind: "enum", values: []string{"slow-2g", "2g", "3g", "4g", "unknown"}},
	"save_data":       {kind: "bool"}, "dns_ms": {kind: "float"}, "tls_ms": {kind: "float"}, "cookies": {kind: "bool"},
	"local_storage": {kind: "bool"}, "indexed_db": {kind: "bool"}, "service_worker": {kind: "bool"}, "content_blocker": {kind: "bool"},
	"in_app_browser": {kind: "enum", values: []string{"none", "line", "facebook", "instagram", "x", "yahoo", "other"}},
	"os":             {kind: "enum", values: []string{"ios", "android", "windows", "macos", "linux", "chromeos", "other"}},
	"os_version":     {kind: "string"}, "os_outdated": {kind: "bool"},
	"browser":         {kind: "enum", values: []string{"safari", "chrome", "edge", "firefox", "samsung", "other"}},
	"browser_version": {kind: "string"}, "browser_outdated": {kind: "bool"}, "clock_skew_s": {kind: "float"},
	"clock_before_build": {kind: "bool"}, "javascript": {kind: "bool"}, "wasm": {kind: "bool"}, "time_zone": {kind: "string"},
	"outside_japan": {kind: "bool"}, "language": {kind: "string"}, "page_translated": {kind: "bool"},
	"maintenance_now": {kind: "bool"}, "maintenance_next_min": {kind: "float"}, "incident_now": {kind: "bool"},
	"busy_period": {kind: "enum", values: []string{"none", "lunch", "evening", "night", "statement-day", "payment-day", "campaign"}},
}

type signalType struct {
	kind   string   // bool, int, float, enum or string
	values []string // of an enum
}

// elsewhere are the signals that hold for every line and device: published facts and the calendar.
var elsewhere = map[string]bool{"maintenance_now": true, "maintenance_next_min": true, "incident_now": true, "busy_period": true}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
