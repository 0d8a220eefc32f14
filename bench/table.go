package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// writeTable prints the report for a person.
func (r *report) writeTable(out io.Writer) error {
	rows := [][]string{{"work", "peer", "figure", "", "ratio", "min–max", "CPU µs/op", "memory MB"}}
	for i, result := range r.Results {
		row := []string{result.Work, result.Peer, thousands(result.Figure), result.Unit, fmt.Sprintf("%.2f", result.Ratio.Median), "–",
			fmt.Sprintf("%.1f", result.CPU), fmt.Sprintf("%.0f", result.Memory/1e6)}
		if result.Peer != result.Base {
			row[5] = fmt.Sprintf("%.2f–%.2f", result.Ratio.Min, result.Ratio.Max)
		}
		if i > 0 && r.Results[i-1].Work == result.Work {
			row[0] = ""
		}
		rows = append(rows, row)
	}
	lines := append([]string{title(r), ""}, align(rows, 2)...)
	lines = append(append(lines, ""), footnotes(r)...)
	_, err := io.WriteString(out, strings.Join(lines, "\n")+"\n")
	return err
}

// align pads the cells of a table so that columns stand below each other: the first few flush left, figures flush right.
func align(rows [][]string, left int) []string {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	lines := make([]string, len(rows))
	for n, row := range rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			padding := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if i < left {
				cells[i] = cell + padding
			} else {
				cells[i] = padding + cell
			}
		}
		lines[n] = strings.TrimRight(strings.Join(cells, "  "), " ")
	}
	return lines
}

// thousands writes a whole number in groups of three digits.
func thousands(value float64) string {
	digits := fmt.Sprintf("%.0f", value)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + " " + digits[i:]
	}
	return digits
}
