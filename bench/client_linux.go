package main

import (
	"bytes"
	"io"
	"net/netip"

	"golang.org/x/sys/unix"
)

// A client is one connection of a load.
type client struct {
	fd       int
	message  *message // the one in flight
	sent     int
	received int
	blocked  bool // the socket took only a part of the message, the rest waits for EPOLLOUT
}

// dial connects a client and leaves it ready for a poller. The message may be shared with other clients.
func dial(addr string, m *message, f framing) (*client, error) {
	target, err := netip.ParseAddrPort(addr)
	if err != nil {
		return nil, err
	}
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	if err := open(fd, target, f); err != nil {
		unix.Close(fd)
		return nil, err
	}
	return &client{fd: fd, message: m, received: len(m.answer)}, nil
}

func open(fd int, target netip.AddrPort, f framing) error {
	if err := unix.Connect(fd, &unix.SockaddrInet4{Addr: target.Addr().As4(), Port: int(target.Port())}); err != nil {
		return err
	}
	if err := unix.SetsockoptInt(fd, unix.IPPROTO_TCP, unix.TCP_NODELAY, 1); err != nil {
		return err
	}
	if f == textFrames {
		patience := unix.NsecToTimeval(stuckAfter.Nanoseconds())
		if err := unix.SetsockoptTimeval(fd, unix.SOL_SOCKET, unix.SO_RCVTIMEO, &patience); err != nil {
			return err
		}
		if err := upgrade(blocking(fd), target.String()); err != nil {
			return err
		}
	}
	return unix.SetNonblock(fd, true)
}

// send goes on with the message in flight.
func (c *client) send(poll *poller) error {
	n, err := writeNow(c.fd, c.message.sent[c.sent:])
	if err != nil && err != unix.EAGAIN && err != unix.EINTR {
		return err
	}
	c.sent += n
	if blocked := c.sent < len(c.message.sent); blocked != c.blocked {
		c.blocked = blocked
		events := uint32(unix.EPOLLIN)
		if blocked {
			events |= unix.EPOLLOUT
		}
		return poll.change(c.fd, events)
	}
	return nil
}

// receive takes what has come and reports whether the answer is complete now.
func (c *client) receive(buffer []byte) (complete bool, err error) {
	n, err := readNow(c.fd, buffer)
	switch {
	case err == unix.EAGAIN || err == unix.EINTR:
		return false, nil
	case err != nil:
		return false, err
	case n == 0:
		return false, errServerClosed
	}
	missing := c.message.answer[c.received:]
	if n > len(missing) || !bytes.Equal(buffer[:n], missing[:n]) {
		return false, corrupt(buffer[:n], missing)
	}
	c.received += n
	complete = n == len(missing)
	if complete && c.blocked {
		return false, errEarly
	}
	return complete, nil
}

// A blocking socket, for what comes before the load.
type blocking int

func (s blocking) Read(p []byte) (int, error) {
	for {
		n, err := unix.Read(int(s), p)
		switch {
		case err == unix.EINTR:
		case err == unix.EAGAIN: // the timeout of the socket
			return 0, errStuck
		case err != nil:
			return 0, err
		case n == 0:
			return 0, io.EOF
		default:
			return n, nil
		}
	}
}

func (s blocking) Write(p []byte) (int, error) { return unix.Write(int(s), p) }
