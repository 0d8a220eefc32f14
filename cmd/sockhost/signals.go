package main

import (
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"
)

// Times of an orderly end.
const (
	closeLimit = 3 * time.Second        // for bytes that are still to be sent
	busyLimit  = 200 * time.Millisecond // for a running script to return
)

// signals ends programs on SIGINT and SIGTERM.
type signals struct {
	programs []runner
	atOnce   func() // called before the second signal ends the process
	ch       chan os.Signal
	done     chan struct{}
	got      atomic.Int32 // the exit code of the first signal, once it has come
}

// runner is a program as signals see it.
type runner interface {
	Post(f func())
	Shutdown(limit time.Duration)
	Kill(reason string)
	Log() *slog.Logger
}

func (p *program) watchSignals(programs ...runner) *signals {
	s := &signals{programs: programs, atOnce: p.stopProfiles, ch: make(chan os.Signal, 2), done: make(chan struct{})}
	signal.Notify(s.ch, os.Interrupt, syscall.SIGTERM)
	go s.watch()
	return s
}

func (s *signals) watch() {
	select {
	case <-s.done:
		return
	case sig := <-s.ch:
		s.got.Store(int32(exitCode(sig)))
		s.programs[0].Log().Debug(fmt.Sprintf(wordClosing, sig))
	}
	s.end(wordInterrupted)
	select {
	case <-s.done:
	case sig := <-s.ch:
		s.atOnce()
		os.Exit(exitCode(sig))
	}
}

// end has each program end in order, and a script that does not return end with
// a reason. It does not wait.
func (s *signals) end(reason string) {
	for _, program := range s.programs {
		go s.endOne(program, reason)
	}
}

func (s *signals) endOne(program runner, reason string) {
	responsive := make(chan struct{})
	program.Post(func() { close(responsive) })
	program.Shutdown(closeLimit)
	for {
		select {
		case <-s.done:
			return
		case <-responsive:
			return
		case <-time.After(busyLimit):
			program.Kill(reason)
		}
	}
}

// code is the exit code of the signal that came, or 0.
func (s *signals) code() int { return int(s.got.Load()) }

func (s *signals) stop() {
	signal.Stop(s.ch)
	close(s.done)
}

func exitCode(sig os.Signal) int {
	if n, ok := sig.(syscall.Signal); ok {
		return exitSignal + int(n)
	}
	return exitSignal
}
