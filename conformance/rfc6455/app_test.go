package rfc6455_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sockhost/sockhost"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
)

// app is a program of testdata that runs, and what it prints.
type app struct {
	*sockhost.App
	listening chan string
	others    chan string // lines that are no report

	mu      sync.Mutex // protects reports
	reports map[string]chan report
}

// report is a line about the end of one connection, or about its beginning,
// which a client reports under its path and " opened".
type report struct {
	heard
	Path     string `json:"path"`
	Protocol string `json:"protocol"` // that a client was told at the beginning
}

func newApp() *app {
	return &app{listening: make(chan string, 1), others: make(chan string, 1024), reports: map[string]chan report{}}
}

// start runs programs of testdata, joined by "+", in one app until the test ends. It has printed the port it listens
// on when start returns.
func start(t *testing.T, backend eventloop.Backend, scripts string, args ...string) (a *app, address string) {
	t.Helper()
	a = newApp()
	var err error
	a.App, err = sockhost.New(sockhost.Options{Name: scripts, Args: args, Backend: backend, Console: a.print})
	if err != nil {
		t.Fatal(err)
	}
	for script := range strings.SplitSeq(scripts, "+") {
		source, err := os.ReadFile(filepath.Join("testdata", script))
		if err == nil {
			err = a.RunScript(script, string(source))
		}
		if err != nil {
			a.Close()
			t.Fatal(err)
		}
	}
	ran := make(chan error, 1)
	go func() { ran <- a.Run() }()
	t.Cleanup(func() {
		a.Shutdown(0)
		if err := <-ran; !errors.Is(err, eventloop.ErrStopped) {
			t.Errorf("%s ended: %v", scripts, err)
		}
		a.Close()
		close(a.others)
		for line := range a.others {
			t.Errorf("%s printed %s", scripts, line)
		}
	})
	select {
	case port := <-a.listening:
		return a, "127.0.0.1:" + port
	case line := <-a.others:
		t.Fatalf("%s printed %s", scripts, line)
	case <-time.After(patience):
		t.Fatalf("%s does not listen", scripts)
	}
	return nil, ""
}

// print takes a line of the program; it is called on the app's goroutine.
func (a *app) print(level runtime.Level, line string) {
	var r report
	if level >= runtime.Warn && strings.HasPrefix(line, "WebSocket connection to ") {
		return // the program hears of it too
	}
	if port, ok := strings.CutPrefix(line, "listening on "); ok {
		a.listening <- port
	} else if err := json.Unmarshal([]byte(line), &r); err != nil || r.Path == "" {
		a.others <- line
	} else {
		a.report(r.Path) <- r
	}
}

func (a *app) report(path string) chan report {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.reports[path] == nil {
		a.reports[path] = make(chan report, 1024)
	}
	return a.reports[path]
}

// heard waits for what the program says of the connection of a path.
func (a *app) heard(t *testing.T, path string) report {
	t.Helper()
	select {
	case r := <-a.report(path):
		return r
	case line := <-a.others:
		t.Fatalf("the program printed %s", line)
	case <-time.After(patience):
		t.Fatalf("the program never heard that %s ended", path)
	}
	return report{}
}

// mustHear compares a report with what must have been heard. The reason of a
// failure is in the program's own words.
func (r report) mustHear(t *testing.T, want heard) {
	t.Helper()
	got := r.heard
	if want.Errors > 0 && !want.Clean && want.Code != 1006 {
		got.Reason = want.Reason
	}
	if got.String() != want.String() {
		t.Errorf("the script heard %v, not %v", got, want)
	}
}

func (h heard) String() string {
	reason := "no reason"
	if h.Reason != nil {
		reason = fmt.Sprintf("reason %q", *h.Reason)
	}
	return fmt.Sprintf("code %d, %s, clean %v, errors %d", h.Code, reason, h.Clean, h.Errors)
}

// eachBackend runs a test on each backend.
func eachBackend(t *testing.T, test func(*testing.T, eventloop.Backend)) {
	for _, backend := range eventloop.Backends() {
		t.Run(backend.String(), func(t *testing.T) {
			t.Parallel()
			test(t, backend)
		})
	}
}
