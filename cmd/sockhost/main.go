// Command sockhost runs JavaScript written for Chrome's chrome.sockets API.
//
// It owns flags, files, signals, output and exit codes, and nothing else:
// package sockhost does the work. Every word it prints stands in words.go.
package main

import (
	"os"
	"runtime/debug"
)

// gcPercent trades memory for speed: the live heap of a script is small, so
// collecting less often costs a few megabytes.
const gcPercent = 400

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
