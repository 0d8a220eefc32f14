package ws

// DRAFT: signatures that other packages may compile against until the real
// files are here.

import (
	"crypto/tls"
	"net"
	"net/http"
	"net/netip"
	"time"

	"github.com/sockhost/sockhost/eventloop"
)

// Opcode is the type of a frame.
type Opcode byte

// The opcodes of RFC 6455.
const (
	Continuation Opcode = 0
	Text         Opcode = 1
	Binary       Opcode = 2
	CloseFrame   Opcode = 8
	Ping         Opcode = 9
	Pong         Opcode = 10
)

// Conn is a connection after its handshake.
type Conn struct{}

// NewConn begins to receive on stream; the first message may come before it returns... never: as a later event of the loop.
func NewConn(loop *eventloop.Loop, stream eventloop.Stream, o Options, h Handler) *Conn { return nil }

// Send sends a message in one frame, compressed if that was negotiated. It does not keep data.
// Its error is ErrNotOpen, or ErrOverflow (the connection is then being closed with 1013).
func (c *Conn) Send(t Opcode, data []byte) error { return nil }

// WriteFrame sends one frame exactly as given, whatever the protocol thinks of it.
func (c *Conn) WriteFrame(f Frame) error { return nil }

// SendPrepared sends a message that many connections get.
func (c *Conn) SendPrepared(p *Prepared) error { return nil }

// Prepare encodes a message once, for [Conn.SendPrepared] in the role Server.
func Prepare(t Opcode, data []byte) *Prepared { return nil }

// Prepared is a message that is encoded once.
type Prepared struct{}

// Frame is one frame.
type Frame struct {
	Fin, RSV1, RSV2, RSV3 bool
	Opcode                Opcode
	Data                  []byte
}

// Close starts the close handshake: a close frame with code and reason, or an empty one when code is 0; then the peer's
// frame is awaited for CloseTimeout. reason is cut to 123 bytes at a character border. Not open: nothing.
func (c *Conn) Close(code int, reason string) {}

// Shutdown ends the connection without a close frame, once what was sent is out: Closed (1006) follows.
func (c *Conn) Shutdown() {}

// Abort closes the connection at once, with a close frame of this code if the system takes it, and none if code is 0. The handler hears nothing more.
func (c *Conn) Abort(code int) {}

// State returns the state.
func (c *Conn) State() State { return Open }

// Buffered is the number of bytes that the system has not taken yet.
func (c *Conn) Buffered() int { return 0 }

// LastActive is when the peer was last heard of.
func (c *Conn) LastActive() time.Time { return time.Time{} }

// RemoteAddr and LocalAddr are cached and valid for ever.
func (c *Conn) RemoteAddr() netip.AddrPort { return netip.AddrPort{} }
func (c *Conn) LocalAddr() netip.AddrPort  { return netip.AddrPort{} }

// Check looks at a request whose Connection header has the word upgrade. It returns nil if it is a proper opening handshake;
// otherwise the answer to give (400, 405, … with Sec-WebSocket-Version where the RFC wants it).
func Check(r *http.Request) *BadHandshake { return nil }

// BadHandshake is the answer to a request that is no opening handshake.
type BadHandshake struct {
	Status int
	Header http.Header
	Body   string
}

// Upgrade answers a request that Check found proper with 101 and takes its connection over. header has further fields; its
// Sec-Websocket-Protocol, if any, is the chosen subprotocol. compression offers permessage-deflate. The conn goes to
// loop.Wrap on the loop goroutine, then to NewConn with Deflate as returned.
func Upgrade(w http.ResponseWriter, r *http.Request, header http.Header, compression bool) (conn net.Conn, deflate bool, err error) {
	return nil, false, nil
}

// AcceptKey is the Sec-WebSocket-Accept of a Sec-WebSocket-Key.
func AcceptKey(key string) string { return "" }

// NewKey is a random Sec-WebSocket-Key.
func NewKey() string { return "" }

// DialOptions configure [Dial].
type DialOptions struct {
	Protocols []string
	Header    http.Header // further request fields: Origin, User-Agent, …
	Deflate   bool        // offer permessage-deflate
	TLS       *tls.Config // nil: the system's authorities
	Timeout   time.Duration // of the handshake; 0 is 2 minutes
}

// Dialed is the outcome of a successful Dial.
type Dialed struct {
	Stream   eventloop.Stream
	Protocol string // the one the server chose
	Deflate  bool
}

// Dial opens a connection to a ws: or wss: URL. done is called as a task, exactly once unless cancel was called.
func Dial(loop *eventloop.Loop, url string, o DialOptions, done func(*Dialed, error)) (cancel func()) {
	return func() {}
}
