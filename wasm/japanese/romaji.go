package japanese

// rows holds the kana of each consonant with a, i, u, e and o.
var rows = []struct{ consonants, kana string }{
	{"", "あいうえお"}, {"k", "かきくけこ"}, {"g", "がぎぐげご"}, {"s", "さしすせそ"}, {"z", "ざじずぜぞ"}, {"t", "たちつてと"}, {"d", "だぢづでど"},
	{"n", "なにぬねの"}, {"h", "はひふへほ"}, {"b", "ばびぶべぼ"}, {"p", "ぱぴぷぺぽ"}, {"m", "まみむめも"}, {"r", "らりるれろ"}, {"w", "わ　　　を"},
	{"ts", "たちつてと"}, {"c", "かしくせこ"}, {"y", "や　ゆ　よ"},
}

// Romaji lists syllables as people type them, Hepburn, Kunrei and what input methods take, and their folded kana,
// by turns. An index brings them along: the browser needs no table of its own.
func Romaji() []string {
	out := []string{"n", "ん", "ji", "じ", "fu", "ふ", "vu", "ぶ", "wi", "うい", "we", "うえ", "shi", "し", "chi", "ち"}
	for _, row := range rows {
		kana := []rune(row.kana)
		for i, vowel := range "aiueo" {
			if k := kana[i]; k > '　' {
				out = append(out, row.consonants+string(vowel), string(k))
			}
		}
		if len(row.consonants) != 1 || row.consonants == "y" || row.consonants == "w" || row.consonants == "c" {
			continue
		}
		out = appendGlides(out, row.consonants+"y", kana[1])
	}
	for _, glide := range []struct{ letters, kana string }{{"sh", "し"}, {"ch", "ち"}, {"j", "じ"}, {"jy", "じ"}, {"th", "て"}, {"dh", "で"}} {
		out = appendGlides(out, glide.letters, []rune(glide.kana)[0])
	}
	for i, vowel := range []rune("aieo") {
		small := string([]rune("あいえお")[i])
		out = append(out, "f"+string(vowel), "ふ"+small, "v"+string(vowel), "ぶ"+small)
	}
	return append(out, "thi", "てい", "dhi", "でい")
}

// appendGlides appends kya, kyu, kyo and, as in check, kye.
func appendGlides(out []string, letters string, first rune) []string {
	for i, vowel := range []rune("aueo") {
		out = append(out, letters+string(vowel), string(first)+string([]rune("やゆえよ")[i]))
	}
	return out
}
