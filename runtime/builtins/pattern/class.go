package pattern

import (
	"slices"
	"strings"
	"unicode/utf8"
)

var (
	digits = set{{'0', '9'}}
	word   = set{{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}
	space  = set{{9, 13}, {' ', ' '}, {0xA0, 0xA0}, {0x1680, 0x1680}, {0x2000, 0x200A}, {0x2028, 0x2029}, {0x202F, 0x202F},
		{0x205F, 0x205F}, {0x3000, 0x3000}, {0xFEFF, 0xFEFF}}
)

// class is a class, from behind its bracket on.
func (w *rewriter) class() {
	if !w.sets && !w.expand && !w.unicode {
		w.copyClass()
		return
	}
	start := w.at
	members, negated := w.members()
	if w.expand && w.ignoreCase {
		members.set = members.set.folded(w.unicode)
	}
	if w.sets && w.ignoreCase && negated {
		// What is left after the complement must not match by its case.
		members.set = members.set.folded(w.unicode)
	}
	if negated {
		if len(members.strings) > 0 {
			w.fail("Negated character class may contain strings")
		}
		members.set = members.set.complement()
	} else if !w.sets && !w.expand && !slices.ContainsFunc([]string{`\p`, `\P`}, func(s string) bool {
		return strings.Contains(string(w.src[start:w.at]), s)
	}) {
		w.out.WriteString("[" + string(w.src[start:w.at])) // nothing in it is new
		return
	}
	w.writeMembers(members)
}

// copyClass writes a class as it stands.
func (w *rewriter) copyClass() {
	w.out.WriteByte('[')
	for w.at < len(w.src) {
		c := w.src[w.at]
		w.out.WriteRune(c)
		w.at++
		if c == ']' {
			return
		}
		if c == '\\' && w.at < len(w.src) {
			w.out.WriteRune(w.src[w.at])
			w.at++
		}
	}
	w.fail("Unterminated character class")
}

// content is what a class matches: characters, and with the flag v strings.
type content struct {
	set     set
	strings []string // none of one character
}

func (c *content) add(d content) {
	c.set = union(c.set, d.set)
	for _, s := range d.strings {
		if !slices.Contains(c.strings, s) {
			c.strings = append(c.strings, s)
		}
	}
}

// writeMembers writes a class, or a group if there are strings, the longest first.
func (w *rewriter) writeMembers(c content) {
	if len(c.strings) == 0 {
		c.set.write(&w.out, w.unicode)
		return
	}
	slices.SortStableFunc(c.strings, func(a, b string) int {
		return utf8.RuneCountInString(b) - utf8.RuneCountInString(a)
	})
	w.out.WriteString("(?:")
	for _, s := range c.strings {
		if s == "" {
			continue
		}
		for _, r := range s {
			w.character(r, true)
		}
		w.out.WriteByte('|')
	}
	c.set.write(&w.out, w.unicode)
	if slices.Contains(c.strings, "") {
		w.out.WriteByte('|')
	}
	w.out.WriteByte(')')
}

// members reads a class up to its closing bracket.
func (w *rewriter) members() (c content, negated bool) {
	negated = w.accept("^")
	ranged := false // a range is no operand
	operator, kind := "", ""
	for first := true; ; first = false {
		if w.at >= len(w.src) {
			w.fail("Unterminated character class")
		}
		if w.accept("]") {
			return c, negated
		}
		if w.sets && !first {
			for _, op := range []string{"--", "&&"} {
				if w.accept(op) {
					operator = op
				}
			}
			if kind == "" {
				kind = operator
			}
			if operator != kind || ranged && operator != "" {
				w.fail("Invalid set operation in character class")
			}
		}
		operand, single := w.operand()
		if single && w.looking("-") && !(w.sets && w.looking("--")) && !(w.at+1 < len(w.src) && w.src[w.at+1] == ']') {
			w.at++
			ranged = true
			high, ok := w.operand()
			switch {
			case !ok && w.unicode:
				w.fail("Invalid character class")
			case !ok: // a hyphen beside a class is itself
				operand.add(content{set: set{{'-', '-'}}})
				operand.add(high)
			case high.set[0].lo < operand.set[0].lo:
				w.fail("Range out of order in character class")
			default:
				operand.set = set{{operand.set[0].lo, high.set[0].lo}}
			}
		}
		switch operator {
		case "--":
			c.set = c.set.without(operand.set)
			c.strings = slices.DeleteFunc(c.strings, func(s string) bool { return slices.Contains(operand.strings, s) })
		case "&&":
			c.set = c.set.and(operand.set)
			c.strings = slices.DeleteFunc(c.strings, func(s string) bool { return !slices.Contains(operand.strings, s) })
		default:
			c.add(operand)
		}
		operator = ""
	}
}

// operand reads one member of a class; single says that it is one character,
// which may begin a range.
func (w *rewriter) operand() (c content, single bool) {
	if w.at >= len(w.src) {
		w.fail("Unterminated character class")
	}
	r := w.src[w.at]
	if w.sets {
		switch {
		case r == '[':
			w.at++
			c, negated := w.members()
			if negated {
				if len(c.strings) > 0 {
					w.fail("Negated character class may contain strings")
				}
				c.set = c.set.complement()
			}
			return c, false
		case strings.ContainsRune("()[]{}/-|", r):
			w.fail("Invalid character in character class")
		case strings.ContainsRune("&!#$%*+,.:;<=>?@^`~", r) && w.at+1 < len(w.src) && w.src[w.at+1] == r:
			w.fail("Invalid set operation in character class")
		}
	}
	w.at++
	if r != '\\' {
		return content{set: set{{r, r}}}, true
	}
	return w.classEscape()
}

// classEscape is what follows a backslash in a class.
func (w *rewriter) classEscape() (c content, single bool) {
	if w.at >= len(w.src) {
		w.fail("\\ at end of pattern")
	}
	r := w.src[w.at]
	of := func(s set) (content, bool) { w.at++; return content{set: s}, false }
	one := func(x rune) (content, bool) { w.at++; return content{set: set{{x, x}}}, true }
	switch r {
	case 'd':
		return of(digits)
	case 'D':
		return of(digits.complement())
	case 'w':
		return of(word)
	case 'W':
		return of(word.complement())
	case 's':
		return of(space)
	case 'S':
		return of(space.complement())
	case 'p', 'P':
		if w.unicode {
			return content{set: w.propertyEscape()}, false
		}
	case 'q':
		if w.sets {
			return w.alternatives(), false
		}
	case 'b':
		return one('\b')
	case 'f':
		return one('\f')
	case 'n':
		return one('\n')
	case 'r':
		return one('\r')
	case 't':
		return one('\t')
	case 'v':
		return one('\v')
	case '0', '1', '2', '3', '4', '5', '6', '7':
		return w.octal()
	case 'c':
		if w.at+1 < len(w.src) {
			w.at++
			return one(w.src[w.at] & 31)
		}
	}
	start := w.at
	x, ok := w.characterEscape()
	if !ok {
		if w.unicode {
			w.fail("Invalid escape")
		}
		w.at = start
		return one(r)
	}
	return content{set: set{{x, x}}}, true
}

// octal is an escape of up to three octal digits, below 256.
func (w *rewriter) octal() (content, bool) {
	n := rune(0)
	for i := 0; i < 3 && w.at < len(w.src) && '0' <= w.src[w.at] && w.src[w.at] <= '7' && n<<3 < 256; i++ {
		n = n<<3 | w.src[w.at] - '0'
		w.at++
	}
	if w.unicode && n != 0 {
		w.fail("Invalid class escape")
	}
	return content{set: set{{n, n}}}, true
}

// alternatives reads q{abc|d}.
func (w *rewriter) alternatives() (c content) {
	w.at++
	if !w.accept("{") {
		w.fail("Invalid escape")
	}
	var current []rune
	flush := func() {
		if len(current) == 1 {
			c.add(content{set: set{{current[0], current[0]}}})
		} else {
			c.add(content{strings: []string{string(current)}})
		}
		current = nil
	}
	for {
		switch {
		case w.at >= len(w.src):
			w.fail("Invalid escape")
		case w.accept("}"):
			flush()
			return c
		case w.accept("|"):
			flush()
		case w.accept(`\`):
			one, single := w.classEscape()
			if !single {
				w.fail("Invalid escape")
			}
			current = append(current, one.set[0].lo)
		default:
			current = append(current, w.src[w.at])
			w.at++
		}
	}
}
