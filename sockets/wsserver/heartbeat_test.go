package wsserver_test

import (
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/sockets/ws"
	"github.com/sockhost/sockhost/sockets/wsserver"
)

// beating sets a heartbeat up.
func beating(interval time.Duration, opcode ws.Opcode, data string) func(*wsserver.Server) {
	return func(s *wsserver.Server) {
		s.HeartbeatInterval, s.HeartbeatType, s.HeartbeatData = interval, opcode, []byte(data)
	}
}

// listenTo reads in the background, and answers pings. What comes arrives on
// the channel, which is closed at the end.
func (s *socket) listenTo() <-chan string {
	heard := make(chan string, 1<<10)
	s.SetPingHandler(func(data string) error {
		heard <- "ping " + data
		return s.WriteControl(websocket.PongMessage, []byte(data), time.Now().Add(patience))
	})
	s.SetPongHandler(func(data string) error {
		heard <- "pong " + data
		return nil
	})
	go func() {
		defer close(heard)
		for {
			_, p, err := s.ReadMessage()
			if err != nil {
				return
			}
			heard <- "message " + string(p)
		}
	}()
	return heard
}

func TestHeartbeat(t *testing.T) {
	for _, c := range []struct {
		opcode ws.Opcode
		want   string
	}{{ws.Ping, "ping hb"}, {ws.Pong, "pong hb"}, {ws.Text, "message hb"}, {ws.Binary, "message hb"}} {
		t.Run(c.want, func(t *testing.T) {
			withServer(t, beating(short, c.opcode, "hb"), func(t *testing.T, w *world) {
				w.do(func() { // which has no effect until the next start
					w.server.HeartbeatInterval, w.server.HeartbeatType = -1, 99
					clear(w.server.HeartbeatData)
				})
				begin := time.Now()
				heard := w.open("/").listenTo()
				require.Equal(t, c.want, next(t, heard))
				require.Greater(t, time.Since(begin), short)
				require.Equal(t, c.want, next(t, heard))
				w.expect("upgrading 1 /", "opened 1")
				w.expectNoMore()
			})
		})
	}
}

func TestHeartbeatLeavesActiveClientsAlone(t *testing.T) {
	const interval = time.Second
	withServer(t, beating(interval, ws.Text, "hb"), func(t *testing.T, w *world) {
		s := w.open("/")
		heard := s.listenTo()
		pause := time.NewTicker(interval / 20)
		defer pause.Stop()
		for range 45 {
			next(t, pause.C)
			s.send("active")
		}
		require.Empty(t, heard)
		require.Equal(t, "message hb", next(t, heard))
	})
}

func TestHeartbeatOff(t *testing.T) {
	withServer(t, beating(-1, ws.Ping, ""), func(t *testing.T, w *world) {
		w.open("/")
		w.do(func() { require.Len(t, w.loop.OpenHandles(), 2, "a timer is running") })
	})
}

func TestHeartbeatEndsWithTheServer(t *testing.T) {
	withServer(t, beating(short, ws.Ping, ""), func(t *testing.T, w *world) {
		w.do(func() {
			require.Contains(t, w.loop.OpenHandles(), "1 timer(s)")
			w.on["before stop"] = func(*wsserver.Client) { require.NotContains(t, w.loop.OpenHandles(), "1 timer(s)") }
			w.server.Stop()
		})
	})
}

// TestHeartbeatTooLong: a control frame that cannot be is not sent.
func TestHeartbeatTooLong(t *testing.T) {
	withServer(t, beating(short, ws.Ping, strings.Repeat("x", 126)), func(t *testing.T, w *world) {
		s := w.open("/")
		heard := s.listenTo()
		w.expect("upgrading 1 /", "opened 1", "error 1 Heartbeat failed", "error 1 Heartbeat failed")
		require.Empty(t, heard)
		w.do(func() {
			require.Equal(t, ws.Open, w.server.Client(1).ReadyState())
			w.on["error"] = func(*wsserver.Client) { w.server.Stop() }
		})
		for range heard {
		}
		var last string
		for last != "gone 1" {
			last = next(t, w.notes)
		}
		w.expectNoMore()
	})
	withServer(t, beating(short, ws.Text, strings.Repeat("x", 126)), func(t *testing.T, w *world) {
		require.Len(t, next(t, w.open("/").listenTo()), len("message ")+126)
	})
}

func TestHeartbeatTimeout(t *testing.T) {
	const handshake = "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
	strict := func(interval, timeout time.Duration) func(s *wsserver.Server) {
		return func(s *wsserver.Server) {
			beating(interval, ws.Ping, "")(s)
			s.HeartbeatTimeout = timeout
		}
	}
	for name, timeout := range map[string]time.Duration{"shorter than the interval": short / 2, "longer": 4 * short} {
		t.Run(name, func(t *testing.T) {
			withServer(t, strict(short, timeout), func(t *testing.T, w *world) {
				begin := time.Now()
				c := w.raw(handshake)
				c.answer("GET")
				w.expect("upgrading 1 /", "opened 1", "error 1 Heartbeat timed out", "closed 1 1006", "gone 1")
				require.Greater(t, time.Since(begin), short+timeout)
				for {
					if _, err := c.r.ReadByte(); err != nil {
						break // after the pings
					}
				}
				w.expectNoMore()
			})
		})
	}
	t.Run("abort in error", func(t *testing.T) {
		withServer(t, strict(short, short), func(t *testing.T, w *world) {
			w.do(func() { w.on["error"] = func(c *wsserver.Client) { c.Abort() } })
			w.raw(handshake)
			w.expect("upgrading 1 /", "opened 1", "error 1 Heartbeat timed out", "gone 1")
			w.expectNoMore()
		})
	})
	t.Run("stop in error", func(t *testing.T) {
		withServer(t, strict(short, short), func(t *testing.T, w *world) {
			w.do(func() { w.on["error"] = func(c *wsserver.Client) { w.server.Stop() } })
			w.raw(handshake)
			w.expect("upgrading 1 /", "opened 1", "error 1 Heartbeat timed out", "before stop", "gone 1")
			w.expectNoMore()
		})
	})
	t.Run("a client that answers", func(t *testing.T) {
		withServer(t, strict(short, 40*short), func(t *testing.T, w *world) {
			heard := w.open("/").listenTo()
			for range 45 {
				require.Equal(t, "ping ", next(t, heard))
			}
			w.expect("upgrading 1 /", "opened 1")
			w.expectNoMore()
		})
	})
}
