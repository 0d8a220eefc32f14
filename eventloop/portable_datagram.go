package eventloop

import (
	"bytes"
	"context"
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
	leave   func() // gives up the address

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
	d := &netDatagram{p: p, v6: v6, handler: h, reads: make(chan struct{}, 1), writes: make(chan datagram, 1)}
	leave, err := p.loop.ports.open(p.loop, kernelDatagrams, addr, func(_ *sharedPort, how sharing) (port uint16, err error) {
		d.conn, err = listenUDP(addr, how)
		return addr.Port(), err
	})
	if err != nil {
		return nil, err
	}
	d.leave = leave
	// Package net opens an IPv4 socket for an IPv4-mapped address, and allows
	// broadcasts from the start.
	err = d.control(func(fd int) error { return setMulticast(fd, v6 && !addr.Addr().Is4In6(), opts) })
	if err != nil {
		d.conn.Close()
		leave()
		return nil, err
	}
	d.SetBroadcast(false)
	p.add(d)
	return d, nil
}

func listenUDP(addr netip.AddrPort, how sharing) (*net.UDPConn, error) {
	network := "udp"
	if addr.Addr().Is4() {
		network = "udp4"
	}
	config := net.ListenConfig{Control: func(_, _ string, c syscall.RawConn) error { return controlRaw(c, how.before) }}
	conn, err := config.ListenPacket(context.Background(), network, addr.String())
	if err != nil {
		return nil, err
	}
	udp := conn.(*net.UDPConn)
	if err := control(udp, how.after); err != nil {
		udp.Close()
		return nil, err
	}
	return udp, nil
}

func (d *netDatagram) control(f func(fd int) error) error { return control(d.conn, f) }

// control runs f on the descriptor of a socket.
func control(c syscall.Conn, f func(fd int) error) error {
	raw, err := c.SyscallConn()
	if err != nil {
		return err
	}
	return controlRaw(raw, f)
}

func controlRaw(raw syscall.RawConn, f func(fd int) error) error {
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
	d.leave()
	close(d.reads)
	close(d.writes)
}
