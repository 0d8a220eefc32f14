package main

// A protocol is what a server must speak to take part in a work.
type protocol string

const (
	// tcpEcho is a TCP server that sends back every byte.
	tcpEcho protocol = "tcp-echo"
	// tcpBulk is the same, receiving up to 64 KiB at a time.
	tcpBulk protocol = "tcp-bulk"
	// tcpChunks is the same, receiving as much at a time as its sockets do by default.
	tcpChunks protocol = "tcp-chunks"
	// udpEcho is a UDP socket that sends back every datagram.
	udpEcho protocol = "udp-echo"
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
	figure   figure
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

const bulk = 64 << 10

var works = []work{
	{"echo-1", "64-byte messages, 1 connection, both sides on one core", tcpEcho, "node", together, echoLoad{1, 64, 1, bare}, rate},
	{"echo-10", "64-byte messages, 10 connections", tcpEcho, "node", apart, echoLoad{10, 64, 1, bare}, rate},
	{"echo-100", "64-byte messages, 100 connections", tcpEcho, "node", apart, echoLoad{100, 64, 1, bare}, rate},
	{"echo-1000", "64-byte messages, 1 000 connections", tcpEcho, "node", apart, echoLoad{1000, 64, 1, bare}, rate},
	{"bulk-1", "64-KiB writes, 1 connection, received up to 64 KiB at a time", tcpBulk, "node", apart, echoLoad{1, bulk, 4, bare}, throughput(bulk)},
	{"bulk-10", "the same on 10 connections", tcpBulk, "node", apart, echoLoad{10, bulk, 4, bare}, throughput(bulk)},
	{"chunks-1", "64-KiB writes, 1 connection, received as is the default (chrome.sockets: 4 KiB)", tcpChunks, "node", apart, echoLoad{1, bulk, 4, bare}, throughput(bulk)},
	{"chunks-10", "the same on 10 connections", tcpChunks, "node", apart, echoLoad{10, bulk, 4, bare}, throughput(bulk)},
	{"churn-16", "connect, one message of 64 bytes, close; 16 at a time", tcpEcho, "node", apart, churnLoad{16, 64}, rate},
	{"udp-100", "64-byte datagrams from 100 ports", udpEcho, "node", apart, echoLoad{100, 64, 1, datagrams}, rate},
	{"ws-echo-1", "64-byte text over WebSocket, 1 client, both sides on one core", wsEcho, "ws", together, echoLoad{1, 64, 1, textFrames}, rate},
	{"ws-echo-10", "64-byte text over WebSocket, 10 clients", wsEcho, "ws", apart, echoLoad{10, 64, 1, textFrames}, rate},
	{"ws-echo-100", "64-byte text over WebSocket, 100 clients", wsEcho, "ws", apart, echoLoad{100, 64, 1, textFrames}, rate},
	{"ws-echo-1000", "64-byte text over WebSocket, 1 000 clients", wsEcho, "ws", apart, echoLoad{1000, 64, 1, textFrames}, rate},
	{"ws-bulk-10", "64-KiB binary messages over WebSocket, 10 clients", wsEcho, "ws", apart, echoLoad{10, bulk, 1, binaryFrames}, throughput(bulk)},
	{"ws-publish-1000", "64-byte text from one client to 1 000 over WebSocket", wsPublish, "ws", apart, publishLoad{1000, 64}, rate},
}
