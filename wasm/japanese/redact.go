package japanese

// Redact strikes out runs of four digits and more, in whatever width and with whatever between them that
// people put into card and telephone numbers.
func Redact(s string) string {
	out, from := "", 0 // what is before from is done
	run, start := 0, 0
	for i, r := range s + "." { // which ends the last run
		switch {
		case r >= '0' && r <= '9' || r >= '０' && r <= '９':
			if run == 0 {
				start = i
			}
			run++
		case run > 0 && (r == ' ' || r == '-' || r == '－' || r == '　' || r == 'ー'):
		default:
			if run >= 4 {
				out, from = out+s[from:start]+"＊＊＊＊", i
			}
			run = 0
		}
	}
	return out + s[from:]
}
