package sockets_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/sockets"
)

func TestIDsCountFromOneAndAreNeverUsedAgain(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		require.Equal(t, []int{1, 2, 3, 4}, []int{w.create(), w.create(), w.create(), w.create()})
		require.Equal(t, []int{1, 2}, []int{w.createServer(), w.createServer()}, "each namespace counts for itself")

		w.do(func() { w.close(2); w.close(4); w.closeServer(2) })
		w.expect("close 2: ok", "close 4: ok", "closeServer 2: ok")
		require.Equal(t, 5, w.create())
		require.Equal(t, 3, w.createServer())
	})
}

func TestAcceptedSocketsTakeClientIDs(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		w.create()
		server, port := w.listening()
		dialNet(t, port)
		w.expect("accept 1: client 2")
		dialNet(t, port)
		w.expect("accept 1: client 3")
		require.Equal(t, 1, server)
		require.Equal(t, 4, w.create())
	})
}

func ptr[T any](v T) *T { return &v }

func TestCreateTakesProperties(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		w.do(func() {
			w.TCP.Create(sockets.Update{Persistent: ptr(true), Name: ptr("me"), BufferSize: ptr(7)})
			w.TCP.Create(sockets.Update{})
			w.TCPServer.Create(sockets.Update{Persistent: ptr(true), Name: ptr("srv")})
		})
		require.Equal(t, sockets.TCPInfo{Properties: sockets.Properties{Persistent: true, Name: "me", BufferSize: 7}, ID: 1}, w.info(1))
		require.Equal(t, sockets.TCPInfo{ID: 2}, w.info(2))
		require.Equal(t, sockets.ServerInfo{Properties: sockets.Properties{Persistent: true, Name: "srv"}, ID: 1}, w.serverInfo(1))
	})
}

func TestUpdateChangesOnlyWhatItNames(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, _ := w.connected()
		server, _ := w.listening()
		w.do(func() {
			w.update(id, sockets.Update{Persistent: ptr(true), Name: ptr("nn"), BufferSize: ptr(7)})
			w.updateServer(server, sockets.Update{Persistent: ptr(true), Name: ptr("sn")})
			info, _ := w.TCP.Info(id)
			require.Equal(t, "nn", info.Name, "it takes effect at once")
		})
		w.expect("update 1: ok", "updateServer 1: ok")
		w.do(func() { w.update(id, sockets.Update{}); w.updateServer(server, sockets.Update{}) })
		w.expect("update 1: ok", "updateServer 1: ok")
		require.Equal(t, sockets.Properties{Persistent: true, Name: "nn", BufferSize: 7}, w.info(id).Properties)
		require.Equal(t, sockets.Properties{Persistent: true, Name: "sn"}, w.serverInfo(server).Properties)

		w.do(func() { w.update(id, sockets.Update{Persistent: ptr(false), Name: ptr(""), BufferSize: ptr(0)}) })
		w.expect("update 1: ok")
		require.Zero(t, w.info(id).Properties)
	})
}

func TestInfoInEachState(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id := w.create()
		require.Equal(t, sockets.TCPInfo{ID: id}, w.info(id), "never connected")

		peer := w.connectPeer(id)
		require.Equal(t, sockets.TCPInfo{
			ID: id, Connected: true,
			Local: sockets.Endpoint{Address: "127.0.0.1", Port: port(peer.RemoteAddr())},
			Peer:  sockets.Endpoint{Address: "127.0.0.1", Port: port(peer.LocalAddr())},
		}, w.info(id), "connected")

		w.do(func() { w.disconnect(id) })
		w.expect("disconnect 1: ok", "end 1: -100")
		require.Equal(t, sockets.TCPInfo{ID: id, Paused: true}, w.info(id), "disconnected")

		client, peer := w.accepted()
		require.Equal(t, sockets.TCPInfo{
			ID: client, Connected: true, Paused: true,
			Local: sockets.Endpoint{Address: "127.0.0.1", Port: port(peer.RemoteAddr())},
			Peer:  sockets.Endpoint{Address: "127.0.0.1", Port: port(peer.LocalAddr())},
		}, w.info(client), "accepted")

		peer.Close()
		w.settle()
		require.True(t, w.info(client).Connected, "no read has discovered the end yet")
		w.do(func() { w.resume(client) })
		w.expect("resume 2: ok", "end 2: -100")
		require.Equal(t, sockets.TCPInfo{ID: client, Paused: true}, w.info(client), "after the end")
	})
}

func TestInfoWhileConnecting(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id := w.create()
		_, port := listenNet(t, "127.0.0.1:0")
		w.do(func() {
			w.connect(id, "127.0.0.1", port)
			info, err := w.TCP.Info(id)
			require.NoError(t, err)
			require.Equal(t, sockets.TCPInfo{ID: id}, info)
		})
		w.expect("connect 1: ok")
	})
}

func TestSocketsAreListedByID(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		w.do(func() {
			require.Empty(t, w.TCP.Sockets())
			require.Empty(t, w.TCPServer.Sockets())
		})
		for range 20 {
			w.create()
			w.createServer()
		}
		client, _ := w.accepted()
		w.do(func() { w.close(3); w.closeServer(5) })
		w.expect("close 3: ok", "closeServer 5: ok")
		var ids, servers []int
		w.do(func() {
			for _, info := range w.TCP.Sockets() {
				ids = append(ids, info.ID)
				require.Equal(t, info.ID == client, info.Connected)
			}
			for _, info := range w.TCPServer.Sockets() {
				servers = append(servers, info.ID)
			}
		})
		require.Equal(t, []int{1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21}, ids)
		require.Equal(t, []int{1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20}, servers)
	})
}

func TestUnknownIDs(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		w.create()
		w.createServer()
		w.createServer() // id 2 is a server only
		w.create()
		w.create() // id 3 is a client only
		w.do(func() { w.close(1); w.close(2); w.closeServer(1) })
		w.expect("close 1: ok", "close 2: ok", "closeServer 1: ok")

		for _, id := range []int{1, 2, 99, 0, -1} {
			w.do(func() {
				w.update(id, sockets.Update{})
				w.pause(id)
				w.keepAlive(id, true, 0)
				w.noDelay(id, true)
				w.connect(id, "127.0.0.1", 1)
				w.connect(id, "127.0.0.1", -1)
				w.disconnect(id)
				w.answering("secure", id, func(done func(error)) { w.TCP.Secure(id, sockets.TLSVersions{}, done) })
				w.sendText(id, "x")
				w.close(id)
				_, err := w.TCP.Info(id)
				require.Equal(t, sockets.ErrNotFound, err)
			})
			for _, want := range []struct {
				what  string
				err   string
				code  sockets.Code
				coded bool
			}{
				{what: "update"}, {what: "pause"},
				{what: "keepAlive", code: sockets.Failed, coded: true},
				{what: "noDelay", code: sockets.Failed, coded: true},
				{what: "connect"}, {what: "connect"}, {what: "disconnect"},
				{what: "secure", code: sockets.InvalidArgument, coded: true},
				{what: "send"}, {what: "close"},
			} {
				n := w.next()
				require.Equal(t, want.what, n.what)
				require.EqualError(t, n.err, "Socket not found")
				code, coded := sockets.CodeOf(n.err)
				require.Equal(t, want.coded, coded, want.what)
				require.Equal(t, want.code, code)
			}
		}

		for _, id := range []int{1, 3, 99, 0, -1} {
			w.do(func() {
				w.updateServer(id, sockets.Update{})
				w.pauseServer(id)
				w.listen(id, "127.0.0.1", 0, -1)
				w.listen(id, "localhost", 0, 0)
				w.disconnectServer(id)
				w.closeServer(id)
				_, err := w.TCPServer.Info(id)
				require.Equal(t, sockets.ErrNotFound, err)
			})
			for _, what := range []string{"updateServer", "pauseServer", "listen", "listen", "disconnectServer", "closeServer"} {
				n := w.next()
				require.Equal(t, what, n.what)
				require.Equal(t, sockets.ErrNotFound, n.err)
			}
		}
	})
}

func TestOptionsOfUnconnectedSockets(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id := w.create()
		w.do(func() { w.keepAlive(id, true, 0); w.noDelay(id, true) })
		w.expect("keepAlive 1: -2", "noDelay 1: -2")

		peer := w.connectPeer(id)
		w.do(func() { w.keepAlive(id, true, 0); w.keepAlive(id, false, 0); w.noDelay(id, true); w.noDelay(id, false) })
		w.expect("keepAlive 1: ok", "keepAlive 1: ok", "noDelay 1: ok", "noDelay 1: ok")

		peer.Close()
		w.expect("end 1: -100")
		w.do(func() { w.keepAlive(id, true, 0); w.noDelay(id, true) })
		w.expect("keepAlive 1: -2", "noDelay 1: -2")
	})
}

func TestKeepAliveDelayLimits(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, _ := w.connected()
		for _, delay := range []int{1, 60, 32767} {
			w.do(func() { w.keepAlive(id, true, delay) })
			w.expect("keepAlive 1: ok")
		}
		for _, delay := range []int{-1, 32768, -1 << 31, 1<<31 - 1} {
			w.do(func() { w.keepAlive(id, true, delay) })
			w.expect("keepAlive 1: -2")
		}
	})
}

func TestSecureChecksTheState(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id := w.create()
		w.do(func() {
			w.answering("secure", id, func(done func(error)) { w.TCP.Secure(id, sockets.TLSVersions{}, done) })
		})
		w.expect("secure 1: -4 Socket not connected")
	})
}

func TestPlainCallsAnswerInTheOrderOfTheCalls(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, server := w.create(), w.createServer()
		w.do(func() {
			w.pause(id)
			w.update(id, sockets.Update{})
			w.resumeServer(server)
			w.disconnect(id)
			w.keepAlive(id, true, 0)
			w.resume(99)
			w.updateServer(server, sockets.Update{})
			w.sendText(id, "x")
			w.disconnectServer(server)
			w.connect(id, "127.0.0.1", 70000)
			w.listen(server, "localhost", 0, -1)
			w.close(id)
			w.noDelay(id, true)
			w.closeServer(server)
		})
		w.expect("pause 1: ok", "update 1: ok", "resumeServer 1: ok", "disconnect 1: ok", "keepAlive 1: -2",
			"resume 99: Socket not found", "updateServer 1: ok", "send 1: -15", "disconnectServer 1: ok",
			"connect 1: -4", "listen 1: -4", "close 1: ok", "noDelay 1: -2 Socket not found", "closeServer 1: ok")
	})
}
