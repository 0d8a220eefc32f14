package web

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"
)

// jisSet is a character set that ISO-2022-JP can switch to.
type jisSet int

const (
	jisASCII jisSet = iota
	jisRoman
	jisKatakana
	jis0208
)

// jisEscapes are what follows an escape byte to switch.
var jisEscapes = map[string]jisSet{"(B": jisASCII, "(J": jisRoman, "(I": jisKatakana, "$@": jis0208, "$B": jis0208}

const jisEscape = 0x1B

// newJISDecoder is the standard's ISO-2022-JP decoder. Other than the one of
// package japanese it knows that switching twice is an error, and how much of
// malformed input one is.
func newJISDecoder() decoder {
	set, switched := jisASCII, false
	return func(b []byte, more bool) (_ string, rest int, malformed bool) {
		var text strings.Builder
		put := func(r rune) {
			switched = false
			malformed = malformed || r == utf8.RuneError
			text.WriteRune(r)
		}
		for len(b) > 0 {
			c, n := b[0], 1
			switch {
			case c == jisEscape:
				next, ok := jisSet(0), false
				if len(b) >= 3 {
					next, ok = jisEscapes[string(b[1:3])]
				}
				switch {
				case ok:
					if switched {
						put(utf8.RuneError)
					}
					set, switched, n = next, true, 3
				case more && len(b) < 3 && (len(b) == 1 || b[1] == '(' || b[1] == '$'):
					return text.String(), len(b), malformed
				default:
					put(utf8.RuneError)
				}
			case set == jis0208 && c > ' ' && c < 0x7F:
				switch {
				case len(b) == 1 && more:
					switched = false
					return text.String(), 1, malformed
				case len(b) == 1 || b[1] == jisEscape:
					put(utf8.RuneError)
				default:
					put(jisPair(c, b[1]))
					n = 2
				}
			default:
				put(jisByte(set, c))
			}
			b = b[n:]
		}
		if !more {
			set, switched = jisASCII, false
		}
		return text.String(), 0, malformed
	}
}

// jisByte is the character of a byte in a set of single bytes.
func jisByte(set jisSet, c byte) rune {
	switch {
	case set == jisKatakana && c > ' ' && c < 0x60:
		return 0xFF61 - 0x21 + rune(c)
	case set == jisKatakana, set == jis0208, c >= utf8.RuneSelf, c == 0x0E, c == 0x0F:
		return utf8.RuneError
	case set == jisRoman && c == '\\':
		return '¥'
	case set == jisRoman && c == '~':
		return '‾'
	}
	return rune(c)
}

// jisPair is the character of two bytes in JIS X 0208, which EUC-JP has too.
func jisPair(lead, trail byte) rune {
	if trail <= ' ' || trail >= 0x7F {
		return utf8.RuneError
	}
	text, err := japanese.EUCJP.NewDecoder().Bytes([]byte{lead | 0x80, trail | 0x80})
	if err != nil {
		return utf8.RuneError
	}
	r, _ := utf8.DecodeRune(text)
	return r
}
