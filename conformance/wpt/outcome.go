package wpt

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Outcome is what running a test gave.
type Outcome struct {
	Test     Test
	Harness  Subtest   // the file as a whole; its Name is [HarnessName]
	Subtests []Subtest // in the order of the file
	Logs     []string  // what the page printed
	Duration time.Duration
}

// HarnessName is the name under which a test as a whole stands among its
// subtests.
const HarnessName = "(harness)"

// Subtest is one result of testharness.js.
type Subtest struct {
	Name    string
	Status  Status
	Message string // of the harness, if it did not pass
	Stack   string
}

// Status is how a subtest ended.
type Status string

// The ends of a subtest.
const (
	Pass    Status = "pass"
	Fail    Status = "fail"
	Timeout Status = "timeout"
	NotRun  Status = "not run"
	// Optional is a feature that the standard leaves open, and that is not there.
	Optional Status = "optional"
)

// Numbers of testharness.js.
var (
	subtestStatus = []Status{Pass, Fail, Timeout, NotRun, Optional}
	harnessStatus = []Status{Pass, Fail, Timeout, Optional}
)

// reported is the text that report.js hands over.
type reported struct {
	Harness reportedTest   `json:"harness"`
	Tests   []reportedTest `json:"tests"`
}

type reportedTest struct {
	Name    string  `json:"name"`
	Status  int     `json:"status"`
	Message *string `json:"message"`
	Stack   *string `json:"stack"`
}

// take reads what report.js hands over.
func (o *Outcome) take(text string) {
	var r reported
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		o.failed(Fail, "the report cannot be read: "+err.Error())
		return
	}
	r.Harness.Name = HarnessName
	o.Harness = r.Harness.subtest(harnessStatus)
	for _, t := range r.Tests {
		o.Subtests = append(o.Subtests, t.subtest(subtestStatus))
	}
	if len(r.Tests) == 0 && o.Harness.Status == Pass {
		o.failed(Fail, "there was no subtest in it")
	}
}

func (r reportedTest) subtest(words []Status) Subtest {
	s := Subtest{Name: r.Name, Status: Fail, Message: fmt.Sprintf("unknown status %d", r.Status)}
	if r.Status >= 0 && r.Status < len(words) {
		s.Status, s.Message = words[r.Status], ""
	}
	if r.Message != nil {
		s.Message = *r.Message
	}
	if r.Stack != nil {
		s.Stack = testFrames(*r.Stack)
	}
	return s
}

// failed says that the test as a whole did not go well.
func (o *Outcome) failed(status Status, message string) {
	o.Harness = Subtest{Name: HarnessName, Status: status, Message: message}
}

// all are the harness and the subtests.
func (o *Outcome) all() []Subtest { return slices.Concat([]Subtest{o.Harness}, o.Subtests) }

// programCounter is what the engine adds to a position.
var programCounter = regexp.MustCompile(`(:\d+)\(\d+\)`)

// testFrames are the lines of a stack outside of the harness.
func testFrames(stack string) string {
	var frames []string
	for line := range strings.Lines(stack) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "at ") && !strings.Contains(line, harnessFile) && !strings.Contains(line, "native") {
			frames = append(frames, "    "+programCounter.ReplaceAllString(line, "$1"))
		}
	}
	return strings.Join(frames, "\n")
}
