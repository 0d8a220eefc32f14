// Package websocketserver is the global websocketserver: WebSocket and HTTP
// servers for scripts.
//
// It holds no protocol: a server of package wsserver does the work, and its
// events become calls of the script's callbacks. Each kind of object that
// scripts see, the server itself, its clients, its httpServer and the request
// and response of an HTTP handler, is a [class]: one table of members, from
// which the prototype, the members of the ready-made server and the reference
// in docs/websocketserver.md come.
//
// # Threads
//
// Everything belongs to the loop goroutine of the [runtime.Runtime].
//
// The behaviour is that of aardio's web.socket.server, with the differences
// that docs/websocketserver.md lists.
package websocketserver
