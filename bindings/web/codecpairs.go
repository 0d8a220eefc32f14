package web

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// pairStep decodes the first character of b, or finds the first error: n bytes
// of it. It returns 0 if b is the beginning of a character.
type pairStep = func(lookup func(b []byte) string, b []byte) (text string, n int)

const malformedText = "\uFFFD"

// pairSteps are the standard's decoders of encodings that the transformers of
// package encoding differ from: in how much of malformed input is one error, and
// in the characters of private use.
var pairSteps = map[encoding.Encoding]pairStep{
	japanese.EUCJP:            stepEUCJP,
	japanese.ShiftJIS:         stepShiftJIS,
	simplifiedchinese.GBK:     stepGB18030,
	simplifiedchinese.GB18030: stepGB18030,
	traditionalchinese.Big5:   stepBig5,
}

// newPairDecoder makes the decoder of such an encoding. What is well-formed for
// the transformer is left to it, which is fast.
func newPairDecoder(known encoding.Encoding, step pairStep) decoder {
	if known == simplifiedchinese.GBK { // whose decoder is that of the other
		known = simplifiedchinese.GB18030
	}
	whole := legacyDecoder(known.NewDecoder())
	single := known.NewDecoder()
	lookup := func(b []byte) string {
		text, err := single.Bytes(b)
		if err != nil || strings.ContainsRune(string(text), utf8.RuneError) {
			return malformedText
		}
		return string(text)
	}
	return func(b []byte, more bool) (string, int, bool) {
		if !doubtful(known, b) {
			if text, rest, malformed := whole(b, more); !malformed {
				return text, rest, false
			}
		}
		var text strings.Builder
		malformed := false
		for len(b) > 0 {
			one, n := string(b[:1]), 1
			if b[0] >= utf8.RuneSelf {
				one, n = step(lookup, b)
			}
			switch {
			case n == 0 && more:
				return text.String(), len(b), malformed
			case n == 0:
				one, n = malformedText, len(b)
			}
			malformed = malformed || one == malformedText
			text.WriteString(one)
			b = b[n:]
		}
		return text.String(), 0, malformed
	}
}

// doubtful tells whether the transformer may take for a character what is none:
// that of GB 18030 counts a colon among the digits.
func doubtful(known encoding.Encoding, b []byte) bool {
	if known != simplifiedchinese.GB18030 {
		return false
	}
	for i, c := range b {
		if c == ':' && i > 0 && b[i-1] > 0x80 {
			return true
		}
	}
	return false
}

// pairOf decodes two bytes. In an error a second byte of ASCII stands for itself.
func pairOf(text string, trail byte) (string, int) {
	if text == malformedText && trail < utf8.RuneSelf {
		return text, 1
	}
	return text, 2
}

func within(c, low, high byte) bool { return c >= low && c <= high }

func stepBig5(lookup func([]byte) string, b []byte) (string, int) {
	switch {
	case !within(b[0], 0x81, 0xFE):
		return malformedText, 1
	case len(b) == 1:
		return "", 0
	case !within(b[1], 0x40, 0x7E) && !within(b[1], 0xA1, 0xFE):
		return pairOf(malformedText, b[1])
	}
	return pairOf(lookup(b[:2]), b[1])
}

func stepEUCJP(lookup func([]byte) string, b []byte) (string, int) {
	switch {
	case b[0] != 0x8E && b[0] != 0x8F && !within(b[0], 0xA1, 0xFE):
		return malformedText, 1
	case len(b) == 1:
		return "", 0
	case b[0] == 0x8F && within(b[1], 0xA1, 0xFE):
		if len(b) == 2 {
			return "", 0
		}
		if !within(b[2], 0xA1, 0xFE) {
			_, n := pairOf(malformedText, b[2])
			return malformedText, n + 1
		}
		return lookup(b[:3]), 3
	case b[0] == 0x8F, b[0] == 0x8E && !within(b[1], 0xA1, 0xDF), !within(b[1], 0xA1, 0xFE):
		return pairOf(malformedText, b[1])
	}
	return pairOf(lookup(b[:2]), b[1])
}

func stepShiftJIS(lookup func([]byte) string, b []byte) (string, int) {
	switch {
	case b[0] == 0x80:
		return "\u0080", 1
	case within(b[0], 0xA1, 0xDF):
		return string(0xFF61 - 0xA1 + rune(b[0])), 1
	case b[0] == 0xA0 || b[0] > 0xFC:
		return malformedText, 1
	case len(b) == 1:
		return "", 0
	case !within(b[1], 0x40, 0x7E) && !within(b[1], 0x80, 0xFC):
		return pairOf(malformedText, b[1])
	case within(b[0], 0xF0, 0xF9): // private use, 188 for each first byte
		trail := rune(b[1]) - 0x40
		if b[1] > 0x7F {
			trail--
		}
		return string(0xE000 + 188*rune(b[0]-0xF0) + trail), 2
	}
	return pairOf(lookup(b[:2]), b[1])
}

func stepGB18030(lookup func([]byte) string, b []byte) (string, int) {
	switch {
	case b[0] == 0x80:
		return "€", 1
	case b[0] == 0xFF:
		return malformedText, 1
	case len(b) == 1:
		return "", 0
	case within(b[1], '0', '9'):
		switch {
		case len(b) > 2 && !within(b[2], 0x81, 0xFE), len(b) > 3 && !within(b[3], '0', '9'):
			return malformedText, 1
		case len(b) < 4:
			return "", 0
		}
		return lookup(b[:4]), 4
	case !within(b[1], 0x40, 0x7E) && !within(b[1], 0x80, 0xFE):
		return pairOf(malformedText, b[1])
	}
	text := lookup(b[:2])
	if text == malformedText {
		text = privateGB18030(b[0], b[1])
	}
	return pairOf(text, b[1])
}

// privateGB18030 is the character of private use that two bytes stand for, if
// any.
func privateGB18030(lead, trail byte) string {
	column := rune(trail) - 0xA1
	switch {
	case within(lead, 0xAA, 0xAF) && column >= 0:
		return string(0xE000 + 94*rune(lead-0xAA) + column)
	case within(lead, 0xF8, 0xFE) && column >= 0:
		return string(0xE234 + 94*rune(lead-0xF8) + column)
	case within(lead, 0xA1, 0xA7) && column < 0:
		if column = rune(trail) - 0x40; trail > 0x7F {
			column--
		}
		return string(0xE4C6 + 96*rune(lead-0xA1) + column)
	}
	for _, gap := range gapsGB18030 {
		if i := int(trail) - int(gap.trail); lead == gap.lead && i >= 0 && i < gap.count {
			return string(gap.first + rune(i))
		}
	}
	return malformedText
}

// gapsGB18030 are the characters in the gaps between those of GB 2312, count
// from two bytes on.
var gapsGB18030 = []struct {
	lead, trail byte
	count       int
	first       rune
}{
	{0xA2, 0xAB, 6, 0xE766}, {0xA2, 0xE4, 1, 0xE76D}, {0xA2, 0xEF, 2, 0xE76E}, {0xA2, 0xFD, 2, 0xE770},
	{0xA4, 0xF4, 11, 0xE772}, {0xA5, 0xF7, 8, 0xE77D}, {0xA6, 0xB9, 8, 0xE785}, {0xA6, 0xD9, 1, 0xFE10},
	{0xA6, 0xDA, 1, 0xFE12}, {0xA6, 0xDB, 1, 0xFE11}, {0xA6, 0xDC, 4, 0xFE13}, {0xA6, 0xEC, 2, 0xFE17},
	{0xA6, 0xF3, 1, 0xFE19}, {0xA6, 0xF6, 9, 0xE797}, {0xA7, 0xC2, 15, 0xE7A0}, {0xA7, 0xF2, 13, 0xE7AF},
	{0xA8, 0x96, 11, 0xE7BC}, {0xA8, 0xBC, 1, 0x1E3F}, {0xA8, 0xC1, 4, 0xE7C9}, {0xA8, 0xEA, 21, 0xE7CD},
	{0xA9, 0x58, 1, 0xE7E2}, {0xA9, 0x5B, 1, 0xE7E3}, {0xA9, 0x5D, 3, 0xE7E4}, {0xA9, 0x97, 13, 0xE7F4},
	{0xA9, 0xF0, 15, 0xE801}, {0xD7, 0xFA, 5, 0xE810}, {0xFE, 0x51, 3, 0xE816}, {0xFE, 0x59, 1, 0x9FB4},
	{0xFE, 0x61, 1, 0x9FB5}, {0xFE, 0x66, 2, 0x9FB6}, {0xFE, 0x6C, 1, 0xE831}, {0xFE, 0x6D, 1, 0x9FB8},
	{0xFE, 0x76, 1, 0xE83B}, {0xFE, 0x7E, 1, 0x9FB9}, {0xFE, 0x90, 1, 0x9FBA}, {0xFE, 0x91, 1, 0xE855},
	{0xFE, 0xA0, 1, 0x9FBB},
}
