package conformance

import (
	"regexp"
	"strings"
)

// Deviation is an intended difference between sockhost and Chromium; the list
// is [Deviations]. It fails the run when it no longer differs.
type Deviation struct {
	// Where is a test of a case, "tcp/close-flushes.js: sendAndClose", or a
	// section of a probe, "probes/06_connect: ports". A * stands for any text.
	Where string
	// Lines are, for probes, what only Chromium printed, "- text", and what only
	// sockhost did, "+ text". A * stands for any text. Each must match a line.
	Lines []string
	// Row is the row of the decisions that allows it, or 0 for what is no
	// matter of chrome.sockets.
	Row    int
	Reason string
}

// Covers tells whether the deviation is about a test or section.
func (d *Deviation) Covers(where string) bool { return Like(d.Where, where) }

// Like tells whether a text matches a pattern in which a * stands for any text.
func Like(pattern, text string) bool {
	parts := strings.Split(pattern, "*")
	for i, part := range parts {
		parts[i] = regexp.QuoteMeta(part)
	}
	return regexp.MustCompile(`(?s)^` + strings.Join(parts, `.*`) + `$`).MatchString(text)
}
