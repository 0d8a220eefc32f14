package main

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
)

// A peer is one server in the comparison. It takes part in every work whose protocol it has a command for.
type peer struct {
	name  string
	about string
	// version says which release is measured.
	version func(*site) (string, error)
	// start starts a server that is more than a process with a line to say; nil for others.
	start func(context.Context, *site, []string) (*server, error)
	// commands start the peer's server on a free loopback port; the server prints "listening on ADDRESS" when ready.
	commands map[protocol]command
}

// A command finds the arguments that start a server. The peer is left out when the error is notInstalled.
type command func(*site) ([]string, error)

var peers = []peer{
	{
		name:    "node",
		about:   "node:net, node:dgram and node:http, bench/peers/node-*.js",
		version: func(s *site) (string, error) { return s.output("node", "--version") },
		commands: map[protocol]command{
			tcpEcho:    installed("node", "bench/peers/node-echo.js"),
			tcpPaced:   installed("node", "bench/peers/node-echo.js"),
			tcpBulk:    installed("node", "bench/peers/node-echo.js"),
			tcpChunks:  installed("node", "bench/peers/node-echo.js"),
			tcpForward: installed("node", "bench/peers/node-forward.js", beyondHost, beyondPort),
			httpHello:  installed("node", "bench/peers/node-http.js"),
			udpEcho:    installed("node", "bench/peers/node-udp.js"),
			script:     installed("node", "bench/peers/hello.js"),
		},
	},
	{
		name:    "ws",
		about:   "npm ws on node, bench/peers/ws-*.js",
		version: wsVersion,
		commands: map[protocol]command{
			wsEcho:    npm("ws", "bench/peers/ws-echo.js"),
			wsCrowd:   npm("ws", "bench/peers/ws-echo.js"),
			wsPublish: npm("ws", "bench/peers/ws-publish.js"),
		},
	},
	{
		name:    "bun",
		about:   "bench/peers/bun-*.js",
		version: programVersion("bun"),
		commands: map[protocol]command{
			tcpEcho:   installed("bun", "bench/peers/bun-echo.js"),
			tcpPaced:  installed("bun", "bench/peers/bun-echo.js"),
			tcpBulk:   installed("bun", "bench/peers/bun-echo.js"),
			httpHello: installed("bun", "bench/peers/bun-http.js"),
			udpEcho:   installed("bun", "bench/peers/bun-udp.js"),
			script:    installed("bun", "bench/peers/hello.js"),
			wsEcho:    installed("bun", "bench/peers/bun-ws.js"),
			wsCrowd:   installed("bun", "bench/peers/bun-ws.js"),
			wsPublish: installed("bun", "bench/peers/bun-ws.js", "0", "publish"),
		},
	},
	{
		name:    "deno",
		about:   "bench/peers/deno-*.js",
		version: programVersion("deno"),
		commands: map[protocol]command{
			tcpEcho:   deno("bench/peers/deno-echo.js"),
			tcpPaced:  deno("bench/peers/deno-echo.js"),
			tcpBulk:   deno("bench/peers/deno-echo.js"),
			httpHello: deno("bench/peers/deno-http.js"),
			udpEcho:   deno("bench/peers/deno-udp.js"),
			script:    deno("bench/peers/hello.js"),
			wsEcho:    deno("bench/peers/deno-ws.js"),
			wsCrowd:   deno("bench/peers/deno-ws.js"),
			wsPublish: deno("bench/peers/deno-ws.js", "0", "publish"),
		},
	},
	{
		name:    "sockhost",
		about:   "programs of scripts/examples, bench/peers/sockhost-*.js",
		version: sockhostVersion,
		commands: map[protocol]command{
			tcpEcho:     sockhost("scripts/examples/tcp-echo.js", "--", "0"),
			tcpPaced:    sockhost("scripts/examples/tcp-echo.js", "--", "0"),
			tcpBulk:     sockhost("bench/peers/sockhost-bulk.js", "--", "0"),
			tcpChunks:   sockhost("scripts/examples/tcp-echo.js", "--", "0"),
			tcpThinking: sockhost("bench/peers/sockhost-thinking.js", "--", "0"),
			tcpForward:  sockhost("scripts/examples/port-forward.js", "--", "0", beyondHost, beyondPort),
			httpHello:   sockhost("scripts/examples/http-hello.js", "--", "0"),
			udpEcho:     sockhost("bench/peers/sockhost-udp.js", "--", "0"),
			wsEcho:      sockhost("scripts/examples/ws-echo.js", "--", "0"),
			wsCrowd:     sockhost("bench/peers/sockhost-crowd.js", "--", "0"),
			wsPublish:   sockhost("bench/peers/sockhost-publish.js", "--", "0"),
			script:      sockhost("bench/peers/hello.js"),
		},
	},
	{
		name:     "workers",
		about:    "the same script in sockhost --workers, one for each core",
		version:  sockhostVersion,
		commands: map[protocol]command{tcpThinking: workers("bench/peers/sockhost-thinking.js", "--", "0")},
	},
	{
		name:    "chromium",
		about:   "a headless Chromium that runs sockhost's scripts as an app",
		version: chromiumVersion,
		start:   startChromium,
		commands: map[protocol]command{
			tcpEcho:   chromium("scripts/examples/tcp-echo.js", "0"),
			tcpBulk:   chromium("bench/peers/sockhost-bulk.js", "0"),
			tcpChunks: chromium("scripts/examples/tcp-echo.js", "0"),
			udpEcho:   chromium("bench/peers/sockhost-udp.js", "0"),
		},
	},
	{
		name:    "gonet",
		about:   "Go net, a goroutine for each connection",
		version: func(*site) (string, error) { return runtime.Version(), nil },
		commands: map[protocol]command{
			tcpEcho:    own("gonet"),
			tcpPaced:   own("gonet"),
			tcpBulk:    own("gonet"),
			tcpForward: own("gonet-forward", beyondHost+":"+beyondPort),
			httpHello:  own("gonet-http"),
			udpEcho:    own("gonet-udp"),
		},
	},
	{
		name:     "goepoll",
		about:    "Go on bare epoll, one thread, no script: the limit",
		version:  func(*site) (string, error) { return runtime.Version(), nil },
		commands: map[protocol]command{tcpEcho: own("goepoll"), tcpPaced: own("goepoll"), tcpBulk: own("goepoll")},
	},
	{
		name:     "gorilla",
		about:    "Go and gorilla/websocket, a goroutine for each client",
		version:  gorillaVersion,
		commands: map[protocol]command{wsEcho: own("gorilla-echo"), wsCrowd: own("gorilla-echo"), wsPublish: own("gorilla-publish")},
	},
}

// installed is a script of this module run by a program from the PATH or from npm.
func installed(program, script string, args ...string) command {
	return func(s *site) ([]string, error) {
		path, err := s.program(program)
		if err != nil {
			return nil, err
		}
		return append([]string{path, filepath.Join(s.root, script)}, args...), nil
	}
}

// deno is a script of this module run by deno, which wants to be told what a script may do.
func deno(script string, args ...string) command {
	return func(s *site) ([]string, error) {
		path, err := s.program("deno")
		if err != nil {
			return nil, err
		}
		return append([]string{path, "run", "--quiet", "--no-lock", "--unstable-net", "--allow-net", "--allow-sys", filepath.Join(s.root, script)}, args...), nil
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

// npm is a script of this module run by node; its first argument says where it finds the npm package it needs.
func npm(name, script string) command {
	return func(s *site) ([]string, error) {
		folder, err := s.npmPackage(name)
		if err != nil {
			return nil, err
		}
		return installed("node", script, folder)(s)
	}
}

// programVersion is the last word in the first line of what a program says about itself.
func programVersion(name string) func(*site) (string, error) {
	return func(s *site) (string, error) {
		path, err := s.program(name)
		if err != nil {
			return "", err
		}
		line, err := s.output(path, "-v")
		line, _, _ = strings.Cut(line, "\n")
		return strings.TrimPrefix(line, name+" "), err
	}
}

func wsVersion(s *site) (string, error) {
	folder, err := s.npmPackage("ws")
	if err != nil {
		return "", err
	}
	return s.output("node", "-p", "require(process.argv[1]).version + ' on ' + process.version", filepath.Join(folder, "package.json"))
}

func gorillaVersion(*site) (string, error) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return runtime.Version(), nil
	}
	for _, module := range info.Deps {
		if module.Path == "github.com/gorilla/websocket" {
			return module.Version + " on " + runtime.Version(), nil
		}
	}
	return runtime.Version(), nil
}

func sockhostVersion(s *site) (string, error) {
	path, err := s.sockhost()
	if err != nil {
		return "", err
	}
	return s.output(path, "--version")
}

// own is a server that is part of this binary.
func own(name string, args ...string) command {
	return func(*site) ([]string, error) {
		path, err := os.Executable()
		return append([]string{path, "-serve=" + name, "--"}, args...), err
	}
}

// workers is a script of this module run by sockhost in as many runtimes as there are cores.
func workers(script string, args ...string) command {
	return func(s *site) ([]string, error) {
		path, err := s.sockhost()
		if err != nil {
			return nil, err
		}
		if help, err := s.output(path, "--help"); err != nil || !strings.Contains(help, "--workers") {
			return nil, notInstalled("sockhost with --workers")
		}
		command := []string{path, "--workers", strconv.Itoa(runtime.NumCPU()), filepath.Join(s.root, script)}
		return append(command, args...), nil
	}
}

// chromium is a script of this module run by a Chromium.
func chromium(script string, args ...string) command {
	return func(s *site) ([]string, error) {
		path, err := s.program("chromium")
		if err != nil {
			return nil, err
		}
		return append([]string{path, filepath.Join(s.root, script)}, args...), nil
	}
}

func chromiumVersion(s *site) (string, error) {
	path, err := s.program("chromium")
	if err != nil {
		return "", err
	}
	words, err := s.output(path, "--version")
	if fields := strings.Fields(words); len(fields) > 1 {
		return fields[1], err
	}
	return words, err
}

// What stands in a command for the server that a proxy forwards to.
const (
	beyondHost = "{host}"
	beyondPort = "{port}"
)

// towards fills in the address of that server.
func towards(addr string, args []string) []string {
	host, port, _ := strings.Cut(addr, ":")
	filled := make([]string, len(args))
	for i, arg := range args {
		filled[i] = strings.NewReplacer(beyondHost, host, beyondPort, port).Replace(arg)
	}
	return filled
}
