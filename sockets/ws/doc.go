// Package ws is the WebSocket protocol, RFC 6455, on the event loop: opening
// handshakes, and connections whose frames are read and written by the loop's
// own goroutine.
//
// # Handshakes
//
// They are gorilla/websocket's: [Check] and [Upgrade] answer a request of a
// net/http server, [Dial] opens a connection as a client. Both end with a
// stream of the loop, for [NewConn].
//
// # Connections
//
// A [Conn] has either role. It reads frames strictly, joins fragments, answers
// pings and close frames, and tells its [Handler] of the messages. What it
// sends is gathered and goes out together at the end of a batch; a queue that
// a slow peer lets grow past its limit ends the connection. Frames are read
// here and not by gorilla, because a goroutine for each reader costs more than
// half of the time of a small message.
//
// # Threads
//
// Check and Upgrade belong to the goroutine of a net/http handler and may
// block. Everything else belongs to the loop goroutine.
//
// # Limits
//
// The package knows nothing of JavaScript and opens no listener: the server is
// package wsserver. Of the extensions only permessage-deflate without context
// takeover (RFC 7692) is known.
package ws
