package eventloop

// Sizes of receive buffers in bytes. The handler keeps what it is given, so
// every read ends in memory of its own: small reads share a slab, middling
// ones are copied to size, and a read that fills most of the scratch takes it
// along.
const (
	scratchSize = 64 << 10
	slabSize    = 8 << 10
	slabLimit   = 1 << 10
)

// receiveBuffers picks the memory for reads. One belongs to the loop goroutine.
type receiveBuffers struct {
	buf  []byte
	slab []byte
}

// scratch returns the buffer to read into; take must follow.
func (b *receiveBuffers) scratch() []byte {
	if b.buf == nil {
		b.buf = make([]byte, scratchSize)
	}
	return b.buf
}

// take turns the first n bytes of the scratch into a slice of its own.
func (b *receiveBuffers) take(n int) []byte {
	if n > scratchSize/2 {
		p := b.buf[:n:n]
		b.buf = nil
		return p
	}
	var p []byte
	if n <= slabLimit {
		p = b.piece(n)
	} else {
		p = make([]byte, n)
	}
	copy(p, b.buf)
	return p
}

// piece cuts n bytes off the slab, aligned to eight for typed arrays.
func (b *receiveBuffers) piece(n int) []byte {
	if len(b.slab) < n {
		b.slab = make([]byte, slabSize)
	}
	p := b.slab[:n:n]
	b.slab = b.slab[min((n+7)&^7, len(b.slab)):]
	return p
}
