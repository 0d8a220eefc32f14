package main

import (
	"context"

	"golang.org/x/sys/unix"
)

func (l echoLoad) run(ctx context.Context, t target, w window) (tally, error) {
	x := &exchange{}
	x.begin = func() error {
		if err := x.connect(t.addr, l.connections, l.framing, l.messages); err != nil {
			return err
		}
		for _, c := range x.clients {
			for range l.depth {
				if err := x.ask(c); err != nil {
					return err
				}
			}
		}
		return nil
	}
	x.answered = func(c *client) error {
		x.done++
		if x.ending {
			return nil
		}
		return x.ask(c)
	}
	x.left = x.forget
	return x.run(ctx, w)
}

// messages are those of a client: one that is sent and awaited when it is the only one under way, otherwise two.
func (l echoLoad) messages(i int) (source int, out, in *message) {
	out = newMessage(i, l.size, l.framing)
	if l.depth == 1 {
		return 0, out, out
	}
	return 0, out, newMessage(i, l.size, l.framing)
}

func (l publishLoad) run(ctx context.Context, t target, w window) (tally, error) {
	x := &exchange{}
	shared := newMessage(0, l.size, textFrames)
	publish := func() error {
		for _, c := range x.clients[1:] {
			c.expect()
		}
		x.open = len(x.clients) - 1
		return x.ask(x.clients[0])
	}
	x.begin = func() error {
		messages := func(int) (int, *message, *message) { return 0, shared, shared }
		if err := x.connect(t.addr, l.connections, textFrames, messages); err != nil {
			return err
		}
		return publish()
	}
	x.answered = func(*client) error {
		x.done++
		if x.open > 0 || x.ending {
			return nil
		}
		return publish()
	}
	x.left = x.forget
	return x.run(ctx, w)
}

// churnSources is how many addresses the connections of a churnLoad come from in turn.
const churnSources = 64

func (l churnLoad) run(ctx context.Context, t target, w window) (tally, error) {
	x := &exchange{}
	opened := 0
	connect := func() error {
		m := newMessage(opened%100_000, l.size, bare)
		c, err := dial(t.addr, 1+opened%churnSources, m, m, bare)
		if err != nil {
			return err
		}
		opened++
		if err := establish(t.addr, []*client{c}); err != nil {
			return err
		}
		if err := x.watch(c); err != nil {
			return err
		}
		return x.ask(c)
	}
	x.begin = func() error {
		for range l.connections {
			if err := connect(); err != nil {
				return err
			}
		}
		return nil
	}
	x.answered = func(c *client) error {
		x.open++
		return c.leave()
	}
	x.left = func(c *client) error {
		x.done++
		x.byFD[c.fd] = nil
		if err := unix.Close(c.fd); err != nil || x.ending {
			return err
		}
		return connect()
	}
	return x.run(ctx, w)
}
