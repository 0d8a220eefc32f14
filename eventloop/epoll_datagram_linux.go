package eventloop

import (
	"net/netip"
	"os"
	"strconv"
	"unsafe"

	"golang.org/x/sys/unix"
)

// datagramBatch bounds the datagrams taken per readiness.
const datagramBatch = 32

// epollDatagram is a datagram socket of the epoll backend.
type epollDatagram struct {
	registration
	handler   DatagramHandler
	receiving bool
	waiting   []byte // the outstanding send; not nil while there is one
	to        netip.AddrPort
	name      unix.RawSockaddrInet6 // of the peer, during a system call
	leave     func()                // gives up the address
}

func (e *epoll) Bind(addr netip.AddrPort, opts MulticastOptions, h DatagramHandler) (Datagram, error) {
	d := &epollDatagram{handler: h}
	leave, err := e.loop.ports.open(e.loop, kernelDatagrams, addr, func(_ *sharedPort, how sharing) (uint16, error) {
		fd, err := newDatagramSocket(addr, opts, how)
		if err != nil {
			return 0, err
		}
		d.registration = e.register(fd, d)
		return addr.Port(), nil
	})
	if err != nil {
		return nil, err
	}
	d.leave = leave
	return d, nil
}

func newDatagramSocket(addr netip.AddrPort, opts MulticastOptions, how sharing) (int, error) {
	family := unix.AF_INET
	if addr.Addr().Is6() {
		family = unix.AF_INET6
	}
	fd, err := unix.Socket(family, unix.SOCK_DGRAM|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return -1, os.NewSyscallError("socket", err)
	}
	err = setMulticast(fd, addr.Addr().Is6(), opts)
	if err == nil {
		err = how.before(fd)
	}
	if err == nil {
		err = os.NewSyscallError("bind", unix.Bind(fd, sockaddr(addr)))
	}
	if err == nil {
		err = how.after(fd)
	}
	if err != nil {
		unix.Close(fd)
		return -1, err
	}
	return fd, nil
}

func (d *epollDatagram) Addr() netip.AddrPort { return socketName(d.fd) }

func (d *epollDatagram) Receive(on bool) {
	d.receiving = on
	if on && d.fd >= 0 {
		if err := d.want(unix.EPOLLIN); err != nil {
			d.e.loop.Post(func() { d.failed(err) })
		}
	}
}

func (d *epollDatagram) failed(err error) {
	if d.receiving && d.fd >= 0 {
		d.receiving = false
		d.handler.ReceiveFailed(err)
	}
}

func (d *epollDatagram) WriteTo(p []byte, to netip.AddrPort) (bool, error) {
	size := putName(&d.name, to)
	for {
		_, _, err := unix.RawSyscall6(unix.SYS_SENDTO, uintptr(d.fd), uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)),
			unix.MSG_NOSIGNAL, uintptr(unsafe.Pointer(&d.name)), size)
		switch err {
		case 0:
			return true, nil
		case unix.EINTR:
		case unix.EAGAIN:
			return false, nil
		default:
			return false, os.NewSyscallError("sendto", err)
		}
	}
}

func (d *epollDatagram) SendTo(p []byte, to netip.AddrPort) {
	if d.fd < 0 {
		return
	}
	d.waiting, d.to = p[:len(p):len(p)], to
	if d.waiting == nil {
		d.waiting = []byte{}
	}
	if err := d.want(unix.EPOLLOUT); err != nil {
		d.e.loop.Post(func() { d.sent(err) })
	}
}

func (d *epollDatagram) sent(err error) {
	if d.waiting != nil {
		d.waiting = nil
		d.handler.SentTo(err)
	}
}

func (d *epollDatagram) ready(events uint32) {
	const hangUp = unix.EPOLLHUP | unix.EPOLLERR
	if events&(unix.EPOLLOUT|hangUp) != 0 && d.waiting != nil {
		if ok, err := d.WriteTo(d.waiting, d.to); ok || err != nil {
			d.set(d.armed &^ unix.EPOLLOUT)
			d.sent(err)
		}
	}
	if d.fd >= 0 && events&(unix.EPOLLIN|hangUp) != 0 {
		d.receive()
	}
}

func (d *epollDatagram) receive() {
	for range datagramBatch {
		if !d.receiving || d.fd < 0 {
			break
		}
		scratch := d.e.buffers.scratch()
		size := uint32(unix.SizeofSockaddrInet6)
		n, _, err := unix.RawSyscall6(unix.SYS_RECVFROM, uintptr(d.fd), uintptr(unsafe.Pointer(&scratch[0])), uintptr(len(scratch)),
			0, uintptr(unsafe.Pointer(&d.name)), uintptr(unsafe.Pointer(&size)))
		switch err {
		case 0:
			d.handler.ReceivedFrom(d.e.buffers.take(int(n)), nameOf(&d.name))
		case unix.EAGAIN:
			return
		case unix.EINTR:
		default:
			d.failed(os.NewSyscallError("recvfrom", err))
		}
	}
	if !d.receiving && d.fd >= 0 {
		d.set(d.armed &^ unix.EPOLLIN)
	}
}

// putName puts an address into the form of the system, and returns its size.
func putName(name *unix.RawSockaddrInet6, a netip.AddrPort) uintptr {
	port := a.Port()<<8 | a.Port()>>8 // in network order
	if a.Addr().Is4() {
		*(*unix.RawSockaddrInet4)(unsafe.Pointer(name)) = unix.RawSockaddrInet4{Family: unix.AF_INET, Port: port, Addr: a.Addr().As4()}
		return unix.SizeofSockaddrInet4
	}
	*name = unix.RawSockaddrInet6{Family: unix.AF_INET6, Port: port, Addr: a.Addr().As16(), Scope_id: zoneID(a.Addr().Zone())}
	return unix.SizeofSockaddrInet6
}

// nameOf is the reverse of putName.
func nameOf(name *unix.RawSockaddrInet6) netip.AddrPort {
	port := name.Port<<8 | name.Port>>8
	if name.Family == unix.AF_INET {
		return netip.AddrPortFrom(netip.AddrFrom4((*unix.RawSockaddrInet4)(unsafe.Pointer(name)).Addr), port)
	}
	ip := netip.AddrFrom16(name.Addr)
	if name.Scope_id != 0 {
		ip = ip.WithZone(strconv.Itoa(int(name.Scope_id)))
	}
	return netip.AddrPortFrom(ip, port)
}

func (d *epollDatagram) SetBroadcast(on bool) error  { return setBroadcast(d.fd, on) }
func (d *epollDatagram) Join(group netip.Addr) error { return setMembership(d.fd, group, true) }
func (d *epollDatagram) Leave(group netip.Addr) error {
	return setMembership(d.fd, group, false)
}

func (d *epollDatagram) Close() {
	if d.fd < 0 {
		return
	}
	d.receiving, d.waiting = false, nil
	d.close()
	d.leave()
}
