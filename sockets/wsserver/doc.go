// Package wsserver is the server under the global websocketserver: WebSocket
// and HTTP on one port, with handles, heartbeat and an order of events that
// scripts can rely on.
//
// # Connections
//
// net/http accepts connections and reads requests, each connection on a
// goroutine of its own. A request goes to the loop as one task, and its answer
// back. A connection that switches to WebSocket leaves net/http and becomes a
// [ws.Conn] of the loop. Either way it is one [Client] with one handle from its
// first request to its end.
//
// # Threads
//
// Everything belongs to the loop goroutine, where every method of [Events] is
// called too. The goroutines of net/http own only their request while it is
// read and its answer while it is written.
//
// # Limits
//
// The package knows nothing of JavaScript. What a slow or silent peer can hold
// is bounded: connections, headers, bodies, messages, queues and times.
//
// The behaviour is that of aardio's web.socket.server, where RFC 6455 and
// RFC 9110 leave a choice.
package wsserver
