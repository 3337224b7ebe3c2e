package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"helpcenter/site"
)

// diagnoseReport runs `helpcenter diagnose --format json` on the real content.
func diagnoseReport(args []string, report string) (status int, stdout, stderr string) {
	var out, words bytes.Buffer
	args = append([]string{"--content", "../../content", "--format", "json"}, args...)
	status = runDiagnose(args, strings.NewReader(report), &out, &words)
	return status, out.String(), words.String()
}

func TestDiagnoseRefusesWhatItDoesNotKnow(t *testing.T) {
	for report, named := range map[string]string{
		``:                               "JSON",
		`null`:                           "null",
		`"a"`:                            "報告",
		`{}`:                             "version",
		`{"version":2}`:                  "version",
		`{"version":"1"}`:                "version",
		`{"version":1}x`:                 "余分",
		`{"version":1,"version":1}`:      "version",
		`{"version":1,"extra":1}`:        "extra",
		`{"version":1,"Text":"a"}`:       "Text",
		`{"version":1,"text":5}`:         "text",
		`{"version":1,"text":null}`:      "text",
		`{"version":1,"at":"yesterday"}`: "yesterday",
		`{"version":1,"signals":{"online":null}}`:                      "online",
		`{"version":1,"signals":{"online":"yes"}}`:                     "online",
		`{"version":1,"signals":{"onlin":true}}`:                       "onlin",
		`{"version":1,"signals":{"site_status":503.5}}`:                "site_status",
		`{"version":1,"signals":{"connection_type":"carrier-pigeon"}}`: "connection_type",
		`{"version":1,"answers":{"uses-app":"maybe"}}`:                 "maybe",
		`{"version":1,"answers":{"online":"yes"}}`:                     "online",
		`{"version":1,"tried":{"zzz":"fixed"}}`:                        "zzz",
		`{"version":1,"tried":{"switch-line":"perhaps"}}`:              "switch-line",
		`[{"version":1},{"version":1,"extra":1}]`:                      "2 番目",
	} {
		status, stdout, stderr := diagnoseReport(nil, report)
		if status != misuse || stdout != "" || !strings.Contains(stderr, named) {
			t.Errorf("%s: status %d, stdout %q, stderr %q; want %d and a word about %q", report, status, stdout, stderr, misuse, named)
		}
	}
}

func TestDiagnoseAnswersInTheFormOfTheContract(t *testing.T) {
	file := filepath.Join(t.TempDir(), "report.json")
	must(t, os.WriteFile(file, []byte(`{"version":1,"text":"昨日機種変してからSMSが届かない","signals":{"online":true,"connection_type":"unknown"},"answers":{"abroad":"no"}}`), 0o666))
	status, stdout, stderr := diagnoseReport([]string{file}, "")
	if status != fine || stderr != "" {
		t.Fatalf("status %d, stderr %q", status, stderr)
	}
	var a map[string]json.RawMessage
	must(t, json.Unmarshal([]byte(stdout), &a))
	for _, key := range []string{"ranking", "ruled_out", "not_checked", "understood", "next", "plan", "settled"} {
		if a[key] == nil {
			t.Errorf("no %q in %s", key, stdout)
		}
	}
	for _, key := range []string{"ranking", "ruled_out", "not_checked", "understood", "plan"} {
		if len(a[key]) == 0 || a[key][0] != '[' {
			t.Errorf("%q is no array: %s", key, a[key])
		}
	}
	if !strings.Contains(string(a["understood"]), `"device-changed"`) || !strings.Contains(string(a["understood"]), "機種変") {
		t.Errorf("understood = %s", a["understood"])
	}

	status, stdout, _ = diagnoseReport(nil, `[{"version":1},{"version":1,"text":"カードをなくしました"}]`)
	var list []site.Answer
	must(t, json.Unmarshal([]byte(stdout), &list))
	if status != fine || len(list) != 2 || list[1].Ranking[0].Cause != "urgent-lost-stolen" || list[1].Next != nil || !strings.HasPrefix(list[1].Plan[0].Guide, "security/") {
		t.Errorf("an array of two gave %d: %s", status, stdout)
	}
	if status, stdout, _ := diagnoseReport(nil, `[]`); status != fine || strings.TrimSpace(stdout) != "[]" {
		t.Errorf("an empty array gave %d %q", status, stdout)
	}
}

// TestDiagnoseNeverReadsTheClock: without "at" there is no calendar evidence, with it there is.
func TestDiagnoseNeverReadsTheClock(t *testing.T) {
	_, without, _ := diagnoseReport(nil, `{"version":1,"text":"アクセスが集中していますと出る"}`)
	_, lunch, _ := diagnoseReport(nil, `{"version":1,"text":"アクセスが集中していますと出る","at":"2026-11-25T03:10:00Z"}`) // 12:10 in Japan
	if strings.Contains(without, `"finding":"busy_period"`) || !strings.Contains(lunch, `"finding":"busy_period"`) {
		t.Errorf("calendar without at: %v, with it: %v", strings.Contains(without, "busy_period"), strings.Contains(lunch, "busy_period"))
	}
}

func FuzzReadReports(f *testing.F) {
	f.Add([]byte(`{"version":1,"text":"あ","signals":{"online":true},"answers":{"uses-app":"yes"},"tried":{"switch-line":"fixed"}}`))
	f.Add([]byte(`[{"version":1}]`))
	f.Add([]byte(`{"version":1,"signals":{"site_rtt_ms":-1e308}}`))
	d, err := site.LoadDiagnosis(os.DirFS("../../content"), nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		reports, _, err := site.ReadReports(data)
		if err != nil {
			return
		}
		for _, r := range reports {
			if a, err := d.Answer(r); err == nil && (len(a.Ranking) == 0 || len(a.Plan) == 0) {
				t.Fatalf("an empty answer to %s", data)
			}
		}
	})
}
