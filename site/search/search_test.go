package search

import (
	"crypto/sha256"
	"strings"
	"testing"

	query "helpcenter/wasm/search"
)

// memory is a Cache that counts what is put into it.
type memory struct {
	kept map[[sha256.Size]byte][]byte
	puts int
}

func (m *memory) Get(k [sha256.Size]byte) ([]byte, bool) { v, ok := m.kept[k]; return v, ok }
func (m *memory) Put(k [sha256.Size]byte, v []byte)      { m.puts++; m.kept[k] = v }

var guide = newGuide("trouble/otp", "認証コードが届かないとき", "問い合わせの前に見るところです。", []string{"二段階認証"},
	Passage{"", "", "電波のよい所で待ちます。"}, Passage{"sms", "SMSが来ない", "機内モードを切り、SIMを見ます。SIMは2枚です。"})

func newGuide(page, title, description string, tags []string, passages ...Passage) Page {
	return Page{Page: page, Title: title, Description: description, Tags: tags,
		Body:  NewBody(title, description, tags, passages),
		Lines: func() []string { return Lines(title, description, tags, passages) }}
}

func TestReadings(t *testing.T) {
	r := NewReader(nil)
	texts := Texts([]Page{guide}, Words{Same: [][]string{{"紛失", "落とした"}}})
	readings, err := r.Learn(texts, nil)
	if err != nil {
		t.Fatal(err)
	}
	order := readings.Order()
	for text, want := range map[string]string{
		"認証コードが届かない": "にんしようこどがとどかない", "問い合わせ": "といあわせ", "二段階認証": "にだんかいにんしよう",
		"落とした": "おとした", "ＳＭＳ": "sms", "鬱": "鬱",
	} {
		if got := order(text); got != want {
			t.Errorf("%q is read %q, want %q", text, got, want)
		}
	}
}

func TestAlign(t *testing.T) {
	for _, c := range []struct{ surface, reading, want string }{
		{"届か", "トドカ", "届=とど か="}, {"お問い合わせ", "オトイアワセ", "お= 問=と い= 合=あ わせ="},
		{"認証", "ニンショウ", "認証=にんしよう"}, {"届か", "チガウ", "届= か="}, {"アプリ", "アプリ", "アプリ="},
	} {
		var got []string
		for _, p := range align(c.surface, c.reading) {
			got = append(got, p.surface+"="+p.reading)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("align(%q, %q) = %q, want %q", c.surface, c.reading, got, c.want)
		}
	}
}

// What was learned is kept by content: another reader needs no dictionary for it, and only what is new is missing.
func TestReadingsAreKept(t *testing.T) {
	m := &memory{kept: map[[sha256.Size]byte][]byte{}}
	texts := []Text{NewText("認証コード"), NewText("紛失")}
	if _, err := NewReader(m).Learn(texts, nil); err != nil || m.puts != 3 {
		t.Fatalf("%d puts, %v", m.puts, err)
	}
	again := NewReader(m)
	readings := again.Known(append(texts, NewText("盗難"), NewText("カナだけ")))
	if readings.Missing != 1 {
		t.Errorf("%d are missing", readings.Missing)
	}
	if got := readings.Order()("認証"); got != "にんしよう" {
		t.Errorf("read %q", got)
	}
	lost := NewText("盗難")
	lost.lines = func() []string { return []string{"別の文"} }
	if readings, err := again.Learn([]Text{lost}, nil); err != nil || readings.Missing != 1 || m.puts != 3 {
		t.Errorf("a text that is another by now: %v, %v, %d puts", readings, err, m.puts)
	}
	for k := range m.kept {
		m.kept[k] = []byte("torn \xff\t\t x")
	}
	NewReader(m).Known(texts).Order()("認証") // no panic
}

// The index that is written is read, with readings and without.
func TestEncode(t *testing.T) {
	words := Words{Same: [][]string{{"届かない", "来ない"}}, Guides: map[string][]string{"trouble/otp": {"番号が\t来ない"}}, Ignored: []string{"です", "どうすれば"}}
	pages := []Page{guide}
	texts := Texts(pages, words)
	for _, learned := range []bool{false, true} {
		readings := NewReader(nil).Known(texts)
		if learned {
			var err error
			if readings, err = NewReader(nil).Learn(texts, nil); err != nil {
				t.Fatal(err)
			}
		}
		index := string(Encode(pages, words, readings))
		for _, line := range []string{"G\ttrouble/otp\t認証コードが届かないとき\t", "\nK\t番号が 来ない\n", "\nI\tどうすれば\tです\n", "\nS\tsms\tSMSが来ない\nB\t機内 もど 切り sim 見ま 枚で\n"} {
			if !strings.Contains(index, line) {
				t.Errorf("%q is not in\n%s", line, index)
			}
		}
		x, err := query.Decode(index)
		if err != nil {
			t.Fatal(err)
		}
		a := x.Find("にんしょう")
		if found := len(a.Results) == 1 && !a.Weak; found != learned {
			t.Errorf("learned %v, found %v", learned, found)
		}
	}
}
