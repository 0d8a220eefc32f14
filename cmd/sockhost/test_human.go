package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/sockhost/sockhost/conformance"
)

// humanReport prints what failed, and a summary.
type humanReport struct {
	out  io.Writer
	logs bool // of tests that passed, too
}

func (h *humanReport) result(r conformance.Result) {
	for _, t := range r.Tests {
		message, more, _ := strings.Cut(t.Message, "\n")
		switch {
		case t.Status == conformance.Fail:
			place := t.Place
			if place == "" {
				place = r.File
			}
			fmt.Fprintf(h.out, "%s %s %s: %s\n", wordTestFail, place, t.Name, message)
			h.lines(wordTestIndent, more)
			h.lines(wordTestIndent, t.Stack)
			h.lines(wordTestLog, strings.Join(t.Logs, "\n"))
		case t.Status == conformance.Skip:
			fmt.Fprintf(h.out, "%s %s %s: %s\n", wordTestSkip, r.File, t.Name, message)
		case h.logs && t.Status == conformance.Known:
			fmt.Fprintf(h.out, "%s %s %s: %s\n", wordTestKnown, r.File, t.Name, message)
		case h.logs && len(t.Logs) > 0:
			fmt.Fprintf(h.out, "%s %s %s\n", wordTestPass, r.File, t.Name)
			h.lines(wordTestLog, strings.Join(t.Logs, "\n"))
		}
	}
}

func (h *humanReport) lines(indent, text string) {
	if text == "" {
		return
	}
	for line := range strings.Lines(text + "\n") {
		io.WriteString(h.out, indent+line)
	}
}

func (h *humanReport) end(n testTotals) error {
	text := fmt.Sprintf(wordTestCount, count(n.tests, wordTest), count(n.files, wordFile), n.passed, n.failed)
	if n.skipped > 0 {
		text += fmt.Sprintf(wordTestSkipped, n.skipped)
	}
	if n.known > 0 {
		text += fmt.Sprintf(wordTestKnownCount, n.known)
	}
	_, err := fmt.Fprintf(h.out, text+wordTestTime+"\n", n.duration.Seconds())
	return err
}

// count is a number of things: "1 file", "2 files".
func count(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d %s", n, thing)
}
