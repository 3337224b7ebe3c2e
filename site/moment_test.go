package site

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// noticeSite builds a site out of notices, given as front matter by name.
func noticeSite(t *testing.T, at time.Time, notices map[string]string) Output {
	t.Helper()
	out, err := New(noticeContent(notices), testTheme, Options{Built: at, BaseURL: "https://help.example"}).Build()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func noticeContent(notices map[string]string) fstest.MapFS {
	content := fstest.MapFS{"index.md": {Data: []byte("---\ntitle: ホーム\n---\n本文。\n")}}
	for name, meta := range notices {
		if strings.HasSuffix(name, ".yaml") {
			content[name] = &fstest.MapFile{Data: []byte(meta)}
			continue
		}
		content["notices/"+name+".md"] = &fstest.MapFile{Data: []byte("---\n" + meta + "\n---\n本文です。\n")}
	}
	return content
}

// readWindow reads front matter; problems fail the test.
func readWindow(t *testing.T, lines string) *window {
	t.Helper()
	p := loadPage("notices/a.md", []byte("---\ntitle: 題\nkind: maintenance\n"+lines+"\n---\n本文。\n"), [32]byte{})
	for _, problem := range p.problems {
		t.Error(problem)
	}
	return p.meta.Notice
}

func TestMomentsAsNoticesWriteThem(t *testing.T) {
	for written, want := range map[string]string{
		"2026-12-01 02:00":             "2026-12-01T02:00:00+09:00",
		"2026-12-01T02:00":             "2026-12-01T02:00:00+09:00",
		"2026-12-01 2:00":              "2026-12-01T02:00:00+09:00",
		"2026-12-01 24:00":             "2026-12-02T00:00:00+09:00",
		"2026-12-01 26:30":             "2026-12-02T02:30:00+09:00",
		"2026-12-31 25:00":             "2027-01-01T01:00:00+09:00",
		"2028-02-29 01:00":             "2028-02-29T01:00:00+09:00",
		"2028-02-28 24:00":             "2028-02-29T00:00:00+09:00",
		"2026年12月1日（火）午前2時30分":         "2026-12-01T02:30:00+09:00",
		"2026年12月1日(火曜日) 午後11時半":       "2026-12-01T23:30:00+09:00",
		"２０２６年１２月１日　２：００":              "2026-12-01T02:00:00+09:00",
		"2026/12/1 14時":                "2026-12-01T14:00:00+09:00",
		"2026-12-01 正午":                "2026-12-01T12:00:00+09:00",
		"2026-12-01 午後0時":              "2026-12-01T12:00:00+09:00",
		"2026-12-01 未明2時":              "2026-12-01T02:00:00+09:00",
		"2026-12-01 深夜23時":             "2026-12-01T23:00:00+09:00",
		"2026-12-01 02:00 JST":         "2026-12-01T02:00:00+09:00",
		"2026-12-01 02:00 Asia/Tokyo":  "2026-12-01T02:00:00+09:00",
		"2026-12-01T02:00:00Z":         "2026-12-01T11:00:00+09:00",
		"2026-12-01T02:00:00+09:00":    "2026-12-01T02:00:00+09:00",
		"2026-12-01 02:00 -0500":       "2026-12-01T16:00:00+09:00",
		"2026-11-30T17:00:00.000Z":     "",
		"2026-12-01":                   "",
		"2026-02-29 01:00":             "",
		"2026-12-01 02:60":             "",
		"2026-12-01 午前13時":             "",
		"2026-12-01 深夜0時":              "", // of which night?
		"きょう 2:00":                     "",
		"2026-12-01 02:00 Europe/Rome": "",
		"2026-12-01（水）02:00":           "",
	} {
		t.Run(written, func(t *testing.T) {
			told := ""
			var problems []string
			root := parseYAML([]byte(`"`+written+`"`), nil)
			at := value{node: root, report: func(_, _ int, message, hint string) { problems = append(problems, message+"|"+hint) }}.moment()
			if told = momentISO(at); told != want {
				t.Errorf("%q is %q, want %q", written, told, want)
			}
			if (want == "") != (len(problems) == 1) || len(problems) == 1 && strings.HasSuffix(problems[0], "|") {
				t.Errorf("%q: problems %q", written, problems)
			}
		})
	}
}

func TestStartAndEndSettleEachOther(t *testing.T) {
	for written, want := range map[string]string{
		"2026-12-01 22:00|2026-12-01 深夜0時":  "12-01 22:00 12-02 00:00",
		"2026-12-01 深夜0時|2026-12-01 05:00":  "12-01 00:00 12-01 05:00",
		"2026-12-01 深夜0時|2026-12-02 05:00":  "12-02 00:00 12-02 05:00",
		"2026-12-01 23:00|2026-12-01 深夜2時半": "12-01 23:00 12-02 02:30",
		"2026-12-01 23:00|05:00":            "12-01 23:00 12-02 05:00",
		"2026-12-01 01:00|05:00":            "12-01 01:00 12-01 05:00",
		"2026-12-01 23:00|26:00":            "12-01 23:00 12-02 02:00",
		"2026-12-01 01:00|翌5:00":            "12-01 01:00 12-02 05:00",
		"2026-12-01 23:00|翌日 午前5時":          "12-01 23:00 12-02 05:00",
		"2026-12-31 26:00|2027-01-01 05:00": "01-01 02:00 01-01 05:00",
	} {
		start, end, _ := strings.Cut(written, "|")
		w := readWindow(t, "start: "+start+"\nend: "+end)
		if got := w.Start.Format("01-02 15:04") + " " + w.End.Format("01-02 15:04"); got != want {
			t.Errorf("%s is %s, want %s", written, got, want)
		}
	}
}
