// Package api is the language in which the chrome.* namespaces are declared.
//
// A [Namespace] is a table of methods, events and types. From it come the
// objects that JavaScript sees, the argument checks with Chrome's exact
// messages, the choice between callback and promise, chrome.runtime.lastError,
// and whatever documentation is generated; nothing about an API is written
// twice. The adapters that do the work are functions in the table; they get a
// checked [Call] and answer it once, now or later.
//
// # How a call goes
//
// Wrong arguments throw a TypeError from the call itself. Otherwise the
// adapter runs, and later, as a task of its own, the callback: with the
// documented arguments; or with none and chrome.runtime.lastError set; or
// with both, when the failure has a result code. Without a callback a method
// that supports promises returns one. A lastError that the callback did not
// read is reported as "Unchecked runtime.lastError: …".
//
// # Threads
//
// Everything belongs to the loop goroutine of the [runtime.Runtime].
//
// The behaviour is that of Chromium 156, as declared in its API schema and
// recorded from it.
package api
