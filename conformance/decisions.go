package conformance

// Decisions are the rows of the table that decides between the documentation,
// Chromium and sanity; row n stands at n-1. Every row has a case (@row n).
var Decisions = []string{
	"argument errors, unknown ids, permissions, result codes, lastError texts and their shapes are Chromium's to the letter",
	"a promise when the callback is omitted, for create, update, setPaused, disconnect, close, getInfo, getSockets and udp.getJoinedGroups; the others throw",
	"ids count from 1 in each namespace and are never reused; accepted sockets take tcp ids",
	"tcpServer.setPaused(false) resumes accepting, the waiting connections first",
	"no onReceive follows tcp.setPaused(true)",
	"no onAccept follows tcpServer.setPaused(true)",
	"callbacks of connect, send and listen that disconnect or close cut off come with -3, before the callback of what cut them off",
	"close flushes what was sent, then FIN, and answers when the socket of the system is closed",
	"the own disconnect or close of a socket that was reading gives onReceiveError -100 after the callback",
	"a reset while reading is -100",
	"getInfo of an accepted socket has localAddress and localPort",
	"a second listen binds the new address first and releases the old one on success; on failure nothing changes",
	"ports outside 0 to 65535 fail with -4 net::ERR_INVALID_ARGUMENT",
	"bufferSize at or below 0 means 4096, and no chunk is larger than 65536 bytes",
	"a write quota of 200 MiB in flight for each app: Exceeded write quota.",
	"data without an onReceive listener is discarded",
	"getSockets is ordered by id",
	"tcp.secure: the pause may come any time before; a failure destroys the socket; name and bufferSize are kept; offered client certificates are no error",
	"a datagram larger than bufferSize gives -142 and a pause",
	"suspension is off unless asked for; its transitions are as documented",
}

// ServerDecisions are the rows of the table that decides what websocketserver
// does where its documentation is open; row Qn stands at n-1. Every row has a
// case (@row Qn).
var ServerDecisions = []string{
	"the global is a constructor, with and without new, and a ready-made server as well",
	"binary data of messages is an ArrayBuffer",
	"two results, of an address and a port, are an array [ip, port] with the same values as properties; null if there are none",
	"publish answers true when every open client took the data, with no client too; false when one failed; null for what is no data",
	"a connection that ends without a close frame is 1006 with reason null",
	"onClose reports the code and reason that close was given; 1000 and null when it was given none",
	"_translateMessage can be set once, later changes throw a TypeError; the other reserved callbacks can be changed",
	"stop sends 1001 without waiting; there is no onClose, only onClientClosed",
	"response.close without a status answers a handshake with 200",
	"onClientClosed comes for every connection whose handle a callback or a handler has seen, and for no other",
	"what onUpgradeToWebsocket returns is ignored, promises too",
	"TLS with server.tls, and IPv6 addresses",
	"a library for JSON-RPC can be written in JavaScript on top",
	"start answers null when it fails; lastError says why",
	"the address of this machine in its network comes from its interfaces, without any traffic",
	"clientCount counts the leaving client in onClientClosed still",
	"send on a connection that is not open is null and an error for onError; an unknown handle is null without one",
	"onError has two arguments",
	"a handle is taken as its text too; anything else is an unknown handle",
	"close throws a RangeError for codes that must not be sent",
}

// decisionTables are both, with what @row puts in front of a number.
var decisionTables = []struct {
	of, prefix string
	decisions  []string
	rows       func(Case) []int
}{
	{"chrome.sockets", "", Decisions, func(c Case) []int { return c.Rows }},
	{"websocketserver", "Q", ServerDecisions, func(c Case) []int { return c.ServerRows }},
}
