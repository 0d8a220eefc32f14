package eventloop

import (
	"context"
	"net"
	"net/netip"
	"sync"
)

// ListenNet binds addr and listens, for protocols that accept on goroutines of
// their own. An IPv4 address is IPv4 alone, "::" is both. Connections start with
// the keep-alive of a [Stream]. The loop only stands for who shares the address
// ([Ports]).
func (l *Loop) ListenNet(addr netip.AddrPort) (net.Listener, error) {
	return l.listenNet(hubServers, addr, -1)
}

func (l *Loop) listenNet(kind portKind, addr netip.AddrPort, backlog int) (net.Listener, error) {
	if l.ports == nil {
		return listenNet(addr, backlog)
	}
	d := &desk{gone: make(chan struct{})}
	leave, err := l.ports.open(l, kind, addr, func(s *sharedPort, _ sharing) (uint16, error) {
		if s.hub == nil {
			ln, err := listenNet(addr, backlog)
			if err != nil {
				return 0, err
			}
			s.hub = newHub(ln)
		}
		d.hub = s.hub
		return uint16(d.Addr().(*net.TCPAddr).Port), nil
	})
	if err != nil {
		return nil, err
	}
	d.leave = leave
	return d, nil
}

func listenNet(addr netip.AddrPort, backlog int) (net.Listener, error) {
	config := net.ListenConfig{KeepAliveConfig: keepAlive}
	ln, err := config.Listen(context.Background(), network(addr.Addr()), addr.String())
	if err != nil {
		return nil, err
	}
	if backlog >= 0 {
		// Package net listens with the system's maximum; listening again
		// only changes the number.
		if err := control(ln.(*net.TCPListener), func(fd int) error { return setBacklog(fd, backlog) }); err != nil {
			ln.Close()
			return nil, err
		}
	}
	return ln, nil
}

// hub accepts for several loops. Whoever asks first gets the next connection,
// so loops that keep up get equally many. One connection is accepted ahead.
type hub struct {
	ln       net.Listener
	accepted chan acceptance
	closed   chan struct{}
}

// acceptance is what an accept came to.
type acceptance struct {
	conn net.Conn
	err  error
}

func newHub(ln net.Listener) *hub {
	h := &hub{ln, make(chan acceptance), make(chan struct{})}
	go h.run()
	return h
}

func (h *hub) run() {
	for {
		conn, err := h.ln.Accept()
		select {
		case h.accepted <- acceptance{conn, err}:
		case <-h.closed:
			if err == nil {
				conn.Close()
			}
			return
		}
	}
}

func (h *hub) close() {
	h.ln.Close()
	close(h.closed)
}

// desk is the listener of one loop at a hub.
type desk struct {
	hub   *hub
	leave func()
	gone  chan struct{} // closed by Close
	shut  sync.Once
}

func (d *desk) Addr() net.Addr { return d.hub.ln.Addr() }

func (d *desk) Accept() (net.Conn, error) {
	select {
	case a := <-d.hub.accepted:
		return a.conn, a.err
	case <-d.gone:
		return nil, net.ErrClosed
	}
}

func (d *desk) Close() error {
	d.shut.Do(func() {
		close(d.gone)
		d.leave()
	})
	return nil
}
