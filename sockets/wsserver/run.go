package wsserver

import (
	"crypto/tls"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"time"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/sockets/ws"
)

// run is one period of listening, from Start to Stop. What outlives it in other
// goroutines sees done closed and gives up.
type run struct {
	// For any goroutine.
	server      *Server // not its fields, which change
	events      Events
	loop        *eventloop.Loop
	log         *slog.Logger
	addr        netip.AddrPort
	secure      bool
	compression bool
	times       times
	done        chan struct{} // closed at the end

	// For the loop goroutine.
	listener  net.Listener
	handle    eventloop.Handle
	links     map[*link]struct{} // those that net/http has
	clients   map[int64]*Client  // those that an event has named
	accepted  int                // connections, upgraded ones included
	upgraded  []upgraded         // in no order; a client knows its place
	heartbeat heartbeat
	stopping  bool // BeforeStop has been called, or is being
	ended     bool
	silent    bool // there are no events any more
}

// upgraded is a client that has switched to WebSocket. Publishing needs only the
// connections, and to look for them in their clients would take long.
type upgraded struct {
	client *Client
	conn   *ws.Conn
}

// listen begins a run.
func (s *Server) listen(addr netip.AddrPort) (*run, error) {
	config, err := s.TLS.config()
	if err != nil {
		return nil, err
	}
	listener, err := s.host.loop.ListenNet(addr)
	if err != nil {
		return nil, &ListenError{addr, err}
	}
	r := &run{
		server: s, events: s.events, loop: s.host.loop, log: s.host.opts.Log,
		addr: addrPort(listener.Addr()), secure: config != nil, compression: s.Compression, times: s.times,
		done: make(chan struct{}), listener: listener,
		links: map[*link]struct{}{}, clients: map[int64]*Client{},
	}
	s.host.runs[r] = struct{}{}
	r.handle.Open(r.loop, r)
	r.heartbeat.start(r)
	var serving net.Listener = &door{Listener: listener, run: r}
	if config != nil {
		serving = tls.NewListener(serving, config)
	}
	go r.serve(serving)
	return r, nil
}

func (r *run) String() string { return "websocketserver listening on " + r.addr.String() }

// serve accepts and serves connections until the end of the run.
func (r *run) serve(listener net.Listener) {
	var protocols http.Protocols
	protocols.SetHTTP1(true)
	server := &http.Server{
		Handler:                      http.HandlerFunc(r.handleRequest),
		ConnContext:                  withLink,
		ConnState:                    connState,
		ReadHeaderTimeout:            r.times.header,
		MaxHeaderBytes:               maxHeader,
		ErrorLog:                     slog.NewLogLogger(r.log.Handler(), slog.LevelDebug),
		Protocols:                    &protocols,
		DisableGeneralOptionsHandler: true,
	}
	err := server.Serve(listener)
	r.loop.Post(func() {
		if !r.ended {
			r.log.Warn("the server stops because it cannot accept connections", "address", r.addr, "error", err)
			r.server.Stop()
		}
	})
}

// ask runs f as a task and returns its result, or false if the run ends first.
// It is for other goroutines than the loop's.
func (r *run) ask(f func() bool) bool {
	answer := make(chan bool, 1)
	r.loop.Post(func() { answer <- f() })
	select {
	case ok := <-answer:
		return ok
	case <-r.done:
		return false
	}
}

// admit takes a new connection in, unless there are too many.
func (r *run) admit(l *link) bool {
	s := r.server
	if r.ended || r.accepted >= orDefault(s.MaxConnections, DefaultMaxConnections) {
		return false
	}
	r.accepted++
	r.links[l] = struct{}{}
	l.maxBody, l.keepAlive = orDefault(s.MaxBody, DefaultMaxBody), s.KeepAliveTimeout
	l.lastActive = time.Now()
	return true
}

// closed forgets a connection that is closed, unless a [ws.Conn] has it now.
func (r *run) closed(l *link) {
	if _, ours := r.links[l]; !ours {
		return
	}
	delete(r.links, l)
	l.handle.Close()
	r.accepted--
	if l.client != nil {
		l.client.leave()
	}
}

// show names the client that has sent a request, or ends the answer if the
// connection is on its way out.
func (r *run) show(l *link, w *Response) (c *Client, ok bool) {
	if _, ours := r.links[l]; !ours || r.ended || l.leaving.Load() || l.client != nil && l.client.ended {
		l.Close()
		w.left()
		return nil, false
	}
	if l.client == nil {
		l.client = &Client{handle: r.server.host.newHandle(), run: r, link: l}
		r.clients[l.client.handle] = l.client
	}
	l.response, l.lastActive = w, time.Now()
	w.client, w.limit = l.client, orDefault(r.server.MaxQueued, DefaultMaxQueued)
	return l.client, true
}

// request has an ordinary request served.
func (r *run) request(l *link, req *Request, w *Response) {
	if c, ok := r.show(l, w); ok {
		r.events.Serve(c, req, w)
	}
}

// upgrade asks whether a client may switch, and has its goroutine do it.
func (r *run) upgrade(l *link, req *Request, w *Response) {
	c, ok := r.show(l, w)
	if !ok {
		return
	}
	header, accept := r.events.Upgrading(c, req, w)
	if !accept || w.ended {
		r.log.Debug("handshake refused", "client", c.handle, "address", c.RemoteAddr(), "path", req.URL.Path)
		return
	}
	w.ended, w.switching = true, true
	w.push(0, true, func(out *writer) error {
		conn, deflate, err := ws.Upgrade(out.ResponseWriter, req.Request, header, r.compression)
		if err != nil {
			r.log.Debug("handshake failed", "client", c.handle, "error", err)
			return err
		}
		r.loop.Post(func() { c.open(conn, deflate) })
		return nil
	})
}

// farewell is how long an answer may take to go out when the server has stopped.
const farewell = time.Second

// end closes every connection and the listener. An event of it may call it
// again, which then does what is left.
func (r *run) end() {
	for _, c := range r.byHandle() {
		c.cut(ws.GoingAway)
		c.leave()
	}
	for l := range r.links {
		if !l.leaving.Load() {
			l.Close()
		}
	}
	if r.ended {
		return
	}
	r.ended = true
	close(r.done)
	r.listener.Close()
	r.heartbeat.stop()
	r.handle.Close()
	delete(r.server.host.runs, r)
	if r.server.run == r {
		r.server.run = nil
	}
}
