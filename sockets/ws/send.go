package ws

import "github.com/sockhost/sockhost/eventloop"

// Sizes in bytes. Messages below direct are gathered and go out together at the
// end of the batch; larger ones go out at once, as they are. The stream gets at
// most chunk bytes at a time, so that progress shows.
const (
	direct = 8 << 10
	chunk  = 64 << 10
	// When so much is queued, a pong waits until all of it is out.
	pongLimit = 64 << 10
)

// output is the sending side of a connection.
type output struct {
	gathered []byte   // waiting for the end of the batch, or for the stream
	late     *backlog // nil while the system takes everything at once
	passed   uint32   // the batch, cut to its low bits, in which a prepared message was passed on at once
	dirty    bool
	broken   bool // nothing can be sent any more
}

// backlog is what waits for a slow peer, apart from what was gathered meanwhile.
type backlog struct {
	sending []byte // what the stream has, and what it gets next
	pong    []byte // the newest one that waits; nil if none
}

// busy tells that the stream has something to send.
func (o *output) busy() bool { return o.late != nil && o.late.sending != nil }

// backlog returns the output's backlog, which it may not have had.
func (o *output) backlog() *backlog {
	if o.late == nil {
		o.late = &backlog{}
	}
	return o.late
}

// Buffered is the number of bytes that the system has not taken yet.
func (c *Conn) Buffered() int {
	n := len(c.out.gathered)
	if c.out.late != nil {
		n += len(c.out.late.sending)
	}
	return n
}

// Send sends a message in one frame, compressed if that was negotiated. It does
// not keep data. Its error is [ErrNotOpen] or [ErrOverflow]; with the latter,
// and after a write error, the connection ends.
func (c *Conn) Send(t Opcode, data []byte) error {
	if err := c.writable(); err != nil {
		return err
	}
	first := finBit | byte(t)
	if c.deflates && len(data) >= deflateFrom {
		first, data = first|rsv1Bit, c.shared.deflater.compress(data)
	}
	c.write(first, data)
	return nil
}

// SendPrepared sends a message that many connections get, as Send does.
func (c *Conn) SendPrepared(p *Prepared) error {
	if err := c.writable(); err != nil {
		return err
	}
	frame := p.frame(c)
	// The first of a batch goes out at once: a message for thousands need not be
	// copied thousands of times and picked up again. More of them are gathered.
	if batch := uint32(c.shared.loop.Batch() + 1); c.out.passed != batch && c.Buffered() == 0 {
		c.out.passed = batch
		if c.passSome(frame) {
			return nil
		}
	}
	c.enqueue(frame)
	return nil
}

// WriteFrame sends one frame as it is, whatever the protocol says of it. Its
// errors are those of Send.
func (c *Conn) WriteFrame(f Frame) error {
	if err := c.writable(); err != nil {
		return err
	}
	c.write(f.first(), f.Data)
	return nil
}

// writable tells why nothing can be sent. A queue that is full ends the
// connection, so that a peer which does not read cannot use up the memory.
func (c *Conn) writable() error {
	if c.state != Open {
		return ErrNotOpen
	}
	n := c.Buffered()
	if n == 0 || c.maxQueued == 0 || n <= c.maxQueued {
		return nil
	}
	if c.push(); c.out.broken {
		return ErrNotOpen
	}
	if c.Buffered() <= c.maxQueued {
		return nil
	}
	c.fail(TryAgainLater, ErrOverflow.Error())
	return ErrOverflow
}

// write sends one frame.
func (c *Conn) write(first byte, data []byte) {
	if len(data) >= direct {
		if c.push(); !c.out.busy() && !c.out.broken {
			c.writeNow(first, data)
			return
		}
	}
	if c.out.gathered == nil {
		c.out.gathered = c.shared.buffer()
	}
	c.out.gathered = appendFrame(c.out.gathered, first, c.role == Client, data)
	c.markDirty()
}

// writeNow sends one frame when nothing waits before it. Only what the system
// does not take is copied.
func (c *Conn) writeNow(first byte, data []byte) {
	if c.role == Client {
		c.pass(appendFrame(make([]byte, 0, maxHeader+len(data)), first, true, data))
		return
	}
	head := appendHeader(c.shared.head[:0], first, 0, len(data))
	switch n, err := c.stream.WriteBoth(head, data); {
	case err != nil:
		c.breakDown(err)
	case n < len(head):
		c.sendLater(append(append(make([]byte, 0, len(head)-n+len(data)), head[n:]...), data...))
	case n < len(head)+len(data):
		c.sendLater(own(data[n-len(head):]))
	}
}

// answerPing sends a pong. For a peer that reads too slowly only the newest is
// kept, as RFC 6455 allows, so that pings cannot use up the memory.
func (c *Conn) answerPing(data []byte) {
	if c.Buffered() >= pongLimit {
		c.push()
	}
	if c.Buffered() >= pongLimit {
		c.out.backlog().pong = own(data)
		return
	}
	c.write(finBit|byte(Pong), data)
}

// latePong sends the pong that waited, once everything else is out.
func (c *Conn) latePong() {
	late := c.out.late
	if late == nil || c.Buffered() > 0 {
		return
	}
	c.out.late = nil
	if late.pong != nil && c.state == Open {
		c.write(finBit|byte(Pong), late.pong)
	}
}

// enqueue sends a frame that is encoded already and does not change any more.
func (c *Conn) enqueue(frame []byte) {
	if len(frame) >= direct {
		if c.push(); !c.out.busy() {
			c.pass(frame)
			return
		}
	}
	if c.out.gathered == nil {
		c.out.gathered = c.shared.buffer()
	}
	c.out.gathered = append(c.out.gathered, frame...)
	c.markDirty()
}

func (c *Conn) markDirty() {
	if !c.out.dirty {
		c.out.dirty = true
		c.shared.flushLater(c)
	}
}

// flush ends a batch.
func (c *Conn) flush() {
	c.out.dirty = false
	c.push()
	c.latePong()
	c.drained()
}

// push passes on what was gathered, unless the stream is busy.
func (c *Conn) push() {
	out := &c.out
	if p := out.gathered; len(p) > 0 && !out.busy() && !out.broken {
		out.gathered = nil
		if c.pass(p); !out.busy() {
			c.shared.reuse(p)
		}
	}
}

// pass gives p to the system as far as it takes it now, the rest to the stream.
func (c *Conn) pass(p []byte) {
	if !c.passSome(p) {
		c.sendLater(p)
	}
}

// passSome does nothing and returns false if the system takes nothing now.
func (c *Conn) passSome(p []byte) bool {
	n, err := c.stream.Write(p)
	switch {
	case err != nil:
		c.breakDown(err)
	case n == 0 && len(p) > 0:
		return false
	case n < len(p):
		c.sendLater(p[n:])
	}
	return true
}

func (c *Conn) sendLater(p []byte) {
	c.out.backlog().sending = p
	c.stream.Send(p[:min(len(p), chunk)])
}

// sent goes on with what is left.
func (c *Conn) sent(err error) {
	out := &c.out
	if c.state == Closed || !out.busy() {
		return
	}
	if err != nil {
		c.breakDown(err)
		return
	}
	c.watch()
	late := out.late
	rest := late.sending[min(len(late.sending), chunk):]
	if late.sending = nil; len(rest) > 0 {
		c.pass(rest)
	}
	c.push()
	c.latePong()
	c.drained()
}

// breakDown ends a connection on which nothing can be sent any more. Its
// handler hears of it in a task of its own, since a send may be under way.
func (c *Conn) breakDown(err error) {
	c.out = output{broken: true, dirty: c.out.dirty}
	c.shared.loop.Post(func() { c.lost(err) })
}

var _ eventloop.Borrower = (*streamHandler)(nil)
