package site

import (
	"crypto/sha256"
	"maps"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"helpcenter/wasm/diagnosis"
)

// voiced is the real knowledge with other voices.
func voiced(t *testing.T, files map[string]string) fstest.MapFS {
	t.Helper()
	content := realKnowledge(t)
	for name, text := range files {
		content[voices+"/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	return content
}

func TestVoicesWithMistakes(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"no such cause": {map[string]string{"net-waek.txt": "電波が弱い\n"}, `diagnosis/voices/net-waek.txt:1:1: 原因 "net-waek" は causes.yaml にありません`},
		"two causes":    {map[string]string{"net-router.txt": "# 家\n家でだめ\n", "net-weak.txt": "地下\n\n家でダメ。\n"}, "diagnosis/voices/net-weak.txt:3:1: 「家でダメ。」は diagnosis/voices/net-router.txt にもあります"},
	} {
		_, problems := loadKnowledge(voiced(t, c.files), nil)
		if len(problems) != 1 || !strings.HasPrefix(problems.Error(), c.want) {
			t.Errorf("%s: %v, want %s", name, problems, c.want)
		}
	}
}

// remembering is a cache that counts.
type remembering struct {
	kept map[[sha256.Size]byte][]byte
	hits int
}

func (r *remembering) Get(key [sha256.Size]byte) ([]byte, bool) {
	value, ok := r.kept[key]
	if ok {
		r.hits++
	}
	return value, ok
}

func (r *remembering) Put(key [sha256.Size]byte, value []byte) { r.kept[key] = value }

func TestVoicesAreLearned(t *testing.T) {
	said := map[string]string{"none.txt": strings.Repeat("年会費はいくら\n", 8)}
	for cause, words := range map[string]string{"net-weak": "地下鉄に乗ると止まる", "account-locked": "何回も間違えた", "app-storage": "写真でいっぱい"} {
		said[cause+".txt"] = strings.Repeat(words+"\n", 8) + "# 覚え書き\n"
	}
	kept := &remembering{kept: map[[sha256.Size]byte][]byte{}}
	load := func(said map[string]string) *knowledge {
		k, problems := loadKnowledge(voiced(t, said), kept)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		return k
	}
	first := load(said)
	for words, want := range map[string]string{"いま地下鉄で乗り換え中": "net-weak", "写真がいっぱいで": "app-storage", "また間違えたかも": "account-locked"} {
		r := first.base.Diagnose(diagnosis.Evidence{Text: words})
		if got := first.base.Causes[r.Ranking[0].Cause].ID; got != want {
			t.Errorf("%s: %s, want %s", words, got, want)
		}
	}
	for _, p := range first.base.Pieces {
		if strings.ContainsAny(p.Text, "#") {
			t.Errorf("a remark was learned: %q", p.Text)
		}
	}
	other := maps.Clone(said)
	other["none.txt"] += "引っ越しました\n"
	if load(other); len(kept.kept) != 2 || kept.hits != 0 {
		t.Errorf("%d lessons are kept after two contents, %d asked for", len(kept.kept), kept.hits)
	}
	if again := load(said); kept.hits != 1 || !reflect.DeepEqual(again.base.Pieces, first.base.Pieces) {
		t.Errorf("the first lesson was not taken from what is kept (%d), or is another", kept.hits)
	}
}
