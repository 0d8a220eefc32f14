package web

import (
	"math"
	"strings"
	"unicode/utf8"
)

// The layout is Node's: an object that holds at most compactLevels levels is
// shown on one line if it fits, any other with one part on each line; long
// lists are set in columns.
const (
	compactLevels = 3
	minColumns    = 7 // shorter lists are not set in columns
	maxColumns    = 15
	columnGap     = len(", ")
)

// layout puts the parts of an object into its braces.
func (in *inspector) layout(s shape, parts []string, level int) string {
	base := s.base
	if base != "" {
		base += " "
	}
	entries := len(parts)
	if s.list && entries >= minColumns {
		parts = in.inColumns(parts, s.numeric)
	}
	if in.deepest-level < compactLevels && entries == len(parts) && in.fits(s, parts) {
		line := strings.Join(parts, ", ")
		if !strings.Contains(line, "\n") {
			return base + s.open + " " + line + " " + s.close
		}
	}
	newline := "\n" + strings.Repeat(" ", in.indent)
	return base + s.open + newline + "  " + strings.Join(parts, ","+newline+"  ") + newline + s.close
}

// fits reports whether the parts fit on one line.
func (in *inspector) fits(s shape, parts []string) bool {
	const slack = 10
	width := 2*len(parts) + in.indent + utf8.RuneCountInString(s.open) + utf8.RuneCountInString(s.base) + slack
	if width+len(parts) > in.width {
		return false
	}
	for _, part := range parts {
		width += utf8.RuneCountInString(part)
	}
	return width <= in.width && !strings.Contains(s.base, "\n")
}

// inColumns sets a list in columns if its parts are of similar width, about
// twice as wide as high. It returns the rows, or parts as they are.
func (in *inspector) inColumns(parts []string, numeric bool) []string {
	items, rest := parts, []string(nil)
	if len(parts) > in.maxItems { // the last part says how many more there are
		items, rest = parts[:in.maxItems], parts[in.maxItems:]
	}
	widths := make([]int, len(items))
	total, widest := 0, 0
	for i, item := range items {
		widths[i] = columns(item)
		total += widths[i] + columnGap
		widest = max(widest, widths[i])
	}
	cell := widest + columnGap
	if 3*cell+in.indent >= in.width || float64(total)/float64(cell) <= 5 && widest > 6 {
		return parts
	}
	n := in.columnCount(len(items), len(parts), cell, total)
	if n <= 1 {
		return parts
	}
	cells := make([]int, n)
	for i, w := range widths {
		cells[i%n] = max(cells[i%n], w+columnGap)
	}
	var rows []string
	for start := 0; start < len(items); start += n {
		end := min(start+n, len(items))
		var row strings.Builder
		for i := start; i < end; i++ {
			text, pad := items[i], cells[i-start]-columnGap-widths[i]
			if i < end-1 {
				text += ", "
			}
			switch {
			case numeric:
				text = strings.Repeat(" ", pad) + text
			case i < end-1:
				text += strings.Repeat(" ", pad)
			}
			row.WriteString(text)
		}
		rows = append(rows, row.String())
	}
	return append(rows, rest...)
}

// columnCount is how many columns make the list a square to the eye, a
// character being about 2.5 times as high as wide.
func (in *inspector) columnCount(items, parts, cell, total int) int {
	const heightToWidth = 2.5
	bias := math.Sqrt(float64(cell) - float64(total)/float64(parts))
	biased := math.Max(float64(cell)-3-bias, 1)
	square := math.Round(math.Sqrt(heightToWidth*biased*float64(items)) / biased)
	return min(int(square), (in.width-in.indent)/cell, compactLevels*4, maxColumns)
}
