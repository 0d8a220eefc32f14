package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// A peer is one server in the comparison. It takes part in every work whose protocol it has a command for.
type peer struct {
	name  string
	about string
	// version says which release is measured.
	version func(*site) (string, error)
	// commands start the peer's server on a free loopback port; the server prints "listening on ADDRESS" when ready.
	commands map[protocol]command
}

// A command finds the arguments that start a server. The peer is left out when the error is notInstalled.
type command func(*site) ([]string, error)

var peers = []peer{
	{
		name:     "node",
		about:    "node:net, bench/peers/node-echo.js",
		version:  func(s *site) (string, error) { return s.output("node", "--version") },
		commands: map[protocol]command{tcpEcho: installed("node", "bench/peers/node-echo.js")},
	},
	{
		name:     "sockhost",
		about:    "scripts/examples/tcp-echo.js",
		version:  sockhostVersion,
		commands: map[protocol]command{tcpEcho: sockhost("scripts/examples/tcp-echo.js", "--", "0")},
	},
	{
		name:     "gonet",
		about:    "Go net, a goroutine for each connection",
		version:  func(*site) (string, error) { return runtime.Version(), nil },
		commands: map[protocol]command{tcpEcho: own("gonet")},
	},
	{
		name:     "goepoll",
		about:    "Go on bare epoll, one thread, no script: the limit",
		version:  func(*site) (string, error) { return runtime.Version(), nil },
		commands: map[protocol]command{tcpEcho: own("goepoll")},
	},
}

// installed is a script of this module run by a program from the PATH.
func installed(program, script string, args ...string) command {
	return func(s *site) ([]string, error) {
		path, err := exec.LookPath(program)
		if err != nil {
			return nil, notInstalled(program)
		}
		return append([]string{path, filepath.Join(s.root, script)}, args...), nil
	}
}

// sockhost is a script of this module run by sockhost.
func sockhost(script string, args ...string) command {
	return func(s *site) ([]string, error) {
		path, err := s.sockhost()
		if err != nil {
			return nil, err
		}
		return append([]string{path, filepath.Join(s.root, script)}, args...), nil
	}
}

func sockhostVersion(s *site) (string, error) {
	path, err := s.sockhost()
	if err != nil {
		return "", err
	}
	return s.output(path, "--version")
}

// own is a server that is part of this binary.
func own(name string) command {
	return func(*site) ([]string, error) {
		path, err := os.Executable()
		return []string{path, "-serve=" + name}, err
	}
}

// A site is the repository the benchmark runs in, and the place for what it builds.
type site struct {
	ctx   context.Context
	root  string
	dir   string
	given string
	built string
}

func newSite(ctx context.Context, sockhost string) (*site, error) {
	root, err := moduleRoot()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "sockhost-bench-")
	return &site{ctx: ctx, root: root, dir: dir, given: sockhost}, err
}

func (s *site) close() {
	os.RemoveAll(s.dir)
}

// sockhost returns the binary to measure and builds it the first time.
func (s *site) sockhost() (string, error) {
	if s.given != "" {
		return filepath.Abs(s.given)
	}
	if s.built != "" {
		return s.built, nil
	}
	path := filepath.Join(s.dir, "sockhost")
	build := exec.CommandContext(s.ctx, "go", "build", "-o", path, "./cmd/sockhost")
	build.Dir = s.root
	if output, err := build.CombinedOutput(); err != nil {
		return "", buildFailed(err, output)
	}
	s.built = path
	return path, nil
}

// output runs a short command and returns the line it prints.
func (s *site) output(name string, args ...string) (string, error) {
	output, err := exec.CommandContext(s.ctx, name, args...).Output()
	return strings.TrimSpace(string(output)), err
}

// moduleRoot finds the folder of this module's go.mod, here or above.
func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		content, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err == nil && strings.HasPrefix(string(content), "module github.com/sockhost/sockhost\n") {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errNoModule
		}
		dir = parent
	}
}
