package conformance

import (
	"strings"
	"time"
)

// What happens to the running test of a run.

// begin starts the next test. What a script logs before its first test counts
// for that one.
func (r *run) begin(name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var before []string
	if len(r.tests) == 0 && r.running {
		before = r.current.Logs
	}
	r.current = Test{Name: name, Logs: before}
	r.running = true
	r.started = time.Now()
	r.deadline = r.started.Add(r.opts.Timeout)
}

func (r *run) end(status Status, message, stack string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.running {
		return
	}
	r.running = false
	r.deadline = time.Now().Add(r.opts.Timeout)
	t := r.current
	t.Status, t.Message, t.Duration = status, message, time.Since(r.started)
	t.locate(r.c.Path, stack)
	if r.wanted(t.Name) {
		r.tests = append(r.tests, t)
	}
}

func (t *Test) locate(file, stack string) {
	t.Stack = strings.TrimPrefix(stack, "\n")
	t.Place = placeIn(file, stack)
}

// fail ends the running test, if there is one, from outside.
func (r *run) fail(message, stack string) { r.end(Fail, message, stack) }

// late hears of a failure after the end of a test: a test that had passed has
// not.
func (r *run) late(message, stack string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.running || len(r.tests) == 0 || r.tests[len(r.tests)-1].Status != Pass {
		r.note("failure outside of a test: " + message)
		return
	}
	t := &r.tests[len(r.tests)-1]
	t.Status, t.Message = Fail, "after the test had ended: "+message
	t.locate(r.c.Path, stack)
}

func (r *run) log(text string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.note(text)
}

// note adds a line to the logs of the running test, or of the last one. The
// caller holds the lock.
func (r *run) note(text string) {
	logs := &r.current.Logs
	if !r.running && len(r.tests) > 0 {
		logs = &r.tests[len(r.tests)-1].Logs
	}
	switch {
	case len(*logs) < maxLogs:
		*logs = append(*logs, text)
	case len(*logs) == maxLogs:
		*logs = append(*logs, "…")
	}
}

// logWriter makes log lines of the host's messages.
type logWriter struct{ r *run }

func (w logWriter) Write(p []byte) (int, error) {
	w.r.log("sockhost: " + strings.TrimRight(string(p), "\n"))
	return len(p), nil
}
