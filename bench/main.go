// Command bench compares sockhost with its peers on the same work and prints one table of ratios.
//
// It owns the load generator, two tables (what is done: work.go; against whom: peer.go), the peers that are no more
// than a few lines of Go or JavaScript, and the statistics. Everything runs on the goroutine of main, one peer at a
// time; the others are idle meanwhile. It measures a running process from outside and knows nothing of its insides.
//
//	go run ./bench                      the whole table
//	go run ./bench -work echo-100       one work
//	go run ./bench --json | jq .        for machines
//
// README.md says how to read the figures.
package main

import (
	"context"
	"errors"
	"flag"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// fewestRounds is how many rounds results that are kept have at least.
const fewestRounds = 5

// settings are what the flags say.
type settings struct {
	duration time.Duration
	warmup   time.Duration
	rest     time.Duration
	rounds   int
	pin      bool
	json     bool
	sockhost string
	work     string
	peers    string
	baseline string
	serve    string
	write    bool
	out      string
	render   bool
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:]))
}

func run(ctx context.Context, args []string) int {
	var s settings
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.DurationVar(&s.duration, "duration", 200*time.Millisecond, usageDuration)
	flags.DurationVar(&s.warmup, "warmup", 100*time.Millisecond, usageWarmup)
	flags.DurationVar(&s.rest, "rest", 5*time.Second, usageRest)
	flags.IntVar(&s.rounds, "rounds", 5, usageRounds)
	flags.BoolVar(&s.pin, "pin", true, usagePin)
	flags.BoolVar(&s.json, "json", false, usageJSON)
	flags.StringVar(&s.sockhost, "sockhost", "", usageSockhost)
	flags.StringVar(&s.work, "work", "", usageWork(works))
	flags.StringVar(&s.peers, "peers", "", usagePeers(peers))
	flags.StringVar(&s.baseline, "baseline", "", usageBaseline)
	flags.BoolVar(&s.write, "write", true, usageWrite)
	flags.StringVar(&s.out, "out", "", usageOut)
	flags.BoolVar(&s.render, "render", false, usageRender)
	flags.StringVar(&s.serve, "serve", "", usageServe)
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return 0
		}
		return 2
	}
	if s.serve != "" {
		return exit(serve(s.serve, flags.Args()))
	}
	err := compare(ctx, s)
	if ctx.Err() != nil {
		return 130 // whoever interrupted it needs no explanation
	}
	return exit(err)
}

// exit reports err, if any, and turns it into an exit code.
func exit(err error) int {
	if err == nil {
		return 0
	}
	sayError(err)
	return 1
}

func compare(ctx context.Context, s settings) error {
	if s.render {
		if s.out != "" {
			return render(s.out)
		}
		root, err := moduleRoot()
		if err != nil {
			return err
		}
		return render(filepath.Join(root, "bench"))
	}
	if s.rounds < 1 || s.duration <= 0 || s.warmup < 0 || s.rest < 0 {
		return errSettings
	}
	chosenWorks, err := choose(works, s.work, func(w work) string { return w.name })
	if err != nil {
		return err
	}
	if s.work == "" {
		chosenWorks = slices.DeleteFunc(chosenWorks, func(w work) bool { return w.setting.onRequest })
	}
	chosenPeers, err := choose(peers, s.peers, func(p peer) string { return p.name })
	if err != nil {
		return err
	}
	if _, err := choose(peers, s.baseline, func(p peer) string { return p.name }); err != nil {
		return err
	}
	site, err := newSite(ctx, s.sockhost)
	if err != nil {
		return err
	}
	defer site.close()

	contest := contest{site: site, settings: s, progress: newProgress(os.Stderr)}
	report, err := contest.hold(ctx, chosenWorks, chosenPeers)
	contest.progress.clear()
	if err != nil {
		return err
	}
	if folder := s.folder(site.root); folder != "" {
		if err := report.save(folder); err != nil {
			return err
		}
	}
	if s.json {
		return report.writeJSON(os.Stdout)
	}
	return report.writeTable(os.Stdout)
}

// folder is where the files of a run belong; "" if they are not to be written.
func (s settings) folder(root string) string {
	switch {
	case s.out != "":
		return s.out
	case s.write && s.rounds >= fewestRounds && s.work == "" && s.peers == "" && s.baseline == "":
		return filepath.Join(root, "bench")
	}
	return ""
}

// choose picks the entries of a table that are named in a comma-separated list, in the table's order; all of them
// for an empty list.
func choose[T any](table []T, list string, name func(T) string) ([]T, error) {
	if list == "" {
		return slices.Clone(table), nil
	}
	names := strings.Split(list, ",")
	for _, wanted := range names {
		if !slices.ContainsFunc(table, func(entry T) bool { return name(entry) == wanted }) {
			return nil, unknownName(wanted)
		}
	}
	return slices.DeleteFunc(slices.Clone(table), func(entry T) bool { return !slices.Contains(names, name(entry)) }), nil
}
