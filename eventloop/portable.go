package eventloop

import (
	"context"
	"net"
	"net/netip"
	"sync"
	"time"
)

// portable is the backend on package net: every blocking call has a goroutine
// of its own, which hands its result back with Loop.Post. Each stream has at
// most one read and one write under way, so nothing queues up in memory.
//
// It differs from the epoll backend in two things: one connection may be accepted ahead while a listener is stopped,
// and closing a stream with unread bytes lets the kernel send an RST.
type portable struct {
	netSet
	awaken chan struct{}
}

func newPortable(l *Loop) *portable {
	return &portable{netSet: newNetSet(l), awaken: make(chan struct{}, 1)}
}

// netSet is everything on package net that belongs to one loop, so that it can
// be closed with the loop.
type netSet struct {
	loop *Loop
	open map[closer]struct{}
}

// closer is a stream, a listener, a datagram socket or an attempt to connect.
type closer interface{ Close() }

func newNetSet(l *Loop) netSet { return netSet{l, map[closer]struct{}{}} }

func (n *netSet) add(c closer)    { n.open[c] = struct{}{} }
func (n *netSet) forget(c closer) { delete(n.open, c) }

func (n *netSet) close() {
	for c := range n.open {
		c.Close()
	}
}

// wrap makes a stream of a connection.
func (n *netSet) wrap(conn net.Conn) Stream {
	a, ok := conn.LocalAddr().(*net.TCPAddr)
	return newNetStream(n, conn, ok && a.AddrPort().Addr().Is6())
}

func (p *portable) wake() {
	select {
	case p.awaken <- struct{}{}:
	default:
	}
}

func (p *portable) wait(timeout time.Duration) error {
	if timeout == 0 {
		return nil
	}
	var expired <-chan time.Time
	if timeout > 0 {
		t := time.NewTimer(timeout)
		defer t.Stop()
		expired = t.C
	}
	select {
	case <-p.awaken:
	case <-expired:
	}
	p.loop.awake()
	return nil
}

var keepAlive = net.KeepAliveConfig{Enable: true, Idle: KeepAliveDelay, Interval: KeepAliveDelay, Count: -1}

// network is "tcp4" for IPv4 and "tcp" for IPv6, where "::" means both.
func network(ip netip.Addr) string {
	if ip.Is4() {
		return "tcp4"
	}
	return "tcp"
}

// dialNetwork is "tcp6" for IPv6, where "::" means only ::1; an IPv4-mapped
// address needs "tcp".
func dialNetwork(ip netip.Addr) string {
	if ip.Is6() && !ip.Is4In6() {
		return "tcp6"
	}
	return network(ip)
}

// addrPortOf converts the address of a TCP socket.
func addrPortOf(a net.Addr, v6 bool) netip.AddrPort {
	tcp, ok := a.(*net.TCPAddr)
	if !ok {
		return netip.AddrPort{}
	}
	return ofFamily(tcp.AddrPort(), v6)
}

// ofFamily gives an address the family of its socket. Package net turns
// IPv4-mapped addresses into IPv4 ones; on an IPv6 socket they are turned back.
func ofFamily(a netip.AddrPort, v6 bool) netip.AddrPort {
	ip := a.Addr().Unmap()
	if v6 {
		ip = netip.AddrFrom16(ip.As16()).WithZone(ip.Zone())
	}
	return netip.AddrPortFrom(ip, a.Port())
}

func (p *portable) Listen(addr netip.AddrPort, backlog int, h ListenerHandler) (Listener, error) {
	ln, err := p.loop.listenNet(hubStreams, addr, backlog)
	if err != nil {
		return nil, err
	}
	l := &netListener{p: p, loop: p.loop, ln: ln, v6: addr.Addr().Is6(), handler: h, resume: make(chan struct{}, 1)}
	p.add(l)
	return l, nil
}

func (p *portable) Dial(addr netip.AddrPort, done func(Stream, error)) (cancel func()) {
	ctx, stop := context.WithCancel(context.Background())
	d := &netDial{p: p, stop: stop, done: done}
	p.add(d)
	go func() {
		dialer := net.Dialer{KeepAliveConfig: keepAlive}
		conn, err := dialer.DialContext(ctx, dialNetwork(addr.Addr()), addr.String())
		p.loop.Post(func() { d.finish(conn, addr.Addr().Is6(), err) })
	}()
	return d.Close
}

// netDial is a connect under way.
type netDial struct {
	p    *portable
	stop context.CancelFunc
	done func(Stream, error)
}

func (d *netDial) finish(conn net.Conn, v6 bool, err error) {
	done := d.done
	d.Close()
	switch {
	case done == nil:
		if err == nil {
			conn.Close()
		}
	case err != nil:
		done(nil, err)
	default:
		done(newNetStream(&d.p.netSet, conn, v6), nil)
	}
}

func (d *netDial) Close() {
	d.done = nil
	d.stop()
	d.p.forget(d)
}

type netListener struct {
	p       *portable
	loop    *Loop
	ln      net.Listener
	v6      bool
	handler ListenerHandler
	resume  chan struct{}
	start   sync.Once

	accepting, closed bool
	waiting           bool // an accept is under way
	held              net.Conn
}

func (l *netListener) Addr() netip.AddrPort { return addrPortOf(l.ln.Addr(), l.v6) }

func (l *netListener) Accept(on bool) {
	l.accepting = on
	if !on || l.closed {
		return
	}
	l.start.Do(func() { go l.acceptLoop() })
	if conn := l.held; conn != nil {
		l.loop.Post(l.deliver)
		return
	}
	l.next()
}

func (l *netListener) next() {
	if l.accepting && !l.waiting && l.held == nil && !l.closed {
		l.waiting = true
		l.resume <- struct{}{}
	}
}

func (l *netListener) acceptLoop() {
	for range l.resume {
		conn, err := l.ln.Accept()
		l.loop.Post(func() { l.accepted(conn, err) })
	}
}

func (l *netListener) accepted(conn net.Conn, err error) {
	l.waiting = false
	switch {
	case l.closed:
		if conn != nil {
			conn.Close()
		}
	case err != nil:
		if l.accepting {
			l.accepting = false
			l.handler.AcceptFailed(err)
		}
	default:
		l.held = conn
		l.deliver()
	}
}

func (l *netListener) deliver() {
	conn := l.held
	if conn == nil || !l.accepting || l.closed {
		return
	}
	l.held = nil
	defer l.next() // even if the handler panics
	l.handler.Accepted(newNetStream(&l.p.netSet, conn, l.v6))
}

func (l *netListener) Close() {
	if l.closed {
		return
	}
	l.closed, l.accepting = true, false
	l.p.forget(l)
	l.ln.Close()
	close(l.resume)
	if l.held != nil {
		l.held.Close()
		l.held = nil
	}
}
