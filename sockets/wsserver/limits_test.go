package wsserver_test

import (
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/sockets/ws"
	"github.com/sockhost/sockhost/sockets/wsserver"
)

const short = 50 * time.Millisecond

func TestMaxConnections(t *testing.T) {
	limited := func(s *wsserver.Server) { s.MaxConnections = 2 }
	withServer(t, limited, func(t *testing.T, w *world) {
		get := "GET / HTTP/1.1\r\nHost: x\r\n\r\n"
		first := w.raw(get)
		first.answer("GET")
		w.raw(get).answer("GET")
		w.expect("serve 1 GET /", "serve 2 GET /")
		for range 3 {
			w.raw("").expectEnd()
		}
		first.Close()
		w.expect("gone 1")
		third := w.raw(get)
		third.answer("GET")
		w.expect("serve 3 GET /")
		w.do(func() { w.server.MaxConnections = 3 })
		w.raw(get).answer("GET")
		w.expect("serve 4 GET /")
		require.Equal(t, 3, ask(w, w.server.AcceptCount))
		w.expectNoMore()
	})
}

// TestSlowRequests: a client that takes its time over a request is cut off, and
// one that is merely not fast is not.
func TestSlowRequests(t *testing.T) {
	for name, c := range map[string]struct {
		text   string
		status int
	}{
		"silent":            {"", 0},
		"half a head":       {"GET / HTTP/1.1\r\nHost:", 0},
		"half a body":       {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab", 408},
		"half a chunk":      {"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", 408},
		"half a big body":   {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n" + strings.Repeat("x", 5000), 408},
		"a body too large":  {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10001\r\n\r\nab", 413},
		"a bad handshake":   {"POST / HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nContent-Length: 10\r\n\r\nab", 400},
		"no second request": {"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP", 200},
	} {
		t.Run(name, func(t *testing.T) {
			hasty := func(s *wsserver.Server) {
				s.SetTimes(short, short, short)
				s.MaxBody = 10000
			}
			withServer(t, hasty, func(t *testing.T, w *world) {
				client := w.raw(c.text)
				if c.status != 0 {
					res, _ := client.answer("GET")
					require.Equal(t, c.status, res.StatusCode)
				}
				_, err := io.Copy(io.Discard, client.r)
				require.NotErrorIs(t, err, os.ErrDeadlineExceeded, "the connection has not ended")
			})
		})
	}
}

func TestSteadyBody(t *testing.T) {
	hasty := func(s *wsserver.Server) { s.SetTimes(time.Second, time.Second, time.Second) }
	withServer(t, hasty, func(t *testing.T, w *world) {
		const parts, size = 30, 2 << 10
		c := w.raw("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 61440\r\n\r\n")
		pause := time.NewTicker(short)
		defer pause.Stop()
		for range parts {
			next(t, pause.C)
			c.write(strings.Repeat("x", size))
		}
		res, body := c.answer("POST")
		require.Equal(t, http.StatusOK, res.StatusCode)
		require.Len(t, body, parts*size)
	})
}

func TestKeepAliveTimeout(t *testing.T) {
	impatient := func(s *wsserver.Server) { s.KeepAliveTimeout = short }
	withServer(t, impatient, func(t *testing.T, w *world) {
		responses := make(chan *wsserver.Response, 1)
		w.serve = func(_ *wsserver.Client, _ *wsserver.Request, res *wsserver.Response) { responses <- res }
		c := w.raw("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
		res := next(t, responses)
		later := time.NewTimer(3 * short)
		next(t, later.C)
		w.do(func() { res.Respond(http.StatusOK, nil, nil) }) // a slow server is not an idle client
		c.answer("GET")
		w.expect("serve 1 GET /")
		c.write("GET /2 HTTP/1.1\r\nHost: x\r\n\r\n")
		res = next(t, responses)
		w.do(func() { res.Respond(http.StatusOK, nil, nil) })
		c.answer("GET")
		c.expectEnd()
		w.expect("serve 1 GET /2", "gone 1")
	})
}

// TestSlowReader: an answer does not wait for ever for its client.
func TestSlowReader(t *testing.T) {
	hasty := func(s *wsserver.Server) {
		s.SetTimes(time.Second, time.Second, short)
		s.MaxQueued = 1 << 20
	}
	withServer(t, hasty, func(t *testing.T, w *world) {
		part := make([]byte, 100<<10)
		responses := make(chan *wsserver.Response, 1)
		w.serve = func(c *wsserver.Client, r *wsserver.Request, res *wsserver.Response) {
			switch r.URL.Path {
			case "/whole":
				res.Respond(http.StatusOK, nil, make([]byte, 64<<20))
				require.Positive(t, c.Buffered())
			case "/parts":
				res.OnGone(func() { w.note(c, "left", "") })
				responses <- res
			}
		}
		w.raw("GET /whole HTTP/1.1\r\nHost: x\r\n\r\n")
		w.expect("serve 1 GET /whole", "gone 1")

		w.raw("GET /parts HTTP/1.1\r\nHost: x\r\n\r\n")
		res := next(t, responses)
		w.do(func() {
			// The loop does not turn meanwhile: the queue is full at last.
			var err error
			for err == nil {
				err = res.Write(part)
			}
			require.ErrorIs(t, err, ws.ErrOverflow)
			require.True(t, res.Ended())
			require.ErrorIs(t, res.Write(part), wsserver.ErrEnded)
		})
		w.expect("serve 2 GET /parts", "left 2", "gone 2")

		w.raw("GET /parts HTTP/1.1\r\nHost: x\r\n\r\n")
		res = next(t, responses)
		w.expect("serve 3 GET /parts")
		w.do(func() {
			for range 5 {
				require.NoError(t, res.Write(part))
			}
		})
		for !ask(w, func() bool {
			// What the system takes goes on until it takes nothing for too long.
			return res.Ended() || res.Write(part) != nil
		}) {
		}
		w.expect("left 3", "gone 3")
	})
}

// TestFastReader: what is written in parts comes whole, whatever its size.
func TestFastReader(t *testing.T) {
	withServer(t, func(s *wsserver.Server) { s.MaxQueued = 1 << 20 }, func(t *testing.T, w *world) {
		responses := make(chan *wsserver.Response, 1)
		w.serve = func(_ *wsserver.Client, _ *wsserver.Request, res *wsserver.Response) { responses <- res }
		c := w.raw("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
		res := next(t, responses)
		w.do(func() { res.Begin(http.StatusOK, nil) })
		answer, err := http.ReadResponse(c.r, nil)
		require.NoError(t, err)
		part := make([]byte, 200<<10)
		for range 20 {
			w.do(func() { require.NoError(t, res.Write(part)) })
			_, err := io.ReadFull(answer.Body, part)
			require.NoError(t, err)
		}
	})
}

// TestFlood: connections that come and go leave nothing behind.
func TestFlood(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		for i := range 200 {
			conn, err := net.Dial("tcp", w.addr)
			require.NoError(t, err)
			if i%2 == 0 {
				_, err = io.WriteString(conn, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
				require.NoError(t, err)
			}
			conn.Close()
		}
		require.Eventually(t, func() bool { return ask(w, w.server.AcceptCount) == 0 }, patience, time.Millisecond)
		w.do(func() { require.Empty(t, w.server.Clients()) })
	})
}
