package main

import (
	"encoding/json"
	"io"
	"time"

	"github.com/sockhost/sockhost/conformance"
)

// jsonReport prints one JSON document at the end.
type jsonReport struct {
	out   io.Writer
	files []jsonFile
}

type jsonTotals struct {
	Files   []jsonFile `json:"files"`
	Passed  int        `json:"passed"`
	Failed  int        `json:"failed"`
	Skipped int        `json:"skipped"`
	Millis  float64    `json:"ms"`
}

type jsonFile struct {
	File   string     `json:"file"`
	Tests  []jsonTest `json:"tests"`
	Millis float64    `json:"ms"`
}

type jsonTest struct {
	Name    string   `json:"name"`
	Status  string   `json:"status"`
	Message string   `json:"message,omitempty"`
	Place   string   `json:"place,omitempty"`
	Stack   string   `json:"stack,omitempty"`
	Logs    []string `json:"logs,omitempty"`
	Millis  float64  `json:"ms"`
}

func (j *jsonReport) result(r conformance.Result) {
	if len(r.Tests) == 0 {
		return
	}
	file := jsonFile{File: r.File, Millis: millis(r.Duration)}
	for _, t := range r.Tests {
		file.Tests = append(file.Tests, jsonTest{
			t.Name, string(t.Status), t.Message, t.Place, t.Stack, t.Logs, millis(t.Duration),
		})
	}
	j.files = append(j.files, file)
}

func (j *jsonReport) end(n testTotals) error {
	encoder := json.NewEncoder(j.out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(jsonTotals{append([]jsonFile{}, j.files...), n.passed, n.failed, n.skipped, millis(n.duration)})
}

// millis is a time in milliseconds, to the microsecond.
func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
