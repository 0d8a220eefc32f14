package sockets_test

import (
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/sockets"
)

// persistent is what makes a socket outlive a suspension.
var persistent = sockets.Update{Persistent: ptr(true)}

// suspend suspends the host, on the loop goroutine. The call that wakes it
// becomes a note.
func (w *world) suspend() { w.Suspend(func() { w.note(note{what: "wake"}) }) }

// awaitHeld waits until so many sockets hold an event back.
func (w *world) awaitHeld(n int) {
	w.t.Helper()
	require.Eventually(w.t, func() bool { return ask(w, w.Held) == n }, patience, time.Millisecond)
}

// keep makes a client socket persistent.
func (w *world) keep(id int) {
	w.t.Helper()
	w.do(func() { w.update(id, persistent) })
	w.expect(fmt.Sprintf("update %d: ok", id))
}

func (w *world) keepServer(id int) {
	w.t.Helper()
	w.do(func() { w.updateServer(id, persistent) })
	w.expect(fmt.Sprintf("updateServer %d: ok", id))
}

func (w *world) keepUDP(id int) {
	w.t.Helper()
	w.do(func() { w.updateUDP(id, persistent) })
	w.expect(fmt.Sprintf("update %d: ok", id))
}

func TestSuspensionClosesWhatIsNotPersistent(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		client, peer := w.connected()
		server, port := w.listening()
		udp, udpPort := w.bound("127.0.0.1")
		idle := w.create()
		data := noise(3<<20, 1)
		w.do(func() { w.send(client, data); w.suspend() })
		got := collect(peer)
		require.Equal(t, outcome{checksum: checksumOf(data)}, next(t, got), "what was sent is delivered")
		w.expect(fmt.Sprintf("send %d: %d", client, len(data)))
		require.Eventually(t, func() bool {
			c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
			if err == nil {
				c.Close()
			}
			return err != nil
		}, patience, time.Millisecond)
		again, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1), Port: udpPort})
		require.NoError(t, err, "the port is free")
		again.Close()
		w.do(w.Resume)
		w.quiet()
		for _, err := range ask(w, func() (errs []error) {
			_, e1 := w.TCP.Info(client)
			_, e2 := w.TCP.Info(idle)
			_, e3 := w.TCPServer.Info(server)
			_, e4 := w.UDP.Info(udp)
			return []error{e1, e2, e3, e4}
		}) {
			require.Equal(t, sockets.ErrNotFound, err)
		}
		require.Equal(t, idle+1, w.create(), "ids are not used again")
	})
}

func TestSuspensionKeepsTheStateOfPersistentSockets(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, _ := w.pausedConnected()
		w.do(func() {
			w.update(id, sockets.Update{Persistent: ptr(true), Name: ptr("n"), BufferSize: ptr(7)})
		})
		w.expect("update 1: ok")
		unpaused, _ := w.connected()
		w.keep(unpaused)
		server, _ := w.listening()
		w.do(func() {
			w.updateServer(server, sockets.Update{Persistent: ptr(true), Name: ptr("s")})
			w.pauseServer(server)
		})
		w.expect("updateServer 1: ok", "pauseServer 1: ok")
		udp, _ := w.bound("0.0.0.0")
		w.keepUDP(udp)
		w.do(func() { w.join(udp, "224.0.1.100") })
		w.expect("join 1: ok")

		type state struct {
			tcp    []sockets.TCPInfo
			server []sockets.ServerInfo
			udp    []sockets.UDPInfo
			groups []string
		}
		look := func() (s state) {
			s = state{tcp: w.TCP.Sockets(), server: w.TCPServer.Sockets(), udp: w.UDP.Sockets()}
			s.groups, _ = w.UDP.JoinedGroups(udp)
			return s
		}
		before := ask(w, look)
		require.Len(t, before.tcp, 2)
		require.True(t, before.tcp[1].Connected)
		require.Equal(t, []string{"224.0.1.100"}, before.groups)
		w.do(w.suspend)
		require.Equal(t, before, ask(w, look))
		w.do(w.Resume)
		require.Equal(t, before, ask(w, look))
		w.quiet()
	})
}

func TestSuspensionHoldsDataBack(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.connected()
		w.keep(id)
		w.do(w.suspend)
		w.quiet()
		writeTo(t, peer, "first")
		w.expect("wake 0: ok")
		writeTo(t, peer, "second")
		w.quiet()
		require.True(t, w.info(id).Connected)

		w.do(func() {
			w.Resume()
			require.Empty(w.t, w.notes, "nothing is reported from inside Resume")
		})
		w.expectData(id, "firstsecond")
		writeTo(t, peer, "third")
		w.expectData(id, "third")
	})
}

func TestSuspensionSlowsThePeerDown(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.connected()
		w.keep(id)
		w.do(w.suspend)
		data := noise(32<<20, 2)
		wrote := make(chan error, 1)
		go func() {
			_, err := peer.Write(data)
			peer.CloseWrite()
			wrote <- err
		}()
		w.expect("wake 0: ok")
		w.quiet()
		require.Empty(t, wrote, "the peer has to wait")
		w.do(w.Resume)
		all, _ := w.receive(id)
		require.Equal(t, checksumOf(data), checksumOf(all))
		require.NoError(t, next(t, wrote))
	})
}

func TestSuspensionHoldsEverythingInOrder(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		data, dataPeer := w.connected()
		ended, endedPeer := w.connected()
		broken, brokenPeer := w.connected()
		server, port := w.listening()
		udp, udpPort := w.bound("127.0.0.1")
		for _, id := range []int{data, ended, broken} {
			w.keep(id)
		}
		w.keepServer(server)
		w.keepUDP(udp)
		udpPeer, _ := peerUDP(t, "127.0.0.1")

		w.do(w.suspend)
		writeUDP(t, udpPeer, udpPort, "datagram")
		w.expect("wake 0: ok")
		endedPeer.CloseWrite()
		w.awaitHeld(2)
		early := dialNet(t, port)
		w.awaitHeld(3)
		writeTo(t, dataPeer, "data")
		w.awaitHeld(4)
		reset(t, brokenPeer)
		w.awaitHeld(5)
		// What comes after the first event of a socket waits in the kernel.
		late := dialNet(t, port)
		writeUDP(t, udpPeer, udpPort, "another", "third")
		w.quiet()
		require.Len(t, ask(w, w.TCP.Sockets), 3, "an accepted connection becomes a socket with its event")
		require.True(t, w.info(ended).Connected, "the end is not known yet")

		w.do(w.Resume)
		w.expect("datagram 1: datagram", "end 2: -100", "accept 1: client 4", "data 1: data", "end 3: -100")
		w.expectAnyOrder("datagram 1: another", "datagram 1: third", "accept 1: client 5")
		require.False(t, w.info(ended).Connected)
		require.True(t, w.info(ended).Paused)
		for i, peer := range []*net.TCPConn{early, late} {
			w.do(func() { w.sendText(4+i, "hello") })
			w.expect(fmt.Sprintf("send %d: 5", 4+i))
			require.Equal(t, "hello", readFrom(t, peer, 5))
		}
		require.False(t, w.info(4).Persistent)
		w.quiet()
	})
}

// What is new does not overtake what was held back, however many tasks lie
// between the two.
func TestSuspensionReportsOldBeforeNew(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		old, oldPeer := w.connected()
		fresh, freshPeer := w.connected()
		w.keep(old)
		w.keep(fresh)
		for tasks := range 40 {
			w.do(w.suspend)
			writeTo(t, oldPeer, "old")
			w.expect("wake 0: ok")
			w.do(func() {
				writeTo(t, freshPeer, "new")
				var resume func()
				resume = func() {
					if tasks--; tasks < 0 {
						w.Resume()
						return
					}
					w.loop.Post(resume)
				}
				resume()
			})
			w.expect(fmt.Sprintf("data %d: old", old), fmt.Sprintf("data %d: new", fresh))
		}
	})
}

// Unpausing while a new life begins does not change the order.
func TestSuspensionReportsInTurn(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		first, firstPeer := w.connected()
		second, secondPeer := w.connected()
		w.keep(first)
		w.keep(second)
		w.do(w.suspend)
		writeTo(t, firstPeer, "x")
		w.expect("wake 0: ok")
		writeTo(t, secondPeer, "x")
		w.awaitHeld(2)
		w.do(func() { w.resume(second); w.Resume() })
		w.expect("resume 2: ok", "data 1: x", "data 2: x")
	})
}

func TestPausedSocketsDoNotWake(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		client, peer := w.pausedConnected()
		w.keep(client)
		server, port := w.listening()
		w.keepServer(server)
		udp, udpPort := w.bound("127.0.0.1")
		w.keepUDP(udp)
		w.do(func() { w.pauseServer(server); w.pauseUDP(udp); w.suspend() })
		w.expect("pauseServer 1: ok", "pause 1: ok")
		udpPeer, _ := peerUDP(t, "127.0.0.1")
		writeTo(t, peer, "data")
		writeUDP(t, udpPeer, udpPort, "datagram")
		dialNet(t, port)
		w.quiet()
		w.do(w.Resume)
		w.quiet()
		w.do(func() { w.resume(client); w.resumeServer(server); w.resumeUDP(udp) })
		w.expectAnyOrder("resume 1: ok", "resumeServer 1: ok", "resume 1: ok", "data 1: data", "datagram 1: datagram", "accept 1: client 2")
	})
}

// A pause in the new life holds what the suspension held.
func TestPauseAfterResumeComesFirst(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		client, peer := w.connected()
		ended, endedPeer := w.connected()
		w.keep(client)
		w.keep(ended)
		server, port := w.listening()
		w.keepServer(server)
		udp, udpPort := w.bound("127.0.0.1")
		w.keepUDP(udp)
		udpPeer, _ := peerUDP(t, "127.0.0.1")
		w.do(w.suspend)
		writeTo(t, peer, "data")
		endedPeer.Close()
		dialNet(t, port)
		writeUDP(t, udpPeer, udpPort, "datagram")
		w.expect("wake 0: ok")
		w.awaitHeld(4)
		w.do(func() {
			w.Resume()
			w.pause(client)
			w.pause(ended)
			w.pauseServer(server)
			w.pauseUDP(udp)
		})
		w.expect("pause 1: ok", "pause 2: ok", "pauseServer 1: ok", "pause 1: ok")
		w.quiet()
		w.do(w.suspend)
		w.quiet()
		w.do(w.Resume)
		w.do(func() { w.resume(client) })
		w.expect("resume 1: ok", "data 1: data")
		w.do(func() { w.resume(ended) })
		w.expect("resume 2: ok", "end 2: -100")
		w.do(func() { w.resumeServer(server) })
		w.expect("resumeServer 1: ok", "accept 1: client 3")
		w.do(func() { w.resumeUDP(udp) })
		w.expect("resume 1: ok", "datagram 1: datagram")
		w.quiet()
	})
}

func TestQuickSuspensions(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		a, aPeer := w.connected()
		b, bPeer := w.connected()
		gone, gonePeer := w.connected()
		w.keep(a)
		w.keep(b)
		w.keep(gone)
		w.do(w.suspend)
		for i, peer := range []*net.TCPConn{aPeer, bPeer, gonePeer} {
			writeTo(t, peer, "x")
			w.awaitHeld(i + 1)
		}
		w.expect("wake 0: ok")
		w.do(func() {
			for range 5 {
				w.Resume()
				w.suspend()
			}
		})
		w.expect("wake 0: ok") // of the last one only
		w.quiet()
		w.do(func() {
			w.Resume()
			w.close(gone)
			w.pause(b)
			w.suspend()
		})
		w.expectAnyOrder("pause 2: ok", "close 3: ok", "wake 0: ok")
		w.do(func() { w.Resume(); w.close(a); w.suspend() })
		w.expect("close 1: ok")
		w.quiet() // nothing is left that could wake
		w.do(func() { w.Resume(); w.Resume(); w.resume(b) })
		w.expect("resume 2: ok", "data 2: x")
		w.quiet()
	})
}

func TestSuspensionFromInsideAnEvent(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.pausedConnected()
		w.do(func() { w.update(id, sockets.Update{Persistent: ptr(true), BufferSize: ptr(4)}) })
		w.expect("update 1: ok")
		writeTo(t, peer, "0123456789")
		w.settle()
		w.do(func() {
			w.on["data"] = func(note) { w.suspend() }
			w.resume(id)
		})
		w.expect("resume 1: ok", "data 1: 0123", "wake 0: ok")
		w.do(w.Resume)
		w.expect("data 1: 4567", "wake 0: ok")
		peer.Close()
		w.do(w.Resume)
		w.expect("data 1: 89", "wake 0: ok")
		w.do(func() { w.on["data"] = nil; w.Resume() })
		w.expect("end 1: -100")
		w.quiet()
	})
}

// What the app began before the suspension goes on, and what comes of it waits.
func TestSuspensionLetsOperationsGoOn(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		ln, port := listenNet(t, "127.0.0.1:0")
		id := w.create()
		w.keep(id)
		server, udp := w.createServer(), w.createUDP()
		w.keepServer(server)
		w.keepUDP(udp)
		data := noise(5<<20, 3)
		w.do(func() {
			w.connect(id, "127.0.0.1", port)
			w.listen(server, "127.0.0.1", 0, sockets.DefaultBacklog)
			w.bind(udp, "127.0.0.1", 0)
			w.suspend()
		})
		w.expectAnyOrder("connect 1: ok", "listen 1: ok", "bind 1: ok")
		peer := acceptNet(t, ln)
		writeTo(t, peer, "welcome")
		w.expect("wake 0: ok")
		w.do(w.Resume)
		w.expectData(id, "welcome")
		w.do(func() { w.send(id, data); w.suspend() })
		got := collect(peer)
		w.expect(fmt.Sprintf("send 1: %d", len(data)))
		w.do(w.Resume)
		w.do(func() { w.close(id) })
		require.Equal(t, outcome{checksum: checksumOf(data)}, next(t, got))
		w.expect("close 1: ok", "end 1: -100")
		dialNet(t, w.serverInfo(server).Local.Port)
		w.expect("accept 1: client 2")
	})
}

// A life does not hear of what an earlier one closed.
func TestSuspensionForgetsOwnEnds(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		kept, _ := w.connected()
		w.keep(kept)
		closed, _ := w.connected()
		w.do(func() { w.disconnect(kept); w.close(closed); w.suspend(); w.Resume() })
		w.expect("disconnect 1: ok", "close 2: ok")
		w.quiet()
		require.False(t, w.info(kept).Connected)
	})
}

// A connection that was accepted but not reported is closed with its server.
func TestClosingAServerClosesWhatIsHeld(t *testing.T) {
	for name, act := range map[string]func(w *world){
		"close":      func(w *world) { w.closeServer(1) },
		"disconnect": func(w *world) { w.disconnectServer(1) },
		"listen":     func(w *world) { w.listen(1, "127.0.0.1", 0, sockets.DefaultBacklog) },
		"suspend": func(w *world) {
			w.TCPServer.Update(1, sockets.Update{Persistent: ptr(false)}, ignore)
			w.suspend()
		},
		"host": func(w *world) { w.Host.Close(func() {}) },
	} {
		t.Run(name, func(t *testing.T) {
			onBackends(t, func(t *testing.T, w *world) {
				server, port := w.listening()
				w.keepServer(server)
				w.do(w.suspend)
				peer := dialNet(t, port)
				w.expect("wake 0: ok")
				w.do(func() { act(w) })
				require.Empty(t, readAll(t, peer))
				w.do(w.Resume)
				w.settle()
				for len(w.notes) > 0 {
					require.NotContains(t, []string{"accept", "wake"}, w.next().what)
				}
			})
		})
	}
}

// Closing sockets while suspended leaves nothing to report.
func TestClosingWhileSuspended(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		client, peer := w.connected()
		w.keep(client)
		udp, udpPort := w.bound("127.0.0.1")
		w.keepUDP(udp)
		w.do(w.suspend)
		udpPeer, _ := peerUDP(t, "127.0.0.1")
		writeTo(t, peer, "x")
		writeUDP(t, udpPeer, udpPort, "x")
		w.expect("wake 0: ok")
		w.awaitHeld(2)
		w.do(func() { w.close(client); w.closeUDP(udp) })
		w.expectAnyOrder("close 1: ok", "close 1: ok")
		w.do(w.Resume)
		w.quiet()
	})
}

func TestSuspensionHoldsDatagramErrors(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, port := w.bound("127.0.0.1")
		w.do(func() { w.updateUDP(id, sockets.Update{Persistent: ptr(true), BufferSize: ptr(3)}) })
		w.expect("update 1: ok")
		peer, _ := peerUDP(t, "127.0.0.1")
		w.do(w.suspend)
		writeUDP(t, peer, port, "too large", "", "ok")
		w.expect("wake 0: ok")
		require.False(t, w.udpInfo(id).Paused)
		w.do(w.Resume)
		w.expect("datagram error 1: -142")
		w.quiet()
		require.True(t, w.udpInfo(id).Paused)
		w.do(func() { w.resumeUDP(id) })
		w.expect("resume 1: ok", "datagram 1: ", "datagram 1: ok")
	})
}

func TestSuspensionOfASecuredSocket(t *testing.T) {
	withTLS(t, func(t *testing.T, w *world) {
		id, server := w.secured()
		w.keep(id)
		w.do(func() { w.resume(id); w.suspend() })
		w.expect(fmt.Sprintf("resume %d: ok", id))
		writeTo(t, server, strings.Repeat("x", 20_000))
		w.expect("wake 0: ok")
		w.quiet()
		w.do(w.Resume)
		w.expectData(id, strings.Repeat("x", 20_000))
		w.do(w.suspend)
		server.Close()
		w.expect("wake 0: ok")
		w.do(w.Resume)
		w.expect(fmt.Sprintf("end %d: -100", id))
	})
}

// What is held back belongs to the handshake of a socket that is secured next.
func TestSecureAfterSuspension(t *testing.T) {
	withTLS(t, func(t *testing.T, w *world) {
		id, peer := w.connectTo("secure.example")
		w.keep(id)
		w.do(func() { w.resume(id); w.suspend() })
		w.expect("resume 1: ok")
		writeTo(t, peer, "this is not a handshake")
		w.expect("wake 0: ok")
		w.do(func() { w.Resume(); w.pause(id); w.secure(id, sockets.TLSVersions{}) })
		w.expect("pause 1: ok", "secure 1: -107")
		w.gone(id)
		w.quiet()
	})
}
