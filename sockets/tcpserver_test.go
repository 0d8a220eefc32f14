package sockets_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/sockets"
)

func TestListenOnAFreePort(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id := w.createServer()
		require.Equal(t, sockets.ServerInfo{ID: id}, w.serverInfo(id))
		w.do(func() { w.listen(id, "127.0.0.1", 0, sockets.DefaultBacklog) })
		w.expect("listen 1: ok")
		info := w.serverInfo(id)
		require.Equal(t, "127.0.0.1", info.Local.Address)
		require.Positive(t, info.Local.Port)
		require.False(t, info.Paused)
		dialNet(t, info.Local.Port)
		w.expect("accept 1: client 1")
	})
}

func TestListenAddresses(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		for _, c := range []struct {
			address string
			err     error
			local   string
		}{
			{address: "127.0.0.1", local: "127.0.0.1"},
			{address: "127.1", local: "127.0.0.1"},
			{address: "0.0.0.0", local: "0.0.0.0"},
			{address: "127.0.0.2", local: "127.0.0.2"},
			{address: "::1", local: "::1"},
			{address: "::", local: "::"},
			{address: "::ffff:127.0.0.1", local: "::ffff:7f00:1"},
			{address: "[::1]", err: sockets.InvalidArgument},
			{address: "[::]", err: sockets.InvalidArgument},
			{address: "localhost", err: sockets.InvalidArgument},
			{address: "", err: sockets.InvalidArgument},
			{address: "*", err: sockets.InvalidArgument},
			{address: "256.0.0.1", err: sockets.InvalidArgument},
			{address: "nobody.example", err: sockets.InvalidArgument},
			{address: " 127.0.0.1", err: sockets.InvalidArgument},
			{address: "::1%lo", err: sockets.InvalidArgument},
			{address: "1.2.3.4", err: sockets.AddressInvalid},
			{address: "2001:db8::1", err: sockets.AddressInvalid},
		} {
			id := w.createServer()
			w.do(func() { w.listen(id, c.address, 0, sockets.DefaultBacklog) })
			require.Equal(t, c.err, w.next().err, "%q", c.address)
			require.Equal(t, c.local, w.serverInfo(id).Local.Address, "%q", c.address)
		}
	})
}

func TestListenHintsAtNames(t *testing.T) {
	logged, log := newLogged()
	withOptions(t, sockets.Options{Log: log}, func(t *testing.T, w *world) {
		id := w.createServer()
		w.do(func() { w.listen(id, "localhost", 0, sockets.DefaultBacklog) })
		w.expect("listen 1: -4")
		require.Equal(t, `DEBUG tcpServer socket 1: listen needs an IP address, got "localhost"`, next(t, logged.lines))
	})
}

func TestListenPortsAndBacklogs(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		for _, port := range []int{-1, 65536, 1<<31 - 1, -1 << 31} {
			id := w.createServer()
			w.do(func() { w.listen(id, "127.0.0.1", port, sockets.DefaultBacklog) })
			require.Equal(t, sockets.InvalidArgument, w.next().err)
		}
		for backlog, err := range map[int]error{0: sockets.InvalidArgument, -1: nil, -5: nil, 1: nil, 128: nil, 100_000: nil, 1<<31 - 1: nil} {
			id := w.createServer()
			w.do(func() { w.listen(id, "127.0.0.1", 0, backlog) })
			require.Equal(t, err, w.next().err, backlog)
		}
	})
}

func TestListenInUse(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		_, port := w.listening()
		for _, address := range []string{"127.0.0.1", "0.0.0.0", "::"} {
			id := w.createServer()
			w.do(func() { w.listen(id, address, port, sockets.DefaultBacklog) })
			w.expect(fmt.Sprintf("listen %d: -147", id))
			require.Zero(t, w.serverInfo(id).Local)
			w.do(func() { w.listen(id, "127.0.0.1", 0, sockets.DefaultBacklog) })
			w.expect(fmt.Sprintf("listen %d: ok", id))
		}
		id := w.createServer()
		w.do(func() { w.listen(id, "127.0.0.2", port, sockets.DefaultBacklog) })
		w.expect(fmt.Sprintf("listen %d: ok", id))
	})
}

func TestListenDualStack(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id := w.createServer()
		w.do(func() { w.listen(id, "::", 0, sockets.DefaultBacklog) })
		w.expect("listen 1: ok")
		dialNet(t, w.serverInfo(id).Local.Port)
		w.expect("accept 1: client 1")
		require.Equal(t, "::ffff:7f00:1", w.info(1).Peer.Address)
		require.Equal(t, "::ffff:7f00:1", w.info(1).Local.Address)
	})
}

// The new address is bound first; only then the old one is given up.
func TestListenAgain(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, first := w.listening()
		dialNet(t, first)
		w.expect("accept 1: client 1")

		w.do(func() { w.listen(id, "127.0.0.1", 0, sockets.DefaultBacklog) })
		w.expect("listen 1: ok")
		second := w.serverInfo(id).Local.Port
		require.NotEqual(t, first, second)
		dialNet(t, second)
		w.expect("accept 1: client 2")
		listenNet(t, fmt.Sprintf("127.0.0.1:%d", first)) // it is free

		for _, c := range []struct {
			address string
			port    int
			backlog int
			code    int
		}{
			{"127.0.0.1", second, -1, -147}, {"127.0.0.1", first, -1, -147}, {"localhost", 0, -1, -4},
			{"127.0.0.1", 0, 0, -4}, {"127.0.0.1", -1, -1, -4}, {"1.2.3.4", 0, -1, -108},
		} {
			w.do(func() { w.listen(id, c.address, c.port, c.backlog) })
			w.expect(fmt.Sprintf("listen 1: %d", c.code))
			require.Equal(t, second, w.serverInfo(id).Local.Port)
		}
		dialNet(t, second)
		w.expect("accept 1: client 3")
		w.quiet()
		require.True(t, w.info(1).Connected, "clients of the first address live on")
	})
}

func TestListenTwiceInOneTick(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id := w.createServer()
		w.do(func() { w.listen(id, "127.0.0.1", 0, -1); w.listen(id, "127.0.0.1", 0, -1) })
		w.expect("listen 1: ok", "listen 1: ok")
		dialNet(t, w.serverInfo(id).Local.Port)
		w.expect("accept 1: client 1")
	})
}

func TestListenAnswersBeforeTheFirstAccept(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id := w.createServer()
		for i := range 20 {
			port := freePort(t, "127.0.0.1:0")
			w.do(func() {
				// The answer to this call must not open the listener early.
				w.on["updateServer"] = func(note) {
					w.on["updateServer"] = nil
					w.listen(id, "127.0.0.1", port, sockets.DefaultBacklog)
					dialNet(t, port)
				}
				w.updateServer(id, sockets.Update{})
				w.resumeServer(id)
			})
			w.expect("updateServer 1: ok", "resumeServer 1: ok", "listen 1: ok", fmt.Sprintf("accept 1: client %d", i+1))
		}
	})
}

func TestServerDisconnectReleasesThePort(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, port := w.listening()
		peer := dialNet(t, port)
		w.expect("accept 1: client 1")
		for range 3 {
			w.do(func() { w.disconnectServer(id); w.disconnectServer(id); w.listen(id, "127.0.0.1", port, -1) })
			w.expect("disconnectServer 1: ok", "disconnectServer 1: ok", "listen 1: ok")
		}
		dialNet(t, port)
		w.expect("accept 1: client 2")

		w.do(func() { w.disconnectServer(id) })
		w.expect("disconnectServer 1: ok")
		require.Equal(t, sockets.ServerInfo{ID: id}, w.serverInfo(id))
		listenNet(t, fmt.Sprintf("127.0.0.1:%d", port))

		w.do(func() { w.resume(1); w.sendText(1, "alive") })
		w.expect("resume 1: ok", "send 1: 5")
		require.Equal(t, "alive", readFrom(t, peer, 5))
	})
}

func TestServerCloseReleasesThePort(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, port := w.listening()
		peer := dialNet(t, port)
		w.expect("accept 1: client 1")
		w.do(func() {
			w.closeServer(id)
			other := w.TCPServer.Create(sockets.Update{})
			w.listen(other, "127.0.0.1", port, -1)
			w.closeServer(id)
		})
		w.expect("closeServer 1: ok", "listen 2: ok", "closeServer 1: Socket not found")
		w.do(func() { w.resume(1) })
		w.expect("resume 1: ok")
		writeTo(t, peer, "alive")
		w.expectData(1, "alive")
	})
}

func TestListenThenCloseInOneTick(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id := w.createServer()
		w.do(func() { w.listen(id, "127.0.0.1", 0, -1); w.disconnectServer(id) })
		w.expect("listen 1: ok", "disconnectServer 1: ok")
		require.Zero(t, w.serverInfo(id).Local)
		w.do(func() { w.listen(id, "127.0.0.1", 0, -1); w.closeServer(id) })
		w.expect("listen 1: ok", "closeServer 1: ok")
		w.quiet()
	})
}

func TestServerPauseHoldsAtOnce(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, port := w.listening()
		dialNet(t, port)
		w.expect("accept 1: client 1")
		w.do(func() { w.pauseServer(id) })
		w.expect("pauseServer 1: ok")
		for range 3 {
			dialNet(t, port)
		}
		w.quiet()
		require.True(t, w.serverInfo(id).Paused)
		w.do(func() { w.resumeServer(id); w.pauseServer(id) })
		w.expect("resumeServer 1: ok", "pauseServer 1: ok")
		w.quiet()
		w.do(func() { w.resumeServer(id); w.resumeServer(id) })
		w.expect("resumeServer 1: ok", "resumeServer 1: ok", "accept 1: client 2", "accept 1: client 3", "accept 1: client 4")
		dialNet(t, port)
		w.expect("accept 1: client 5")
	})
}

func TestServerPauseBeforeListen(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id := w.createServer()
		w.do(func() { w.resumeServer(id); w.pauseServer(id); w.listen(id, "127.0.0.1", 0, -1) })
		w.expect("resumeServer 1: ok", "pauseServer 1: ok", "listen 1: ok")
		dialNet(t, w.serverInfo(id).Local.Port)
		w.quiet()
		w.do(func() { w.resumeServer(id) })
		w.expect("resumeServer 1: ok", "accept 1: client 1")

		// The flag outlives a disconnect.
		w.do(func() { w.pauseServer(id); w.disconnectServer(id); w.listen(id, "127.0.0.1", 0, -1) })
		w.expect("pauseServer 1: ok", "disconnectServer 1: ok", "listen 1: ok")
		dialNet(t, w.serverInfo(id).Local.Port)
		w.quiet()
	})
}

func TestServerPauseInsideAnEvent(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, port := w.listening()
		w.do(func() {
			w.pauseServer(id)
			w.on["accept"] = func(n note) { w.pauseServer(id) }
		})
		w.expect("pauseServer 1: ok")
		for range 3 {
			dialNet(t, port)
		}
		for i := range 3 {
			w.do(func() { w.resumeServer(id) })
			w.expect("resumeServer 1: ok", fmt.Sprintf("accept 1: client %d", i+1), "pauseServer 1: ok")
			w.quiet()
		}
		// Resuming inside the event answers before the next one.
		w.do(func() { w.on["accept"] = func(n note) { w.pauseServer(id); w.resumeServer(id) } })
		for range 2 {
			dialNet(t, port)
		}
		w.do(func() { w.resumeServer(id) })
		w.expect("resumeServer 1: ok", "accept 1: client 4", "pauseServer 1: ok", "resumeServer 1: ok",
			"accept 1: client 5", "pauseServer 1: ok", "resumeServer 1: ok")
		w.do(func() { w.on["accept"] = nil })
	})
}

func TestServerCloseInsideAnEvent(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, port := w.listening()
		w.do(func() { w.pauseServer(id); w.on["accept"] = func(n note) { w.closeServer(id) } })
		w.expect("pauseServer 1: ok")
		first := dialNet(t, port)
		dialNet(t, port)
		w.do(func() { w.resumeServer(id) })
		w.expect("resumeServer 1: ok", "accept 1: client 1", "closeServer 1: ok")
		w.quiet()
		w.do(func() { w.sendText(1, "on") })
		w.expect("send 1: 2")
		require.Equal(t, "on", readFrom(t, first, 2))
	})
}

func TestAcceptedSocketsHoldTheirData(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		server, port := w.listening()
		w.do(func() {
			w.updateServer(server, sockets.Update{Persistent: ptr(true), Name: ptr("server")})
		})
		w.expect("updateServer 1: ok")
		peer := dialNet(t, port)
		writeTo(t, peer, "hello")
		w.expect("accept 1: client 1")
		w.quiet()
		info := w.info(1)
		require.True(t, info.Paused)
		require.Zero(t, info.Properties, "nothing is inherited")
		w.do(func() { w.resume(1) })
		w.expect("resume 1: ok", "data 1: hello")

		// Resumed in the accept event, as most servers do.
		w.do(func() { w.on["accept"] = func(n note) { w.resume(n.n) } })
		peer = dialNet(t, port)
		writeTo(t, peer, "at once")
		w.expect("accept 1: client 2", "resume 2: ok", "data 2: at once")
	})
}

func TestManyClients(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		_, port := w.listening()
		const n = 200
		w.do(func() {
			w.on["accept"] = func(n note) { w.TCP.SetPaused(n.n, false, func(error) {}) }
			w.on["data"] = func(n note) { w.TCP.Send(n.id, n.data, func(int, error) {}) }
		})
		done := make(chan error, n)
		for i := range n {
			go func() {
				c := dialNet(t, port)
				text := fmt.Sprint("client ", i)
				writeTo(t, c, text)
				var err error
				if got := readFrom(t, c, len(text)); got != text {
					err = fmt.Errorf("%s got %s", text, got)
				}
				c.Close()
				done <- err
			}()
		}
		for range n {
			require.NoError(t, next(t, done))
		}
		require.Len(t, ask(w, w.TCP.Sockets), n)
	})
}
