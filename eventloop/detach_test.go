package eventloop_test

import (
	"io"
	"net"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/eventloop"
)

// detach ends the stream and returns its connection.
func (c *conn) detach(unread string) (net.Conn, error) {
	c.h.t.Helper()
	type result struct {
		conn net.Conn
		err  error
	}
	results := make(chan result, 2)
	c.h.do(func() {
		returned := false
		c.Detach([]byte(unread), func(conn net.Conn, err error) {
			require.True(c.h.t, returned, "a task of its own")
			put(results, result{conn, err})
		})
		returned = true
	})
	r := next(c.h.t, results)
	if r.err == nil {
		c.h.t.Cleanup(func() { r.conn.Close() })
		require.NoError(c.h.t, r.conn.SetDeadline(time.Now().Add(patience)))
	}
	return r.conn, r.err
}

// requireTalk checks that both ends hear each other.
func requireTalk(t *testing.T, a, b io.ReadWriter) {
	t.Helper()
	writeTo(t, a, "there")
	require.Equal(t, "there", readFrom(t, b, 5))
	writeTo(t, b, "back")
	require.Equal(t, "back", readFrom(t, a, 4))
}

// onEnds runs test with accepted and with dialed streams, in four states: never
// receiving, stopped, stopped with bytes in hand, and receiving until the call.
func onEnds(t *testing.T, test func(t *testing.T, h *host, c *conn, peer *net.TCPConn)) {
	onHosts(t, func(t *testing.T, h *host) {
		for name, open := range map[string]func() (*conn, *net.TCPConn){"accepted": h.accepted, "dialed": h.dialed} {
			for _, state := range []string{"fresh", "stopped", "receiving"} {
				t.Run(name+" "+state, func(t *testing.T) {
					c, peer := open()
					switch state {
					case "stopped":
						c.receive(true)
						writeTo(t, peer, "before")
						c.expect("before")
						c.receive(false)
					case "receiving":
						c.receive(true)
						h.settle()
					}
					test(t, h, c, peer)
				})
			}
		}
	})
}

func TestDetach(t *testing.T) {
	onEnds(t, func(t *testing.T, h *host, c *conn, peer *net.TCPConn) {
		local, remote := ask(h, c.LocalAddr), ask(h, c.RemoteAddr)
		own, err := c.detach("")
		require.NoError(t, err)
		require.Equal(t, local.String(), own.LocalAddr().String())
		require.Equal(t, remote.String(), own.RemoteAddr().String())
		requireTalk(t, own, peer)
		h.do(c.Close) // has nothing to do with it any more
		requireTalk(t, own, peer)
		requireIdle(h)
		require.NoError(t, own.Close())
		_, err = peer.Read(make([]byte, 1))
		require.Equal(t, io.EOF, err)
		require.Empty(t, c.reads)
	})
}

// Nothing is lost on the way: what the caller had, what the backend had, and
// what was in the kernel come in this order.
func TestDetachKeepsBytes(t *testing.T) {
	onEnds(t, func(t *testing.T, h *host, c *conn, peer *net.TCPConn) {
		h.do(func() { c.Receive(false); writeTo(t, peer, "kernel ") })
		h.settle()
		own, err := c.detach("unread ")
		require.NoError(t, err)
		writeTo(t, peer, "later")
		require.NoError(t, peer.CloseWrite())
		one := readFrom(t, own, 1) // the prefix comes in any portion
		rest, err := io.ReadAll(own)
		require.NoError(t, err)
		require.Equal(t, "unread kernel later", one+string(rest))
		require.Empty(t, c.reads)
	})
}

// Bytes that arrive while the portable backend's reader is being stopped.
func TestDetachUnderFire(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		for range 20 {
			c, peer := h.accepted()
			const size = 1 << 20
			go func() { peer.Write(make([]byte, size)); peer.CloseWrite() }()
			c.receive(true)
			got := len(next(t, c.reads).p)
			var rest int64
			own, err := c.detach("")
			if err != io.EOF { // unless everything had come by then
				require.NoError(t, err)
				rest, err = io.Copy(io.Discard, own)
				require.NoError(t, err)
			}
			for len(c.reads) > 0 {
				got += len((<-c.reads).p)
			}
			require.Equal(t, size, got+int(rest))
		}
	})
}

func TestDetachAfterTheEnd(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		// The end is in the kernel, or with the backend: then it may be the
		// error of Detach.
		for _, received := range []bool{false, true} {
			c, peer := h.accepted()
			h.do(func() {
				if received {
					c.Receive(true)
				}
				require.NoError(t, peer.CloseWrite())
				c.Receive(false)
			})
			h.settle()
			own, err := c.detach("")
			if err == nil {
				_, err = own.Read(make([]byte, 1))
			}
			require.Equal(t, io.EOF, err)
		}
		c, peer := h.accepted()
		reset(t, peer)
		own, err := c.detach("x")
		if err == nil {
			require.Equal(t, "x", readFrom(t, own, 1))
			_, err = own.Read(make([]byte, 1))
		}
		requireErrno(t, syscall.ECONNRESET, err)
	})
}

func TestWrap(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		c, peer := h.dialed()
		own, err := c.detach("first ")
		require.NoError(t, err)
		var wrapped *conn
		h.do(func() { wrapped = h.wrap(h.Wrap(own)) })
		require.Equal(t, own.LocalAddr().String(), ask(h, wrapped.LocalAddr).String())
		require.Equal(t, own.RemoteAddr().String(), ask(h, wrapped.RemoteAddr).String())
		wrapped.receive(true)
		wrapped.expect("first ")
		writeTo(t, peer, "then")
		wrapped.expect("then")
		wrapped.send([]byte("reply"))
		require.Equal(t, "reply", readFrom(t, peer, 5))
		require.NoError(t, next(t, wrapped.sent))

		// Again, from the wrapped one.
		wrapped.receive(false)
		own, err = wrapped.detach("")
		require.NoError(t, err)
		requireTalk(t, own, peer)
		h.do(func() { wrapped = h.wrap(h.Wrap(own)) })
		wrapped.receive(true)
		require.NoError(t, peer.CloseWrite())
		require.Equal(t, io.EOF, wrapped.expectEnd())
		h.do(wrapped.Close)
		_, err = io.ReadAll(peer)
		require.NoError(t, err)
	})
}

// A plain TCP connection becomes a stream of the backend's own kind.
func TestWrapPlainTCP(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		c, peer := h.accepted()
		own, err := c.detach("")
		require.NoError(t, err)
		require.IsType(t, &net.TCPConn{}, own)
		var wrapped *conn
		h.do(func() { wrapped = h.wrap(h.Wrap(own)) })
		taken := ask(h, func() int { n, _ := wrapped.Write([]byte("x")); return n })
		if h.backend == eventloop.Native {
			require.Equal(t, 1, taken, "it takes bytes at once, as epoll's streams do")
			require.Equal(t, "x", readFrom(t, peer, 1))
		}
		wrapped.receive(true)
		writeTo(t, peer, "hello")
		wrapped.expect("hello")
		require.NoError(t, ask(h, func() error { return wrapped.SetNoDelay(false) }))
		h.do(wrapped.Close)
		_, err = io.ReadAll(peer)
		require.NoError(t, err)
	})
}

// A connection of any kind can be wrapped.
func TestWrapPipe(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		near, far := net.Pipe()
		defer far.Close()
		var c *conn
		h.do(func() { c = h.wrap(h.Wrap(near)) })
		require.False(t, ask(h, c.LocalAddr).IsValid())
		require.Error(t, ask(h, func() error { return c.SetNoDelay(true) }))
		require.Error(t, ask(h, func() error { return c.SetKeepAlive(true, time.Second) }))
		c.receive(true)
		writeTo(t, far, "hello")
		c.expect("hello")
		h.do(c.Close)
		_, err := far.Read(make([]byte, 1))
		require.Equal(t, io.EOF, err)
	})
}

// The loop closes what is wrapped when it closes.
func TestWrappedStreamWhenTheLoopCloses(t *testing.T) {
	onBackends(t, func(t *testing.T, b eventloop.Backend) {
		h := newHost(t, b)
		near, far := net.Pipe()
		h.Post(func() {
			s := h.Wrap(near)
			s.SetHandler(&conn{h: h})
			s.Receive(true)
			h.end()
		})
		require.NoError(t, h.Run())
		h.Loop.Close()
		_, err := far.Read(make([]byte, 1))
		require.Equal(t, io.EOF, err)
	})
}
