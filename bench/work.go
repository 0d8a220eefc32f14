package main

import (
	"context"
	"time"
)

// A protocol is what a server must speak to take part in a work.
type protocol string

const (
	// tcpEcho is a TCP server that sends back every byte.
	tcpEcho protocol = "tcp-echo"
	// wsEcho is a WebSocket server without compression that sends back every message, text as text.
	wsEcho protocol = "ws-echo"
	// wsPublish is a WebSocket server without compression that sends every message to all of its clients.
	wsPublish protocol = "ws-publish"
)

// A work is one row group of the table: something to do to a server, over and over, for a while.
type work struct {
	name     string
	about    string
	protocol protocol
	baseline string // the peer that ratios refer to
	cores    placement
	load     load
}

// A placement says on which cores generator and server run.
type placement int

const (
	// apart gives the generator the last core and the server all others, as for a client on another machine.
	apart placement = iota
	// together puts both on one core. With a single message under way they never run at the same time; on two cores most
	// of the time would go into waking the other one up, which no server has a part in.
	together
)

// A load does its operations against the server at addr until the window closes.
type load interface {
	run(ctx context.Context, addr string, w window) (operations int64, err error)
}

// A window is the measured part of a load: it opens after the warm-up and closes after the duration. The load calls
// opened and closed at these moments, with its connections open, and counts the operations completed in between.
type window struct {
	warmup, duration time.Duration
	opened, closed   func()
}

var works = []work{
	{"echo-1", "64-byte messages, 1 connection, both sides on one core", tcpEcho, "node", together, echoLoad{1, 64, bare}},
	{"echo-10", "64-byte messages, 10 connections", tcpEcho, "node", apart, echoLoad{10, 64, bare}},
	{"echo-100", "64-byte messages, 100 connections", tcpEcho, "node", apart, echoLoad{100, 64, bare}},
	{"ws-echo-1", "64-byte text over WebSocket, 1 client, both sides on one core", wsEcho, "ws", together, echoLoad{1, 64, textFrames}},
	{"ws-echo-100", "64-byte text over WebSocket, 100 clients", wsEcho, "ws", apart, echoLoad{100, 64, textFrames}},
	{"ws-echo-1000", "64-byte text over WebSocket, 1 000 clients", wsEcho, "ws", apart, echoLoad{1000, 64, textFrames}},
	{"ws-publish-1000", "64-byte text from one client to 1 000 over WebSocket", wsPublish, "ws", apart, publishLoad{1000, 64}},
}
