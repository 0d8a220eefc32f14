package eventloop

import (
	"bytes"
	"errors"
	"net"
	"net/netip"
	"sync"
	"time"
)

// netStream is a stream on a net.Conn, with one goroutine that reads when
// asked and one that writes when asked. Each is started on first use.
type netStream struct {
	p       *portable
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
	held              *received
}

// received is the outcome of one read.
type received struct {
	p   []byte
	err error
}

const netReadSize = 32 << 10

func newNetStream(p *portable, conn net.Conn, v6 bool) *netStream {
	s := &netStream{p: p, loop: p.loop, conn: conn, v6: v6, reads: make(chan struct{}, 1), writes: make(chan []byte, 1)}
	p.open[s] = struct{}{}
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
	for range s.reads {
		n, err := s.conn.Read(buf)
		r := &received{bytes.Clone(buf[:n]), err}
		s.loop.Post(func() {
			s.reading = false
			if !s.closed {
				s.held = r
				s.deliver()
			}
		})
	}
}

func (s *netStream) deliver() {
	r := s.held
	if r == nil || !s.receiving || s.closed {
		return
	}
	if len(r.p) > 0 {
		p := r.p
		if r.p = nil; r.err == nil {
			s.held = nil
		}
		s.handler.Received(p)
		if r.err != nil {
			s.loop.Post(s.deliver)
			return
		}
	} else if r.err != nil {
		s.held, s.receiving = nil, false
		s.handler.ReceiveEnded(r.err)
		return
	}
	s.next()
}

// Write takes nothing: package net has no write that does not wait.
func (s *netStream) Write([]byte) (int, error) { return 0, nil }

func (s *netStream) Send(p []byte) {
	if s.closed {
		return
	}
	s.startWriter.Do(func() { go s.writeLoop() })
	s.writes <- p
}

func (s *netStream) writeLoop() {
	for p := range s.writes {
		_, err := s.conn.Write(p)
		s.loop.Post(func() {
			if !s.closed {
				s.handler.Sent(err)
			}
		})
	}
}

func (s *netStream) Close() {
	if s.closed {
		return
	}
	s.closed, s.receiving, s.held = true, false, nil
	s.p.forget(s)
	s.conn.Close()
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
