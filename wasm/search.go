//go:build js && wasm

package main

import "helpcenter/wasm/search"

// searching is the side of the program that assets/widget/search.js asks:
//
//	helpSearch(text) string
//
// The first call brings the index and returns "" if it can be read; each other one is a query and returns what
// [search.Index.AppendShown] writes. Memory is used again: a keystroke leaves nothing behind but the two texts.
type searching struct {
	index *search.Index
	shown []byte
}

func (s *searching) ask(text string) string {
	if s.index == nil {
		var err error
		if s.index, err = search.Decode(text); err != nil {
			return "unreadable"
		}
		return ""
	}
	s.index.Find(text)
	s.shown = s.index.AppendShown(s.shown[:0])
	return string(s.shown)
}
