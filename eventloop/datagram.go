package eventloop

import "net/netip"

// MulticastOptions are set on a datagram socket when it is bound.
type MulticastOptions struct {
	TTL      int  // hops of multicast datagrams, 0 to 255
	Loopback bool // whether this host gets its own multicast datagrams
}

// Datagram is a bound datagram socket.
type Datagram interface {
	Addr() netip.AddrPort

	// Receive starts or stops receiving; sockets start stopped. After
	// Receive(false) returns no completion follows until Receive(true).
	Receive(on bool)

	// WriteTo sends p to an address if the system takes it at once; otherwise
	// ok is false and err is nil. It does not keep p, and must not be called
	// while a SendTo is outstanding.
	WriteTo(p []byte, to netip.AddrPort) (ok bool, err error)

	// SendTo sends p when the system makes room; its end is reported by
	// [DatagramHandler.SentTo], until which p is in use.
	SendTo(p []byte, to netip.AddrPort)

	SetBroadcast(on bool) error
	// Join and Leave change the membership in a multicast group, which must be
	// of the socket's own address family.
	Join(group netip.Addr) error
	Leave(group netip.Addr) error

	// Close closes the socket. No completion follows.
	Close()
}

// DatagramHandler hears of a datagram socket's completions, on the loop
// goroutine.
type DatagramHandler interface {
	// ReceivedFrom hands over one datagram, whole and possibly empty; p is the
	// handler's to keep.
	ReceivedFrom(p []byte, from netip.AddrPort)
	// ReceiveFailed reports a failure; receiving has stopped.
	ReceiveFailed(err error)
	// SentTo reports that the outstanding send has ended.
	SentTo(err error)
}
