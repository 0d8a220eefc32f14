//go:build unix

package main

import (
	"os"
	"os/signal"
	"syscall"
)

// notifyReload passes on the signal that asks for a reload.
func notifyReload(ch chan os.Signal) { signal.Notify(ch, syscall.SIGHUP) }
