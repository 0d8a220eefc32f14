package pattern

import (
	"strings"
	"unicode/utf16"

	"github.com/dlclark/regexp2/v2"
)

// Finder finds where the groups of a match are, which the engine does not tell.
type Finder struct {
	expression *regexp2.Regexp
	unicode    bool
}

// NewFinder takes a regular expression as [Rewrite] has made it.
func NewFinder(source, flags string) (*Finder, error) {
	options := regexp2.RegexOptions(regexp2.ECMAScript)
	for flag, option := range map[string]regexp2.RegexOptions{
		"i": regexp2.IgnoreCase, "m": regexp2.Multiline, "s": regexp2.Singleline, "u": regexp2.Unicode,
	} {
		if strings.Contains(flags, flag) {
			options |= option
		}
	}
	expression, err := regexp2.Compile(source, options)
	if err != nil {
		return nil, err
	}
	return &Finder{expression, strings.Contains(flags, "u")}, nil
}

// Find returns where the match that begins at a code unit of the text, and its
// groups, begin and end; -1 for a group that took no part. It is nil when there
// is no such match.
func (f *Finder) Find(text []uint16, start int) [][2]int {
	var runes []rune
	units := []int{} // for each rune, and the end, the code unit where it begins
	at := 0
	for i := 0; i < len(text); {
		if i == start {
			at = len(runes)
		}
		units = append(units, i)
		r, size := rune(text[i]), 1
		if f.unicode && i+1 < len(text) {
			if pair := utf16.DecodeRune(r, rune(text[i+1])); pair != '\uFFFD' {
				r, size = pair, 2
			}
		}
		runes = append(runes, r)
		i += size
	}
	units = append(units, len(text))
	if start >= len(text) {
		at = len(runes)
	}
	match, err := f.expression.FindRunesMatchStartingAt(runes, at)
	if err != nil || match == nil || match.RuneIndex != at {
		return nil
	}
	var found [][2]int
	for _, g := range match.Groups() {
		if len(g.Captures) == 0 {
			found = append(found, [2]int{-1, -1})
			continue
		}
		found = append(found, [2]int{units[g.RuneIndex], units[g.RuneIndex+g.RuneLength]})
	}
	return found
}

// GroupNames are the names of the groups of a regular expression by their
// numbers, "" for those without one.
func GroupNames(source string) []string {
	names := []string{""}
	inClass := false
	for i := 0; i < len(source); i++ {
		switch c := source[i]; {
		case c == '\\':
			i++
		case c == '[':
			inClass = true
		case c == ']':
			inClass = false
		case c != '(' || inClass:
		case !strings.HasPrefix(source[i:], "(?"):
			names = append(names, "")
		case strings.HasPrefix(source[i:], "(?<") && !strings.HasPrefix(source[i:], "(?<=") && !strings.HasPrefix(source[i:], "(?<!"):
			name, _, _ := strings.Cut(source[i+len("(?<"):], ">")
			names = append(names, name)
		}
	}
	return names
}
