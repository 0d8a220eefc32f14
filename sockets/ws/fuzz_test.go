package ws_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"net/netip"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/sockets/ws"
)

// FuzzConn feeds a connection arbitrary bytes in arbitrary portions: it must
// report exactly what a plain reading of RFC 6455 finds in them, however they
// are cut.
func FuzzConn(f *testing.F) {
	for _, seed := range [][]byte{
		frame(0x81, "hello"), bytes.Join([][]byte{frame(0x01, "h\xc3"), frame(0x89, "p"), frame(0x80, "\xa9")}, nil),
		frame(0x88, "\x03\xe8bye"), frame(0x82, string(make([]byte, 300))), frame(0xc1, "\xcaH\xcd\xc9\xc9\x07\x00"),
		frame(0x88, ""), frame(0x83, ""), frame(0x81, "\xff"), {0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
	} {
		f.Add(seed, uint8(3), false)
		f.Add(append(frame(0x82, "first"), seed...), uint8(200), true)
	}
	loop, err := eventloop.New(eventloop.WithBackend(eventloop.Portable))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, input []byte, portion uint8, fragments bool) {
		log := &logbook{fragments: fragments}
		stream := &wire{}
		c := ws.NewConn(loop, stream, ws.Options{MaxMessage: fuzzLimit, CloseTimeout: time.Microsecond}, log)
		for rest := bytes.Clone(input); len(rest) > 0 && !stream.closed; {
			n := min(len(rest), int(portion)+1)
			stream.deliver(rest[:n])
			rest = rest[n:]
		}
		if !stream.closed {
			stream.handler.ReceiveEnded(io.EOF)
		}
		settle(t, loop)
		if c.State() != ws.Closed {
			t.Fatalf("state %d", c.State())
		}
		want := expected(input, fragments)
		got := log.lines()
		if len(got) == 0 || got[len(got)-1][:6] != "closed" {
			t.Fatalf("it was not closed: %q", got)
		}
		if fmt.Sprint(want) != fmt.Sprint(got[:len(got)-1]) {
			t.Fatalf("%x\ngot  %q\nwant %q", input, got, want)
		}
	})
}

const fuzzLimit = 1000

// settle runs what the connection left on the loop: its end, at the latest
// after its close timeout.
func settle(t *testing.T, loop *eventloop.Loop) {
	if err := loop.Run(); err != nil {
		t.Fatal(err)
	}
}

// expected is a plain reading of RFC 6455.
func expected(p []byte, fragments bool) (lines []string) {
	var joined []byte
	opcode, split, first := byte(0), false, false
	for {
		if len(p) < 2 {
			return lines
		}
		b, n, size := p[0], int(p[1]&0x7f), 2
		masked, shortest := p[1]&0x80 != 0, true
		switch n {
		case 126:
			if size += 2; len(p) >= size {
				n = int(binary.BigEndian.Uint16(p[2:]))
				shortest = n > 125
			}
		case 127:
			if size += 8; len(p) >= size {
				n = int(binary.BigEndian.Uint64(p[2:]))
				shortest = n < 0 || n > 65535
			}
		}
		if masked {
			size += 4
		}
		if len(p) < size {
			return lines
		}
		op, fin, control := b&15, b&0x80 != 0, b&8 != 0
		if b&0x70 != 0 || op > 2 && op < 8 || op > 10 || control && (!fin || n > 125 || n < 0) || !masked || !shortest || n < 0 ||
			op == 0 && !split || !control && op != 0 && split {
			return append(lines, "failed")
		}
		if !control && n > fuzzLimit-len(joined) {
			return append(lines, "failed")
		}
		if len(p)-size < n {
			return lines
		}
		data := bytes.Clone(p[size : size+n])
		for i := range data {
			data[i] ^= p[size-4+i%4]
		}
		p = p[size+n:]
		if control {
			if op != 8 {
				continue
			}
			if len(data) == 1 || len(data) > 1 && (!ws.LegalCode(int(binary.BigEndian.Uint16(data))) || !utf8.Valid(data[2:])) {
				lines = append(lines, "failed")
			}
			return lines
		}
		if op != 0 {
			opcode, split, first, joined = op, true, true, nil
		}
		whole := op != 0 && fin
		joined = append(joined, data...)
		if opcode == 1 && !validSoFar(joined, fin) {
			return append(lines, "failed")
		}
		switch {
		case whole:
			lines = append(lines, fmt.Sprintf("message %d %x", opcode, data))
		case fragments:
			kind := byte(0)
			if first {
				kind = opcode
			}
			lines = append(lines, fmt.Sprintf("fragment %d %v %x", kind, fin, data))
		case fin:
			lines = append(lines, fmt.Sprintf("message %d %x", opcode, joined))
		}
		first = false
		if fin {
			split, joined = false, nil
		} else if fragments && opcode != 1 {
			joined = nil // what was handed over does not count any more
		}
	}
}

// validSoFar tells whether text is UTF-8, or can become it.
func validSoFar(p []byte, complete bool) bool {
	for len(p) > 0 {
		if !utf8.FullRune(p) {
			return !complete
		}
		r, size := utf8.DecodeRune(p)
		if r == utf8.RuneError && size == 1 {
			return false
		}
		p = p[size:]
	}
	return true
}

// logbook writes events down.
type logbook struct {
	entries   []func() string // made at the end: what was handed over must not change meanwhile
	fragments bool
}

func (l *logbook) add(format string, args ...any) {
	l.entries = append(l.entries, func() string { return fmt.Sprintf(format, args...) })
}

func (l *logbook) lines() (lines []string) {
	for _, e := range l.entries {
		lines = append(lines, e())
	}
	return lines
}
func (l *logbook) Message(m ws.Message)  { l.add("message %d %x", m.Type, m.Data) }
func (l *logbook) WantsFragments() bool  { return l.fragments }
func (l *logbook) Fragment(m ws.Message) { l.add("fragment %d %v %x", m.Type, m.Fin, m.Data) }
func (l *logbook) Failed(string)         { l.add("failed") }
func (l *logbook) Closed(ws.End)         { l.add("closed") }

// wire is a stream that takes everything and goes nowhere.
type wire struct {
	handler eventloop.StreamHandler
	closed  bool
}

// deliver has the handler receive p in memory that the next read uses again.
func (w *wire) deliver(p []byte) {
	room := w.handler.(eventloop.Borrower).Room()
	n := copy(room, p)
	w.handler.Received(room[:n:n])
	for i := range room[:n] {
		room[i] = 0xdd
	}
}

func (w *wire) SetHandler(h eventloop.StreamHandler)   { w.handler = h }
func (w *wire) LocalAddr() netip.AddrPort              { return netip.AddrPort{} }
func (w *wire) RemoteAddr() netip.AddrPort             { return netip.AddrPort{} }
func (w *wire) Receive(bool)                           {}
func (w *wire) Waiting() bool                          { return false }
func (w *wire) Write(p []byte) (int, error)            { return len(p), nil }
func (w *wire) WriteBoth(h, p []byte) (int, error)     { return len(h) + len(p), nil }
func (w *wire) Send([]byte)                            {}
func (w *wire) SetKeepAlive(bool, time.Duration) error { return nil }
func (w *wire) SetNoDelay(bool) error                  { return nil }
func (w *wire) Detach([]byte, func(net.Conn, error))   {}
func (w *wire) Close()                                 { w.closed = true }
