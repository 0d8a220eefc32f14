package ws_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/sockets/ws"
)

func readAll(r io.Reader) (string, error) {
	p, err := io.ReadAll(r)
	return string(p), err
}

const opening = "GET / HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n" +
	"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"

func TestCheck(t *testing.T) {
	for _, c := range []struct {
		replace, by string
		status      int
	}{
		{"", "", 0},
		{"HTTP/1.1", "HTTP/1.0", 400},
		{"GET", "POST", 405},
		{"Upgrade: WebSocket\r\n", "", 400},
		{"WebSocket", "h2c", 400},
		{"Version: 13", "Version: 8", 400},
		{"Version: 13", "Version: ", 400},
		{"dGhlIHNhbXBsZSBub25jZQ==", "", 400},
		{"dGhlIHNhbXBsZSBub25jZQ==", "dGhl", 400},
		{"dGhlIHNhbXBsZSBub25jZQ==", "!!!!", 400},
	} {
		t.Run(c.replace+" by "+c.by, func(t *testing.T) {
			text := strings.Replace(opening, c.replace, c.by, 1) + "\r\n"
			r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(text)))
			require.NoError(t, err)
			bad := ws.Check(r)
			if c.status == 0 {
				require.Nil(t, bad)
				return
			}
			require.Equal(t, c.status, bad.Status)
			require.Equal(t, "13", bad.Header.Get("Sec-WebSocket-Version"))
			require.NotEmpty(t, bad.Body)
		})
	}
}

// An offer is accepted if it can be kept.
func TestCompressionOffers(t *testing.T) {
	for offer, want := range map[string]bool{
		"permessage-deflate":                                                 true,
		"Permessage-Deflate; client_max_window_bits":                         true,
		"permessage-deflate; client_max_window_bits=10":                      true,
		"permessage-deflate; server_no_context_takeover":                     true,
		"permessage-deflate; server_max_window_bits=15":                      false, // it would have to be answered
		"permessage-deflate; server_max_window_bits=10":                      false,
		"permessage-deflate; server_max_window_bits":                         false,
		"permessage-deflate; client_max_window_bits=16":                      false,
		"permessage-deflate; server_no_context_takeover=1":                   false,
		"permessage-deflate; unknown":                                        false,
		"permessage-deflate; client_max_window_bits; client_max_window_bits": false,
		"permessage-deflate; server_max_window_bits=10, permessage-deflate":  true,
		"x-webkit-deflate-frame":                                             false,
		"":                                                                   false,
	} {
		t.Run(offer, func(t *testing.T) {
			for _, compression := range []bool{true, false} {
				accepted := make(chan bool, 1)
				server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					conn, deflate, err := ws.Upgrade(w, r, http.Header{"X-Test": {"1"}}, compression)
					if err == nil {
						accepted <- deflate
						conn.Close()
					}
				}))
				conn, err := net.Dial("tcp", server.Listener.Addr().String())
				require.NoError(t, err)
				fmt.Fprint(conn, opening+"Sec-WebSocket-Extensions: "+offer+"\r\n\r\n")
				answer := read(t, conn)
				server.Close()
				got := next(t, accepted)
				require.Equal(t, want && compression, got)
				require.Equal(t, got, strings.Contains(answer, "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; client_no_context_takeover\r\n"))
				require.Contains(t, answer, "HTTP/1.1 101 ")
				require.Contains(t, answer, "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")
				require.Contains(t, answer, "X-Test: 1\r\n")
			}
		})
	}
}

func TestKeys(t *testing.T) {
	require.Equal(t, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", ws.AcceptKey(" dGhlIHNhbXBsZSBub25jZQ== "))
	require.Len(t, ws.NewKey(), 24)
	require.NotEqual(t, ws.NewKey(), ws.NewKey())
}

// gorillaServer answers each connection with f.
func gorillaServer(t *testing.T, u websocket.Upgrader, f func(*websocket.Conn)) (url string) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, err := u.Upgrade(w, r, nil)
		if err == nil {
			defer c.Close()
			f(c)
		}
	}))
	t.Cleanup(server.Close)
	return "ws" + strings.TrimPrefix(server.URL, "http")
}

// dial opens a connection as a client.
func (n *node) dial(url string, o ws.DialOptions, conn ws.Options) (*side, *ws.Dialed, error) {
	n.t.Helper()
	s := &side{n: n, events: make(chan string, 1<<10)}
	var d *ws.Dialed
	var failure error
	done := make(chan struct{})
	n.Post(func() {
		ws.Dial(n.Loop, url, o, func(dialed *ws.Dialed, err error) {
			if d, failure = dialed, err; err == nil {
				conn.Role, conn.Deflate, conn.Unread = ws.Client, d.Deflate, d.Unread
				s.Conn = ws.NewConn(n.Loop, d.Stream, conn, s)
			}
			close(done)
		})
	})
	next(n.t, done)
	return s, d, failure
}

func TestDial(t *testing.T) {
	onNodes(t, func(t *testing.T, n *node) {
		for _, deflate := range []bool{false, true} {
			url := gorillaServer(t, websocket.Upgrader{EnableCompression: true, Subprotocols: []string{"b"}}, func(c *websocket.Conn) {
				c.WriteMessage(websocket.TextMessage, []byte("first")) // may come with the handshake
				for {
					kind, data, err := c.ReadMessage()
					if err != nil {
						return
					}
					c.WriteMessage(kind, data)
				}
			})
			s, d, err := n.dial(url, ws.DialOptions{Protocols: []string{"a", "b"}, Deflate: deflate}, ws.Options{})
			require.NoError(t, err)
			require.Equal(t, "b", d.Protocol)
			require.Equal(t, deflate, d.Deflate)
			s.expect(`message 1 true "first"`)
			large := strings.Repeat("large ", 50_000)
			n.do(func() {
				s.Send(ws.Text, []byte("héllo"))
				s.Send(ws.Binary, []byte(large))
				s.Conn.Close(1000, "bye")
			})
			s.expect(`closed 1000 "" true true`)
		}
	})
}

func TestDialEcho(t *testing.T) {
	onNodes(t, func(t *testing.T, n *node) {
		url := gorillaServer(t, websocket.Upgrader{EnableCompression: true}, func(c *websocket.Conn) {
			for {
				kind, data, err := c.ReadMessage()
				if err != nil {
					return
				}
				c.WriteMessage(kind, data)
			}
		})
		for _, deflate := range []bool{false, true} {
			s, _, err := n.dial(url, ws.DialOptions{Deflate: deflate}, ws.Options{})
			require.NoError(t, err)
			large := strings.Repeat("large ", 50_000)
			n.do(func() { s.Send(ws.Text, []byte("héllo")); s.Send(ws.Binary, []byte(large)) })
			s.expect(`message 1 true "héllo"`, `message 2 true "300000 bytes"`)
			n.do(func() { s.Shutdown() })
			s.expect(`closed 1006 "" false false`)
		}
	})
}

// TestDialFailures lists what a client refuses.
func TestDialFailures(t *testing.T) {
	accept := "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ACCEPT\r\n"
	for name, c := range map[string]struct{ answer, want string }{
		"not found":             {"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "the server answered 404 Not Found instead of opening a WebSocket"},
		"wrong accept":          {strings.Replace(accept, "ACCEPT", "x", 1) + "\r\n", "the server answered 101 Switching Protocols instead of opening a WebSocket"},
		"unasked extension":     {accept + "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n", "invalid compression negotiation"},
		"unknown extension":     {accept + "Sec-WebSocket-Extensions: x\r\n\r\n", "the server answered with an extension that was not offered"},
		"unasked protocol":      {accept + "Sec-WebSocket-Protocol: z\r\n\r\n", "the server chose a subprotocol that was not offered"},
		"none of the protocols": {accept + "\r\n", "the server chose none of the subprotocols"},
		"no HTTP":               {"SSH-2.0-x\r\n\r\n", "malformed HTTP"},
		"nothing":               {"", "EOF"},
	} {
		t.Run(name, func(t *testing.T) {
			onNodes(t, func(t *testing.T, n *node) {
				l, err := net.Listen("tcp4", "127.0.0.1:0")
				require.NoError(t, err)
				defer l.Close()
				go func() {
					conn, err := l.Accept()
					if err != nil {
						return
					}
					defer conn.Close()
					r, err := http.ReadRequest(bufio.NewReader(conn))
					if err == nil {
						io.WriteString(conn, strings.Replace(c.answer, "ACCEPT", ws.AcceptKey(r.Header.Get("Sec-WebSocket-Key")), 1))
					}
				}()
				_, _, err = n.dial("ws://"+l.Addr().String(), ws.DialOptions{Protocols: []string{"a"}}, ws.Options{})
				require.ErrorContains(t, err, c.want)
			})
		})
	}
	t.Run("timeout", func(t *testing.T) {
		n := newNode(t, eventloop.Native)
		l, err := net.Listen("tcp4", "127.0.0.1:0")
		require.NoError(t, err)
		defer l.Close()
		_, _, err = n.dial("ws://"+l.Addr().String(), ws.DialOptions{Timeout: 50 * time.Millisecond}, ws.Options{})
		require.EqualError(t, err, "the server did not answer within 50ms")
	})
}
