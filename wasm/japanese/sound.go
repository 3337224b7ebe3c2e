package japanese

// Words are also compared by ear: しょう, しょー and しょ are one.

// vowels holds the vowel of each kana from ぁ to ゖ; ん has none.
const vowels = "aaiiuueeooaaiiuueeooaaiiuueeooaaiiuuueeooaiueoaaaiiiuuueeeoooaiueoaauuooaiueoaaieo-uae"

func vowel(r rune) byte {
	if r < 'ぁ' || r > 'ゖ' {
		return 0
	}
	return vowels[r-'ぁ']
}

// Sound brings folded letters to how they sound, in place: しょう becomes しよ, せい becomes せ, and ぢ and づ
// become じ and ず. Sound(Sound(x)) == Sound(x).
func Sound(letters []Letter) []Letter {
	n := 0
	for _, l := range letters {
		switch l.Rune {
		case 'ぢ':
			l.Rune = 'じ'
		case 'づ':
			l.Rune = 'ず'
		}
		if n > 0 && lengthens(letters[n-1].Rune, l.Rune) {
			continue
		}
		letters[n] = l
		n++
	}
	return letters[:n]
}

// lengthens tells whether r only draws out the vowel of the kana before it, as in words that came from China.
func lengthens(before, r rune) bool {
	switch r {
	case 'い':
		return vowel(before) == 'e'
	case 'う':
		return vowel(before) == 'u' || vowel(before) == 'o'
	}
	return false
}

// IsKanji tells kanji from kana and letters, in folded text.
func IsKanji(r rune) bool {
	return r >= '㐀' && r <= '鿿' || r == '々' || r >= '豈' && r <= '﫿' || r >= 0x20000
}

// IsLatin tells letters and digits of ASCII, in folded text.
func IsLatin(r rune) bool { return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' }
