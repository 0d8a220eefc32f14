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
