package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"
)

// TestRestTidiesUp: a program that has become quiet gives its garbage back.
func TestRestTidiesUp(t *testing.T) {
	const script = `
		var kept = [];
		for (var i = 0; i < 100; i++) kept.push('x'.repeat(1e6));
		setTimeout(function () { kept = null; console.log('quiet'); }, 0);
		setTimeout(function () {}, 1e9);`
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, "sockhost", "-e", script)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Wait()
	defer cancel()
	bufio.NewScanner(stdout).Scan()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for before := resident(t, cmd.Process.Pid); resident(t, cmd.Process.Pid) > before-80_000; {
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Fatalf("still %d KiB are resident", resident(t, cmd.Process.Pid))
		}
	}
}

// resident is the anonymous resident memory of a process in KiB.
func resident(t *testing.T, pid int) (size int) {
	status, err := os.Open(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	defer status.Close()
	for lines := bufio.NewScanner(status); lines.Scan(); {
		if n, _ := fmt.Sscanf(lines.Text(), "RssAnon: %d kB", &size); n == 1 {
			return size
		}
	}
	t.Fatal("no RssAnon")
	return 0
}
