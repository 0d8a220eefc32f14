package main

// A protocol is what a server must speak to take part in a work.
type protocol string

const (
	// tcpEcho is a TCP server that sends back every byte.
	tcpEcho protocol = "tcp-echo"
	// tcpPaced is the same where the slowest peer sets the pace for all: it is not for those that are very much slower.
	tcpPaced protocol = "tcp-paced"
	// tcpBulk is the same, receiving up to 64 KiB at a time.
	tcpBulk protocol = "tcp-bulk"
	// tcpChunks is the same, receiving as much at a time as its sockets do by default.
	tcpChunks protocol = "tcp-chunks"
	// tcpThinking is the same, with work for the script in each message.
	tcpThinking protocol = "tcp-thinking"
	// tcpForward is a TCP server that passes everything on to another one, and back.
	tcpForward protocol = "tcp-forward"
	// httpHello is an HTTP server with a short page.
	httpHello protocol = "http-hello"
	// udpEcho is a UDP socket that sends back every datagram.
	udpEcho protocol = "udp-echo"
	// wsEcho is a WebSocket server without compression that sends back every message, text as text.
	wsEcho protocol = "ws-echo"
	// wsCrowd is the same for very many clients.
	wsCrowd protocol = "ws-crowd"
	// wsPublish is a WebSocket server without compression that sends every message to all of its clients.
	wsPublish protocol = "ws-publish"
	// script is no server but a program that says hello and ends.
	script protocol = "script"
)

// A work is one row group of the table: something to do to a server, over and over, for a while.
type work struct {
	name     string
	about    string
	protocol protocol
	baseline string // the peer that ratios refer to
	setting  setting
	load     load
	figure   figure
}

// A placement is a set of cores.
type placement int

const (
	// everywhere is all of them.
	everywhere placement = iota
	// forServer is all but the last.
	forServer
	// forGenerator is the last.
	forGenerator
)

// A setting says where and how generator and server run.
type setting struct {
	server, generator placement
	fresh             bool   // with a new process for each round
	alone             bool   // the load starts it itself
	behind            string // the server of this binary that the peers forward to; it runs on the generator's core
	onRequest         bool   // only when the work is named
}

var (
	// apart is as for a client on another machine.
	apart = setting{server: forServer, generator: forGenerator}
	// together puts both on one core. With a single message under way they never run at the same time; on two cores most
	// of the time would go into waking the other one up, which no server has a part in.
	together = setting{server: forGenerator, generator: forGenerator}
	// free leaves both to the scheduler, for what can use all cores.
	free = setting{}
	// rested is for what is measured once in the life of a process.
	rested        = setting{server: forServer, generator: forGenerator, fresh: true}
	restedRequest = setting{server: forServer, generator: forGenerator, fresh: true, onRequest: true}
	// whole is for processes from start to end.
	whole = setting{fresh: true, alone: true}
	// between is for proxies.
	between = setting{server: forServer, generator: forGenerator, behind: "goepoll"}
)

const bulk = 64 << 10

var works = []work{
	{"echo-1", "64-byte messages, 1 connection, both sides on one core", tcpEcho, "node", together, echoLoad{1, 64, 1, bare}, rate},
	{"echo-10", "64-byte messages, 10 connections", tcpEcho, "node", apart, echoLoad{10, 64, 1, bare}, rate},
	{"echo-100", "64-byte messages, 100 connections", tcpEcho, "node", apart, echoLoad{100, 64, 1, bare}, rate},
	{"echo-1000", "64-byte messages, 1 000 connections", tcpEcho, "node", apart, echoLoad{1000, 64, 1, bare}, rate},
	{"latency-100", "64-byte messages, 100 connections, the same load for all", tcpPaced, "node", apart, pacedLoad{100, 64, 0}, p99},
	{"bulk-1", "64-KiB writes, 1 connection, received up to 64 KiB at a time", tcpBulk, "node", apart, echoLoad{1, bulk, 4, bare}, throughput(bulk)},
	{"bulk-10", "the same on 10 connections", tcpBulk, "node", apart, echoLoad{10, bulk, 4, bare}, throughput(bulk)},
	{"chunks-1", "64-KiB writes, 1 connection, received as is the default (chrome.sockets: 4 KiB)", tcpChunks, "node", apart, echoLoad{1, bulk, 4, bare}, throughput(bulk)},
	{"chunks-10", "the same on 10 connections", tcpChunks, "node", apart, echoLoad{10, bulk, 4, bare}, throughput(bulk)},
	{"churn-16", "connect, one message of 64 bytes, close; 16 at a time", tcpEcho, "node", apart, churnLoad{16, 64}, rate},
	{"idle-10000", "10 000 connections open, one message of 64 bytes on each before", tcpPaced, "node", rested, idleLoad{10_000, 64, bare}, memoryEach},
	{"idle-100000", "the same with 100 000; only when named", tcpPaced, "node", restedRequest, idleLoad{100_000, 64, bare}, memoryEach},
	{"forward-100", "64-byte messages, 100 connections, through a proxy to goepoll", tcpForward, "node", between, echoLoad{100, 64, 1, bare}, rate},
	{"forward-bulk-10", "64-KiB writes, 10 connections, through a proxy to goepoll", tcpForward, "node", between, echoLoad{10, bulk, 4, bare}, throughput(bulk)},
	{"http-50", "GET / by wrk, 50 connections that stay open", httpHello, "node", apart, httpLoad{50, hello}, rate},
	{"udp-100", "64-byte datagrams from 100 ports", udpEcho, "node", apart, echoLoad{100, 64, 1, datagrams}, rate},
	{"ws-echo-1", "64-byte text over WebSocket, 1 client, both sides on one core", wsEcho, "ws", together, echoLoad{1, 64, 1, textFrames}, rate},
	{"ws-echo-10", "64-byte text over WebSocket, 10 clients", wsEcho, "ws", apart, echoLoad{10, 64, 1, textFrames}, rate},
	{"ws-echo-100", "64-byte text over WebSocket, 100 clients", wsEcho, "ws", apart, echoLoad{100, 64, 1, textFrames}, rate},
	{"ws-echo-1000", "64-byte text over WebSocket, 1 000 clients", wsEcho, "ws", apart, echoLoad{1000, 64, 1, textFrames}, rate},
	{"ws-bulk-10", "64-KiB binary messages over WebSocket, 10 clients", wsEcho, "ws", apart, echoLoad{10, bulk, 1, binaryFrames}, throughput(bulk)},
	{"ws-publish-1000", "64-byte text from one client to 1 000 over WebSocket", wsPublish, "ws", apart, publishLoad{1000, 64}, rate},
	{"ws-idle-10000", "10 000 WebSocket clients, one message of 64 bytes from each before", wsCrowd, "ws", rested, idleLoad{10_000, 64, textFrames}, memoryEach},
	{"start", "a script of one line, the whole process", script, "node", whole, startLoad{"hello\n"}, duration},
	{"workers", "64-byte messages with work for the script, 32 connections, on all cores", tcpThinking, "sockhost", free, echoLoad{32, 64, 1, bare}, rate},
}
