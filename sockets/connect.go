package sockets

import (
	"fmt"
	"net"
	"net/netip"
	"strconv"

	"github.com/sockhost/sockhost/eventloop"
)

// connecting is an attempt to connect: first the name, then the addresses, one
// after the other.
type connecting struct {
	socket *tcpSocket
	host   string
	port   int
	handle eventloop.Handle
	cancel func() // the step under way
	done   func(error)
	// others are further calls of connect that came meanwhile. They fail when
	// this one ends.
	others []func(error)
}

func (c *connecting) String() string {
	return fmt.Sprintf("tcp socket %d connecting to %s", c.socket.id, net.JoinHostPort(c.host, strconv.Itoa(c.port)))
}

// Connect connects a socket to a host name or address. The error is a [Code]
// unless the id is unknown. Receiving starts right after the answer, unless
// the socket is paused.
func (t *TCP) Connect(id int, host string, port int, family Family, done func(error)) {
	s, err := t.sockets.find(id)
	if err == nil {
		err = t.host.check(TCPConnect, host, port)
	}
	if err == nil && !validPort(port) {
		err = InvalidArgument
	}
	if err != nil {
		t.host.answer(done, err)
		return
	}
	if s.connect != nil {
		s.connect.others = append(s.connect.others, done)
		return
	}
	c := &connecting{socket: s, host: host, port: port, done: done}
	c.handle.Open(t.host.loop, c)
	s.connect = c
	c.cancel = t.host.resolve(host, family, func(ips []netip.Addr, err error) {
		// Chrome looks at the state of the socket only now.
		switch {
		case err != nil:
			c.finish(err)
		case s.secured:
			c.finish(ConnectionFailed)
		case s.connected() != nil:
			c.finish(SocketIsConnected)
		case s.accepted:
			c.finish(ConnectionFailed)
		default:
			s.letGoBroken()
			c.dial(ips)
		}
	})
}

// dial tries the addresses in order; the error is that of the last one.
func (c *connecting) dial(ips []netip.Addr) {
	s := c.socket
	remote := netip.AddrPortFrom(ips[0], uint16(c.port))
	c.cancel = s.host.net.Dial(remote, func(stream eventloop.Stream, err error) {
		switch {
		case err == nil:
			s.conn = newConnection(s, stream, remote)
			s.peerName = c.host
			c.finish(nil)
			s.startReceiving()
		case len(ips) > 1:
			c.dial(ips[1:])
		default:
			c.finish(connectCode(err))
		}
	})
}

// finish ends the attempt with its answer; it runs as a task.
func (c *connecting) finish(err error) {
	rest := ConnectionFailed
	if err == nil || err == SocketIsConnected {
		rest = SocketIsConnected
	}
	c.end(rest)
	c.done(err)
}

// abort ends the attempt from inside another call.
func (c *connecting) abort() {
	c.cancel()
	c.socket.host.answer(c.done, Aborted)
	c.end(Aborted)
}

func (c *connecting) end(rest Code) {
	c.socket.connect = nil
	c.handle.Close()
	for _, done := range c.others {
		c.socket.host.answer(done, rest)
	}
}
