package main

import (
	"context"
	"runtime"
	"time"

	"golang.org/x/sys/unix"
)

// stuckAfter is how long a load waits for any answer before it gives up.
const stuckAfter = 10 * time.Second

// An exchange is one round of a load.
type exchange struct {
	poll    poller
	clients []*client
	byFD    []*client // with gaps
	buffer  []byte
	done    int64 // answers that came back
	open    int   // answers that are awaited, and ends once leaving
	ending  bool  // no new messages: the window has closed
	leaving bool  // no answers either: the server has to close its connections

	// next sends what follows the answer that a client has just got; in the beginning, what follows nothing.
	next func(*client) error
}

func (l echoLoad) run(ctx context.Context, addr string, w window) (int64, error) {
	x := &exchange{}
	x.next = func(c *client) error {
		c.message.renumber()
		c.sent, c.received = 0, 0
		x.open++
		return c.send(&x.poll)
	}
	return x.run(ctx, w, func() error {
		for i := range l.connections {
			if err := x.connect(addr, newMessage(i, l.size, l.framing), l.framing); err != nil {
				return err
			}
		}
		return nil
	})
}

func (l publishLoad) run(ctx context.Context, addr string, w window) (int64, error) {
	x := &exchange{}
	shared := newMessage(0, l.size, textFrames)
	x.next = func(*client) error {
		if x.open > 0 {
			return nil
		}
		shared.renumber()
		for _, c := range x.clients {
			c.received = 0
		}
		x.open = len(x.clients)
		first := x.clients[0]
		first.sent = 0
		return first.send(&x.poll)
	}
	return x.run(ctx, w, func() error {
		for range l.connections {
			if err := x.connect(addr, shared, textFrames); err != nil {
				return err
			}
		}
		return nil
	})
}

// run is one thread on one epoll instance. A goroutine for each connection is easier to write, but takes CPU time from
// the server that is being measured.
func (x *exchange) run(ctx context.Context, w window, connect func() error) (int64, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var err error
	if x.poll, err = newPoller(); err != nil {
		return 0, err
	}
	x.buffer = make([]byte, 64<<10)
	defer x.close()
	if err := connect(); err != nil {
		return 0, err
	}
	for _, c := range x.clients {
		if err := x.next(c); err != nil {
			return 0, err
		}
	}
	if err := x.turn(ctx, w.warmup); err != nil {
		return 0, err
	}
	w.opened()
	before := x.done
	if err := x.turn(ctx, w.duration); err != nil {
		return 0, err
	}
	w.closed()
	operations := x.done - before

	// The answers that are still under way come in before the connections close: they are checked as well, and the
	// server sees orderly ends.
	x.ending = true
	if err := x.turn(ctx, stuckAfter); err != nil {
		return 0, err
	}
	return operations, x.leave(ctx)
}

// leave ends the connections and waits until the server has closed them. Its work on that would otherwise fall into the
// turn of the next peer, and a server that limits its connections would refuse those of its own next turn.
func (x *exchange) leave(ctx context.Context) error {
	x.leaving = true
	for _, c := range x.clients {
		if err := unix.Shutdown(c.fd, unix.SHUT_WR); err != nil {
			return err
		}
		x.open++
	}
	return x.turn(ctx, stuckAfter)
}

func (x *exchange) close() {
	for _, c := range x.clients {
		unix.Close(c.fd)
	}
	x.poll.close()
}

func (x *exchange) connect(addr string, m *message, f framing) error {
	c, err := dial(addr, m, f)
	if err != nil {
		return err
	}
	x.clients = append(x.clients, c)
	x.byFD = append(x.byFD, make([]*client, max(0, c.fd+1-len(x.byFD)))...)
	x.byFD[c.fd] = c
	return x.poll.add(c.fd, unix.EPOLLIN)
}

// turn runs the load for a while; once it is ending, until nothing is awaited.
func (x *exchange) turn(ctx context.Context, length time.Duration) error {
	deadline := time.Now().Add(length)
	seen, last := x.done, time.Now()
	for {
		now := time.Now()
		if x.ending && x.open == 0 {
			return nil
		}
		if now.After(deadline) {
			if x.ending {
				return errStuck
			}
			return nil
		}
		if x.done != seen {
			seen, last = x.done, now
		} else if now.Sub(last) > stuckAfter {
			return errStuck
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		events, err := x.poll.wait(int(min(deadline.Sub(now), 100*time.Millisecond)/time.Millisecond) + 1)
		if err != nil {
			return err
		}
		for i := range events {
			if err := x.ready(x.byFD[events[i].Fd]); err != nil {
				return err
			}
		}
	}
}

// ready takes what has come for a client and goes on to what follows when the answer is complete.
func (x *exchange) ready(c *client) error {
	if c.blocked {
		if err := c.send(&x.poll); err != nil {
			return err
		}
	}
	complete, err := c.receive(x.buffer)
	if x.leaving && (err == errServerClosed || err == unix.ECONNRESET) {
		x.open--
		return x.poll.remove(c.fd)
	}
	if err != nil || !complete {
		return err
	}
	x.done++
	x.open--
	if x.ending {
		return nil
	}
	return x.next(c)
}
