package eventloop

import (
	"maps"
	"net/netip"
	"os"
	"slices"
	"sync"
	"syscall"
)

// Ports lets several loops of one process listen on the same addresses; loops
// that were made with the same Ports ([WithPorts]) do. Connections are spread
// over those that listen. The zero value is ready for use, and any goroutine
// may use it.
//
// A port that the system chooses is shared as well: the first loop that asks
// for one gets it, and each other loop the same when it asks. A loop that asks
// again gets another, which it shares in the same way. So loops that open their
// ports in the same order share all of them. Datagram sockets share only ports
// that they name, since one that takes any port wants the answers to what it
// sends itself.
//
// Nobody shares with another process: the first to open an address makes sure
// that it is free. One loop cannot open an address twice.
type Ports struct {
	mu     sync.Mutex // protects shared and what is in it
	shared []*sharedPort
}

// WithPorts has the loop share the addresses it listens on.
func WithPorts(p *Ports) Option { return func(o *options) { o.ports = p } }

// portKind is how an address is opened. Only the same kind is shared.
type portKind int

const (
	kernelStreams portKind = iota // the kernel spreads connections
	hubStreams                    // a hub does, for the portable backend
	hubServers                    // for those that accept themselves
	kernelDatagrams
)

// sharedPort is an address that is open on at least one loop.
type sharedPort struct {
	kind   portKind
	addr   netip.AddrPort // with the real port
	chosen bool           // by the system
	loops  map[*Loop]bool // true for those that have it open, false for those that had
	hub    *hub           // if the kind has one
}

// open opens addr for a loop. bind does so, at the address of the port, whose hub
// it may make, and returns the port number. leave is to be called after the loop
// has closed the address. Without Ports the loop has the address alone.
func (p *Ports) open(l *Loop, kind portKind, addr netip.AddrPort, bind func(s *sharedPort, how sharing) (uint16, error)) (leave func(), err error) {
	if p == nil || kind == kernelDatagrams && addr.Port() == 0 {
		_, err := bind(&sharedPort{addr: addr}, alone)
		return func() {}, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	s, how := p.find(l, kind, addr), joins
	if s == nil {
		how = opens
		s = &sharedPort{kind: kind, addr: addr, chosen: addr.Port() == 0, loops: map[*Loop]bool{}}
	} else if s.loops[l] {
		return nil, os.NewSyscallError("bind", syscall.EADDRINUSE)
	}
	port, err := bind(s, how)
	if err != nil {
		return nil, err
	}
	s.addr, s.loops[l] = netip.AddrPortFrom(addr.Addr(), port), true
	if how == opens {
		p.shared = append(p.shared, s)
	}
	return func() { p.leave(l, s) }, nil
}

// find returns the open port that a loop gets for an address, or nil.
func (p *Ports) find(l *Loop, kind portKind, addr netip.AddrPort) *sharedPort {
	for _, s := range p.shared {
		switch _, known := s.loops[l]; {
		case s.kind != kind:
		case s.addr == addr:
			return s
		case addr.Port() == 0 && s.chosen && !known && s.addr.Addr() == addr.Addr():
			return s
		}
	}
	return nil
}

func (p *Ports) leave(l *Loop, s *sharedPort) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s.loops[l] = false
	if slices.Contains(slices.Collect(maps.Values(s.loops)), true) {
		return
	}
	p.shared = slices.DeleteFunc(p.shared, func(other *sharedPort) bool { return other == s })
	if s.hub != nil {
		s.hub.close()
	}
}

// sharing is how a socket takes its address. The kernel lets sockets of one user
// share an address if each has SO_REUSEPORT. The first of ours gets it only when
// it has the address, so it gets none that somebody else has.
type sharing int

const (
	alone sharing = iota
	opens         // alone, and then lets others in
	joins
)

// before is called before a socket is bound.
func (s sharing) before(fd int) error {
	if s == joins {
		return setReusePort(fd)
	}
	return nil
}

// after is called when a socket has its address, and listens if it is to.
func (s sharing) after(fd int) error {
	if s == opens {
		return setReusePort(fd)
	}
	return nil
}
