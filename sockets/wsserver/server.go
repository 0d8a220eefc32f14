package wsserver

import (
	"cmp"
	"maps"
	"net/netip"
	"slices"
	"time"

	"github.com/sockhost/sockhost/sockets/ws"
)

// Defaults of [Server].
const (
	DefaultMaxConnections = 1000
	DefaultMaxQueued      = 1 << 20
	DefaultMaxBody        = 16 << 20
)

// Server is one server. Make it with [Host.NewServer]. It belongs to the loop
// goroutine. Its fields may be set at any time; when they take effect is said
// with each.
type Server struct {
	// Taken at Start.

	// HeartbeatInterval is how long an upgraded client may be silent before it
	// is sent a heartbeat, which then comes within another interval; <= 0 is
	// off.
	HeartbeatInterval time.Duration
	// HeartbeatTimeout is how long a client may stay silent after a heartbeat
	// before it is given up, with 1006; <= 0 is for ever.
	HeartbeatTimeout time.Duration
	HeartbeatType    ws.Opcode
	HeartbeatData    []byte
	// TLS has the server speak TLS; nil is plain.
	TLS *TLS
	// Compression offers permessage-deflate to clients that ask for it.
	Compression bool

	// Taken with each new connection.

	// MaxQueued is how many bytes may wait for a slow client when more is sent;
	// whatever its size, a message is taken while less waits. 0 means
	// [DefaultMaxQueued].
	MaxQueued int
	// MaxMessage is the most bytes a message may have; 0 means
	// [ws.DefaultMaxMessage].
	MaxMessage int
	// MaxConnections is how many connections may be open; those above are
	// dropped at once. 0 means [DefaultMaxConnections].
	MaxConnections int
	// MaxBody is the most bytes the body of a request may have; 0 means
	// [DefaultMaxBody].
	MaxBody int
	// KeepAliveTimeout is how long a connection may wait for its next request;
	// <= 0 is for ever.
	KeepAliveTimeout time.Duration

	host   *Host
	events Events
	run    *run // while listening
	times  times
}

// times bound what a slow client can hold up.
type times struct {
	header time.Duration // from the first byte of a request to the end of its head, and for TLS handshakes
	body   time.Duration // for each slowest bytes of a body
	write  time.Duration // for each pieceSize bytes of an answer
}

var defaultTimes = times{header: 10 * time.Second, body: 10 * time.Second, write: 30 * time.Second}

// Start stops the server if it listens, then listens. ip "" is "0.0.0.0"; a
// name is resolved, which may block, to its first IPv4 address; "ip:port" is
// taken when port is 0. Port 0 lets the system choose. The error says why in
// words; the server is stopped then.
func (s *Server) Start(ip string, port int) error {
	s.Stop()
	if s.run != nil {
		// An event of the stop has started the server. Telling it of another
		// stop could go on for ever.
		s.run.stopping = true
		s.Stop()
	}
	if s.host.closed {
		return errHostClosed
	}
	addr, err := parseAddress(ip, port)
	if err != nil {
		return err
	}
	if may := s.host.opts.MayListen; may != nil {
		if err := may(addr); err != nil {
			return err
		}
	}
	s.run, err = s.listen(addr)
	return err
}

// Stop stops a server that listens: BeforeStop, heartbeat off, Gone for every
// client (their connections are closed, upgraded ones with 1001, and those whose
// answer is complete once it is out), listener closed. All of it has happened when Stop returns, but a server that an event
// of the stop starts again stays so.
func (s *Server) Stop() {
	r := s.run
	if r == nil {
		return
	}
	if !r.stopping {
		r.stopping = true
		r.heartbeat.stop()
		s.events.BeforeStop()
	}
	r.end()
}

// Listening tells whether the server listens.
func (s *Server) Listening() bool { return s.run != nil }

// Addr is the address the server listens on, zero if it does not.
func (s *Server) Addr() netip.AddrPort {
	if s.run == nil {
		return netip.AddrPort{}
	}
	return s.run.addr
}

// URL is scheme://host:port, followed by /path if hasPath; "" when the server
// does not listen. scheme is "ws" or "http" and gets its s with TLS. The host
// is the address that the server is bound to; if that is all addresses, it is
// localhost, or with lan this machine's address in the local network.
func (s *Server) URL(scheme, path string, hasPath, lan bool) string {
	if s.run == nil {
		return ""
	}
	if s.run.secure {
		scheme += "s"
	}
	return serverURL(scheme, s.run.addr, path, hasPath, lan)
}

// Client returns the client with a handle, or nil.
func (s *Server) Client(handle int64) *Client {
	if s.run == nil {
		return nil
	}
	return s.run.clients[handle]
}

// Clients returns all clients that an event has named, by handle.
func (s *Server) Clients() []*Client {
	if s.run == nil {
		return nil
	}
	return s.run.byHandle()
}

// ClientCount is the number of upgraded clients.
func (s *Server) ClientCount() int {
	if s.run == nil {
		return 0
	}
	return len(s.run.upgraded)
}

// AcceptCount is the number of open connections.
func (s *Server) AcceptCount() int {
	if s.run == nil {
		return 0
	}
	return s.run.accepted
}

// Publish sends a message to every open client. It does not keep data. It
// returns false if one of them did not take it.
func (s *Server) Publish(t ws.Opcode, data []byte) bool {
	if s.run == nil {
		return true
	}
	all := true
	var p *ws.Prepared
	// An error may let clients go.
	for _, u := range slices.Clone(s.run.upgraded) {
		if u.conn.State() != ws.Open {
			continue
		}
		if p == nil {
			p = ws.Prepare(t, data)
		}
		if u.conn.SendPrepared(p) != nil {
			all = false
		}
	}
	return all
}

func (r *run) byHandle() []*Client {
	return slices.SortedFunc(maps.Values(r.clients), func(a, b *Client) int { return cmp.Compare(a.handle, b.handle) })
}

// orDefault is n unless it is 0.
func orDefault(n, otherwise int) int {
	if n == 0 {
		return otherwise
	}
	return n
}
