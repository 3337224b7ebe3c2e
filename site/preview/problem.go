package preview

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"helpcenter/site"
)

// A problem is a [site.Problem] with the line it is about, for showing.
type problem struct {
	Path    string `json:"path"` // with the content folder's name in front
	Line    int    `json:"line"` // 0 if unknown
	Col     int    `json:"col"`
	Place   string `json:"place"` // "path:line:col", or the path alone
	Message string `json:"message"`
	Hint    string `json:"hint"`
	Source  string `json:"source"` // the writer's line, cut to what fits a screen; may be empty
	Before  string `json:"before"` // the part of Source before the place
}

// String is for the terminal.
func (p problem) String() string {
	text := site.Problem{Path: p.Path, Line: p.Line, Col: p.Col, Message: p.Message, Hint: p.Hint}.String()
	return strings.TrimPrefix(text, ": ") // of a problem that is in no file
}

// describe adds each problem's source line and makes its path one that the
// writer can open from where the server was started.
func (s *Server) describe(found site.Problems) []problem {
	content := os.DirFS(s.Content)
	lines := map[string][]string{}
	shown := make([]problem, len(found))
	for i, f := range found {
		if _, ok := lines[f.Path]; !ok {
			body, _ := fs.ReadFile(content, f.Path) // no file, no line
			lines[f.Path] = strings.Split(string(body), "\n")
		}
		p := problem{Path: s.openable(f.Path), Line: f.Line, Col: f.Col, Message: f.Message, Hint: f.Hint}
		p.Place = p.Path
		if p.Line > 0 {
			p.Place = fmt.Sprintf("%s:%d:%d", p.Path, p.Line, max(p.Col, 1))
		}
		p.Source, p.Before = excerpt(lines[f.Path], f.Line, f.Col)
		shown[i] = p
	}
	return shown
}

// openable puts the folder in front: the theme's if the file is only there.
func (s *Server) openable(name string) string {
	if name == "" {
		return ""
	}
	folder := s.Content
	if s.ThemeDir != "" && !exists(s.Content, name) && exists(s.ThemeDir, name) {
		folder = s.ThemeDir
	}
	return path.Join(filepath.ToSlash(folder), name)
}

func exists(folder, name string) bool {
	_, err := os.Stat(filepath.Join(folder, filepath.FromSlash(name)))
	return err == nil
}

// excerpt cuts a line to what fits a screen (Japanese paragraphs are often one
// long line) and returns also the part of it before the column.
func excerpt(lines []string, line, col int) (text, before string) {
	const left, right = 24, 40
	if line < 1 || line > len(lines) {
		return "", ""
	}
	source := []rune(strings.TrimRight(lines[line-1], "\r"))
	at := min(max(col-1, 0), len(source))
	before, rest := string(source[:at]), string(source[at:])
	if at > left {
		before = "…" + string(source[at-left:at])
	}
	if len(source)-at > right {
		rest = string(source[at:at+right]) + "…"
	}
	return before + rest, before
}
