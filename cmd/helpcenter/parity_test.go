package main

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"helpcenter/site"
	"helpcenter/wasm/diagnosis"
	"helpcenter/wasm/diagnosis/testdata/parity/form"
)

// The engine gives one answer, to the last bit, natively and in WebAssembly, built by Go and by TinyGo: what a
// reader's phone says, `helpcenter diagnose` says again to whoever supports them.

const (
	parityProgram = "helpcenter/wasm/diagnosis/testdata/parity"
	randomReaders = 500
)

// wasmBuild is a program and the glue of the compiler that made it.
type wasmBuild struct{ program, glue string }

func TestTheSameAnswersEverywhere(t *testing.T) {
	content := os.DirFS("../../content")
	d, err := site.LoadDiagnosis(content, nil)
	must(t, err)
	evidence := append(caseEvidence(t, d), randomEvidence(t, d)...)
	want := make([]string, len(evidence))
	for i, e := range evidence {
		want[i] = string(form.WriteResult(nil, d.Base.Diagnose(e)))
	}
	files := parityFiles(t, d.Base, evidence)
	for compiler, build := range map[string]func(*testing.T, string) wasmBuild{"go": parityByGo, "tinygo": parityByTinyGo} {
		t.Run(compiler, func(t *testing.T) {
			t.Parallel()
			compareAnswers(t, runInNode(t, build(t, t.TempDir()), files), want, evidence)
		})
	}
}

// caseEvidence is what the writers' own cases say.
func caseEvidence(t *testing.T, d *site.Diagnosis) []diagnosis.Evidence {
	reports, err := site.CaseReports(os.DirFS("../../content"))
	must(t, err)
	if len(reports) < 100 {
		t.Fatalf("only %d cases", len(reports))
	}
	var out []diagnosis.Evidence
	for _, r := range reports {
		e, err := d.Evidence(r)
		must(t, err)
		out = append(out, e)
	}
	return out
}

// randomEvidence makes readers up: any signals, any answers, any remedies tried, and words of the cases put together.
func randomEvidence(t *testing.T, d *site.Diagnosis) []diagnosis.Evidence {
	chance := rand.New(rand.NewPCG(2026, 11))
	var words []string
	for _, e := range caseEvidence(t, d) {
		if e.Text != "" {
			words = append(words, e.Text)
		}
	}
	var out []diagnosis.Evidence
	for range randomReaders {
		out = append(out, randomReader(d.Base, words, chance))
	}
	return out
}

func randomReader(b *diagnosis.Base, words []string, chance *rand.Rand) diagnosis.Evidence {
	var e diagnosis.Evidence
	for range chance.IntN(3) {
		e.Text += words[chance.IntN(len(words))] + []string{"。", "、", "\n", "けど", " "}[chance.IntN(5)]
	}
	signals, answers := chance.IntN(16), chance.IntN(8)
	for range signals + answers {
		i := chance.IntN(len(b.Findings))
		if f := &b.Findings[i]; f.Kind == diagnosis.Signal && len(f.Bands) > 0 {
			e.Readings = append(e.Readings, diagnosis.Reading{Finding: i, Value: randomValue(&f.Bands[chance.IntN(len(f.Bands))], chance)})
		} else if f.Kind != diagnosis.Signal {
			e.Answers = append(e.Answers, diagnosis.Reply{Finding: i, Answer: diagnosis.Answer(1 + chance.IntN(3))})
		}
	}
	for range chance.IntN(4) {
		e.Tried = append(e.Tried, diagnosis.Trial{Remedy: chance.IntN(len(b.Remedies)), Fixed: chance.IntN(4) == 0})
	}
	return e
}

// randomValue is one that the band is about: a text of it, or a number at a bound, beside it or far from it.
func randomValue(band *diagnosis.Band, chance *rand.Rand) diagnosis.Value {
	if len(band.Is) > 0 {
		return diagnosis.Value{Text: band.Is[chance.IntN(len(band.Is))]}
	}
	bound := []float64{band.From, band.Below, band.Beyond, -band.Beyond, 0.5}[chance.IntN(5)]
	return diagnosis.Value{Number: []float64{bound, bound + 1e-9, bound - 1e-9, bound * chance.Float64() * 3, chance.NormFloat64() * 1e4}[chance.IntN(5)]}
}

// parityFiles writes the knowledge as the widget gets it, and the evidence.
func parityFiles(t *testing.T, base *diagnosis.Base, evidence []diagnosis.Evidence) []string {
	var encoded []byte
	for _, e := range evidence {
		encoded = form.WriteEvidence(encoded, e)
	}
	folder := t.TempDir()
	names := []string{filepath.Join(folder, "base"), filepath.Join(folder, "matching"), filepath.Join(folder, "evidence")}
	for i, data := range [][]byte{base.Encode(), base.EncodeMatching(), encoded} {
		must(t, os.WriteFile(names[i], data, 0o666))
	}
	return names
}

func parityByGo(t *testing.T, folder string) wasmBuild {
	root := strings.TrimSpace(output(t, exec.Command("go", "env", "GOROOT")))
	b := wasmBuild{filepath.Join(folder, "go.wasm"), filepath.Join(root, "lib", "wasm", "wasm_exec.js")}
	c := exec.Command("go", "build", "-trimpath", "-o", b.program, parityProgram)
	c.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	output(t, c)
	return b
}

// parityByTinyGo builds as the Makefile builds the widget: TINYGO_BUILD is its command, with the result and the
// package as $1 and $2, and TINYGO_DIR where the compiler lies if it could be had.
func parityByTinyGo(t *testing.T, folder string) wasmBuild {
	compiler, build := os.Getenv("TINYGO_DIR"), os.Getenv("TINYGO_BUILD")
	if build == "" {
		t.Skip("NOT COMPARED with TinyGo's answers: TINYGO_DIR and TINYGO_BUILD are not set; make test sets them")
	}
	if _, err := os.Stat(filepath.Join(compiler, "bin", "tinygo")); err != nil {
		t.Skipf("NOT COMPARED with TinyGo's answers: TinyGo could not be had (%v)", err)
	}
	b := wasmBuild{filepath.Join(folder, "tinygo.wasm"), filepath.Join(compiler, "root", "targets", "wasm_exec.js")}
	c := exec.Command("sh", "-e", "-c", build, "sh", b.program, parityProgram)
	c.Dir = "../.."
	output(t, c)
	return b
}

func runInNode(t *testing.T, b wasmBuild, files []string) []string {
	t.Helper()
	args := append([]string{"../../wasm/diagnosis/testdata/parity/run.mjs", b.glue, b.program}, files...)
	answers := strings.Split(output(t, exec.Command("node", args...)), "\x00")
	return answers[:len(answers)-1]
}

func output(t *testing.T, c *exec.Cmd) string {
	t.Helper()
	var errors bytes.Buffer
	c.Stderr = &errors
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%v: %v\n%s", c.Args, err, errors.String())
	}
	return string(out)
}

// compareAnswers shows the first line in which an answer differs, of the first few that do.
func compareAnswers(t *testing.T, got, want []string, evidence []diagnosis.Evidence) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d answers to %d readers", len(got), len(want))
	}
	wrong := 0
	for i := range want {
		if got[i] == want[i] {
			continue
		}
		if wrong++; wrong <= 3 {
			here, there := firstDifference(got[i], want[i])
			t.Errorf("reader %d, %+v:\n   got %q\nnatively %q", i, evidence[i], here, there)
		}
	}
	t.Logf("%d of %d answers are the same to the last bit", len(want)-wrong, len(want))
}

func firstDifference(a, b string) (string, string) {
	as, bs := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := 0; i < len(as) && i < len(bs); i++ {
		if as[i] != bs[i] {
			return as[i], bs[i]
		}
	}
	return "", ""
}
