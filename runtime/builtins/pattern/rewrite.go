package pattern

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Needed tells that the engine does not understand a regular expression as it
// is.
func Needed(source, flags string) bool {
	return strings.ContainsAny(flags, "dv") ||
		strings.Contains(flags, "u") && (strings.Contains(source, `\p{`) || strings.Contains(source, `\P{`)) ||
		hasModifiers(source)
}

func hasModifiers(source string) bool {
	for i := strings.Index(source, "(?"); i >= 0; {
		if BeginsModifiers(source[i:]) {
			return true
		}
		next := strings.Index(source[i+1:], "(?")
		if next < 0 {
			return false
		}
		i += 1 + next
	}
	return false
}

// BeginsModifiers tells that a text begins with a group that has modifiers.
func BeginsModifiers(text string) bool {
	rest, ok := strings.CutPrefix(text, "(?")
	if !ok {
		return false
	}
	after := strings.TrimLeft(rest, "ims-")
	return len(after) < len(rest) && strings.HasPrefix(after, ":")
}

// Mentioned tells that a source may have literals that have to be rewritten.
func Mentioned(src string) bool {
	if strings.Contains(src, `\p{`) || strings.Contains(src, `\P{`) || hasModifiers(src) {
		return true
	}
	for {
		i := strings.IndexByte(src, '/')
		if i < 0 {
			return false
		}
		src = src[i+1:]
		if BeginsNewFlags(src) {
			return true
		}
	}
}

// BeginsNewFlags tells that text begins with the flags of a regular expression,
// the flag d or v among them, and nothing else of a word.
func BeginsNewFlags(text string) bool {
	found := false
	for i := range min(len(text), len("dgimsuvy")+1) {
		switch c := text[i]; c {
		case 'd', 'v':
			found = true
		case 'g', 'i', 'm', 's', 'u', 'y':
		default:
			return found && !isWordPart(c)
		}
	}
	return found && len(text) <= len("dgimsuvy")
}

func isWordPart(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || c == '_' || c == '$'
}

// Error is a regular expression that is not one, or that cannot be rewritten.
type Error struct{ Source, Flags, Reason string }

func (e *Error) Error() string {
	return fmt.Sprintf("Invalid regular expression: /%s/%s: %s", e.Source, e.Flags, e.Reason)
}

// Rewrite makes of a regular expression one for the engine. Its flags are g, i,
// m, s, u, y. The error is an [*Error].
func Rewrite(source, flags string) (newSource, newFlags string, err error) {
	for i, f := range flags {
		if !strings.ContainsRune("dgimsuvy", f) || strings.ContainsRune(flags[:i], f) {
			return "", "", fmt.Errorf("Invalid flags supplied to RegExp constructor '%s'", flags)
		}
	}
	w := &rewriter{
		src: []rune(source), unicode: strings.ContainsAny(flags, "uv"), sets: strings.Contains(flags, "v"),
		ignoreCase: strings.Contains(flags, "i"), multiline: strings.Contains(flags, "m"), dotAll: strings.Contains(flags, "s"),
		expand: hasModifiers(source),
	}
	if w.sets && strings.Contains(flags, "u") {
		return "", "", fmt.Errorf("Invalid flags supplied to RegExp constructor '%s'", flags)
	}
	defer func() {
		switch p := recover().(type) {
		case nil:
		case reason:
			err = &Error{source, flags, string(p)}
		default:
			panic(p)
		}
	}()
	w.disjunction()
	if w.at < len(w.src) {
		w.fail("Unmatched ')'")
	}
	keep := "gsimuy"
	if w.expand {
		keep = "guy" // the others are carried out
	}
	for _, f := range flags {
		if strings.ContainsRune(keep, f) {
			newFlags += string(f)
		}
	}
	if w.sets {
		newFlags += "u"
	}
	return w.out.String(), newFlags, nil
}

// reason is what a rewriter panics with.
type reason string

// rewriter reads a pattern and writes another.
type rewriter struct {
	src []rune
	at  int
	out strings.Builder

	unicode, sets bool // u or v; v
	// expand says that there are modifiers, so that i, m and s have to be carried
	// out here, where they hold.
	expand                        bool
	ignoreCase, multiline, dotAll bool // that hold here
}

func (w *rewriter) fail(format string, args ...any) { panic(reason(fmt.Sprintf(format, args...))) }

func (w *rewriter) looking(text string) bool {
	for i, c := range []rune(text) {
		if w.at+i >= len(w.src) || w.src[w.at+i] != c {
			return false
		}
	}
	return true
}

func (w *rewriter) accept(text string) bool {
	if !w.looking(text) {
		return false
	}
	w.at += utf8.RuneCountInString(text)
	return true
}

// disjunction goes up to the end or a closing parenthesis.
func (w *rewriter) disjunction() {
	for w.at < len(w.src) {
		switch c := w.src[w.at]; c {
		case ')':
			return
		case '(':
			w.group()
		case '[':
			w.at++
			w.class()
		case '\\':
			w.at++
			w.escape()
		case '.':
			w.at++
			switch {
			case w.expand && w.dotAll:
				w.out.WriteString("[^]")
			default:
				w.out.WriteByte('.')
			}
		case '^', '$':
			w.at++
			w.edge(c)
		default:
			w.at++
			w.character(c, false)
		}
	}
}

// edge is ^ or $.
func (w *rewriter) edge(c rune) {
	const lineEnd = `[\n\r\u2028\u2029]`
	switch {
	case !w.expand || !w.multiline:
		w.out.WriteRune(c)
	case c == '^':
		w.out.WriteString("(?:^|(?<=" + lineEnd + "))")
	default:
		w.out.WriteString("(?:$|(?=" + lineEnd + "))")
	}
}

// character writes a character of the pattern; one that was escaped means itself.
func (w *rewriter) character(c rune, escaped bool) {
	if w.expand && w.ignoreCase {
		if s := (set{{c, c}}).folded(w.unicode); len(s) > 1 || s[0].hi > s[0].lo {
			s.write(&w.out, w.unicode)
			return
		}
	}
	if escaped {
		writeRune(&w.out, c, w.unicode)
	} else {
		w.out.WriteRune(c)
	}
}

// group is what stands in parentheses.
func (w *rewriter) group() {
	w.at++
	saved := [3]bool{w.ignoreCase, w.multiline, w.dotAll}
	switch {
	case !w.accept("?"):
		w.out.WriteByte('(')
	case w.at < len(w.src) && strings.ContainsRune("ims-", w.src[w.at]):
		w.modifiers()
		w.out.WriteString("(?:")
	default:
		w.out.WriteString("(?")
		for w.at < len(w.src) && strings.ContainsRune("=!<", w.src[w.at]) { // the name of a group is text like any other
			w.out.WriteRune(w.src[w.at])
			w.at++
		}
		if w.src[w.at-1] == '<' {
			for w.at < len(w.src) && w.src[w.at] != '>' {
				w.out.WriteRune(w.src[w.at])
				w.at++
			}
		}
	}
	w.disjunction()
	if !w.accept(")") {
		w.fail("Unterminated group")
	}
	w.out.WriteByte(')')
	w.ignoreCase, w.multiline, w.dotAll = saved[0], saved[1], saved[2]
}

// modifiers reads "ims-ims:".
func (w *rewriter) modifiers() {
	on, seen, any := true, "", false
	for ; w.at < len(w.src); w.at++ {
		c := w.src[w.at]
		switch {
		case c == ':' && any:
			w.at++
			return
		case c == '-' && on:
			on = false
			continue
		case !strings.ContainsRune("ims", c):
			w.fail("Invalid group")
		case strings.ContainsRune(seen, c):
			w.fail("Repeated flag in flag group")
		}
		seen, any = seen+string(c), true
		switch c {
		case 'i':
			w.ignoreCase = on
		case 'm':
			w.multiline = on
		case 's':
			w.dotAll = on
		}
	}
	w.fail("Invalid group")
}

// escape is what follows a backslash outside of a class.
func (w *rewriter) escape() {
	if w.at == len(w.src) {
		w.fail("\\ at end of pattern")
	}
	c := w.src[w.at]
	switch {
	case w.unicode && (c == 'p' || c == 'P'):
		s := w.propertyEscape()
		if w.ignoreCase && w.expand {
			s = s.folded(w.unicode)
		}
		s.write(&w.out, true)
	case w.unicode && c == 'u', c == 'x', w.expand && c == 'u':
		start := w.at
		if r, ok := w.characterEscape(); ok {
			w.character(r, true)
			return
		}
		w.at = start + 1
		w.out.WriteString(`\` + string(c))
	default: // classes, assertions, references, syntax characters
		w.at++
		w.out.WriteString(`\` + string(c))
		if c == 'k' && w.accept("<") {
			w.out.WriteByte('<')
			for w.at < len(w.src) && w.src[w.at] != '>' {
				w.out.WriteRune(w.src[w.at])
				w.at++
			}
		}
		if c == 'c' && w.at < len(w.src) {
			w.out.WriteRune(w.src[w.at])
			w.at++
		}
	}
}

// propertyEscape reads p{…} or P{…}.
func (w *rewriter) propertyEscape() set {
	negated := w.src[w.at] == 'P'
	w.at++
	if !w.accept("{") {
		w.fail("Invalid property name")
	}
	start := w.at
	for w.at < len(w.src) && w.src[w.at] != '}' {
		w.at++
	}
	text := string(w.src[start:w.at])
	if !w.accept("}") {
		w.fail("Invalid property name")
	}
	s, ok := property(text)
	if !ok {
		if name, _, _ := strings.Cut(text, "="); name == "Script_Extensions" || name == "scx" {
			w.fail("Script_Extensions are not available")
		}
		w.fail("Invalid property name")
	}
	if negated {
		return s.complement()
	}
	return s
}

// characterEscape reads the escape of one character, at what follows the
// backslash.
func (w *rewriter) characterEscape() (rune, bool) {
	c := w.src[w.at]
	w.at++
	switch c {
	case 'x':
		return w.hex(2)
	case 'u':
		if w.unicode && w.accept("{") {
			n := rune(0)
			digits := 0
			for ; w.at < len(w.src) && w.src[w.at] != '}'; w.at++ {
				d, ok := digit(w.src[w.at])
				if n = n<<4 | d; !ok || n > maxRune {
					w.fail("Invalid Unicode escape")
				}
				digits++
			}
			if !w.accept("}") || digits == 0 {
				w.fail("Invalid Unicode escape")
			}
			return n, true
		}
		r, ok := w.hex(4)
		if ok && w.unicode && r&^0x3FF == 0xD800 && w.looking(`\u`) {
			start := w.at
			w.at += 2
			if low, ok := w.hex(4); ok && low&^0x3FF == 0xDC00 {
				return (r-0xD800)<<10 + low - 0xDC00 + 0x10000, true
			}
			w.at = start
		}
		return r, ok
	}
	return c, true
}

func (w *rewriter) hex(digits int) (r rune, ok bool) {
	if w.at+digits > len(w.src) {
		return 0, false
	}
	for _, c := range w.src[w.at : w.at+digits] {
		d, ok := digit(c)
		if !ok {
			return 0, false
		}
		r = r<<4 | d
	}
	w.at += digits
	return r, true
}

func digit(c rune) (rune, bool) {
	switch {
	case '0' <= c && c <= '9':
		return c - '0', true
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10, true
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}
