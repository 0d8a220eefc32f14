// Command sockhost runs JavaScript written for Chrome's chrome.sockets API.
//
// It owns flags, files, signals, output and exit codes, and nothing else:
// package sockhost does the work. Every word it prints stands in words.go.
package main

import (
	"os"
	"runtime"
	"runtime/debug"
)

// The live heap of a script is small, a few megabytes, and would be collected
// again and again while data flows through it. gcPercent trades memory for
// speed; ballast, which is never touched and so takes no memory, counts as live
// and lets the heap of even the smallest script grow to some 40 MB first.
const (
	gcPercent = 400
	ballast   = 5 << 20 // bytes
)

func main() {
	runtime.MemProfileRate = 0 // until a flag asks for it
	var weight []byte
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
		weight = make([]byte, ballast)
	}
	go tidyAtRest()
	code := run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	runtime.KeepAlive(weight)
	os.Exit(code)
}
