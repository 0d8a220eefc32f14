// Package web is the web platform an app expects besides chrome.*: the global
// functions and classes that every page has.
//
//   - console, as the WHATWG Console Standard says, with values shown as
//     Node's util.inspect shows them
//   - setTimeout, setInterval, clearTimeout, clearInterval, queueMicrotask
//     (HTML Standard)
//   - TextEncoder, TextDecoder (WHATWG Encoding Standard), atob, btoa (HTML
//     Standard, Infra Standard)
//   - structuredClone (HTML Standard), DOMException (Web IDL)
//   - performance.now, performance.timeOrigin (High Resolution Time)
//
// # Threads
//
// Everything here belongs to the goroutine of the runtime's loop; [Install]
// and [Bytes] are called there, and so is every installed function.
//
// # What the app may do to it
//
// Scripts of the 2012 kind replace and extend what they find. So the package
// takes the engine's own functions when it is installed and does not look
// them up again, and the console never throws, whatever it is given.
//
// # Limits
//
// The package opens no sockets and reads no files, and it prints only through
// [runtime.Runtime.Console]. The differences from a browser: a class called
// without new makes an object instead of throwing; and of the encodings only
// UTF-8, UTF-16, windows-1252 and x-user-defined are known.
package web

import "github.com/sockhost/sockhost/runtime"

// Install puts the web platform into the global scope of rt. It is called once
// for a runtime, before any script runs. close ends the connections that
// scripts left open, as leaving a page does; it is called in a task, or when the
// loop does not run.
func Install(rt *runtime.Runtime, o Options) (close func()) {
	e := newEnv(rt, o)
	e.installDOMException()
	e.installPerformance()
	e.installEventTarget()
	e.installEvents()
	e.installAbort()
	e.installWindow()
	e.installConsole()
	e.installTimers()
	e.installMicrotasks()
	e.installEncoding()
	e.installBase64()
	e.installBlob()
	e.installFileReader()
	e.installURL()
	e.installCrypto()
	e.installNavigator()
	e.installClone()
	e.installWebSocket()
	return func() {
		for s := range e.sockets {
			s.abandon()
		}
		clear(e.sockets)
	}
}
