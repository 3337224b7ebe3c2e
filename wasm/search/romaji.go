package search

// fromRomaji sets x.kana to the kana of letters, by the syllables that came with the readings, and tells whether
// there are any. What is left at the end while somebody types (the k of "arik") is dropped.
func (x *Index) fromRomaji(letters []letter) bool {
	k := &x.kana
	k.clear()
	for i := 0; i < len(letters); i++ {
		l := letters[i]
		n, rest := -1, len(letters)-i
		long := min(3, rest)
		for ; long > 0 && n < 0; long-- {
			n = x.readings.find(hashOf(letters[i : i+long]))
		}
		switch {
		case n >= 0:
			for _, r := range x.readAs[n] {
				k.addOne(r.Rune, l.At, 0)
			}
			i += long
			last := letters[i].Rune // a vowel, or n
			if i+1 < len(letters) && letters[i+1].Rune == last && last != 'i' && last != 'n' {
				i++ // kaado: drawn out
			}
		case rest > 1 && letters[i+1].Rune == l.Rune || rest > 2 && l.Rune == 't' && letters[i+1].Rune == 'c':
			k.addOne('つ', l.At, 0)
		default:
			second := letters[len(letters)-1].Rune
			return len(k.letters) > 0 && (rest == 1 || rest == 2 && (second == 'y' || second == 'h' || second == 's'))
		}
	}
	return true
}
