package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/sockhost/sockhost/conformance"
)

// runs counts runs, for tokens.
var runs atomic.Int64

// ask runs a case in Chromium. A test that does not end takes the rest of the
// script with it: the case is run again without the tests that have an answer.
func (b *browser) ask(ctx context.Context, kind string, c conformance.Case) ([]conformance.RecordedTest, error) {
	var all []conformance.RecordedTest
	for tries := 0; ; {
		a := &answer{c: c}
		if err := b.once(ctx, kind, a, all); err != nil {
			return nil, fmt.Errorf("%s: %w", c.Path, err)
		}
		// A busy machine must not be taken for an answer.
		if last := len(a.tests) - 1; tries == 0 && last >= 0 && a.tests[last].Status != conformance.Pass {
			all = append(all, a.tests[:last]...)
			tries++
			continue
		}
		all, tries = append(all, a.tests...), 0
		left := slices.ContainsFunc(a.plan, func(name string) bool {
			return !slices.ContainsFunc(all, func(t conformance.RecordedTest) bool { return t.Name == name })
		})
		if !left || len(a.tests) == 0 {
			break
		}
	}
	for i := range all {
		all[i].Message = steady(all[i].Message)
		for j := range all[i].Logs {
			all[i].Logs[j] = steady(all[i].Logs[j])
		}
	}
	return all, nil
}

func (b *browser) once(ctx context.Context, kind string, a *answer, known []conformance.RecordedTest) error {
	folder, err := os.MkdirTemp(b.folder, "case")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	var skip []string
	for _, t := range known {
		skip = append(skip, t.Name)
	}
	ports := b.peer.Ports()
	config := conformance.Config{
		Name:  a.c.Name(),
		Token: fmt.Sprintf("c%d", runs.Add(1)),
		Peer:  ports.Command, Peers: &ports,
	}
	app := filepath.Join(folder, "app")
	if err := writeApp(app, kind, a.c, config, skip); err != nil {
		return err
	}
	if err := b.run(ctx, app, a.hear); err != nil {
		return err
	}
	return a.fault
}

// answer is what one run of a case says.
type answer struct {
	c       conformance.Case
	plan    []string
	current *conformance.RecordedTest
	before  []string // logs before the first test
	tests   []conformance.RecordedTest
	fault   error
}

// hear takes one line of the browser and tells whether more is to come.
func (a *answer) hear(s said) bool {
	switch s.Type {
	case "failed":
		a.fault = fmt.Errorf("chromium: %s", s.Text)
		return false
	case "timeout":
		a.begin("")
		a.end(conformance.Timeout, "the test did not end within "+testLimit.String())
		return false
	case "gone":
		a.begin("")
		a.end(conformance.Crash, "the browser ended")
		return false
	}
	text, reported := strings.CutPrefix(s.Text, "__report ")
	if !reported {
		if strings.HasPrefix(s.Type, "log.") { // what the browser itself remarks
			return true
		}
		a.log(s.Text)
		return true
	}
	var kind string
	var payload struct {
		Name, Message, Text string
		Tests               []string
	}
	if err := json.Unmarshal([]byte(text), &[]any{&kind, &payload}); err != nil {
		a.fault = fmt.Errorf("what the harness said: %w", err)
		return false
	}
	switch kind {
	case "plan":
		a.plan = append(a.plan, payload.Tests...)
	case "start":
		a.begin(payload.Name)
	case "pass":
		a.begin(payload.Name)
		a.end(conformance.Pass, payload.Message)
	case "fail":
		a.begin(payload.Name)
		a.end(conformance.Fail, payload.Message)
	case "late":
		// A test that had passed has not.
		if n := len(a.tests); a.current == nil && n > 0 && a.tests[n-1].Status == conformance.Pass {
			a.tests[n-1].Status = conformance.Fail
			a.tests[n-1].Message = "after the test had ended: " + payload.Message
		}
	case "log":
		a.log(payload.Text)
	case "done":
		return false
	}
	return true
}

// begin begins a test, unless one is running. Without a name it is the script.
func (a *answer) begin(name string) {
	if a.current != nil {
		return
	}
	if name == "" {
		name = a.c.Name()
	}
	a.current = &conformance.RecordedTest{Name: name, Logs: a.before}
	a.before = nil
}

func (a *answer) end(status conformance.Status, message string) {
	a.current.Status, a.current.Message = status, message
	a.tests = append(a.tests, *a.current)
	a.current = nil
}

func (a *answer) log(text string) {
	switch n := len(a.tests); {
	case a.current != nil:
		a.current.Logs = append(a.current.Logs, text)
	case n > 0:
		a.tests[n-1].Logs = append(a.tests[n-1].Logs, text)
	default:
		a.before = append(a.before, text)
	}
}

// port matches what may be a port that the system gave.
var port = regexp.MustCompile(`\b(3[2-9]|4\d|5\d|60)\d{3}\b`)

// steady takes out of a text what another run would not say.
func steady(text string) string { return port.ReplaceAllString(text, "PORT") }
