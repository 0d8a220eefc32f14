package ws

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"unicode/utf8"
)

// input is what has come of a frame, or of a message, that is not complete.
// Most come whole, so connections have one only while they need it.
type input struct {
	partial []byte // of a header that is not complete

	// The frame whose payload is being received.
	frame   header
	inside  bool
	payload []byte // unmasked so far
	skip    uint64 // bytes of payload that nobody wants

	// The message whose frames are being received.
	split    bool   // between its first and its last frame
	opcode   Opcode // of its first frame
	deflated bool
	handed   bool // its first frame has been handed over as a fragment
	joined   []byte
	text     utf8Check
}

// incomplete returns the connection's input, which it may not have had.
func (c *Conn) incomplete() *input {
	if c.in == nil {
		c.in = &input{}
	}
	return c.in
}

// received takes what the peer sent apart, and hands it over frame by frame. It
// keeps nothing of p, and changes it.
func (c *Conn) received(p []byte) {
	for len(p) > 0 && c.state != Closed && !c.deaf() {
		p = c.receiveSome(p)
	}
	if in := c.in; in != nil && len(in.partial) == 0 && !in.inside && in.skip == 0 && !in.split {
		c.in = nil
	}
}

// receiveSome handles the frame at the beginning of p, or what there is of it,
// and returns what follows.
func (c *Conn) receiveSome(p []byte) (rest []byte) {
	if in := c.in; in != nil {
		if in.inside || in.skip > 0 {
			return c.continueFrame(p)
		}
		if len(in.partial) > 0 {
			p = append(in.partial, p...)
			in.partial = nil
		}
	}
	h, size, shortest := parseHeader(p)
	if size == 0 {
		c.incomplete().partial = bytes.Clone(p)
		return nil
	}
	if !c.checkHeader(&h, shortest) {
		return nil
	}
	p = p[size:]
	n := h.length
	switch {
	case !h.opcode().control() && c.state != Open:
		in := c.incomplete()
		in.skip, in.split = n, !h.fin()
		return p
	case n > uint64(len(p)):
		in := c.incomplete()
		in.frame, in.inside = h, true
		return p
	}
	data := p[:n:n]
	if h.masked {
		xor(data, data, h.key, 0)
	}
	c.frame(&h, data, false)
	return p[n:]
}

// continueFrame takes the part of p that belongs to the frame under way. The
// memory for a payload grows with what has come, not with what is announced.
func (c *Conn) continueFrame(p []byte) (rest []byte) {
	in := c.in
	if in.skip > 0 {
		n := min(in.skip, uint64(len(p)))
		in.skip -= n
		return p[n:]
	}
	h := &in.frame
	offset := len(in.payload)
	n := min(h.length-uint64(offset), uint64(len(p)))
	if h.masked {
		xor(p[:n], p[:n], h.key, offset)
	}
	if size := uint64(offset) + n; size > uint64(cap(in.payload)) {
		in.payload = append(make([]byte, 0, min(2*size, h.length)), in.payload...)
	}
	if in.payload = append(in.payload, p[:n]...); uint64(len(in.payload)) == h.length {
		payload := in.payload
		in.inside, in.payload = false, nil
		c.frame(h, payload, true)
	}
	return p[n:]
}

// checkHeader fails the connection if the protocol forbids a frame that begins
// so, or if the message is getting too large.
func (c *Conn) checkHeader(h *header, shortest bool) bool {
	opcode := h.opcode()
	split, before := false, 0
	if c.in != nil {
		split, before = c.in.split, len(c.in.joined)
	}
	wrong := ""
	switch {
	case h.first&(rsv2Bit|rsv3Bit) != 0, h.first&rsv1Bit != 0 && (!c.deflates || opcode != Text && opcode != Binary):
		wrong = "a reserved bit is set"
	case !opcode.known():
		wrong = fmt.Sprintf("the opcode %d is reserved", opcode)
	case opcode.control() && !h.fin():
		wrong = "a control frame is fragmented"
	case opcode.control() && h.length > MaxControl:
		wrong = "a control frame has more than 125 bytes"
	case opcode == Continuation && !split:
		wrong = "a continuation has nothing to continue"
	case !opcode.control() && opcode != Continuation && split:
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
	if c.state == Open && !opcode.control() && h.length > uint64(c.maxMessage-before) {
		c.fail(TooBig, errTooBig.Error())
	}
	return true
}

// frame handles a whole frame. owned says that data is nobody else's.
func (c *Conn) frame(h *header, data []byte, owned bool) {
	switch h.opcode() {
	case Ping:
		if c.state == Open {
			c.answerPing(data)
		}
	case Pong:
	case CloseFrame:
		c.closeReceived(data)
	default:
		c.dataFrame(h, data, owned)
	}
}

// dataFrame hands over what a frame of a message brought.
func (c *Conn) dataFrame(h *header, data []byte, owned bool) {
	fin, deflated := h.fin(), h.first&rsv1Bit != 0
	opcode := h.opcode()
	if opcode != Continuation && fin {
		c.whole(opcode, data, owned, deflated)
		return
	}
	in := c.incomplete()
	if opcode != Continuation {
		in.opcode, in.deflated = opcode, deflated
		in.handed, in.joined, in.text = false, nil, utf8Check{}
	}
	in.split = !fin
	if in.opcode == Text && !in.deflated && (!in.text.add(data) || fin && !in.text.complete()) {
		c.fail(InvalidData, errNotUTF8.Error())
		return
	}
	if !in.deflated && c.handler.WantsFragments() {
		switch {
		case len(in.joined) > 0: // before fragments were wanted
			data = append(in.joined, data...)
			in.joined = nil
		case !owned:
			data = own(data)
		}
		m := Message{Type: in.opcode, Fin: fin, Data: data}
		if in.handed {
			m.Type = Continuation
		}
		in.handed = true
		c.handler.Fragment(m)
		return
	}
	if in.joined = append(in.joined, data...); !fin {
		return
	}
	data, in.joined = in.joined, nil
	if in.deflated {
		c.wholeDeflated(in.opcode, data, true)
	} else {
		c.handler.Message(Message{Type: in.opcode, Fin: true, Data: data})
	}
}

// own returns data in memory of its own. It is never nil.
func own(data []byte) []byte { return append([]byte{}, data...) }

// whole hands over a message that came in one frame.
func (c *Conn) whole(opcode Opcode, data []byte, owned, deflated bool) {
	switch {
	case deflated:
		c.wholeDeflated(opcode, data, false)
		return
	case opcode == Text && !utf8.Valid(data):
		c.fail(InvalidData, errNotUTF8.Error())
		return
	case !owned:
		data = own(data)
	}
	c.handler.Message(Message{Type: opcode, Fin: true, Data: data})
}

// wholeDeflated hands over a compressed message whose frames have all come.
func (c *Conn) wholeDeflated(opcode Opcode, data []byte, split bool) {
	data, err := c.shared.deflater.inflate(data, c.maxMessage)
	switch {
	case err == errTooBig:
		c.fail(TooBig, err.Error())
		return
	case err != nil:
		c.fail(InvalidData, err.Error())
		return
	case opcode == Text && !utf8.Valid(data):
		c.fail(InvalidData, errNotUTF8.Error())
		return
	}
	if !split || !c.handler.WantsFragments() {
		c.handler.Message(Message{Type: opcode, Fin: true, Data: data})
		return
	}
	// Only the whole could be inflated, so all of it stands in the first.
	c.handler.Fragment(Message{Type: opcode, Data: data})
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
