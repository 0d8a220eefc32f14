package main

import (
	"context"
	"syscall"

	"golang.org/x/sys/unix"
)

// perSource is how many connections an idleLoad opens from one address: fewer than there are ports.
const perSource = 20_000

// run opens the connections, opens the window, and keeps them until its context ends.
func (l idleLoad) run(ctx context.Context, t target, w window) (tally, error) {
	x := &exchange{ending: true, abrupt: true}
	messages := func(i int) (source int, out, in *message) {
		m := newMessage(i, l.size, l.framing)
		return 1 + i/perSource, m, m
	}
	x.answered = func(*client) error { x.done++; return nil }
	x.begin = func() error {
		for opened := 0; opened < l.connections; opened += batch {
			if err := x.connect(t.addr, min(batch, l.connections-opened), l.framing, messages); err != nil {
				return err
			}
			for _, c := range x.clients[opened:] {
				if err := x.ask(c); err != nil {
					return err
				}
			}
			if err := x.turn(ctx, stuckAfter); err != nil {
				return err
			}
		}
		return nil
	}
	_, err := x.run(ctx, window{opened: w.opened, closed: func() { <-ctx.Done() }})
	return tally{operations: int64(l.connections)}, err
}

// possible asks for the descriptors. Servers and holders inherit the limit, since it is set here.
func (l idleLoad) possible() error {
	const others = 100
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(unix.RLIMIT_NOFILE, &limit); err != nil {
		return err
	}
	limit.Cur = max(limit.Cur, min(limit.Max, uint64(l.connections+others)))
	if limit.Cur < uint64(l.connections+others) {
		return tooFewFiles(limit.Max)
	}
	return syscall.Setrlimit(unix.RLIMIT_NOFILE, &limit)
}
