package site

import (
	"bytes"
	"strings"
	"testing"
)

func TestCompress(t *testing.T) {
	o := Output{"a.html": []byte(strings.Repeat("こんにちは", 100)), "b.wasm": []byte("\x00asm"), "c.png": []byte("png"), "probe.txt": []byte(ProbeBody)}
	o.Compress()
	if len(o) != 4+6 || o["c.png.br"] != nil || len(o["a.html.br"]) > 100 || len(o["a.html.gz"]) > 200 {
		t.Errorf("%d files, html %d br %d gz", len(o), len(o["a.html.br"]), len(o["a.html.gz"]))
	}
	again := Output{"a.html": o["a.html"]}
	again.Compress()
	if !bytes.Equal(again["a.html.gz"], o["a.html.gz"]) || !bytes.Equal(again["a.html.br"], o["a.html.br"]) {
		t.Error("the same bytes gave others")
	}
}
