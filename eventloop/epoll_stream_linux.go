package eventloop

import (
	"io"
	"net"
	"net/netip"
	"os"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// epollStream is a connected socket of the epoll backend.
type epollStream struct {
	registration
	handler   StreamHandler
	remote    netip.AddrPort
	receiving bool
	sending   bool
	rest      []byte // what is left of the outstanding send
}

func (s *epollStream) SetHandler(h StreamHandler) { s.handler = h }
func (s *epollStream) RemoteAddr() netip.AddrPort { return s.remote }
func (s *epollStream) LocalAddr() netip.AddrPort  { return socketName(s.fd) }
func (s *epollStream) SetNoDelay(on bool) error   { return setNoDelay(s.fd, on) }
func (s *epollStream) SetKeepAlive(on bool, delay time.Duration) error {
	return setKeepAlive(s.fd, on, delay)
}

func (s *epollStream) Receive(on bool) {
	s.receiving = on
	if on && s.fd >= 0 {
		if err := s.want(unix.EPOLLIN); err != nil {
			s.fail(err)
		}
	}
}

// fail ends receiving with err, as a completion of its own.
func (s *epollStream) fail(err error) {
	s.e.loop.Post(func() {
		if s.receiving && s.fd >= 0 {
			s.receiving = false
			s.handler.ReceiveEnded(err)
		}
	})
}

func (s *epollStream) Waiting() bool {
	var b [1]byte
	n, _, err := unix.Recvfrom(s.fd, b[:], unix.MSG_PEEK|unix.MSG_DONTWAIT)
	return err == nil && n > 0
}

func (s *epollStream) Send(p []byte) {
	if s.fd < 0 {
		return
	}
	s.sending, s.rest = true, p
	if err := s.want(unix.EPOLLOUT); err != nil {
		s.e.loop.Post(func() {
			if s.sending {
				s.sent(err)
			}
		})
	}
}

// Detach makes a net.Conn of the descriptor.
func (s *epollStream) Detach(unread []byte, done func(net.Conn, error)) {
	s.receiving = false
	s.set(0)
	f := os.NewFile(uintptr(s.fd), "")
	conn, err := net.FileConn(f) // has a descriptor of its own
	s.e.sources.remove(s.id)
	s.fd = -1
	f.Close()
	s.e.loop.Post(func() { done(withPrefix(conn, unread), err) })
}

func (s *epollStream) Close() {
	if s.fd >= 0 {
		s.dropUnread()
		s.receiving, s.sending, s.rest = false, false, nil
		s.close()
	}
}

// dropUnread empties the kernel's receive buffer. Closing with unread bytes
// would send an RST, which can destroy what was sent just before; Chrome's
// network process has read them by then, and closes with a FIN.
func (s *epollStream) dropUnread() {
	for range 64 {
		n, err := s.read(s.e.buffers.scratch())
		if n <= 0 || err != 0 {
			return
		}
	}
}

func (s *epollStream) ready(events uint32) {
	const hangUp = unix.EPOLLHUP | unix.EPOLLERR
	if events&(unix.EPOLLOUT|hangUp) != 0 && s.sending {
		s.flush()
	}
	if s.fd < 0 {
		return
	}
	if events&(unix.EPOLLIN|hangUp) != 0 {
		if s.receiving {
			s.receive()
		} else if s.sending {
			s.set(unix.EPOLLOUT)
		} else {
			s.set(0)
		}
	}
}

func (s *epollStream) flush() {
	n, err := s.Write(s.rest)
	s.rest = s.rest[n:]
	if err == nil && len(s.rest) > 0 {
		return
	}
	if e := s.set(s.armed &^ unix.EPOLLOUT); err == nil {
		err = e
	}
	s.sent(err)
}

func (s *epollStream) sent(err error) {
	s.sending, s.rest = false, nil
	s.handler.Sent(err)
}

func (s *epollStream) receive() {
	var room []byte
	borrower, borrows := s.handler.(Borrower)
	if borrows {
		room = borrower.Room()
	} else {
		room = s.e.buffers.scratch()
	}
	n, err := s.read(room)
	switch {
	case err == unix.EAGAIN:
	case err != 0:
		s.receiving = false
		s.set(s.armed &^ unix.EPOLLIN)
		s.handler.ReceiveEnded(err)
	case n == 0:
		s.receiving = false
		s.set(s.armed &^ unix.EPOLLIN)
		s.handler.ReceiveEnded(io.EOF)
	case borrows:
		s.handler.Received(room[:n:n])
	default:
		s.handler.Received(s.e.buffers.take(n))
	}
}

func (s *epollStream) read(p []byte) (int, syscall.Errno) {
	for {
		n, _, err := unix.RawSyscall6(unix.SYS_RECVFROM, uintptr(s.fd), uintptr(unsafe.Pointer(&p[0])), uintptr(len(p)), 0, 0, 0)
		if err == unix.EINTR {
			continue
		}
		if err != 0 {
			return 0, err
		}
		return int(n), 0
	}
}

// Write sends what the kernel takes now; a full buffer is no error.
func (s *epollStream) Write(p []byte) (int, error) {
	sent := 0
	for sent < len(p) {
		n, _, err := unix.RawSyscall6(unix.SYS_SENDTO, uintptr(s.fd), uintptr(unsafe.Pointer(&p[sent])), uintptr(len(p)-sent), unix.MSG_NOSIGNAL, 0, 0)
		switch err {
		case 0:
			sent += int(n)
		case unix.EINTR:
		case unix.EAGAIN:
			return sent, nil
		default:
			return sent, err
		}
	}
	return sent, nil
}

// WriteBoth sends with one call what Write would send with two.
func (s *epollStream) WriteBoth(head, p []byte) (int, error) {
	switch {
	case len(head) == 0:
		return s.Write(p)
	case len(p) == 0:
		return s.Write(head)
	}
	parts := [2]unix.Iovec{{Base: &head[0]}, {Base: &p[0]}}
	parts[0].SetLen(len(head))
	parts[1].SetLen(len(p))
	message := unix.Msghdr{Iov: &parts[0]}
	message.SetIovlen(len(parts))
	for {
		n, _, err := unix.RawSyscall(unix.SYS_SENDMSG, uintptr(s.fd), uintptr(unsafe.Pointer(&message)), unix.MSG_NOSIGNAL)
		switch {
		case err == unix.EINTR:
		case err == unix.EAGAIN:
			return 0, nil
		case err != 0:
			return 0, err
		default:
			return int(n), nil // less than everything: there is no room for more
		}
	}
}
