package site

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// leaves passes every end of a tree on, with how many questions lead to it.
func leaves(q *QuestionView, depth int, each func(leaf *QuestionView, depth int)) {
	if q.Ask == "" {
		each(q, depth)
		return
	}
	leaves(q.Yes, depth+1, each)
	leaves(q.No, depth+1, each)
}

func TestQuestionTreeEndsInGuides(t *testing.T) {
	files := realContent(t)
	s := New(files, os.DirFS("../assets"), Options{Built: built})
	out, err := s.Build()
	if err != nil {
		t.Fatal(err)
	}
	count, reached := 0, map[string]bool{}
	leaves(s.tree, 0, func(leaf *QuestionView, depth int) {
		count++
		if len(leaf.Pages) == 0 || depth > treeDepth+1 {
			t.Errorf("a leaf of %d guides after %d questions", len(leaf.Pages), depth)
		}
		for _, link := range leaf.Pages {
			page, _, _ := strings.Cut(link.URL, "#")
			if _, ok := out[strings.TrimPrefix(page, "/")+"index.html"]; !ok {
				t.Errorf("a leaf links %s, which is no page", link.URL)
			}
			reached[link.URL] = true
		}
	})
	if count < 20 || len(reached) < 30 {
		t.Errorf("%d leaves and %d guides: too few to be of help", count, len(reached))
	}
	page := string(out["symptoms/index.html"])
	if !strings.Contains(page, "<details") || strings.Count(page, "<summary>はい</summary>") != count-1 {
		t.Errorf("%d of the tree's %d questions are on the page", strings.Count(page, "<summary>はい</summary>"), count-1)
	}
}

// What is urgent is asked first and leads to the guides of security at once; the next question parts the rest well.
func TestQuestionTreeBeginsSensibly(t *testing.T) {
	k, problems := loadKnowledge(os.DirFS("../content"), nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	tree := k.tree()
	urgent := 0
	for _, c := range k.base.Causes {
		if c.Urgent {
			urgent++
		}
	}
	if len(tree.Yes.Pages) != urgent || !slices.ContainsFunc(tree.Yes.Pages, func(l LinkView) bool { return strings.HasPrefix(l.URL, "/security/") }) {
		t.Errorf("the first yes leads to %v", tree.Yes.Pages)
	}
	for _, side := range []*QuestionView{tree.No.Yes, tree.No.No} {
		n := 0
		leaves(side, 0, func(leaf *QuestionView, _ int) {
			n++
			for _, l := range leaf.Pages {
				if strings.HasPrefix(l.URL, "/security/") && l.URL != "/security/biometrics/" {
					t.Errorf("%s without an urgent sign", l.URL)
				}
			}
		})
		if n < 6 {
			t.Errorf("%q parts off only %d ends", tree.No.Ask, n)
		}
	}
}
