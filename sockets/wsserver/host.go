package wsserver

import (
	"errors"
	"log/slog"
	"net/netip"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/sockets/ws"
)

// Host owns all servers of one app and their handles. It belongs to the loop
// goroutine.
type Host struct {
	loop   *eventloop.Loop
	opts   Options // complete
	runs   map[*run]struct{}
	shared ws.Shared // by all clients
	closed bool
}

// Handles counts the handles of clients; hosts of one loop may share one.
type Handles struct{ last int64 }

// Options configure a [Host]. The zero value is usable.
type Options struct {
	// MayListen, if set, is asked before a server listens; its error refuses.
	MayListen func(netip.AddrPort) error
	// Handles, if set, is shared with other hosts of the loop.
	Handles *Handles
	// Log receives what nobody else is told of, at debug level; nil drops it.
	Log *slog.Logger
}

// errHostClosed is what Start returns after [Host.Close].
var errHostClosed = errors.New("the host is closed")

// New makes a host on a loop.
func New(loop *eventloop.Loop, o Options) *Host {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Handles == nil {
		o.Handles = &Handles{}
	}
	return &Host{loop: loop, opts: o, runs: map[*run]struct{}{}}
}

// NewServer makes a server that does not listen yet.
func (h *Host) NewServer(e Events) *Server {
	return &Server{host: h, events: e, times: defaultTimes}
}

// Close stops every server without any event, clients with 1001. No server can
// be started afterwards.
func (h *Host) Close() {
	h.closed = true
	for r := range h.runs {
		r.silent = true
		r.end()
	}
}

// newHandle returns a number that no client had before.
func (h *Host) newHandle() int64 {
	h.opts.Handles.last++
	return h.opts.Handles.last
}
