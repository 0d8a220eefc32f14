package eventloop

import (
	"bytes"
	"net"
	"net/netip"
	"sync"
	"syscall"
)

// netDatagram is a datagram socket on a net.UDPConn, with one goroutine that
// reads when asked and one that writes when asked.
type netDatagram struct {
	p       *portable
	conn    *net.UDPConn
	v6      bool
	handler DatagramHandler

	reads       chan struct{}
	writes      chan datagram
	startReader sync.Once
	startWriter sync.Once

	receiving, closed bool
	reading           bool
	held              *datagram
}

// datagram is one datagram with its other end, or the failure to get one.
type datagram struct {
	p    []byte
	peer netip.AddrPort
	err  error
}

func (p *portable) Bind(addr netip.AddrPort, opts MulticastOptions, h DatagramHandler) (Datagram, error) {
	v6 := addr.Addr().Is6()
	network := "udp"
	if !v6 {
		network = "udp4"
	}
	conn, err := net.ListenUDP(network, net.UDPAddrFromAddrPort(addr))
	if err != nil {
		return nil, err
	}
	d := &netDatagram{p: p, conn: conn, v6: v6, handler: h, reads: make(chan struct{}, 1), writes: make(chan datagram, 1)}
	// Package net opens an IPv4 socket for an IPv4-mapped address, and allows
	// broadcasts from the start.
	err = d.control(func(fd int) error { return setMulticast(fd, v6 && !addr.Addr().Is4In6(), opts) })
	if err != nil {
		conn.Close()
		return nil, err
	}
	d.SetBroadcast(false)
	p.add(d)
	return d, nil
}

func (d *netDatagram) control(f func(fd int) error) error { return control(d.conn, f) }

// control runs f on the descriptor of a socket.
func control(c syscall.Conn, f func(fd int) error) error {
	raw, err := c.SyscallConn()
	if err != nil {
		return err
	}
	var inner error
	if err := raw.Control(func(fd uintptr) { inner = f(int(fd)) }); err != nil {
		return err
	}
	return inner
}

func (d *netDatagram) Addr() netip.AddrPort {
	return ofFamily(d.conn.LocalAddr().(*net.UDPAddr).AddrPort(), d.v6)
}

func (d *netDatagram) Receive(on bool) {
	d.receiving = on
	if !on || d.closed {
		return
	}
	d.startReader.Do(func() { go d.readLoop() })
	if d.held != nil {
		d.p.loop.Post(d.deliver)
		return
	}
	d.next()
}

func (d *netDatagram) next() {
	if d.receiving && !d.reading && d.held == nil && !d.closed {
		d.reading = true
		d.reads <- struct{}{}
	}
}

func (d *netDatagram) readLoop() {
	buf := make([]byte, scratchSize)
	for range d.reads {
		n, from, err := d.conn.ReadFromUDPAddrPort(buf)
		got := &datagram{bytes.Clone(buf[:n]), from, err}
		d.p.loop.Post(func() {
			d.reading = false
			if !d.closed {
				d.held = got
				d.deliver()
			}
		})
	}
}

func (d *netDatagram) deliver() {
	got := d.held
	if got == nil || !d.receiving || d.closed {
		return
	}
	d.held = nil
	if got.err != nil {
		d.receiving = false
		d.handler.ReceiveFailed(got.err)
		return
	}
	defer d.next() // even if the handler panics
	d.handler.ReceivedFrom(got.p, ofFamily(got.peer, d.v6))
}

// WriteTo takes nothing: package net has no write that does not wait.
func (d *netDatagram) WriteTo([]byte, netip.AddrPort) (bool, error) { return false, nil }

func (d *netDatagram) SendTo(p []byte, to netip.AddrPort) {
	if d.closed {
		return
	}
	d.startWriter.Do(func() { go d.writeLoop() })
	d.writes <- datagram{p: p, peer: to}
}

func (d *netDatagram) writeLoop() {
	for w := range d.writes {
		var err error
		if !d.v6 && w.peer.Addr().Is6() {
			// Package net has an error of its own for this.
			err = syscall.EAFNOSUPPORT
		} else if w.peer.Port() == 0 {
			err = syscall.EINVAL
		} else {
			_, err = d.conn.WriteToUDPAddrPort(w.p, w.peer)
		}
		d.p.loop.Post(func() {
			if !d.closed {
				d.handler.SentTo(err)
			}
		})
	}
}

func (d *netDatagram) SetBroadcast(on bool) error {
	return d.control(func(fd int) error { return setBroadcast(fd, on) })
}

func (d *netDatagram) Join(group netip.Addr) error {
	return d.control(func(fd int) error { return setMembership(fd, group, true) })
}

func (d *netDatagram) Leave(group netip.Addr) error {
	return d.control(func(fd int) error { return setMembership(fd, group, false) })
}

func (d *netDatagram) Close() {
	if d.closed {
		return
	}
	d.closed, d.receiving, d.held = true, false, nil
	d.p.forget(d)
	d.conn.Close()
	close(d.reads)
	close(d.writes)
}
