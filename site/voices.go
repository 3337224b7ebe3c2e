package site

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"

	"helpcenter/wasm/diagnosis"
	"helpcenter/wasm/japanese"
)

// Voices are what customers write, diagnosis/voices/CAUSE.txt, one customer a line; a line with # is a remark. In
// none.txt are matters that none of the causes explains. The engine learns from them what each cause sounds like.
const (
	voices  = "diagnosis/voices"
	noCause = "none"
)

// voice is one customer's words, folded and read.
type voice struct {
	cause int // behind the last: none
	text  string
}

// voiceFile is what customers with one cause write.
type voiceFile struct {
	path  string
	cause int
	text  string
}

// readVoices teaches the base what the voices teach.
func (l *knowledgeLoader) readVoices() {
	files := l.voiceFiles()
	if len(files) == 0 {
		return
	}
	key := l.lessonKey(files)
	lastTaught.Lock()
	defer lastTaught.Unlock()
	if lastTaught.key != key {
		pieces, ok := l.recall(key)
		if !ok {
			before := len(l.problems)
			all := l.voicesOf(files)
			if len(l.problems) > before {
				return // what has mistakes is learned when they are mended
			}
			pieces = learn(all, l.urgent())
			l.keep(key, pieces)
		}
		lastTaught.key, lastTaught.pieces = key, pieces
	}
	l.k.base.Pieces = lastTaught.pieces
}

// lastTaught remembers the last lesson: content that is loaded again and again mostly has the voices it had.
var lastTaught struct {
	sync.Mutex
	key    [sha256.Size]byte
	pieces []diagnosis.Piece
}

func (l *knowledgeLoader) voiceFiles() (out []voiceFile) {
	names, _ := fs.Glob(l.content, voices+"/*.txt") // the pattern is well formed
	for _, name := range names {
		l.path = name
		id := strings.TrimSuffix(path.Base(name), ".txt")
		cause := l.k.base.Cause(id)
		if id == noCause {
			cause = len(l.k.base.Causes)
		}
		data, err := fs.ReadFile(l.content, name)
		switch {
		case cause < 0:
			l.problem(ref{}, fmt.Sprintf("原因 %q は causes.yaml にありません", id), "ファイルの名前を、原因の id か "+noCause+" にしてください。近い id: "+nearest(id, causeIDs(l.k.base)))
		case err != nil:
			l.problem(ref{}, "読めません: "+err.Error(), "ファイルを開けるかを確かめてください")
		default:
			out = append(out, voiceFile{name, cause, string(data)})
		}
	}
	return out
}

// lessonKey stands for all that a lesson depends on.
func (l *knowledgeLoader) lessonKey(files []voiceFile) [sha256.Size]byte {
	d := newDigest()
	d.text(lesson)
	d.plain(l.urgent())
	d.plain(l.k.base.Readings)
	for _, f := range files {
		d.plain(f.cause)
		d.text(f.text)
	}
	return d.sum()
}

// urgent tells by cause, and for none behind the last, which are.
func (l *knowledgeLoader) urgent() []bool {
	out := make([]bool, len(l.k.base.Causes)+1)
	for i, c := range l.k.base.Causes {
		out[i] = c.Urgent
	}
	return out
}

// recall gives what an earlier run learned.
func (l *knowledgeLoader) recall(key [sha256.Size]byte) (pieces []diagnosis.Piece, ok bool) {
	if l.kept == nil {
		return nil, false
	}
	data, ok := l.kept.Get(key)
	ok = ok && json.Unmarshal(data, &pieces) == nil
	return pieces, ok
}

func (l *knowledgeLoader) keep(key [sha256.Size]byte, pieces []diagnosis.Piece) {
	if data, err := json.Marshal(pieces); err == nil && l.kept != nil {
		l.kept.Put(key, data)
	}
}

// voicesOf reads all lines. A line in two files would teach nothing.
func (l *knowledgeLoader) voicesOf(files []voiceFile) (out []voice) {
	seen := map[string]string{}
	for _, f := range files {
		l.path = f.path
		number := 0
		for line := range strings.Lines(f.text) {
			number++
			line = strings.TrimSpace(line)
			plain := japanese.Fold(line)
			if plain == "" || line[0] == '#' {
				continue
			}
			if first := seen[plain]; first != "" && first != f.path {
				l.problem(ref{Line: number}, fmt.Sprintf("「%s」は %s にもあります", line, first), "どちらの原因でも言う言葉なら、両方から消してください")
				continue
			}
			seen[plain] = f.path
			out = append(out, voice{f.cause, japanese.Whole(line).Read(l.k.base.Readings).Folded})
		}
	}
	return out
}
