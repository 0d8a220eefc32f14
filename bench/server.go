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
}

// startServer starts a process and returns when it listens.
func startServer(ctx context.Context, args []string) (*server, error) {
	s := &server{cmd: exec.CommandContext(ctx, args[0], args[1:]...)}
	s.cmd.Stderr = &s.stderr
	stdout, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	timer := time.AfterFunc(readyPatience, func() { s.cmd.Process.Kill() })
	defer timer.Stop()
	line, err := bufio.NewReader(stdout).ReadString('\n')
	addr, ok := strings.CutPrefix(strings.TrimSpace(line), readyPrefix)
	if err != nil || !ok {
		s.stop()
		return nil, neverReady(line, s.stderr.String())
	}
	s.addr = addr
	return s, nil
}

func (s *server) pid() int {
	return s.cmd.Process.Pid
}

func (s *server) stop() {
	s.cmd.Process.Kill()
	s.cmd.Wait()
}

// serve runs one of the servers that are part of this binary, for ever.
func serve(name string) error {
	ready := func(addr string) { fmt.Fprintln(os.Stdout, readyPrefix+addr) }
	switch name {
	case "gonet":
		return serveNet(ready)
	case "goepoll":
		return serveEpoll(ready)
	case "gonet-udp":
		return serveUDP(ready)
	case "gorilla-echo":
		return serveGorilla(ready, gorillaEcho)
	case "gorilla-publish":
		return serveGorilla(ready, gorillaPublish())
	}
	return unknownName(name)
}
