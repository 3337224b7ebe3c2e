package japanese

// Redact strikes out runs of four digits and more, in whatever width and with whatever between them that
// people put into card and telephone numbers.
func Redact(s string) string {
	var out []rune
	run, start := 0, 0
	strike := func() {
		if run >= 4 {
			out = append(out[:start], []rune("＊＊＊＊")...)
		}
		run = 0
	}
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9' || r >= '０' && r <= '９':
			if run == 0 {
				start = len(out)
			}
			run++
		case run > 0 && (r == ' ' || r == '-' || r == '－' || r == '　' || r == 'ー'):
		default:
			strike()
		}
		out = append(out, r)
	}
	strike()
	return string(out)
}
