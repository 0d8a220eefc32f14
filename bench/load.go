package main

import (
	"context"
	"time"
)

// A load does its operations against a target until the window closes.
type load interface {
	run(ctx context.Context, t target, w window) (tally, error)
}

// A demanding load needs something that a machine may lack. The work is left out with the error as the reason.
type demanding interface {
	possible() error
}

// A paced load does the same number of operations a second with every peer: half of what the slowest of them can do,
// which is measured before the rounds.
type paced interface {
	load
	unpaced() load
	at(rate float64) load
}

// A target is what a load works against.
type target struct {
	addr string   // of the server, if there is one
	args []string // that run the peer's program
}

// A tally is what a load has counted while its window was open.
type tally struct {
	operations int64
	latencies  []time.Duration // of the operations, in no order, if the load measures them

	// What a load knows better than those who look at the server from outside; zero if it does not.
	elapsed  time.Duration
	cpu      time.Duration
	resident int64
}

// A window is the measured part of a load: it opens after the warm-up and closes after the duration. The load calls
// opened and closed at these moments, with its connections open, and counts the operations completed in between.
type window struct {
	warmup, duration time.Duration
	opened, closed   func()
}

// An echoLoad keeps some messages under way on each of its connections and checks every byte that comes back: the
// messages are numbered, so an old, a foreign or a shifted answer is an error too.
type echoLoad struct {
	connections int
	size        int // of a message, in bytes; at least 16
	depth       int // messages under way on each connection
	framing     framing
}

// A publishLoad has its first connection send a WebSocket message that the server must pass on to all of them, the
// first included, and checks every byte of every copy. The next message goes out when all have got this one: with two
// in flight a server could put both into one write, and two copies would be delivered at the price of one.
type publishLoad struct {
	connections int
	size        int // of a message, in bytes; at least 16
}

// A churnLoad opens a connection, has one message echoed, says that it has no more to say, and waits until the server
// has closed the connection as well. That is one operation. It keeps some of them going.
type churnLoad struct {
	connections int // at a time
	size        int // of a message, in bytes; at least 16
}

// A pacedLoad sends messages at a fixed rate, to its connections in turn, whether or not answers have come. An
// operation's latency runs from the moment the message was due, so a server that keeps the load from sending in time
// does not look better for it.
type pacedLoad struct {
	connections int
	size        int     // of a message, in bytes; at least 16
	rate        float64 // messages a second on all connections together
}

func (l pacedLoad) unpaced() load { return echoLoad{l.connections, l.size, 1, bare} }

func (l pacedLoad) at(rate float64) load { return pacedLoad{l.connections, l.size, rate} }
