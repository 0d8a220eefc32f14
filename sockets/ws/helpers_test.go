package ws_test

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/sockets/ws"
)

// patience bounds the wait for something that must happen.
const patience = 20 * time.Second

// node is a running loop.
type node struct {
	*eventloop.Loop
	t     testing.TB
	alive eventloop.Handle
}

func newNode(t testing.TB, b eventloop.Backend) *node {
	t.Helper()
	loop, err := eventloop.New(eventloop.WithBackend(b))
	require.NoError(t, err)
	n := &node{Loop: loop, t: t}
	n.alive.Open(loop, bytes.NewBufferString("test"))
	ended := make(chan error, 1)
	go func() { ended <- loop.Run() }()
	t.Cleanup(func() {
		loop.Stop()
		<-ended
		loop.Close()
	})
	return n
}

// onNodes runs a test on every backend.
func onNodes(t *testing.T, f func(t *testing.T, n *node)) {
	for _, b := range eventloop.Backends() {
		t.Run(b.String(), func(t *testing.T) { f(t, newNode(t, b)) })
	}
}

// do runs f on the loop.
func (n *node) do(f func()) {
	n.t.Helper()
	done := make(chan struct{})
	n.Post(func() { defer close(done); f() })
	next(n.t, done)
}

func next[T any](t testing.TB, ch <-chan T) T {
	t.Helper()
	select {
	case v := <-ch:
		return v
	case <-time.After(patience):
		require.FailNow(t, "nothing happened in time")
		panic("unreachable")
	}
}

// pair returns the two ends of a TCP connection.
func pair(t testing.TB) (near, far *net.TCPConn) {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	dialed, err := net.Dial("tcp4", l.Addr().String())
	require.NoError(t, err)
	accepted, err := l.Accept()
	require.NoError(t, err)
	t.Cleanup(func() { dialed.Close() })
	return accepted.(*net.TCPConn), dialed.(*net.TCPConn)
}

// side is a connection whose events are written down. Its fields belong to the
// loop, the channel to the test.
type side struct {
	*ws.Conn
	n         *node
	events    chan string
	fragments bool
	onMessage func(ws.Message)
}

func (s *side) say(format string, args ...any) { s.events <- fmt.Sprintf(format, args...) }

func (s *side) Message(m ws.Message) {
	s.say("message %d %v %q", m.Type, m.Fin, short(m.Data))
	if s.onMessage != nil {
		s.onMessage(m)
	}
}
func (s *side) WantsFragments() bool { return s.fragments }
func (s *side) Fragment(m ws.Message) {
	s.say("fragment %d %v %q", m.Type, m.Fin, short(m.Data))
}
func (s *side) Failed(text string) { s.say("failed %s", text) }
func (s *side) Closed(e ws.End)    { s.say("closed %d %q %v %v", e.Code, e.Reason, e.HasReason, e.Clean) }

// short keeps long payloads out of the events.
func short(p []byte) string {
	if len(p) > 100 {
		return fmt.Sprintf("%d bytes", len(p))
	}
	return string(p)
}

// accept makes a connection of near.
func (n *node) accept(near net.Conn, o ws.Options) *side {
	n.t.Helper()
	s := &side{n: n, events: make(chan string, 1<<16)}
	n.do(func() { s.Conn = ws.NewConn(n.Loop, n.Wrap(near), o, s) })
	return s
}

// connect returns a connection in the role Server and the raw socket of its
// client.
func (n *node) connect(o ws.Options) (*side, *net.TCPConn) {
	n.t.Helper()
	near, far := pair(n.t)
	return n.accept(near, o), far
}

func (s *side) expect(want ...string) {
	s.n.t.Helper()
	for _, w := range want {
		require.Equal(s.n.t, w, next(s.n.t, s.events))
	}
}

func (s *side) silent() {
	s.n.t.Helper()
	s.n.do(func() {})
	require.Empty(s.n.t, s.events)
}

// frame is a frame of a client, masked with a fixed key.
func frame(first byte, data string) []byte {
	p := []byte{first}
	switch n := len(data); {
	case n < 126:
		p = append(p, 0x80|byte(n))
	case n < 1<<16:
		p = append(p, 0x80|126, byte(n>>8), byte(n))
	default:
		p = append(p, 0x80|127, 0, 0, 0, 0, byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
	}
	key := [4]byte{1, 2, 3, 4}
	p = append(p, key[:]...)
	for i := range len(data) {
		p = append(p, data[i]^key[i&3])
	}
	return p
}

func write(t testing.TB, conn net.Conn, parts ...[]byte) {
	t.Helper()
	_, err := conn.Write(bytes.Join(parts, nil))
	require.NoError(t, err)
}

// read returns the bytes that come until the end of the connection.
func read(t testing.TB, conn net.Conn) string {
	t.Helper()
	require.NoError(t, conn.SetReadDeadline(time.Now().Add(patience)))
	p, err := io.ReadAll(conn)
	require.NoError(t, err)
	return string(p)
}

// readN returns the next n bytes.
func readN(t testing.TB, conn net.Conn, n int) string {
	t.Helper()
	require.NoError(t, conn.SetReadDeadline(time.Now().Add(patience)))
	p := make([]byte, n)
	_, err := io.ReadFull(conn, p)
	require.NoError(t, err)
	return string(p)
}
