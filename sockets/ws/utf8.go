package ws

import "unicode/utf8"

// utf8Check checks text that comes in pieces, which may split characters.
type utf8Check struct {
	rest [utf8.UTFMax]byte // of a character that is not complete
	n    int
}

// add reports whether the text is still valid with p.
func (u *utf8Check) add(p []byte) bool {
	for u.n > 0 && len(p) > 0 {
		u.rest[u.n] = p[0]
		u.n++
		p = p[1:]
		if utf8.FullRune(u.rest[:u.n]) {
			if r, size := utf8.DecodeRune(u.rest[:u.n]); r == utf8.RuneError && size == 1 {
				return false
			}
			u.n = 0
		}
	}
	tail := len(p)
	for i := 1; i < utf8.UTFMax && i <= len(p); i++ {
		if utf8.RuneStart(p[len(p)-i]) {
			if !utf8.FullRune(p[len(p)-i:]) {
				tail = len(p) - i
			}
			break
		}
	}
	if !utf8.Valid(p[:tail]) {
		return false
	}
	if tail < len(p) {
		u.n = copy(u.rest[:], p[tail:])
	}
	return true
}

// complete reports whether the text may end here.
func (u *utf8Check) complete() bool { return u.n == 0 }
