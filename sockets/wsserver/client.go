package wsserver

import (
	"net"
	"net/netip"
	"time"

	"github.com/sockhost/sockhost/sockets/ws"
)

// Client is one connection, from its first request to its end. It belongs to
// the loop goroutine. What is asked of a client that is gone has no effect.
//
// There may be very many that do nothing, so it is small.
type Client struct {
	// State is for whoever uses the package.
	State any

	handle   int64
	run      *run
	link     *link    // until the upgrade
	conn     *ws.Conn // since the upgrade
	farewell *ws.End  // what Close makes of the end
	place    int32    // in run.upgraded
	ended    bool     // Gone comes, and before it at most Closed
	gone     bool     // Gone has been called, or is being
}

// notOpen is the text of [Events.Error] when something cannot be sent.
const notOpen = `Failed to execute "send/sendData"`

// Handle is a positive number that no other client of the host has or had.
func (c *Client) Handle() int64 { return c.handle }

// ReadyState is the state of the WebSocket connection, 0 before the upgrade.
func (c *Client) ReadyState() ws.State {
	if c.conn == nil {
		return 0
	}
	return c.conn.State()
}

// Upgraded tells whether the client has switched to WebSocket.
func (c *Client) Upgraded() bool { return c.conn != nil }

// RemoteAddr is the client's address. It stays valid.
func (c *Client) RemoteAddr() netip.AddrPort {
	if c.conn == nil {
		return addrPort(c.link.RemoteAddr())
	}
	return unmap(c.conn.RemoteAddr())
}

// LocalAddr is the address that the client connected to. It stays valid.
func (c *Client) LocalAddr() netip.AddrPort {
	if c.conn == nil {
		return addrPort(c.link.LocalAddr())
	}
	return unmap(c.conn.LocalAddr())
}

// LastActive is when the client was last heard of.
func (c *Client) LastActive() time.Time {
	if c.conn == nil {
		return c.link.lastActive
	}
	return c.conn.LastActive()
}

// Buffered is the number of bytes that the system has not taken yet.
func (c *Client) Buffered() int {
	switch {
	case c.conn != nil:
		return c.conn.Buffered()
	default:
		return c.link.response.answer.waiting()
	}
}

// Send sends a message. It does not keep data. A failure was told to
// [Events.Error] already.
func (c *Client) Send(t ws.Opcode, data []byte) error {
	if c.ReadyState() != ws.Open {
		return c.refuse()
	}
	return c.conn.Send(t, data)
}

// WriteFrame sends a frame as it is, as Send does a message.
func (c *Client) WriteFrame(f ws.Frame) error {
	if c.ReadyState() != ws.Open {
		return c.refuse()
	}
	return c.conn.WriteFrame(f)
}

func (c *Client) refuse() error {
	c.fail(notOpen)
	return ws.ErrNotOpen
}

// fail tells of a failure, unless the client has been forgotten.
func (c *Client) fail(text string) {
	if c.run.clients[c.handle] == c {
		c.run.events.Error(c, text)
	}
}

// Close starts the close handshake. The frame has code and reason, and nothing
// if code is 0; Closed hears the same, and 1000 without a reason for nothing. A
// client that has not been upgraded hears an error and is shut down.
func (c *Client) Close(code int, reason string) {
	switch c.ReadyState() {
	case 0:
		c.fail(notOpen)
		c.Shutdown()
	case ws.Open:
		c.farewell = &ws.End{Code: code, Reason: reason, HasReason: reason != ""}
		if code == 0 {
			c.farewell = &ws.End{Code: ws.Normal}
		}
		c.conn.Close(code, reason)
	}
}

// Shutdown ends the connection in order, once what was sent is out: Closed, if
// the client was upgraded, and Gone follow.
func (c *Client) Shutdown() {
	switch {
	case c.ended:
	case c.conn != nil:
		c.conn.Shutdown()
	case !c.link.response.ended:
		c.cut(0)
	default:
		c.link.closeIdle()
	}
}

// Abort ends the connection at once: Gone follows, as a task, but not Closed.
func (c *Client) Abort() {
	if c.ended {
		return
	}
	c.cut(0)
	c.run.loop.Post(c.leave)
}

// cut closes the connection; nothing is heard of it any more. With a code, that
// of a server which stops, an upgraded client is told, if the system takes it at
// once, and an answer that is complete gets a moment to go out.
func (c *Client) cut(code int) {
	if c.ended {
		return
	}
	c.ended = true
	if c.conn != nil {
		c.conn.Abort(code)
		return
	}
	w := c.link.response
	if code != 0 && w.ended && !w.switching {
		c.link.handle.Open(c.run.loop, c.link)
		c.link.SetWriteDeadline(time.Now().Add(farewell))
		c.link.closeIdle()
		return
	}
	w.left()
	c.link.Close()
}

// leave has the client forgotten.
func (c *Client) leave() {
	if c.gone {
		return
	}
	c.ended, c.gone = true, true
	r := c.run
	if c.conn == nil {
		c.link.response.left()
	}
	if !r.silent {
		r.events.Gone(c)
	}
	delete(r.clients, c.handle)
	r.heartbeat.forget(c)
	if c.conn != nil {
		last := len(r.upgraded) - 1
		r.upgraded[c.place] = r.upgraded[last]
		r.upgraded[c.place].client.place = c.place
		r.upgraded[last] = upgraded{}
		r.upgraded = r.upgraded[:last]
		r.accepted--
	}
}

// open makes a WebSocket connection of what is left of the handshake.
func (c *Client) open(conn net.Conn, deflate bool) {
	if c.ended {
		conn.Close()
		return
	}
	r, s := c.run, c.run.server
	if l, plain := conn.(*link); plain {
		conn = l.TCPConn // for which the loop has a stream of its own
	}
	delete(r.links, c.link)
	stream := r.loop.Wrap(conn)
	c.conn = ws.NewConn(r.loop, stream, ws.Options{
		Role: ws.Server, Deflate: deflate, Shared: &s.host.shared,
		MaxMessage: s.MaxMessage, MaxQueued: orDefault(s.MaxQueued, DefaultMaxQueued),
	}, (*handler)(c))
	c.link = nil
	c.place = int32(len(r.upgraded))
	r.upgraded = append(r.upgraded, upgraded{c, c.conn})
	r.events.Opened(c)
}

// handler is a client as the handler of its connection.
type handler Client

func (h *handler) Message(m ws.Message)  { h.run.events.Message((*Client)(h), m) }
func (h *handler) WantsFragments() bool  { return h.run.events.WantsFragments() }
func (h *handler) Fragment(m ws.Message) { h.run.events.Fragment((*Client)(h), m) }
func (h *handler) Failed(text string)    { h.run.events.Error((*Client)(h), text) }

// Closed passes the end on, in the words of our own Close if it was ours.
func (h *handler) Closed(end ws.End) {
	c := (*Client)(h)
	if c.ended {
		return
	}
	c.ended = true
	if f := c.farewell; f != nil {
		f.Clean = end.Clean
		end = *f
	}
	c.run.events.Closed(c, end)
	c.leave()
}
