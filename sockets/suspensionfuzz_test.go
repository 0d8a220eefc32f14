package sockets_test

import (
	"bytes"
	"net"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/sockets"
)

// FuzzSuspension drives a host through suspensions, pauses and traffic, and
// compares every stream with what was put in.
func FuzzSuspension(f *testing.F) {
	for seed := range uint64(40) {
		f.Add(seed%2 == 0, noise(300, seed))
	}
	f.Fuzz(func(t *testing.T, native bool, steps []byte) {
		if len(steps) > 2000 {
			return
		}
		backend := eventloop.Portable
		if native {
			backend = eventloop.Native
		}
		m := newStreams(start(fuzzed{t}, backend, sockets.Options{}))
		for ; len(steps) > 1; steps = steps[2:] {
			m.step(steps[0], int(steps[1]))
		}
		m.finish()
	})
}

// fuzzed is a test with goroutines around it that belong to the fuzzing.
type fuzzed struct{ testing.TB }

// streams is the model: what went into each connection, and what came out.
type streams struct {
	oneByOne
	w         *world
	port      int
	dialled   []*stream
	changed   chan struct{} // something came out
	suspended bool          // of the loop goroutine, as what follows
	byID      map[int]*stream
	unnamed   map[int]bool // accepted; the first byte tells which it is
}

type stream struct {
	peer *net.TCPConn
	read <-chan outcome
	in   []byte // written by the peer; begins with its index

	// Of the loop goroutine.
	id     int // 0 until the first data
	got    []byte
	sent   []byte
	paused bool
	ended  bool
}

func newStreams(w *world) *streams {
	m := &streams{w: w, changed: make(chan struct{}, 1), byID: map[int]*stream{}, unnamed: map[int]bool{}}
	server, port := w.listening()
	w.keepServer(server)
	m.port = port
	w.do(func() { w.SetEvents(m) })
	return m
}

// event notes that there was one.
func (m *streams) event() {
	if m.suspended {
		m.w.t.Error("an event during a suspension")
	}
	select {
	case m.changed <- struct{}{}:
	default:
	}
}

func (m *streams) Accepted(_, client int) {
	m.event()
	m.unnamed[client] = true
	m.w.TCP.Update(client, persistent, ignore)
	m.w.TCP.SetPaused(client, false, ignore)
}

func (m *streams) TCPReceived(id int, data []byte) bool {
	m.event()
	s := m.byID[id]
	if s == nil {
		s = m.dialled[data[0]]
		if s.id != 0 || !m.unnamed[id] {
			m.w.t.Errorf("the beginning of stream %d comes twice", data[0])
		}
		delete(m.unnamed, id)
		s.id, m.byID[id] = id, s
	}
	if s.paused || s.ended {
		m.w.t.Error("data during a pause, or after the end")
	}
	s.got = append(s.got, data...)
	return true
}

func (m *streams) TCPReceiveError(id int, code sockets.Code) {
	m.event()
	s := m.byID[id]
	if s.paused || s.ended || code != sockets.ConnectionClosed {
		m.w.t.Error("an end during a pause, or a second one", code)
	}
	s.ended = true
}

func (m *streams) AcceptError(_ int, code sockets.Code) { m.w.t.Error("accepting failed", code) }
func (m *streams) UDPReceived(int, []byte, sockets.Endpoint) bool {
	panic("there is no datagram socket")
}
func (m *streams) UDPReceiveError(int, sockets.Code) { panic("there is no datagram socket") }

// step does one thing.
func (m *streams) step(what byte, n int) {
	w := m.w
	if what%8 == 0 && len(m.dialled) < 12 || len(m.dialled) == 0 {
		s := &stream{in: []byte{byte(len(m.dialled))}}
		// The loop goroutine finds it before its first byte is out.
		w.do(func() { m.dialled = append(m.dialled, s) })
		s.peer = dialNet(w.t, m.port)
		s.read = collect(s.peer)
		_, err := s.peer.Write(s.in)
		require.NoError(w.t, err)
		return
	}
	s := m.dialled[n%len(m.dialled)]
	switch what % 8 {
	case 1:
		w.do(m.suspend)
	case 2:
		w.do(m.resume)
	case 3:
		w.do(func() { m.suspend(); m.resume(); m.suspend() })
	case 4:
		p := noise(n+1, uint64(what))
		_, err := s.peer.Write(p)
		require.NoError(w.t, err)
		s.in = append(s.in, p...)
	case 5:
		p := noise(n+1, uint64(what))
		w.do(func() {
			if s.id != 0 && !s.ended {
				s.sent = append(s.sent, p...)
				w.TCP.Send(s.id, p, ignoreSent)
			}
		})
	case 6:
		w.do(func() {
			if s.id != 0 && !s.ended {
				s.pause(w, !s.paused)
			}
		})
	case 7:
		w.do(func() {
			if s.id != 0 {
				w.TCP.Update(s.id, sockets.Update{BufferSize: ptr(n)}, ignore)
			}
		})
	}
}

func (m *streams) suspend() {
	m.suspended = true
	m.w.Suspend(func() {
		if !m.suspended {
			m.w.t.Error("a wake-up call after the suspension")
		}
	})
}

func (m *streams) resume() {
	m.suspended = false
	m.w.Resume()
}

func (s *stream) pause(w *world, on bool) {
	s.paused = on
	w.TCP.SetPaused(s.id, on, ignore)
}

// finish lets everything come to its end and compares.
func (m *streams) finish() {
	w := m.w
	w.do(m.resume)
	for _, s := range m.dialled {
		require.NoError(w.t, s.peer.CloseWrite())
		w.do(func() {
			if s.paused {
				s.pause(w, false)
			}
		})
	}
	for _, s := range m.dialled {
		for !ask(w, func() bool { return s.ended }) {
			next(w.t, m.changed)
		}
		require.True(w.t, bytes.Equal(s.in, s.got), "%d bytes written, %d received", len(s.in), len(s.got))
		require.Equal(w.t, outcome{checksum: checksumOf(s.sent)}, next(w.t, s.read))
	}
}
