package site_test

import (
	"testing"

	"helpcenter/site"
)

// BenchmarkDiagnose is one answer of the engine with the real knowledge: what the widget does after each check.
func BenchmarkDiagnose(b *testing.B) {
	d, err := site.LoadDiagnosis(contentFolder, nil)
	if err != nil {
		b.Fatal(err)
	}
	for name, r := range map[string]site.Report{
		"nothing known": {Version: 1},
		"words":         {Version: 1, Text: "昨日アプリを更新してから、ログイン画面で止まってしまいます"},
		"healthy line": {Version: 1, Signals: map[string]any{"online": true, "site_reachable": true, "site_status": 200, "site_rtt_ms": 60,
			"site_loss": 0, "official_reachable": true, "captive_portal": false, "cookies": true, "local_storage": true}},
	} {
		e, err := d.Evidence(r)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				d.Base.Diagnose(e)
			}
		})
	}
}
