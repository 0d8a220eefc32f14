package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	goruntime "runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/sockhost/sockhost/conformance"
	"github.com/sockhost/sockhost/eventloop"
)

// testFlags are the flags of the command test.
type testFlags struct {
	filter, format, junit, arg, backend, logLevel string
	answers                                       []string
	parallel                                      int
	timeout                                       time.Duration
	log, wpt                                      bool
	wptUpdate                                     string
}

func newTestCommand(stdout, stderr io.Writer, code *int) *cobra.Command {
	c := &cobra.Command{Use: helpTestUse, Short: helpTestShort, Long: helpTestLong, Example: helpTestExample}
	c.Args = cobra.ArbitraryArgs
	var f testFlags
	flags := c.Flags()
	flags.StringVar(&f.filter, "filter", "", flagTestFilter)
	flags.StringVar(&f.format, "format", "human", flagTestFormat)
	flags.StringVar(&f.junit, "junit", "", flagTestJUnit)
	flags.IntVar(&f.parallel, "parallel", 0, flagTestParallel)
	flags.DurationVar(&f.timeout, "timeout", conformance.DefaultTimeout, flagTestTimeout)
	flags.StringArrayVar(&f.answers, "answer", nil, flagTestAnswer)
	flags.StringVar(&f.arg, "custom-arg", "", flagTestArg)
	flags.StringVar(&f.backend, "backend", eventloop.Native.String(), fmt.Sprintf(flagTestBackend, backendNames()))
	flags.BoolVar(&f.log, "log", false, flagTestLog)
	flags.StringVar(&f.logLevel, "log-level", "", flagTestLogLevel)
	flags.BoolVar(&f.wpt, "wpt", false, flagTestWPT)
	flags.StringVar(&f.wptUpdate, "wpt-update", "", flagTestWPTUpdate)
	c.RunE = func(_ *cobra.Command, args []string) error {
		t := &testRun{stdout: stdout, stderr: stderr}
		err := t.prepare(f, args)
		if err == nil {
			*code = t.run()
		}
		return err
	}
	return c
}

// testRun is one run of test scripts.
type testRun struct {
	stdout, stderr io.Writer

	jobs     []testJob
	wpt      *wptRun // instead of scripts; or nil
	fault    error   // of reading the scripts
	opts     conformance.Options
	answers  map[string]string
	parallel int
	reports  []testReport
	tables   io.Writer // for people, beside the reports
	junit    string    // the file of the last report, if it has one
	filter   string
}

// testJob is a file to run.
type testJob struct {
	path string
	run  func(context.Context) conformance.Result
}

// testReport prints results. Results come in the order of the files.
type testReport interface {
	result(conformance.Result)
	end(testTotals) error
}

// testTotals count tests.
type testTotals struct {
	files, tests, passed, failed, skipped, known int
	duration                                     time.Duration
}

func (n *testTotals) add(r conformance.Result) {
	if len(r.Tests) > 0 {
		n.files++
	}
	for _, t := range r.Tests {
		n.tests++
		switch t.Status {
		case conformance.Pass:
			n.passed++
		case conformance.Fail:
			n.failed++
		case conformance.Skip:
			n.skipped++
		case conformance.Known:
			n.known++
		}
	}
}

// prepare reads flags and scripts.
func (t *testRun) prepare(f testFlags, args []string) error {
	if err := t.prepareOptions(f); err != nil {
		return err
	}
	t.tables = t.stderr
	switch f.format {
	case "human":
		t.reports, t.tables = append(t.reports, &humanReport{out: t.stdout, logs: f.log}), t.stdout
	case "tap":
		t.reports = append(t.reports, &tapReport{out: t.stdout})
	case "junit":
		t.reports = append(t.reports, &junitReport{out: t.stdout})
	case "json":
		t.reports = append(t.reports, &jsonReport{out: t.stdout})
	default:
		return &usageError{fmt.Sprintf(wordBadFormat, f.format)}
	}
	if t.parallel = f.parallel; f.parallel == 0 {
		t.parallel = goruntime.GOMAXPROCS(0)
	}
	if f.parallel < 0 {
		return &usageError{fmt.Sprintf(wordBadParallel, f.parallel)}
	}
	t.junit = f.junit
	if f.wpt {
		return t.prepareWPT(f, args)
	}
	if f.wptUpdate != "" {
		return &usageError{wordOnlyWPT}
	}
	if len(args) == 0 {
		args = []string{"."}
	}
	cases, err := conformance.Load(args...)
	if err == nil && len(cases) == 0 {
		err = fmt.Errorf(wordNoTests, strings.Join(args, " "))
	}
	t.fault = err
	for _, c := range cases {
		t.jobs = append(t.jobs, testJob{c.Path, func(ctx context.Context) conformance.Result { return conformance.Run(ctx, c, t.opts) }})
	}
	return nil
}

func (t *testRun) prepareOptions(f testFlags) error {
	var err error
	if f.filter != "" {
		if t.opts.Filter, err = regexp.Compile(f.filter); err != nil {
			return &usageError{fmt.Sprintf(wordBadFilter, f.filter, err)}
		}
		t.filter = f.filter
	}
	if t.opts.Timeout = f.timeout; f.timeout <= 0 {
		return &usageError{fmt.Sprintf(wordBadTimeout, f.timeout)}
	}
	t.answers = map[string]string{}
	for _, pair := range f.answers {
		message, reply, ok := strings.Cut(pair, "=")
		if !ok {
			return &usageError{fmt.Sprintf(wordBadAnswer, pair)}
		}
		t.answers[message] = reply
	}
	t.opts.CustomArg = f.arg
	if t.opts.Backend, err = parseBackend(f.backend); err != nil {
		return err
	}
	if f.logLevel != "" {
		level, err := parseLevel(f.logLevel)
		if err != nil {
			return err
		}
		t.opts.LogLevel = level
	}
	return nil
}

func parseBackend(name string) (eventloop.Backend, error) {
	for _, b := range eventloop.Backends() {
		if b.String() == name {
			return b, nil
		}
	}
	return 0, &usageError{fmt.Sprintf(wordBadBackend, name, backendNames())}
}

func backendNames() string {
	var names []string
	for _, b := range eventloop.Backends() {
		names = append(names, b.String())
	}
	return strings.Join(names, ", ")
}

// run runs the scripts and returns the exit code.
func (t *testRun) run() int {
	if t.fault != nil {
		return t.fail(readFault(t.fault))
	}
	if t.junit != "" {
		file, err := os.Create(t.junit)
		if err != nil {
			return t.fail(fmt.Sprintf(wordUnwritable, t.junit, innermost(err)))
		}
		defer file.Close()
		t.reports = append(t.reports, &junitReport{out: file})
	}
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	var ended atomic.Int64 // the exit code of the signal that came
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(signals)
	go func() {
		select {
		case sig := <-signals:
			ended.Store(int64(exitCode(sig)))
			cancel(errors.New(wordInterrupted))
		case <-ctx.Done():
			return
		}
		os.Exit(exitCode(<-signals)) // the second one does not wait
	}()
	if t.wpt == nil {
		peer, err := conformance.StartPeer(context.WithoutCancel(ctx), nil)
		if err != nil {
			return t.fail(fmt.Sprintf(wordNoPeer, err))
		}
		defer peer.Close()
		t.opts.Peer = peer
		t.opts.Answers = fillPorts(t.answers, peer.Ports())
	}
	totals, err := t.runAll(ctx)
	if t.wpt != nil && err == nil {
		err = t.wpt.end(ctx, t.tables)
	}
	switch code := int(ended.Load()); {
	case err != nil:
		return t.fail(fmt.Sprintf(wordFailed, err))
	case code != 0:
		return code
	case totals.failed > 0:
		return exitScript
	case totals.tests == 0 && t.filter != "":
		return t.fail(fmt.Sprintf(wordNoMatch, t.filter))
	}
	return exitOK
}

// runAll runs the scripts, several at once, and reports them in order.
func (t *testRun) runAll(ctx context.Context) (totals testTotals, err error) {
	begun := time.Now()
	results := make([]chan conformance.Result, len(t.jobs))
	for i := range results {
		results[i] = make(chan conformance.Result, 1)
	}
	progress := newTestProgress(t.stderr, len(t.jobs))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(t.parallel, len(t.jobs)) {
		workers.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(t.jobs)); i = next.Add(1) - 1 {
				if ctx.Err() != nil {
					results[i] <- conformance.Result{File: t.jobs[i].path}
					continue
				}
				r := t.jobs[i].run(ctx)
				progress.done(r)
				results[i] <- r
			}
		})
	}
	for _, ready := range results {
		r := <-ready
		totals.add(r)
		progress.aside(func() {
			for _, report := range t.reports {
				report.result(r)
			}
		})
	}
	workers.Wait()
	progress.end()
	totals.duration = time.Since(begun)
	for _, report := range t.reports {
		err = errors.Join(err, report.end(totals))
	}
	return totals, err
}

// fillPorts puts the ports of the peer into the answers.
func fillPorts(answers map[string]string, ports conformance.Ports) map[string]string {
	names := strings.NewReplacer("{echo}", strconv.Itoa(ports.Echo), "{udp}", strconv.Itoa(ports.UDP), "{peer}", strconv.Itoa(ports.Command))
	filled := map[string]string{}
	for message, reply := range answers {
		filled[message] = names.Replace(reply)
	}
	return filled
}

func (t *testRun) fail(text string) int {
	fmt.Fprintln(t.stderr, prefix+text)
	return exitScript
}

// readFault says why a script could not be read.
func readFault(err error) string {
	var at *fs.PathError
	switch {
	case !errors.As(err, &at):
		return err.Error()
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Sprintf(wordNoFile, filepath.ToSlash(at.Path))
	}
	return fmt.Sprintf(wordUnreadable, filepath.ToSlash(at.Path), at.Err)
}

// innermost is an error without the path that is named already.
func innermost(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}
