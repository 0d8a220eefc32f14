package sockets_test

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/sockets"
)

// feed writes data to a peer in the background and ends it with a FIN.
func feed(peer *net.TCPConn, data []byte) {
	go func() {
		io.Copy(peer, struct{ io.Reader }{bytes.NewReader(data)})
		peer.CloseWrite()
	}()
}

// receive collects the data notes of a socket up to its end.
func (w *world) receive(id int) (all []byte, sizes []int) {
	w.t.Helper()
	for {
		n := w.next()
		require.Equal(w.t, id, n.id)
		switch n.what {
		case "data":
			all = append(all, n.data...)
			sizes = append(sizes, len(n.data))
		case "end":
			require.Equal(w.t, sockets.ConnectionClosed, n.err)
			return all, sizes
		default:
			require.FailNow(w.t, "unexpected note", n)
		}
	}
}

func TestChunksHaveAtMostTheBufferSize(t *testing.T) {
	data := noise(200_000, 1)
	for _, c := range []struct{ bufferSize, limit int }{
		{1, 1}, {7, 7}, {4095, 4095}, {4096, 4096}, {4097, 4097}, {65535, 65535}, {65536, 65536},
		{0, 4096}, {-1, 4096}, {-1 << 31, 4096}, {65537, 65536}, {1<<31 - 1, 65536},
	} {
		t.Run(fmt.Sprint(c.bufferSize), func(t *testing.T) {
			onBackends(t, func(t *testing.T, w *world) {
				id, peer := w.pausedConnected()
				n := min(len(data), c.limit*1000)
				feed(peer, data[:n])
				w.do(func() { w.update(id, sockets.Update{BufferSize: ptr(c.bufferSize)}); w.resume(id) })
				w.expect("update 1: ok", "resume 1: ok")
				all, sizes := w.receive(id)
				require.True(t, bytes.Equal(data[:n], all), "the stream is in order and complete")
				for _, size := range sizes {
					require.Positive(t, size)
					require.LessOrEqual(t, size, c.limit)
				}
			})
		})
	}
}

func TestChunksAreFilledUpToTheDefaultSize(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.pausedConnected()
		writeTo(t, peer, strings.Repeat("x", 10_000))
		w.settle()
		w.do(func() { w.resume(id) })
		w.expect("resume 1: ok")
		peer.Close()
		_, sizes := w.receive(id)
		require.Equal(t, []int{4096, 4096, 1808}, sizes)
	})
}

func TestBufferSizeChangesFromTheNextEventOn(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.pausedConnected()
		writeTo(t, peer, "aaaabbccccccc")
		w.settle()
		w.do(func() {
			w.update(id, sockets.Update{BufferSize: ptr(4)})
			w.resume(id)
			size := 4
			w.on["data"] = func(n note) {
				size -= 2
				w.TCP.Update(id, sockets.Update{BufferSize: &size}, func(error) {})
			}
		})
		w.expect("update 1: ok", "resume 1: ok", "data 1: aaaa", "data 1: bb", "data 1: ccccccc")
	})
}

func TestChunksStayIntact(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		data := noise(300_000, 2)
		id, peer := w.connected()
		var kept, copies [][]byte
		w.do(func() {
			w.on["data"] = func(n note) {
				kept, copies = append(kept, n.data), append(copies, bytes.Clone(n.data))
				_ = append(n.data, "over the end"...) // must not reach the next chunk
			}
		})
		feed(peer, data)
		all, _ := w.receive(id)
		require.True(t, bytes.Equal(data, all))
		require.Equal(t, copies, kept)
	})
}

func TestPauseInsideAnEventStopsRightThere(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.pausedConnected()
		writeTo(t, peer, "0123456789abcdef")
		w.settle()
		w.do(func() {
			w.update(id, sockets.Update{BufferSize: ptr(4)})
			w.resume(id)
			w.on["data"] = func(n note) { w.pause(n.id) }
		})
		w.expect("update 1: ok", "resume 1: ok", "data 1: 0123", "pause 1: ok")
		w.quiet()

		writeTo(t, peer, "later")
		w.quiet()
		w.do(func() { w.resume(id) })
		w.expect("resume 1: ok", "data 1: 4567", "pause 1: ok")
		w.quiet()
		w.do(func() { w.on["data"] = nil; w.resume(id) })
		w.expect("resume 1: ok")
		w.expectData(id, "89abcdeflater")
	})
}

func TestPauseKeepsTheRestAcrossAnEnd(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.pausedConnected()
		writeTo(t, peer, "0123456789")
		peer.Close()
		w.settle()
		w.do(func() {
			w.update(id, sockets.Update{BufferSize: ptr(3)})
			w.resume(id)
			w.on["data"] = func(n note) { w.pause(n.id) }
		})
		w.expect("update 1: ok", "resume 1: ok", "data 1: 012", "pause 1: ok")
		for _, piece := range []string{"345", "678", "9"} {
			w.do(func() { w.resume(id) })
			w.expect("resume 1: ok", "data 1: "+piece, "pause 1: ok")
		}
		w.quiet()
		w.do(func() { w.resume(id) })
		w.expect("resume 1: ok", "end 1: -100")
	})
}

// Pausing and resuming at once inside an event still means that no data comes
// before the answer of the resuming call.
func TestResumeInsideAnEventAnswersFirst(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.pausedConnected()
		writeTo(t, peer, "01234567")
		w.settle()
		w.do(func() {
			w.update(id, sockets.Update{BufferSize: ptr(4)})
			w.resume(id)
			w.on["data"] = func(n note) { w.on["data"] = nil; w.pause(n.id); w.resume(n.id) }
		})
		w.expect("update 1: ok", "resume 1: ok", "data 1: 0123", "pause 1: ok", "resume 1: ok", "data 1: 4567")
	})
}

func TestResumeAnswersBeforeTheData(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.pausedConnected()
		writeTo(t, peer, "waiting")
		w.settle()
		w.do(func() { w.resume(id); w.pause(id); w.resume(id); w.resume(id) })
		w.expect("resume 1: ok", "pause 1: ok", "resume 1: ok", "resume 1: ok", "data 1: waiting")

		// A pause that comes after the call wins over it.
		w.do(func() { w.resume(id); w.pause(id) })
		w.expect("resume 1: ok", "pause 1: ok")
		writeTo(t, peer, "more")
		w.quiet()

		// A later resume is not served by the answer of an earlier one.
		w.do(func() {
			w.on["resume"] = func(n note) { w.on["resume"] = nil; w.pause(id); w.resume(id) }
			w.resume(id)
		})
		w.expect("resume 1: ok", "pause 1: ok", "resume 1: ok", "data 1: more")
	})
}

func TestPauseHoldsAtOnce(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.connected()
		writeTo(t, peer, "one")
		w.expectData(id, "one")
		w.do(func() { w.pause(id) })
		w.expect("pause 1: ok")
		require.True(t, w.info(id).Paused)
		writeTo(t, peer, "two")
		w.quiet()
		require.True(t, w.info(id).Connected)
		w.do(func() { w.pause(id); w.resume(id) })
		w.expect("pause 1: ok", "resume 1: ok", "data 1: two")
	})
}

func TestPauseBeforeConnect(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		ln, port := listenNet(t, "127.0.0.1:0")
		id := w.create()
		w.do(func() { w.pause(id); w.connect(id, "127.0.0.1", port) })
		w.expect("pause 1: ok", "connect 1: ok")
		peer := acceptNet(t, ln)
		writeTo(t, peer, "abc")
		w.quiet()
		w.do(func() { w.resume(id) })
		w.expect("resume 1: ok", "data 1: abc")
	})
}

// However the socket is toggled, from events, answers and other tasks: after a
// pause nothing comes until the answer of the resuming call, and nothing is
// lost, doubled or out of order.
func TestPauseTogglingLosesNothing(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		data := noise(2<<20, 3)
		id, peer := w.connected()
		random := rand.New(rand.NewPCG(1, 2))
		var got checksum
		open, pauses, early := true, 0, 0
		toggle := func(pause bool) {
			if pause {
				open = false
				pauses++
			}
			call := pauses
			w.TCP.SetPaused(id, pause, func(error) { open = open || !pause && call == pauses })
		}
		done := false
		var prod func()
		prod = func() { // keeps the connection from standing still
			if !done {
				toggle(random.IntN(3) == 0)
				w.loop.Post(prod)
			}
		}
		ended := make(chan struct{})
		w.do(func() {
			w.on["end"] = func(note) { done = true; close(ended) }
			w.on["data"] = func(n note) {
				if !open {
					early++
				}
				got.Write(n.data)
				for range random.IntN(3) {
					toggle(random.IntN(2) == 0)
				}
				if random.IntN(50) == 0 {
					w.TCP.Update(id, sockets.Update{BufferSize: ptr(random.IntN(8192))}, func(error) {})
				}
			}
			prod()
		})
		feed(peer, data)
		next(t, ended)
		w.do(func() {}) // the loop's writes are visible now
		require.Zero(t, early, "events during a pause")
		require.Equal(t, checksumOf(data), got)
	})
}

func TestNobodyListens(t *testing.T) {
	logged, log := newLogged()
	withOptions(t, sockets.Options{Log: log}, func(t *testing.T, w *world) {
		id, peer := w.connected()
		w.do(func() { w.deaf = true })
		writeTo(t, peer, strings.Repeat("x", 10_000))
		require.Regexp(t, `^DEBUG tcp socket 1: \d+ bytes dropped, since nothing listens to chrome.sockets.tcp.onReceive$`, next(t, logged.lines))
		w.settle()
		w.do(func() { w.deaf = false })
		writeTo(t, peer, "now")
		w.expectData(id, "now")
		require.Empty(t, logged.lines, "the hint comes once per socket")

		w.do(func() { w.SetEvents(nil) })
		id, peer = w.connected()
		writeTo(t, peer, "gone")
		require.Contains(t, next(t, logged.lines), "tcp socket 2: 4 bytes dropped")
		w.do(func() { w.SetEvents(w) })
		writeTo(t, peer, "heard")
		w.expectData(id, "heard")
	})
}

func TestEndAfterAllData(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		for range 10 {
			id, peer := w.connected()
			data := noise(100_000, 4)
			feed(peer, data)
			all, _ := w.receive(id)
			require.True(t, bytes.Equal(data, all))
			info := w.info(id)
			require.True(t, info.Paused)
			require.False(t, info.Connected)
			require.Empty(t, readAll(t, peer), "no half-open connection is left")

			w.do(func() { w.resume(id); w.pause(id); w.resume(id) })
			w.expect(fmt.Sprintf("resume %d: ok", id), fmt.Sprintf("pause %d: ok", id), fmt.Sprintf("resume %d: ok", id))
			w.quiet()
			require.False(t, w.info(id).Paused)
			w.do(func() { w.disconnect(id); w.close(id) })
			w.expect(fmt.Sprintf("disconnect %d: ok", id), fmt.Sprintf("close %d: ok", id))
			w.quiet()
		}
	})
}

func TestEndByReset(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.connected()
		writeTo(t, peer, "payload")
		w.expectData(id, "payload")
		reset(t, peer)
		w.expect("end 1: -100")
		info := w.info(id)
		require.True(t, info.Paused)
		require.False(t, info.Connected)
		w.do(func() { w.sendText(id, "x"); w.resume(id) })
		w.expect("send 1: -15", "resume 1: ok")
		w.quiet()
	})
}

func TestEndHandlersMayDoAnything(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		ln, port := listenNet(t, "127.0.0.1:0")
		id, peer := w.connected()
		w.do(func() {
			w.on["end"] = func(n note) {
				w.on["end"] = nil
				w.sendText(id, "x")
				w.connect(id, "127.0.0.1", port)
				w.resume(id)
			}
		})
		peer.Close()
		w.expect("end 1: -100", "send 1: -15", "resume 1: ok", "connect 1: ok")
		peer = acceptNet(t, ln)
		writeTo(t, peer, "hello")
		w.expectData(id, "hello")

		w.do(func() { w.on["end"] = func(n note) { w.close(id); w.close(id) } })
		peer.Close()
		w.expect("end 1: -100", "close 1: ok", "close 1: Socket not found")
		w.quiet()
	})
}

func TestDataHandlersMayDoAnything(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		for i, act := range []func(id int){
			func(id int) { w.close(id) },
			func(id int) { w.disconnect(id) },
			func(id int) { w.disconnect(id); w.resume(id) },
		} {
			id, peer := w.pausedConnected()
			writeTo(t, peer, "0123456789")
			w.settle()
			w.do(func() {
				w.update(id, sockets.Update{BufferSize: ptr(4)})
				w.resume(id)
				w.on["data"] = func(n note) { act(n.id) }
			})
			what := []string{"close", "disconnect", "disconnect"}[i]
			w.expect(fmt.Sprintf("update %d: ok", id), fmt.Sprintf("resume %d: ok", id), fmt.Sprintf("data %d: 0123", id),
				fmt.Sprintf("%s %d: ok", what, id), fmt.Sprintf("end %d: -100", id))
			if i == 2 {
				w.expect(fmt.Sprintf("resume %d: ok", id))
			}
			w.quiet()
			w.do(func() { w.on["data"] = nil })
		}
	})
}
