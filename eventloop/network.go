package eventloop

import (
	"net"
	"net/netip"
	"time"
)

// Network opens streams, listeners and datagram sockets. Errors carry a [syscall.Errno] that
// errors.As finds, whatever the backend.
type Network interface {
	// Listen binds addr and listens. A negative backlog asks for the system's
	// maximum. The listener accepts nothing until [Listener.Accept] says so;
	// waiting connections queue in the kernel.
	Listen(addr netip.AddrPort, backlog int, h ListenerHandler) (Listener, error)

	// Dial connects to addr. done runs as a task of its own, exactly once
	// unless cancel was called before.
	Dial(addr netip.AddrPort, done func(Stream, error)) (cancel func())

	// Bind opens a datagram socket bound to addr.
	Bind(addr netip.AddrPort, opts MulticastOptions, h DatagramHandler) (Datagram, error)
}

// Listener accepts connections.
type Listener interface {
	// Addr returns the bound address, with the real port.
	Addr() netip.AddrPort
	// Accept starts or stops accepting. After Accept(false) returns no
	// connection is reported; those that wait stay in the kernel's queue or,
	// at most one, in the backend until the next Accept(true).
	Accept(on bool)
	// Close releases the address. Nothing is reported afterwards.
	Close()
}

// ListenerHandler hears of a listener's completions.
type ListenerHandler interface {
	// Accepted hands over a new stream. Its handler is not set yet.
	Accepted(s Stream)
	// AcceptFailed reports that accepting failed and has stopped; Accept(true)
	// starts it again. No connection is lost by it.
	AcceptFailed(err error)
}

// Stream is a connected stream socket. It has keep-alive with 45 seconds and
// no-delay switched on from the start, as Chrome's sockets have.
type Stream interface {
	// SetHandler must be called before the first Receive or Send.
	SetHandler(h StreamHandler)
	LocalAddr() netip.AddrPort
	RemoteAddr() netip.AddrPort

	// Receive starts or stops receiving; streams start stopped. After
	// Receive(false) returns no completion follows until Receive(true).
	Receive(on bool)

	// Waiting tells whether received bytes wait while receiving is stopped, as
	// far as the backend knows.
	Waiting() bool

	// Write passes on what the system takes of p at once, possibly nothing. It
	// does not keep p, and must not be called while a Send is outstanding.
	Write(p []byte) (n int, err error)

	// WriteBoth is Write of head and p, which need not be neighbours in memory,
	// as one. n counts the bytes of both.
	WriteBoth(head, p []byte) (n int, err error)

	// Send sends p as the system makes room; its end is reported by
	// [StreamHandler.Sent]. Until then p is in use, and neither Send nor Write
	// may be called.
	Send(p []byte)

	SetKeepAlive(on bool, delay time.Duration) error
	SetNoDelay(on bool) error

	// Detach ends the stream and hands over its connection, for protocols that
	// need goroutines of their own. Nothing may be receiving or outstanding.
	// unread goes in front of what the connection reads. done runs as a task;
	// the stream must not be used any more.
	Detach(unread []byte, done func(net.Conn, error))

	// Close closes the stream: what was sent is followed by a FIN, received
	// bytes that nobody read are dropped. No completion follows.
	Close()
}

// StreamHandler hears of a stream's completions, on the loop goroutine.
type StreamHandler interface {
	// Received hands over received bytes; p is the handler's to keep.
	Received(p []byte)
	// ReceiveEnded reports the end: io.EOF after the peer's FIN, else the
	// failure. Nothing is received after it.
	ReceiveEnded(err error)
	// Sent reports that the outstanding send has ended.
	Sent(err error)
}

// Borrower is a [StreamHandler] that keeps nothing of what it receives, and has
// memory to receive into. Backends that can use it ask before each read; what
// Received then gets is a part of it.
type Borrower interface {
	StreamHandler
	// Room returns the memory for one read. It must not be empty.
	Room() []byte
}

// KeepAliveDelay is the delay of the keep-alive that every stream starts with.
const KeepAliveDelay = 45 * time.Second
