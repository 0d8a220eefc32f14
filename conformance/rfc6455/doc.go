// Package rfc6455 holds tests only: the WebSocket protocol from outside, RFC
// 6455 and RFC 7692, by the numbers of the public Autobahn test suite.
//
// A table (the files cases_*) says what is sent and what must come. It is run
// twice: by a raw client against an app that echoes with the global
// websocketserver, and by a raw server against an app that echoes with the
// browser's WebSocket. Where Autobahn accepts several behaviours, one is
// required; what it does not ask follows under the letter B.
//
// The package ws of npm is the second judge, as client and as server. These
// tests need node and the package, and say so when they are missing; the folder
// that has node_modules is the environment variable SOCKHOST_NPM, else npm's
// global one.
package rfc6455
