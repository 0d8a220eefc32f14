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
// # Modules
//
// The global require loads CommonJS modules and JSON as Node.js does: relative
// names against the file of the script or module that asks, other names in
// node_modules. The host has the core modules buffer, url and util.
//
// # Limits
//
// Call depth is limited (a runaway recursion ends in an error, which, other
// than in browsers, no catch sees), the built-ins that take a size refuse
// absurd ones, and a watchdog interrupts the program when the heap passes its
// limit. An interrupt waits for the end of a native call: a regular expression
// with a backreference or lookaround is matched by backtracking, which can take
// for ever; all others take linear time.
//
// The engine parses ES2015 and much of what came later; modules, async
// generators and top-level await are not in it. Sloppy-mode functions in blocks
// are hoisted as browsers do, except in code made by eval and new Function, and
// except that a script fails if an earlier one declared the name with let,
// const or class.
package runtime
