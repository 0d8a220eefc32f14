package pattern

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// span is a range of code points, both ends included.
type span struct{ lo, hi rune }

// set is a set of code points: spans in order that do not touch.
type set []span

const maxRune = unicode.MaxRune

var all = set{{0, maxRune}}

// normal makes a set of spans in any order.
func normal(spans set) set {
	slices.SortFunc(spans, func(a, b span) int { return int(a.lo - b.lo) })
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && s.lo <= out[n-1].hi+1 {
			out[n-1].hi = max(out[n-1].hi, s.hi)
		} else {
			out = append(out, s)
		}
	}
	return out
}

func union(sets ...set) set { return normal(slices.Concat(sets...)) }

func (s set) complement() (out set) {
	next := rune(0)
	for _, x := range s {
		if x.lo > next {
			out = append(out, span{next, x.lo - 1})
		}
		next = x.hi + 1
	}
	if next <= maxRune {
		out = append(out, span{next, maxRune})
	}
	return out
}

func (s set) without(t set) set { return union(s.complement(), t).complement() }

func (s set) and(t set) set { return union(s.complement(), t.complement()).complement() }

func (s set) has(c rune) bool {
	_, found := slices.BinarySearchFunc(s, c, func(x span, c rune) int {
		switch {
		case x.hi < c:
			return -1
		case x.lo > c:
			return 1
		}
		return 0
	})
	return found
}

func ofTable(t *unicode.RangeTable) set {
	var out set
	add := func(lo, hi, stride rune) {
		if stride == 1 {
			out = append(out, span{lo, hi})
			return
		}
		for c := lo; c <= hi; c += stride {
			out = append(out, span{c, c})
		}
	}
	for _, r := range t.R16 {
		add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
	}
	for _, r := range t.R32 {
		add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
	}
	return normal(out)
}

// folded adds what differs from a member in case only. Without the flag u nothing
// of ASCII is the same as something else.
func (s set) folded(unicodeMode bool) set {
	out := slices.Clone(s)
	for _, x := range s {
		// There is no case beyond the Adlam letters.
		for c := x.lo; c <= min(x.hi, 0x1E943); c++ {
			for f := unicode.SimpleFold(c); f != c; f = unicode.SimpleFold(f) {
				if unicodeMode || (c < 0x80) == (f < 0x80) {
					out = append(out, span{f, f})
				}
			}
		}
	}
	return normal(out)
}

// write writes s as a class, for the flag u or without it.
func (s set) write(b *strings.Builder, unicodeMode bool) {
	if !unicodeMode {
		s = s.and(set{{0, 0xFFFF}})
	}
	switch {
	case len(s) == 0:
		b.WriteString("[]")
		return
	case len(s) == 1 && s[0].lo == 0 && s[0].hi >= 0xFFFF:
		b.WriteString("[^]")
		return
	}
	b.WriteByte('[')
	for _, x := range s {
		writeRune(b, x.lo, unicodeMode)
		if x.hi > x.lo {
			if x.hi > x.lo+1 {
				b.WriteByte('-')
			}
			writeRune(b, x.hi, unicodeMode)
		}
	}
	b.WriteByte(']')
}

// writeRune writes a character so that it means itself everywhere.
func writeRune(b *strings.Builder, c rune, unicodeMode bool) {
	switch {
	case '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' && c < 0x80:
		b.WriteRune(c)
	case unicodeMode && c > 0xFFFF:
		b.WriteString(`\u{` + strconv.FormatInt(int64(c), 16) + "}")
	default:
		digits := strconv.FormatInt(int64(c), 16)
		b.WriteString(`\u` + strings.Repeat("0", max(4-len(digits), 0)) + digits)
	}
}
