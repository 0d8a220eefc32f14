// Package eventloop is the one loop everything in sockhost runs on: tasks,
// timers, live handles and the network.
//
// # Threads
//
// One goroutine, the one that calls [Loop.Run], owns the loop and everything
// hanging off it: timers, handles, streams, listeners. Only [Loop.Post],
// [Loop.Idle] and [Loop.Stop] may be called from any goroutine; every other
// function and method is for the loop goroutine only (or for the goroutine that
// prepares the loop before Run starts). So there are no locks on the hot path
// and no callback is ever re-entered.
//
// # A turn of the loop
//
// A turn runs, in this order: the timers that are due; the posted tasks and
// the deferred functions ([Loop.Defer]), up to a few times as long as tasks
// post tasks; then one poll of the network, whose completions call their
// handlers directly; then the deferred functions again. The poll blocks only
// when nothing else is left to do. Tasks run first in, first out; timers run
// by (deadline, sequence).
//
// # The network
//
// A [Network] opens streams and listeners whose completions arrive on the
// loop. Its interface has the shape of completions: receiving is started once
// and the backend picks the buffers, unless the handler lends it some
// ([Borrower]); one send is outstanding at a time, and after Close nothing
// arrives any more. Two backends implement it: epoll on
// Linux, driven by the loop's own goroutine, so that read, handler and write
// happen without a goroutine hand-off; and a portable one on package net,
// with goroutines, for every other system. The portable one also runs on
// Linux, so that every socket test runs against both.
//
// Several loops of one process can listen on the same addresses, see [Ports].
//
// # Limits
//
// The package knows nothing of JavaScript, of Chrome or of TLS. It never
// prints. Send does not queue: one send at a time per stream, queues belong
// to the caller.
package eventloop
