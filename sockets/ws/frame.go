package ws

import (
	"encoding/binary"
	"math/rand/v2"
)

// Opcode is the type of a frame.
type Opcode byte

// The opcodes of RFC 6455.
const (
	Continuation Opcode = 0
	Text         Opcode = 1
	Binary       Opcode = 2
	CloseFrame   Opcode = 8
	Ping         Opcode = 9
	Pong         Opcode = 10
)

// MaxControl is the most bytes that the payload of a control frame may have.
const MaxControl = 125

// control tells the frames that may come between those of a message.
func (o Opcode) control() bool { return o&8 != 0 }

func (o Opcode) known() bool { return o <= Binary || o >= CloseFrame && o <= Pong }

// Frame is one frame.
type Frame struct {
	Fin, RSV1, RSV2, RSV3 bool
	Opcode                Opcode
	Data                  []byte
}

// Bits of the first two bytes of a frame.
const (
	finBit  = 0x80
	rsv1Bit = 0x40
	rsv2Bit = 0x20
	rsv3Bit = 0x10
	rsvBits = rsv1Bit | rsv2Bit | rsv3Bit
	maskBit = 0x80

	length16  = 126
	length64  = 127
	maxHeader = 2 + 8 + 4
)

func (f *Frame) first() byte {
	b := byte(f.Opcode) & 0x0f
	for _, bit := range [...]struct {
		on  bool
		bit byte
	}{{f.Fin, finBit}, {f.RSV1, rsv1Bit}, {f.RSV2, rsv2Bit}, {f.RSV3, rsv3Bit}} {
		if bit.on {
			b |= bit.bit
		}
	}
	return b
}

// appendFrame appends a frame with the shortest form of its length. A masked
// one has a new key.
func appendFrame(p []byte, first byte, masked bool, data []byte) []byte {
	if !masked {
		return append(appendHeader(p, first, 0, len(data)), data...)
	}
	p = appendHeader(p, first, maskBit, len(data))
	key := rand.Uint32()
	p = binary.LittleEndian.AppendUint32(p, key)
	start := len(p)
	p = append(p, data...)
	xor(p[start:], p[start:], key, 0)
	return p
}

// appendHeader appends the header of a frame with n bytes, without its key.
func appendHeader(p []byte, first, mask byte, n int) []byte {
	switch {
	case n < length16:
		return append(p, first, mask|byte(n))
	case n < 1<<16:
		return binary.BigEndian.AppendUint16(append(p, first, mask|length16), uint16(n))
	}
	return binary.BigEndian.AppendUint64(append(p, first, mask|length64), uint64(n))
}

// header is what stands before the payload of a frame.
type header struct {
	first  byte
	masked bool
	key    uint32 // little endian
	length uint64
}

func (h *header) fin() bool      { return h.first&finBit != 0 }
func (h *header) opcode() Opcode { return Opcode(h.first & 0x0f) }

// parseHeader reads a header from the beginning of p and returns its size, or
// 0 if p has only a part of it. shortest says whether the length was written in
// its shortest form.
func parseHeader(p []byte) (h header, size int, shortest bool) {
	if len(p) < 2 {
		return h, 0, true
	}
	h.first, h.masked, h.length = p[0], p[1]&maskBit != 0, uint64(p[1]&^maskBit)
	size, shortest = 2, true
	switch h.length {
	case length16:
		if size += 2; len(p) >= size {
			h.length = uint64(binary.BigEndian.Uint16(p[2:]))
			shortest = h.length >= length16
		}
	case length64:
		if size += 8; len(p) >= size {
			h.length = binary.BigEndian.Uint64(p[2:])
			shortest = h.length >= 1<<16
		}
	}
	if h.masked {
		if size += 4; len(p) >= size {
			h.key = binary.LittleEndian.Uint32(p[size-4:])
		}
	}
	if len(p) < size {
		return h, 0, true
	}
	return h, size, shortest
}

// xor applies a mask to src, whose first byte stands at offset in the payload,
// and writes to dst, which may be src.
func xor(dst, src []byte, key uint32, offset int) {
	key = key>>(8*(offset&3)) | key<<(32-8*(offset&3))
	wide := uint64(key)<<32 | uint64(key)
	for len(src) >= 8 {
		binary.LittleEndian.PutUint64(dst, binary.LittleEndian.Uint64(src)^wide)
		dst, src = dst[8:], src[8:]
	}
	for i := range src {
		dst[i] = src[i] ^ byte(key>>(8*(i&3)))
	}
}
