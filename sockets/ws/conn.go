package ws

import (
	"errors"
	"time"

)

// Role says on which side of a connection we are.
type Role int

// The roles. A client masks what it sends.
const (
	Server Role = iota
	Client
)

// State is the state of a connection.
type State int

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
	// MaxMessage is the most bytes a message may have, inflated; 0 means
	// [DefaultMaxMessage].
	MaxMessage int
	// MaxQueued is how many bytes may wait for a slow peer; 0 means no limit.
	MaxQueued int
	// CloseTimeout is how long a closing connection waits for the peer; 0 means
	// [DefaultCloseTimeout].
	CloseTimeout time.Duration
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
