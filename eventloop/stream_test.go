package eventloop_test

import (
	"crypto/sha256"
	"hash"
	"io"
	"math/rand"
	"net"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/eventloop"
)

func TestStoppedStreamReportsNothingAndLosesNothing(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		c, peer := h.accepted()
		writeTo(t, peer, "one")
		h.settle()
		require.Empty(t, c.reads, "receiving starts stopped")
		c.receive(true)
		c.expect("one")
		c.receive(false)
		writeTo(t, peer, "two")
		h.settle()
		require.Empty(t, c.reads)
		h.do(func() { c.Receive(true); c.Receive(false) })
		h.settle()
		require.Empty(t, c.reads)
		writeTo(t, peer, "three")
		h.do(func() { c.Receive(true); c.Receive(true) })
		c.expect("twothree")
	})
}

func TestReceiveStoppedInReceived(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		c, peer := h.accepted()
		c.onReceived = func([]byte) { c.Receive(false) }
		sent := strings.Repeat("0123456789", 20_000)
		go io.WriteString(peer, sent)
		var got []byte
		for len(got) < len(sent) {
			c.receive(true)
			got = append(got, next(t, c.reads).p...)
			h.do(func() {})
			require.Empty(t, c.reads, "one completion for each Receive(true)")
		}
		require.Equal(t, sent, string(got))
	})
}

func TestEndAfterData(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		c, peer := h.accepted()
		writeTo(t, peer, "last words")
		require.NoError(t, peer.CloseWrite())
		c.receive(true)
		c.expect("last words")
		require.Equal(t, io.EOF, c.expectEnd())
		c.send([]byte("still open this way"))
		require.Equal(t, "still open this way", readFrom(t, peer, 19))
		requireIdle(h)
		require.Empty(t, c.reads)
	})
}

func TestEndWaitsForReceive(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		c, peer := h.accepted()
		c.onReceived = func([]byte) { c.Receive(false) }
		c.receive(true)
		writeTo(t, peer, "x")
		require.NoError(t, peer.CloseWrite())
		c.expect("x")
		h.settle()
		require.Empty(t, c.reads)
		c.receive(true)
		require.Equal(t, io.EOF, c.expectEnd())
	})
}

func TestResetByPeer(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		c, peer := h.accepted()
		c.receive(true)
		reset(t, peer)
		requireErrno(t, syscall.ECONNRESET, c.expectEnd())
		requireIdle(h)
		require.Empty(t, c.reads)
	})
}

// Whatever the peer does while a stream is stopped, the loop sleeps.
func TestStoppedStreamIsIdle(t *testing.T) {
	stops := map[string]func(c *conn, peer *net.TCPConn){
		"never started": func(*conn, *net.TCPConn) {},
		"started before": func(c *conn, peer *net.TCPConn) {
			c.receive(true)
			writeTo(c.h.t, peer, "x")
			c.expect("x")
			c.receive(false)
		},
		"with a send outstanding": func(c *conn, peer *net.TCPConn) {
			c.receive(true)
			c.send(make([]byte, 8<<20))
			c.receive(false)
		},
	}
	acts := map[string]func(t testing.TB, peer *net.TCPConn){
		"data":  func(t testing.TB, peer *net.TCPConn) { writeTo(t, peer, "unread") },
		"FIN":   func(t testing.TB, peer *net.TCPConn) { require.NoError(t, peer.CloseWrite()) },
		"RST":   reset,
		"close": func(t testing.TB, peer *net.TCPConn) { require.NoError(t, peer.Close()) },
	}
	for stopped, stop := range stops {
		for acted, act := range acts {
			t.Run(stopped+", "+acted, func(t *testing.T) {
				onHosts(t, func(t *testing.T, h *host) {
					c, peer := h.accepted()
					stop(c, peer)
					act(t, peer)
					h.settle()
					requireIdle(h)
					require.Empty(t, c.reads)
				})
			})
		}
	}
}

func TestSendOfNothing(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		for name, p := range map[string][]byte{"nil": nil, "empty": {}} {
			c, peer := h.accepted()
			c.send(p)
			require.NoError(t, next(t, c.sent), name)
			requireIdle(h)
			c.send([]byte("x"))
			require.NoError(t, next(t, c.sent), name)
			require.Equal(t, "x", readFrom(t, peer, 1))
		}
	})
}

func TestSentWaitsForThePeer(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		c, peer := h.accepted()
		sent := make([]byte, 8<<20)
		rand.New(rand.NewSource(1)).Read(sent)
		c.send(sent)
		h.settle()
		requireIdle(h)
		require.Empty(t, c.sent, "the peer does not read")
		got := make([]byte, len(sent))
		_, err := io.ReadFull(peer, got)
		require.NoError(t, err)
		require.NoError(t, next(t, c.sent))
		require.True(t, slices.Equal(sent, got))
		requireIdle(h)
		require.Empty(t, c.sent, "once")
	})
}

// Write takes what it can at once; Send sends the rest.
func TestWriteThenSend(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		c, peer := h.accepted()
		sent := make([]byte, 8<<20)
		rand.New(rand.NewSource(1)).Read(sent)
		taken := ask(h, func() int {
			n, err := c.Write(sent)
			if err != nil {
				t.Error(err)
			}
			c.Send(sent[n:])
			return n
		})
		if h.backend.String() == "epoll" {
			require.Positive(t, taken)
		}
		require.Less(t, taken, len(sent))
		got := make([]byte, len(sent))
		_, err := io.ReadFull(peer, got)
		require.NoError(t, err)
		require.NoError(t, next(t, c.sent))
		require.True(t, slices.Equal(sent, got))
	})
}

// WriteBoth takes what it can of two pieces, as if they were one.
func TestWriteBothThenSend(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		for _, c := range []struct{ head, rest int }{{0, 0}, {0, 10}, {10, 0}, {4, 10}, {10, 1 << 20}, {8 << 20, 10}, {4, 8 << 20}} {
			stream, peer := h.accepted()
			sent := make([]byte, c.head+c.rest)
			rand.New(rand.NewSource(1)).Read(sent)
			h.do(func() {
				n, err := stream.WriteBoth(sent[:c.head:c.head], slices.Clone(sent[c.head:]))
				if err != nil {
					t.Error(err)
				}
				stream.Send(sent[n:])
			})
			got := make([]byte, len(sent))
			_, err := io.ReadFull(peer, got)
			require.NoError(t, err)
			require.NoError(t, next(t, stream.sent))
			require.True(t, slices.Equal(sent, got))
			h.do(stream.Close)
		}
	})
}

func TestWriteBothAfterReset(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		if h.backend.String() != "epoll" {
			t.Skip("takes nothing at once")
		}
		c, peer := h.accepted()
		c.receive(true)
		reset(t, peer)
		requireErrno(t, syscall.ECONNRESET, c.expectEnd())
		h.do(func() {
			_, err := c.WriteBoth([]byte("head"), []byte("rest"))
			requireErrno(t, syscall.EPIPE, err)
		})
	})
}

func TestSendFailsAfterReset(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		c, peer := h.accepted()
		c.receive(true)
		reset(t, peer)
		requireErrno(t, syscall.ECONNRESET, c.expectEnd())
		c.send([]byte("anybody?"))
		requireErrno(t, syscall.EPIPE, next(t, c.sent))
		requireIdle(h)
	})
}

func TestOutstandingSendFailsAtReset(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		c, peer := h.accepted()
		c.send(make([]byte, 8<<20))
		h.settle()
		reset(t, peer)
		requireErrno(t, syscall.ECONNRESET, next(t, c.sent))
		requireIdle(h)
		require.Empty(t, c.sent)
	})
}

func TestCloseInReceived(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		c, peer := h.accepted()
		c.onReceived = func([]byte) { c.Close() }
		c.receive(true)
		writeTo(t, peer, strings.Repeat("x", 200_000)[:100])
		require.NotEmpty(t, next(t, c.reads).p)
		_, err := peer.Read(make([]byte, 1))
		require.Equal(t, io.EOF, err)
		peer.Close()
		h.settle()
		require.Empty(t, c.reads)
	})
}

func TestCloseInSent(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		c, peer := h.accepted()
		c.onSent = func(error) { c.Close() }
		c.receive(true)
		c.send([]byte("bye"))
		require.NoError(t, next(t, c.sent))
		got, err := io.ReadAll(peer)
		require.NoError(t, err)
		require.Equal(t, "bye", string(got), "what was sent comes before the FIN")
		peer.Close()
		h.settle()
		require.Empty(t, c.reads)
	})
}

func TestClosedStreamReportsNothing(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		for _, outstanding := range []int{0, 8 << 20} {
			c, peer := h.accepted()
			h.do(func() {
				c.Receive(true)
				if outstanding > 0 {
					c.Send(make([]byte, outstanding))
				}
				c.Close()
				c.Close()
				c.Receive(true)
				c.Receive(false)
				c.Send([]byte("late"))
			})
			peer.Write([]byte("x"))
			peer.Close()
			h.settle()
			require.Empty(t, c.reads)
			require.Empty(t, c.sent)
		}
	})
}

// All streams have something to report in one batch. The first one closes the
// others and opens new ones, which get the same descriptors.
func TestLateCompletionsDoNotReachNewStreams(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		const n = 40
		ln, addr := listenNet(t, "127.0.0.1:0")
		var old []*conn
		var peers []*net.TCPConn
		for range n {
			c, err := h.dial(addr)
			require.NoError(t, err)
			old = append(old, c)
			peers = append(peers, acceptNet(t, ln))
		}
		fresh := make(chan *conn, n)
		replaced := false
		for _, c := range old {
			c.onReceived = func([]byte) {
				if replaced {
					return
				}
				replaced = true
				for _, c := range old {
					c.Close()
				}
				for range n {
					h.Network().Dial(addr, func(s eventloop.Stream, err error) {
						if err == nil {
							c := h.wrap(s)
							c.Receive(true)
							fresh <- c
						}
					})
				}
			}
		}
		blocked := make(chan struct{})
		h.Post(func() {
			for _, c := range old {
				c.Receive(true)
			}
			<-blocked
		})
		for i, peer := range peers {
			switch i % 3 {
			case 0, 1:
				writeTo(t, peer, "for the old stream")
			case 2:
				reset(t, peer)
			}
		}
		close(blocked)
		for range n {
			peer := acceptNet(t, ln)
			writeTo(t, peer, "new")
			require.NoError(t, peer.CloseWrite())
		}
		for range n {
			c := next(t, fresh)
			c.expect("new")
			require.Equal(t, io.EOF, c.expectEnd())
		}
		heard := 0
		for _, c := range old {
			heard += len(c.reads)
		}
		// A reset may come before the first data, but nothing after the closing.
		require.LessOrEqual(t, heard, 1+n/3)
	})
}

func TestHandlerOwnsWhatItReceives(t *testing.T) {
	for name, size := range map[string]int{"small": 10, "medium": 5000, "large": 60_000} {
		t.Run(name, func(t *testing.T) {
			onHosts(t, func(t *testing.T, h *host) {
				c, peer := h.accepted()
				var kept [][]byte
				c.onReceived = func(p []byte) {
					kept = append(kept, p)
					_ = append(p, "overwrites a neighbour?"...)
				}
				var sent strings.Builder
				for i := range 40 {
					message := strings.Repeat(string(rune('A'+i)), size)
					sent.WriteString(message)
					writeTo(t, peer, message) // waits in the kernel, to be read at once
					c.receive(true)
					c.expect(message)
					c.receive(false)
				}
				var got []byte
				h.do(func() { got = slices.Concat(kept...) })
				require.True(t, sent.String() == string(got), "a later read overwrote an earlier one")
			})
		})
	}
}

// borrower receives into memory of its own, a few bytes at a time.
type borrower struct {
	*conn
	room [7]byte
	got  []byte
}

func (b *borrower) Room() []byte { return b.room[:] }

func (b *borrower) Received(p []byte) {
	if &p[0] != &b.room[0] || cap(p) != len(p) {
		b.h.t.Error("not in the memory that was lent")
	}
	b.got = append(b.got, p...)
	b.conn.Received(slices.Clone(p))
}

func TestBorrower(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		if h.backend.String() != "epoll" {
			t.Skip("reads on a goroutine of its own")
		}
		c, peer := h.accepted()
		b := &borrower{conn: c}
		h.do(func() { c.SetHandler(b) })
		sent := strings.Repeat("0123456789", 100)
		writeTo(t, peer, sent)
		c.receive(true)
		c.expect(sent)
		h.do(func() { require.Equal(t, sent, string(b.got)) })
	})
}

// Both directions at once, with random sizes and pauses: every byte arrives
// once and in order.
func TestStreamKeepsOrder(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		for seed := range int64(3) {
			r := rand.New(rand.NewSource(seed))
			c, peer := h.accepted()
			const total = 2 << 20
			outgoing, incoming := make([]byte, total), make([]byte, total)
			r.Read(outgoing)
			r.Read(incoming)

			var wg sync.WaitGroup
			heard := sha256.New()
			wg.Go(func() { io.CopyN(heard, peer, total) })
			wg.Go(func() { writeChunks(peer, incoming, rand.New(rand.NewSource(-seed))) })

			rest := outgoing
			sendMore := func() {
				n := min(1+r.Intn(1<<uint(r.Intn(18))), len(rest))
				p := rest[:n]
				rest = rest[n:]
				if r.Intn(2) == 0 {
					n, _ := c.Write(p)
					p = p[n:]
				}
				c.Send(p)
			}
			allSent := make(chan struct{})
			c.onSent = func(err error) {
				if len(rest) > 0 && err == nil {
					sendMore()
				} else {
					close(allSent)
				}
			}
			c.onReceived = func([]byte) {
				if r.Intn(4) == 0 {
					c.Receive(false)
					h.Post(func() { c.Receive(true) })
				}
			}
			h.do(func() { c.Receive(true); sendMore() })
			got, n := sha256.New(), 0
			for n < total {
				rd := next(t, c.reads)
				require.NoError(t, rd.err)
				got.Write(rd.p)
				n += len(rd.p)
			}
			next(t, allSent)
			wg.Wait()
			requireSum(t, incoming, got)
			requireSum(t, outgoing, heard)
			h.do(c.Close)
		}
	})
}

func writeChunks(w io.Writer, p []byte, r *rand.Rand) {
	for len(p) > 0 {
		n := min(1+r.Intn(1<<uint(r.Intn(18))), len(p))
		if _, err := w.Write(p[:n]); err != nil {
			return
		}
		p = p[n:]
	}
}

func requireSum(t *testing.T, want []byte, got hash.Hash) {
	t.Helper()
	sum := sha256.Sum256(want)
	require.Equal(t, sum[:], got.Sum(nil))
}

func TestCloseOfLoopClosesStreamsAndListeners(t *testing.T) {
	onBackends(t, func(t *testing.T, b eventloop.Backend) {
		h := newHost(t, b)
		c, peer := h.dialFirst()
		c.Receive(true)
		l, err := h.Network().Listen(netip.MustParseAddrPort("127.0.0.1:0"), -1, &acceptor{h: h})
		require.NoError(t, err)
		addr := l.Addr()
		l.Accept(true)
		h.Loop.Close()
		_, err = peer.Read(make([]byte, 1))
		require.Equal(t, io.EOF, err)
		_, err = net.Dial("tcp", addr.String())
		requireErrno(t, syscall.ECONNREFUSED, err)
		c.Close()
		l.Close()
	})
}

// TestCloseAfterWrite: a farewell that the system takes at once still goes out,
// by whatever way the backend writes.
func TestCloseAfterWrite(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		for range 20 {
			c, peer := h.accepted()
			h.do(func() {
				p := []byte("farewell")
				n, err := c.Write(p)
				require.NoError(t, err)
				if n < len(p) {
					c.Send(p[n:])
				}
				c.Close()
			})
			got, err := io.ReadAll(peer)
			require.NoError(t, err)
			require.Equal(t, "farewell", string(got))
		}
	})
}
