package wsserver

// DRAFT: signatures that other packages may compile against until the real files are here.

import (
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/sockets/ws"
)

// Host owns all servers of one app and their handles.
type Host struct{}

// Options configure a [Host].
type Options struct {
	// MayListen, if set, is asked before a server listens; its error refuses.
	MayListen func(netip.AddrPort) error
	Log       *slog.Logger
}

func New(loop *eventloop.Loop, o Options) *Host { return nil }

// Close stops every server without any event, clients with 1001.
func (h *Host) Close() {}

// NewServer makes a server that does not listen yet.
func (h *Host) NewServer(e Events) *Server { return nil }

// Events hears what happens to a server.
type Events interface {
	// Upgrading asks whether the client may switch to WebSocket. To accept, it returns true and further fields for
	// the 101 (Sec-Websocket-Protocol among them). To refuse, it answers the request through w and returns false.
	Upgrading(c *Client, r *Request, w *Response) (header http.Header, accept bool)
	Opened(c *Client)
	Message(c *Client, m ws.Message)
	WantsFragments() bool
	Fragment(c *Client, m ws.Message)
	// Error tells of a failure of one client; it is only a notification.
	Error(c *Client, text string)
	// Closed comes for upgraded clients only; the client is still known.
	Closed(c *Client, end ws.End)
	// Gone is the last call for every client that any other call named; the client is forgotten after it.
	Gone(c *Client)
	// Serve has an ordinary HTTP request answered through w, now or later.
	Serve(c *Client, r *Request, w *Response)
	// BeforeStop comes when a listening server is about to stop; clients are still connected.
	BeforeStop()
}

// Server is one server. Its fields may be set at any time; when they take effect is said with each.
type Server struct {
	// Taken at Start.
	HeartbeatInterval time.Duration // <= 0 is off
	HeartbeatTimeout  time.Duration // a peer silent for longer than this after a heartbeat is closed, 1006; 0 is off
	HeartbeatType     ws.Opcode
	HeartbeatData     []byte
	TLS               *TLS // nil is plain
	Compression       bool
	// Taken with each new connection.
	MaxQueued, MaxMessage int // bytes; 0 is the default
	MaxConnections        int // TCP connections; those above are dropped at once. 0 is 1000
	// Taken with each request.
	MaxBody          int           // bytes; 0 is 16 MiB
	KeepAliveTimeout time.Duration // <= 0: as long as the client likes
}

// TLS is a certificate with its key, each as PEM text or the path of a PEM file.
type TLS struct{ Cert, Key string }

// Start stops the server if it listens, then listens. ip "" is "0.0.0.0"; a name is resolved to its first IPv4 address;
// "ip:port" is taken when port is 0. Port 0 lets the system choose.
func (s *Server) Start(ip string, port int) error { return nil }

// Stop: BeforeStop, heartbeat off, Gone for every client (their sockets are closed, upgraded ones with 1001), listener closed.
// Nothing if it does not listen.
func (s *Server) Stop() {}

func (s *Server) Listening() bool      { return false }
func (s *Server) Addr() netip.AddrPort { return netip.AddrPort{} } // zero when not listening

// URL is scheme://host:port[path] as section 4.11 of the specification has it; "" when not listening. scheme is "ws" or "http" and gets its s with TLS.
func (s *Server) URL(scheme, path string, hasPath, lan bool) string { return "" }

func (s *Server) Client(handle int64) *Client { return nil }
func (s *Server) Clients() []*Client          { return nil } // all that were shown, by handle
func (s *Server) ClientCount() int            { return 0 }   // upgraded ones
func (s *Server) AcceptCount() int            { return 0 }   // TCP connections open

// Publish sends a message to every open client. It returns false if one of them did not take it.
func (s *Server) Publish(t ws.Opcode, data []byte) bool { return true }

// Client is one connection, from its first request to its end.
type Client struct {
	// State is for whoever uses the package.
	State any
}

func (c *Client) Handle() int64              { return 0 }
func (c *Client) ReadyState() ws.State       { return 0 } // 0 before the upgrade
func (c *Client) Upgraded() bool             { return false }
func (c *Client) RemoteAddr() netip.AddrPort { return netip.AddrPort{} }
func (c *Client) LocalAddr() netip.AddrPort  { return netip.AddrPort{} }
func (c *Client) LastActive() time.Time      { return time.Time{} }
func (c *Client) Buffered() int              { return 0 }

// Send sends a message; a failure was told to Events.Error already.
func (c *Client) Send(t ws.Opcode, data []byte) error { return nil }

// WriteFrame sends a frame as it is.
func (c *Client) WriteFrame(f ws.Frame) error   { return nil }
func (c *Client) Close(code int, reason string) {} // the close handshake; code 0: an empty close frame, End is {1000, no reason}
func (c *Client) Abort()                        {} // hard: Gone follows, as a task, but not Closed
func (c *Client) Shutdown()                     {} // orderly end of TCP: Closed and Gone follow

// Request is a request whose body has been read.
type Request struct {
	*http.Request
	Body []byte
}

// Response answers one request, once.
type Response struct{}

// Respond sends a whole answer.
func (w *Response) Respond(status int, header http.Header, body []byte) {}

// Begin sends the head of an answer whose length is not known; Write and End follow. Write's error says that the client is gone
// or reads too slowly; the answer has ended then.
func (w *Response) Begin(status int, header http.Header) {}
func (w *Response) Write(p []byte) error                 { return nil }
func (w *Response) End()                                 {}

// ServeFile answers with a file below root, with type, ETag, Last-Modified, ranges and conditions; index.html for folders; 404 otherwise.
// No path leads out of root. header has further fields.
func (w *Response) ServeFile(root, path string, header http.Header) {}

// Ended tells whether the answer is complete or the client is gone.
func (w *Response) Ended() bool { return false }

// OnGone has f called, as a task, if the client leaves before the answer has ended.
func (w *Response) OnGone(f func()) {}
