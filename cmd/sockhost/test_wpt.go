package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"text/tabwriter"
	"time"

	"github.com/sockhost/sockhost/conformance"
	"github.com/sockhost/sockhost/conformance/wpt"
)

// wptRun is a run of the Web Platform Tests.
type wptRun struct {
	checkout *wpt.Checkout
	tests    []wpt.Test // all there are
	update   string     // the folder whose expectations are written anew, or ""

	mu       sync.Mutex // protects the fields below
	expected wpt.Expectations
	areas    map[string]*testTotals
}

// prepareWPT finds the checkout, and the tests that begin with one of the
// arguments after it.
func (t *testRun) prepareWPT(f testFlags, args []string) error {
	dir := os.Getenv("SOCKHOST_WPT")
	if len(args) > 0 {
		if info, err := os.Stat(args[0]); err == nil && info.IsDir() {
			dir, args = args[0], args[1:]
		}
	}
	if dir == "" {
		return &usageError{wordNoWPT}
	}
	w := &wptRun{update: f.wptUpdate, areas: map[string]*testTotals{}}
	if w.checkout, t.fault = wpt.Open(dir); t.fault != nil {
		t.fault = fmt.Errorf(wordBadWPT, dir)
		return nil
	}
	if commit := w.checkout.Commit(); commit != wpt.Pinned {
		fmt.Fprintf(t.stderr, prefix+wordOtherWPT+"\n", commit, wpt.Pinned)
	}
	if t.fault = w.load(); t.fault != nil {
		return nil
	}
	t.wpt = w
	for _, test := range w.tests {
		if len(args) == 0 || beginsWith(test.ID, args) {
			t.jobs = append(t.jobs, testJob{test.ID, func(ctx context.Context) conformance.Result {
				return t.matching(w.run(ctx, test))
			}})
		}
	}
	if len(t.jobs) == 0 {
		t.fault = fmt.Errorf(wordNoWPTMatch, strings.Join(args, " "))
	}
	return nil
}

func beginsWith(text string, prefixes []string) bool {
	for _, prefix := range prefixes {
		if strings.HasPrefix(text, strings.TrimPrefix(prefix, "/")) {
			return true
		}
	}
	return false
}

// load reads what there is to run and what is expected of it.
func (w *wptRun) load() (err error) {
	if w.tests, err = w.checkout.Tests(wpt.Areas()); err != nil {
		return err
	}
	if w.update != "" {
		w.expected, err = wpt.ReadExpectations(os.DirFS(w.update))
	} else {
		w.expected, err = wpt.Expected()
	}
	return err
}

// matching leaves the results that the filter chooses.
func (t *testRun) matching(r conformance.Result) conformance.Result {
	if t.opts.Filter == nil {
		return r
	}
	all := r.Tests
	r.Tests = nil
	for _, test := range all {
		if t.opts.Filter.MatchString(r.File + ": " + test.Name) {
			r.Tests = append(r.Tests, test)
		}
	}
	return r
}

func (w *wptRun) run(ctx context.Context, test wpt.Test) conformance.Result {
	outcome := w.checkout.Run(ctx, test)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.update != "" && ctx.Err() == nil {
		w.expected.Update(outcome)
	}
	result := w.expected.Judge(outcome)
	area := w.areas[test.Area]
	if area == nil {
		area = &testTotals{}
		w.areas[test.Area] = area
	}
	area.add(result)
	area.duration += result.Duration
	return result
}

// end prints what passed in each area, and writes the expectations if asked.
func (w *wptRun) end(ctx context.Context, out io.Writer) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, wordWPTHead)
	var sum testTotals
	for _, area := range wpt.Areas() {
		n := w.areas[area.Name]
		if n == nil {
			continue
		}
		wptRow(table, area.Name, *n)
		sum.files += n.files
		sum.tests += n.tests
		sum.passed += n.passed
		sum.known += n.known
		sum.skipped += n.skipped
		sum.failed += n.failed
		sum.duration += n.duration
	}
	wptRow(table, wordWPTAll, sum)
	if err := table.Flush(); err != nil {
		return err
	}
	if w.update == "" || ctx.Err() != nil {
		return nil
	}
	return w.expected.Write(w.update, wpt.Areas(), w.tests)
}

// wptRow is a row of the table. Names stand on the left of their column, and so
// come last.
func wptRow(out io.Writer, name string, n testTotals) {
	fmt.Fprintf(out, "%d\t%d\t%d\t%d\t%d\t%.1f s\t  %s\n", n.files, n.tests, n.passed, n.known, n.failed, n.duration.Round(time.Millisecond).Seconds(), name)
}
