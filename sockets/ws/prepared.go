package ws

// Prepared is a message that is encoded once for many connections, whatever
// they have negotiated.
type Prepared struct {
	opcode   Opcode
	data     []byte
	plain    []byte // the frame, made on first use
	deflated []byte // the compressed frame, likewise
}

// Prepare encodes a message for [Conn.SendPrepared] of connections in the role
// Server. It does not keep data.
func Prepare(t Opcode, data []byte) *Prepared {
	p := &Prepared{opcode: t}
	p.plain = appendFrame(make([]byte, 0, maxHeader+len(data)), finBit|byte(t), false, data)
	p.data = p.plain[len(p.plain)-len(data):]
	return p
}

// frame returns the encoded frame for a connection.
func (p *Prepared) frame(c *Conn) []byte {
	if !c.deflates || len(p.data) < deflateFrom {
		return p.plain
	}
	if p.deflated == nil {
		p.deflated = appendFrame(nil, finBit|rsv1Bit|byte(p.opcode), false, c.shared.deflater.compress(p.data))
	}
	return p.deflated
}
