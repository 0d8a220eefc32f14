package chrome

import (
	"bytes"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/sockets"
)

// socketsPage is a page that the host's events go to.
type socketsPage struct {
	*adapter
	tcpReceive, tcpReceiveError *api.EventSource
	accept, acceptError         *api.EventSource
	udpReceive, udpReceiveError *api.EventSource
}

// upToLast returns the pages up to the last one that listens to an event. That
// one gets received bytes as they are, those before it a copy: a page may
// change what it gets.
func (s *Sockets) upToLast(event func(*socketsPage) *api.EventSource) []member[*socketsPage] {
	pages := s.pages.all()
	for n := len(pages); n > 0; n-- {
		if event(pages[n-1].p).HasListeners() {
			return pages[:n]
		}
	}
	return nil
}

// TCPReceived implements [sockets.Events], as the other methods do.
func (s *Sockets) TCPReceived(id int, data []byte) bool {
	pages := s.upToLast(func(p *socketsPage) *api.EventSource { return p.tcpReceive })
	for i, m := range pages {
		if last := i == len(pages)-1; last {
			m.p.tcpReceived(id, data)
		} else if m.p.tcpReceive.HasListeners() {
			m.p.tcpReceived(id, bytes.Clone(data))
		}
	}
	return len(pages) > 0
}

func (p *socketsPage) tcpReceived(id int, data []byte) {
	p.tcpReceive.Emit(p.b.Record(api.Field{Name: "data", Value: p.b.Bytes(data)}, p.field("socketId", id)))
}

func (s *Sockets) TCPReceiveError(id int, code sockets.Code) {
	for _, m := range s.pages.all() {
		m.p.failed(m.p.tcpReceiveError, id, code)
	}
}

func (s *Sockets) Accepted(server, client int) {
	for _, m := range s.pages.all() {
		m.p.accept.Emit(m.p.b.Record(m.p.field("clientSocketId", client), m.p.field("socketId", server)))
	}
}

func (s *Sockets) AcceptError(server int, code sockets.Code) {
	for _, m := range s.pages.all() {
		m.p.failed(m.p.acceptError, server, code)
	}
}

func (s *Sockets) UDPReceived(id int, data []byte, from sockets.Endpoint) bool {
	pages := s.upToLast(func(p *socketsPage) *api.EventSource { return p.udpReceive })
	for i, m := range pages {
		if last := i == len(pages)-1; last {
			m.p.udpReceived(id, data, from)
		} else if m.p.udpReceive.HasListeners() {
			m.p.udpReceived(id, bytes.Clone(data), from)
		}
	}
	return len(pages) > 0
}

func (p *socketsPage) udpReceived(id int, data []byte, from sockets.Endpoint) {
	p.udpReceive.Emit(p.b.Record(
		api.Field{Name: "data", Value: p.b.Bytes(data)},
		p.field("remoteAddress", from.Address),
		p.field("remotePort", from.Port),
		p.field("socketId", id),
	))
}

func (s *Sockets) UDPReceiveError(id int, code sockets.Code) {
	for _, m := range s.pages.all() {
		m.p.failed(m.p.udpReceiveError, id, code)
	}
}

// failed reports a code of a socket.
func (p *socketsPage) failed(event *api.EventSource, id int, code sockets.Code) {
	event.Emit(p.b.Record(p.field("resultCode", int(code)), p.field("socketId", id)))
}
