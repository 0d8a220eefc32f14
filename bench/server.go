package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

// readyPrefix is what a server's ready line begins with; the address follows.
const readyPrefix = "listening on "

// readyPatience is how long a server may take until it listens.
const readyPatience = 30 * time.Second

// A server is a peer's running process.
type server struct {
	cmd    *exec.Cmd
	addr   string
	stderr bytes.Buffer // complete once the process has been waited for
	tree   bool         // the processes that it has started serve too
	ended  func()       // follows its end; may be nil
}

// startServer starts a process and returns when it listens.
func startServer(ctx context.Context, args []string) (*server, error) {
	s, line, err := startProcess(ctx, args, readyPatience)
	if err != nil {
		return nil, err
	}
	addr, ok := strings.CutPrefix(line, readyPrefix)
	if !ok {
		s.stop()
		return nil, neverReady(line, s.stderr.String())
	}
	s.addr = addr
	return s, nil
}

// startProcess starts a process and returns the first line it says; "" if it ends without one or takes too long.
func startProcess(ctx context.Context, args []string, patience time.Duration) (*server, string, error) {
	s := &server{cmd: exec.CommandContext(ctx, args[0], args[1:]...)}
	s.cmd.Stderr = &s.stderr
	stdout, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, "", err
	}
	if err := s.cmd.Start(); err != nil {
		return nil, "", err
	}
	timer := time.AfterFunc(patience, func() { s.cmd.Cancel() })
	defer timer.Stop()
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		return s, "", nil
	}
	return s, strings.TrimSpace(line), nil
}

// pids are the processes that serve.
func (s *server) pids() ([]int, error) {
	if s.tree {
		return descendants(s.cmd.Process.Pid)
	}
	return []int{s.cmd.Process.Pid}, nil
}

func (s *server) stop() {
	s.cmd.Cancel()
	s.cmd.Wait()
	if s.ended != nil {
		s.ended()
	}
}

// serve runs one of the servers that are part of this binary, for ever.
func serve(name string, args []string) error {
	ready := func(addr string) { fmt.Fprintln(os.Stdout, readyPrefix+addr) }
	switch name {
	case "gonet":
		return serveNet(ready)
	case "gonet-udp":
		return serveUDP(ready)
	case "gonet-http":
		return serveHTTP(ready)
	case "gonet-forward":
		if len(args) == 1 {
			return serveForward(ready, args[0])
		}
	case "goepoll":
		return serveEpoll(ready)
	case "gorilla-echo":
		return serveGorilla(ready, gorillaEcho)
	case "gorilla-publish":
		return serveGorilla(ready, gorillaPublish())
	case holder:
		return serveHolder(args)
	case stopwatch:
		return serveStopwatch(args)
	}
	return unknownName(name)
}
