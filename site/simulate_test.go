package site

import (
	"io/fs"
	"os"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
)

func simulated(t *testing.T, content fs.FS, n int, seed uint64) *Simulation {
	t.Helper()
	d, err := LoadDiagnosis(content, nil)
	if err != nil {
		t.Fatal(err)
	}
	return d.Simulate(n, seed)
}

func TestSimulationIsTheSameOnAnyNumberOfProcessors(t *testing.T) {
	content := os.DirFS("../content")
	many := simulated(t, content, 200, 3)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if one := simulated(t, content, 200, 3); !reflect.DeepEqual(one, many) {
		t.Error("one processor draws other customers")
	}
	if other := simulated(t, content, 200, 4); reflect.DeepEqual(other, many) {
		t.Error("another seed draws the same customers")
	}
}

// What the sums say must agree with each other, and the plan beat the article's fixed order by far.
func TestSimulationAddsUp(t *testing.T) {
	s := simulated(t, os.DirFS("../content"), 600, 1)
	customers, mistakes, right := 0, 0, 0
	for i, c := range s.Causes {
		customers += c.Customers
		right += s.Table[i][i]
	}
	for _, m := range s.Mistakes {
		mistakes += m.Customers
	}
	if customers != 600 || mistakes+right != 600 || s.After.First != rounded(float64(right)/600) {
		t.Errorf("%d customers, %d mistaken and %d right, %v first", customers, mistakes, right, s.After.First)
	}
	if s.After.First < s.Before.First || s.After.Three < s.After.First || s.Questions <= 0 || s.Questions > questionsAsked {
		t.Errorf("before %v, after %v, %v questions", s.Before, s.After, s.Questions)
	}
	if s.Plan.Mean*3 > s.Article.Mean {
		t.Errorf("the plan takes %v minutes, the article's order %v", s.Plan.Mean, s.Article.Mean)
	}
	for m := 1; m < len(s.Plan.Curve); m++ {
		if s.Plan.Curve[m] < s.Plan.Curve[m-1] || s.Plan.Curve[m] > 1 {
			t.Fatalf("the curve falls at %d minutes", m)
		}
	}
}

// Customers drawn from a sound knowledge base fare worse when the one that answers them has forgotten something:
// here every question of the situations weighs nothing but a little.
func TestABrokenKnowledgeBaseScoresWorse(t *testing.T) {
	sound := realContent(t)
	broken := fstest.MapFS{}
	for name, f := range sound {
		broken[name] = f
	}
	text := string(sound["diagnosis/situations.yaml"].Data)
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\n  弱い:", "\n  かつて弱い:"), "\n  決め手:", "\n  弱い:")
	var lines []string
	for _, line := range strings.Split(text, "\n") {
		if !strings.HasPrefix(line, "  かつて弱い:") {
			lines = append(lines, line)
		}
	}
	broken["diagnosis/situations.yaml"] = &fstest.MapFile{Data: []byte(strings.Join(lines, "\n"))}
	good, bad := simulated(t, sound, 1500, 1), simulated(t, broken, 1500, 1)
	if bad.After.First > good.After.First-0.05 || bad.Plan.Mean < good.Plan.Mean+1 {
		t.Errorf("broken: %v first, %v minutes; sound: %v first, %v minutes", bad.After.First, bad.Plan.Mean, good.After.First, good.Plan.Mean)
	}
}

// A reader whose first cause has no remedy left untried is not sent through what mends other causes.
func TestSupportComesWhenNothingIsLeft(t *testing.T) {
	d, err := LoadDiagnosis(os.DirFS("../content"), nil)
	if err != nil {
		t.Fatal(err)
	}
	locked := Report{Version: 1, Text: "アカウントがロックされていますと出る。何度も間違えた", Tried: map[string]string{"wait-unlock": "not-fixed"}}
	before, err := d.Answer(locked)
	if err != nil || before.Plan[0].Remedy != "reset-password" {
		t.Fatalf("plan %v, %v", before.Plan, err)
	}
	locked.Tried["reset-password"] = "not-fixed"
	if after, err := d.Answer(locked); err != nil || len(after.Plan) != 1 || after.Ranking[0].Cause != "account-locked" {
		t.Errorf("plan %v, %v", after.Plan, err)
	}
}
