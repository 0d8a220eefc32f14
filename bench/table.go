package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// writeTable prints the report for a person.
func (r *report) writeTable(out io.Writer) error {
	lines := append([]string{title(r), ""}, align(r.rows(), 2)...)
	if len(r.Goals) > 0 {
		lines = append(append(lines, ""), align(r.goalRows(), 2)...)
	}
	lines = append(append(lines, ""), footnotes(r)...)
	_, err := io.WriteString(out, strings.Join(lines, "\n")+"\n")
	return err
}

// rows are the cells of the table of results, under a row of heads.
func (r *report) rows() [][]string {
	rows := [][]string{{"work", "peer", "figure", "unit", "ratio", "min–max", "CPU µs/op", "memory MB"}}
	for i, result := range r.Results {
		row := []string{result.Work, result.Peer, amount(result.Figure), result.Unit, fmt.Sprintf("%.2f", result.Ratio.Median), "–",
			amount(result.CPU), fmt.Sprintf("%.0f", result.Memory/1e6)}
		if result.Peer != result.Base {
			row[5] = fmt.Sprintf("%.2f–%.2f", result.Ratio.Min, result.Ratio.Max)
		}
		if i > 0 && r.Results[i-1].Work == result.Work {
			row[0] = ""
		}
		rows = append(rows, row)
	}
	return rows
}

// goalRows are the cells of the table of goals.
func (r *report) goalRows() [][]string {
	rows := [][]string{{"work", "goal", "reached", "min–max", "verdict"}}
	for _, v := range r.Goals {
		row := []string{v.Work, v.Goal, "–", "–", met(v)}
		if v.Measured {
			row[2] = precise(v.Value)
			row[3] = precise(v.Spread.Min) + "–" + precise(v.Spread.Max)
		}
		rows = append(rows, row)
	}
	return rows
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

// amount writes a figure with as many digits as it is worth.
func amount(value float64) string {
	if value < 100 {
		return fmt.Sprintf("%.1f", value)
	}
	return thousands(value)
}

// precise writes a ratio, or a figure.
func precise(value float64) string {
	if value < 100 {
		return fmt.Sprintf("%.2f", value)
	}
	return thousands(value)
}

// thousands writes a whole number in groups of three digits.
func thousands(value float64) string {
	digits := fmt.Sprintf("%.0f", value)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + " " + digits[i:]
	}
	return digits
}
