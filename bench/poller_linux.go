package main

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// A poller is an epoll instance for one thread. Its waits and the reads and writes beside it are raw system calls:
// going through Go's scheduler for each would cost about as much as the call itself, and the generator must disturb
// the server on the other core as little as it can.
type poller struct {
	fd     int
	events []unix.EpollEvent
}

func newPoller() (poller, error) {
	fd, err := unix.EpollCreate1(unix.EPOLL_CLOEXEC)
	return poller{fd, make([]unix.EpollEvent, 256)}, err
}

func (p *poller) close() {
	unix.Close(p.fd)
}

func (p *poller) add(fd int, events uint32) error {
	return unix.EpollCtl(p.fd, unix.EPOLL_CTL_ADD, fd, &unix.EpollEvent{Events: events, Fd: int32(fd)})
}

func (p *poller) change(fd int, events uint32) error {
	return unix.EpollCtl(p.fd, unix.EPOLL_CTL_MOD, fd, &unix.EpollEvent{Events: events, Fd: int32(fd)})
}

func (p *poller) remove(fd int) error {
	return unix.EpollCtl(p.fd, unix.EPOLL_CTL_DEL, fd, nil)
}

// rawWait is how long a raw wait lasts, in milliseconds. While one blocks, Go's monitor thread takes the goroutine for
// a busy one and interrupts it every 10 ms, so after this time a wait that may last goes through the scheduler.
const rawWait = 5

// wait returns the sockets that are ready, none after a timeout in milliseconds; -1 waits for ever.
func (p *poller) wait(timeout int) ([]unix.EpollEvent, error) {
	first := rawWait
	if timeout >= 0 {
		first = min(timeout, rawWait)
	}
	n, _, errno := unix.RawSyscall6(unix.SYS_EPOLL_PWAIT, uintptr(p.fd), uintptr(unsafe.Pointer(&p.events[0])),
		uintptr(len(p.events)), uintptr(first), 0, 0)
	if errno == 0 && n == 0 && first != timeout {
		n, _, errno = unix.Syscall6(unix.SYS_EPOLL_PWAIT, uintptr(p.fd), uintptr(unsafe.Pointer(&p.events[0])),
			uintptr(len(p.events)), uintptr(timeout), 0, 0)
	}
	if errno == unix.EINTR {
		return nil, nil
	}
	if errno != 0 {
		return nil, errno
	}
	return p.events[:n], nil
}

// readNow and writeNow work on non-blocking sockets only; data must not be empty.
func readNow(fd int, data []byte) (int, error) {
	return transfer(unix.SYS_READ, fd, data)
}

func writeNow(fd int, data []byte) (int, error) {
	return transfer(unix.SYS_WRITE, fd, data)
}

func transfer(call uintptr, fd int, data []byte) (int, error) {
	n, _, errno := unix.RawSyscall(call, uintptr(fd), uintptr(unsafe.Pointer(&data[0])), uintptr(len(data)))
	if errno != 0 {
		return 0, errno
	}
	return int(n), nil
}
