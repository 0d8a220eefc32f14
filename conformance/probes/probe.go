// Package probes asks sockhost what Chromium was asked, and compares the
// answers: scripts, the lines Chromium 156 printed when it ran them, and what
// is not comparable in such lines. README.md tells where they come from.
//
// # Threads
//
// [Run] may be called from several goroutines at once.
package probes

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"strings"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost"
	"github.com/sockhost/sockhost/conformance"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
	"github.com/sockhost/sockhost/sockets"
)

//go:embed *.js *.out
var files embed.FS

// Contexts are the kinds of app that were asked: manifest version 3, and 2.
var Contexts = []string{"app", "app2"}

// Probe is one script and what Chromium printed.
type Probe struct {
	Name    string
	Sockets []byte // the manifest's "sockets" value, or nil for one that allows everything
	source  string
}

// All lists the probes by name.
func All() []Probe {
	names, err := fs.Glob(files, "[0-9]*.js")
	if err != nil {
		panic(err) // the pattern is good
	}
	var all []Probe
	for _, name := range names {
		c := conformance.ParseCase(name, read(name))
		all = append(all, Probe{Name: c.Name(), Sockets: c.Sockets, source: c.Source})
	}
	return all
}

// Recording is what an app of the context printed, by line; nil if it printed
// the same as the others.
func (p Probe) Recording(context string) []string {
	text, err := files.ReadFile(p.Name + "." + context + ".out")
	if err != nil {
		return nil
	}
	return strings.Split(strings.TrimRight(string(text), "\n"), "\n")
}

func read(name string) string {
	text, err := files.ReadFile(name)
	if err != nil {
		panic(err) // embedded
	}
	return string(text)
}

// Run runs a probe in an app of its own and returns what it printed, by line.
func Run(ctx context.Context, p Probe, peer *conformance.Peer, backend eventloop.Backend) ([]string, error) {
	var lines []string
	options := sockhost.Options{
		Name:    p.Name,
		Backend: backend,
		Console: func(level runtime.Level, text string) { lines = append(lines, printed(level, text)) },
	}
	if p.Sockets != nil {
		permissions, err := sockets.ParsePermissions(p.Sockets)
		if err != nil {
			return nil, err
		}
		options.Sockets.Permissions = permissions
	}
	app, err := sockhost.New(options)
	if err != nil {
		return nil, err
	}
	defer app.Close()
	defer context.AfterFunc(ctx, func() { app.Post(app.Loop.Stop) })()
	ended := false
	vm := app.Runtime.VM()
	vm.Set("ARG", map[string]any{"peer": peer.Ports().Command})
	vm.Set("done", func(goja.FunctionCall) goja.Value {
		ended = true
		app.Loop.Stop()
		return goja.Undefined()
	})
	for _, script := range []struct{ name, source string }{
		{"stubs.js", read("stubs.js")}, {"lib.js", read("lib.js")}, {p.Name + ".js", p.source},
	} {
		if err := app.RunScript(script.name, script.source); err != nil {
			return lines, err
		}
	}
	err = app.Run()
	switch {
	case ended:
		return lines, nil
	case ctx.Err() != nil:
		return lines, context.Cause(ctx)
	}
	return lines, fmt.Errorf("ended without done(): %w", err)
}

// printed is a console line as the recordings have it.
func printed(level runtime.Level, text string) string {
	switch level {
	case runtime.Warn:
		return "WARNING: " + text
	case runtime.Error:
		return "ERROR: " + text
	}
	return text
}
