package ws

import (
	"time"

	"github.com/sockhost/sockhost/eventloop"
)

// Shared is what the connections of one loop have in common: memory that one of
// them uses at a time, and the end of their batches. The zero value is ready.
// It belongs to the loop goroutine.
type Shared struct {
	loop *eventloop.Loop // since the first connection

	deflater deflater
	room     []byte   // of reads
	spare    [][]byte // empty buffers to gather in
	head     [maxHeader]byte

	dirty   []*Conn // those that have gathered something to send
	flushed int     // how many of them have had their turn
	flush   func()

	batch uint64 // the one that began
	began int64  // at this time, in nanoseconds since 1970
}

// roomSize is how many bytes are read at most at a time.
const roomSize = 256 << 10

// use has the connections of a loop share s.
func (s *Shared) use(loop *eventloop.Loop) {
	if s.loop == nil {
		s.loop, s.flush = loop, s.flushDirty
	}
}

// receiveRoom is the memory for one read.
func (s *Shared) receiveRoom() []byte {
	if s.room == nil {
		s.room = make([]byte, roomSize)
	}
	return s.room
}

// A spare buffer is worth keeping up to this size, and so many of them.
const (
	spareSize = 16 << 10
	maxSpare  = 64
)

// buffer returns an empty buffer to gather in.
func (s *Shared) buffer() []byte {
	n := len(s.spare)
	if n == 0 {
		return nil
	}
	p := s.spare[n-1]
	s.spare = s.spare[:n-1]
	return p
}

// reuse takes a buffer that nobody needs any more.
func (s *Shared) reuse(p []byte) {
	if cap(p) <= spareSize && len(s.spare) < maxSpare {
		s.spare = append(s.spare, p[:0])
	}
}

// now is the time at which the current batch began, as far as anybody asked.
func (s *Shared) now() int64 {
	if batch := s.loop.Batch() + 1; s.batch != batch {
		s.batch, s.began = batch, time.Now().UnixNano()
	}
	return s.began
}

// flushLater has c flushed at the end of the batch.
func (s *Shared) flushLater(c *Conn) {
	if len(s.dirty) == 0 {
		s.loop.Defer(s.flush)
	}
	s.dirty = append(s.dirty, c)
}

// flushDirty ends a batch.
func (s *Shared) flushDirty() {
	defer s.endFlush()
	for s.flushed < len(s.dirty) {
		c := s.dirty[s.flushed]
		s.dirty[s.flushed] = nil
		s.flushed++
		c.flush()
	}
}

// endFlush leaves those whose turn has not come, since a handler has panicked,
// to another batch.
func (s *Shared) endFlush() {
	rest := copy(s.dirty, s.dirty[s.flushed:])
	clear(s.dirty[rest:])
	s.dirty, s.flushed = s.dirty[:rest], 0
	if rest > 0 {
		s.loop.Defer(s.flush)
	}
}
