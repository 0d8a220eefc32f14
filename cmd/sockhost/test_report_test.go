package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/sockhost/sockhost/conformance"
)

// reported are results with everything that is hard to print.
var reported = []conformance.Result{
	{File: "a/pass.js", Duration: 1500 * time.Millisecond, Tests: []conformance.Test{
		{Name: "one", Status: conformance.Pass, Duration: 1234567 * time.Nanosecond, Logs: []string{"fine"}},
		{Name: "#2 \\ two", Status: conformance.Pass},
	}},
	{File: "a/filtered.js"},
	{File: "a/fail.js", Duration: time.Second, Tests: []conformance.Test{
		{
			Name: "bad", Status: conformance.Fail, Message: "values <differ>\nActual: \"ü\x00\"\nExpected: 2",
			Place: "a/fail.js:3:5", Stack: "    at bad (a/fail.js:3:5)\n    at a/fail.js:1:1",
			Logs: []string{"line one\nline two", "]]>"},
		},
		{Name: "worse", Status: conformance.Fail, Message: "the test did not end within 10s"},
	}},
	{File: "b.js", Tests: []conformance.Test{
		{Name: "b", Status: conformance.Skip, Message: "needs ipv6: ::1 # really"},
	}},
}

// TestReports compares each format with the text in testdata/report. To write
// it anew: SOCKHOST_GOLDEN=write go test ./cmd/sockhost -run TestReports
func TestReports(t *testing.T) {
	for name, report := range map[string]func(io.Writer) testReport{
		"human.txt":    func(w io.Writer) testReport { return &humanReport{out: w} },
		"logs.txt":     func(w io.Writer) testReport { return &humanReport{out: w, logs: true} },
		"results.tap":  func(w io.Writer) testReport { return &tapReport{out: w} },
		"results.xml":  func(w io.Writer) testReport { return &junitReport{out: w} },
		"results.json": func(w io.Writer) testReport { return &jsonReport{out: w} },
	} {
		t.Run(name, func(t *testing.T) {
			got := render(t, report, reported)
			golden := filepath.Join("testdata", "report", name)
			if os.Getenv("SOCKHOST_GOLDEN") == "write" {
				if err := os.WriteFile(golden, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("it printed:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

func render(t *testing.T, report func(io.Writer) testReport, results []conformance.Result) []byte {
	t.Helper()
	var out bytes.Buffer
	r, totals := report(&out), testTotals{duration: 2500 * time.Millisecond}
	for _, result := range results {
		totals.add(result)
		r.result(result)
	}
	if err := r.end(totals); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestJUnitIsXML: whatever a test prints, a parser reads it.
func TestJUnitIsXML(t *testing.T) {
	text := render(t, func(w io.Writer) testReport { return &junitReport{out: w} }, reported)
	var suites junitSuites
	if err := xml.Unmarshal(text, &suites); err != nil {
		t.Fatal(err)
	}
	if suites.Tests != 5 || suites.Failures != 2 || suites.Skipped != 1 || len(suites.Suites) != 3 {
		t.Errorf("read back %+v", suites)
	}
	if failure := suites.Suites[1].Cases[0].Failure; failure == nil || failure.Message != "values <differ>" {
		t.Errorf("the failure was read back as %+v", failure)
	}
}

// TestEmptyReports: nothing ran, and every format is still whole.
func TestEmptyReports(t *testing.T) {
	if got, want := string(render(t, func(w io.Writer) testReport { return &tapReport{out: w} }, nil)),
		"TAP version 13\n1..0\n# pass 0\n# fail 0\n# skip 0\n"; got != want {
		t.Errorf("TAP %q, want %q", got, want)
	}
	var document struct{ Files []any }
	if err := json.Unmarshal(render(t, func(w io.Writer) testReport { return &jsonReport{out: w} }, nil), &document); err != nil || document.Files == nil {
		t.Errorf("JSON: %v, %v", document, err)
	}
}

// TestReportsTellOfAFullDisk: an output that fails ends in an error.
func TestReportsTellOfAFullDisk(t *testing.T) {
	full := fullDisk{}
	for _, report := range []testReport{
		&humanReport{out: full}, &tapReport{out: full}, &junitReport{out: full}, &jsonReport{out: full},
	} {
		if err := report.end(testTotals{}); err == nil {
			t.Errorf("%T says nothing", report)
		}
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestNoProgressWithoutATerminal(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	null, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	for name, out := range map[string]io.Writer{"a buffer": &bytes.Buffer{}, "a file": file, os.DevNull: null} {
		if newTestProgress(out, 1).out != nil {
			t.Errorf("%s is taken for a terminal", name)
		}
	}
}

func TestProgressLine(t *testing.T) {
	var out bytes.Buffer
	p := &testProgress{out: &out, files: 3}
	p.done(reported[2])
	p.aside(func() { io.WriteString(&out, "text\n") })
	p.end()
	line := "1 of 3 files, 2 failed: a/fail.js"
	if got, want := out.String(), "\r\x1b[K"+line+"\r\x1b[Ktext\n\r\x1b[K"+line+"\r\x1b[K"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
