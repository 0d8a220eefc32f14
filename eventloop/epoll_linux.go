package eventloop

import (
	"net"
	"os"
	"runtime"
	"sync"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

const nativeName = "epoll"

// epoll is the Linux backend. The loop goroutine itself waits in epoll_wait,
// reads, accepts and writes. Readiness is level-triggered; a registration is
// removed lazily, only when an event arrives that nobody wants, so that
// pausing and resuming usually cost no system call.
//
// The calls below that cannot block use RawSyscall: they spare the scheduler's
// bookkeeping, which is a good part of a small read or write.
type epoll struct {
	loop    *Loop
	fd      int
	sources sources
	events  [256]unix.EpollEvent
	buffers receiveBuffers
	wrapped netSet // streams that are not epoll's

	wakeMu sync.RWMutex // protects wakeFD from being closed under a wake
	wakeFD int          // -1 when closed
}

// readiness is what the epoll backend calls when a descriptor is ready.
type readiness interface {
	ready(events uint32)
}

func openNative(l *Loop) (backend, error) {
	fd, err := unix.EpollCreate1(unix.EPOLL_CLOEXEC)
	if err != nil {
		return nil, os.NewSyscallError("epoll_create1", err)
	}
	wakeFD, err := unix.Eventfd(0, unix.EFD_CLOEXEC|unix.EFD_NONBLOCK)
	if err != nil {
		unix.Close(fd)
		return nil, os.NewSyscallError("eventfd", err)
	}
	e := &epoll{loop: l, fd: fd, wakeFD: wakeFD, wrapped: newNetSet(l)}
	if err := e.control(unix.EPOLL_CTL_ADD, wakeFD, unix.EPOLLIN, e.sources.add(wakeUp{e})); err != nil {
		e.close()
		return nil, os.NewSyscallError("epoll_ctl", err)
	}
	return e, nil
}

// wrap takes the descriptor of a TCP connection; others keep their own reads.
func (e *epoll) wrap(conn net.Conn) Stream {
	if tcp, ok := conn.(*net.TCPConn); ok {
		if s := e.adopt(tcp); s != nil {
			return s
		}
	}
	return e.wrapped.wrap(conn)
}

// adopt makes a stream of a connection of package net, and closes that. It
// returns nil if there is no descriptor left for it.
func (e *epoll) adopt(conn *net.TCPConn) Stream {
	raw, err := conn.SyscallConn()
	if err != nil {
		return nil
	}
	fd := -1
	raw.Control(func(own uintptr) { fd, err = unix.FcntlInt(own, unix.F_DUPFD_CLOEXEC, 0) })
	if fd < 0 || err != nil {
		return nil
	}
	remote, err := unix.Getpeername(fd)
	s := &epollStream{}
	if err == nil {
		s.remote = addrPort(remote)
	} else if tcp, ok := conn.RemoteAddr().(*net.TCPAddr); ok { // reset already
		s.remote = tcp.AddrPort()
	}
	conn.Close()
	s.registration = e.register(fd, s)
	return s
}

func (e *epoll) close() {
	e.wrapped.close()
	for _, s := range e.sources.slots {
		if c, ok := s.r.(interface{ Close() }); ok {
			c.Close()
		}
	}
	e.wakeMu.Lock()
	defer e.wakeMu.Unlock()
	if e.wakeFD >= 0 {
		unix.Close(e.wakeFD)
		unix.Close(e.fd)
		e.wakeFD, e.fd = -1, -1
	}
}

func (e *epoll) wake() {
	e.wakeMu.RLock()
	defer e.wakeMu.RUnlock()
	one := [8]byte{1}
	unix.Write(e.wakeFD, one[:])
}

// wakeUp empties the eventfd after a wake.
type wakeUp struct{ e *epoll }

func (w wakeUp) ready(uint32) {
	var b [8]byte
	unix.Read(w.e.wakeFD, b[:])
}

// wait first asks without blocking: under load events are there already, and
// the raw call is cheaper than one that may block.
func (e *epoll) wait(timeout time.Duration) error {
	n, err := e.poll()
	if n == 0 && err == 0 && timeout != 0 {
		n, err = e.block(timeout)
	}
	if timeout != 0 {
		e.loop.awake()
	}
	if err != 0 && err != unix.EINTR {
		return os.NewSyscallError("epoll_wait", err)
	}
	for i := range n {
		if e.loop.stopped.Load() {
			break // the kernel reports the rest again
		}
		ev := &e.events[i]
		if r := e.sources.get(sourceID{index: ev.Fd, generation: ev.Pad}); r != nil {
			e.dispatch(r, ev.Events)
		}
	}
	return nil
}

func (e *epoll) dispatch(r readiness, events uint32) {
	if e.loop.panics != nil {
		defer e.loop.recoverPanic()
	}
	r.ready(events)
}

func (e *epoll) poll() (int, syscall.Errno) {
	n, _, err := unix.RawSyscall6(unix.SYS_EPOLL_PWAIT, uintptr(e.fd), uintptr(unsafe.Pointer(&e.events[0])), uintptr(len(e.events)), 0, 0, 0)
	if err != 0 {
		return 0, err
	}
	return int(n), 0
}

func (e *epoll) block(timeout time.Duration) (int, syscall.Errno) {
	ms := -1
	if timeout > 0 {
		// Round up: waking before the deadline would spin.
		ms = int(min((timeout-1)/time.Millisecond+1, 1<<30))
	}
	n, _, err := unix.Syscall6(unix.SYS_EPOLL_PWAIT, uintptr(e.fd), uintptr(unsafe.Pointer(&e.events[0])), uintptr(len(e.events)), uintptr(ms), 0, 0)
	runtime.KeepAlive(e)
	if err != 0 {
		return 0, err
	}
	return int(n), 0
}

func (e *epoll) control(op, fd int, events uint32, id sourceID) error {
	ev := unix.EpollEvent{Events: events, Fd: id.index, Pad: id.generation}
	_, _, err := unix.RawSyscall6(unix.SYS_EPOLL_CTL, uintptr(e.fd), uintptr(op), uintptr(fd), uintptr(unsafe.Pointer(&ev)), 0, 0)
	if err != 0 {
		return err
	}
	return nil
}

// sourceID names a registration. Descriptors are reused by the kernel, so a
// late event carries our own id, and its generation must still be the same.
type sourceID struct{ index, generation int32 }

// sources maps source ids to what they belong to.
type sources struct {
	slots []source
	free  []int32
}

type source struct {
	r          readiness
	generation int32
}

func (s *sources) add(r readiness) sourceID {
	if n := len(s.free); n > 0 {
		i := s.free[n-1]
		s.free = s.free[:n-1]
		s.slots[i].r = r
		return sourceID{i, s.slots[i].generation}
	}
	s.slots = append(s.slots, source{r: r})
	return sourceID{int32(len(s.slots) - 1), 0}
}

func (s *sources) get(id sourceID) readiness {
	if slot := &s.slots[id.index]; slot.generation == id.generation {
		return slot.r
	}
	return nil
}

func (s *sources) remove(id sourceID) {
	s.slots[id.index] = source{generation: id.generation + 1}
	s.free = append(s.free, id.index)
}

// registration keeps what a descriptor is registered for.
type registration struct {
	e     *epoll
	fd    int
	id    sourceID
	armed uint32 // events registered with the kernel; 0 means not registered
}

func (e *epoll) register(fd int, r readiness) registration {
	return registration{e: e, fd: fd, id: e.sources.add(r)}
}

// want makes sure that at least events are registered.
func (g *registration) want(events uint32) error {
	if g.armed&events == events {
		return nil
	}
	return g.set(g.armed | events)
}

// set registers exactly events.
func (g *registration) set(events uint32) error {
	if g.armed == events {
		return nil
	}
	op := unix.EPOLL_CTL_MOD
	switch {
	case g.armed == 0:
		op = unix.EPOLL_CTL_ADD
	case events == 0:
		// A hang-up is reported even with an empty mask: only removing the
		// registration silences it.
		op = unix.EPOLL_CTL_DEL
	}
	if err := g.e.control(op, g.fd, events, g.id); err != nil {
		return err
	}
	g.armed = events
	return nil
}

// close closes the descriptor, which ends the registration in the kernel too.
func (g *registration) close() {
	if g.fd < 0 {
		return
	}
	g.e.sources.remove(g.id)
	unix.RawSyscall(unix.SYS_CLOSE, uintptr(g.fd), 0, 0)
	g.fd = -1
}
