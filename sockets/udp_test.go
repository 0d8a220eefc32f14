package sockets_test

import (
	"fmt"
	"net"
	"net/netip"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/sockets"
)

// The operations, on the loop goroutine.

func (w *world) bind(id int, address string, port int) {
	w.answering("bind", id, func(done func(error)) { w.UDP.Bind(id, address, port, done) })
}

func (w *world) sendTo(id int, data []byte, host string, port int) {
	w.sendOver(id, data, host, port, sockets.AnyFamily)
}

func (w *world) sendOver(id int, data []byte, host string, port int, f sockets.Family) {
	w.counting("send", id, func(done func(int, error)) { w.UDP.Send(id, data, host, port, f, done) })
}

func (w *world) sendTextTo(id int, text, host string, port int) {
	w.sendTo(id, []byte(text), host, port)
}

func (w *world) pauseUDP(id int) {
	w.answering("pause", id, func(done func(error)) { w.UDP.SetPaused(id, true, done) })
}

func (w *world) resumeUDP(id int) {
	w.answering("resume", id, func(done func(error)) { w.UDP.SetPaused(id, false, done) })
}

func (w *world) updateUDP(id int, u sockets.Update) {
	w.answering("update", id, func(done func(error)) { w.UDP.Update(id, u, done) })
}

func (w *world) closeUDP(id int) {
	w.answering("close", id, func(done func(error)) { w.UDP.Close(id, done) })
}

func (w *world) broadcast(id int, on bool) {
	w.answering("broadcast", id, func(done func(error)) { w.UDP.SetBroadcast(id, on, done) })
}

func (w *world) ttl(id, hops int) {
	w.answering("ttl", id, func(done func(error)) { w.UDP.SetMulticastTTL(id, hops, done) })
}

func (w *world) loopback(id int, on bool) {
	w.answering("loopback", id, func(done func(error)) { w.UDP.SetMulticastLoopback(id, on, done) })
}

func (w *world) join(id int, group string) {
	w.answering("join", id, func(done func(error)) { w.UDP.JoinGroup(id, group, done) })
}

func (w *world) leave(id int, group string) {
	w.answering("leave", id, func(done func(error)) { w.UDP.LeaveGroup(id, group, done) })
}

// From the test's goroutine.

func (w *world) createUDP() int {
	w.t.Helper()
	return ask(w, func() int { return w.UDP.Create(sockets.Update{}) })
}

func (w *world) udpInfo(id int) sockets.UDPInfo {
	w.t.Helper()
	return ask(w, func() sockets.UDPInfo {
		info, err := w.UDP.Info(id)
		require.NoError(w.t, err)
		return info
	})
}

// bound returns a socket bound to a free port of an address.
func (w *world) bound(address string) (id, port int) {
	w.t.Helper()
	id = w.createUDP()
	w.do(func() { w.bind(id, address, 0) })
	w.expect(fmt.Sprintf("bind %d: ok", id))
	return id, w.udpInfo(id).Local.Port
}

// peerUDP is a datagram socket on the test's side.
func peerUDP(t testing.TB, address string) (peer *net.UDPConn, port int) {
	t.Helper()
	peer, err := net.ListenUDP("udp", net.UDPAddrFromAddrPort(netip.AddrPortFrom(netip.MustParseAddr(address), 0)))
	require.NoError(t, err)
	t.Cleanup(func() { peer.Close() })
	require.NoError(t, peer.SetDeadline(time.Now().Add(patience)))
	return peer, peer.LocalAddr().(*net.UDPAddr).Port
}

// writeUDP sends datagrams, each a text, to a port of the peer's own address.
func writeUDP(t testing.TB, peer *net.UDPConn, port int, texts ...string) {
	t.Helper()
	to := &net.UDPAddr{IP: peer.LocalAddr().(*net.UDPAddr).IP, Port: port}
	for _, text := range texts {
		_, err := peer.WriteTo([]byte(text), to)
		require.NoError(t, err)
	}
}

// readUDP receives a datagram.
func readUDP(t testing.TB, peer *net.UDPConn) (text string, from netip.AddrPort) {
	t.Helper()
	buf := make([]byte, 1<<16)
	n, from, err := peer.ReadFromUDPAddrPort(buf)
	require.NoError(t, err)
	return string(buf[:n]), from
}

func TestUDPIDsAndProperties(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		w.create() // ids of one namespace say nothing about another
		first := ask(w, func() int {
			return w.UDP.Create(sockets.Update{Persistent: ptr(true), Name: ptr("n"), BufferSize: ptr(7)})
		})
		second := w.createUDP()
		require.Equal(t, []int{1, 2}, []int{first, second})
		want := sockets.UDPInfo{ID: 1, Properties: sockets.Properties{Persistent: true, Name: "n", BufferSize: 7}}
		require.Equal(t, want, w.udpInfo(1))
		w.do(func() { w.updateUDP(1, sockets.Update{Name: ptr("m")}); w.pauseUDP(1) })
		w.expect("update 1: ok", "pause 1: ok")
		want.Name, want.Paused = "m", true
		require.Equal(t, want, w.udpInfo(1))

		w.do(func() { w.closeUDP(second) })
		w.expect("close 2: ok")
		require.Equal(t, 3, w.createUDP(), "ids are never used again")
		var ids []int
		for range 20 {
			w.createUDP()
		}
		for _, info := range ask(w, w.UDP.Sockets) {
			ids = append(ids, info.ID)
		}
		require.IsIncreasing(t, ids)
		require.Len(t, ids, 22)
	})
}

func TestUDPUnknownIDs(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		gone := w.createUDP()
		w.do(func() { w.closeUDP(gone) })
		w.expect("close 1: ok")
		w.create()
		for _, id := range []int{gone, 2, 0, -1} {
			w.do(func() {
				w.bind(id, "127.0.0.1", 0)
				w.sendTextTo(id, "x", "127.0.0.1", 9)
				w.updateUDP(id, sockets.Update{})
				w.pauseUDP(id)
				w.resumeUDP(id)
				w.broadcast(id, true)
				w.ttl(id, 300)
				w.loopback(id, true)
				w.join(id, "bogus")
				w.leave(id, "bogus")
				w.closeUDP(id)
				_, err := w.UDP.Info(id)
				require.Equal(t, sockets.ErrNotFound, err)
				_, err = w.UDP.JoinedGroups(id)
				require.Equal(t, sockets.ErrNotFound, err)
			})
			for _, what := range []string{"bind", "send", "update", "pause", "resume", "broadcast", "ttl", "loopback", "join", "leave", "close"} {
				w.expect(fmt.Sprintf("%s %d: Socket not found", what, id))
			}
		}
	})
}

func TestBindAddresses(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		for _, c := range []struct {
			address string
			port    int
			answer  string
			local   string
		}{
			{"127.0.0.1", 0, "ok", "127.0.0.1"},
			{"127.0.0.2", 0, "ok", "127.0.0.2"},
			{"127.1", 0, "ok", "127.0.0.1"},
			{"0.0.0.0", 0, "ok", "0.0.0.0"},
			{"::", 0, "ok", "::"},
			{"::1", 0, "ok", "::1"},
			{"::ffff:127.0.0.1", 0, "ok", "::ffff:7f00:1"},
			{"localhost", 0, "-4", ""},
			{"", 0, "-4", ""},
			{"256.1.1.1", 0, "-4", ""},
			{"[::1]", 0, "-4", ""},
			{"*", 0, "-4", ""},
			{"192.0.2.77", 0, "-108", ""},
			{"2001:db8::1", 0, "-108", ""},
			{"127.0.0.1", -1, "-4", ""},
			{"127.0.0.1", 65536, "-4", ""},
		} {
			id := w.createUDP()
			w.do(func() { w.bind(id, c.address, c.port) })
			require.Equal(t, fmt.Sprintf("bind %d: %s", id, c.answer), w.next().String(), "%s port %d", c.address, c.port)
			info := w.udpInfo(id)
			require.Equal(t, c.local, info.Local.Address)
			require.Equal(t, c.answer == "ok", info.Local.Port > 0)
		}
	})
}

func TestBindTwice(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, port := w.bound("127.0.0.1")
		before := w.udpInfo(id)
		w.do(func() { w.bind(id, "127.0.0.1", 0); w.bind(id, "bogus", -1) })
		w.expect("bind 1: -104", "bind 1: -104")
		require.Equal(t, before, w.udpInfo(id))

		other := w.createUDP()
		w.do(func() { w.bind(other, "127.0.0.1", port) })
		w.expect("bind 2: -147")
		require.Equal(t, sockets.UDPInfo{ID: other}, w.udpInfo(other))
		w.do(func() { w.bind(other, "127.0.0.1", 0); w.bind(other, "127.0.0.1", 0) })
		w.expect("bind 2: ok", "bind 2: -104")
	})
}

func TestUDPCloseFreesThePort(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, port := w.bound("127.0.0.1")
		peer, _ := peerUDP(t, "127.0.0.1")
		w.do(func() {
			w.closeUDP(id)
			w.closeUDP(id)
			w.sendTextTo(id, "x", "127.0.0.1", 9)
		})
		w.expectAnyOrder("close 1: ok", "close 1: Socket not found", "send 1: Socket not found")
		writeUDP(t, peer, port, "late")
		again := w.createUDP()
		w.do(func() { w.bind(again, "127.0.0.1", port) })
		w.expect("bind 2: ok")
		w.quiet() // in particular no -100
	})
}

func TestBindAndCloseInOneTick(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id := w.createUDP()
		w.do(func() { w.bind(id, "127.0.0.1", 0); w.closeUDP(id) })
		w.expect("bind 1: ok", "close 1: ok")
		w.quiet()
	})
}

func TestUDPOpenHandles(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id := w.createUDP()
		require.Equal(t, []string{"test"}, ask(w, w.loop.OpenHandles), "an unbound socket keeps nothing going")
		w.do(func() { w.bind(id, "127.0.0.1", 0) })
		w.expect("bind 1: ok")
		require.Equal(t, []string{fmt.Sprintf("udp socket 1 bound to 127.0.0.1:%d", w.udpInfo(id).Local.Port), "test"},
			ask(w, w.loop.OpenHandles))
		w.do(func() { w.closeUDP(id) })
		w.expect("close 1: ok")
		require.Equal(t, []string{"test"}, ask(w, w.loop.OpenHandles))
	})
}

// Answers come before the first datagram, and Run ends with the last socket.
func TestLoopEndsWithTheLastUDPSocket(t *testing.T) {
	for _, b := range eventloop.Backends() {
		t.Run(b.String(), func(t *testing.T) {
			w := newWorld(t, b, sockets.Options{})
			defer w.loop.Close()
			peer, _ := peerUDP(t, "127.0.0.1")
			w.on["bind"] = func(note) {
				info, _ := w.UDP.Info(1)
				writeUDP(t, peer, info.Local.Port, "one")
				w.updateUDP(1, sockets.Update{})
			}
			w.on["datagram"] = func(n note) {
				w.sendTo(n.id, n.data, n.from.Address, n.from.Port)
				w.closeUDP(n.id)
			}
			w.bind(w.UDP.Create(sockets.Update{}), "127.0.0.1", 0)
			require.NoError(t, w.loop.Run())
			w.expect("bind 1: ok")
			w.expectAnyOrder("update 1: ok", "datagram 1: one", "send 1: 3", "close 1: ok")
			text, _ := readUDP(t, peer)
			require.Equal(t, "one", text)
		})
	}
}

func TestHostCloseClosesUDPSockets(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		w.bound("127.0.0.1")
		w.bound("::1")
		w.createUDP()
		w.do(func() { w.Host.Close(func() { w.note(note{what: "closed"}) }) })
		w.expect("closed 0: ok")
		require.Empty(t, ask(w, w.UDP.Sockets))
		require.Equal(t, []string{"test"}, ask(w, w.loop.OpenHandles))
	})
}
