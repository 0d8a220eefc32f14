// Command chromium asks a real Chromium the cases of the conformance suite.
//
// See README.md in the folder above.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/sockhost/sockhost/conformance"
)

// jobs is how many browsers run at once.
const jobs = 2

func main() { os.Exit(run()) }

// options are the flags of the command.
type options struct {
	folder, cases, context string
	record, all            bool
}

func run() int {
	var o options
	flag.StringVar(&o.folder, "folder", filepath.Join("conformance", "cases"), "where the cases are")
	flag.StringVar(&o.cases, "cases", "*", "pattern of cases to run, such as tcp/connect* or tcp")
	flag.StringVar(&o.context, "ctx", "app", "kind of app: app (manifest version 3) or app2 (version 2)")
	flag.BoolVar(&o.record, "record", false, "write the answers beside the cases; runs only cases whose answer is missing or old")
	flag.BoolVar(&o.all, "all", false, "with --record, run all cases")
	flag.Parse()
	switch {
	case o.context != "app" && o.context != "app2":
		fmt.Fprintf(os.Stderr, wordBadContext, o.context)
		return 2
	case o.record && o.context != "app":
		fmt.Fprintf(os.Stderr, wordAppOnly, o.context)
		return 2
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := o.run(ctx); err != nil {
		if err == errNoChromium || err == errNoNode {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		fmt.Fprintf(os.Stderr, wordFault, err)
		return 1
	}
	return 0
}

func (o *options) run(ctx context.Context) error {
	all, err := conformance.LoadCases(os.DirFS(o.folder))
	if err != nil {
		return err
	}
	recordings, err := conformance.LoadRecordings(os.DirFS(o.folder))
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "sockhost-chromium")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	b, err := newBrowser(ctx, folder)
	if err != nil {
		return err
	}
	defer b.peer.Close()

	var cases []conformance.Case
	for _, c := range all {
		if o.wants(c) {
			cases = append(cases, c)
		}
	}
	if len(cases) == 0 {
		fmt.Printf(wordNoCases, o.cases, o.folder)
		return nil
	}
	found := len(cases)
	cases = slices.DeleteFunc(cases, func(c conformance.Case) bool { return !b.can(c) })
	if left := found - len(cases); left > 0 {
		fmt.Printf(wordNoStore, left)
	}
	if o.record && !o.all {
		cases = slices.DeleteFunc(cases, func(c conformance.Case) bool {
			_, current := recordings.Of(c)
			return current && recordings.Folders[path.Dir(c.Path)].Chromium == b.version
		})
	}
	s := &session{browser: b, options: o, recordings: recordings}
	s.run(ctx, cases)
	if o.record {
		err = s.write(all)
	}
	s.summary()
	if s.err != nil {
		return s.err
	}
	return err
}

// wants tells whether a case is to be run: its path or folder matches.
func (o *options) wants(c conformance.Case) bool {
	name := strings.TrimSuffix(c.Path, ".js")
	if c.Chromium != "" {
		return false
	}
	pattern := strings.TrimSuffix(o.cases, ".js")
	return conformance.Like(pattern, name) || conformance.Like(strings.TrimSuffix(pattern, "/")+"/*", name)
}

// session asks several cases at once and prints the answers in order.
type session struct {
	browser    *browser
	options    *options
	recordings *conformance.Recordings

	mu     sync.Mutex // protects the fields below
	err    error      // the first one
	cases  int
	counts map[conformance.Status]int
	asked  map[string]conformance.RecordedCase
}

func (s *session) run(ctx context.Context, cases []conformance.Case) {
	s.counts = map[conformance.Status]int{}
	s.asked = map[string]conformance.RecordedCase{}
	slots := make(chan struct{}, jobs)
	var wg sync.WaitGroup
	for _, c := range cases {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			tests, err := s.browser.ask(ctx, s.options.context, c)
			s.answered(c, tests, err)
		})
	}
	wg.Wait()
}

func (s *session) answered(c conformance.Case, tests []conformance.RecordedTest, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		if s.err == nil {
			s.err = err
		}
		return
	}
	s.cases++
	s.asked[c.Path] = conformance.RecordedCase{Source: c.Hash(), Tests: tests}
	recorded, current := s.recordings.Of(c)
	fmt.Printf(wordCase, c.Path)
	for i, t := range tests {
		s.counts[t.Status]++
		remark := ""
		if d := conformance.DeviationAt(c.Path+": "+t.Name, conformance.Deviations); d != nil {
			remark = fmt.Sprintf(wordListed, d.Row, d.Reason)
		}
		if current && i < len(recorded.Tests) && recorded.Tests[i].Status != t.Status {
			remark += fmt.Sprintf(wordUnlike, recorded.Tests[i].Status)
		}
		fmt.Printf(wordTest, t.Status, t.Name, remark)
		for _, text := range append(slices.Clone(t.Logs), t.Message) {
			for line := range strings.Lines(text) {
				fmt.Printf(wordMessage, strings.TrimRight(line, "\n"))
			}
		}
	}
}

// write writes the recordings of every folder that changed.
func (s *session) write(all []conformance.Case) error {
	changed := map[string]bool{}
	for _, orphan := range s.recordings.Orphans(all) {
		delete(s.recordings.Folders[path.Dir(orphan)].Cases, path.Base(orphan))
		changed[path.Dir(orphan)] = true
	}
	for at, recorded := range s.asked {
		folder := path.Dir(at)
		r := s.recordings.Folders[folder]
		if r == nil {
			r = &conformance.Recording{Cases: map[string]conformance.RecordedCase{}}
			s.recordings.Folders[folder] = r
		}
		r.Chromium, r.Command = s.browser.version, conformance.RecordCommand
		r.Cases[path.Base(at)] = recorded
		changed[folder] = true
	}
	if len(changed) == 0 {
		fmt.Print(wordCurrent)
	}
	for folder := range changed {
		name := filepath.Join(s.options.folder, filepath.FromSlash(folder), conformance.RecordingName)
		if err := os.WriteFile(name, s.recordings.Folders[folder].Text(), 0o644); err != nil {
			return err
		}
		fmt.Printf(wordWritten, name)
	}
	return nil
}

func (s *session) summary() {
	total := 0
	for _, n := range s.counts {
		total += n
	}
	fmt.Printf(wordSummary, "Chromium "+s.browser.version, s.cases, total,
		s.counts[conformance.Pass], s.counts[conformance.Fail], s.counts[conformance.Timeout], s.counts[conformance.Crash])
}
