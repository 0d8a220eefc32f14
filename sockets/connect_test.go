package sockets_test

import (
	"fmt"
	"net"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/sockets"
)

func port(a net.Addr) int { return a.(*net.TCPAddr).Port }

func TestConnectRefusedThenAgain(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id := w.create()
		free := freePort(t, "127.0.0.1:0")
		w.do(func() { w.connect(id, "127.0.0.1", free) })
		w.expect("connect 1: -102")
		require.Equal(t, sockets.TCPInfo{ID: id}, w.info(id), "neither connected nor paused")
		w.do(func() { w.connect(id, "127.0.0.1", 0) })
		w.expect("connect 1: -102")

		peer := w.connectPeer(id)
		writeTo(t, peer, "hello")
		w.expectData(id, "hello")
		w.quiet()
	})
}

func TestConnectWhileConnected(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.connected()
		before := w.info(id)
		w.do(func() { w.connect(id, "127.0.0.1", 1) })
		w.expect("connect 1: -23")
		w.do(func() { w.connect(id, "nobody.example", 1) })
		w.expect("connect 1: -105")
		require.Equal(t, before, w.info(id))
		writeTo(t, peer, "still there")
		w.expectData(id, "still there")
	})
}

func TestTwoConnectsAtOnce(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id := w.create()
		_, port := listenNet(t, "127.0.0.1:0")
		w.do(func() { w.connect(id, "127.0.0.1", port); w.connect(id, "127.0.0.1", port) })
		w.expect("connect 1: ok", "connect 1: -23")
		require.True(t, w.info(id).Connected)

		id = w.create()
		free := freePort(t, "127.0.0.1:0")
		w.do(func() { w.connect(id, "127.0.0.1", free); w.connect(id, "127.0.0.1", free) })
		w.expect("connect 2: -102", "connect 2: -104")
	})
}

func TestConnectAbortedAnswersFirst(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		ln, port := listenNet(t, "127.0.0.1:0")
		id := w.create()
		w.do(func() { w.connect(id, "127.0.0.1", port); w.connect(id, "127.0.0.1", port); w.disconnect(id) })
		w.expect("connect 1: -3", "connect 1: -3", "disconnect 1: ok")
		require.Equal(t, sockets.TCPInfo{ID: id}, w.info(id))

		w.do(func() { w.connect(id, "127.0.0.1", port); w.close(id) })
		w.expect("connect 1: -3", "close 1: ok")
		w.quiet()

		// The same id connects again in the same tick.
		id = w.create()
		w.do(func() { w.connect(id, "127.0.0.1", 1); w.disconnect(id); w.connect(id, "127.0.0.1", port) })
		w.expect("connect 2: -3", "disconnect 2: ok", "connect 2: ok")
		writeTo(t, acceptNet(t, ln), "hello")
		w.expectData(id, "hello")
	})
}

func TestConnectAbortedDuringNameResolution(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id := w.create()
		w.do(func() { w.connect(id, "slow.example", 80) })
		w.settle()
		require.Equal(t, []string{"tcp socket 1 connecting to slow.example:80", "test"}, ask(w, w.loop.OpenHandles))
		w.do(func() { w.connect(id, "127.0.0.1", 1); w.disconnect(id) })
		w.expect("connect 1: -3", "connect 1: -3", "disconnect 1: ok")

		w.do(func() { w.connect(id, "slow-too.example", 80); w.close(id) })
		w.expect("connect 1: -3", "close 1: ok")
		w.quiet()
		require.Equal(t, []string{"test"}, ask(w, w.loop.OpenHandles))
	})
}

func TestConnectAddressesOfIPv4(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		_, port := listenNet(t, "127.0.0.1:0")
		refused := sockets.Code(-102)
		for _, c := range []struct {
			host  string
			err   error
			local string
			peer  string
		}{
			{host: "localhost"}, {host: "LOCALHOST"}, {host: "localhost."}, {host: "sub.localhost"},
			{host: "127.0.0.1"}, {host: "127.1"}, {host: "127.0.1"}, {host: "0x7f.0.0.1"}, {host: "0x7F000001"},
			{host: "2130706433"}, {host: "017700000001"}, {host: "0177.0.0.01"}, {host: "127.0.0.1."},
			{host: "0.0.0.0", peer: "0.0.0.0"},
			{host: "::ffff:127.0.0.1", local: "::ffff:7f00:1", peer: "::ffff:7f00:1"},
			{host: "::ffff:7f00:1", local: "::ffff:7f00:1", peer: "::ffff:7f00:1"},
			{host: "127.0.0.2", err: refused},
			{host: "::1", err: refused},
			{host: "::", err: refused},
			{host: "[127.0.0.1]", err: sockets.NameNotResolved},
			{host: " 127.0.0.1", err: sockets.NameNotResolved},
			{host: "127.0.0.1 ", err: sockets.NameNotResolved},
			{host: "127.0.0.1:80", err: sockets.NameNotResolved},
			{host: "127.0.0.1\x00", err: sockets.NameNotResolved},
			{host: "256.1.1.1", err: sockets.NameNotResolved},
			{host: "1.2.3.4.5", err: sockets.NameNotResolved},
			{host: "127.0.0.1%lo", err: sockets.NameNotResolved},
			{host: "", err: sockets.NameNotResolved},
			{host: ".", err: sockets.NameNotResolved},
			{host: "*", err: sockets.NameNotResolved},
			{host: "a b", err: sockets.NameNotResolved},
			{host: "[::1]", err: sockets.NameNotResolved},
			{host: "nobody.example", err: sockets.NameNotResolved},
			{host: "foo_bar.example", err: sockets.NameNotResolved},
			{host: "bücher.example", err: sockets.NameNotResolved},
		} {
			if c.host == "::" && w.backend == eventloop.Portable {
				continue // package net takes it for the loopback of both families
			}
			id := w.create()
			w.do(func() { w.connect(id, c.host, port) })
			n := w.next()
			require.Equal(t, c.err, n.err, "%q", c.host)
			if c.err == nil {
				if c.peer == "" {
					c.peer = "127.0.0.1"
				}
				if c.local == "" {
					c.local = "127.0.0.1"
				}
				info := w.info(id)
				require.Equal(t, sockets.Endpoint{Address: c.peer, Port: port}, info.Peer, c.host)
				require.Equal(t, c.local, info.Local.Address, c.host)
			}
		}
	})
}

func TestConnectAddressesOfIPv6(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		_, port := listenNet(t, "[::1]:0")
		for _, c := range []struct {
			host string
			err  error
			peer string
		}{
			{host: "::1", peer: "::1"},
			{host: "0:0:0:0:0:0:0:1", peer: "::1"},
			{host: "localhost", peer: "::1"},
			{host: "::", peer: "::"},
			{host: "[::1]", err: sockets.NameNotResolved},
			{host: "::1%lo", err: sockets.NameNotResolved},
			{host: "::1%1", err: sockets.NameNotResolved},
			{host: "127.0.0.1", err: sockets.Code(-102)},
		} {
			id := w.create()
			w.do(func() { w.connect(id, c.host, port) })
			n := w.next()
			require.Equal(t, c.err, n.err, "%q", c.host)
			if c.err == nil {
				info := w.info(id)
				require.Equal(t, sockets.Endpoint{Address: c.peer, Port: port}, info.Peer, c.host)
				require.Equal(t, "::1", info.Local.Address, c.host)
			}
		}
	})
}

func TestConnectFamilies(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		_, port4 := listenNet(t, "127.0.0.1:0")
		_, port6 := listenNet(t, "[::1]:0")
		for _, c := range []struct {
			host   string
			port   int
			family sockets.Family
			err    error
		}{
			{"localhost", port4, sockets.AnyFamily, nil},
			{"localhost", port4, sockets.IPv4Only, nil},
			{"localhost", port4, sockets.IPv6Only, sockets.Code(-102)},
			{"localhost", port6, sockets.AnyFamily, nil},
			{"localhost", port6, sockets.IPv4Only, sockets.Code(-102)},
			{"localhost", port6, sockets.IPv6Only, nil},
			{"127.0.0.1", port4, sockets.IPv4Only, nil},
			{"127.0.0.1", port4, sockets.IPv6Only, sockets.NameNotResolved},
			{"::1", port6, sockets.IPv4Only, sockets.NameNotResolved},
			{"::1", port6, sockets.IPv6Only, nil},
			{"::ffff:127.0.0.1", port4, sockets.IPv4Only, sockets.NameNotResolved},
			{"::ffff:127.0.0.1", port4, sockets.IPv6Only, nil},
		} {
			id := w.create()
			w.do(func() { w.connectOver(id, c.host, c.port, c.family) })
			require.Equal(t, c.err, w.next().err, "%s over %v", c.host, c.family)
		}
	})
}

func TestConnectPortsOutOfRange(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id := w.create()
		for _, port := range []int{-1, 65536, 1<<31 - 1, -1 << 31} {
			w.do(func() { w.connect(id, "127.0.0.1", port); w.connect(id, "nobody.example", port) })
			w.expect("connect 1: -4", "connect 1: -4")
		}
	})
}

func TestConnectAnswersBeforeTheFirstData(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		ln, port := listenNet(t, "127.0.0.1:0")
		go func() {
			for range 20 {
				c, err := ln.Accept()
				if err != nil {
					return
				}
				c.Write([]byte("at once"))
				c.Close()
			}
		}()
		for id := 1; id <= 20; id++ {
			w.create()
			w.do(func() { w.connect(id, "localhost", port) })
			w.expect(fmt.Sprintf("connect %d: ok", id))
			w.expectData(id, "at once")
			w.expect(fmt.Sprintf("end %d: -100", id))
		}
	})
}

func TestConnectAgainAfterDisconnectIsPaused(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, _ := w.connected()
		w.do(func() { w.disconnect(id) })
		w.expect("disconnect 1: ok", "end 1: -100")

		peer := w.connectPeer(id)
		writeTo(t, peer, "waits")
		w.quiet()
		require.True(t, w.info(id).Paused)
		w.do(func() { w.resume(id) })
		w.expect("resume 1: ok")
		w.expectData(id, "waits")

		peer.Close()
		w.expect("end 1: -100")
		peer = w.connectPeer(id)
		require.True(t, w.info(id).Paused)
		require.True(t, w.info(id).Connected)
		w.do(func() { w.resume(id) })
		w.expect("resume 1: ok")
		writeTo(t, peer, "third")
		w.expectData(id, "third")
	})
}

func TestConnectInTheTickOfTheDisconnect(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.connected()
		_, port := listenNet(t, "127.0.0.1:0")
		w.do(func() { w.disconnect(id); w.connect(id, "127.0.0.1", port) })
		w.expect("disconnect 1: ok", "end 1: -100", "connect 1: ok")
		require.Empty(t, readAll(t, peer))
		require.True(t, w.info(id).Paused)
	})
}

// The end of the old connection must not look like the end of the new one.
func TestConnectDuringTheDrainOfTheOldConnection(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, old := w.connected()
		ln, port := listenNet(t, "127.0.0.1:0")
		data := noise(16<<20, 1)
		w.do(func() { w.send(id, data); w.disconnect(id); w.connect(id, "127.0.0.1", port); w.resume(id) })
		w.expect("resume 1: ok", "connect 1: ok")
		writeTo(t, acceptNet(t, ln), "new")
		w.expectData(id, "new")
		require.Equal(t, outcome{checksum: checksumOf(data)}, next(t, collect(old)))
		w.expect(fmt.Sprintf("send 1: %d", len(data)), "disconnect 1: ok")
		w.quiet()
		require.True(t, w.info(id).Connected)
		require.False(t, w.info(id).Paused)
	})
}

func TestConnectOnAcceptedSocket(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.accepted()
		_, port := listenNet(t, "127.0.0.1:0")
		w.do(func() { w.connect(id, "127.0.0.1", port) })
		w.expect("connect 1: -23")
		w.do(func() { w.disconnect(id); w.connect(id, "127.0.0.1", port) })
		w.expect("disconnect 1: ok", "connect 1: -104")
		require.Empty(t, readAll(t, peer))
	})
}

func TestConnectHandlersMayDoAnything(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		ln, port := listenNet(t, "127.0.0.1:0")
		go func() {
			for range 4 {
				if c, err := ln.Accept(); err == nil {
					c.Write([]byte("hi"))
					defer c.Close()
				}
			}
		}()
		var then func(id int)
		w.do(func() {
			w.on["connect"] = func(n note) {
				if f := then; f != nil {
					then = nil
					f(n.id)
				}
			}
			then = func(id int) { w.close(id) }
		})
		w.do(func() { w.connect(w.TCP.Create(sockets.Update{}), "127.0.0.1", port) })
		w.expect("connect 1: ok", "close 1: ok", "end 1: -100")

		w.do(func() { then = func(id int) { w.pause(id) } })
		w.do(func() { w.connect(w.TCP.Create(sockets.Update{}), "127.0.0.1", port) })
		w.expect("connect 2: ok", "pause 2: ok")
		w.quiet()

		w.do(func() { then = func(id int) { w.disconnect(id); w.resume(id); w.connect(id, "127.0.0.1", port) } })
		w.do(func() { w.connect(w.TCP.Create(sockets.Update{}), "127.0.0.1", port) })
		w.expect("connect 3: ok", "disconnect 3: ok", "end 3: -100", "resume 3: ok", "connect 3: ok")
		w.expectData(3, "hi")
	})
}

func TestConnectFailsOverToTheNextAddress(t *testing.T) {
	names := map[string][]string{
		"both.example":  {"127.0.0.3", "127.0.0.2", "127.0.0.1"},
		"six.example":   {"::1"},
		"mixed.example": {"::1", "127.0.0.1"},
	}
	withOptions(t, sockets.Options{Resolver: dns(names)}, func(t *testing.T, w *world) {
		_, port := listenNet(t, "127.0.0.1:0")
		_, port6 := listenNet(t, "[::1]:0")
		for _, c := range []struct {
			host   string
			family sockets.Family
			port   int
			err    error
			peer   string
		}{
			{"both.example", sockets.AnyFamily, port, nil, "127.0.0.1"},
			{"both.example", sockets.IPv4Only, port, nil, "127.0.0.1"},
			{"both.example", sockets.IPv6Only, port, sockets.NameNotResolved, ""},
			{"both.example", sockets.AnyFamily, port6, sockets.Code(-102), ""},
			{"six.example", sockets.AnyFamily, port6, nil, "::1"},
			{"six.example", sockets.IPv4Only, port6, sockets.NameNotResolved, ""},
			{"mixed.example", sockets.AnyFamily, port, nil, "127.0.0.1"},
			{"mixed.example", sockets.AnyFamily, port6, nil, "::1"},
			{"BOTH.example.", sockets.AnyFamily, port, sockets.NameNotResolved, ""},
		} {
			id := w.create()
			w.do(func() { w.connectOver(id, c.host, c.port, c.family) })
			require.Equal(t, c.err, w.next().err, "%s over %v", c.host, c.family)
			require.Equal(t, c.peer, w.info(id).Peer.Address)
		}
	})
}

// A connection whose writes fail counts as not connected, so its id can
// connect again.
func TestConnectAfterBrokenPipe(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.pausedConnected()
		reset(t, peer)
		w.do(func() { w.sendText(id, "x") })
		w.expect("send 1: -2")
		require.Equal(t, sockets.TCPInfo{ID: id, Paused: true}, w.info(id))
		w.do(func() { w.keepAlive(id, true, 0); w.noDelay(id, true) })
		w.expect("keepAlive 1: -2", "noDelay 1: -2")

		peer = w.connectPeer(id)
		w.do(func() { w.sendText(id, "again") })
		w.expect("send 1: 5")
		require.Equal(t, "again", readFrom(t, peer, 5))
		require.True(t, w.info(id).Paused)
	})
}
