// Package conformance checks what the documentation of chrome.sockets and
// websocketserver promises: one small JavaScript case for each promise, in the
// folder cases.
//
// # Cases
//
// A [Case] is a script that uses chrome.test, the API that Chromium's own
// extension tests use, and the helpers of kit.js and ws-kit.js. Its head
// comment says which sentence of which document it checks. [Run] runs one in an
// app of its own; `go test`, `sockhost test` and the Chromium runner share
// everything here, and README.md tells how to write one.
//
// # The peer
//
// A [Peer] is what cases talk to besides themselves: TCP, TLS and UDP servers
// on the loopback that do what the first line says.
//
// # Threads
//
// [Run] may be called from several goroutines at once, with one Peer for all.
package conformance

//go:generate go run ./docs
//go:generate go run ./platform
