package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"net/netip"
	"runtime"
	"time"

	"golang.org/x/sys/unix"
)

// stuckAfter is how long a load waits for any answer before it gives up.
const stuckAfter = 10 * time.Second

// An echoClient is one connection of an echoLoad.
type echoClient struct {
	fd       int
	message  []byte // the one in flight
	number   uint64
	sent     int
	received int
	blocked  bool // the socket took only a part of the message, the rest waits for EPOLLOUT
}

// An echoRun is one round of an echoLoad.
type echoRun struct {
	poll    poller
	clients map[int32]*echoClient
	buffer  []byte
	done    int64 // messages that came back
	open    int   // messages in flight
	ending  bool  // no new messages: the window has closed
}

// run is one thread on one epoll instance. A goroutine for each connection is easier to write, but takes CPU time from
// the server that is being measured.
func (l echoLoad) run(ctx context.Context, addr string, w window) (int64, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	poll, err := newPoller()
	if err != nil {
		return 0, err
	}
	r := &echoRun{poll: poll, clients: map[int32]*echoClient{}, buffer: make([]byte, max(64<<10, l.size+1))}
	defer r.close()
	if err := r.connect(l, addr); err != nil {
		return 0, err
	}
	for _, c := range r.clients {
		if err := r.begin(c); err != nil {
			return 0, err
		}
	}
	if err := r.turn(ctx, w.warmup); err != nil {
		return 0, err
	}
	w.opened()
	before := r.done
	if err := r.turn(ctx, w.duration); err != nil {
		return 0, err
	}
	w.closed()
	operations := r.done - before

	// The answers that are still under way come in before the connections close: they are checked as well, and the
	// server sees orderly ends.
	r.ending = true
	return operations, r.turn(ctx, stuckAfter)
}

func (r *echoRun) close() {
	for fd := range r.clients {
		unix.Close(int(fd))
	}
	r.poll.close()
}

func (r *echoRun) connect(l echoLoad, addr string) error {
	target, err := netip.ParseAddrPort(addr)
	if err != nil {
		return err
	}
	for i := range l.connections {
		fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
		if err != nil {
			return err
		}
		c := &echoClient{fd: fd, message: bytes.Repeat([]byte{byte('a' + i%26)}, l.size)}
		binary.BigEndian.PutUint64(c.message[8:], uint64(i))
		r.clients[int32(fd)] = c
		if err := unix.Connect(fd, &unix.SockaddrInet4{Addr: target.Addr().As4(), Port: int(target.Port())}); err != nil {
			return err
		}
		if err := unix.SetsockoptInt(fd, unix.IPPROTO_TCP, unix.TCP_NODELAY, 1); err != nil {
			return err
		}
		if err := unix.SetNonblock(fd, true); err != nil {
			return err
		}
		if err := r.poll.add(fd, unix.EPOLLIN); err != nil {
			return err
		}
	}
	return nil
}

// turn runs the load for a while; once it is ending, until no message is in flight.
func (r *echoRun) turn(ctx context.Context, length time.Duration) error {
	deadline := time.Now().Add(length)
	seen, last := r.done, time.Now()
	for {
		now := time.Now()
		if r.ending && r.open == 0 {
			return nil
		}
		if now.After(deadline) {
			if r.ending {
				return errStuck
			}
			return nil
		}
		if r.done != seen {
			seen, last = r.done, now
		} else if now.Sub(last) > stuckAfter {
			return errStuck
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		events, err := r.poll.wait(int(min(deadline.Sub(now), 100*time.Millisecond)/time.Millisecond) + 1)
		if err != nil {
			return err
		}
		for i := range events {
			if err := r.ready(r.clients[events[i].Fd]); err != nil {
				return err
			}
		}
	}
}

// begin sends a client's next message.
func (r *echoRun) begin(c *echoClient) error {
	c.number++
	binary.BigEndian.PutUint64(c.message, c.number)
	c.sent, c.received = 0, 0
	r.open++
	return r.send(c)
}

func (r *echoRun) send(c *echoClient) error {
	n, err := writeNow(c.fd, c.message[c.sent:])
	if err != nil && err != unix.EAGAIN && err != unix.EINTR {
		return err
	}
	c.sent += n
	if blocked := c.sent < len(c.message); blocked != c.blocked {
		c.blocked = blocked
		events := uint32(unix.EPOLLIN)
		if blocked {
			events |= unix.EPOLLOUT
		}
		return r.poll.change(c.fd, events)
	}
	return nil
}

// ready takes what has come for a client and goes on to its next message when the answer is complete.
func (r *echoRun) ready(c *echoClient) error {
	if c.blocked {
		if err := r.send(c); err != nil {
			return err
		}
	}
	n, err := readNow(c.fd, r.buffer)
	switch {
	case err == unix.EAGAIN || err == unix.EINTR:
		return nil
	case err != nil:
		return err
	case n == 0:
		return errServerClosed
	case n > c.sent-c.received || !bytes.Equal(r.buffer[:n], c.message[c.received:c.received+n]):
		return errCorrupt
	}
	c.received += n
	if c.received < len(c.message) {
		return nil
	}
	r.done++
	r.open--
	if r.ending {
		return nil
	}
	return r.begin(c)
}
