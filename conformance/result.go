package conformance

import (
	"regexp"
	"strings"
	"time"
)

// Status is how a test ended.
type Status string

// The ends of a test.
const (
	Pass Status = "pass"
	Fail Status = "fail"
	Skip Status = "skip"
	// Known is a failure that is expected; the message is the reason.
	Known Status = "known"
)

// Result is what running one case gave.
type Result struct {
	File     string
	Tests    []Test // in the order they ran; none when a filter left out all
	Duration time.Duration
}

// Test is one test of a case.
type Test struct {
	Name    string
	Status  Status
	Message string // why it failed or was skipped; may have several lines
	Place   string // "file:line:column" where it failed, if known
	Stack   string // lines "    at …"; may be empty
	// Logs are what the test printed, host messages included.
	Logs     []string
	Duration time.Duration
}

// Failed reports whether a test of the case failed.
func (r Result) Failed() bool {
	for _, t := range r.Tests {
		if t.Status == Fail {
			return true
		}
	}
	return false
}

// placeIn finds the first position in a file that a stack names.
func placeIn(file, stack string) string {
	for line := range strings.Lines(stack) {
		i := strings.Index(line, file+":")
		if i < 0 {
			continue
		}
		rest := line[i+len(file)+1:]
		end := strings.IndexFunc(rest, func(r rune) bool { return r != ':' && (r < '0' || r > '9') })
		if end < 0 {
			end = len(rest)
		}
		return file + ":" + strings.TrimRight(rest[:end], ":")
	}
	return ""
}

// programCounter is what the engine adds to a position.
var programCounter = regexp.MustCompile(`(:\d+)\(\d+\)`)

// scriptFrames keeps the stack lines of a text that belong to the script.
func scriptFrames(text string) string {
	var frames []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		ours := strings.Contains(line, HarnessName+":") || strings.Contains(line, KitName+":") || strings.Contains(line, "native")
		if strings.HasPrefix(line, "at ") && !ours {
			frames = append(frames, "    "+programCounter.ReplaceAllString(line, "$1"))
		}
	}
	return strings.Join(frames, "\n")
}
