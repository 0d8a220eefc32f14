package main

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// An epollServer echoes on one thread without Go's netpoller. It does what a script host's loop does, except for the
// script, and so shows what the kernel leaves to win.
type epollServer struct {
	poll     poller
	listener int
	pending  map[int][]byte // by descriptor: bytes the peer's window had no room for; such a connection is not read
	buffer   [64 << 10]byte
}

func serveEpoll(ready func(addr string)) error {
	poll, err := newPoller()
	if err != nil {
		return err
	}
	s := &epollServer{poll: poll, pending: map[int][]byte{}}
	port, err := s.listen()
	if err != nil {
		return err
	}
	ready(fmt.Sprintf("127.0.0.1:%d", port))
	for {
		events, err := s.poll.wait(-1)
		if err != nil {
			return err
		}
		for i := range events {
			fd := int(events[i].Fd)
			switch {
			case fd == s.listener:
				s.accept()
			case s.pending[fd] != nil:
				s.flush(fd)
			default:
				s.echo(fd)
			}
		}
	}
}

func (s *epollServer) listen() (port int, err error) {
	s.listener, err = unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return 0, err
	}
	if err := unix.Bind(s.listener, &unix.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		return 0, err
	}
	if err := unix.Listen(s.listener, unix.SOMAXCONN); err != nil {
		return 0, err
	}
	name, err := unix.Getsockname(s.listener)
	if err != nil {
		return 0, err
	}
	return name.(*unix.SockaddrInet4).Port, s.poll.add(s.listener, unix.EPOLLIN)
}

func (s *epollServer) accept() {
	for {
		fd, _, err := unix.Accept4(s.listener, unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC)
		if err != nil {
			return
		}
		unix.SetsockoptInt(fd, unix.IPPROTO_TCP, unix.TCP_NODELAY, 1)
		if s.poll.add(fd, unix.EPOLLIN) != nil {
			unix.Close(fd)
		}
	}
}

func (s *epollServer) echo(fd int) {
	n, err := readNow(fd, s.buffer[:])
	switch {
	case err == unix.EAGAIN || err == unix.EINTR:
	case err != nil || n == 0:
		s.drop(fd)
	default:
		s.send(fd, s.buffer[:n])
	}
}

// send writes what the socket takes and keeps a copy of the rest.
func (s *epollServer) send(fd int, data []byte) {
	n, err := writeNow(fd, data)
	if err != nil && err != unix.EAGAIN && err != unix.EINTR {
		s.drop(fd)
		return
	}
	if n < len(data) {
		s.pending[fd] = append([]byte(nil), data[n:]...)
		s.poll.change(fd, unix.EPOLLOUT)
	}
}

func (s *epollServer) flush(fd int) {
	data := s.pending[fd]
	delete(s.pending, fd)
	s.poll.change(fd, unix.EPOLLIN)
	s.send(fd, data)
}

func (s *epollServer) drop(fd int) {
	delete(s.pending, fd)
	unix.Close(fd)
}
