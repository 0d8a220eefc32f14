package rfc6455_test

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// inFrames is a text with these payloads in its frames.
func inFrames(payloads ...string) []frame {
	frames := make([]frame, len(payloads))
	for i, payload := range payloads {
		frames[i] = cont(payload)
		if i == 0 {
			frames[i] = text(payload).plain()
		}
		frames[i].more = i < len(payloads)-1
	}
	return frames
}

// inOctets is a text with one byte in each of its frames.
func inOctets(s string) []frame {
	octets := make([]string, len(s))
	for i := range octets {
		octets[i] = s[i : i+1]
	}
	return inFrames(octets...)
}

// utf8Cases are group 6: what is UTF-8 and what is not.
func utf8Cases() []wireCase {
	const (
		valid = "Hello-µ@ßöäüàá-UTF-8!!"
		kosme = "\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5" // κόσμε
		bad   = kosme + "\xed\xa0\x80edited"
		above = "\xf4\x90\x80\x80" // U+110000
	)
	joined := func(s string, frames []frame) []step { return steps(sends(frames...), comes(text(s))) }
	cases := []wireCase{
		{"6.1.1", "an empty text", echoed(text("")), 0, together, both},
		{"6.1.2", "an empty text in three frames", joined("", inFrames("", "", "")), 0, together, both},
		{"6.1.3", "a text in three frames, the first and the last empty", joined("middle", inFrames("", "middle", "")), 0, together, both},
		{"6.2.1", "a text beyond ASCII", echoed(text(valid)), 0, together, both},
		{"6.2.2", "the same in two frames, cut between characters", joined(valid, inFrames("Hello-µ@ßöä", "üàá-UTF-8!!")), 0, together, both},
		{"6.2.3", "the same with each byte in a frame", joined(valid, inOctets(valid)), 0, together, both},
		{"6.2.4", "Greek with each byte in a frame", joined(kosme, inOctets(kosme)), 0, together, both},
		{"6.3.1", "a text with a surrogate", steps(sends(text(bad))), 1007, together, both},
		{"6.3.2", "the same with each byte in a frame", steps(sends(inOctets(bad)...)), 1007, together, both},
		// The third frame of these never comes: the fault must be found where it
		// is.
		{"6.4.1", "a second frame that is invalid", steps(sends(inFrames(kosme, above, "edited")[:2]...)), 1007, together, both},
		{"6.4.2", "a second frame that ends with the byte that makes it invalid", steps(sends(inFrames(kosme, above[:2], "\x80\x80edited")[:2]...)), 1007, together, both},
		// Within a frame it may be found at its end.
		{"6.4.3", "the same as 6.4.1 in one frame", steps(sends(text(kosme + above + "edited"))), 1007, 2 + 4 + len(kosme), both},
		{"6.4.4", "the same as 6.4.2 in one frame", steps(sends(text(kosme + above + "edited"))), 1007, 2 + 4 + len(kosme) + 2, both},
	}
	for i, family := range utf8Families(kosme) {
		for j, s := range family.texts {
			c := wireCase{fmt.Sprintf("6.%d.%d", i+5, j+1), fmt.Sprintf("%s: %x", family.about, s), echoed(text(s)), 0, together, both}
			if !utf8.ValidString(s) {
				c.steps, c.fail = steps(sends(text(s))), 1007
			}
			if valid := utf8.ValidString(s); family.valid != mixed && valid != (family.valid == yes) {
				panic("the table is wrong about " + c.number)
			}
			cases = append(cases, c)
		}
	}
	return cases
}

// utf8Family is one of the groups from 6.5 on.
type utf8Family struct {
	about string
	valid verdict
	texts []string
}

type verdict int

const (
	yes verdict = iota
	no
	mixed
)

func utf8Families(kosme string) []utf8Family {
	var prefixes, lonely []string
	for i := range len(kosme) {
		prefixes = append(prefixes, kosme[:i+1])
	}
	for _, span := range [][2]int{{0xc0, 0xdf}, {0xe0, 0xef}, {0xf0, 0xf7}, {0xf8, 0xfb}, {0xfc, 0xfd}} {
		var s strings.Builder
		for b := span[0]; b <= span[1]; b++ {
			s.WriteByte(byte(b))
			s.WriteByte(' ')
		}
		lonely = append(lonely, s.String())
	}
	var continuations strings.Builder
	for b := 0x80; b <= 0xbf; b++ {
		continuations.WriteByte(byte(b))
	}
	incomplete := []string{
		"\xc0", "\xe0\x80", "\xf0\x80\x80", "\xf8\x80\x80\x80", "\xfc\x80\x80\x80\x80",
		"\xdf", "\xef\xbf", "\xf7\xbf\xbf", "\xfb\xbf\xbf\xbf", "\xfd\xbf\xbf\xbf\xbf",
	}
	var noncharacters []string
	for plane := range 17 {
		noncharacters = append(noncharacters, string(rune(plane<<16|0xfffe)), string(rune(plane<<16|0xffff)))
	}
	return []utf8Family{
		{"some valid sequences", yes, []string{"hello\x24world", "hello\xc2\xa2world", "hello\xe2\x82\xacworld", "hello\xf0\xa4\xad\xa2world", kosme}},
		{"a prefix of a valid text", mixed, prefixes},
		{"the first sequence of a length", yes, []string{"\x00", "\xc2\x80", "\xe0\xa0\x80", "\xf0\x90\x80\x80"}},
		{"the first sequence of five and six bytes", no, []string{"\xf8\x88\x80\x80\x80", "\xfc\x84\x80\x80\x80\x80"}},
		{"the last sequence of a length", yes, []string{"\x7f", "\xdf\xbf", "\xef\xbf\xbf", "\xf4\x8f\xbf\xbf"}},
		{"the last sequence of four, five and six bytes", no, []string{"\xf7\xbf\xbf\xbf", "\xfb\xbf\xbf\xbf\xbf", "\xfd\xbf\xbf\xbf\xbf\xbf"}},
		{"other boundaries", mixed, []string{"\xed\x9f\xbf", "\xee\x80\x80", "\xef\xbf\xbd", "\xf4\x8f\xbf\xbf", "\xf4\x90\x80\x80"}},
		{"unexpected continuation bytes", no, []string{
			"\x80", "\xbf", "\x80\xbf", "\x80\xbf\x80", "\x80\xbf\x80\xbf", "\x80\xbf\x80\xbf\x80", "\x80\xbf\x80\xbf\x80\xbf", continuations.String(),
		}},
		{"lonely first bytes", no, lonely},
		{"a sequence without its last byte", no, incomplete},
		{"incomplete sequences together", no, []string{strings.Join(incomplete, "")}},
		{"bytes that are never in UTF-8", no, []string{"\xfe", "\xff", "\xfe\xfe\xff\xff"}},
		{"an overlong slash", no, []string{"\xc0\xaf", "\xe0\x80\xaf", "\xf0\x80\x80\xaf", "\xf8\x80\x80\x80\xaf", "\xfc\x80\x80\x80\x80\xaf"}},
		{"the greatest overlong sequences", no, []string{"\xc1\xbf", "\xe0\x9f\xbf", "\xf0\x8f\xbf\xbf", "\xf8\x87\xbf\xbf\xbf", "\xfc\x83\xbf\xbf\xbf\xbf"}},
		{"an overlong NUL", no, []string{"\xc0\x80", "\xe0\x80\x80", "\xf0\x80\x80\x80", "\xf8\x80\x80\x80\x80", "\xfc\x80\x80\x80\x80\x80"}},
		{"a surrogate", no, []string{
			"\xed\xa0\x80", "\xed\xad\xbf", "\xed\xae\x80", "\xed\xaf\xbf", "\xed\xb0\x80", "\xed\xbe\x80", "\xed\xbf\xbf",
		}},
		{"a pair of surrogates", no, []string{
			"\xed\xa0\x80\xed\xb0\x80", "\xed\xa0\x80\xed\xbf\xbf", "\xed\xad\xbf\xed\xb0\x80", "\xed\xad\xbf\xed\xbf\xbf",
			"\xed\xae\x80\xed\xb0\x80", "\xed\xae\x80\xed\xbf\xbf", "\xed\xaf\xbf\xed\xb0\x80", "\xed\xaf\xbf\xed\xbf\xbf",
		}},
		{"a noncharacter, which is valid", yes, noncharacters},
		{"specials", yes, []string{"\ufff9", "\ufffa", "\ufffb", "\ufffc", "\ufffd", "\ufffe", "\uffff"}},
	}
}
