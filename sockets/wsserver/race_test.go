package wsserver_test

import (
	"context"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/sockets/ws"
	"github.com/sockhost/sockhost/sockets/wsserver"
)

// TestStopUnderLoad starts and stops the server while clients of all kinds come
// and go. Every client that was named leaves once, and nothing comes after.
func TestStopUnderLoad(t *testing.T) {
	withTransports(t, asItIs, func(t *testing.T, w *world) {
		w.notes = make(chan string, 1<<20)
		port := ask(w, w.server.Addr).Port()
		w.do(func() {
			w.serve = func(_ *wsserver.Client, r *wsserver.Request, res *wsserver.Response) {
				if rand.IntN(2) == 0 {
					res.Respond(http.StatusOK, nil, []byte("x"))
				}
			}
			w.message = func(c *wsserver.Client, m ws.Message) { w.server.Publish(m.Type, m.Data) }
		})
		ctx, cancel := context.WithCancel(context.Background())
		var clients sync.WaitGroup
		for range 4 {
			clients.Go(func() {
				for ctx.Err() == nil {
					w.visit()
				}
			})
		}
		for range 15 {
			for range 40 {
				note := next(t, w.notes)
				w.check(note)
			}
			w.do(func() { require.NoError(t, w.server.Start("127.0.0.1", int(port))) })
		}
		cancel()
		w.do(w.server.Stop)
		clients.Wait()
		w.do(func() {})
		for len(w.notes) > 0 {
			w.check(<-w.notes)
		}
		for id, last := range w.last {
			require.Equal(t, "gone", last, "client %s", id)
		}
	})
}

// check follows each client by its notes.
func (w *world) check(note string) {
	if note == "before stop" {
		return
	}
	if w.last == nil {
		w.last = map[string]string{}
	}
	kind, rest, _ := strings.Cut(note, " ")
	id, _, _ := strings.Cut(rest, " ")
	before := w.last[id]
	require.NotEqual(w.t, "gone", before, note)
	allowed := map[string][]string{
		"upgrading": {""}, "serve": {"", "serve"},
		"opened": {"upgrading"}, "message": {"opened", "message", "error"}, "error": {"opened", "message", "error"},
		"closed": {"opened", "message", "error"},
		"gone":   {"upgrading", "opened", "message", "error", "closed", "serve"},
	}
	require.Contains(w.t, allowed[kind], before, note)
	w.last[id] = kind
}

// visit is what one client does before it vanishes, often in the middle.
func (w *world) visit() {
	dialer := websocket.Dialer{HandshakeTimeout: patience, TLSClientConfig: w.secure}
	kind := rand.IntN(4)
	switch {
	case kind == 0:
		client := http.Client{Transport: &http.Transport{TLSClientConfig: w.secure, DisableKeepAlives: true}, Timeout: time.Second / 10}
		if res, err := client.Get(w.url("/")); err == nil {
			io.Copy(io.Discard, res.Body)
			res.Body.Close()
		}
	case kind == 1:
		if conn, err := net.Dial("tcp", w.addr); err == nil {
			io.WriteString(conn, "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
			conn.Close()
		}
	default:
		scheme := "ws://"
		if w.secure != nil {
			scheme = "wss://"
		}
		conn, _, err := dialer.Dial(scheme+w.addr, nil)
		if err != nil {
			return
		}
		defer conn.Close()
		for range rand.IntN(5) {
			conn.WriteMessage(websocket.TextMessage, []byte("hello"))
			conn.SetReadDeadline(time.Now().Add(time.Second))
			if _, _, err := conn.ReadMessage(); err != nil {
				return
			}
		}
		if kind == 2 {
			conn.WriteMessage(websocket.CloseMessage, nil)
		}
	}
}
