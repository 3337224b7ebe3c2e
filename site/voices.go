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

// readVoices reads all files and teaches the base.
func (l *knowledgeLoader) readVoices() {
	files, _ := fs.Glob(l.content, voices+"/*.txt") // the pattern is well formed
	var all []voice
	seen := map[string]string{}
	for _, file := range files {
		l.path = file
		id := strings.TrimSuffix(path.Base(file), ".txt")
		cause := l.k.base.Cause(id)
		if id == noCause {
			cause = len(l.k.base.Causes)
		}
		if cause < 0 {
			l.problem(ref{}, fmt.Sprintf("原因 %q は causes.yaml にありません", id), "ファイルの名前を、原因の id か "+noCause+" にしてください。近い id: "+nearest(id, causeIDs(l.k.base)))
			continue
		}
		data, err := fs.ReadFile(l.content, file)
		if err != nil {
			l.problem(ref{}, "読めません: "+err.Error(), "ファイルを開けるかを確かめてください")
			continue
		}
		all = append(all, l.voicesOf(cause, string(data), seen)...)
	}
	if len(all) > 0 {
		l.k.base.Pieces = taught(l.kept, all, l.k.base.Causes)
	}
}

// voicesOf reads the lines of a file; seen holds where each text stood first.
func (l *knowledgeLoader) voicesOf(cause int, data string, seen map[string]string) (out []voice) {
	number := 0
	for line := range strings.Lines(data) {
		number++
		line = strings.TrimSpace(line)
		text := japanese.Whole(line).Read(l.k.base.Readings).Folded
		if text == "" || line[0] == '#' {
			continue
		}
		if first := seen[japanese.Fold(line)]; first != "" && first != l.path {
			l.problem(ref{Line: number}, fmt.Sprintf("「%s」は %s にもあります", line, first), "どちらの原因でも言う言葉なら、両方から消してください")
			continue
		}
		seen[japanese.Fold(line)] = l.path
		out = append(out, voice{cause, text})
	}
	return out
}

// lastTaught remembers the last lesson: content that is loaded again and again mostly has the voices it had.
var lastTaught struct {
	sync.Mutex
	key    [sha256.Size]byte
	pieces []diagnosis.Piece
}

// taught is what is learned from the voices, taken from an earlier run where one learned it.
func taught(kept Cache, all []voice, causes []diagnosis.Cause) (pieces []diagnosis.Piece) {
	urgent := make([]bool, len(causes)+1)
	for i, c := range causes {
		urgent[i] = c.Urgent
	}
	d := newDigest()
	d.text(lesson)
	d.plain(urgent)
	for _, v := range all {
		d.plain(v.cause)
		d.text(v.text)
	}
	key := d.sum()
	lastTaught.Lock()
	defer lastTaught.Unlock()
	if lastTaught.key == key {
		return lastTaught.pieces
	}
	if kept != nil {
		if data, ok := kept.Get(key); ok && json.Unmarshal(data, &pieces) == nil {
			lastTaught.key, lastTaught.pieces = key, pieces
			return pieces
		}
	}
	pieces = learn(all, urgent)
	lastTaught.key, lastTaught.pieces = key, pieces
	if data, err := json.Marshal(pieces); err == nil && kept != nil {
		kept.Put(key, data)
	}
	return pieces
}
