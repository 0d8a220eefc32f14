package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"time"
)

// A startLoad runs a whole process to its end, again and again, one at a time, and checks what it says.
type startLoad struct {
	says string
}

// stopwatch is the server of this binary that is none.
const stopwatch = "stopwatch"

// A lifetime is one process from its start to its end.
type lifetime struct {
	Elapsed  time.Duration `json:"elapsed"`
	CPU      time.Duration `json:"cpu"`
	Resident int64         `json:"resident"` // at its most, in bytes
	Said     string        `json:"said"`
}

// run leaves the work to a process of its own, because the kernel counts the memory of whoever starts a process among
// that of the process: the generator's would be more than some need.
func (l startLoad) run(ctx context.Context, t target, w window) (tally, error) {
	self, err := os.Executable()
	if err != nil {
		return tally{}, err
	}
	cmd := exec.CommandContext(ctx, self, append([]string{"-serve=" + stopwatch, "--", w.duration.String()}, t.args...)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	w.opened()
	output, err := cmd.Output()
	w.closed()
	if err != nil {
		return tally{}, withStderr(err, stderr.String())
	}
	var runs []lifetime
	if err := json.Unmarshal(output, &runs); err != nil {
		return tally{}, err
	}
	return l.count(runs)
}

func (l startLoad) count(runs []lifetime) (tally, error) {
	counted := tally{operations: int64(len(runs))}
	var residents []int64
	for _, r := range runs {
		if r.Said != l.says {
			return tally{}, corrupt([]byte(r.Said), []byte(l.says))
		}
		counted.elapsed += r.Elapsed
		counted.cpu += r.CPU
		counted.latencies = append(counted.latencies, r.Elapsed)
		residents = append(residents, r.Resident)
	}
	slices.Sort(residents)
	counted.resident = residents[len(residents)/2]
	return counted, nil
}

// startRuns is how many processes a round runs at least.
const startRuns = 3

// serveStopwatch runs a command for as long as its first argument says and prints what each run took. The first run is
// not counted: it brings files into memory.
func serveStopwatch(args []string) error {
	if len(args) < 2 {
		return errSettings
	}
	length, err := time.ParseDuration(args[0])
	if err != nil {
		return err
	}
	if _, err := runOnce(args[1:]); err != nil {
		return err
	}
	var runs []lifetime
	for begin := time.Now(); len(runs) < startRuns || time.Since(begin) < length; {
		r, err := runOnce(args[1:])
		if err != nil {
			return err
		}
		runs = append(runs, r)
	}
	return json.NewEncoder(os.Stdout).Encode(runs)
}

func runOnce(args []string) (lifetime, error) {
	cmd := exec.Command(args[0], args[1:]...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	begin := time.Now()
	if err := cmd.Run(); err != nil {
		return lifetime{}, withStderr(err, stderr.String())
	}
	elapsed := time.Since(begin)
	state := cmd.ProcessState
	return lifetime{elapsed, state.UserTime() + state.SystemTime(), peakMemory(state), stdout.String()}, nil
}
