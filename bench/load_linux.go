package main

import (
	"context"

	"golang.org/x/sys/unix"
)

func (l echoLoad) run(ctx context.Context, t target, w window) (tally, error) {
	x := &exchange{}
	x.begin = func() error {
		for i := range l.connections {
			out := newMessage(i, l.size, l.framing)
			in := out
			if l.depth > 1 {
				in = newMessage(i, l.size, l.framing)
			}
			c, err := dial(t.addr, 0, out, in, l.framing)
			if err != nil {
				return err
			}
			if err := x.add(c); err != nil {
				return err
			}
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
		for range l.connections {
			c, err := dial(t.addr, 0, shared, shared, textFrames)
			if err != nil {
				return err
			}
			if err := x.add(c); err != nil {
				return err
			}
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
