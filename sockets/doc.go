// Package sockets is the socket host: TCP clients and TCP servers with the
// identifiers, states, rules and error codes of Chrome's chrome.sockets API,
// without JavaScript.
//
// # Threads
//
// Everything runs on the loop goroutine of the [eventloop.Loop] the [Host] was
// made with. Only name resolution uses a goroutine of its own, which hands its
// result back as a task.
//
// # Answers and events
//
// Every operation takes a done function and answers through it exactly once,
// later, as a task of its own: never from inside the call. Operations that do
// not touch the network take effect at once and answer in the order of the
// calls. A successful connect, listen or unpausing answers before the first
// event it makes possible; the end of a connection that the caller itself
// closed is answered before the event about it. Events go to [Events].
//
// # Suspension
//
// An app may be put away and started again while its persistent sockets live
// on: [Host.Suspend] and [Host.Resume]. In between, sockets that are not
// persistent are closed, as if the app had closed them but without a word;
// accepted ones are not persistent unless the app makes them so. Persistent
// sockets keep ids, properties, pause, connection, address and groups; queued
// sends go out, attempts to connect and handshakes come to their end. No event
// is reported. The first one for a socket that is not paused is held back and
// wakes the app: a read, the end of a connection, an accepted connection, a
// datagram, or a failure. From then on nothing more is taken from the kernel
// for this socket: a sender has to wait, connections queue up to the backlog,
// datagrams as far as the system buffers them. After Resume what was held back
// is reported first, in the order in which it came, unless the socket has been
// paused meanwhile; then it waits for the end of the pause.
//
// # Errors
//
// Three shapes, as in Chrome: nil; a [Refusal], which carries only a message
// (unknown id, missing permission, exceeded quota); and a [Code] or [Failure],
// which carries a net error code as well.
//
// # Rules
//
// The behaviour follows the documentation of chrome.sockets, then Chromium as
// recorded, then sanity: a pause holds at once; every answer comes; what was
// sent before disconnect or close is still delivered; a second listen replaces
// the first only when it succeeds. Memory is bounded by the write quota and by
// one read per connection.
package sockets
