package web

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// codec is the decoder of one encoding of the WHATWG Encoding Standard.
type codec struct {
	name    string
	unicode bool // may begin with a byte order mark
	labels  []string

	// decode decodes b. If more bytes follow, rest bytes at its end are the
	// beginning of a character and to be given again. Malformed bytes become
	// U+FFFD.
	decode func(b []byte, more bool) (text string, rest int, malformed bool)
}

var codecs = []codec{
	{
		name:    "utf-8",
		unicode: true,
		labels:  []string{"unicode-1-1-utf-8", "unicode11utf8", "unicode20utf8", "utf-8", "utf8", "x-unicode20utf8"},
		decode:  decodeUTF8,
	},
	{
		name:    "utf-16le",
		unicode: true,
		labels:  []string{"csunicode", "iso-10646-ucs-2", "ucs-2", "unicode", "unicodefeff", "utf-16", "utf-16le"},
		decode: func(b []byte, more bool) (string, int, bool) {
			return decodeUTF16(b, more, func(b []byte) uint16 { return uint16(b[0]) | uint16(b[1])<<8 })
		},
	},
	{
		name:    "utf-16be",
		unicode: true,
		labels:  []string{"unicodefffe", "utf-16be"},
		decode: func(b []byte, more bool) (string, int, bool) {
			return decodeUTF16(b, more, func(b []byte) uint16 { return uint16(b[0])<<8 | uint16(b[1]) })
		},
	},
	{
		name: "windows-1252",
		labels: []string{
			"ansi_x3.4-1968", "ascii", "cp1252", "cp819", "csisolatin1", "ibm819", "iso-8859-1", "iso-ir-100",
			"iso8859-1", "iso88591", "iso_8859-1", "iso_8859-1:1987", "l1", "latin1", "us-ascii", "windows-1252", "x-cp1252",
		},
		decode: singleByte(func(c byte) rune {
			if c >= 0x80 && c < 0xA0 {
				return windows1252[c-0x80]
			}
			return rune(c)
		}),
	},
	{
		name:   "x-user-defined",
		labels: []string{"x-user-defined"},
		decode: singleByte(func(c byte) rune {
			if c >= 0x80 {
				return 0xF780 + rune(c-0x80)
			}
			return rune(c)
		}),
	},
}

// windows1252 are the characters of the bytes 0x80 to 0x9F.
var windows1252 = [32]rune{
	0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D, 0x8F,
	0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
}

// codecOf finds an encoding by a label, or returns nil.
func codecOf(label string) *codec {
	label = strings.ToLower(strings.Trim(label, "\t\n\f\r "))
	for i := range codecs {
		for _, l := range codecs[i].labels {
			if l == label {
				return &codecs[i]
			}
		}
	}
	return nil
}

func singleByte(char func(byte) rune) func([]byte, bool) (string, int, bool) {
	return func(b []byte, _ bool) (string, int, bool) {
		var text strings.Builder
		text.Grow(len(b))
		for _, c := range b {
			text.WriteRune(char(c))
		}
		return text.String(), 0, false
	}
}

func decodeUTF8(b []byte, more bool) (text string, rest int, malformed bool) {
	if utf8.Valid(b) {
		return string(b), 0, false
	}
	var out strings.Builder
	out.Grow(len(b))
	for i := 0; i < len(b); {
		if r, n := utf8.DecodeRune(b[i:]); r != utf8.RuneError || n > 1 {
			out.Write(b[i : i+n])
			i += n
			continue
		}
		n, unfinished := malformedUTF8(b[i:])
		if unfinished && more {
			return out.String(), n, malformed
		}
		out.WriteRune(utf8.RuneError)
		malformed = true
		i += n
	}
	return out.String(), 0, malformed
}

// malformedUTF8 returns how many bytes at the beginning of b, where no whole
// character begins, are one error: as many as could begin a character, and at
// least one. It tells whether b ends before the error does.
func malformedUTF8(b []byte) (n int, unfinished bool) {
	need, low, high := 0, byte(0x80), byte(0xBF)
	switch c := b[0]; {
	case c >= 0xC2 && c <= 0xDF:
		need = 1
	case c >= 0xE0 && c <= 0xEF:
		need = 2
		if c == 0xE0 {
			low = 0xA0
		} else if c == 0xED {
			high = 0x9F
		}
	case c >= 0xF0 && c <= 0xF4:
		need = 3
		if c == 0xF0 {
			low = 0x90
		} else if c == 0xF4 {
			high = 0x8F
		}
	default:
		return 1, false
	}
	for n = 1; n <= need; n++ {
		if n == len(b) {
			return n, true
		}
		if b[n] < low || b[n] > high {
			return n, false
		}
		low, high = 0x80, 0xBF
	}
	return n, false
}

func decodeUTF16(b []byte, more bool, unit func([]byte) uint16) (text string, rest int, malformed bool) {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = unit(b[2*i:])
	}
	rest = len(b) % 2
	if n := len(units); n > 0 && isLead(units[n-1]) {
		units = units[:n-1]
		rest += 2
	}
	runes := utf16.Decode(units)
	malformed = loneSurrogate(units)
	if rest > 0 && !more {
		// However much is missing, it is one error.
		runes = append(runes, utf8.RuneError)
		rest, malformed = 0, true
	}
	return string(runes), rest, malformed
}

func loneSurrogate(units []uint16) bool {
	for i := 0; i < len(units); i++ {
		switch {
		case isLead(units[i]) && i+1 < len(units) && isTrail(units[i+1]):
			i++
		case isLead(units[i]) || isTrail(units[i]):
			return true
		}
	}
	return false
}

func isLead(u uint16) bool  { return u >= 0xD800 && u < 0xDC00 }
func isTrail(u uint16) bool { return u >= 0xDC00 && u < 0xE000 }
