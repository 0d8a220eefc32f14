package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	goruntime "runtime"
	"strings"
	"sync"

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
	workers int
	sockets sockets.Options
	app     *chromeApp // instead of sources
	fault   error      // of reading the scripts
	said    sync.Map   // what has been said of why the program failed

	flags    profileFlags
	profiles []*profile
	profiled sync.Once // stopped
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
	if f.workers < 0 {
		return &usageError{fmt.Sprintf(wordBadWorkers, f.workers)}
	}
	if p.workers = f.workers; f.workers == 0 {
		p.workers = goruntime.GOMAXPROCS(0)
	}
	p.flags = f.profile
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
		if f.workers != 1 {
			return &usageError{wordAppWorkers}
		}
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
	if err := p.startProfiles(); err != nil {
		return p.fail(err.Error())
	}
	defer p.stopProfiles()
	if p.sockets.InsecureTLS {
		fmt.Fprintln(p.stderr, prefix+wordInsecure)
	}
	if p.app != nil {
		return p.runApp()
	}
	return p.runWorkers()
}

// ended is the exit code of a program that has run.
func (p *program) ended(err error, signals *signals) int {
	if code := signals.code(); code != 0 {
		return code
	}
	switch {
	case err == nil:
		return exitOK
	case isOutOfMemory(err):
		return p.outOfMemory()
	}
	return p.fail(fmt.Sprintf(wordFailed, err))
}

// isOutOfMemory tells that the heap passed its limit, while the program ran or a
// script was being loaded.
func isOutOfMemory(err error) bool {
	var interrupted *goja.InterruptedError
	return errors.Is(err, sockhost.ErrOutOfMemory) || errors.As(err, &interrupted)
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
	p.say(prefix + text)
	return exitScript
}

// say prints why the program failed. Workers that fail alike say it once.
func (p *program) say(text string) {
	if _, said := p.said.LoadOrStore(text, true); !said {
		fmt.Fprintln(p.stderr, text)
	}
}

func (p *program) outOfMemory() int { return p.fail(fmt.Sprintf(wordOutOfMemory, p.maxHeap)) }

// failScript prints why a script could not be loaded: the place, the line with
// a caret, and the stack.
func (p *program) failScript(err error) int {
	var script *runtime.ScriptError
	if !errors.As(err, &script) {
		return p.fail(err.Error())
	}
	text := script.Error()
	if caret := script.Caret(); caret != "" {
		text += "\n" + caret
	}
	p.say(text + strings.TrimRight(script.Stack, "\n"))
	return exitScript
}
