package diagnosis

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// voicedBase returns the test's base with its pieces in order, as the generator hands them over.
func voicedBase() *Base {
	b := testBase()
	slices.SortFunc(b.Pieces, func(x, y Piece) int { return strings.Compare(x.Text, y.Text) })
	return b
}

func TestPiecesOf(t *testing.T) {
	for text, want := range map[string]string{
		"":     "^, ^^",
		"ち":    "^, ^ち ^ち^ ち, ち^",
		"ちか":   "^, ^ち ^ちか ち, ちか ちか^ か, か^",
		"かかか":  "^, ^か ^かか か, かか かかか かか^ か^",
		"a駅":   "^, ^a ^a駅 a, a駅 a駅^ 駅, 駅^",
		"𠮷の𠮷の": "^, ^𠮷 ^𠮷の 𠮷, 𠮷の 𠮷の𠮷 の, の𠮷 の𠮷の 𠮷の^ の^",
	} {
		if got := strings.Join(PiecesOf(text), " "); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestWordsSoundLikeACause(t *testing.T) {
	b := voicedBase()
	line, urgent := b.Cause("line"), b.Cause("urgent")
	if h := b.Hear("zzz"); h.Likeness != nil || h.Understood != nil || h.Doubts != nil {
		t.Errorf("something was heard in nothing: %+v", h)
	}
	r := b.Diagnose(Evidence{Text: "ちかてつ"})
	if r.Ranking[0].Cause != line || len(r.Ranking[0].For) == 0 || r.Ranking[0].For[0].Finding != OwnWords {
		t.Errorf("%+v is first", r.Ranking[0])
	}
	short, long := b.Hear("ちか").Likeness[line], b.Hear("ちかてつ").Likeness[line]
	if short <= 0 || long <= short {
		t.Errorf("two letters weigh %d, the whole word %d", short, long)
	}
	if r := b.Diagnose(Evidence{Text: "さいふかない"}); !r.Urgent || r.Ranking[0].Cause != urgent || r.Understood[0].Words != "さいふかない" {
		t.Errorf("no sign is heard: %+v", r)
	}
}

// Words that were misread weigh nothing more once the reader says so.
func TestWhatIsTakenBackSoundsLikeNothing(t *testing.T) {
	b := voicedBase()
	heard := b.Hear("さいふかない")
	card := heard.Understood[0].Finding
	if r := b.Diagnose(Evidence{Heard: heard, Answers: []Reply{{card, Unknown}}}); r.Urgent || len(r.Ranking[0].For) > 0 {
		t.Errorf("%+v is first", r.Ranking[0])
	}
	// Of two answers to something else the last counts, and the words are as they were.
	other := slices.IndexFunc(b.Findings, func(f Finding) bool { return f.ID == "slow" })
	once, twice := []Reply{{other, No}}, []Reply{{other, Yes}, {other, No}}
	if x, y := b.Diagnose(Evidence{Heard: heard, Answers: once}), b.Diagnose(Evidence{Heard: heard, Answers: twice}); !reflect.DeepEqual(x, y) {
		t.Error("an answer that was changed silences the words")
	}
}

// What only hints at danger is asked for before all else; what was answered is not asked again.
func TestHintsOfDangerAreAskedFirst(t *testing.T) {
	b := voicedBase()
	card := slices.IndexFunc(b.Findings, func(f Finding) bool { return f.SignOf >= 0 })
	e := Evidence{Heard: Heard{Doubts: []int{card}}}
	if r := b.Diagnose(e); r.Next == nil || r.Next.Finding != card || r.Urgent {
		t.Errorf("asked %+v, urgent %v", r.Next, r.Urgent)
	}
	e.Answers = []Reply{{card, No}}
	if r := b.Diagnose(e); r.Next != nil && r.Next.Finding == card {
		t.Error("asked again")
	}
}

// What none of the causes explains leaves less for each of them, in the same order.
func TestMattersOfNoCauseAbstain(t *testing.T) {
	b := voicedBase()
	before, after := b.Diagnose(Evidence{}), b.Diagnose(Evidence{Text: "てんき"})
	total := 0.0
	for _, k := range after.Ranking {
		total += k.P
	}
	if total > 0.5 || after.Settled || after.Ranking[0].P >= Advised || after.Ranking[0].Cause != before.Ranking[0].Cause {
		t.Errorf("%.2f is left, %+v is first", total, after.Ranking[0])
	}
}

func TestPiecesTravel(t *testing.T) {
	b, back := voicedBase(), voicedBase()
	back.Pieces = nil
	if err := back.DecodeMatching(b.EncodeMatching()); err != nil {
		t.Fatal(err)
	}
	if got, want := back.Pieces, b.Pieces; !slices.EqualFunc(got, want, func(x, y Piece) bool { return x.Text == y.Text && slices.Equal(x.Links, y.Links) }) {
		t.Errorf("%v came back as %v", want, got)
	}
	for _, torn := range []string{"L\tぁ\tけ\n", "S\tち\tか,\nL\tぁ\t\n", "S\tち\tか,て\nL\tぁ\tけ\n", "S\tち\tか,\nL\tゖ\tけ\n", "S\tち\tか,\nL\tぁ\tゖ\n", "S\tち\tか,\nL\tabc\tけ\n"} {
		if err := back.DecodeMatching(pack([]byte(torn))); err == nil {
			t.Errorf("%q was read", torn)
		}
	}
}
