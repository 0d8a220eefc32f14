package web

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/transform"
)

// codec is an encoding of the WHATWG Encoding Standard.
type codec struct {
	name    string
	unicode bool // may begin with a byte order mark
	// decoder makes the decoder of one stream.
	decoder func() decoder
}

// decoder decodes b. If more bytes follow, rest bytes at its end are the
// beginning of a character and to be given again. Malformed bytes become
// U+FFFD.
type decoder = func(b []byte, more bool) (text string, rest int, malformed bool)

var (
	utf8Codec    = codec{"utf-8", true, func() decoder { return decodeUTF8 }}
	utf16LECodec = codec{"utf-16le", true, func() decoder {
		return func(b []byte, more bool) (string, int, bool) {
			return decodeUTF16(b, more, func(b []byte) uint16 { return uint16(b[0]) | uint16(b[1])<<8 })
		}
	}}
	utf16BECodec = codec{"utf-16be", true, func() decoder {
		return func(b []byte, more bool) (string, int, bool) {
			return decodeUTF16(b, more, func(b []byte) uint16 { return uint16(b[0])<<8 | uint16(b[1]) })
		}
	}}
)

// codecOf finds an encoding by one of the standard's labels, or returns nil.
func codecOf(label string) *codec {
	label = strings.Trim(label, "\t\n\f\r ")
	// The index would take other space away, and fold letters that are not ASCII.
	if strings.ContainsFunc(label, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return nil
	}
	known, err := htmlindex.Get(label)
	if err != nil {
		return nil
	}
	name, err := htmlindex.Name(known)
	if err != nil {
		return nil
	}
	switch name {
	case "utf-8":
		return &utf8Codec
	case "utf-16le":
		return &utf16LECodec
	case "utf-16be":
		return &utf16BECodec
	}
	switch known {
	case encoding.Replacement:
		return &codec{name: name, decoder: newReplacementDecoder}
	case japanese.ISO2022JP:
		return &codec{name: name, decoder: newJISDecoder}
	case charmap.ISO8859_8I:
		known = charmap.ISO8859_8
	}
	if step := pairSteps[known]; step != nil {
		return &codec{name: name, decoder: func() decoder { return newPairDecoder(known, step) }}
	}
	if table, ok := known.(*charmap.Charmap); ok {
		return &codec{name: name, decoder: func() decoder { return tableDecoder(table) }}
	}
	return &codec{name: name, decoder: func() decoder { return legacyDecoder(known.NewDecoder()) }}
}

// newReplacementDecoder is the standard's decoder for encodings that are not
// safe to decode: everything is one error.
func newReplacementDecoder() decoder {
	begun := false
	return func(b []byte, more bool) (text string, _ int, malformed bool) {
		if len(b) > 0 && !begun {
			text, malformed = "\uFFFD", true
		}
		begun = more && (begun || malformed)
		return text, 0, malformed
	}
}

// tableDecoder decodes an encoding of one byte for each character.
func tableDecoder(table *charmap.Charmap) decoder {
	return func(b []byte, _ bool) (_ string, _ int, malformed bool) {
		var text strings.Builder
		text.Grow(len(b))
		for _, c := range b {
			r := table.DecodeByte(c)
			if r == utf8.RuneError {
				// The standard has control characters where the table has gaps.
				if c < 0xA0 {
					r = rune(c)
				} else {
					malformed = true
				}
			}
			text.WriteRune(r)
		}
		return text.String(), 0, malformed
	}
}

// legacyDecoder decodes with a transformer, which may have a state.
func legacyDecoder(t transform.Transformer) decoder {
	return func(b []byte, more bool) (string, int, bool) {
		var text strings.Builder
		text.Grow(len(b))
		buffer := make([]byte, max(64, min(2*len(b), 4096)))
		for {
			n, read, err := t.Transform(buffer, b, !more)
			text.Write(buffer[:n])
			b = b[read:]
			if err != transform.ErrShortDst {
				break
			}
		}
		if !more {
			t.Reset()
		}
		// None of these encodings but one has U+FFFD itself, and that one rarely.
		decoded := text.String()
		return decoded, len(b), strings.ContainsRune(decoded, utf8.RuneError)
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
