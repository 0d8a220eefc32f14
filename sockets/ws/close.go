package ws

import (
	"encoding/binary"
	"errors"
	"io"
	"syscall"
	"unicode/utf8"

	"github.com/sockhost/sockhost/eventloop"
)

// Close codes of RFC 6455 that this package sends or reports.
const (
	Normal        = 1000
	GoingAway     = 1001
	ProtocolError = 1002
	InvalidData   = 1007
	TooBig        = 1009
	TryAgainLater = 1013

	noCode  = 1005 // the close frame had none
	noClose = 1006 // there was no close frame
)

// LegalCode tells whether a close frame may have a code.
func LegalCode(code int) bool {
	return code >= 1000 && code <= 1003 || code >= 1007 && code <= 1014 || code >= 3000 && code <= 4999
}

// ending is what is known of the end of a connection.
type ending struct {
	result   End
	frame    bool // the peer's close frame has come
	whenSent bool // the stream is to be closed once everything is sent
	deaf     bool // nothing of what comes is looked at any more
	timer    eventloop.TimerID
}

// ending returns what is known of the connection's end.
func (c *Conn) ending() *ending {
	if c.end == nil {
		c.end = &ending{result: End{Code: noClose}}
	}
	return c.end
}

// deaf tells that nothing of what comes is looked at any more.
func (c *Conn) deaf() bool { return c.end != nil && c.end.deaf }

// Close starts the close handshake: it sends a close frame with code and
// reason, or an empty one if code is 0, and waits for the peer's. reason is cut
// to what fits, at the border of a character. It does nothing unless the
// connection is open.
func (c *Conn) Close(code int, reason string) {
	if c.state != Open {
		return
	}
	c.writeClose(code, reason)
	c.state = Closing
	c.watch()
}

// writeClose sends a close frame.
func (c *Conn) writeClose(code int, reason string) {
	var data []byte
	if code != 0 {
		data = append(binary.BigEndian.AppendUint16(nil, uint16(code)), reason...)
		for end := MaxControl; len(data) > MaxControl; end-- {
			if utf8.RuneStart(data[end]) {
				data = data[:end]
			}
		}
	}
	c.write(finBit|byte(CloseFrame), data)
}

// closedByPeer goes on with the handshake when the peer's close frame has come.
func (c *Conn) closedByPeer(end End, payload []byte) {
	e := c.ending()
	if e.frame {
		return
	}
	e.frame, e.deaf = true, true
	if e.result.Code == noClose {
		e.result = end
	}
	if c.state == Open {
		c.write(finBit|byte(CloseFrame), payload)
		c.state = Closing
		c.watch()
	}
	if c.role == Server {
		c.closeWhenSent()
	}
	// A client leaves it to the server to close the connection.
}

// fail ends the connection because of what the peer did, with a close frame.
func (c *Conn) fail(code int, text string) {
	wasOpen := c.state == Open
	e := c.ending()
	e.result = End{Code: code}
	if wasOpen {
		c.writeClose(code, "")
	}
	c.state = Closing
	c.watch()
	// After a message that is too big, or a queue that is full, frames can still
	// be told apart, and the peer may answer with its close frame.
	if code != TooBig && code != TryAgainLater || e.frame {
		e.deaf = true
		c.closeWhenSent()
	}
	if wasOpen {
		c.handler.Failed(text)
	}
}

// Shutdown ends the connection without a close frame, once what was sent is
// out: Closed follows, with 1006.
func (c *Conn) Shutdown() {
	if c.state == Closed {
		return
	}
	c.state = Closing
	c.watch()
	c.closeWhenSent()
}

// Abort closes the connection at once. A close frame with code goes before, if
// code is not 0 and the system takes it now. The handler hears nothing more.
func (c *Conn) Abort(code int) {
	if c.state == Closed {
		return
	}
	if c.state == Open && code != 0 {
		c.writeClose(code, "")
	}
	c.push()
	c.shut()
}

// closeWhenSent closes the stream after what was sent before.
func (c *Conn) closeWhenSent() {
	c.ending().whenSent = true
	c.markDirty()
}

// drained closes the stream if that was waiting for the last byte.
func (c *Conn) drained() {
	if c.end != nil && c.end.whenSent && c.state != Closed && c.Buffered() == 0 {
		c.finish()
	}
}

// watch gives a closing connection another CloseTimeout to make progress.
func (c *Conn) watch() {
	if c.state != Closing {
		return
	}
	e, loop := c.ending(), c.shared.loop
	loop.ClearTimer(e.timer)
	e.timer = loop.SetTimeout(c.closeTimeout, c.finish)
}

// receiveEnded handles the end of what the peer sends.
func (c *Conn) receiveEnded(err error) {
	if err == io.EOF {
		if c.state == Open || c.Buffered() == 0 || c.role == Client {
			c.finish()
			return
		}
		c.closeWhenSent()
		return
	}
	c.lost(err)
}

// lost ends a connection whose stream failed.
func (c *Conn) lost(err error) {
	if c.state == Open {
		c.handler.Failed(lostText(err))
	}
	c.finish()
}

// lostText says what happened to a connection in words for people.
func lostText(err error) string {
	switch {
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return "the connection was reset by the peer"
	case errors.Is(err, syscall.ETIMEDOUT):
		return "the connection timed out"
	}
	return "the connection failed: " + err.Error()
}

// finish closes the stream and tells the handler.
func (c *Conn) finish() {
	if c.state == Closed {
		return
	}
	e := c.ending()
	result := e.result
	result.Clean = result.Clean && e.frame
	c.shut()
	c.handler.Closed(result)
}

// shut closes the stream and drops everything.
func (c *Conn) shut() {
	c.state = Closed
	if c.end != nil {
		c.shared.loop.ClearTimer(c.end.timer)
	}
	c.once = &addresses{c.stream.RemoteAddr(), c.stream.LocalAddr()}
	c.stream.Close()
	c.in = nil
	c.out = output{broken: true, dirty: c.out.dirty}
}
