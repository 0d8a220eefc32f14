package ws_test

import (
	"strings"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/sockets/ws"
)

// listener hears of messages and keeps none.
type listener struct {
	logbook
	heard func(ws.Message)
}

func (l *listener) Message(m ws.Message) { l.heard(m) }

// quiet returns a connection on a wire, and what makes its batches end.
func quiet(t testing.TB, heard func(ws.Message)) (c *ws.Conn, w *wire, endBatch func()) {
	t.Helper()
	loop, err := eventloop.New(eventloop.WithBackend(eventloop.Portable))
	require.NoError(t, err)
	t.Cleanup(loop.Close)
	w = &wire{}
	c = ws.NewConn(loop, w, ws.Options{}, &listener{heard: heard})
	return c, w, func() { require.NoError(t, loop.Run()) }
}

// TestAllocations: what a message costs stays what it is. Times tell less.
func TestAllocations(t *testing.T) {
	text, binary := []byte(strings.Repeat("x", 64)), make([]byte, 64<<10)
	textFrame, binaryFrame, ping := frame(0x81, string(text)), frame(0x82, string(binary)), frame(0x89, "")
	prepared := ws.Prepare(ws.Text, text)
	for name, c := range map[string]struct {
		do   func(c *ws.Conn, w *wire)
		want float64
	}{
		"receive text":         {func(_ *ws.Conn, w *wire) { w.deliver(textFrame) }, 1},
		"receive binary":       {func(_ *ws.Conn, w *wire) { w.deliver(binaryFrame) }, 1},
		"receive a ping":       {func(_ *ws.Conn, w *wire) { w.deliver(ping) }, 0},
		"send text":            {func(c *ws.Conn, _ *wire) { c.Send(ws.Text, text) }, 0},
		"send binary":          {func(c *ws.Conn, _ *wire) { c.Send(ws.Binary, binary) }, 0},
		"send prepared":        {func(c *ws.Conn, _ *wire) { c.SendPrepared(prepared) }, 0},
		"send prepared, twice": {func(c *ws.Conn, _ *wire) { c.SendPrepared(prepared); c.SendPrepared(prepared) }, 0},
	} {
		t.Run(name, func(t *testing.T) {
			conn, w, endBatch := quiet(t, func(ws.Message) {})
			require.Equal(t, c.want, testing.AllocsPerRun(100, func() { c.do(conn, w); endBatch() }))
		})
	}
}

// TestIdleSize: connections that have never had anything incomplete are small.
func TestIdleSize(t *testing.T) {
	require.LessOrEqual(t, unsafe.Sizeof(ws.Conn{}), uintptr(144))
}
