package japanese

// Romaji as people type it: Hepburn, Kunrei and what input methods take.

// Kana appends the folded kana for letters of romaji. It reports false where they are none. What is left at
// the end while somebody types (the k of "arik") is dropped.
func Kana(letters []rune, out []rune) ([]rune, bool) {
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
func syllable(letters []rune, i int, out []rune) ([]rune, int, bool) {
	from := i
	for i < len(letters) && !isVowel(letters[i]) {
		i++
	}
	cluster := letters[from:i]
	// n before another consonant or at the end, and doubled consonants, stand alone.
	if len(cluster) > 0 && cluster[0] == 'n' && (i == len(letters) || len(cluster) > 1 && cluster[1] != 'y') {
		return append(out, 'ん'), from + 1, true
	}
	if len(cluster) == 2 && cluster[0] == 'm' && (cluster[1] == 'b' || cluster[1] == 'p' || cluster[1] == 'm') {
		return append(out, 'ん'), from + 1, true // shimbun
	}
	if len(cluster) > 1 && (cluster[0] == cluster[1] || cluster[0] == 't' && cluster[1] == 'c') {
		return append(out, 'つ'), from + 1, true
	}
	if i == len(letters) {
		return out, i, len(out) > 0 && (len(cluster) == 1 || len(cluster) == 2 && (cluster[1] == 'y' || cluster[1] == 'h' || cluster[1] == 's'))
	}
	if v := letters[i]; len(cluster) == 0 && v != 'i' && from > 0 && letters[from-1] == v {
		return out, i + 1, true // kaado: drawn out
	}
	out, ok := kana(cluster, letters[i], out)
	return out, i + 1, ok
}

func isVowel(r rune) bool { return r == 'a' || r == 'i' || r == 'u' || r == 'e' || r == 'o' }

// rows holds, for each consonant, its five kana.
const (
	consonants = "kgsztdnhbpmrw"
	rows       = "かきくけこがぎぐげごさしすせそざじずぜぞたちつてとだぢづでどなにぬねのはひふへほばびぶべぼぱぴぷぺぽまみむめもらりるれろわいうえを"
)

// kana appends the kana of a consonant cluster and a vowel.
func kana(cluster []rune, v rune, out []rune) ([]rune, bool) {
	var row rune
	column := column(v)
	if len(cluster) > 0 {
		row = cluster[0]
	}
	glide := len(cluster) == 2 && (cluster[1] == 'y' || (row == 's' || row == 'c') && cluster[1] == 'h')
	switch {
	case len(cluster) == 0:
		return append(out, nth("あいうえお", column)), true
	case len(cluster) == 2 && row == 't' && cluster[1] == 's':
	case len(cluster) == 2 && (row == 't' || row == 'd') && cluster[1] == 'h': // thi, dhi
		return append(out, rowKana(row, 3), nth("やいゆえよ", column)), rowOf(row) >= 0
	case len(cluster) == 1 && row == 'y':
		return append(out, nth("やいゆえよ", column)), true
	case len(cluster) == 1 && row == 'j', len(cluster) == 2 && row == 'j' && cluster[1] == 'y':
		row, glide = 'z', true
	case len(cluster) == 1 && row == 'f':
		if row = 'h'; column != 2 {
			return append(out, 'ふ', nth("あいうえお", column)), true
		}
	case len(cluster) == 1 && row == 'w' && (column == 1 || column == 3):
		return append(out, 'う', nth("あいうえお", column)), true
	case len(cluster) == 1 && row == 'v':
		if row = 'b'; column != 2 {
			return append(out, 'ぶ', nth("あいうえお", column)), true
		}
	case len(cluster) > 1 && !glide:
		return out, false
	}
	if row == 'c' {
		if !glide {
			return out, false
		}
		row = 't'
	}
	if rowOf(row) < 0 {
		return out, false
	}
	if !glide || column == 1 {
		return append(out, rowKana(row, column)), true
	}
	return append(out, rowKana(row, 1), nth("やいゆえよ", column)), true
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
