package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost"
	"github.com/sockhost/sockhost/runtime"
	"github.com/sockhost/sockhost/sockets"
)

// program is one run of scripts.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer

	sources []source
	args    []string
	module  bool // the sources are modules, whatever their names
	level   slog.Level
	maxHeap int
	sockets sockets.Options
	app     *chromeApp // instead of sources
	fault   error      // of reading the scripts
}

// prepare reads flags and scripts. dash is the number of arguments before
// "--", or negative.
func (p *program) prepare(f flags, args []string, dash int) error {
	var err error
	if p.level, err = parseLevel(f.logLevel); err != nil {
		return err
	}
	if f.maxHeap <= 0 {
		return &usageError{fmt.Sprintf(wordBadHeap, f.maxHeap)}
	}
	p.maxHeap = f.maxHeap
	p.module = f.module
	p.sockets.InsecureTLS = f.insecure
	if p.sockets.Permissions, err = f.allow.permissions(); err != nil {
		if _, usage := err.(*usageError); usage {
			return err
		}
		p.fault = err
		return nil
	}
	if dash >= 0 {
		args, p.args = args[:dash], args[dash:]
	}
	if f.app.launch != "" {
		args = append(args, f.app.launch)
	}
	if len(args) == 1 && len(f.eval) == 0 && (f.app.launch != "" || isPackage(args[0])) {
		if p.app, err = p.prepareApp(args[0], &f.app); err != nil {
			if _, usage := err.(*usageError); usage {
				return err
			}
			p.fault = err
		}
		return nil
	}
	if flag := f.app.given(); flag != "" {
		return &usageError{fmt.Sprintf(wordOnlyApps, flag)}
	}
	if len(args) == 0 && len(f.eval) == 0 {
		return &usageError{wordNoScript}
	}
	p.sources, p.fault = readSources(args, p.stdin)
	for _, text := range f.eval {
		p.sources = append(p.sources, source{nameEval, text})
	}
	return nil
}

// run runs the scripts until nothing is left, and returns the exit code.
func (p *program) run() int {
	if p.fault != nil {
		return p.fail(p.fault.Error())
	}
	if p.sockets.InsecureTLS {
		fmt.Fprintln(p.stderr, prefix+wordInsecure)
	}
	if p.app != nil {
		return p.runApp()
	}
	app, err := sockhost.New(sockhost.Options{
		Name:      appName(p.sources[0].name),
		Args:      p.args,
		Console:   p.console,
		Log:       slog.New(&logHandler{out: p.stderr, level: p.level}),
		HeapLimit: uint64(p.maxHeap) << 20,
		Sockets:   p.sockets,
	})
	if err != nil {
		return p.fail(fmt.Sprintf(wordFailed, err))
	}
	defer app.Close()
	signals := p.watchSignals(app)
	defer signals.stop()

	run := app.RunProgram
	if p.module {
		run = app.RunModule
	}
	for _, s := range p.sources {
		if err := run(s.name, s.text); err != nil {
			if code := signals.code(); code != 0 {
				return code
			}
			return p.failScript(err)
		}
	}
	return p.ended(app.Run(), signals)
}

// ended is the exit code of a program that has run.
func (p *program) ended(err error, signals *signals) int {
	if code := signals.code(); code != 0 {
		return code
	}
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, sockhost.ErrOutOfMemory):
		return p.outOfMemory()
	}
	return p.fail(fmt.Sprintf(wordFailed, err))
}

// appName makes a name that stays the same wherever sockhost is started.
func appName(script string) string {
	if abs, err := filepath.Abs(script); err == nil {
		return abs
	}
	return script
}

// console prints what the program prints: warnings and errors to standard
// error, the rest to standard output.
func (p *program) console(level runtime.Level, text string) {
	out := p.stdout
	if level >= runtime.Warn {
		out = p.stderr
	}
	io.WriteString(out, text+"\n")
}

func (p *program) fail(text string) int {
	fmt.Fprintln(p.stderr, prefix+text)
	return exitScript
}

func (p *program) outOfMemory() int { return p.fail(fmt.Sprintf(wordOutOfMemory, p.maxHeap)) }

// failScript prints why a script could not be loaded: the place, the line with
// a caret, and the stack.
func (p *program) failScript(err error) int {
	var script *runtime.ScriptError
	var interrupted *goja.InterruptedError
	switch {
	case errors.As(err, &script):
		fmt.Fprintln(p.stderr, script.Error())
		if caret := script.Caret(); caret != "" {
			fmt.Fprintln(p.stderr, caret)
		}
		if script.Stack != "" {
			fmt.Fprintln(p.stderr, script.Stack[1:])
		}
		return exitScript
	case errors.As(err, &interrupted):
		return p.outOfMemory()
	}
	return p.fail(err.Error())
}

// Times of an orderly end.
const (
	closeLimit = 3 * time.Second        // for bytes that are still to be sent
	busyLimit  = 200 * time.Millisecond // for a running script to return
)

// signals ends the app on SIGINT and SIGTERM.
type signals struct {
	ch   chan os.Signal
	done chan struct{}
	got  chan os.Signal // the first one, once it has come
}

// runner is a program as signals see it.
type runner interface {
	Post(f func())
	Shutdown(limit time.Duration)
	Kill(reason string)
	Log() *slog.Logger
}

func (p *program) watchSignals(app runner) *signals {
	s := &signals{ch: make(chan os.Signal, 2), done: make(chan struct{}), got: make(chan os.Signal, 1)}
	signal.Notify(s.ch, os.Interrupt, syscall.SIGTERM)
	go s.watch(app)
	return s
}

func (s *signals) watch(app runner) {
	select {
	case <-s.done:
		return
	case sig := <-s.ch:
		s.got <- sig
		app.Log().Debug(fmt.Sprintf(wordClosing, sig))
	}
	responsive := make(chan struct{})
	app.Post(func() { close(responsive) })
	app.Shutdown(closeLimit)
	for busy := time.After(busyLimit); ; {
		select {
		case <-s.done:
			return
		case sig := <-s.ch:
			os.Exit(exitCode(sig))
		case <-responsive:
			responsive, busy = nil, nil
		case <-busy:
			// The script does not return: end what it is doing.
			app.Kill(wordInterrupted)
			busy = time.After(busyLimit)
		}
	}
}

// code is the exit code of the signal that came, or 0.
func (s *signals) code() int {
	select {
	case sig := <-s.got:
		return exitCode(sig)
	default:
		return 0
	}
}

func (s *signals) stop() {
	signal.Stop(s.ch)
	close(s.done)
}

func exitCode(sig os.Signal) int {
	if n, ok := sig.(syscall.Signal); ok {
		return exitSignal + int(n)
	}
	return exitSignal
}
