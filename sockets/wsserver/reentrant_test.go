package wsserver_test

import (
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/sockets/wsserver"
)

// TestReentrantWebSocket: every event may end its client, or all.
func TestReentrantWebSocket(t *testing.T) {
	deeds := map[string]func(w *world, c *wsserver.Client){
		"abort":    func(_ *world, c *wsserver.Client) { c.Abort() },
		"shutdown": func(_ *world, c *wsserver.Client) { c.Shutdown() },
		"close":    func(_ *world, c *wsserver.Client) { c.Close(4000, "") },
		"stop":     func(w *world, _ *wsserver.Client) { w.server.Stop() },
		"start":    func(w *world, _ *wsserver.Client) { require.NoError(w.t, w.server.Start("127.0.0.1", 0)) },
		"host":     func(w *world, _ *wsserver.Client) { w.host.Close() },
	}
	for _, event := range []string{"upgrading", "opened", "message", "error", "closed", "gone"} {
		for name, deed := range deeds {
			t.Run(name+" in "+event, func(t *testing.T) {
				onBackends(t, func(t *testing.T, w *world) {
					w.do(func() {
						w.on[event] = func(c *wsserver.Client) {
							w.on[event] = nil
							deed(w, c)
						}
					})
					if s, _, err := w.tryOpen("/"); err == nil {
						// A message, a frame that is not masked, and the end; some of it may come too late.
						s.WriteMessage(websocket.TextMessage, []byte("x"))
						s.NetConn().Write([]byte{0x81, 0})
						s.ReadMessage()
						s.NetConn().Close()
					}
					require.Eventually(t, func() bool { return ask(w, func() bool { return len(w.server.Clients()) == 0 }) }, patience, time.Millisecond)
					w.do(func() {
						require.Zero(t, w.server.ClientCount())
						require.Zero(t, w.server.AcceptCount())
					})
					w.checkOrder(name == "host")
				})
			})
		}
	}
}

// checkOrder checks that what was noted of client 1 comes in the order and the
// number that [wsserver.Events] promises.
func (w *world) checkOrder(silenced bool) {
	order := []string{"upgrading", "opened", "message", "error", "closed", "gone"}
	at, gone := 0, 0
	close(w.notes)
	var all []string
	for note := range w.notes {
		all = append(all, note)
		kind, _, _ := strings.Cut(note, " ")
		if kind == "before" || strings.Contains(note, "Failed to execute") {
			continue
		}
		require.Contains(w.t, order[at:], kind, "%q", all)
		for order[at] != kind {
			at++
		}
		if kind != "error" && kind != "message" {
			at++
		}
		if kind == "gone" {
			gone++
			at = len(order)
		}
	}
	w.notes = make(chan string, 1000)
	if !silenced {
		require.Equal(w.t, 1, gone, "%q", all)
	}
}
