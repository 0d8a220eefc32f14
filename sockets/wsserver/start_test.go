package wsserver_test

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/sockets/wsserver"
)

func TestStart(t *testing.T) {
	for _, b := range eventloop.Backends() {
		t.Run(b.String(), func(t *testing.T) {
			w := start(t, b, wsserver.Options{})
			w.do(func() {
				s := w.server
				require.False(t, s.Listening())
				require.Zero(t, s.Addr())
				require.Empty(t, s.URL("ws", "", false, false))
				require.Nil(t, s.Client(1))
				require.Empty(t, s.Clients())
				require.Zero(t, s.ClientCount())
				require.Zero(t, s.AcceptCount())
				require.True(t, s.Publish(1, nil))
				s.Stop()

				require.NoError(t, s.Start("", 0))
				require.True(t, s.Listening())
				require.Equal(t, "0.0.0.0", s.Addr().Addr().String())
				require.Greater(t, s.Addr().Port(), uint16(1024))
				require.Equal(t, "ws://localhost:"+portOf(s)+"/x", s.URL("ws", "x", true, false))
				require.Contains(t, w.loop.OpenHandles(), "websocketserver listening on "+s.Addr().String())

				s.Stop()
				require.False(t, s.Listening())
				require.NotContains(t, w.loop.OpenHandles(), "websocketserver")
				s.Stop()
			})
			w.expect("before stop")
			w.expectNoMore()
		})
	}
}

func portOf(s *wsserver.Server) string {
	_, port, _ := net.SplitHostPort(s.Addr().String())
	return port
}

func TestStartOnIPv6(t *testing.T) {
	if ln, err := net.Listen("tcp6", "[::1]:0"); err != nil {
		t.Skip("no IPv6 here")
	} else {
		ln.Close()
	}
	for _, b := range eventloop.Backends() {
		t.Run(b.String(), func(t *testing.T) {
			w := start(t, b, wsserver.Options{})
			for host, client := range map[string]string{"::1": "::1", "[::]": "127.0.0.1"} {
				w.do(func() {
					require.NoError(t, w.server.Start(host, 0))
					w.addr = net.JoinHostPort(client, portOf(w.server))
					w.serve = func(c *wsserver.Client, r *wsserver.Request, res *wsserver.Response) {
						require.Equal(t, client, c.RemoteAddr().Addr().String())
						require.Equal(t, client, c.LocalAddr().Addr().String())
						res.Respond(http.StatusOK, nil, nil)
					}
				})
				w.fetch("GET", "/", "")
			}
		})
	}
}

func TestStartFails(t *testing.T) {
	refused := errors.New("refused")
	opts := wsserver.Options{MayListen: func(a netip.AddrPort) error {
		if a.Port() == 7 {
			return refused
		}
		return nil
	}}
	for _, b := range eventloop.Backends() {
		t.Run(b.String(), func(t *testing.T) {
			taken, err := net.Listen("tcp4", "127.0.0.1:0")
			require.NoError(t, err)
			defer taken.Close()
			port := taken.Addr().(*net.TCPAddr).Port
			w := start(t, b, opts)
			w.do(func() {
				var failure *wsserver.ListenError
				require.ErrorAs(t, w.server.Start("127.0.0.1", port), &failure)
				require.ErrorContains(t, failure, "is in use ("+taken.Addr().String()+")")
				require.Equal(t, port, int(failure.Addr.Port()))
				require.ErrorContains(t, w.server.Start("192.0.2.1", 0), "192.0.2.1 is not an address of this machine")
				require.ErrorContains(t, w.server.Start("", 70000), "70000 is not a port")
				require.ErrorIs(t, w.server.Start("", 7), refused)
				require.False(t, w.server.Listening())

				require.NoError(t, w.server.Start("127.0.0.1", 0))
				require.Error(t, w.server.Start("127.0.0.1", port))
				require.False(t, w.server.Listening(), "a failed start leaves the server stopped")
				require.Len(t, w.loop.OpenHandles(), 1)
			})
			w.expect("before stop")
			w.expectNoMore()
		})
	}
}

func TestTLSFails(t *testing.T) {
	cert, key, _ := certificate(t)
	_, otherKey, _ := certificate(t)
	w := start(t, eventloop.Native, wsserver.Options{})
	for _, c := range []struct {
		tls  wsserver.TLS
		want string
	}{
		{wsserver.TLS{Cert: cert}, "the key of the certificate: "},
		{wsserver.TLS{Key: key}, "the certificate: "},
		{wsserver.TLS{Cert: filepath.Join(t.TempDir(), "missing.pem"), Key: key}, "missing.pem"},
		{wsserver.TLS{Cert: "-----BEGIN", Key: key}, "the certificate and its key: "},
		{wsserver.TLS{Cert: cert, Key: otherKey}, "the certificate and its key: "},
	} {
		w.do(func() {
			w.server.TLS = &c.tls
			require.ErrorContains(t, w.server.Start("127.0.0.1", 0), c.want)
			require.False(t, w.server.Listening())
		})
	}
}

func TestTLS(t *testing.T) {
	cert, key, trusting := certificate(t)
	dir := t.TempDir()
	certFile, keyFile := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	require.NoError(t, os.WriteFile(certFile, []byte(cert), 0o600))
	require.NoError(t, os.WriteFile(keyFile, []byte(key), 0o600))
	for _, pair := range []wsserver.TLS{{Cert: cert, Key: key}, {Cert: certFile, Key: keyFile}} {
		withServer(t, func(s *wsserver.Server) { s.TLS = &pair }, func(t *testing.T, w *world) {
			w.do(func() {
				require.Equal(t, "wss://"+w.addr, w.server.URL("ws", "", false, false))
				require.Equal(t, "https://"+w.addr+"/", w.server.URL("http", "", true, false))
				w.server.TLS = nil // which has no effect until the next start
			})
			w.secure = trusting.Clone()
			res, body := w.fetch("POST", "/", "secret")
			require.Equal(t, "secret", body)
			require.Equal(t, 1, res.ProtoMajor)
			require.GreaterOrEqual(t, res.TLS.Version, uint16(0x0303))
			w.expect("serve 1 POST /", "gone 1")

			w.secure.NextProtos = []string{"h2", "http/1.1"}
			res, _ = w.fetch("GET", "/", "")
			require.Equal(t, "http/1.1", res.TLS.NegotiatedProtocol)
			w.expect("serve 2 GET /", "gone 2")

			w.secure = nil
			c := w.raw("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
			res, _ = c.answer("GET")
			require.Equal(t, http.StatusBadRequest, res.StatusCode)
			w.expectNoMore()
		})
	}
}

// TestStopOrder: BeforeStop sees the clients, each Gone sees its own, and then
// nothing is left.
func TestStopOrder(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		w.serve = func(c *wsserver.Client, r *wsserver.Request, res *wsserver.Response) {
			if r.URL.Path == "/waiting" {
				res.OnGone(func() { w.note(c, "left", "") })
				return
			}
			res.Respond(http.StatusOK, nil, nil)
		}
		idle, waiting, silent := w.raw("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), w.raw(""), w.raw("")
		idle.answer("GET")
		waiting.write("GET /waiting HTTP/1.1\r\nHost: x\r\n\r\n")
		w.expect("serve 1 GET /", "serve 2 GET /waiting")
		require.Eventually(t, func() bool { return ask(w, w.server.AcceptCount) == 3 }, patience, 1)
		w.do(func() {
			w.on["before stop"] = func(*wsserver.Client) {
				require.Len(t, w.server.Clients(), 2)
				require.True(t, w.server.Listening())
			}
			w.on["gone"] = func(c *wsserver.Client) {
				require.Same(t, c, w.server.Client(c.Handle()))
				require.True(t, w.server.Listening())
				require.Equal(t, "127.0.0.1", c.RemoteAddr().Addr().String())
			}
			w.server.Stop()
			require.False(t, w.server.Listening())
			require.Nil(t, w.server.Client(1))
			require.Zero(t, w.server.AcceptCount())
			w.note(nil, "stopped", "")
			port := netip.MustParseAddrPort(w.addr).Port()
			require.NoError(t, w.server.Start("127.0.0.1", int(port)), "the port is free at once")
		})
		w.expect("before stop", "gone 1", "gone 2", "stopped", "left 2")
		for _, c := range []*raw{idle, waiting, silent} {
			c.expectEnd()
		}
		w.expectNoMore()
		w.fetch("GET", "/", "")
		w.expect("serve 3 GET /", "gone 3")
	})
}

// TestStopAfterAnswer: an answer that was complete arrives.
func TestStopAfterAnswer(t *testing.T) {
	withTransports(t, asItIs, func(t *testing.T, w *world) {
		w.do(func() {
			w.serve = func(_ *wsserver.Client, r *wsserver.Request, res *wsserver.Response) {
				res.Respond(http.StatusOK, nil, bytes.Repeat([]byte("bye"), 100000))
				w.server.Stop()
			}
		})
		c := w.raw("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
		_, body := c.answer("GET")
		require.Len(t, body, 300000)
		c.expectEnd()
		w.expect("serve 1 GET /", "before stop", "gone 1")

		w.listen()
		w.do(func() {
			w.serve = func(_ *wsserver.Client, r *wsserver.Request, res *wsserver.Response) {
				res.Respond(http.StatusOK, nil, make([]byte, 64<<20))
				w.host.Close()
			}
		})
		w.raw("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n") // and does not read
		w.expect("serve 2 GET /slow")
		left := func() []string { return w.loop.OpenHandles() }
		require.Contains(t, ask(w, left)[0], "websocketserver sending its last answer to 127.0.0.1:")
		require.Eventually(t, func() bool { return len(ask(w, left)) == 1 }, patience, time.Millisecond)
	})
}

// TestReentrantStop: every event may stop and start the server.
func TestReentrantStop(t *testing.T) {
	restart := func(w *world) { require.NoError(w.t, w.server.Start("127.0.0.1", 0)) }
	for _, c := range []struct {
		name, event string
		do          func(w *world)
		outer       func(w *world)
		notes       []string
		listening   bool
	}{
		{"stop in before stop", "before stop", func(w *world) { w.server.Stop() }, (*world).stop,
			[]string{"before stop", "gone 1", "gone 2"}, false},
		{"start in before stop", "before stop", restart, (*world).stop,
			[]string{"before stop", "gone 1", "gone 2"}, true},
		{"start in before stop of a start", "before stop", restart, restart,
			[]string{"before stop", "gone 1", "gone 2"}, true},
		{"stop in gone", "gone", func(w *world) { w.server.Stop() }, (*world).stop,
			[]string{"before stop", "gone 1", "gone 2"}, false},
		{"start in gone", "gone", restart, (*world).stop,
			[]string{"before stop", "gone 1", "gone 2"}, true},
		{"abort in gone", "gone", func(w *world) {
			for _, c := range w.server.Clients() {
				c.Abort()
				c.Shutdown()
			}
		}, (*world).stop, []string{"before stop", "gone 1", "gone 2"}, false},
		{"stop in serve", "serve", func(w *world) { w.server.Stop() }, func(w *world) {},
			[]string{"before stop", "gone 1", "gone 2", "gone 3"}, false},
		{"start in serve", "serve", restart, func(w *world) {},
			[]string{"before stop", "gone 1", "gone 2", "gone 3"}, true},
		{"close of the host in gone", "gone", func(w *world) { w.host.Close() }, (*world).stop,
			[]string{"before stop", "gone 1"}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			onBackends(t, func(t *testing.T, w *world) {
				for range 2 {
					w.raw("GET / HTTP/1.1\r\nHost: x\r\n\r\n").answer("GET")
				}
				w.expect("serve 1 GET /", "serve 2 GET /")
				w.do(func() {
					w.on[c.event] = func(*wsserver.Client) { c.do(w) }
					c.outer(w)
				})
				if c.event == "serve" {
					w.raw("GET /3 HTTP/1.1\r\nHost: x\r\n\r\n").expectEnd()
					w.expect("serve 3 GET /3")
				}
				w.expect(c.notes...)
				require.Equal(t, c.listening, ask(w, w.server.Listening))
				w.expectNoMore()
			})
		})
	}
}

func (w *world) stop() { w.server.Stop() }

func TestHostClose(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		other := w.host.NewServer(w)
		w.serve = func(c *wsserver.Client, r *wsserver.Request, res *wsserver.Response) {
			res.OnGone(func() { w.note(c, "left", "") })
		}
		c := w.raw("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
		w.expect("serve 1 GET /")
		w.do(func() {
			require.NoError(t, other.Start("127.0.0.1", 0))
			w.host.Close()
			require.False(t, w.server.Listening())
			require.False(t, other.Listening())
			require.EqualError(t, w.server.Start("127.0.0.1", 0), "the host is closed")
		})
		c.expectEnd()
		w.expectNoMore()
	})
}

// TestLoopEnds: a server keeps the loop going, and nothing does after its stop.
func TestLoopEnds(t *testing.T) {
	for _, b := range eventloop.Backends() {
		t.Run(b.String(), func(t *testing.T) {
			loop, err := eventloop.New(eventloop.WithBackend(b))
			require.NoError(t, err)
			defer loop.Close()
			w := &world{t: t, loop: loop, notes: make(chan string, 10)}
			w.server = wsserver.New(loop, wsserver.Options{}).NewServer(w)
			require.NoError(t, w.server.Start("127.0.0.1", 0))
			w.addr = w.server.Addr().String()
			ended := make(chan error, 1)
			go func() { ended <- loop.Run() }()
			w.fetch("GET", "/", "")
			select {
			case <-ended:
				t.Fatal("the loop has ended although a server listens")
			default:
			}
			w.upgrading = func(*wsserver.Client, *wsserver.Request, *wsserver.Response) (http.Header, bool) {
				loop.Post(w.server.Stop)
				return nil, true
			}
			// The handshake goes on while the loop ends, and leaves nothing open.
			c := w.raw("GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
			require.NoError(t, next(t, ended))
			_, err = io.Copy(io.Discard, c.r)
			require.NotErrorIs(t, err, os.ErrDeadlineExceeded)
		})
	}
}

// TestListenerBreaks: a server that cannot accept any more is stopped.
func TestListenerBreaks(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		w.fetch("GET", "/", "")
		w.expect("serve 1 GET /", "gone 1")
		w.do(w.server.BreakListener)
		w.expect("before stop")
		require.False(t, ask(w, w.server.Listening))
	})
}

// TestLog: what no event tells is logged at debug level.
func TestLog(t *testing.T) {
	var text strings.Builder // read after the end of the server alone
	log := slog.New(slog.NewTextHandler(&text, &slog.HandlerOptions{Level: slog.LevelDebug}))
	t.Run("world", func(t *testing.T) {
		cert, key, trusting := certificate(t)
		w := start(t, eventloop.Native, wsserver.Options{Log: log})
		w.do(func() { w.server.TLS = &wsserver.TLS{Cert: cert, Key: key} })
		w.listen()
		w.raw("GET / HTTP/1.1\r\nHost: x\r\n\r\n").answer("GET")
		w.secure = trusting
		w.do(func() {
			w.upgrading = func(_ *wsserver.Client, _ *wsserver.Request, res *wsserver.Response) (http.Header, bool) {
				res.Respond(http.StatusForbidden, nil, nil)
				return nil, false
			}
		})
		_, _, err := w.tryOpen("/secret")
		require.Error(t, err)
		w.raw("GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n\r\n").answer("GET")
		w.expect("upgrading 1 /secret", "gone 1")
	})
	require.Contains(t, text.String(), `level=DEBUG msg="http: TLS handshake error`)
	require.Contains(t, text.String(), `level=DEBUG msg="handshake refused" client=1`)
	require.Contains(t, text.String(), `level=DEBUG msg="handshake refused" address=`)
}
