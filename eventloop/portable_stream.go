package eventloop

import (
	"bytes"
	"errors"
	"net"
	"net/netip"
	"os"
	"sync"
	"time"
)

// netStream is a stream on a net.Conn, with one goroutine that reads when
// asked and one that writes when asked. Each is started on first use.
type netStream struct {
	set     *netSet
	loop    *Loop
	conn    net.Conn
	v6      bool
	handler StreamHandler

	reads       chan struct{}
	writes      chan []byte
	startReader sync.Once
	startWriter sync.Once

	receiving, closed bool
	reading           bool // a read is under way
	writing           bool // so is a write
	lingers           bool // the writer closes the connection
	held              *received
	detached          func(net.Conn, error) // set while Detach waits for the reader
}

// received is the outcome of one read: bytes or an error, never both.
type received struct {
	p   []byte
	err error
}

const netReadSize = 32 << 10

func newNetStream(set *netSet, conn net.Conn, v6 bool) *netStream {
	s := &netStream{set: set, loop: set.loop, conn: conn, v6: v6, reads: make(chan struct{}, 1), writes: make(chan []byte, 1)}
	set.add(s)
	return s
}

func (s *netStream) SetHandler(h StreamHandler) { s.handler = h }
func (s *netStream) LocalAddr() netip.AddrPort  { return addrPortOf(s.conn.LocalAddr(), s.v6) }
func (s *netStream) RemoteAddr() netip.AddrPort { return addrPortOf(s.conn.RemoteAddr(), s.v6) }

func (s *netStream) Receive(on bool) {
	s.receiving = on
	if !on || s.closed {
		return
	}
	s.startReader.Do(func() { go s.readLoop() })
	if s.held != nil {
		s.loop.Post(s.deliver)
		return
	}
	s.next()
}

func (s *netStream) next() {
	if s.receiving && !s.reading && s.held == nil && !s.closed {
		s.reading = true
		s.reads <- struct{}{}
	}
}

func (s *netStream) readLoop() {
	buf := make([]byte, netReadSize)
	var last error // came together with bytes, as TLS connections do it
	for range s.reads {
		n, err := 0, last
		if last == nil {
			n, err = s.conn.Read(buf)
		}
		r := &received{err: err}
		if n > 0 {
			r, last = &received{p: bytes.Clone(buf[:n])}, err
		}
		s.loop.Post(func() { s.readDone(r) })
	}
}

func (s *netStream) readDone(r *received) {
	s.reading = false
	switch {
	case s.closed:
	case s.detached != nil:
		s.release(r)
	default:
		s.held = r
		s.deliver()
	}
}

func (s *netStream) deliver() {
	r := s.held
	if r == nil || !s.receiving || s.closed {
		return
	}
	s.held = nil
	if r.err != nil {
		s.receiving = false
		s.handler.ReceiveEnded(r.err)
		return
	}
	defer s.next() // even if the handler panics
	s.handler.Received(r.p)
}

// Waiting knows only of what was read ahead.
func (s *netStream) Waiting() bool { return s.held != nil && s.held.p != nil }

// Write takes nothing: package net has no write that does not wait.
func (s *netStream) Write([]byte) (int, error)          { return 0, nil }
func (s *netStream) WriteBoth(_, _ []byte) (int, error) { return 0, nil }

func (s *netStream) Send(p []byte) {
	if s.closed {
		return
	}
	s.startWriter.Do(func() { go s.writeLoop() })
	s.writing = true
	s.writes <- p
}

func (s *netStream) writeLoop() {
	for p := range s.writes {
		_, err := s.conn.Write(p)
		s.loop.Post(func() {
			if s.writing = false; !s.closed {
				s.handler.Sent(err)
			}
		})
	}
	if s.lingers {
		s.conn.Close()
	}
}

// Detach ends a read under way, if there is one; what that read still got goes
// in front of the connection.
func (s *netStream) Detach(unread []byte, done func(net.Conn, error)) {
	s.receiving = false
	s.detached = func(conn net.Conn, err error) { done(withPrefix(conn, unread), err) }
	if s.reading {
		s.conn.SetReadDeadline(time.Unix(1, 0))
		return
	}
	s.loop.Post(func() { s.release(s.held) })
}

// release hands the connection over, with what was read but not delivered.
func (s *netStream) release(r *received) {
	if s.closed {
		return
	}
	s.conn.SetReadDeadline(time.Time{})
	conn, done := s.conn, s.detached
	switch {
	case r == nil || errors.Is(r.err, os.ErrDeadlineExceeded):
	case r.err != nil:
		s.Close()
		done(nil, r.err)
		return
	default:
		conn = withPrefix(conn, r.p)
	}
	s.end()
	done(conn, nil)
}

func withPrefix(conn net.Conn, prefix []byte) net.Conn {
	if conn == nil || len(prefix) == 0 {
		return conn
	}
	return &prefixedConn{Conn: conn, prefix: prefix}
}

// prefixedConn is a connection with bytes in front that were read already.
type prefixedConn struct {
	net.Conn
	prefix []byte
}

func (c *prefixedConn) Read(p []byte) (int, error) {
	if len(c.prefix) == 0 {
		return c.Conn.Read(p)
	}
	n := copy(p, c.prefix)
	c.prefix = c.prefix[n:]
	return n, nil
}

// linger is how long a write under way may go on when the stream is closed.
const linger = time.Second

// Close closes the connection. A write under way gets a moment for what the
// system takes at once, which on other backends is out by now. A connection
// that says farewell, as TLS does, may have to wait for it.
func (s *netStream) Close() {
	if s.closed {
		return
	}
	switch _, tcp := s.conn.(*net.TCPConn); {
	case s.writing:
		s.lingers = true
		s.conn.SetWriteDeadline(time.Now().Add(linger))
	case tcp:
		s.conn.Close()
	default:
		go s.conn.Close()
	}
	s.end()
}

// end ends the stream and its goroutines, but not the connection.
func (s *netStream) end() {
	s.closed, s.receiving, s.held = true, false, nil
	s.set.forget(s)
	close(s.reads)
	close(s.writes)
}

var errNotTCP = errors.New("not a TCP connection")

func (s *netStream) SetNoDelay(on bool) error {
	tcp, ok := s.conn.(*net.TCPConn)
	if !ok {
		return errNotTCP
	}
	return tcp.SetNoDelay(on)
}

func (s *netStream) SetKeepAlive(on bool, delay time.Duration) error {
	tcp, ok := s.conn.(*net.TCPConn)
	if !ok {
		return errNotTCP
	}
	if !on || delay == 0 {
		return tcp.SetKeepAlive(on)
	}
	if delay < 0 {
		return errors.New("negative keep-alive delay")
	}
	return tcp.SetKeepAliveConfig(net.KeepAliveConfig{Enable: true, Idle: delay, Interval: delay, Count: -1})
}
