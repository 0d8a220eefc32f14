package chrome_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
)

// patience bounds a program that hangs; no test waits for it otherwise.
const patience = 30 * time.Second

// prefixes mark lines that are not ordinary output.
var prefixes = map[runtime.Level]string{runtime.Warn: "WARNING: ", runtime.Error: "LOG.error: "}

// play runs scripts as one program on a backend, until nothing is left or a
// script calls done(), and returns the lines it printed.
func play(t *testing.T, backend eventloop.Backend, scripts ...string) []string {
	t.Helper()
	var lines []string
	app, err := sockhost.New(sockhost.Options{
		Backend: backend,
		Console: func(level runtime.Level, text string) {
			lines = append(lines, strings.Split(prefixes[level]+text, "\n")...)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer app.Close()
	app.Runtime.VM().Set("done", app.Runtime.NewFunction("done", func(goja.FunctionCall) goja.Value {
		app.Loop.Stop()
		return goja.Undefined()
	}))
	late := time.AfterFunc(patience, func() {
		app.Kill("the test takes too long")
		app.Post(app.Loop.Stop)
	})
	defer func() {
		if !late.Stop() {
			t.Errorf("the program did not end; it printed:\n%s", strings.Join(lines, "\n"))
		}
	}()
	for _, script := range scripts {
		if err := app.RunScript("test.js", script); err != nil {
			t.Fatal(err)
		}
	}
	if err := app.Run(); err != nil && err != eventloop.ErrStopped {
		t.Fatal(err)
	}
	return lines
}

// onEachBackend runs a test once per backend.
func onEachBackend(t *testing.T, test func(t *testing.T, backend eventloop.Backend)) {
	t.Helper()
	for _, backend := range eventloop.Backends() {
		t.Run(backend.String(), func(t *testing.T) {
			t.Parallel()
			test(t, backend)
		})
	}
}

// A scriptTest is a program and what it prints, without stack lines. Its
// script finds the functions of helpers.js.
type scriptTest struct{ name, script, want string }

// runScripts runs every test on each backend.
func runScripts(t *testing.T, tests []scriptTest) {
	t.Helper()
	helpers, err := os.ReadFile("testdata/helpers.js")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			onEachBackend(t, func(t *testing.T, backend eventloop.Backend) {
				lines := play(t, backend, string(helpers), test.script)
				lines = slices.DeleteFunc(lines, func(l string) bool { return strings.HasPrefix(l, "    at ") })
				got := strings.Join(lines, "\n")
				if want := outdent(test.want); got != want {
					t.Errorf("it printed:\n%s\nwant:\n%s", got, want)
				}
			})
		})
	}
}

// outdent removes the indentation of a raw string and the line breaks around it.
func outdent(s string) string {
	var lines []string
	for l := range strings.Lines(strings.TrimSpace(s)) {
		lines = append(lines, strings.TrimSpace(l))
	}
	return strings.Join(lines, "\n")
}
