package site

import (
	"crypto/sha256"
	"io/fs"
	"strings"
	"time"
)

// ProbeBody is the body of /probe.txt, which the widget fetches to learn
// whether the line works and nobody (a Wi-Fi's login page) sits in between.
const ProbeBody = "helpcenter probe v1\n"

// Options are what differs from one build of the same content to another.
type Options struct {
	BaseURL string    // "https://help.example"; empty keeps the one of site.yaml
	Built   time.Time // what "now" is: for the status file and the widget
	Preview bool      // drafts and handbook are shown, the preview's script is added, robots are kept out
	Cases   bool      // the cases of diagnosis/cases.yaml are run too: what check is for
}

// A Site builds one content folder with one theme, again and again. It remembers
// what it read and rendered. It is not safe for concurrent use.
type Site struct {
	content, theme fs.FS
	options        Options

	sources       map[string]*source // by path
	look          *theme
	knowledge     *knowledge // nil without diagnosis/
	knowledgeKey  [sha256.Size]byte
	knowledgeErrs Problems
	knowledgeFile asset
	rendered      map[string]rendered // by address
	notes         []string
}

// New makes a Site. Nothing is read until Build.
func New(content, theme fs.FS, o Options) *Site {
	return &Site{content: content, theme: theme, options: o}
}

// Build returns the whole site, or Problems: every mistake there is. Names of
// changed files or folders, relative to the content folder, limit what is read
// again; without names everything is looked at, the theme too. The bytes of an
// Output are shared with later ones: do not change them.
func (s *Site) Build(changed ...string) (Output, error) {
	s.load(changed)
	s.loadLook(changed)
	s.loadKnowledge()
	ix, problems := newIndex(s.pages(), s.config(), s.options.Preview)
	out := Output{}
	problems = append(problems, s.prepare(ix, out)...)
	if len(problems) > 0 {
		return nil, problems.sorted()
	}
	if err := s.render(ix, out); err != nil {
		return nil, err
	}
	return out, s.addRedirects(ix, out)
}

// Notes tells what an operator should know though it is no mistake. It speaks of
// the last Build.
func (s *Site) Notes() []string { return s.notes }

// prepare makes everything but the pages, and checks the whole.
func (s *Site) prepare(ix *index, out Output) Problems {
	problems := s.sourceProblems()
	problems = append(problems, s.knowledgeErrs...)
	if s.knowledge != nil {
		problems = append(problems, s.knowledge.check(ix.guideExists)...)
		if s.options.Cases {
			problems = append(problems, s.knowledge.runCases()...)
		}
	}
	if s.options.BaseURL != "" && s.baseURL() == "" {
		problems = append(problems, Problem{Message: "サイトの住所「" + s.options.BaseURL + "」（--base-url）は使えません", Hint: baseURLHint})
	}
	if s.look.err != nil {
		problems = append(problems, themeProblem(s.look.err)...)
	}
	if s.knowledge != nil && len(problems) == 0 {
		ix.symptoms = s.knowledge.symptoms(ix.guideTitle)
	}
	s.addFiles(ix, out)
	s.writeNotes()
	return append(problems, ix.check(s.pages(), out.addresses())...)
}

func (s *Site) writeNotes() {
	s.notes = nil
	if s.knowledge != nil {
		s.notes = append(s.notes, s.look.notes...)
	}
	if s.baseURL() == "" {
		s.notes = append(s.notes, "サイトの住所（site.yaml の base_url か --base-url）がないため、検索エンジンや共有に使う完全な住所を書けません")
	}
}

// themeProblem tells of a mistake in the theme, which is no file of a writer's.
func themeProblem(err error) Problems {
	return Problems{{Message: "テーマの部品に誤りがあります: " + err.Error(), Hint: "assets/templates を確かめてください"}}
}

func (s *Site) loadLook(changed []string) {
	if s.look == nil || len(changed) == 0 {
		s.look = loadTheme(s.theme, s.look)
	}
}

// loadKnowledge reads diagnosis/ again if any file in it changed.
func (s *Site) loadKnowledge() {
	key := s.diagnosisKey()
	if key == s.knowledgeKey {
		return
	}
	s.knowledgeKey = key
	s.knowledge, s.knowledgeErrs = loadKnowledge(s.content)
	s.knowledgeFile = asset{}
	if s.knowledge != nil && len(s.knowledgeErrs) == 0 {
		s.knowledgeFile = newAsset("knowledge.txt", s.knowledge.encode())
	}
}

// diagnosisKey stands for the files in diagnosis/; zero if there are none.
func (s *Site) diagnosisKey() (key [sha256.Size]byte) {
	d := newDigest()
	found := false
	for _, name := range s.names() {
		if strings.HasPrefix(name, "diagnosis/") {
			found = true
			d.text(name)
			d.keys(s.sources[name].key)
		}
	}
	if !found {
		return key
	}
	return d.sum()
}

func (s *Site) pages() []*page {
	var pages []*page
	for _, name := range s.names() {
		if p := s.sources[name].page; p != nil {
			pages = append(pages, p)
		}
	}
	return pages
}

func (s *Site) sourceProblems() Problems {
	var problems Problems
	for _, src := range s.sources {
		problems = append(problems, src.problems...)
	}
	return problems
}

func (s *Site) config() *config {
	if src := s.sources[configPath]; src != nil && src.config != nil {
		return src.config
	}
	return &config{}
}

// baseURL is where the site will stand, without the last slash; "" if nobody said.
func (s *Site) baseURL() string {
	if s.options.BaseURL != "" {
		base, _ := normalBaseURL(s.options.BaseURL)
		return base
	}
	return s.config().BaseURL
}
