package wsserver_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/sockets/ws"
	"github.com/sockhost/sockhost/sockets/wsserver"
)

// TestWebSocket follows a client from its handshake to its end.
func TestWebSocket(t *testing.T) {
	withTransports(t, asItIs, func(t *testing.T, w *world) {
		w.do(func() {
			w.upgrading = func(c *wsserver.Client, r *wsserver.Request, _ *wsserver.Response) (http.Header, bool) {
				require.Equal(t, "/path", r.URL.Path)
				require.Same(t, c, w.server.Client(c.Handle()))
				require.False(t, c.Upgraded())
				require.Zero(t, c.ReadyState())
				require.Zero(t, w.server.ClientCount())
				require.ErrorIs(t, c.Send(ws.Text, nil), ws.ErrNotOpen)
				return http.Header{"X-Field": {"x"}}, true
			}
			w.on["opened"] = func(c *wsserver.Client) {
				require.Equal(t, ws.Open, c.ReadyState())
				require.True(t, c.Upgraded())
				require.Equal(t, 1, w.server.ClientCount())
				require.Equal(t, 1, w.server.AcceptCount())
				require.Equal(t, w.addr, c.LocalAddr().String())
				require.NoError(t, c.Send(ws.Text, []byte("hello")))
			}
			w.message = func(c *wsserver.Client, m ws.Message) {
				require.WithinDuration(t, time.Now(), c.LastActive(), patience)
				require.NoError(t, c.Send(m.Type, append([]byte("echo "), m.Data...)))
			}
			w.on["closed"] = func(c *wsserver.Client) {
				require.Equal(t, ws.Closed, c.ReadyState())
				require.ErrorIs(t, c.Send(ws.Text, nil), ws.ErrNotOpen)
				require.Equal(t, 1, w.server.ClientCount())
			}
			w.on["gone"] = func(c *wsserver.Client) {
				require.Equal(t, ws.Closed, c.ReadyState())
				require.Same(t, c, w.server.Client(c.Handle()))
				require.Equal(t, "127.0.0.1", c.RemoteAddr().Addr().String())
				require.Equal(t, 1, w.server.ClientCount())
				c.Close(1000, "")
				c.Shutdown()
				c.Abort()
			}
		})
		s, res, err := w.tryOpen("/path")
		require.NoError(t, err)
		require.Equal(t, "x", res.Header.Get("X-Field"))
		require.NotContains(t, res.Header, "Sec-Websocket-Protocol")
		require.NotContains(t, res.Header, "Sec-Websocket-Extensions")
		client := w.client(1)
		s.expect("hello")
		s.send("one")
		s.expect("echo one")
		require.NoError(t, s.WriteMessage(websocket.BinaryMessage, []byte{1}))
		s.expect("echo \x01")
		require.NoError(t, s.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(4001, "bye")))
		s.expectClose(4001, "bye")
		failed := `error 1 Failed to execute "send/sendData"`
		w.expect("upgrading 1 /path", failed, "opened 1", `message 1 1 "one"`, `message 1 2 "\x01"`, `closed 1 4001 "bye"`, failed, "gone 1")
		w.do(func() {
			require.Nil(t, w.server.Client(1))
			require.Zero(t, w.server.ClientCount())
			require.Zero(t, w.server.AcceptCount())
			require.ErrorIs(t, client.Send(ws.Text, nil), ws.ErrNotOpen)
			require.Equal(t, s.LocalAddr().String(), client.RemoteAddr().String())
		})
		w.expectNoMore()
		w.open("/path")
		w.expect("upgrading 2 /path")
	})
}

func TestEnds(t *testing.T) {
	server := func(do func(c *wsserver.Client)) func(*world, *socket) {
		return func(w *world, _ *socket) { w.do(func() { do(w.server.Client(1)) }) }
	}
	for _, c := range []struct {
		name   string
		end    func(w *world, s *socket)
		seen   int // by the client, 0 for nothing in particular
		reason string
		notes  []string
	}{
		{"client with a code", func(_ *world, s *socket) {
			s.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(4001, "bye"))
		}, 4001, "bye", []string{`closed 1 4001 "bye"`, "gone 1"}},
		{"client with a code alone", func(_ *world, s *socket) {
			s.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(1000, ""))
		}, 1000, "", []string{`closed 1 1000 ""`, "gone 1"}},
		{"client without a code", func(_ *world, s *socket) { s.WriteMessage(websocket.CloseMessage, nil) }, 1005, "", []string{"closed 1 1005", "gone 1"}},
		{"client drops", func(_ *world, s *socket) { s.NetConn().Close() }, 0, "", []string{"closed 1 1006", "gone 1"}},
		{"client breaks the protocol", func(_ *world, s *socket) { s.NetConn().Write([]byte{0x81, 0}) }, 1002, "",
			[]string{"error 1 a frame is not masked", "closed 1 1002", "gone 1"}},
		{"close", server(func(c *wsserver.Client) { c.Close(0, ""); c.Close(4000, "late") }), 1005, "", []string{"closed 1 1000", "gone 1"}},
		{"close with a code", server(func(c *wsserver.Client) { c.Close(4000, "done") }), 4000, "done", []string{`closed 1 4000 "done"`, "gone 1"}},
		{"close with a code alone", server(func(c *wsserver.Client) { c.Close(1001, "") }), 1001, "", []string{"closed 1 1001", "gone 1"}},
		{"shutdown", server(func(c *wsserver.Client) { c.Shutdown(); c.Shutdown() }), 1006, "unexpected EOF", []string{"closed 1 1006", "gone 1"}},
		{"abort", server(func(c *wsserver.Client) { c.Abort(); c.Abort(); c.Close(1000, "") }), 1006, "unexpected EOF", []string{"gone 1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			withTransports(t, asItIs, func(t *testing.T, w *world) {
				s := w.opened(1)
				c.end(w, s)
				if c.seen != 0 {
					s.expectClose(c.seen, c.reason)
				}
				w.expect(c.notes...)
				w.expectNoMore()
			})
		})
	}
}

func TestReset(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		s := w.opened(1)
		s.reset()
		w.expect("error 1 the connection was reset by the peer", "closed 1 1006", "gone 1")
	})
}

// TestCloseAnswered: the client's code is not ours, whatever it says.
func TestCloseAnswered(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		s := w.opened(1)
		s.SetCloseHandler(func(int, string) error {
			return s.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(4999, "other"))
		})
		w.do(func() {
			c := w.server.Client(1)
			c.Close(4000, "ours")
			require.Equal(t, ws.Closing, c.ReadyState())
			require.ErrorIs(t, c.Send(ws.Text, nil), ws.ErrNotOpen)
			require.Equal(t, 1, w.server.ClientCount())
			require.True(t, w.server.Publish(ws.Text, []byte("not for it")))
		})
		s.expectClose(4000, "ours")
		w.expect(`error 1 Failed to execute "send/sendData"`, `closed 1 4000 "ours"`, "gone 1")
	})
}

func TestRefusal(t *testing.T) {
	withTransports(t, asItIs, func(t *testing.T, w *world) {
		handle := 0
		for i, refuse := range []func(res *wsserver.Response){
			func(res *wsserver.Response) { res.Respond(http.StatusNotFound, nil, []byte("no such path")) },
			func(res *wsserver.Response) {
				require.NoError(t, res.Write([]byte("no such ")))
				require.NoError(t, res.Write([]byte("path")))
				res.End()
			},
		} {
			for _, accept := range []bool{false, true} { // an answer counts more than a word
				w.do(func() {
					w.upgrading = func(_ *wsserver.Client, _ *wsserver.Request, res *wsserver.Response) (http.Header, bool) {
						refuse(res)
						return nil, accept
					}
				})
				_, res, err := w.tryOpen("/other")
				require.ErrorIs(t, err, websocket.ErrBadHandshake)
				require.Equal(t, []int{404, 200}[i], res.StatusCode)
				require.True(t, res.Close)
				body := make([]byte, 100)
				n, _ := res.Body.Read(body)
				require.Equal(t, "no such path", string(body[:n]))
				handle++
				w.expect(fmt.Sprintf("upgrading %d /other", handle), fmt.Sprintf("gone %d", handle))
			}
		}
		w.expectNoMore()
	})
}

func TestBadHandshakes(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		for fields, status := range map[string]int{
			"":                       400,
			"Upgrade: websocket\r\n": 400,
			"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n":                                                400,
			"Upgrade: other\r\nSec-WebSocket-Version: 13\r\n":                                                    400,
			"Upgrade: websocket\r\nSec-WebSocket-Version: 12\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n": 400,
			"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short\r\n":                    400,
		} {
			c := w.raw("GET / HTTP/1.1\r\nHost: x\r\nConnection: keep-alive, Upgrade\r\n" + fields + "\r\n")
			res, _ := c.answer("GET")
			require.Equal(t, status, res.StatusCode, fields)
			require.Equal(t, "13", res.Header.Get("Sec-WebSocket-Version"))
			c.expectEnd()
		}
		c := w.raw("POST / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
		res, _ := c.answer("POST")
		require.Equal(t, http.StatusMethodNotAllowed, res.StatusCode)
		w.expectNoMore()

		c = w.raw("GET / HTTP/1.1\r\nhost: x\r\nconnection: UPGRADE\r\nupgrade: WebSocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
		res, _ = c.answer("GET")
		require.Equal(t, http.StatusSwitchingProtocols, res.StatusCode)
		require.Equal(t, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", res.Header.Get("Sec-WebSocket-Accept"))
		w.expect("upgrading 1 /", "opened 1")
	})
}

func TestSubprotocol(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		w.do(func() {
			w.upgrading = func(_ *wsserver.Client, r *wsserver.Request, _ *wsserver.Response) (http.Header, bool) {
				require.Equal(t, "http://a.test", r.Header.Get("Origin"))
				require.Equal(t, []string{"chat, v2"}, r.Header["Sec-Websocket-Protocol"])
				if r.URL.Path == "/none" {
					return nil, true
				}
				return http.Header{"Sec-Websocket-Protocol": {"v2"}}, true
			}
		})
		for path, want := range map[string]string{"/": "v2", "/none": ""} {
			s, res, err := w.tryOpen(path, "Origin: http://a.test", "Sec-WebSocket-Protocol: chat, v2")
			require.NoError(t, err)
			require.Equal(t, want, s.Subprotocol())
			require.Equal(t, want != "", len(res.Header["Sec-Websocket-Protocol"]) == 1)
		}
	})
}

func TestCompression(t *testing.T) {
	withServer(t, func(s *wsserver.Server) { s.Compression = true }, func(t *testing.T, w *world) {
		w.compress = true
		w.do(func() { w.message = func(_ *wsserver.Client, m ws.Message) { w.server.Publish(m.Type, m.Data) } })
		text := strings.Repeat("compressible ", 1000)
		first, res, err := w.tryOpen("/")
		require.NoError(t, err)
		require.Contains(t, res.Header.Get("Sec-Websocket-Extensions"), "permessage-deflate")
		second := w.open("/")
		w.compress = false
		third := w.open("/")
		for range 6 {
			next(t, w.notes) // until all are open
		}
		first.send(text)
		for _, s := range []*socket{first, second, third} {
			s.expect(text)
		}
	})
}

func TestFragments(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		s := w.opened(1)
		split := func() {
			for _, frame := range []string{"\x01\x83\x00\x00\x00\x00Hel", "\x89\x81\x00\x00\x00\x00p", "\x80\x82\x00\x00\x00\x00lo"} {
				_, err := s.NetConn().Write([]byte(frame))
				require.NoError(t, err)
			}
		}
		split()
		w.expect(`message 1 1 "Hello"`)
		w.do(func() { w.fragments = true })
		split()
		w.expect(`fragment 1 1 false "Hel"`, `fragment 1 0 true "lo"`)
		s.send("whole")
		w.expect(`message 1 1 "whole"`)
		w.do(func() {
			require.NoError(t, w.server.Client(1).WriteFrame(ws.Frame{Opcode: ws.Text, Data: []byte("Hel")}))
			require.NoError(t, w.server.Client(1).WriteFrame(ws.Frame{Opcode: ws.Continuation, Fin: true, Data: []byte("lo")}))
		})
		s.expect("Hello")
	})
}

func TestLimitsOfMessages(t *testing.T) {
	limited := func(s *wsserver.Server) { s.MaxMessage, s.MaxQueued = 10, 1<<20 }
	withServer(t, limited, func(t *testing.T, w *world) {
		s := w.open("/")
		s.send("0123456789")
		s.send("0123456789x")
		s.expectClose(1009, "")
		w.expect("upgrading 1 /", "opened 1", `message 1 1 "0123456789"`)
		require.Contains(t, next(t, w.notes), "error 1 ")
		w.expect("closed 1 1009", "gone 1")

		w.opened(2) // and does not read
		w.opened(3)
		data := make([]byte, 64<<10)
		w.do(func() {
			// The loop does not turn meanwhile: what the system does not take, piles up.
			c := w.server.Client(2)
			var err error
			for err == nil {
				err = c.Send(ws.Binary, data)
			}
			require.ErrorIs(t, err, ws.ErrOverflow)
			require.Equal(t, ws.Closing, c.ReadyState())
			w.on["error"] = func(*wsserver.Client) { w.server.Client(3).Abort() }
			for w.server.Client(3).ReadyState() == ws.Open && w.server.Publish(ws.Binary, data) {
			}
		})
		require.Contains(t, next(t, w.notes), "error 2 ")
		require.Contains(t, next(t, w.notes), "error 3 ")
		require.Equal(t, "gone 3", next(t, w.notes))
		w.do(func() { w.server.Client(2).Abort() })
		w.expect("gone 2")
	})
}

func TestPublish(t *testing.T) {
	withTransports(t, asItIs, func(t *testing.T, w *world) {
		var sockets []*socket
		for i := range 5 {
			sockets = append(sockets, w.opened(i+1))
		}
		w.raw("GET / HTTP/1.1\r\nHost: x\r\n\r\n").answer("GET")
		w.do(func() {
			require.Equal(t, 5, w.server.ClientCount())
			require.Len(t, w.server.Clients(), 6)
			data := []byte("to all")
			require.True(t, w.server.Publish(ws.Text, data))
			clear(data)
			require.True(t, w.server.Publish(ws.Text, nil))
		})
		for _, s := range sockets {
			s.expect("to all", "")
		}
	})
}

// TestRequestThenWebSocket: the handle stays when a connection switches.
func TestRequestThenWebSocket(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		c := w.raw("GET /page HTTP/1.1\r\nHost: x\r\n\r\n")
		c.answer("GET")
		c.write("GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
		c.answer("GET")
		w.expect("serve 1 GET /page", "upgrading 1 /ws", "opened 1")
		c.Close()
		w.expect("closed 1 1006", "gone 1")
	})
}

// TestStopWithWebSockets: a farewell arrives, then 1001; nobody is closed, all
// are gone.
func TestStopWithWebSockets(t *testing.T) {
	withTransports(t, asItIs, func(t *testing.T, w *world) {
		var sockets []*socket
		for i := range 3 {
			sockets = append(sockets, w.opened(i+1))
		}
		w.do(func() {
			w.on["before stop"] = func(*wsserver.Client) { require.True(t, w.server.Publish(ws.Text, []byte("bye"))) }
			w.on["gone"] = func(c *wsserver.Client) { require.Equal(t, 3, w.server.ClientCount()+int(c.Handle())-1) }
			w.server.Stop()
			require.Zero(t, w.server.ClientCount())
		})
		w.expect("before stop", "gone 1", "gone 2", "gone 3")
		for _, s := range sockets {
			s.expect("bye")
			s.expectClose(1001, "")
		}
		w.expectNoMore()
	})
}
