package main

// An echoLoad keeps one message in flight on each of its connections and checks every byte that comes back: the
// messages are numbered, so an old, a foreign or a shifted answer is an error too.
type echoLoad struct {
	connections int
	size        int // of a message, in bytes; at least 16
}
