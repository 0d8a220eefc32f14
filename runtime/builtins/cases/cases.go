// Package cases reads the tables of questions to a browser and its answers: a
// line of code, and below it "=> " and the value that the code has there. Other
// lines, empty or with "#", are for people.
package cases

import "strings"

// Case is an expression and what it is.
type Case struct {
	Line       int // from 1
	Code, Want string
}

const answer = "=> "

func isCode(line string) bool {
	return line != "" && !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, answer)
}

// Parse reads a table.
func Parse(text string) (list []Case) {
	for i, line := range strings.Split(text, "\n") {
		if want, ok := strings.CutPrefix(line, answer); ok && len(list) > 0 {
			list[len(list)-1].Want = want
		} else if isCode(line) {
			list = append(list, Case{Line: i + 1, Code: line})
		}
	}
	return list
}

// Format writes the answers in list into the table text.
func Format(text string, list []Case) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, answer) {
			continue
		}
		b.WriteString(line)
		if isCode(strings.TrimRight(line, "\n")) {
			b.WriteString(answer + list[0].Want + "\n")
			list = list[1:]
		}
	}
	return b.String()
}
