package sockets

import (
	"crypto/x509"
	"log/slog"
	"net"
	"sync"
	"time"

	"github.com/sockhost/sockhost/eventloop"
)

// DefaultWriteQuota is how many bytes an app may have handed to send without
// an answer yet. It is Chrome's.
const DefaultWriteQuota = 200 << 20

// DefaultDrainLimit is how long a closing connection may go without progress
// before what is left of its queue is given up.
const DefaultDrainLimit = 10 * time.Second

// Options configure a [Host]. The zero value has Chrome's behaviour.
type Options struct {
	// WriteQuota in bytes; 0 means [DefaultWriteQuota].
	WriteQuota int
	// DrainLimit is for closing connections; 0 means [DefaultDrainLimit].
	DrainLimit time.Duration
	// Resolver looks up names; nil means [net.DefaultResolver].
	Resolver *net.Resolver
	// Permissions limit what may be reached; nil allows everything.
	Permissions *Permissions
	// RootCAs are the authorities that TLS servers are checked against; nil
	// means the system's and those in the file that SSL_CERT_FILE names.
	RootCAs *x509.CertPool
	// InsecureTLS switches the check of TLS servers off.
	InsecureTLS bool
	// Log receives hints at debug level; nil drops them.
	Log *slog.Logger
}

// Events hears what happens to sockets. Its methods are called on the loop
// goroutine, each as a task of its own, and may call the host.
type Events interface {
	// Steps calls step until it returns false. Each step ends with at most one
	// call of another method, or one answer to a send, so these may be gathered
	// into something cheaper than a call each, as long as a step begins when
	// what the one before has led to is over.
	Steps(step func() bool)
	// TCPReceived hands over received bytes, which are the receiver's to keep.
	// It returns false if nobody listens; the bytes are dropped then.
	TCPReceived(id int, data []byte) (heard bool)
	TCPReceiveError(id int, code Code)
	Accepted(server, client int)
	AcceptError(server int, code Code)
	// UDPReceived hands over a datagram, as TCPReceived does.
	UDPReceived(id int, data []byte, from Endpoint) (heard bool)
	UDPReceiveError(id int, code Code)
}

// Host owns all sockets of one app.
type Host struct {
	TCP       *TCP
	TCPServer *TCPServer
	UDP       *UDP

	loop   *eventloop.Loop
	net    eventloop.Network
	events Events
	opts   Options    // complete
	roots  sync.Mutex // protects opts.RootCAs
	unsent int        // bytes of sends not answered yet

	// Suspension.
	suspended bool
	wake      func()   // called for the first event that is held back; nil afterwards
	lives     int      // of the app, so far: suspensions
	held      []holder // in the order of their events

	connections int           // open, draining ones included
	gone        []func(error) // answered when there is no connection left

	received  received
	dirty     []*connection // connections with gathered sends
	completed []completion  // answers to sends, for the next task
	answering struct {      // those of this task
		sends []completion
		next  int
	}
	spare [][]byte // empty buffers to gather in

	// The methods as values, made once.
	flushDirty, answerCompleted, releaseNext, deliverReceived func()
	deliverNext, answerNext                                   func() bool
}

// So many buffers of up to gatherSize are worth keeping.
const maxSpare = 64

// buffer returns an empty buffer to gather in.
func (h *Host) buffer() []byte {
	n := len(h.spare)
	if n == 0 {
		return nil
	}
	p := h.spare[n-1]
	h.spare = h.spare[:n-1]
	return p
}

// reuse takes a buffer that nobody needs any more.
func (h *Host) reuse(p []byte) {
	if cap(p) <= gatherSize && len(h.spare) < maxSpare {
		h.spare = append(h.spare, p[:0])
	}
}

// completion is the answer to one send.
type completion struct {
	bytes int
	err   error
	done  func(bytesSent int, err error)
}

// New makes a host on a loop. Set its events with [Host.SetEvents] before the
// loop runs.
func New(loop *eventloop.Loop, opts Options) *Host {
	if opts.WriteQuota == 0 {
		opts.WriteQuota = DefaultWriteQuota
	}
	if opts.DrainLimit == 0 {
		opts.DrainLimit = DefaultDrainLimit
	}
	if opts.Resolver == nil {
		opts.Resolver = net.DefaultResolver
	}
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	h := &Host{loop: loop, net: loop.Network(), opts: opts, events: deaf{}}
	h.flushDirty, h.answerCompleted, h.releaseNext = h.flush, h.answerSends, h.releaseFirst
	h.deliverReceived, h.deliverNext, h.answerNext = h.deliver, h.deliverOne, h.answerOne
	h.TCP = &TCP{host: h, sockets: newTable[tcpSocket]()}
	h.TCPServer = &TCPServer{host: h, sockets: newTable[serverSocket]()}
	h.UDP = &UDP{host: h, sockets: newTable[udpSocket]()}
	return h
}

// SetEvents sets who hears of events from now on; nil means nobody.
func (h *Host) SetEvents(e Events) {
	if e == nil {
		e = deaf{}
	}
	h.events = e
}

// Close closes every socket, listeners first, and calls done when the last
// connection is gone. Queued bytes are still sent, for at most the time that
// [TCP.Close] allows.
func (h *Host) Close(done func()) {
	left := 1
	one := func(error) {
		if left--; left == 0 {
			done()
		}
	}
	for _, id := range h.TCPServer.sockets.ids() {
		left++
		h.TCPServer.Close(id, one)
	}
	for _, id := range h.TCP.sockets.ids() {
		left++
		h.TCP.Close(id, one)
	}
	for _, id := range h.UDP.sockets.ids() {
		left++
		h.UDP.Close(id, one)
	}
	if h.connections > 0 {
		// Sockets closed earlier may still be draining.
		left++
		h.gone = append(h.gone, one)
	}
	h.answer(one, nil)
}

func (h *Host) connectionGone() {
	if h.connections--; h.connections == 0 {
		for _, done := range h.gone {
			h.answer(done, nil)
		}
		h.gone = nil
	}
}

// answer calls done as a task.
func (h *Host) answer(done func(error), err error) {
	h.loop.Post(func() { done(err) })
}

// markDirty has the connection's gathered sends flushed after this batch.
func (h *Host) markDirty(c *connection) {
	if c.dirty {
		return
	}
	c.dirty = true
	if len(h.dirty) == 0 {
		h.loop.Defer(h.flushDirty)
	}
	h.dirty = append(h.dirty, c)
}

func (h *Host) flush() {
	dirty := h.dirty
	h.dirty = h.dirty[:0]
	for i, c := range dirty {
		dirty[i] = nil
		c.dirty = false
		c.flush()
	}
}

// complete queues the answer to a send. Answers of one batch share one task.
func (h *Host) complete(c completion) {
	if len(h.completed) == 0 {
		h.loop.Post(h.answerCompleted)
	}
	h.completed = append(h.completed, c)
}

func (h *Host) answerSends() {
	a := &h.answering
	// An answer may lead to new sends, which must not be run over.
	a.sends, h.completed = h.completed, a.sends[:0]
	for i := range a.sends {
		h.unsent -= a.sends[i].bytes
	}
	a.next = 0
	h.events.Steps(h.answerNext)
	clear(a.sends)
}

// answerOne answers one send, and tells whether there was any.
func (h *Host) answerOne() bool {
	a := &h.answering
	if a.next == len(a.sends) {
		return false
	}
	c := &a.sends[a.next]
	a.next++
	if c.err != nil {
		c.bytes = 0
	}
	c.done(c.bytes, c.err)
	return true
}

// deaf is the Events of a host that has none.
type deaf struct{}

func (deaf) Steps(step func() bool) {
	for step() {
	}
}

func (deaf) TCPReceived(int, []byte) bool           { return false }
func (deaf) TCPReceiveError(int, Code)              {}
func (deaf) Accepted(int, int)                      {}
func (deaf) AcceptError(int, Code)                  {}
func (deaf) UDPReceived(int, []byte, Endpoint) bool { return false }
func (deaf) UDPReceiveError(int, Code)              {}
