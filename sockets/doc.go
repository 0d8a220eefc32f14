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
