// Package runtime is the JavaScript engine of sockhost: one goja VM with
// limits set, and the only place that calls into JavaScript.
//
// # Threads
//
// Everything belongs to the loop goroutine of the [eventloop.Loop] the
// Runtime was made with, except [Runtime.Interrupt], which any goroutine may
// call.
//
// # Calling into JavaScript
//
// A task is one outermost call: [Runtime.Call], [Runtime.Batch] or
// [Runtime.RunScript]. When it returns, goja has drained the microtasks. What
// the call throws is reported and the program goes on, as in a browser.
// Unhandled rejections are reported after the task that left them unhandled.
//
// Go functions that JavaScript calls are made with [Runtime.NewFunction]. It
// is the native boundary: a Go panic there becomes a JavaScript error.
//
// # Limits
//
// Call depth is limited (a runaway recursion ends in an error), the built-ins
// that take a size refuse absurd ones, and a watchdog interrupts the program
// when the heap passes its limit. The engine parses ES2015 and much of what
// came later; modules, async generators and top-level await are not in it.
// Sloppy-mode functions in blocks are hoisted as browsers do, except in code
// made by eval and new Function.
package runtime
