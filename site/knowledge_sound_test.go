package site

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestKnowledgeIsSound(t *testing.T) {
	k, problems := loadKnowledge(realContent(t), nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if found := k.unsound(); len(found) > 0 {
		t.Error(found)
	}
}

// Each mistake of a writer's is told where it stands; nothing else is.
func TestUnsoundKnowledgeIsFound(t *testing.T) {
	for _, c := range []struct {
		name, file, old, new string
		look                 func(*knowledge) Problems
		told                 string
	}{
		{"a negation that a cancel forestalls", "matching.yaml", "cancels: [", "cancels: [だいじょ, ", (*knowledge).contradictions, "negation の \"だいじようぶ\" は、cancels"},
		{"words that mean yes and no", "situations.yaml", "  no_phrases:\n", "  no_phrases:\n    - ポータル|portal\n", (*knowledge).contradictions, "\"uses-app\" の同じ言い回し"},
		{"a band behind another", "signals.yaml", "    - below: 300\n      result: ok\n", "    - below: 300\n      result: ok\n    - below: 200\n      result: ok\n", (*knowledge).contradictions, "の2番目の範囲は、1番目が先に"},
		{"a signal that takes itself back", "signals.yaml", "voids: [site_reachable, captive_portal,", "voids: [online, site_reachable, captive_portal,", (*knowledge).contradictions, "自分自身を voids"},
		{"a case that wants both", "cases.yaml", "- name: ", "- name: 両方\n  understood: [vpn-on]\n  not_understood: [vpn-on]\n- name: ", (*knowledge).caseContradictions, "understood と not_understood の両方"},
		{"a case that is sure and unsure", "cases.yaml", "- name: ", "- name: 両方\n  abstains: true\n  settled: true\n- name: ", (*knowledge).caseContradictions, "両方 true になりません"},
		{"a case of no urgency that expects urgency", "cases.yaml", "- name: ", "- name: 逆\n  expect: urgent-lost-stolen\n  urgent: false\n- name: ", (*knowledge).caseContradictions, "が合いません"},
		{"a case whose answers exclude each other", "cases.yaml", "- name: ", "- name: 逆\n  answers: {web-works: yes, app-works: yes}\n- name: ", (*knowledge).caseContradictions, "両方が「はい」にはなりません"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := realContent(t)
			replaceIn(files, "diagnosis/"+c.file, c.old, c.new)
			k, problems := loadKnowledge(files, nil)
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			found := c.look(k)
			if len(found) != 1 || !strings.Contains(found[0].Message, c.told) || found[0].Path != "diagnosis/"+c.file || found[0].Hint == "" {
				t.Errorf("found %v, want %q", found, c.told)
			}
		})
	}
}

func TestUnreachableCausesAndQuestionsAreFound(t *testing.T) {
	files := realContent(t)
	weak := strings.ReplaceAll(string(files["diagnosis/causes.yaml"].Data), "# 通信\n", `# 通信
- id: net-never
  name: だれにも起きない原因です
  guide: trouble/network#weak
  frequency: ごくまれ
  why: ほかの原因の手がかりしかありません。
`)
	files["diagnosis/causes.yaml"] = &fstest.MapFile{Data: []byte(weak)}
	replaceIn(files, "diagnosis/remedies.yaml", "ほぼ確実: [net-offline]", "ほぼ確実: [net-offline, net-never]")
	replaceIn(files, "diagnosis/symptoms.yaml", "弱い: [app-cache,", "弱い: [net-never, app-cache,")
	files["diagnosis/situations.yaml"] = &fstest.MapFile{Data: append(files["diagnosis/situations.yaml"].Data, []byte(`
- id: of-no-use
  name: 何も分けない
  ask: 今日は晴れていますか。
  why: 理由はありません。
  usual: 半々
  弱い: [net-never]
`)...)}
	k, problems := loadKnowledge(files, nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if found := k.unreachable(); len(found) != 1 || !strings.Contains(found[0].Message, `"net-never"`) || found[0].Line != 4 {
		t.Errorf("unreachable: %v", found)
	}
	if found := k.unasked(); !slices.ContainsFunc(found, func(p Problem) bool {
		return strings.Contains(p.Message, `"of-no-use"`) && p.Path == "diagnosis/situations.yaml"
	}) {
		t.Errorf("unasked: %v", found)
	}
}
