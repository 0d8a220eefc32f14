package api

import (
	"strings"
	"unicode"
)

// enumKey is the name that the enumeration object has for a value: OPEN_FILE for
// openFile, X86_64 for x86-64.
func enumKey(value string) string {
	var key strings.Builder
	lower := false
	for _, r := range value {
		switch {
		case r == '-':
			r = '_'
		case lower && unicode.IsUpper(r):
			key.WriteByte('_')
		}
		key.WriteRune(unicode.ToUpper(r))
		lower = unicode.IsLower(r)
	}
	return key.String()
}
