// Package runtime is the JavaScript engine of sockhost: one goja VM with
// limits set, and the only place that calls into JavaScript.
//
// # Threads
//
// Everything belongs to the loop goroutine of the [eventloop.Loop] the
// Runtime was made with, except [Runtime.Interrupt] and [Runtime.Terminate],
// which any goroutine may call. Realms on loops of their own share nothing.
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
// [Runtime.RunModule] runs ECMAScript modules, from the disk as Node.js has them
// or from a package as a browser has them ([Files]). The engine knows none, so
// esbuild rewrites each module alone to a function, and a registry of the realm
// does what the standard says about modules: each is evaluated once however it
// is reached, bindings are live, cycles and top-level await are in order, and
// import() takes names that are only known when it runs. A bundle for each entry
// would be less code here, but would have instances of its own of what two
// entries share, no such import(), and errors in esbuild's words. What the
// registry cannot do: in a cycle, nothing of a module that awaits can be used
// before it has begun, not even its functions; the properties of a namespace are
// accessors; reading an import whose value may still change costs a call.
//
// # Syntax that the engine lacks
//
// A script or CommonJS module that the engine cannot compile goes through
// esbuild and is tried again: this gives async generators, for await, import(),
// decorators, using and a few more. Nobody else pays for that. TypeScript (.ts,
// .mts, .cts, .tsx) always goes that way; its types are not checked. Positions
// and source lines in errors are those of the original. Helper functions of
// esbuild, with names that begin with two underscores, become globals of such a
// script. Code made by eval and new Function is not rewritten.
// testdata/syntax.json lists what there is of the language, and how.
//
// # Starting
//
// A realm starts with next to nothing made. [Runtime.Lazy] defines a property that
// is made when it is first asked for, and that no script can tell from another.
// What the host needs of the language's own objects is an [Intrinsic]; these
// objects are completed and guarded, and intrinsics found, before the first
// source runs that could reach them.
//
// # Library that the engine lacks
//
// What the language has besides its syntax, and the engine does not, is in package
// builtins, also the syntax of regular expressions and Intl. A source is searched for the
// words that need it before it runs.
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
// Sloppy-mode functions in blocks are hoisted as browsers do, except in code
// made by eval and new Function, and except that a script fails if an earlier
// one declared the name with let, const or class.
package runtime
