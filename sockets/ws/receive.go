package ws

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"unicode/utf8"
)

// input is the receiving side of a connection.
type input struct {
	partial []byte // of a header that is not complete

	// The frame whose payload is being received.
	frame   header
	inside  bool
	payload []byte // unmasked so far
	skip    uint64 // bytes of payload that nobody wants

	// The message whose frames are being received.
	single   bool   // there is only one
	split    bool   // between its first and its last frame
	opcode   Opcode // of its first frame
	deflated bool
	handed   bool // its first frame has been handed over as a fragment
	joined   []byte
	text     utf8Check
}

// received takes what the peer sent apart, and hands it over frame by frame.
func (c *Conn) received(p []byte) {
	for len(p) > 0 && c.state != Closed && !c.end.deaf {
		if c.in.inside || c.in.skip > 0 {
			p = c.continueFrame(p)
			continue
		}
		if len(c.in.partial) > 0 {
			p = append(c.in.partial, p...)
			c.in.partial = nil
		}
		h, size, shortest := parseHeader(p)
		if size == 0 {
			c.in.partial = bytes.Clone(p)
			return
		}
		if !c.checkHeader(&h, shortest) {
			return
		}
		p = p[size:]
		switch n := h.length; {
		case !h.opcode().control() && c.state != Open:
			c.in.skip, c.in.split = n, !h.fin()
		case n <= uint64(len(p)):
			c.frame(&h, c.unmask(&h, p[:n:n]))
			p = p[n:]
		default:
			c.in.frame, c.in.inside = h, true
		}
	}
}

// unmask returns the payload of a frame that came whole. Binary data becomes a
// buffer that typed arrays look at, so it has memory of its own, aligned.
func (c *Conn) unmask(h *header, p []byte) []byte {
	dst := p
	if h.opcode() != Text && !h.opcode().control() {
		dst = make([]byte, len(p))
	}
	switch {
	case h.masked:
		xor(dst, p, h.key, 0)
	case len(p) > 0 && &dst[0] != &p[0]:
		copy(dst, p)
	}
	return dst
}

// continueFrame takes the part of p that belongs to the frame under way. The
// memory for a payload grows with what has come, not with what is announced.
func (c *Conn) continueFrame(p []byte) (rest []byte) {
	if c.in.skip > 0 {
		n := min(c.in.skip, uint64(len(p)))
		c.in.skip -= n
		return p[n:]
	}
	h := &c.in.frame
	n := min(h.length-uint64(len(c.in.payload)), uint64(len(p)))
	offset := len(c.in.payload)
	c.in.payload = append(c.in.payload, p[:n]...)
	if h.masked {
		xor(c.in.payload[offset:], c.in.payload[offset:], h.key, offset)
	}
	if uint64(len(c.in.payload)) == h.length {
		payload := c.in.payload
		c.in.inside, c.in.payload = false, nil
		c.frame(h, payload)
	}
	return p[n:]
}

// checkHeader fails the connection if the protocol forbids a frame that begins
// so, or if the message is getting too large.
func (c *Conn) checkHeader(h *header, shortest bool) bool {
	opcode := h.opcode()
	wrong := ""
	switch {
	case h.first&(rsv2Bit|rsv3Bit) != 0, h.first&rsv1Bit != 0 && (c.deflater == nil || opcode != Text && opcode != Binary):
		wrong = "a reserved bit is set"
	case !opcode.known():
		wrong = fmt.Sprintf("the opcode %d is reserved", opcode)
	case opcode.control() && !h.fin():
		wrong = "a control frame is fragmented"
	case opcode.control() && h.length > MaxControl:
		wrong = "a control frame has more than 125 bytes"
	case opcode == Continuation && !c.in.split:
		wrong = "a continuation has nothing to continue"
	case !opcode.control() && opcode != Continuation && c.in.split:
		wrong = "a message begins inside another"
	case h.masked != (c.role == Server):
		wrong = map[Role]string{Server: "a frame is not masked", Client: "a frame is masked"}[c.role]
	case !shortest:
		wrong = "a length is not in its shortest form"
	case h.length >= 1<<63:
		wrong = "a length has its highest bit set"
	}
	if wrong != "" {
		c.fail(ProtocolError, wrong)
		return false
	}
	if c.state == Open && !opcode.control() && h.length > uint64(c.maxMessage-len(c.in.joined)) {
		c.fail(TooBig, errTooBig.Error())
	}
	return true
}

// frame handles a whole frame.
func (c *Conn) frame(h *header, data []byte) {
	switch h.opcode() {
	case Ping:
		if c.state == Open {
			c.answerPing(data)
		}
	case Pong:
	case CloseFrame:
		c.closeReceived(data)
	default:
		c.dataFrame(h, data)
	}
}

// dataFrame hands over what a frame of a message brought.
func (c *Conn) dataFrame(h *header, data []byte) {
	in := &c.in
	fin := h.fin()
	if opcode := h.opcode(); opcode != Continuation {
		in.opcode, in.deflated, in.single = opcode, h.first&rsv1Bit != 0, fin
		if fin {
			c.whole(data, false)
			return
		}
		in.handed, in.joined, in.text = false, nil, utf8Check{}
	}
	in.split = !fin
	if in.opcode == Text && !in.deflated && (!in.text.add(data) || fin && !in.text.complete()) {
		c.fail(InvalidData, errNotUTF8.Error())
		return
	}
	if !in.deflated && c.handler.WantsFragments() {
		if len(in.joined) > 0 { // before fragments were wanted
			data = append(in.joined, data...)
			in.joined = nil
		}
		m := Message{Type: in.opcode, Fin: fin, Data: data}
		if in.handed {
			m.Type = Continuation
		}
		in.handed = true
		c.handler.Fragment(m)
		return
	}
	if in.joined = append(in.joined, data...); fin {
		data, in.joined = in.joined, nil
		c.whole(data, !in.deflated)
	}
}

// whole hands over a message whose frames have all come.
func (c *Conn) whole(data []byte, checked bool) {
	in := &c.in
	split := in.deflated && !in.single
	if in.deflated {
		var err error
		if data, err = c.deflater.inflate(data, c.maxMessage); err == errTooBig {
			c.fail(TooBig, err.Error())
			return
		} else if err != nil {
			c.fail(InvalidData, err.Error())
			return
		}
	}
	if in.opcode == Text && !checked && !utf8.Valid(data) {
		c.fail(InvalidData, errNotUTF8.Error())
		return
	}
	if !split || !c.handler.WantsFragments() {
		c.handler.Message(Message{Type: in.opcode, Fin: true, Data: data})
		return
	}
	// Only the whole could be inflated, so all of it stands in the first.
	c.handler.Fragment(Message{Type: in.opcode, Data: data})
	if c.state == Open {
		c.handler.Fragment(Message{Type: Continuation, Fin: true, Data: []byte{}})
	}
}

// closeReceived handles the peer's close frame, and answers it if ours has not
// been sent.
func (c *Conn) closeReceived(data []byte) {
	end := End{Code: noCode, Clean: true}
	if len(data) > 0 {
		if len(data) == 1 {
			c.fail(ProtocolError, "a close frame has a payload of one byte")
			return
		}
		end.Code, end.Reason, end.HasReason = int(binary.BigEndian.Uint16(data)), string(data[2:]), true
		switch {
		case !LegalCode(end.Code):
			c.fail(ProtocolError, fmt.Sprintf("a close frame has the code %d", end.Code))
			return
		case !utf8.ValidString(end.Reason):
			c.fail(InvalidData, "the reason of a close frame is not valid UTF-8")
			return
		}
	}
	c.closedByPeer(end, data)
}
