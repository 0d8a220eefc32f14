package sockets_test

import (
	"fmt"
	"net"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/sockets"
)

func TestHostCloseClosesEverything(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		w.listening()
		w.listening()
		w.createServer()
		unpaused, first := w.connected()
		_, second := w.pausedConnected()
		_, third := w.accepted()
		resolving := w.create()
		w.create()
		sending, slow := w.connected()
		data := noise(16<<20, 10)
		w.do(func() {
			w.connect(resolving, "slow.example", 80)
			w.send(sending, data)
			w.Host.Close(func() { w.note(note{what: "closed"}) })
			require.Empty(w.t, w.TCP.Sockets())
			require.Empty(w.t, w.TCPServer.Sockets())
		})
		w.expectAnyOrder(fmt.Sprintf("connect %d: -3", resolving), fmt.Sprintf("end %d: -100", unpaused))
		w.quiet() // one still drains
		for _, peer := range []*net.TCPConn{first, second, third} {
			require.Empty(t, readAll(t, peer))
		}
		require.Equal(t, outcome{checksum: checksumOf(data)}, next(t, collect(slow)))
		w.expect(fmt.Sprintf("send %d: %d", sending, len(data)))
		w.expectAnyOrder("closed 0: ok", fmt.Sprintf("end %d: -100", sending))
		require.Equal(t, []string{"test"}, ask(w, w.loop.OpenHandles))
	})
}

func TestHostCloseWithNothing(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		w.do(func() {
			w.answering("closed", 1, func(done func(error)) { w.Host.Close(func() { done(nil) }) })
			w.answering("closed", 2, func(done func(error)) { w.Host.Close(func() { done(nil) }) })
		})
		w.expect("closed 1: ok", "closed 2: ok")
	})
}

// Sockets whose ids are gone already may still be draining.
func TestHostCloseWaitsForEarlierCloses(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.connected()
		data := noise(16<<20, 11)
		w.do(func() {
			w.send(id, data)
			w.close(id)
			w.Host.Close(func() { w.note(note{what: "closed"}) })
		})
		w.quiet()
		require.Equal(t, outcome{checksum: checksumOf(data)}, next(t, collect(peer)))
		w.expect(fmt.Sprintf("send 1: %d", len(data)), "close 1: ok")
		w.expectAnyOrder("closed 0: ok", "end 1: -100")
	})
}

func TestOpenHandlesSayWhatKeepsTheLoopGoing(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		require.Equal(t, []string{"test"}, ask(w, w.loop.OpenHandles))
		w.create()
		w.createServer()
		require.Equal(t, []string{"test"}, ask(w, w.loop.OpenHandles), "unconnected sockets keep nothing going")

		_, port := w.listening()
		id, peer := w.connected()
		w.do(func() { w.connect(1, "::1", 1) })
		// The attempt is over before this asks, unless it asks at once.
		w.next()
		require.Equal(t, []string{
			fmt.Sprintf("tcp socket %d connected to %s", id, peer.LocalAddr()),
			fmt.Sprintf("tcpServer socket 2 listening on 127.0.0.1:%d", port),
			"test",
		}, ask(w, w.loop.OpenHandles))
		handles := ask(w, func() []string { w.connect(1, "::1", 1); return w.loop.OpenHandles() })
		require.Equal(t, "tcp socket 1 connecting to [::1]:1", handles[0])
	})
}

// Run ends when the last socket goes, and not before.
func TestLoopEndsWithTheLastSocket(t *testing.T) {
	for _, b := range eventloop.Backends() {
		t.Run(b.String(), func(t *testing.T) {
			w := newWorld(t, b, sockets.Options{})
			defer w.loop.Close()
			require.NoError(t, w.loop.Run(), "nothing is open")

			w.TCP.Create(sockets.Update{})
			server := w.TCPServer.Create(sockets.Update{})
			require.NoError(t, w.loop.Run(), "unconnected sockets keep nothing going")

			w.listen(server, "127.0.0.1", 0, -1)
			var peer *net.TCPConn
			got := make(chan string, 1)
			w.on["listen"] = func(note) {
				info, _ := w.TCPServer.Info(server)
				go func() {
					peer = dialNet(t, info.Local.Port)
					writeTo(t, peer, "end")
					got <- readFrom(t, peer, 4)
				}()
			}
			w.on["accept"] = func(n note) {
				w.closeServer(server)
				w.resume(n.n) // the connection keeps it going alone
			}
			w.on["data"] = func(n note) {
				w.sendText(n.id, "last")
				w.pause(n.id) // also while paused
			}
			w.on["send"] = func(n note) { w.close(n.id) }
			require.NoError(t, w.loop.Run())
			require.Equal(t, "last", next(t, got))
			require.Empty(t, readAll(t, peer))
			w.expect("listen 1: ok", "accept 1: client 2", "closeServer 1: ok", "resume 2: ok", "data 2: end", "pause 2: ok",
				"send 2: 4", "close 2: ok", "end 2: -100")
		})
	}
}

func TestLoopEndsAfterAFailedConnect(t *testing.T) {
	for _, b := range eventloop.Backends() {
		t.Run(b.String(), func(t *testing.T) {
			w := newWorld(t, b, sockets.Options{})
			defer w.loop.Close()
			w.connect(w.TCP.Create(sockets.Update{}), "localhost", freePort(t, "127.0.0.1:0"))
			w.connect(w.TCP.Create(sockets.Update{}), "nobody.example", 1)
			require.NoError(t, w.loop.Run())
			w.expectAnyOrder("connect 1: -102", "connect 2: -105")
		})
	}
}

// Queued bytes keep the loop going until they are gone.
func TestLoopEndsAfterTheDrain(t *testing.T) {
	for _, b := range eventloop.Backends() {
		t.Run(b.String(), func(t *testing.T) {
			w := newWorld(t, b, sockets.Options{})
			defer w.loop.Close()
			ln, port := listenNet(t, "127.0.0.1:0")
			data := noise(16<<20, 12)
			got := make(chan (<-chan outcome), 1)
			go func() { got <- collect(acceptNet(t, ln)) }()
			w.on["connect"] = func(n note) { w.send(n.id, data); w.close(n.id) }
			w.connect(w.TCP.Create(sockets.Update{}), "127.0.0.1", port)
			require.NoError(t, w.loop.Run())
			require.Equal(t, outcome{checksum: checksumOf(data)}, next(t, next(t, got)))
		})
	}
}
