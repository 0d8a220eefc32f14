package sockets

import (
	"bytes"
	"fmt"
	"net/netip"

	"github.com/sockhost/sockhost/eventloop"
)

// Sends below directSend are gathered and go out together at the end of the
// batch, or when they are gatherSize bytes; larger ones go out at once, uncopied.
// A connection has at most sendChunk bytes in the hands of the backend, so that
// the progress of a slow peer shows.
const (
	directSend = 8 << 10
	gatherSize = 64 << 10
	sendChunk  = 32 << 10
)

// connection is one connected stream with its send queue. It belongs to a
// socket until the socket lets go of it, then drains on its own.
type connection struct {
	host   *Host
	id     int        // of the socket
	socket *tcpSocket // nil once the socket has let go
	stream eventloop.Stream
	remote netip.AddrPort // as dialled
	handle eventloop.Handle

	// Receiving state.
	unread       []byte // received and not reported yet, or kept back by a pause or a suspension
	waiting      bool   // the host has it in its list of what is received
	ended        bool   // nothing will be received any more
	held         bool   // the host has it in its list of what is held back
	everUnpaused bool

	// Sending state. Offsets count the bytes of all sends so far.
	requests []sendRequest // not complete, in order
	queued   int64         // offset of the end of the last request
	written  int64         // offset up to which the system has the bytes
	gathered []byte        // small sends waiting for the flush, or for the stream
	sending  []byte        // in the hands of the stream until Sent
	dirty    bool
	broken   bool // a write failed: nothing can be sent any more

	// Upgrading state: from the call of Secure to the end of the handshake
	// nothing is received, and what is sent waits.
	upgrading bool
	plainEnd  int64  // offset up to which bytes go out in plain
	plainSent func() // called once, as a task, when they have, or cannot
	later     []byte // what waits

	// Closing state.
	closed  bool
	release func() // set while draining; called once the stream is closed
	stalled eventloop.TimerID
}

// sendRequest is one send on its way.
type sendRequest struct {
	end   int64
	bytes int
	done  func(bytesSent int, err error)
}

func newConnection(s *tcpSocket, stream eventloop.Stream, remote netip.AddrPort) *connection {
	c := &connection{host: s.host, id: s.id, socket: s, stream: stream, remote: remote, everUnpaused: !s.paused}
	stream.SetHandler(c)
	c.handle.Open(s.host.loop, c)
	c.host.connections++
	return c
}

func (c *connection) String() string {
	doing := "connected to"
	if c.socket == nil {
		doing = "sending its last bytes to"
	}
	return fmt.Sprintf("tcp socket %d %s %s", c.id, doing, c.remote)
}

// Receiving.

// resume has what a pause or a suspension kept back reported, then receives
// again.
func (c *connection) resume() {
	if c.held {
		return // its turn comes
	}
	if len(c.unread) > 0 || c.ended {
		c.host.receivedFrom(c, len(c.unread))
		c.host.deliver()
	}
	if s := c.socket; s != nil && !s.shut && !c.held && !c.ended {
		c.stream.Receive(true)
	}
}

// Received takes a read. What comes while draining is dropped.
func (c *connection) Received(p []byte) {
	if c.socket == nil {
		return
	}
	if len(c.unread) > 0 {
		p = append(c.unread, p...)
	}
	c.unread = p
	if c.host.holds() {
		c.hold()
	} else {
		c.host.receivedFrom(c, len(p))
	}
}

// deliverOne reports a piece of the socket's buffer size, or the end after the
// last one, unless the socket has been paused or closed, or the app suspended.
// It tells whether it has reported anything.
func (c *connection) deliverOne() bool {
	s := c.socket
	switch {
	case s == nil || s.shut || c.held || c.upgrading:
		return false
	case c.host.suspended:
		if len(c.unread) > 0 || c.ended {
			c.hold()
		}
		return false
	case len(c.unread) == 0:
		if c.ended {
			c.deliverEnd()
		}
		return c.ended
	}
	n := min(len(c.unread), s.chunkSize())
	p := c.unread[:n:n]
	if c.unread = c.unread[n:]; len(c.unread) == 0 {
		c.unread = nil
	}
	if !c.host.events.TCPReceived(s.id, p) {
		s.hintUnheard(n)
	}
	return true
}

func (c *connection) listed() *bool { return &c.waiting }

// ReceiveEnded handles the end of the peer's data. Chrome knows no half-open
// connection and no reason: an end is -100, and ends sending too.
func (c *connection) ReceiveEnded(error) {
	c.ended = true
	switch {
	case c.socket == nil || c.waiting:
	case c.host.holds():
		c.hold()
	default:
		c.deliverEnd()
	}
}

func (c *connection) deliverEnd() {
	if c.host.suspended {
		c.hold()
		return
	}
	s := c.socket
	s.letGo()
	c.host.events.TCPReceiveError(s.id, ConnectionClosed)
}

// hold stops receiving until the host releases what is held back: one read, or
// the end. The kernel holds the rest.
func (c *connection) hold() {
	c.held = true
	c.stream.Receive(false)
	c.host.hold(c)
}

func (c *connection) releaseHeld() {
	c.held = false
	if s := c.socket; s != nil {
		s.startReceiving()
	}
}

// Sending.

// send queues data, or passes it on at once; it does not keep data. done is
// called as a task of its own, or with others in one task.
func (c *connection) send(data []byte, done func(int, error)) {
	c.queued += int64(len(data))
	c.requests = append(c.requests, sendRequest{end: c.queued, bytes: len(data), done: done})
	c.host.markDirty(c)
	if c.upgrading {
		c.later = append(c.later, data...)
		return
	}
	if len(data) < directSend || c.sending != nil {
		c.gather(data)
		return
	}
	c.push()
	switch n := c.write(data); {
	case c.broken:
	case c.sending != nil:
		c.gathered = append(c.gathered, data...)
	case n < len(data):
		c.sendLater(bytes.Clone(data[n:]))
	}
}

// gather keeps a copy of data for the flush. What is enough for a write goes out
// now, if it can.
func (c *connection) gather(data []byte) {
	if len(c.gathered)+len(data) > gatherSize {
		c.push()
	}
	if c.gathered == nil {
		c.gathered = c.host.buffer()
	}
	if need := len(c.gathered) + len(data); need > cap(c.gathered) {
		size := max(need, 2*cap(c.gathered))
		if need <= gatherSize {
			size = min(size, gatherSize)
		}
		c.gathered = append(make([]byte, 0, size), c.gathered...)
	}
	c.gathered = append(c.gathered, data...)
}

// write passes to the system what it takes now, which is nothing while the
// stream is busy.
func (c *connection) write(p []byte) int {
	if len(p) == 0 || c.sending != nil || c.broken {
		return 0
	}
	n, err := c.stream.Write(p)
	c.written += int64(n)
	if err != nil {
		c.fail(Failed)
	}
	return n
}

// push moves gathered bytes to the system, and what it does not take now to
// the stream.
func (c *connection) push() {
	p := c.gathered
	if len(p) == 0 || c.sending != nil || c.broken {
		return
	}
	c.gathered = nil
	if n := c.write(p); n < len(p) && !c.broken {
		c.sendLater(p[n:])
	} else {
		c.host.reuse(p)
	}
}

// sendLater gives p to the stream, the first piece now; new sends gather in a
// buffer of their own.
func (c *connection) sendLater(p []byte) {
	c.sending = p
	c.stream.Send(p[:min(len(p), sendChunk)])
}

// Sent continues with the rest of what was sending.
func (c *connection) Sent(err error) {
	if c.closed || c.sending == nil {
		return
	}
	if err != nil {
		c.fail(Failed)
		c.finish()
		return
	}
	n := min(len(c.sending), sendChunk)
	c.written += int64(n)
	rest := c.sending[n:]
	c.sending = nil
	n = c.write(rest)
	switch {
	case c.broken:
	case n < len(rest):
		c.sendLater(rest[n:])
	default:
		c.push()
	}
	if c.release != nil {
		c.watchStall()
	}
	c.finish()
}

// flush ends a batch: gathered sends go out and finished ones are answered.
func (c *connection) flush() {
	if c.closed {
		return
	}
	c.push()
	c.finish()
}

// finish answers the sends that the system has taken, and closes a draining
// connection once its queue is empty.
func (c *connection) finish() {
	n := 0
	for n < len(c.requests) && c.requests[n].end <= c.written {
		r := &c.requests[n]
		c.host.complete(completion{r.bytes, nil, r.done})
		n++
	}
	clear(c.requests[:n])
	if n == len(c.requests) {
		c.requests = c.requests[:0]
	} else {
		c.requests = c.requests[n:]
	}
	c.checkPlain()
	if c.release != nil && len(c.requests) == 0 {
		c.shut()
	}
}

// upgrade holds back what is received and sent from now on, and calls ready
// as a task once everything before is sent, or the connection has broken.
func (c *connection) upgrade(ready func()) {
	c.upgrading, c.plainEnd, c.plainSent = true, c.queued, ready
	c.checkPlain()
}

func (c *connection) checkPlain() {
	if f := c.plainSent; f != nil && (c.written >= c.plainEnd || c.broken) {
		c.plainSent = nil
		c.host.loop.Post(f)
	}
}

// upgraded goes on with what waited, on the new stream.
func (c *connection) upgraded(stream eventloop.Stream) {
	c.stream = stream
	stream.SetHandler(c)
	c.gathered, c.later, c.upgrading = c.later, nil, false
	c.push()
}

// fail answers every send that is not complete with code. The reading side
// finds the end of the connection by itself.
func (c *connection) fail(code Code) {
	c.broken = true
	for _, r := range c.requests {
		if r.end > c.written {
			c.host.complete(completion{r.bytes, code, r.done})
		} else {
			c.host.complete(completion{r.bytes, nil, r.done})
		}
	}
	c.requests, c.gathered, c.sending, c.later = nil, nil, nil, nil
	c.checkPlain()
}

// Closing.

// close lets the queue drain, then closes the stream and calls release. A peer
// may want to send everything before it reads, so meanwhile its data is
// received, and dropped.
func (c *connection) close(release func()) {
	c.socket, c.unread = nil, nil
	c.stream.Receive(false)
	c.release = release
	c.flush()
	if !c.closed {
		c.stream.Receive(!c.ended && !c.upgrading)
		c.watchStall()
	}
}

// watchStall gives the queue another drainLimit to make progress.
func (c *connection) watchStall() {
	c.host.loop.ClearTimer(c.stalled)
	c.stalled = c.host.loop.SetTimeout(c.host.opts.DrainLimit, func() {
		c.fail(Aborted)
		c.shut()
	})
}

func (c *connection) shut() {
	c.closed = true
	c.host.loop.ClearTimer(c.stalled)
	c.stream.Close()
	c.handle.Close()
	c.release()
	c.host.connectionGone()
}
