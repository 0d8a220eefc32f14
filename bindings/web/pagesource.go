package web

import (
	"bytes"
	"fmt"
	"strings"

	"golang.org/x/net/html"
)

// place is where a start tag stands in the file of a page: its line, and the
// position of what follows it. All count from 1.
type place struct {
	line             int
	textLine, column int
}

// placeAttribute carries the place through the parser of package html, which
// keeps none.
const placeAttribute = ":place"

// withPlaces writes their place into the start tags of which it may be asked:
// scripts, and elements with event handlers.
func withPlaces(source []byte) string {
	var b strings.Builder
	z := html.NewTokenizer(bytes.NewReader(source))
	line, column := 1, 1
	for {
		kind := z.Next()
		raw := z.Raw()
		if kind == html.ErrorToken {
			b.Write(raw)
			return b.String()
		}
		start := line
		for _, c := range string(raw) {
			if column++; c == '\n' {
				line, column = line+1, 1
			}
		}
		name := tagName(raw)
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken || name == 0 ||
			!strings.EqualFold(string(raw[1:name]), "script") && !bytes.Contains(bytes.ToLower(raw), []byte("on")) {
			b.Write(raw)
			continue
		}
		b.Write(raw[:name])
		fmt.Fprintf(&b, " %s=%d,%d,%d ", placeAttribute, start, line, column)
		b.Write(raw[name:])
	}
}

// tagName is where the name in a start tag ends.
func tagName(raw []byte) int {
	if i := bytes.IndexAny(raw, " \t\n\f\r/>"); i > 1 {
		return i
	}
	return 0
}

// takePlace takes the place out of the attributes of a start tag.
func takePlace(list []html.Attribute) ([]html.Attribute, place) {
	var p place
	for i, a := range list {
		if a.Key == placeAttribute {
			if n, _ := fmt.Sscanf(a.Val, "%d,%d,%d", &p.line, &p.textLine, &p.column); n == 3 {
				return append(list[:i:i], list[i+1:]...), p
			}
		}
	}
	return list, place{}
}

// maxPadding bounds the blanks that put an inline script where it stands in its
// line.
const maxPadding = 10_000

// inPlace puts blanks in front of an inline script, so that its positions are
// those in the file.
func (p place) inPlace(text string) string {
	if p.line == 0 {
		return text
	}
	return strings.Repeat("\n", p.textLine-1) + strings.Repeat(" ", min(p.column-1, maxPadding)) + text
}
