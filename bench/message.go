package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
)

// A framing says how messages stand on the wire.
type framing int

const (
	// bare is the message and nothing else.
	bare framing = iota
	// textFrames is one WebSocket frame for each message: from the client with a mask, from the server without.
	textFrames
	// binaryFrames is the same with binary messages.
	binaryFrames
	// datagrams is one UDP datagram for each message.
	datagrams
)

func (f framing) webSocket() bool { return f == textFrames || f == binaryFrames }

// digits is the length of a message's number.
const digits = 10

// A message is sent again and again under a new number. It is text, since some protocols want that.
type message struct {
	size   int
	number uint64
	mask   [4]byte
	sent   []byte // as it goes out
	answer []byte // as it must come back, to the byte
}

// newMessage returns a message that carries the number of its connection and is not numbered itself yet.
func newMessage(connection, size int, f framing) *message {
	text := fmt.Appendf(nil, "%0*d %05d", digits, 0, connection)
	text = append(text, bytes.Repeat([]byte{byte('a' + connection%26)}, size-len(text))...)
	m := &message{size: size, sent: text, answer: text}
	if f.webSocket() {
		// The mask stays as it is, so that only the number has to be masked anew; to a server this makes no difference.
		binary.BigEndian.PutUint32(m.mask[:], rand.Uint32())
		m.answer = append(frameHead(f, size, false), text...)
		m.sent = append(append(frameHead(f, size, true), m.mask[:]...), text...)
		for i := range text {
			m.sent[len(m.sent)-size+i] ^= m.mask[i%4]
		}
	}
	return m
}

// renumber makes a new message of it.
func (m *message) renumber() {
	m.number++
	answer := m.answer[len(m.answer)-m.size:][:digits]
	sent := m.sent[len(m.sent)-m.size:][:digits]
	for i, n := digits-1, m.number; i >= 0; i, n = i-1, n/10 {
		answer[i] = byte('0' + n%10)
		sent[i] = answer[i] ^ m.mask[i%4]
	}
}
