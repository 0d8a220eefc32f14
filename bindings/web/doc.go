// Package web is the web platform an app expects besides chrome.*: the global
// functions and classes that every page has.
//
//   - console, as the WHATWG Console Standard says, with values shown as
//     Node's util.inspect shows them
//   - setTimeout, setInterval, clearTimeout, clearInterval, queueMicrotask
//     (HTML Standard)
//   - EventTarget, Event and the classes of events, AbortController,
//     AbortSignal (DOM Standard); the global object is an EventTarget
//   - WebSocket (WHATWG WebSockets Standard), a thin class over package
//     sockets/ws
//   - XMLHttpRequest (the standard of that name); fetch, Headers, Request,
//     Response (Fetch Standard) and FormData: for the files of the page, data:
//     and blob: URLs, http and https
//   - TextEncoder, TextDecoder (WHATWG Encoding Standard), atob, btoa (HTML
//     Standard, Infra Standard)
//   - Blob, File, FileReader, object URLs (File API)
//   - the entries of the File and Directory Entries API, with FileWriter, as
//     Chrome Apps have them
//   - URL, URLSearchParams (WHATWG URL Standard)
//   - crypto: random values and, as far as Go's library goes, crypto.subtle
//     (Web Cryptography API)
//   - structuredClone, Worker, MessageChannel, MessagePort, BroadcastChannel
//     (HTML Standard), DOMException (Web IDL)
//   - for a page, the document and the window around it (DOM Standard, HTML
//     Standard): the nodes, the classes of elements, forms, events, selectors,
//     location, history
//   - navigator (HTML Standard), performance.now, performance.timeOrigin (High
//     Resolution Time)
//
// # Classes
//
// A class is declared as a table, see class.go: constructor, attributes, event
// handlers, constants, methods. Its objects keep their Go side under a symbol;
// a class that others inherit from takes a Go interface as its Go side. So new
// classes bring their own file and one line in Install, which names their
// standard. All are installed when they are first asked for, see lazy.go; no
// script can tell. docs/web-platform.md is made from these lines.
//
// # Events
//
// When Go dispatches an event, each listener is a call of its own, and the
// microtasks of one run before the next; when a script does, they wait for its
// end. Both is as in browsers. What a listener throws is reported, and the
// others still run.
//
// # Pages
//
// [NewDocument] makes a window of a runtime: its document is a real tree, of
// which nothing is drawn. [Document.Load] parses the file and runs its scripts.
// Nothing of this is installed otherwise, so typeof document is 'undefined' in a
// plain script.
//
// The file is parsed as a whole; its nodes then come into the document one after
// the other, and a script runs as soon as it is complete. So a script finds the
// document as far as a browser's parser would have come, except where elements
// are moved out of a table, or formatting elements overlap. Scripts with async
// run after DOMContentLoaded, and before load, as do those that scripts insert.
// What document.write writes comes into the document when the script has ended.
//
// A page has no person in front of it. So that a driver can do what one would,
// every node and the window have a method that is not enumerable and of no
// standard:
//
//	node.dispatch(type, properties)
//
// It fires a trusted event of the class that the type has in browsers, with what
// follows: a click changes a checkbox, submits a form, reaches the control of a
// label; nothing happens to a control that is disabled. Properties that are no
// members of the class become properties of the event. The result tells whether
// no listener prevented what would follow. A value is entered by setting it and
// dispatching 'input' or 'change'.
//
// # Errors
//
// What nobody caught, and a promise that nobody handled, fires an event at the
// global object first; prevented, it is not printed. What a worker does not
// prevent goes on to its Worker object, and from there to the page.
//
// # Workers
//
// A Worker is a realm of its own, on a loop and a goroutine of its own. It has
// what is exposed to workers here, neither document nor chrome, and
// importScripts. Its script is a file of the package, or in a plain script one
// beside the script that asks (a file: URL), or a blob: or data: URL. One that
// cannot be loaded fires error on the Worker and is told on the console.
//
// A worker keeps the program running while it has a timer, a socket, an
// operation or a worker of its own, or listens to messages; so does a MessagePort
// that listens while another realm has its other end, and a BroadcastChannel that
// listens while another realm has one of its name. A worker that has nothing of
// this ends. terminate ends it in the middle of whatever it does, but for a
// native call, which the engine cannot interrupt. A page that goes ends its
// workers, and waits for them, but not for long.
//
// What passes between realms is serialized as the standard says; the bytes of a
// transferred ArrayBuffer are not copied. The memory of messages is bounded: a
// worker that sends while more than 16 MiB wait for the receiver waits too, unless
// the receiver waits for it. A page never waits. When a quarter of the heap's
// limit waits to be received, postMessage throws a QuotaExceededError. The lines
// that workers print go to the page's goroutine, and are bounded in the same way.
//
// The limit of the heap holds for all realms together. When it is passed, workers
// that are doing something are ended first, with an error event; the page is ended
// only if there are none. There is no limit to the number of workers; each costs
// about a megabyte and two descriptors.
//
// # Threads
//
// Everything in a realm belongs to the goroutine of its runtime's loop; [Install]
// and [Bytes] are called there, and so is every installed function. The work of
// crypto.subtle, the handshakes of WebSockets, requests over the network and
// workers have goroutines of their own, which hand back a result. Realms share a
// [Hub], and what their [Options] have.
//
// # What the app may do to it
//
// Scripts of the 2012 kind replace and extend what they find. So the package
// takes the engine's own functions when it is installed and does not look
// them up again, and the console never throws, whatever it is given.
//
// # Limits
//
// The package listens on nothing and reads files only by [Options.Load] and
// [DocumentOptions].ReadFile, and it prints only through
// [runtime.Runtime.Console]. The differences from a browser:
//
//   - Nothing is drawn: sizes and positions are 0, canvas has no context, media
//     queries do not match, media do not play, images and style sheets are not
//     loaded and frames have no window. The computed style of an element is its
//     own; values are kept unchecked, and every property is known.
//   - A page stays where it is: links, forms and location report where it would
//     go. Dialogs print their text and answer as if they were dismissed. Inline
//     scripts and handlers run, whatever the policy of the page. document.write
//     does nothing after parsing.
//   - Values in controls are always valid, and only numbers are checked. Removing
//     an element that has the focus fires no event. There are no ranges and
//     selections, custom elements, shadow trees, or documents in XML.
//   - A page without [Options.URL] has nothing that a relative URL could be
//     relative to.
//   - Requests over the network ask [Options.MayDial], and where
//     [Options.MayRead] says no, CORS decides. WebSockets ask only the first, as
//     in browsers. They know no cookies, cache or credentials, and keep the
//     program running, except when a body waits for somebody to read it. Those
//     that are synchronous fail.
//   - XMLHttpRequest makes documents of HTML only.
//   - ReadableStream is there for bodies and Blobs: scripts cannot construct one,
//     pipe it or read into buffers of their own. A body that is a stream is sent
//     when its end is known.
//   - WebSockets may use every port, and extensions names the extension without
//     its parameters.
//   - FileReader has no synchronous sibling.
//   - crypto.subtle makes RSA keys with the exponent 65537 only, and knows no
//     SHA-3 and no algorithms after quantum computers.
//   - There are no shared workers, no shared memory and no service workers besides
//     an extension's own. Workers are not bound by a content security policy, and
//     importScripts does not use the network. rejectionhandled and the event close
//     of ports are not fired.
//   - A signal of AbortSignal.timeout does not keep the program running.
package web

import (
	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/runtime"
)

// Install puts the web platform into the global scope of rt. It is called once
// for a runtime, before any script runs.
func Install(rt *runtime.Runtime, o Options) *Platform {
	e := newEnv(rt, o)
	e.declare(domStandard, "EventTarget")
	e.installEventTarget()
	if e.worker != nil {
		e.declare(htmlStandard, "WorkerGlobalScope DedicatedWorkerGlobalScope WorkerLocation")
		e.installWorkerScope()
	} else {
		e.declare(htmlStandard, "Window")
		e.installWindow()
	}

	e.lazily(webIDLStandard, e.installDOMException, "DOMException")
	e.lazily(domStandard, e.installEvents, "Event")
	e.lazily(domStandard, e.installCustomEvent, "CustomEvent")
	e.lazily(htmlStandard, e.installMessageEvent, "MessageEvent")
	e.lazily(htmlStandard, e.installErrorEvent, "ErrorEvent")
	e.lazily(htmlStandard, e.installRejectionEvent, "PromiseRejectionEvent")
	e.lazily(xhrStandard, e.installProgressEvent, "ProgressEvent")
	e.lazily(webSocketsStandard, e.installCloseEvent, "CloseEvent")
	e.lazily(domStandard, e.installAbort, "AbortController AbortSignal")
	e.lazily(consoleStandard, e.installConsole, "console")
	e.lazily(htmlStandard, e.installTimers, "setTimeout() setInterval() clearTimeout() clearInterval()")
	e.lazily(htmlStandard, e.installMicrotasks, "queueMicrotask()")
	e.lazily(htmlStandard, e.installReportError, "reportError()")
	e.lazily(htmlStandard, e.installBase64, "btoa() atob()")
	e.lazily(htmlStandard, e.installClone, "structuredClone()")
	e.lazily(timeStandard, e.installPerformance, "Performance")
	e.attribute(timeStandard, "performance", true, func() goja.Value { return e.instance(e.prototype("Performance"), e.clock) })
	e.lazily(htmlStandard, e.installNavigator, e.navigatorClass())
	e.attribute(htmlStandard, "navigator", false, func() goja.Value { return e.instance(e.prototype(e.navigatorClass()), &navigator{}) })
	e.lazily(htmlStandard, e.installMessageChannel, "MessageChannel")
	e.lazily(htmlStandard, e.installMessagePort, "MessagePort")
	e.lazily(htmlStandard, e.installBroadcastChannel, "BroadcastChannel")
	e.lazily(htmlStandard, e.installWorker, "Worker")
	e.lazily(encodingStandard, e.installEncoding, "TextEncoder TextDecoder")
	e.lazily(fileStandard, e.installBlob, "Blob File")
	e.lazily(fileStandard, e.installFileReader, "FileReader")
	e.lazily(urlStandard, e.installURL, "URL URLSearchParams")
	if e.worker == nil {
		e.lazily(urlStandard, func() { e.define("webkitURL", e.class("URL").constructor, goja.FLAG_FALSE) }, "webkitURL")
	}
	e.lazily(cryptoStandard, e.installCrypto, "Crypto")
	e.lazily(cryptoStandard, e.installSubtle, "SubtleCrypto")
	e.lazily(cryptoStandard, e.installCryptoKey, "CryptoKey")
	e.attribute(cryptoStandard, "crypto", false, func() goja.Value { return e.instance(e.prototype("Crypto"), &webCrypto{}) })
	e.lazily(webSocketsStandard, e.installWebSocket, "WebSocket")
	e.lazily(xhrStandard, e.installXHR, "XMLHttpRequest XMLHttpRequestEventTarget XMLHttpRequestUpload")
	e.lazily(xhrStandard, e.installFormData, "FormData")
	e.lazily(fetchStandard, e.installFetch, "fetch()")
	e.lazily(fetchStandard, e.installHeaders, "Headers")
	e.lazily(fetchStandard, e.installRequest, "Request")
	e.lazily(fetchStandard, e.installResponse, "Response")
	e.lazily(streamsStandard, e.installStream, "ReadableStream ReadableStreamDefaultReader")
	e.later(entriesStandard, e.installEntries, "DOMFileSystem Metadata Entry FileEntry DirectoryEntry DirectoryReader FileWriter")
	if systems := o.FileSystems; systems != nil {
		e.lazily(fileSystemStandard, func() { e.installRequestFileSystem(systems) }, "webkitRequestFileSystem() webkitResolveLocalFileSystemURL()")
	}
	return &Platform{e}
}

// Platform is the web platform of one page.
type Platform struct{ env *env }

// Close ends the connections and workers that scripts left open, as leaving a
// page does. It is called in a task, or when the loop does not run. It waits for
// the workers, but not for long.
func (p *Platform) Close() {
	p.env.leave()
	p.env.stopLoading()
	for s := range p.env.sockets {
		s.abandon()
	}
	clear(p.env.sockets)
}
