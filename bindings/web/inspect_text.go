package web

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"
)

const (
	maxString = 10_000 // characters of a string inside an object
	minBroken = 16     // shorter strings stay on one line
)

func (in *inspector) primitive(v goja.Value) string {
	switch v := v.(type) {
	case nil:
		return "undefined"
	case goja.String:
		return in.stringLiteral(v)
	case *goja.Symbol:
		return symbolText(v)
	}
	return numberText(v)
}

// numberText shows a number, and any other primitive but strings and symbols.
func numberText(v goja.Value) string {
	switch {
	case goja.IsBigInt(v):
		return v.String() + "n"
	case goja.IsNumber(v) && v.ToFloat() == 0 && math.Signbit(v.ToFloat()):
		return "-0"
	}
	return v.String()
}

func symbolText(s *goja.Symbol) string { return "Symbol(" + s.String() + ")" }

// stringLiteral quotes s, line by line when it is long.
func (in *inspector) stringLiteral(s goja.String) string {
	trailer := ""
	if more := s.Length() - maxString; more > 0 {
		s = s.Substring(0, maxString)
		trailer = fmt.Sprintf("... %d more character%s", more, plural(more))
	}
	if s.Length() <= minBroken || s.Length() <= in.width-in.indent-4 {
		return quote(runes(s)) + trailer
	}
	var lines []string
	for rest := runes(s); len(rest) > 0; {
		end := slices.Index(rest, '\n') + 1
		if end == 0 {
			end = len(rest)
		}
		lines = append(lines, quote(rest[:end]))
		rest = rest[end:]
	}
	return strings.Join(lines, " +\n"+strings.Repeat(" ", in.indent+2)) + trailer
}

// runes returns the characters of s; a lone surrogate stays what it is.
func runes(s goja.String) []rune {
	list := make([]rune, 0, s.Length())
	for i := 0; i < s.Length(); i++ {
		r := rune(s.CharAt(i))
		if i+1 < s.Length() {
			if pair := utf16.DecodeRune(r, rune(s.CharAt(i+1))); pair != utf8.RuneError {
				r = pair
				i++
			}
		}
		list = append(list, r)
	}
	return list
}

// quote puts s in the quotes that spare it escapes, single ones by preference.
func quote(s []rune) string {
	q := '\''
	if slices.Contains(s, '\'') {
		if !slices.Contains(s, '"') {
			q = '"'
		} else if !slices.Contains(s, '`') && !strings.Contains(string(s), "${") {
			q = '`'
		}
	}
	return string(q) + escape(s, q) + string(q)
}

var shortEscapes = map[rune]string{'\b': `\b`, '\t': `\t`, '\n': `\n`, '\f': `\f`, '\r': `\r`, '\\': `\\`}

// escape shows what cannot be seen, and the quote q, by escape sequences.
func escape(s []rune, q rune) string {
	var text strings.Builder
	for _, r := range s {
		short, ok := shortEscapes[r]
		switch {
		case ok:
			text.WriteString(short)
		case r == q:
			text.WriteString(`\` + string(r))
		case r < 0x20 || r >= 0x7F && r < 0xA0:
			fmt.Fprintf(&text, `\x%02X`, r)
		case utf16.IsSurrogate(r):
			fmt.Fprintf(&text, `\u%04x`, r)
		default:
			text.WriteRune(r)
		}
	}
	return text.String()
}

func isIdentifier(name string) bool {
	for i, c := range name {
		letter := c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return name != ""
}

// columns is the width of text in a terminal.
func columns(text string) int {
	n := 0
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case isWide(r):
			n += 2
		default:
			n++
		}
	}
	return n
}

// isWide tells the characters of East Asian scripts and the emoji, which take
// two columns.
func isWide(r rune) bool {
	return r >= 0x1100 && (r <= 0x115F ||
		r >= 0x2E80 && r <= 0x3247 && r != 0x303F ||
		r >= 0x3250 && r <= 0x4DBF ||
		r >= 0x4E00 && r <= 0xA4C6 ||
		r >= 0xA960 && r <= 0xA97C ||
		r >= 0xAC00 && r <= 0xD7A3 ||
		r >= 0xF900 && r <= 0xFAFF ||
		r >= 0xFE30 && r <= 0xFE6B ||
		r >= 0xFF01 && r <= 0xFF60 ||
		r >= 0xFFE0 && r <= 0xFFE6 ||
		r >= 0x1B000 && r <= 0x1B001 ||
		r >= 0x1F200 && r <= 0x1F251 ||
		r >= 0x1F300 && r <= 0x1F64F ||
		r >= 0x20000 && r <= 0x3FFFD)
}
