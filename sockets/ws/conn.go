package ws

import (
	"errors"
	"net/netip"
	"time"

	"github.com/sockhost/sockhost/eventloop"
)

// Role says on which side of a connection we are.
type Role uint8

// The roles. A client masks what it sends.
const (
	Server Role = iota
	Client
)

// State is the state of a connection.
type State uint8

// The states, as in the browser's readyState.
const (
	Open State = iota + 1
	Closing
	Closed
)

// Message is what the peer sent: a whole message, or one frame of a message
// that was split.
type Message struct {
	Type Opcode // Text or Binary; Continuation for all but the first frame
	Fin  bool   // the last frame, or the only one
	Data []byte // the receiver's to keep
}

// End is how a connection ended.
type End struct {
	Code      int // 1005 without a code, 1006 without a close frame
	Reason    string
	HasReason bool
	// Clean says that both sides sent their close frame.
	Clean bool
}

// Handler hears of a connection, on the loop goroutine. It may call the Conn.
type Handler interface {
	// Message hands over a whole message.
	Message(Message)
	// WantsFragments says whether messages that the peer split are wanted frame
	// by frame; it is asked at each such frame.
	WantsFragments() bool
	// Fragment hands over one frame of a split message.
	Fragment(Message)
	// Failed tells of a failure that ends the connection: a frame that the
	// protocol forbids, a reset, a queue that is full. Closed follows.
	Failed(text string)
	// Closed is the last call. It does not come after Abort.
	Closed(End)
}

// Options configure a [Conn].
type Options struct {
	Role Role
	// Deflate says that permessage-deflate was negotiated.
	Deflate bool
	// Shared, if set, is what other connections of the loop have too.
	Shared *Shared
	// MaxMessage is the most bytes a message may have, inflated; 0 means
	// [DefaultMaxMessage].
	MaxMessage int
	// MaxQueued is how many bytes may wait for a slow peer when another message
	// is sent; 0 means no limit.
	MaxQueued int
	// CloseTimeout is how long a closing connection waits for the peer; 0 means
	// [DefaultCloseTimeout].
	CloseTimeout time.Duration
	// Unread is what was received together with the handshake.
	Unread []byte
}

// Defaults of [Options].
const (
	DefaultMaxMessage   = 16 << 20
	DefaultCloseTimeout = 3 * time.Second
)

// Errors of sending.
var (
	ErrNotOpen  = errors.New("the connection is not open")
	ErrOverflow = errors.New("the peer reads too slowly: its queue is full")
)

// Conn is a connection after its handshake. There may be very many that do
// nothing, so what only some need is behind pointers; what every message needs
// comes first.
type Conn struct {
	stream   eventloop.Stream
	out      output
	state    State
	role     Role
	deflates bool

	shared       *Shared
	handler      Handler
	in           *input  // nil while nothing is incomplete
	end          *ending // nil until something is known of it
	lastActive   int64   // nanoseconds since 1970
	maxMessage   int
	maxQueued    int
	closeTimeout time.Duration
	once         *addresses // since the end
}

// addresses are those of a stream.
type addresses struct{ remote, local netip.AddrPort }

// NewConn makes a connection of a stream whose handshake is done, and begins to
// receive; nothing is reported before the caller has returned to the loop.
func NewConn(loop *eventloop.Loop, stream eventloop.Stream, o Options, h Handler) *Conn {
	c := &Conn{
		stream: stream, handler: h, shared: o.Shared,
		role: o.Role, state: Open, deflates: o.Deflate,
		maxMessage: o.MaxMessage, maxQueued: o.MaxQueued, closeTimeout: o.CloseTimeout,
	}
	if c.maxMessage == 0 {
		c.maxMessage = DefaultMaxMessage
	}
	if c.closeTimeout == 0 {
		c.closeTimeout = DefaultCloseTimeout
	}
	if c.shared == nil {
		c.shared = &Shared{}
	}
	c.shared.use(loop)
	c.lastActive = time.Now().UnixNano()
	stream.SetHandler((*streamHandler)(c))
	if len(o.Unread) > 0 {
		loop.Post(func() {
			if c.state != Closed {
				c.received(o.Unread)
				c.receive()
			}
		})
		return c
	}
	c.receive()
	return c
}

// receive lets the stream receive, unless it is closed.
func (c *Conn) receive() {
	if c.state != Closed {
		c.stream.Receive(true)
	}
}

// State returns the state.
func (c *Conn) State() State { return c.state }

// LastActive is when the peer was last heard of.
func (c *Conn) LastActive() time.Time { return time.Unix(0, c.lastActive) }

// RemoteAddr is the peer's address. It stays valid.
func (c *Conn) RemoteAddr() netip.AddrPort {
	if c.once != nil {
		return c.once.remote
	}
	return c.stream.RemoteAddr()
}

// LocalAddr is our address. It stays valid.
func (c *Conn) LocalAddr() netip.AddrPort {
	if c.once != nil {
		return c.once.local
	}
	return c.stream.LocalAddr()
}

// streamHandler is a connection as the handler of its stream.
type streamHandler Conn

func (h *streamHandler) Received(p []byte) {
	c := (*Conn)(h)
	c.lastActive = c.shared.now()
	c.received(p)
}

func (h *streamHandler) Room() []byte { return h.shared.receiveRoom() }

func (h *streamHandler) ReceiveEnded(err error) { (*Conn)(h).receiveEnded(err) }
func (h *streamHandler) Sent(err error)         { (*Conn)(h).sent(err) }
