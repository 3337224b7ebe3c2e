package japanese

// Romaji as people type it: Hepburn, Kunrei and what input methods take.

// Kana appends the folded kana for letters of romaji. It reports false where they are none. What is left at
// the end while somebody types (the k of "arik") is dropped.
func Kana(letters []Letter, out []Letter) ([]Letter, bool) {
	start := len(out)
	for i := 0; i < len(letters); {
		next, ok := i, true
		out, next, ok = syllable(letters, i, out)
		if !ok {
			return out[:start], false
		}
		i = next
	}
	return out, len(out) > start
}

// syllable reads one from letters[i:] and returns where the next begins.
func syllable(letters []Letter, i int, out []Letter) ([]Letter, int, bool) {
	from := i
	for i < len(letters) && !isVowel(letters[i].Rune) {
		i++
	}
	at := letters[from].At
	n := i - from // consonants
	first, second := letters[from].Rune, rune(0)
	if n > 1 {
		second = letters[from+1].Rune
	}
	// n before another consonant or at the end, and doubled consonants, stand alone.
	switch {
	case n > 0 && first == 'n' && (i == len(letters) || n > 1 && second != 'y'),
		n == 2 && first == 'm' && (second == 'b' || second == 'p' || second == 'm'): // shimbun
		return append(out, Letter{Rune: 'ん', At: at}), from + 1, true
	case n > 1 && (first == second || first == 't' && second == 'c'):
		return append(out, Letter{Rune: 'つ', At: at}), from + 1, true
	case i == len(letters):
		return out, i, len(out) > 0 && (n == 1 || n == 2 && (second == 'y' || second == 'h' || second == 's'))
	case n == 0 && first != 'i' && from > 0 && letters[from-1].Rune == first:
		return out, i + 1, true // kaado: drawn out
	case n > 2:
		return out, i, false
	case n == 0:
		first = 0
	}
	one, two := kana(first, second, column(letters[i].Rune))
	if one != 0 {
		out = append(out, Letter{Rune: one, At: at})
	}
	if two != 0 {
		out = append(out, Letter{Rune: two, At: at})
	}
	return out, i + 1, one != 0
}

func isVowel(r rune) bool { return r == 'a' || r == 'i' || r == 'u' || r == 'e' || r == 'o' }

// rows holds, for each consonant, its five kana.
const (
	consonants = "kgsztdnhbpmrw"
	rows       = "かきくけこがぎぐげごさしすせそざじずぜぞたちつてとだぢづでどなにぬねのはひふへほばびぶべぼぱぴぷぺぽまみむめもらりるれろわいうえを"
)

// kana returns the kana of up to two consonants and a vowel; 0 where there is none.
func kana(first, second rune, column int) (one, two rune) {
	glide := second == 'y' || second == 'h' && (first == 's' || first == 'c')
	switch {
	case first == 0:
		return nth("あいうえお", column), 0
	case second == 'h' && (first == 't' || first == 'd'): // thi, dhi
		return rowKana(first, 3), nth("やいゆえよ", column)
	case first == 'y' && second == 0:
		return nth("やいゆえよ", column), 0
	case first == 'w' && (column == 1 || column == 3):
		return 'う', nth("あいうえお", column)
	case first == 'f' && second == 0 && column != 2:
		return 'ふ', nth("あいうえお", column)
	case first == 'v' && second == 0 && column != 2:
		return 'ぶ', nth("あいうえお", column)
	case second != 0 && !glide && (first != 't' || second != 's'):
		return 0, 0
	}
	switch first {
	case 'f':
		first = 'h'
	case 'v':
		first = 'b'
	case 'j':
		first, glide = 'z', true
	case 'c':
		if first = 't'; !glide {
			return 0, 0
		}
	}
	switch {
	case rowOf(first) < 0:
		return 0, 0
	case glide && column != 1:
		return rowKana(first, 1), nth("やいゆえよ", column)
	}
	return rowKana(first, column), 0
}

func column(v rune) int {
	for i, r := range "aiueo" {
		if r == v {
			return i
		}
	}
	return 0
}

func rowOf(consonant rune) int {
	for i, r := range consonants {
		if r == consonant {
			return i
		}
	}
	return -1
}

func rowKana(consonant rune, column int) rune { return nth(rows, max(0, 5*rowOf(consonant)+column)) }

// nth returns the i-th kana of a string of kana, three bytes each.
func nth(kana string, i int) rune {
	for _, r := range kana[3*i:] {
		return r
	}
	return 0
}
