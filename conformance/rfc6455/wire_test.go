package rfc6455_test

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"
)

// patience bounds every single wait. It runs out only when something hangs.
const patience = 60 * time.Second

// The opcodes of RFC 6455.
const (
	opContinuation byte = 0
	opText         byte = 1
	opBinary       byte = 2
	opClose        byte = 8
	opPing         byte = 9
	opPong         byte = 10
)

// length is how the length of a payload is written.
type length int

const (
	shortest length = iota
	in16            // two bytes, however short
	in64            // eight bytes
	claimed         // eight bytes that say frame.claim
)

// frame is one frame, or a whole message. It can say what no honest peer says.
type frame struct {
	opcode  byte
	payload []byte
	more    bool // not the last one of its message
	rsv     byte // RSV1 is 4
	wrong   bool // masked by a server, or not masked by a client
	length  length
	claim   uint64
	deflate bool   // compressed, if that was negotiated
	parts   int    // a message in frames of so many bytes
	raw     []byte // these bytes, and nothing of the above
}

func text(s string) frame             { return frame{opcode: opText, payload: []byte(s), deflate: true} }
func blob(p []byte) frame             { return frame{opcode: opBinary, payload: p, deflate: true} }
func ping(s string) frame             { return frame{opcode: opPing, payload: []byte(s)} }
func pong(s string) frame             { return frame{opcode: opPong, payload: []byte(s)} }
func cont(s string) frame             { return frame{opcode: opContinuation, payload: []byte(s)} }
func other(op byte, s string) frame   { return frame{opcode: op, payload: []byte(s)} }
func bytesOf(p ...byte) frame         { return frame{raw: p} }
func (f frame) unfinished() frame     { f.more = true; return f }
func (f frame) reserved(b byte) frame { f.rsv = b; return f }
func (f frame) plain() frame          { f.deflate = false; return f }

func closing(code int, reason string) frame {
	return frame{opcode: opClose, payload: append(binary.BigEndian.AppendUint16(nil, uint16(code)), reason...)}
}

func (f frame) String() string {
	if len(f.payload) > 64 {
		return fmt.Sprintf("frame %d of %d bytes, %q…", f.opcode, len(f.payload), f.payload[:32])
	}
	return fmt.Sprintf("frame %d %q", f.opcode, f.payload)
}

// cut makes a message with parts a sequence of frames.
func (f frame) cut() []frame {
	if f.parts == 0 {
		return []frame{f}
	}
	var frames []frame
	for rest := f.payload; len(frames) == 0 || len(rest) > 0; {
		n := min(f.parts, len(rest))
		frames = append(frames, frame{payload: rest[:n], more: n < len(rest)})
		rest = rest[n:]
	}
	frames[0].opcode, frames[0].rsv = f.opcode, f.rsv
	return frames
}

// encode appends the frame as it goes on the wire.
func (f frame) encode(out []byte, masked bool) []byte {
	if f.raw != nil {
		return append(out, f.raw...)
	}
	first := f.opcode | f.rsv<<4
	if !f.more {
		first |= 0x80
	}
	var mask byte
	if masked != f.wrong {
		mask = 0x80
	}
	out = append(out, first)
	switch n := len(f.payload); {
	case f.length == claimed:
		out = binary.BigEndian.AppendUint64(append(out, mask|127), f.claim)
	case f.length == in64 || f.length == shortest && n > 65535:
		out = binary.BigEndian.AppendUint64(append(out, mask|127), uint64(n))
	case f.length == in16 || n > 125:
		out = binary.BigEndian.AppendUint16(append(out, mask|126), uint16(n))
	default:
		out = append(out, mask|byte(n))
	}
	if mask == 0 {
		return append(out, f.payload...)
	}
	var key [4]byte
	binary.NativeEndian.PutUint32(key[:], rand.Uint32())
	out = append(out, key[:]...)
	start := len(out)
	out = append(out, f.payload...)
	for i := range out[start:] {
		out[start+i] ^= key[i&3]
	}
	return out
}

// peer is one end of a connection, raw in what it sends and strict in what it
// receives. Its methods belong to one goroutine.
type peer struct {
	conn    net.Conn
	r       *bufio.Reader
	client  bool      // which end it is; clients mask
	deflate *deflate  // nil when not negotiated
	keys    [][4]byte // of the frames that were received masked
	partial *frame
	packed  bool // whether partial is compressed
	out     chan []byte
	written chan struct{} // closed when nothing more will be written
}

// newPeer makes a peer of a connection after its handshake. The writing has a
// goroutine of its own: who echoes may stop reading until it is read.
func newPeer(t *testing.T, conn net.Conn, r *bufio.Reader, client bool, d *deflate) *peer {
	p := &peer{conn: conn, r: r, client: client, deflate: d, out: make(chan []byte, 4096), written: make(chan struct{})}
	conn.SetDeadline(time.Now().Add(patience))
	go func() {
		defer close(p.written)
		var err error
		for chunk := range p.out {
			if err == nil {
				_, err = conn.Write(chunk) // the reader sees what became of the connection
			}
		}
	}()
	t.Cleanup(p.close)
	return p
}

func (p *peer) close() {
	p.conn.Close()
	if p.out != nil {
		close(p.out)
		<-p.written
		p.out = nil
	}
}

// finish sends what is to be sent, and then the end of the connection's one
// direction.
func (p *peer) finish() {
	close(p.out)
	<-p.written
	p.out = nil
	p.conn.(*net.TCPConn).CloseWrite()
}

// Ways of cutting what is sent into writes; a positive number is so many bytes.
const (
	together = 0
	byFrame  = -1
)

// send writes frames, some time soon.
func (p *peer) send(chop int, frames ...frame) {
	var all []byte
	for _, f := range frames {
		if f.deflate && p.deflate != nil {
			f.payload, f.rsv = p.deflate.compress(f.payload), f.rsv|4
		}
		for _, f := range f.cut() {
			all = f.encode(all, p.client)
			if chop == byFrame {
				p.out <- all
				all = nil
			}
		}
	}
	for chop > 0 && len(all) > chop {
		p.out <- all[:chop]
		all = all[chop:]
	}
	if len(all) > 0 {
		p.out <- all
	}
}

// read returns the next control frame, or the next message, joined and
// inflated. Any breach of the RFC is an error.
func (p *peer) read() (frame, error) {
	for {
		f, err := p.readFrame()
		if err != nil {
			return f, err
		}
		control := f.opcode >= opClose
		if err := p.checkFrame(f); err != nil {
			return f, fmt.Errorf("%v: %w", f, err)
		}
		switch {
		case control:
			return f, nil
		case f.opcode != opContinuation:
			p.partial, p.packed = &frame{opcode: f.opcode}, f.rsv == 4
		}
		p.partial.payload = append(p.partial.payload, f.payload...)
		if f.more {
			continue
		}
		message := *p.partial
		p.partial = nil
		if p.packed {
			if message.payload, err = p.deflate.inflate(message.payload); err != nil {
				return message, err
			}
		}
		if message.opcode == opText && !utf8.Valid(message.payload) {
			return message, errors.New("a text that is no UTF-8")
		}
		return message, nil
	}
}

// checkFrame finds what is wrong with a frame where it stands.
func (p *peer) checkFrame(f frame) error {
	switch data := f.opcode < opClose; {
	case f.opcode > opBinary && f.opcode < opClose || f.opcode > opPong:
		return errors.New("a reserved opcode")
	case f.rsv != 0 && (f.rsv != 4 || p.deflate == nil || f.opcode != opText && f.opcode != opBinary):
		return fmt.Errorf("the reserved bits are %03b", f.rsv)
	case !data && f.more:
		return errors.New("a control frame in parts")
	case !data && len(f.payload) > 125:
		return errors.New("a control frame that is too long")
	case data && f.opcode == opContinuation && p.partial == nil:
		return errors.New("it continues nothing")
	case data && f.opcode != opContinuation && p.partial != nil:
		return errors.New("the message before it has not ended")
	case f.opcode == opClose && len(f.payload) == 1:
		return errors.New("half a close code")
	case f.opcode == opClose && len(f.payload) > 2 && !utf8.Valid(f.payload[2:]):
		return errors.New("a reason that is no UTF-8")
	}
	return nil
}

// readFrame reads one frame in the only form that is allowed.
func (p *peer) readFrame() (frame, error) {
	var head [8]byte
	if _, err := io.ReadFull(p.r, head[:2]); err != nil {
		return frame{}, err
	}
	f := frame{opcode: head[0] & 15, rsv: head[0] >> 4 & 7, more: head[0]&0x80 == 0}
	masked := head[1]&0x80 != 0
	if masked == p.client {
		return f, fmt.Errorf("a client and a frame from it with masked %v", masked)
	}
	n := uint64(head[1] & 127)
	least := uint64(0)
	switch n {
	case 126:
		if _, err := io.ReadFull(p.r, head[:2]); err != nil {
			return f, unexpected(err)
		}
		n, least = uint64(binary.BigEndian.Uint16(head[:])), 126
	case 127:
		if _, err := io.ReadFull(p.r, head[:8]); err != nil {
			return f, unexpected(err)
		}
		n, least = binary.BigEndian.Uint64(head[:]), 65536
	}
	if n < least || n > 1<<30 {
		return f, fmt.Errorf("a length of %d in this form", n)
	}
	var key [4]byte
	if masked {
		if _, err := io.ReadFull(p.r, key[:]); err != nil {
			return f, unexpected(err)
		}
		p.keys = append(p.keys, key)
	}
	f.payload = make([]byte, n)
	if _, err := io.ReadFull(p.r, f.payload); err != nil {
		return f, unexpected(err)
	}
	if masked {
		for i := range f.payload {
			f.payload[i] ^= key[i&3]
		}
	}
	return f, nil
}

func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// ended tells whether err is the end of a connection. A reset is one too when
// the other end may have gone before it read everything.
func ended(err error, resetToo bool) bool {
	return err == io.EOF || resetToo && !errors.Is(err, os.ErrDeadlineExceeded) &&
		(errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE))
}
