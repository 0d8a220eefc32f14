package eventloop_test

import (
	"io"
	"net"
	"net/netip"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/sockhost/sockhost/eventloop"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// patience is how long a test waits for what must happen before it fails.
const patience = 20 * time.Second

var loopback = netip.MustParseAddrPort("127.0.0.1:0")

type named string

func (n named) String() string { return string(n) }

// onBackends runs test as a subtest on each backend.
func onBackends(t *testing.T, test func(t *testing.T, b eventloop.Backend)) {
	for _, b := range eventloop.Backends() {
		t.Run(b.String(), func(t *testing.T) { test(t, b) })
	}
}

// onHosts runs test as a subtest with a running loop of each backend.
func onHosts(t *testing.T, test func(t *testing.T, h *host)) {
	onBackends(t, func(t *testing.T, b eventloop.Backend) { test(t, start(t, b)) })
}

// newLoop returns a loop for the test to run itself.
func newLoop(t testing.TB, b eventloop.Backend, opts ...eventloop.Option) *eventloop.Loop {
	l, err := eventloop.New(append(opts, eventloop.WithBackend(b))...)
	require.NoError(t, err)
	t.Cleanup(l.Close)
	return l
}

// host is a loop kept alive by a handle, as a rule running on a goroutine of
// its own until the test ends. What its streams and listeners report arrives on
// channels.
type host struct {
	*eventloop.Loop
	t       testing.TB
	backend eventloop.Backend
	meter   *eventloop.Meter
	alive   eventloop.Handle
	closers []interface{ Close() }
}

// newHost returns a host for the test to run itself.
func newHost(t testing.TB, b eventloop.Backend, opts ...eventloop.Option) *host {
	h := &host{Loop: newLoop(t, b, opts...), t: t, backend: b}
	h.meter = eventloop.Measure(h.Loop)
	h.alive.Open(h.Loop, named("test"))
	return h
}

// end closes everything; it runs on the loop.
func (h *host) end() {
	for _, c := range h.closers {
		c.Close()
	}
	h.alive.Close()
}

// start returns a running host.
func start(t testing.TB, b eventloop.Backend, opts ...eventloop.Option) *host {
	h := newHost(t, b, opts...)
	ended := make(chan error, 1)
	go func() { ended <- h.Run() }()
	t.Cleanup(func() {
		h.Post(h.end)
		require.NoError(t, next(t, ended))
	})
	return h
}

// do runs f on the loop and waits for its end.
func (h *host) do(f func()) {
	h.t.Helper()
	done := make(chan struct{})
	h.Post(func() { f(); close(done) })
	next(h.t, done)
}

// ask runs f on the loop and returns its result.
func ask[T any](h *host, f func() T) T {
	h.t.Helper()
	var v T
	h.do(func() { v = f() })
	return v
}

// next waits for the next value, or the end, of ch.
func next[T any](t testing.TB, ch <-chan T) T {
	t.Helper()
	select {
	case v := <-ch:
		return v
	case <-time.After(patience):
		require.FailNow(t, "nothing arrived in time")
		panic("unreachable")
	}
}

// put never blocks the loop: a full channel is an error of the test.
func put[T any](ch chan T, v T) {
	select {
	case ch <- v:
	default:
		panic("test channel is full")
	}
}

// read is one completion of receiving: bytes or the end.
type read struct {
	p   []byte
	err error
}

// conn is a stream that records what it hears of. It sets itself as handler.
type conn struct {
	eventloop.Stream
	h          *host
	reads      chan read
	sent       chan error
	onReceived func(p []byte) // runs on the loop, after recording
	onSent     func(err error)
}

func (h *host) wrap(s eventloop.Stream) *conn {
	c := &conn{Stream: s, h: h, reads: make(chan read, 1<<13), sent: make(chan error, 1<<13)}
	s.SetHandler(c)
	h.closers = append(h.closers, s)
	return c
}

func (c *conn) Received(p []byte) {
	put(c.reads, read{p: p})
	if c.onReceived != nil {
		c.onReceived(p)
	}
}

func (c *conn) ReceiveEnded(err error) { put(c.reads, read{err: err}) }

func (c *conn) Sent(err error) {
	put(c.sent, err)
	if c.onSent != nil {
		c.onSent(err)
	}
}

// receive turns receiving on or off.
func (c *conn) receive(on bool) { c.h.t.Helper(); c.h.do(func() { c.Receive(on) }) }

// send sends p; the outcome arrives on c.sent.
func (c *conn) send(p []byte) { c.h.t.Helper(); c.h.do(func() { c.Send(p) }) }

// expect receives exactly the bytes of want, however they are cut.
func (c *conn) expect(want string) {
	c.h.t.Helper()
	var got []byte
	for len(got) < len(want) {
		r := next(c.h.t, c.reads)
		require.NoError(c.h.t, r.err)
		got = append(got, r.p...)
	}
	require.Equal(c.h.t, want, string(got))
}

// expectEnd waits for the end of receiving and returns why.
func (c *conn) expectEnd() error {
	c.h.t.Helper()
	r := next(c.h.t, c.reads)
	require.Empty(c.h.t, r.p)
	require.Error(c.h.t, r.err)
	return r.err
}

// acceptor is a listener that records what it hears of.
type acceptor struct {
	eventloop.Listener
	h          *host
	accepted   chan *conn
	failed     chan error
	onAccepted func(c *conn) // runs on the loop, after recording
}

func (a *acceptor) Accepted(s eventloop.Stream) {
	c := a.h.wrap(s)
	put(a.accepted, c)
	if a.onAccepted != nil {
		a.onAccepted(c)
	}
}

func (a *acceptor) AcceptFailed(err error) { put(a.failed, err) }

// accept turns accepting on or off.
func (a *acceptor) accept(on bool) { a.h.t.Helper(); a.h.do(func() { a.Accept(on) }) }

// listen opens a listener that does not accept yet.
func (h *host) listen(addr string) *acceptor {
	h.t.Helper()
	a := &acceptor{h: h, accepted: make(chan *conn, 1<<11), failed: make(chan error, 16)}
	var err error
	h.do(func() {
		if a.Listener, err = h.Network().Listen(netip.MustParseAddrPort(addr), -1, a); err == nil {
			h.closers = append(h.closers, a.Listener)
		}
	})
	require.NoError(h.t, err)
	return a
}

func (a *acceptor) addr() netip.AddrPort { a.h.t.Helper(); return ask(a.h, a.Addr) }

// connect dials the listener from the test's side.
func (a *acceptor) connect() *net.TCPConn {
	a.h.t.Helper()
	return connect(a.h.t, a.addr())
}

func connect(t testing.TB, addr netip.AddrPort) *net.TCPConn {
	t.Helper()
	c, err := net.DialTimeout("tcp", addr.String(), patience)
	require.NoError(t, err)
	t.Cleanup(func() { c.Close() })
	require.NoError(t, c.SetDeadline(time.Now().Add(patience)))
	return c.(*net.TCPConn)
}

// accepted returns a stream of the loop and the test's end of it.
func (h *host) accepted() (*conn, *net.TCPConn) {
	h.t.Helper()
	a := h.listen("127.0.0.1:0")
	a.accept(true)
	peer := a.connect()
	return next(h.t, a.accepted), peer
}

// dial connects a stream of the loop.
func (h *host) dial(addr netip.AddrPort) (*conn, error) {
	h.t.Helper()
	type result struct {
		c   *conn
		err error
	}
	results := make(chan result, 2)
	h.do(func() {
		h.Network().Dial(addr, func(s eventloop.Stream, err error) {
			r := result{err: err}
			if err == nil {
				r.c = h.wrap(s)
			}
			put(results, r)
		})
	})
	r := next(h.t, results)
	return r.c, r.err
}

// dialFirst returns what dialed does, on a host that the test runs itself.
func (h *host) dialFirst() (c *conn, peer *net.TCPConn) {
	h.t.Helper()
	ln, addr := listenNet(h.t, "127.0.0.1:0")
	h.Network().Dial(addr, func(s eventloop.Stream, err error) {
		if err == nil {
			c = h.wrap(s)
		}
		h.Stop()
	})
	require.ErrorIs(h.t, h.Run(), eventloop.ErrStopped)
	require.NotNil(h.t, c)
	return c, acceptNet(h.t, ln)
}

// listenNet listens on the test's side.
func listenNet(t testing.TB, addr string) (net.Listener, netip.AddrPort) {
	t.Helper()
	ln, err := net.Listen("tcp", addr)
	require.NoError(t, err)
	t.Cleanup(func() { ln.Close() })
	return ln, ln.Addr().(*net.TCPAddr).AddrPort()
}

// acceptNet accepts on the test's side.
func acceptNet(t testing.TB, ln net.Listener) *net.TCPConn {
	t.Helper()
	require.NoError(t, ln.(*net.TCPListener).SetDeadline(time.Now().Add(patience)))
	c, err := ln.Accept()
	require.NoError(t, err)
	t.Cleanup(func() { c.Close() })
	require.NoError(t, c.SetDeadline(time.Now().Add(patience)))
	return c.(*net.TCPConn)
}

// dialed returns a stream that the loop dialed and the test's end of it.
func (h *host) dialed() (*conn, *net.TCPConn) {
	h.t.Helper()
	ln, addr := listenNet(h.t, "127.0.0.1:0")
	c, err := h.dial(addr)
	require.NoError(h.t, err)
	return c, acceptNet(h.t, ln)
}

// settle returns when everything the kernel knew before has had its turn on
// the loop: a connection made meanwhile has been accepted and heard.
func (h *host) settle() {
	h.t.Helper()
	for range 2 {
		a := h.listen("127.0.0.1:0")
		a.accept(true)
		peer := a.connect()
		c := next(h.t, a.accepted)
		c.receive(true)
		writeTo(h.t, peer, "settle")
		c.expect("settle")
		h.do(func() { c.Close(); a.Close() })
		peer.Close()
	}
}

func writeTo(t testing.TB, w io.Writer, s string) {
	t.Helper()
	_, err := io.WriteString(w, s)
	require.NoError(t, err)
}

func readFrom(t testing.TB, r io.Reader, n int) string {
	t.Helper()
	b := make([]byte, n)
	_, err := io.ReadFull(r, b)
	require.NoError(t, err)
	return string(b)
}

// reset closes the test's end with an RST.
func reset(t testing.TB, c *net.TCPConn) {
	t.Helper()
	require.NoError(t, c.SetLinger(0))
	require.NoError(t, c.Close())
}
