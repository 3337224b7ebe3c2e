package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

const (
	glueFile   = "widget/wasm_exec.js" // Go's own, copied by make
	scriptFile = "widget/widget.js"
	cardFile   = "js/widget.js" // the card's part of the page's script
	wasmFile   = "widget/widget.wasm"
	// Parts of the program, where they were split off: what only advice needs, what only search needs.
	adviserFile = "widget/adviser.wasm"
	finderFile  = "widget/finder.wasm"
	styleFile   = "widget/diagnosis.css" // of what is seen after the press
)

// addWidget takes the widget's files into the theme. A site is built without
// them too: then the page shows what stands in place of the diagnosis.
func (t *theme) addWidget(f themeFiles) {
	t.widget, t.wasm, t.adviserWasm, t.finderWasm, t.search, t.searchStyle, t.notes = asset{}, asset{}, asset{}, asset{}, nil, nil, nil
	if len(f[wasmFile]) == 0 || len(f[glueFile]) == 0 || len(f[scriptFile]) == 0 {
		t.notes = append(t.notes, "診断の部品（"+strings.Join(f.missing(wasmFile, glueFile, scriptFile), "、")+"）がないため、診断するボタンの代わりに「症状から探す」を案内します。make wasm で作れます")
		return
	}
	t.widgetStyles = newAsset("widget.css", minified("text/css", f[styleFile]))
	t.adviserWasm = newAsset("adviser.wasm", f[adviserFile])
	script := slices.Concat(t.adviser(), f[glueFile], []byte("\n"), f[scriptFile])
	if t.widgetStyles.url != "" {
		script = slices.Concat(styling(t.widgetStyles), script)
	}
	t.widget = newAsset("widget.js", minified("text/javascript", script))
	t.wasm = newAsset("widget.wasm", f[wasmFile])
	t.finderWasm = newAsset("finder.wasm", f[finderFile])
	t.report = minified("text/javascript", f["widget/report.js"])
	t.search = minified("text/javascript", f["widget/search.js"])
	t.searchStyle = bytes.TrimSpace(minified("text/css", f["widget/search.css"]))
}

// styling is script that fetches styles: what nobody sees before a press is not waited for before one reads.
func styling(styles asset) []byte {
	return fmt.Appendf(nil, "document.head.append(Object.assign(document.createElement('link'),{rel:'stylesheet',href:%q}));\n", styles.url)
}

// adviser is script that names what gives advice, where that stands apart: the checks do not wait for it.
func (t *theme) adviser() []byte {
	if t.adviserWasm.url == "" {
		return []byte("const ADVISER=0;\n")
	}
	return fmt.Appendf(nil, "const ADVISER=[%q,%q];\n", t.adviserWasm.url, t.adviserWasm.integrity)
}

// isWidget holds for files that nobody needs without knowledge.
func (t *theme) isWidget(a asset) bool {
	return a.url == t.wasm.url || a.url == t.adviserWasm.url || a.url == t.widget.url || a.url == t.widgetStyles.url
}

func (f themeFiles) missing(names ...string) []string {
	var out []string
	for _, name := range names {
		if len(f[name]) == 0 {
			out = append(out, name)
		}
	}
	return out
}

// reportScript opens saved reports on /support/; it stands at an address that does not change, as searchScript does.
const reportScript = "report.js"

func (s *Site) addReportScript(ix *index, out Output) {
	if s.knowledge == nil || s.look.wasm.url == "" || len(s.look.report) == 0 || ix.byURL["/support/"] == nil {
		return
	}
	parts, _ := json.Marshal(map[string]string{ // texts always encode
		"script": s.look.widget.url, "wasm": s.look.wasm.url, "wasmIntegrity": s.look.wasm.integrity,
		"knowledge": s.knowledgeFile.url, "knowledgeIntegrity": s.knowledgeFile.integrity,
		"advice": s.adviceFile.url, "adviceIntegrity": s.adviceFile.integrity,
		"matching": s.matchingFile.url, "matchingIntegrity": s.matchingFile.integrity,
	})
	out[reportScript] = slices.Concat([]byte("const PARTS="), parts, []byte(";"), s.look.report)
}

// widgetView is nil without knowledge: then there is nothing to diagnose with.
func (s *Site) widgetView() *WidgetView {
	if s.knowledge == nil {
		return nil
	}
	return &WidgetView{
		PageScript: s.look.script.url,
		Script:     s.look.widget.url, Wasm: s.look.wasm.url, WasmIntegrity: s.look.wasm.integrity,
		Knowledge: s.knowledgeFile.url, KnowledgeIntegrity: s.knowledgeFile.integrity,
		Advice: s.adviceFile.url, AdviceIntegrity: s.adviceFile.integrity,
		Matching: s.matchingFile.url, MatchingIntegrity: s.matchingFile.integrity,
		Hosts: strings.Join(s.config().probeHosts(), " "),
		// To the day: the widget compares it with clocks that are months wrong, and a page
		// that differs from one build to the next would be packed and fetched anew each time.
		Built: s.options.Built.UTC().Truncate(24 * time.Hour).Format(time.RFC3339),
	}
}

// loadKnowledge reads diagnosis/ again if any file in it changed.
func (s *Site) loadKnowledge() {
	key := s.diagnosisKey()
	if key == s.knowledgeKey {
		return
	}
	s.knowledgeKey = key
	s.knowledge, s.knowledgeErrs = loadKnowledge(s.content, s.options.Cache)
	s.knowledgeFile, s.adviceFile, s.matchingFile, s.symptoms, s.tree = asset{}, asset{}, asset{}, nil, nil
	if s.knowledge != nil && len(s.knowledgeErrs) == 0 {
		b := s.knowledge.base
		b.Periods = append(s.config().Busy.periods(s.options.Built), b.Periods...)
		s.knowledgeFile, s.adviceFile = newAsset("knowledge.txt", b.EncodeChecks()), newAsset("advice.txt", b.EncodeAdvice())
		s.matchingFile = newAsset("matching.txt", b.EncodeMatching())
		s.symptoms, s.tree = s.knowledge.symptoms(), s.knowledge.tree()
	}
}

// diagnosisKey stands for the files in diagnosis/; zero if there are none.
func (s *Site) diagnosisKey() (key [sha256.Size]byte) {
	d := newDigest()
	found := false
	for _, name := range s.names {
		if strings.HasPrefix(name, "diagnosis/") {
			found = true
			d.text(name)
			d.keys(s.sources[name].key)
		}
	}
	if !found {
		return key
	}
	d.plain(s.config().Busy)
	return d.sum()
}
