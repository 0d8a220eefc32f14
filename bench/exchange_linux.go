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
	done    int64 // operations that are complete
	open    int   // answers and ends that are awaited
	ending  bool  // no new messages: the window has closed
	abrupt  bool  // the server does not outlive the load: no orderly ends

	begin    func() error        // connects and sends what comes first
	answered func(*client) error // what follows an answer, unless the exchange is ending
	left     func(*client) error // what follows the server's end of a connection that the client has ended
	busy     func() error        // is called all the time, if there is one; the exchange then never sleeps
}

// run is one thread on one epoll instance. A goroutine for each connection is easier to write, but takes CPU time from
// the server that is being measured.
func (x *exchange) run(ctx context.Context, w window) (tally, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var err error
	if x.poll, err = newPoller(); err != nil {
		return tally{}, err
	}
	x.buffer = make([]byte, 64<<10)
	defer x.close()
	if err := x.begin(); err != nil {
		return tally{}, err
	}
	if err := x.turn(ctx, w.warmup); err != nil {
		return tally{}, err
	}
	w.opened()
	before := x.done
	if err := x.turn(ctx, w.duration); err != nil {
		return tally{}, err
	}
	w.closed()
	operations := x.done - before

	// The answers that are still under way come in before the connections close: they are checked as well, and the
	// server sees orderly ends.
	x.ending = true
	if err := x.turn(ctx, stuckAfter); err != nil {
		return tally{}, err
	}
	if !x.abrupt {
		err = x.leave(ctx)
	}
	return tally{operations: operations}, err
}

// leave ends the connections and waits until the server has closed them. Its work on that would otherwise fall into the
// turn of the next peer, and a server that limits its connections would refuse those of its own next turn.
func (x *exchange) leave(ctx context.Context) error {
	for _, c := range x.clients {
		if c.framing == datagrams {
			continue // there is no end to wait for
		}
		if err := c.leave(); err != nil {
			return err
		}
		x.open++
	}
	return x.turn(ctx, stuckAfter)
}

func (x *exchange) close() {
	for _, c := range x.byFD {
		if c != nil {
			unix.Close(c.fd)
		}
	}
	x.poll.close()
}

// batch is how many connections are opened at once: fewer than any server's queue of those to be accepted holds.
const batch = 100

// connect adds clients that stay until the end, with messages that start makes for each.
func (x *exchange) connect(addr string, count int, f framing, start func(i int) (source int, out, in *message)) error {
	first := len(x.clients)
	for i := range count {
		source, out, in := start(first + i)
		c, err := dial(addr, source, out, in, f)
		if err != nil {
			return err
		}
		x.clients = append(x.clients, c)
		if err := x.watch(c); err != nil {
			return err
		}
		if n := len(x.clients); i == count-1 || (n-first)%batch == 0 {
			if err := establish(addr, x.clients[first+i/batch*batch:]); err != nil {
				return err
			}
		}
	}
	return nil
}

// watch takes what comes for a client.
func (x *exchange) watch(c *client) error {
	x.byFD = append(x.byFD, make([]*client, max(0, c.fd+1-len(x.byFD)))...)
	x.byFD[c.fd] = c
	return x.poll.add(c.fd, unix.EPOLLIN)
}

// ask sends a message of a client and awaits its answer.
func (x *exchange) ask(c *client) error {
	x.open++
	return c.ask(&x.poll)
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
		timeout := int(min(deadline.Sub(now), 100*time.Millisecond)/time.Millisecond) + 1
		if x.busy != nil && !x.ending {
			timeout = 0
			if err := x.busy(); err != nil {
				return err
			}
		}
		events, err := x.poll.wait(timeout)
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

// ready takes what has come for a client and goes on to what follows each answer that is complete.
func (x *exchange) ready(c *client) error {
	if c.blocked {
		if err := c.send(&x.poll); err != nil {
			return err
		}
	}
	complete, err := c.receive(x.buffer)
	if c.leaving && (err == errServerClosed || err == unix.ECONNRESET) {
		x.open--
		return x.left(c)
	}
	if err != nil {
		return err
	}
	for range complete {
		x.open--
		if err := x.answered(c); err != nil {
			return err
		}
	}
	return nil
}

// forget is what follows the end of a connection when nothing else does.
func (x *exchange) forget(c *client) error {
	return x.poll.remove(c.fd)
}
