package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// patience bounds a program that hangs; no test waits for it otherwise.
const patience = time.Minute

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"sockhost": main, "exits": exits})
}

// TestScripts runs testdata/script: one file is one thing the command
// promises.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("GORACE", "atexit_sleep_ms=0") // a second by default, for each process
			return nil
		},
	})
}

// exits is a command for the scripts:
//
//	exits CODE [signals=INT,TERM] COMMAND ARGS…
//
// It runs a command, sends it the signals when it prints a line "ready", and
// fails unless it ends with the exit code.
func exits() {
	want, args := os.Args[1], os.Args[2:]
	var signals []os.Signal
	if list, ok := strings.CutPrefix(args[0], "signals="); ok {
		args = args[1:]
		for name := range strings.SplitSeq(list, ",") {
			signals = append(signals, map[string]os.Signal{"INT": os.Interrupt, "TERM": syscall.SIGTERM}[name])
		}
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stdin = os.Stdin
	first := make(chan struct{}) // the first signal has been seen
	cmd.Stderr = &watched{out: os.Stderr, text: "a second signal ends at once", seen: first}
	stdout, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	time.AfterFunc(patience, func() { cmd.Process.Kill() })
	for lines := bufio.NewScanner(stdout); lines.Scan(); {
		fmt.Println(lines.Text())
		if lines.Text() == "ready" {
			for i, s := range signals {
				if i > 0 {
					// Signals sent together may arrive in either order.
					<-first
				}
				cmd.Process.Signal(s)
			}
		}
	}
	cmd.Wait()
	if got := strconv.Itoa(cmd.ProcessState.ExitCode()); got != want {
		fmt.Fprintf(os.Stderr, "exit code %s, want %s\n", got, want)
		os.Exit(1)
	}
	os.Exit(0)
}

// watched passes output on and notices a text, which is written in one piece.
type watched struct {
	out  io.Writer
	text string
	seen chan struct{}
	once sync.Once
}

func (w *watched) Write(p []byte) (int, error) {
	if strings.Contains(string(p), w.text) {
		w.once.Do(func() { close(w.seen) })
	}
	return w.out.Write(p)
}
