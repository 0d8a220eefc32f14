package main

// An echoLoad keeps one message in flight on each of its connections and checks every byte that comes back: the
// messages are numbered, so an old, a foreign or a shifted answer is an error too.
type echoLoad struct {
	connections int
	size        int // of a message, in bytes; at least 16
	framing     framing
}

// A publishLoad has its first connection send a WebSocket message that the server must pass on to all of them, the
// first included, and checks every byte of every copy. The next message goes out when all have got this one: with two
// in flight a server could put both into one write, and two copies would be delivered at the price of one.
type publishLoad struct {
	connections int
	size        int // of a message, in bytes; at least 16
}
