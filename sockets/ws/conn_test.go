package ws_test

import (
	"bytes"
	"encoding/binary"
	"strings"

	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/sockets/ws"
)

const hello = "\x81\x05hello"

func TestMessages(t *testing.T) {
	onNodes(t, func(t *testing.T, n *node) {
		s, c := n.connect(ws.Options{})
		write(t, c, frame(0x81, "hello"), frame(0x82, "\x00\xff"), frame(0x81, ""))
		s.expect(`message 1 true "hello"`, `message 2 true "\x00\xff"`, `message 1 true ""`)
		n.do(func() {
			require.NoError(t, s.Send(ws.Text, []byte("hello")))
			require.NoError(t, s.Send(ws.Binary, nil))
		})
		require.Equal(t, hello+"\x82\x00", readN(t, c, 9))
	})
}

// Frames come in pieces of any size, and the sizes around the length forms.
func TestSizes(t *testing.T) {
	onNodes(t, func(t *testing.T, n *node) {
		s, c := n.connect(ws.Options{})
		got := make(chan int, 1)
		n.do(func() {
			s.onMessage = func(m ws.Message) {
				got <- len(m.Data)
				s.Send(m.Type, m.Data)
			}
		})
		for _, size := range []int{0, 1, 7, 8, 125, 126, 127, 65535, 65536, 65537, 200_000, 1 << 20} {
			data := strings.Repeat("0123456", size/7+1)[:size]
			f := frame(0x82, data)
			cut := min(len(f), 1+size%5)
			write(t, c, f[:cut])
			go c.Write(f[cut:])
			require.Equal(t, size, next(t, got))
			header := map[bool]int{true: 2, false: 4}[size < 126]
			if size > 65535 {
				header = 10
			}
			answer := readN(t, c, header+size)
			require.Equal(t, data, answer[header:])
		}
	})
}

// A header that comes byte by byte.
func TestBytewise(t *testing.T) {
	onNodes(t, func(t *testing.T, n *node) {
		s, c := n.connect(ws.Options{})
		for _, b := range append(frame(0x01, "h\xc3"), frame(0x80, "\xa9llo")...) {
			write(t, c, []byte{b})
		}
		s.expect(`message 1 true "héllo"`)
	})
}

func TestFragments(t *testing.T) {
	onNodes(t, func(t *testing.T, n *node) {
		s, c := n.connect(ws.Options{})
		split := [][]byte{frame(0x01, "Hel"), frame(0x89, "ping"), frame(0x00, ""), frame(0x80, "lo")}
		write(t, c, split...)
		s.expect(`message 1 true "Hello"`)
		require.Equal(t, "\x8a\x04ping", readN(t, c, 6))

		n.do(func() { s.fragments = true })
		write(t, c, split...)
		s.expect(`fragment 1 false "Hel"`, `fragment 0 false ""`, `fragment 0 true "lo"`)
		write(t, c, frame(0x82, "whole"))
		s.expect(`message 2 true "whole"`)
		require.Equal(t, "\x8a\x04ping", readN(t, c, 6))

		// The wish changes in the middle of a message: nothing is lost.
		n.do(func() { s.fragments = false })
		write(t, c, frame(0x01, "a"), frame(0x00, "b"), frame(0x89, ""))
		require.Equal(t, "\x8a\x00", readN(t, c, 2))
		n.do(func() { s.fragments = true })
		write(t, c, frame(0x00, "c"), frame(0x89, ""))
		s.expect(`fragment 1 false "abc"`)
		require.Equal(t, "\x8a\x00", readN(t, c, 2))
		n.do(func() { s.fragments = false })
		write(t, c, frame(0x00, "d"), frame(0x80, "e"))
		s.expect(`message 1 true "de"`)
	})
}

// TestViolations lists what ends a connection, and with which code.
func TestViolations(t *testing.T) {
	unmasked := "\x81\x02hi"
	for name, c := range map[string]struct {
		input string
		code  string
		text  string
	}{
		"rsv1":                    {string(frame(0xc1, "x")), "1002", "a reserved bit is set"},
		"rsv2":                    {string(frame(0xa1, "x")), "1002", "a reserved bit is set"},
		"rsv3 on a ping":          {string(frame(0x99, "x")), "1002", "a reserved bit is set"},
		"opcode 3":                {string(frame(0x83, "x")), "1002", "the opcode 3 is reserved"},
		"opcode 11":               {string(frame(0x8b, "x")), "1002", "the opcode 11 is reserved"},
		"fragmented ping":         {string(frame(0x09, "x")), "1002", "a control frame is fragmented"},
		"long ping":               {string(frame(0x89, strings.Repeat("x", 126))), "1002", "a control frame has more than 125 bytes"},
		"continuation of nothing": {string(frame(0x80, "x")), "1002", "a continuation has nothing to continue"},
		"message in a message":    {string(frame(0x01, "x")) + string(frame(0x81, "y")), "1002", "a message begins inside another"},
		"not masked":              {unmasked, "1002", "a frame is not masked"},
		"long form of length 5":   {"\x82\xfe\x00\x05\x00\x00\x00\x00hello", "1002", "a length is not in its shortest form"},
		"longest form of 300":     {"\x82\xff\x00\x00\x00\x00\x00\x00\x01\x2c\x00\x00\x00\x00", "1002", "a length is not in its shortest form"},
		"negative length":         {"\x82\xff\x80\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00", "1002", "a length has its highest bit set"},
		"bad text":                {string(frame(0x81, "\xff")), "1007", "the text is not valid UTF-8"},
		"text that stops":         {string(frame(0x81, "\xe2\x82")), "1007", "the text is not valid UTF-8"},
		"split bad text":          {string(frame(0x01, "\xe2\x82")) + string(frame(0x00, "\xff")), "1007", "the text is not valid UTF-8"},
		"split text that stops":   {string(frame(0x01, "\xe2")) + string(frame(0x80, "\x82")), "1007", "the text is not valid UTF-8"},
		"surrogate":               {string(frame(0x81, "\xed\xa0\x80")), "1007", "the text is not valid UTF-8"},
		"close of one byte":       {string(frame(0x88, "x")), "1002", "a close frame has a payload of one byte"},
		"close 1005":              {string(frame(0x88, "\x03\xed")), "1002", "a close frame has the code 1005"},
		"close 999":               {string(frame(0x88, "\x03\xe7")), "1002", "a close frame has the code 999"},
		"close 5000":              {string(frame(0x88, "\x13\x88")), "1002", "a close frame has the code 5000"},
		"close, bad reason":       {string(frame(0x88, "\x03\xe8\xff")), "1007", "the reason of a close frame is not valid UTF-8"},
	} {
		t.Run(name, func(t *testing.T) {
			onNodes(t, func(t *testing.T, n *node) {
				s, conn := n.connect(ws.Options{})
				write(t, conn, []byte(c.input))
				s.expect("failed "+c.text, "closed "+c.code+` "" false false`)
				code := map[string]string{"1002": "\x03\xea", "1007": "\x03\xef"}[c.code]
				require.Equal(t, "\x88\x02"+code, read(t, conn))
				s.silent()
			})
		})
	}
}

func TestTooBig(t *testing.T) {
	onNodes(t, func(t *testing.T, n *node) {
		for name, parts := range map[string][][]byte{
			"one frame":  {frame(0x82, strings.Repeat("x", 1001))},
			"two frames": {frame(0x02, strings.Repeat("x", 600)), frame(0x80, strings.Repeat("x", 401))},
		} {
			t.Run(name, func(t *testing.T) {
				s, c := n.connect(ws.Options{MaxMessage: 1000})
				write(t, c, frame(0x82, strings.Repeat("x", 1000)))
				s.expect(`message 2 true "1000 bytes"`)
				write(t, c, parts...)
				s.expect("failed the message is larger than allowed")
				require.Equal(t, "\x88\x02\x03\xf1", readN(t, c, 4))
				write(t, c, frame(0x81, "ignored"), frame(0x88, "\x03\xf1"))
				s.expect(`closed 1009 "" false false`)
				require.Empty(t, read(t, c))
			})
		}
	})
}

func TestCloseByPeer(t *testing.T) {
	for name, c := range map[string]struct{ payload, echo, end string }{
		"empty":  {"", "\x88\x00", `closed 1005 "" false true`},
		"code":   {"\x0f\xa1", "\x88\x02\x0f\xa1", `closed 4001 "" true true`},
		"reason": {"\x0f\xa1bye", "\x88\x05\x0f\xa1bye", `closed 4001 "bye" true true`},
	} {
		t.Run(name, func(t *testing.T) {
			onNodes(t, func(t *testing.T, n *node) {
				s, conn := n.connect(ws.Options{})
				write(t, conn, frame(0x88, c.payload), frame(0x81, "after the end"))
				s.expect(c.end)
				require.Equal(t, c.echo, read(t, conn))
				s.silent()
				n.do(func() {
					require.Equal(t, ws.Closed, s.State())
					require.Equal(t, ws.ErrNotOpen, s.Send(ws.Text, nil))
					require.Equal(t, "127.0.0.1", s.RemoteAddr().Addr().String())
					s.Conn.Close(1000, "")
					s.Shutdown()
					s.Abort(1001)
				})
				s.silent()
			})
		})
	}
}

func TestClose(t *testing.T) {
	onNodes(t, func(t *testing.T, n *node) {
		s, c := n.connect(ws.Options{})
		n.do(func() {
			s.Send(ws.Text, []byte("hello"))
			s.Conn.Close(4000, "done")
			require.Equal(t, ws.Closing, s.State())
			require.Equal(t, ws.ErrNotOpen, s.Send(ws.Text, nil))
			s.Conn.Close(4001, "again")
		})
		require.Equal(t, hello+"\x88\x06\x0f\xa0done", readN(t, c, 15))
		write(t, c, frame(0x81, "too late"), frame(0x89, "ping"), frame(0x88, "\x0f\xa0done"))
		s.expect(`closed 4000 "done" true true`)
		require.Empty(t, read(t, c))
	})
}

// A reason is cut at the border of a character.
func TestLongReason(t *testing.T) {
	onNodes(t, func(t *testing.T, n *node) {
		s, c := n.connect(ws.Options{})
		n.do(func() { s.Conn.Close(1000, strings.Repeat("x", 122)+"é") })
		require.Equal(t, "\x88\x7c\x03\xe8"+strings.Repeat("x", 122), readN(t, c, 126))
	})
}

func TestCloseWithoutAnswer(t *testing.T) {
	onNodes(t, func(t *testing.T, n *node) {
		s, c := n.connect(ws.Options{CloseTimeout: 50 * time.Millisecond})
		n.do(func() { s.Conn.Close(0, "") })
		s.expect(`closed 1006 "" false false`)
		require.Equal(t, "\x88\x00", read(t, c))
	})
}

func TestEndWithoutClose(t *testing.T) {
	onNodes(t, func(t *testing.T, n *node) {
		s, c := n.connect(ws.Options{})
		write(t, c, frame(0x01, "unfinished"))
		require.NoError(t, c.CloseWrite())
		s.expect(`closed 1006 "" false false`)
		require.Empty(t, read(t, c))

		s, c = n.connect(ws.Options{})
		write(t, c, frame(0x81, "x"))
		s.expect(`message 1 true "x"`)
		require.NoError(t, c.SetLinger(0))
		c.Close()
		s.expect("failed the connection was reset by the peer", `closed 1006 "" false false`)
	})
}

func TestShutdownAndAbort(t *testing.T) {
	onNodes(t, func(t *testing.T, n *node) {
		s, c := n.connect(ws.Options{})
		n.do(func() {
			s.Send(ws.Text, []byte("hello"))
			s.Shutdown()
		})
		s.expect(`closed 1006 "" false false`)
		require.Equal(t, hello, read(t, c))

		s, c = n.connect(ws.Options{})
		n.do(func() { s.Abort(0) })
		require.Empty(t, read(t, c))
		s.silent()

		s, c = n.connect(ws.Options{})
		n.do(func() { s.Abort(1001) })
		if got := read(t, c); n.takesAtOnce() {
			require.Equal(t, "\x88\x02\x03\xe9", got)
		}
		s.silent()
	})
}

// A handler may end the connection in the middle of what has come.
func TestAbortInMessage(t *testing.T) {
	onNodes(t, func(t *testing.T, n *node) {
		s, c := n.connect(ws.Options{})
		n.do(func() { s.onMessage = func(ws.Message) { s.Abort(0) } })
		write(t, c, frame(0x81, "one"), frame(0x81, "two"))
		s.expect(`message 1 true "one"`)
		require.Empty(t, read(t, c))
		s.silent()
	})
}

// A peer that does not read is let go, and what is queued for it is bounded.
func TestSlowPeer(t *testing.T) {
	onNodes(t, func(t *testing.T, n *node) {
		const limit, size = 1 << 20, 64 << 10
		s, _ := n.connect(ws.Options{MaxQueued: limit, CloseTimeout: 50 * time.Millisecond})
		n.do(func() {
			var err error
			for range 10_000 {
				if err = s.Send(ws.Binary, make([]byte, size)); err != nil {
					break
				}
			}
			require.Equal(t, ws.ErrOverflow, err)
			require.LessOrEqual(t, s.Buffered(), limit+size+100)
			require.Equal(t, ws.ErrNotOpen, s.Send(ws.Text, nil))
		})
		s.expect("failed the peer reads too slowly: its queue is full", `closed 1013 "" false false`)
	})
}

// One message larger than the limit is no reason to let a peer go.
func TestOneLargeMessage(t *testing.T) {
	onNodes(t, func(t *testing.T, n *node) {
		s, c := n.connect(ws.Options{MaxQueued: 1000})
		const size = 3 << 20
		n.do(func() { require.NoError(t, s.Send(ws.Binary, make([]byte, size))) })
		readN(t, c, 10+size)
		n.do(func() {
			require.Zero(t, s.Buffered())
			require.NoError(t, s.Send(ws.Text, []byte("hello")))
		})
		require.Equal(t, hello, readN(t, c, 7))
	})
}

// Messages of all sizes stay in order while the peer reads now and then, and the
// sender uses its memory again at once.
func TestSendKeepsOrder(t *testing.T) {
	onNodes(t, func(t *testing.T, n *node) {
		s, c := n.connect(ws.Options{})
		sizes := []int{1, 8 << 10, 100, 8<<10 - 1, 300 << 10, 5, 5, 64 << 10, 1 << 20, 0, 9 << 10, 9 << 10}
		memory := make([]byte, 1<<20)
		var want bytes.Buffer
		for round := range 20 {
			for i, size := range sizes {
				data := bytes.Repeat([]byte{byte(round*len(sizes) + i)}, size)
				head := []byte{0x82, byte(size)}
				switch {
				case size >= 1<<16:
					head = binary.BigEndian.AppendUint64([]byte{0x82, 127}, uint64(size))
				case size > 125:
					head = binary.BigEndian.AppendUint16([]byte{0x82, 126}, uint16(size))
				}
				want.Write(head)
				want.Write(data)
			}
		}
		go func() {
			for round := range 20 {
				n.Post(func() {
					for i, size := range sizes {
						for j := range memory[:size] {
							memory[j] = byte(round*len(sizes) + i)
						}
						if s.Send(ws.Binary, memory[:size]) != nil {
							t.Error("not sent")
						}
						clear(memory)
					}
				})
			}
		}()
		require.True(t, want.String() == readN(t, c, want.Len()), "something is lost or out of order")
		n.do(func() { require.Zero(t, s.Buffered()) })
	})
}

func TestWriteFrame(t *testing.T) {
	onNodes(t, func(t *testing.T, n *node) {
		s, c := n.connect(ws.Options{})
		n.do(func() {
			s.WriteFrame(ws.Frame{Opcode: ws.Text, Data: []byte("Hel")})
			s.WriteFrame(ws.Frame{Fin: true, Data: []byte("lo")})
			s.WriteFrame(ws.Frame{Fin: true, RSV1: true, RSV3: true, Opcode: ws.Ping})
			s.WriteFrame(ws.Frame{Fin: true, Opcode: ws.CloseFrame})
			require.Equal(t, ws.Open, s.State(), "only Close closes")
			s.SendPrepared(ws.Prepare(ws.Binary, []byte("p")))
		})
		require.Equal(t, "\x01\x03Hel\x80\x02lo\xd9\x00\x88\x00\x82\x01p", readN(t, c, 16))
	})
}

// A peer that is gone while a message is being sent.
func TestWriteError(t *testing.T) {
	onNodes(t, func(t *testing.T, n *node) {
		s, c := n.connect(ws.Options{})
		require.NoError(t, c.SetLinger(0))
		c.Close()
		s.expect("failed the connection was reset by the peer", `closed 1006 "" false false`)
		n.do(func() { require.Equal(t, ws.ErrNotOpen, s.Send(ws.Text, nil)) })
		s.silent()
	})
}

// takesAtOnce tells whether streams of the node's backend take bytes at once.
func (n *node) takesAtOnce() bool {
	near, _ := pair(n.t)
	var took int
	n.do(func() {
		stream := n.Wrap(near)
		took, _ = stream.Write([]byte("x"))
		stream.Close()
	})
	return took > 0
}

// A peer that pings and does not read gets the newest pong only.
func TestUnreadPings(t *testing.T) {
	onNodes(t, func(t *testing.T, n *node) {
		s, c := n.connect(ws.Options{})
		const size = 1 << 20
		pings := bytes.Repeat(frame(0x89, strings.Repeat("p", 125)), size/131)
		for range 16 {
			write(t, c, pings)
		}
		write(t, c, frame(0x89, "last"), frame(0x81, "done"))
		s.expect(`message 1 true "done"`)
		n.do(func() { require.Less(t, s.Buffered(), 1<<20) })
		require.NoError(t, c.CloseWrite())
		require.Contains(t, read(t, c), "\x8a\x7d")
		s.expect(`closed 1006 "" false false`)
	})
}
