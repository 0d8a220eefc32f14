package conformance

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
	"github.com/sockhost/sockhost/sockets"
)

// DefaultTimeout is how long one test may take.
const DefaultTimeout = 10 * time.Second

const (
	busyLimit   = 500 * time.Millisecond // for a running script to return
	killAttempt = 10                     // times busyLimit, before a run is given up
	maxLogs     = 1000                   // lines kept of one test
)

// Options configure [Run]. The zero value is usable.
type Options struct {
	Backend eventloop.Backend
	// Timeout of one test; 0 means [DefaultTimeout].
	Timeout time.Duration
	// Peer is what the case talks to; cases that need one are skipped without.
	Peer *Peer
	// Answers are the replies to chrome.test.sendMessage, by message.
	Answers map[string]string
	// CustomArg and TestServer are what chrome.test.getConfig tells.
	CustomArg  string
	TestServer int
	// Filter, if set, chooses the tests whose "file: name" it matches.
	Filter *regexp.Regexp
	// LogLevel, if set, adds the host's own messages from this level on to the
	// logs of the tests.
	LogLevel slog.Leveler
	// App, if set, may change what the app is made with.
	App func(*sockhost.Options)
}

// runs counts runs, for tokens.
var runs atomic.Int64

// Run runs a case in an app of its own, on a goroutine of its own, and returns
// when its last test has ended. It may be called several times at once.
func Run(ctx context.Context, c Case, opts Options) Result {
	if opts.Timeout == 0 {
		opts.Timeout = DefaultTimeout
	}
	if missing := unmet(c, opts.Peer); missing != "" {
		if opts.Filter != nil && !opts.Filter.MatchString(c.Path+": "+c.Name()) {
			return Result{File: c.Path}
		}
		return Result{File: c.Path, Tests: []Test{{Name: c.Name(), Status: Skip, Message: missing}}}
	}
	r := &run{
		c: c, opts: opts,
		begun: time.Now(),
		ended: make(chan struct{}), lost: make(chan struct{}),
	}
	r.begin(c.Name())
	go func() {
		defer close(r.ended)
		r.play()
	}()
	go r.guard(ctx)
	select {
	case <-r.ended:
	case <-r.lost:
	}
	return r.result()
}

// run is one run of a case. Fields belong to the goroutine of the app, except
// where a lock says otherwise.
type run struct {
	c    Case
	opts Options

	app        *sockhost.App
	uncaughtJS goja.Callable // the harness's __uncaught
	planned    bool          // runTests was called
	finished   bool          // the harness said that every test has ended
	where      string        // stack of a script that was interrupted

	ended chan struct{} // closed when the app is gone
	lost  chan struct{} // closed when the app cannot be ended

	mu       sync.Mutex // protects the fields below
	begun    time.Time
	tests    []Test
	current  Test
	running  bool // current has not ended
	started  time.Time
	deadline time.Time
	killed   bool // the script was interrupted for the deadline
}

// play makes the app and runs it to its end.
func (r *run) play() {
	options := sockhost.Options{
		Name:     r.c.Path,
		Backend:  r.opts.Backend,
		Console:  func(_ runtime.Level, text string) { r.log(text) },
		Uncaught: r.uncaught,
		// A queue that nobody reads is given up well before the time limit of
		// the test; otherwise it takes ten seconds.
		Sockets: sockets.Options{DrainLimit: time.Second},
	}
	if r.opts.LogLevel != nil {
		options.Log = slog.New(slog.NewTextHandler(logWriter{r}, &slog.HandlerOptions{
			Level: r.opts.LogLevel,
			ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
				if a.Key == slog.TimeKey {
					return slog.Attr{}
				}
				return a
			},
		}))
	}
	if err := r.configure(&options); err != nil {
		r.fail(err.Error(), "")
		return
	}
	if r.opts.App != nil {
		r.opts.App(&options)
	}
	app, err := sockhost.New(options)
	if err != nil {
		r.fail(err.Error(), "")
		return
	}
	defer app.Close()
	r.mu.Lock()
	r.app = app
	r.mu.Unlock()
	if err := r.load(); err != nil {
		r.fail(err.Error(), "")
		return
	}
	if !r.script() {
		return
	}
	err = app.Run()
	switch {
	case r.finished || errors.Is(err, eventloop.ErrStopped):
	case err != nil:
		r.fail(err.Error(), "")
	case r.planned:
		r.fail("the test did not end, and nothing is left that could end it: no socket, no timer, no operation", "")
	default:
		r.fail("the script ended without a test: it called neither chrome.test.runTests nor chrome.test.succeed", "")
	}
}

// load installs what the harness needs, the harness, and the kit.
func (r *run) load() error {
	rt := r.app.Runtime
	vm := rt.VM()
	vm.Set("__report", rt.NewFunction("__report", func(call goja.FunctionCall) goja.Value {
		return r.report(call.Argument(0).String(), call.Argument(1))
	}))
	config := Config{
		Name:      r.c.Name(),
		Backend:   r.opts.Backend.String(),
		Token:     "t" + strconv.FormatInt(runs.Add(1), 10),
		Answers:   r.opts.Answers,
		CustomArg: r.opts.CustomArg,
	}
	if r.opts.TestServer != 0 {
		config.TestServer = &TestServer{r.opts.TestServer}
	}
	if r.opts.Peer != nil {
		ports := r.opts.Peer.Ports()
		config.Peer, config.Peers = ports.Command, &ports
	}
	for _, script := range []struct{ name, source string }{
		{"config.js", config.Script()}, {HarnessName, Harness}, {KitName, Kit}, {WSKitName, WSKit},
	} {
		if err := r.app.RunScript(script.name, script.source); err != nil {
			return err
		}
	}
	r.uncaughtJS, _ = goja.AssertFunction(vm.Get("__uncaught"))
	return nil
}

// script runs the case itself. It returns false if there is nothing to wait
// for afterwards.
func (r *run) script() bool {
	err := r.app.RunScript(r.c.Path, r.c.Source)
	var thrown *runtime.ScriptError
	switch {
	case err == nil:
		return true
	case errors.As(err, &thrown):
		place := ""
		if thrown.Line > 0 {
			place = fmt.Sprintf("\n    at %s:%d:%d", thrown.File, thrown.Line, thrown.Column)
		}
		if thrown.Stack != "" {
			place = thrown.Stack
		}
		r.uncaught(thrown.Message + place)
		return true
	}
	var interrupted *goja.InterruptedError
	if errors.As(err, &interrupted) {
		r.where = scriptFrames(interrupted.String())
	}
	r.expired()
	return false
}

// uncaught hands an error that nobody caught to the harness: it fails the
// running test.
func (r *run) uncaught(text string) bool {
	r.mu.Lock()
	killed := r.killed
	r.mu.Unlock()
	if killed {
		r.where = scriptFrames(text)
		return true
	}
	if r.uncaughtJS == nil {
		return false
	}
	vm := r.app.Runtime.VM()
	r.app.Runtime.Call("chrome.test", func(goja.Value, ...goja.Value) (goja.Value, error) {
		return r.uncaughtJS(goja.Undefined(), vm.ToValue(text))
	})
	return true
}

// report hears the harness.
func (r *run) report(kind string, payload goja.Value) goja.Value {
	p, ok := payload.(*goja.Object)
	if !ok {
		return goja.Undefined()
	}
	text := func(name string) string {
		v := p.Get(name)
		if v == nil || goja.IsUndefined(v) {
			return ""
		}
		return v.String()
	}
	switch kind {
	case "plan":
		r.planned = true
		return r.plan(p)
	case "start":
		r.begin(text("name"))
	case "pass":
		r.end(Pass, text("message"), "")
	case "fail":
		r.end(Fail, text("message"), text("stack"))
	case "late":
		r.late(text("message"), text("stack"))
	case "log":
		r.log(text("text"))
	case "message":
		if reply := p.Get("reply"); reply != nil {
			r.log(fmt.Sprintf("message %q was answered with %q", text("message"), reply.String()))
		} else {
			r.log(fmt.Sprintf("message %q has no answer", text("message")))
		}
	case "done":
		r.finished = true
		r.app.Loop.Stop()
	}
	return goja.Undefined()
}

// plan chooses tests by the filter.
func (r *run) plan(p *goja.Object) goja.Value {
	if r.opts.Filter == nil {
		return goja.Undefined()
	}
	var names []string
	vm := r.app.Runtime.VM()
	if err := vm.ExportTo(p.Get("tests"), &names); err != nil {
		panic(err) // the harness is ours
	}
	selected := make([]any, len(names))
	for i, name := range names {
		selected[i] = r.wanted(name)
	}
	return vm.NewArray(selected...)
}

func (r *run) wanted(name string) bool {
	return r.opts.Filter == nil || r.opts.Filter.MatchString(r.c.Path+": "+name)
}

// configure gives the app what the case needs.
func (r *run) configure(options *sockhost.Options) error {
	if r.c.Sockets != nil {
		permissions, err := sockets.ParsePermissions(r.c.Sockets)
		if err != nil {
			return fmt.Errorf("@sockets: %w", err)
		}
		options.Sockets.Permissions = permissions
	}
	if r.opts.Peer != nil {
		options.Sockets.RootCAs = r.opts.Peer.Roots()
	}
	return nil
}

// result is what is known at the end.
func (r *run) result() Result {
	r.mu.Lock()
	defer r.mu.Unlock()
	return Result{File: r.c.Path, Tests: slices.Clone(r.tests), Duration: time.Since(r.begun)}
}
