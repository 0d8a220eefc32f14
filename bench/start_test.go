package main

import (
	"errors"
	"slices"
	"testing"
	"time"
)

func TestStartLoadCounts(t *testing.T) {
	runs := []lifetime{
		{3 * time.Millisecond, time.Millisecond, 300, "hello\n"},
		{time.Millisecond, time.Millisecond, 100, "hello\n"},
		{2 * time.Millisecond, time.Millisecond, 200, "hello\n"},
	}
	counted, err := startLoad{"hello\n"}.count(runs)
	if err != nil {
		t.Fatal(err)
	}
	if counted.operations != 3 || counted.elapsed != 6*time.Millisecond || counted.cpu != 3*time.Millisecond || counted.resident != 200 {
		t.Errorf("got %+v", counted)
	}
	if want := []time.Duration{3e6, 1e6, 2e6}; !slices.Equal(counted.latencies, want) {
		t.Errorf("got %v, want %v", counted.latencies, want)
	}
	runs[1].Said = "hullo\n"
	if _, err := (startLoad{"hello\n"}).count(runs); !errors.Is(err, errCorrupt) {
		t.Errorf("got %v, want %v", err, errCorrupt)
	}
}

func TestRunOnce(t *testing.T) {
	r, err := runOnce([]string{"go", "env", "GOVERSION"})
	if err != nil {
		t.Skip(err)
	}
	if r.Elapsed <= 0 || r.CPU <= 0 || r.Said == "" {
		t.Errorf("got %+v", r)
	}
	if _, err := runOnce([]string{"go", "no-such-command"}); err == nil {
		t.Error("a command that fails must be an error")
	}
}
