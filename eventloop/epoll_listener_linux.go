package eventloop

import (
	"math"
	"net/netip"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// acceptBatch bounds the connections taken per readiness, so that a flood of
// connections cannot starve the ones that are open.
const acceptBatch = 64

type epollListener struct {
	registration
	handler   ListenerHandler
	accepting bool
	leave     func() // gives up the address
}

func (e *epoll) Listen(addr netip.AddrPort, backlog int, h ListenerHandler) (Listener, error) {
	l := &epollListener{handler: h}
	leave, err := e.loop.ports.open(e.loop, kernelStreams, addr, func(s *sharedPort, how sharing) (uint16, error) {
		fd, err := newSocket(addr.Addr())
		if err != nil {
			return 0, err
		}
		if err := e.listen(fd, s.addr, backlog, how); err != nil {
			unix.Close(fd)
			return 0, err
		}
		l.registration = e.register(fd, l)
		return l.Addr().Port(), nil
	})
	if err != nil {
		return nil, err
	}
	l.leave = leave
	return l, nil
}

func (e *epoll) listen(fd int, addr netip.AddrPort, backlog int, how sharing) error {
	// TIME_WAIT connections must not block the port; a live listener does.
	if err := unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_REUSEADDR, 1); err != nil {
		return os.NewSyscallError("setsockopt", err)
	}
	if addr.Addr().Is6() {
		if err := unix.SetsockoptInt(fd, unix.IPPROTO_IPV6, unix.IPV6_V6ONLY, 0); err != nil {
			return os.NewSyscallError("setsockopt", err)
		}
	}
	if err := how.before(fd); err != nil {
		return err
	}
	if err := unix.Bind(fd, sockaddr(addr)); err != nil {
		return os.NewSyscallError("bind", err)
	}
	if backlog < 0 {
		backlog = math.MaxInt32 // the kernel lowers it to its maximum
	}
	if err := unix.Listen(fd, backlog); err != nil {
		return os.NewSyscallError("listen", err)
	}
	return how.after(fd)
}

func (l *epollListener) Addr() netip.AddrPort { return socketName(l.fd) }

func (l *epollListener) Accept(on bool) {
	l.accepting = on
	if on && l.fd >= 0 {
		if err := l.want(unix.EPOLLIN); err != nil {
			l.e.loop.Post(func() { l.failed(err) })
		}
	}
}

func (l *epollListener) Close() {
	if l.fd < 0 {
		return
	}
	l.accepting = false
	l.close()
	l.leave()
}

func (l *epollListener) failed(err error) {
	if l.accepting && l.fd >= 0 {
		l.accepting = false
		l.set(0)
		l.handler.AcceptFailed(err)
	}
}

func (l *epollListener) ready(uint32) {
	for range acceptBatch {
		if !l.accepting || l.fd < 0 {
			break
		}
		fd, sa, err := unix.Accept4(l.fd, unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC)
		switch err {
		case nil:
			s := &epollStream{remote: addrPort(sa)}
			s.registration = l.e.register(fd, s)
			l.handler.Accepted(s)
		case unix.EAGAIN:
			return
		case unix.EINTR, unix.ECONNABORTED:
		default:
			l.failed(err)
			return
		}
	}
	if !l.accepting && l.fd >= 0 {
		l.set(0)
	}
}

// Dial starts a non-blocking connect.
func (e *epoll) Dial(addr netip.AddrPort, done func(Stream, error)) (cancel func()) {
	d := &epollDial{done: done, remote: addr}
	fd, err := newSocket(addr.Addr())
	if err != nil {
		e.loop.Post(func() { d.finish(nil, err) })
		return d.Close
	}
	d.registration = e.register(fd, d)
	err = unix.Connect(fd, sockaddr(addr))
	if err == unix.EINPROGRESS {
		err = d.want(unix.EPOLLOUT)
		if err == nil {
			return d.Close
		}
	}
	e.loop.Post(func() { d.connected(err) })
	return d.Close
}

// epollDial is a connect under way.
type epollDial struct {
	registration
	done   func(Stream, error)
	remote netip.AddrPort
}

func (d *epollDial) ready(uint32) {
	errno, err := unix.GetsockoptInt(d.fd, unix.SOL_SOCKET, unix.SO_ERROR)
	if err == nil && errno != 0 {
		err = syscall.Errno(errno)
	}
	d.connected(err)
}

func (d *epollDial) connected(err error) {
	if d.done == nil {
		return
	}
	if err != nil {
		d.close()
		d.finish(nil, os.NewSyscallError("connect", err))
		return
	}
	// The registration passes on to the stream, with what it is armed for.
	s := &epollStream{registration: d.registration, remote: d.remote}
	s.e.sources.slots[s.id.index].r = s
	d.fd = -1
	if s.armed != 0 {
		if err := s.set(unix.EPOLLIN); err != nil {
			s.Close()
			d.finish(nil, err)
			return
		}
	}
	d.finish(s, nil)
}

func (d *epollDial) finish(s Stream, err error) {
	if done := d.done; done != nil {
		d.done = nil
		done(s, err)
	}
}

// Close cancels the connect.
func (d *epollDial) Close() {
	d.done = nil
	if d.e != nil {
		d.close()
	}
}
