package wsserver

import (
	"net"
	"net/netip"
	"time"
)

// Unexported parts that the black-box tests look at.
var (
	ParseAddress = parseAddress
	ServerURL    = serverURL
	LANAddress   = func(addrs []net.Addr) netip.Addr { return lanAddress(addrs) }
	LocalName    = localName
)

// SetTimes shortens what slow clients get from the next start on.
func (s *Server) SetTimes(header, body, write time.Duration) {
	s.times = times{header, body, write}
}

// BreakListener makes accepting fail for good.
func (s *Server) BreakListener() { s.run.listener.Close() }
