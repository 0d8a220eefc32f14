package main

import (
	"bytes"
	"io"
	"net/netip"

	"golang.org/x/sys/unix"
)

// A client is one connection of a load. What it sends and what it awaits is one message under ever new numbers; with
// one under way at a time both may be the same, which clients may even share.
type client struct {
	fd       int
	framing  framing
	out, in  *message
	sent     int  // bytes of out
	received int  // bytes of in
	pending  int  // messages to send after out
	awaited  int  // answers to come, in's included
	blocked  bool // the socket took only a part of the message, the rest waits for EPOLLOUT
	leaving  bool // it has said that it sends no more: what it awaits is the server's end
}

// dial connects a client from one of the loopback addresses. A port that has just been in use rests for a while, so a
// load that opens very many connections spreads them over the loopback network: source 1 is 127.0.0.1 and so on; 0 leaves
// it to the system.
func dial(addr string, source int, out, in *message, f framing) (*client, error) {
	kind := unix.SOCK_STREAM
	if f == datagrams {
		kind = unix.SOCK_DGRAM
	}
	fd, err := unix.Socket(unix.AF_INET, kind|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	if err := connect(fd, source, addr, f); err != nil {
		unix.Close(fd)
		return nil, err
	}
	return &client{fd: fd, framing: f, out: out, in: in, sent: len(out.sent), received: len(in.answer)}, nil
}

func connect(fd, source int, addr string, f framing) error {
	if source > 0 {
		if err := unix.SetsockoptInt(fd, unix.IPPROTO_IP, unix.IP_BIND_ADDRESS_NO_PORT, 1); err != nil {
			return err
		}
		if err := unix.Bind(fd, &unix.SockaddrInet4{Addr: [4]byte{127, 0, byte(source >> 8), byte(source)}}); err != nil {
			return err
		}
	}
	target, err := netip.ParseAddrPort(addr)
	if err != nil {
		return err
	}
	if err := unix.Connect(fd, &unix.SockaddrInet4{Addr: target.Addr().As4(), Port: int(target.Port())}); err != nil || f == datagrams {
		return err
	}
	return unix.SetsockoptInt(fd, unix.IPPROTO_TCP, unix.TCP_NODELAY, 1)
}

// establish makes connected clients ready for a poller.
func establish(addr string, clients []*client) error {
	var handshakes []handshake
	for _, c := range clients {
		if !c.framing.webSocket() {
			continue
		}
		patience := unix.NsecToTimeval(stuckAfter.Nanoseconds())
		if err := unix.SetsockoptTimeval(c.fd, unix.SOL_SOCKET, unix.SO_RCVTIMEO, &patience); err != nil {
			return err
		}
		handshakes = append(handshakes, handshake{conn: blocking(c.fd), host: addr})
	}
	for step := range 3 {
		for i := range handshakes {
			if err := handshakes[i].steps()[step](); err != nil {
				return handshakeFailed(err)
			}
		}
	}
	for _, c := range clients {
		if err := unix.SetNonblock(c.fd, true); err != nil {
			return err
		}
	}
	return nil
}

// ask adds a message to those to be sent and its answer to those that are awaited.
func (c *client) ask(poll *poller) error {
	c.expect()
	c.pending++
	if c.blocked {
		return nil
	}
	return c.send(poll)
}

// expect adds one to the answers that are awaited.
func (c *client) expect() {
	c.awaited++
	if c.awaited == 1 {
		c.begin()
	}
}

// begin makes room for the next answer. A message that is both is renumbered when it is sent.
func (c *client) begin() {
	c.received = 0
	if c.in != c.out {
		c.in.renumber()
	}
}

// send goes on with what is to be sent.
func (c *client) send(poll *poller) error {
	for {
		if c.sent == len(c.out.sent) {
			if c.pending == 0 {
				break
			}
			c.pending--
			c.sent = 0
			c.out.renumber()
		}
		n, err := writeNow(c.fd, c.out.sent[c.sent:])
		if err != nil && err != unix.EAGAIN && err != unix.EINTR {
			return err
		}
		c.sent += n
		if c.sent < len(c.out.sent) {
			break
		}
	}
	if blocked := c.sent < len(c.out.sent); blocked != c.blocked {
		c.blocked = blocked
		events := uint32(unix.EPOLLIN)
		if blocked {
			events |= unix.EPOLLOUT
		}
		return poll.change(c.fd, events)
	}
	return nil
}

// receive takes what has come and returns how many answers are complete with it.
func (c *client) receive(buffer []byte) (complete int, err error) {
	n, err := readNow(c.fd, buffer)
	switch {
	case err == unix.EAGAIN || err == unix.EINTR:
		return 0, nil
	case err != nil:
		return 0, err
	case n == 0:
		return 0, errServerClosed
	}
	for data := buffer[:n]; len(data) > 0; {
		missing := c.in.answer[c.received:]
		size := min(len(data), len(missing))
		if c.awaited == 0 || !bytes.Equal(data[:size], missing[:size]) {
			return complete, corrupt(data, missing)
		}
		data = data[size:]
		if c.received += size; c.received < len(c.in.answer) {
			break
		}
		if c.blocked && c.in.number >= c.out.number {
			return complete, errEarly
		}
		complete++
		if c.awaited--; c.awaited > 0 {
			c.begin()
		}
	}
	return complete, nil
}

// leave says that nothing more will be sent.
func (c *client) leave() error {
	c.leaving = true
	return unix.Shutdown(c.fd, unix.SHUT_WR)
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
