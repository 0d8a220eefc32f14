package chrome

import (
	"bytes"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/runtime"
	"github.com/sockhost/sockhost/sockets"
)

// socketsPage is a page that the host's events go to.
type socketsPage struct {
	*adapter
	tcpReceive, tcpReceiveError *api.EventSource
	accept, acceptError         *api.EventSource
	udpReceive, udpReceiveError *api.EventSource
}

// Steps implements [sockets.Events], as the other methods do. Of several pages
// one that receives takes the steps.
func (s *Sockets) Steps(step func() bool) {
	var rt *runtime.Runtime
	for _, m := range s.pages.all() {
		if rt == nil || m.p.tcpReceive.HasListeners() || m.p.udpReceive.HasListeners() {
			rt = m.b.Runtime()
		}
	}
	if rt == nil {
		for step() {
		}
		return
	}
	s.stepping = rt
	rt.Steps(step)
	s.stepping = nil
}

func (s *Sockets) TCPReceived(id int, data []byte) bool {
	event := func(p *socketsPage) *api.EventSource { return p.tcpReceive }
	if p := s.onlyListener(event); p != nil {
		p.tcpReceived(id, data)
		return true
	}
	return s.tell(event, func(p *socketsPage, last bool) { p.tcpReceived(id, unshared(data, last)) })
}

func (p *socketsPage) tcpReceived(id int, data []byte) {
	p.tcpReceive.Emit(p.b.Record(api.Field{Name: "data", Value: p.b.Bytes(data)}, p.integer("socketId", id)))
}

func (s *Sockets) TCPReceiveError(id int, code sockets.Code) {
	s.tellCode(func(p *socketsPage) *api.EventSource { return p.tcpReceiveError }, id, code)
}

func (s *Sockets) Accepted(server, client int) {
	s.tell(func(p *socketsPage) *api.EventSource { return p.accept }, func(p *socketsPage, _ bool) {
		p.accept.Emit(p.b.Record(p.integer("clientSocketId", client), p.integer("socketId", server)))
	})
}

func (s *Sockets) AcceptError(server int, code sockets.Code) {
	s.tellCode(func(p *socketsPage) *api.EventSource { return p.acceptError }, server, code)
}

func (s *Sockets) UDPReceived(id int, data []byte, from sockets.Endpoint) bool {
	event := func(p *socketsPage) *api.EventSource { return p.udpReceive }
	if p := s.onlyListener(event); p != nil {
		p.udpReceived(id, data, from)
		return true
	}
	return s.tell(event, func(p *socketsPage, last bool) { p.udpReceived(id, unshared(data, last), from) })
}

func (p *socketsPage) udpReceived(id int, data []byte, from sockets.Endpoint) {
	p.udpReceive.Emit(p.b.Record(
		api.Field{Name: "data", Value: p.b.Bytes(data)},
		p.field("remoteAddress", from.Address),
		p.integer("remotePort", from.Port),
		p.integer("socketId", id),
	))
}

func (s *Sockets) UDPReceiveError(id int, code sockets.Code) {
	s.tellCode(func(p *socketsPage) *api.EventSource { return p.udpReceiveError }, id, code)
}

// tellCode reports a code of a socket.
func (s *Sockets) tellCode(event func(*socketsPage) *api.EventSource, id int, code sockets.Code) {
	s.tell(event, func(p *socketsPage, _ bool) {
		event(p).Emit(p.b.Record(p.integer("resultCode", int(code)), p.integer("socketId", id)))
	})
}

// tell calls emit for each page that listens to an event, in their order, and
// reports whether there is one.
func (s *Sockets) tell(event func(*socketsPage) *api.EventSource, emit func(p *socketsPage, last bool)) bool {
	pages := s.pages.all()
	for len(pages) > 0 && !event(pages[len(pages)-1].p).HasListeners() {
		pages = pages[:len(pages)-1]
	}
	emitAll := func() {
		for i, m := range pages {
			if event(m.p).HasListeners() {
				emit(m.p, i == len(pages)-1)
			}
		}
	}
	if s.stepping != nil {
		s.stepping.Outside(emitAll)
	} else {
		emitAll()
	}
	return len(pages) > 0
}

// onlyListener returns the page that listens to an event if no other does.
func (s *Sockets) onlyListener(event func(*socketsPage) *api.EventSource) (only *socketsPage) {
	for _, m := range s.pages.all() {
		if event(m.p).HasListeners() {
			if only != nil {
				return nil
			}
			only = m.p
		}
	}
	return only
}

// unshared returns received bytes for one of several pages. The last one gets
// them as they are, those before it a copy: a page may change what it gets.
func unshared(data []byte, last bool) []byte {
	if last {
		return data
	}
	return bytes.Clone(data)
}
