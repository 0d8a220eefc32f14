package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
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
		name:    "ws",
		about:   "npm ws on node, bench/peers/ws-*.js",
		version: wsVersion,
		commands: map[protocol]command{
			wsEcho:    npm("ws", "bench/peers/ws-echo.js"),
			wsPublish: npm("ws", "bench/peers/ws-publish.js"),
		},
	},
	{
		name:    "sockhost",
		about:   "scripts/examples/tcp-echo.js and ws-echo.js, bench/peers/sockhost-publish.js",
		version: sockhostVersion,
		commands: map[protocol]command{
			tcpEcho:   sockhost("scripts/examples/tcp-echo.js", "--", "0"),
			wsEcho:    sockhost("scripts/examples/ws-echo.js", "--", "0"),
			wsPublish: sockhost("bench/peers/sockhost-publish.js", "--", "0"),
		},
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
	{
		name:     "gorilla",
		about:    "Go and gorilla/websocket, a goroutine for each client",
		version:  gorillaVersion,
		commands: map[protocol]command{wsEcho: own("gorilla-echo"), wsPublish: own("gorilla-publish")},
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
func own(name string) command {
	return func(*site) ([]string, error) {
		path, err := os.Executable()
		return []string{path, "-serve=" + name}, err
	}
}
