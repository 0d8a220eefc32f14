package web_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/sockhost/sockhost/bindings/web"
	"github.com/sockhost/sockhost/eventloop"
)

// workers are JavaScript functions for the scripts of the tests.
const workers = `
	function work(source, options) { return new Worker(URL.createObjectURL(new Blob([source])), options) }
	function log(w, name = 'page') {
		w.onmessage = e => console.log(name, e.data)
		w.onerror = e => { console.log(name, e.constructor.name, e.message, e.lineno, e.colno); e.preventDefault() }
		return w
	}
	function thrown(f) { try { return f() } catch (e) { return String(e) } }
`

// works runs a script with the helpers until nothing is left, and returns what it
// printed. No goroutine outlives it.
func works(t *testing.T, script string) []string {
	t.Helper()
	before := goleak.IgnoreCurrent()
	p := newPage(t)
	lines := p.run(t, workers+script)
	p.Close()
	p.Loop().Close()
	goleak.VerifyNone(t, before)
	return lines
}

func TestWorker(t *testing.T) {
	for _, c := range []struct {
		name, script string
		want         []string
	}{
		{"both ways", `var w = log(work("onmessage = e => { postMessage(e.data * 2); close() }")); w.postMessage(21)`, []string{"page 42"}},
		{"messages before the script ran are kept", `var w = log(work("postMessage('script'); onmessage = e => { postMessage(e.data); if (e.data === 3) close() }"))
			w.postMessage(1); w.postMessage(2); w.postMessage(3)`, []string{"page script", "page 1", "page 2", "page 3"}},
		{"without a listener they are dropped", `var w = log(work("setTimeout(() => { onmessage = e => { postMessage(e.data); close() }; postMessage('ready') }, 20)"))
			w.postMessage('lost'); w.onmessage = e => e.data === 'ready' ? w.postMessage('heard') : console.log(e.data)`, []string{"heard"}},
		{"a worker that listens to nothing ends", `log(work("setTimeout(() => postMessage('done'), 10)"))`, []string{"page done"}},
		{"listeners count while they are there", `log(work("addEventListener('message', e => postMessage(e.data), { once: true })")).postMessage('once')`, []string{"page once"}},
		{"addEventListener", `var w = work("addEventListener('message', e => { postMessage(e.data); close() })")
			w.addEventListener('message', e => console.log(e.data, e.origin === '', e.source, e.ports.length, e.isTrusted)); w.postMessage('x')`, []string{"x true null 0 true"}},
		{"the scope", `log(work("postMessage([typeof window, typeof document, typeof chrome, typeof localStorage, self === globalThis, name, String(self), String(navigator), String(location).slice(0, 5)])", { name: 'n' }))`,
			[]string{"page [\n  'undefined',\n  'undefined',\n  'undefined',\n  'undefined',\n  true,\n  'n',\n  '[object DedicatedWorkerGlobalScope]',\n  '[object WorkerNavigator]',\n  'blob:'\n]"}},
		{"its classes", `log(work("postMessage([self instanceof DedicatedWorkerGlobalScope, self instanceof WorkerGlobalScope, self instanceof EventTarget, typeof Window, typeof Navigator, typeof Location, location instanceof WorkerLocation, navigator instanceof WorkerNavigator])"))`,
			[]string{"page [\n  true,        true,\n  true,        'undefined',\n  'undefined', 'undefined',\n  true,        true\n]"}},
		{"what is absent", `log(work("postMessage([typeof SharedArrayBuffer, typeof SharedWorker, typeof ServiceWorker])"))
			console.log(typeof SharedArrayBuffer, typeof SharedWorker, typeof navigator.serviceWorker)`,
			[]string{"undefined undefined undefined", "page [ 'undefined', 'undefined', 'undefined' ]"}},
		{"name can be replaced", `log(work("name = 5; postMessage([name, typeof name])", { name: 'n' }))`, []string{"page [ 5, 'number' ]"}},
		{"handlers are null", `log(work("postMessage([onmessage, onmessageerror, onerror, onunhandledrejection])"))`, []string{"page [ null, null, null, null ]"}},
		{"transfer", `var b = new ArrayBuffer(4), w = work("onmessage = e => { postMessage(e.data, [e.data]); postMessage(e.data.byteLength); close() }")
			w.onmessage = e => console.log(e.data.byteLength ?? e.data); w.postMessage(b, [b]); console.log(b.byteLength)`, []string{"0", "4", "0"}},
		{"transfer with a dictionary", `var b = new ArrayBuffer(4), w = log(work("onmessage = e => { postMessage(e.data.byteLength); close() }")); w.postMessage(b, { transfer: [b] }); console.log(b.byteLength)`, []string{"0", "page 4"}},
		{"console", `log(work("console.log('log', { a: 1 }); console.group('g'); console.warn('warn')"))`, []string{"log { a: 1 }", "g", "  warn"}},
		{"timers", `log(work("setTimeout(() => postMessage(1), 2); setTimeout(() => postMessage(0), 1); setInterval(() => { postMessage(2); close() }, 5)"))`, []string{"page 0", "page 1", "page 2"}},
		{"data: URL", `log(new Worker('data:text/javascript,postMessage([location.origin, origin])'))`, []string{"page [ 'null', 'null' ]"}},
		{"close ends it after the task", `log(work("setTimeout(() => postMessage('late'), 0); close(); postMessage('after'); Promise.resolve().then(() => postMessage('microtask'))"))`, []string{"page after", "page microtask"}},
		{"close drops what has not been heard", `var w = log(work("onmessage = e => { postMessage(e.data); close() }")); w.postMessage(1); w.postMessage(2)`, []string{"page 1"}},
		{"terminate a loop", `var w = log(work("postMessage('spinning'); for (;;);")); w.onmessage = e => { console.log(e.data); w.terminate(); w.terminate(); w.postMessage(1) }`, []string{"spinning"}},
		{"terminate before it began", `log(work("postMessage(1)")).terminate()`, nil},
		{"nothing is heard after terminate", `var w = log(work("for (;;) postMessage(1)")); w.onmessage = e => { console.log('first'); w.terminate() }`, []string{"first"}},
		{"nested", `var w = log(work(` + "`" + `var w = new Worker(URL.createObjectURL(new Blob(["onmessage = e => { postMessage(e.data + 1); close() }"])))
			w.onmessage = e => postMessage(e.data + 1); onmessage = e => { w.postMessage(e.data); onmessage = null }` + "`" + `)); w.postMessage(1)`, []string{"page 3"}},
		{"terminate ends the nested", `var w = log(work(` + "`" + `new Worker(URL.createObjectURL(new Blob(["postMessage(0); for (;;);"]))).onmessage = () => postMessage('both'); onmessage = () => {}` + "`" + `))
			w.onmessage = e => { console.log(e.data); w.terminate() }`, []string{"both"}},
		{"module", `log(work("postMessage([typeof this, await Promise.resolve(name), import.meta.url.slice(0, 5), String(importScripts).slice(0, 8)])", { type: 'module', name: 'm' }))`,
			[]string{"page [ 'undefined', 'm', 'blob:', 'function' ]"}},
		{"no importScripts in modules", `log(work("try { importScripts('x') } catch (e) { postMessage(String(e)) }", { type: 'module' }))`,
			[]string{"page TypeError: Failed to execute 'importScripts' on 'WorkerGlobalScope': Module scripts don't support importScripts()."}},
		{"fetch", `log(work("fetch('data:,hi').then(r => r.text()).then(t => postMessage(t))"))`, []string{"page hi"}},
		{"synchronous XMLHttpRequest", `log(work("var x = new XMLHttpRequest(); x.open('GET', 'data:,hi', false); x.responseType = 'arraybuffer'; x.send(); postMessage(x.response.byteLength)"))`, []string{"page 2"}},
		{"object URLs of the page", `var u = URL.createObjectURL(new Blob(['from the page'])); log(work("onmessage = e => fetch(e.data).then(r => r.text()).then(t => { postMessage(t); close() })")).postMessage(u)`, []string{"page from the page"}},
		{"object URLs end with the worker", `var w = work("postMessage(URL.createObjectURL(new Blob(['x'])))"); w.onmessage = e => { setTimeout(() => fetch(e.data).catch(e => console.log(String(e))), 50) }`,
			[]string{"Failed to load resource: ", "TypeError: Failed to fetch"}},
		{"crypto", `log(work("crypto.subtle.digest('SHA-1', new Uint8Array(0)).then(d => postMessage(d.byteLength))"))`, []string{"page 20"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			lines := works(t, c.script)
			for i, line := range lines {
				if strings.HasPrefix(line, "Failed to load resource: ") {
					lines[i] = "Failed to load resource: "
				}
			}
			require.Equal(t, c.want, lines)
		})
	}
}

func TestWorkerErrors(t *testing.T) {
	for _, c := range []struct {
		name, script string
		want         []string
	}{
		{"thrown by the script", `log(work("\nthrow new TypeError('m')"))`, []string{"page ErrorEvent Uncaught TypeError: m 2 7"}},
		{"thrown later", `log(work("setTimeout(() => { throw 'text' }, 0)"))`, []string{"page ErrorEvent Uncaught text 1 20"}},
		{"syntax", `log(work("var a = ;"))`, []string{"page ErrorEvent Uncaught SyntaxError: Unexpected token ; 1 9"}},
		{"syntax of a module", `log(work("var a = ;", { type: 'module' }))`, []string{"page Event undefined undefined undefined"}},
		{"thrown by a module", `log(work("\nthrow new Error('m')", { type: 'module' }))`, []string{"page ErrorEvent Uncaught Error: m 2 7"}},
		{"no such file", `log(new Worker('none.js'))`, []string{"page Event undefined undefined undefined"}},
		{"no such blob", `log(new Worker('blob:null/none'))`, []string{"page Event undefined undefined undefined"}},
		{"the event", `work("throw 1").addEventListener('error', e => { console.log(e.error, e.cancelable, e.bubbles, e.isTrusted, e.filename.slice(0, 5)); e.preventDefault() })`, []string{"null true false true blob:"}},
		{"not prevented", `onerror = (m, f, l, c, e) => { console.log('window', m, f.slice(0, 5), l, c, e); return true }; work("throw 1").onerror = () => console.log('worker')`,
			[]string{"worker", "window Uncaught 1 blob: 1 1 null"}},
		{"prevented by false", `onerror = () => console.log('window'); work("throw 1").onerror = () => false`, nil},
		{"by nobody", `work("function f() { throw new Error('m') }\nf()")`, []string{"Uncaught Error: m\n    at f (blob)\n    at blob"}},
		{"onerror of the scope", `log(work("onerror = (...a) => { postMessage([a.length, a[0], a[2], a[3], String(a[4])]); return true }; throw new Error('m')"))`, []string{"page [ 5, 'Uncaught Error: m', 1, 101, 'Error: m' ]"}},
		{"that does not prevent", `log(work("onerror = () => { postMessage('scope') }; throw 1"))`, []string{"page scope", "page ErrorEvent Uncaught 1 1 43"}},
		{"an error in onerror", `log(work("onerror = () => { throw 2 }; throw 1"))`, []string{"page ErrorEvent Uncaught 2 1 19", "page ErrorEvent Uncaught 1 1 30"}},
		{"an event listener of the scope", `log(work("addEventListener('error', e => { postMessage(e.error); e.preventDefault() }); throw 5"))`, []string{"page 5"}},
		{"rejections", `log(work("onunhandledrejection = e => { postMessage([e.constructor.name, e.reason, e.promise instanceof Promise]); e.preventDefault() }; Promise.reject(3)"))`,
			[]string{"page [ 'PromiseRejectionEvent', 3, true ]"}},
		{"rejections are not the page's", `onunhandledrejection = () => console.log('page'); log(work("Promise.reject(3)"))`, []string{"Uncaught (in promise) 3"}},
		{"rejections in the page", `onunhandledrejection = e => { console.log(e.reason); e.preventDefault() }; Promise.reject(4)`, []string{"4"}},
		{"errors in the page", `onerror = (...a) => { console.log(a.slice(0, 4)); return true }; setTimeout(() => { throw new Error('m') }, 0)`, []string{"[ 'Uncaught Error: m', 'test.js', 9, 91 ]"}},
		{"reportError", `addEventListener('error', e => { console.log(e.message, e.error); e.preventDefault() }); reportError(7)`, []string{"Uncaught 7 7"}},
		{"syntax of an imported script", `work("try { importScripts('data:,var a = %3B') } catch (e) { throw e }").onerror = e => { console.log(e.filename, e.lineno, e.colno); e.preventDefault() }`,
			[]string{"data:,var a = %3B 1 9"}},
		{"of a nested worker", `onerror = m => { console.log('window', m); return true }; log(work("onerror = m => postMessage('scope ' + m); new Worker('data:,throw 1').onerror = e => postMessage('worker ' + e.message)"))`,
			[]string{"page worker Uncaught 1", "page scope Uncaught 1", "page ErrorEvent Uncaught 1 1 1"}},
		{"the worker goes on", `log(work("setTimeout(() => postMessage('alive'), 5); throw 1"))`, []string{"page ErrorEvent Uncaught 1 1 44", "page alive"}},
		{"stack overflow", `log(work("function f() { f() }; f()"))`, []string{"page ErrorEvent Uncaught RangeError: Maximum call stack size exceeded 1 17"}},
		{"message that cannot be cloned", `var w = log(work("try { postMessage(() => {}) } catch (e) { postMessage(String(e)) }"))
			console.log(thrown(() => w.postMessage(() => {})))`,
			[]string{"DataCloneError: Failed to execute 'postMessage' on 'Worker': () => {} could not be cloned.",
				"page DataCloneError: Failed to execute 'postMessage' on 'DedicatedWorkerGlobalScope': () => {} could not be cloned."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			lines := works(t, c.script)
			for i, line := range lines {
				if url := blobURL.FindString(line); url != "" {
					line = strings.ReplaceAll(line, url, "blob")
				}
				lines[i] = blobPlace.ReplaceAllString(line, "blob")
			}
			lines = withoutPrefix(lines, "Failed to load the worker ")
			require.Equal(t, c.want, lines)
		})
	}
}

func TestWorkerArguments(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{`new Worker()`, "TypeError: Failed to construct 'Worker': 1 argument required, but only 0 present."},
		{`new Worker('http://[')`, "SyntaxError: Failed to construct 'Worker': 'http://[' is not a valid URL."},
		{`new Worker('http://example.com/x.js')`, "SecurityError: Failed to construct 'Worker': Script at 'http://example.com/x.js' cannot be accessed from origin 'null'."},
		{`new Worker('x.js', { type: 'x' })`, "TypeError: Failed to construct 'Worker': Failed to read the 'type' property from 'WorkerOptions': The provided value 'x' is not a valid enum value of type WorkerType."},
		{`new Worker('x.js', { credentials: 'x' })`, "TypeError: Failed to construct 'Worker': Failed to read the 'credentials' property from 'WorkerOptions': The provided value 'x' is not a valid enum value of type RequestCredentials."},
		{`new Worker('x.js', 5)`, "TypeError: Failed to construct 'Worker': The provided value is not of type 'WorkerOptions'."},
		{`w.postMessage()`, "TypeError: Failed to execute 'postMessage' on 'Worker': 1 argument required, but only 0 present."},
		{`w.postMessage(1, 5)`, "TypeError: Failed to execute 'postMessage' on 'Worker': Overload resolution failed."},
		{`w.postMessage(1, [5])`, "TypeError: Failed to execute 'postMessage' on 'Worker': Failed to convert value to 'object'."},
		{`w.postMessage(1, [{}])`, "DataCloneError: Failed to execute 'postMessage' on 'Worker': Value at index 0 does not have a transferable type."},
		{`w.postMessage(1, { transfer: 5 })`, "TypeError: Failed to execute 'postMessage' on 'Worker': Failed to read the 'transfer' property from 'StructuredSerializeOptions': The provided value cannot be converted to a sequence."},
		{`w.postMessage(Symbol('a'))`, "DataCloneError: Failed to execute 'postMessage' on 'Worker': Symbol(a) could not be cloned."},
		{`w.postMessage(w)`, "DataCloneError: Failed to execute 'postMessage' on 'Worker': Worker object could not be cloned."},
		{`w.postMessage(new MessageChannel().port1)`, "DataCloneError: Failed to execute 'postMessage' on 'Worker': A MessagePort could not be cloned because it was not transferred."},
		{`w.postMessage(1, [buffer, buffer])`, "DataCloneError: Failed to execute 'postMessage' on 'Worker': ArrayBuffer at index 1 is a duplicate of an earlier ArrayBuffer."},
		{`new MessagePort()`, "TypeError: Failed to construct 'MessagePort': Illegal constructor"},
		{`new BroadcastChannel()`, "TypeError: Failed to construct 'BroadcastChannel': 1 argument required, but only 0 present."},
		{`reportError()`, "TypeError: Failed to execute 'reportError' on 'Window': 1 argument required, but only 0 present."},
		{`Worker.prototype.terminate.call({})`, "TypeError: Illegal invocation"},
	} {
		t.Run(c.script, func(t *testing.T) {
			require.Equal(t, []string{c.want}, works(t, `var w = new Worker('data:,'), buffer = new ArrayBuffer(1); console.log(thrown(() => { `+c.script+` })); w.terminate()`))
		})
	}
}

// What a worker's functions throw is said in the name of its scope.
func TestWorkerScopeArguments(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{`structuredClone()`, "TypeError: Failed to execute 'structuredClone' on 'WorkerGlobalScope': 1 argument required, but only 0 present."},
		{`setTimeout()`, "TypeError: Failed to execute 'setTimeout' on 'WorkerGlobalScope': 1 argument required, but only 0 present."},
		{`atob('?')`, "InvalidCharacterError: Failed to execute 'atob' on 'WorkerGlobalScope': The string to be decoded is not correctly encoded."},
		{`queueMicrotask(1)`, "TypeError: Failed to execute 'queueMicrotask' on 'WorkerGlobalScope': parameter 1 is not of type 'Function'."},
		{`close.call({})`, "TypeError: Illegal invocation"},
		{`postMessage.call({}, 1)`, "TypeError: Illegal invocation"},
		{`new WorkerLocation`, "TypeError: Failed to construct 'WorkerLocation': Illegal constructor"},
		{`importScripts('http://[')`, "SyntaxError: Failed to execute 'importScripts' on 'WorkerGlobalScope': The URL 'http://[' is invalid."},
		{`importScripts('relative.js')`, "SyntaxError: Failed to execute 'importScripts' on 'WorkerGlobalScope': The URL 'relative.js' is invalid."},
		{`importScripts('http://127.0.0.1/x.js')`, "NetworkError: Failed to execute 'importScripts' on 'WorkerGlobalScope': The script at 'http://127.0.0.1/x.js' failed to load."},
		{`new Worker('relative.js')`, "SyntaxError: Failed to construct 'Worker': 'relative.js' is not a valid URL."},
		{`importScripts('data:,throw 5')`, "5"},
		{`importScripts('data:,throw new RangeError("r")')`, "RangeError: r"},
		{`importScripts('data:,var x = %3B')`, "SyntaxError: Failed to execute 'importScripts' on 'WorkerGlobalScope': Unexpected token ; (data:,var x = %3B:1:9)"},
		{`importScripts('data:,var a = 1', 'data:,var b = a + 1'); throw b`, "2"},
	} {
		t.Run(c.script, func(t *testing.T) {
			require.Equal(t, []string{c.want}, works(t, "log(work(`try { "+c.script+" } catch (e) { postMessage(String(e)) }`)).onmessage = e => console.log(e.data)"))
		})
	}
}

// Scripts on the disk are found beside the script that asks.
func TestWorkerFiles(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for name, text := range map[string]string{
		"worker.js":     "importScripts('lib/lib.js', './lib/lib.js'); postMessage([location.pathname.split('/').pop(), count]); new Worker('lib/nested.js').onmessage = e => postMessage(e.data)",
		"lib/lib.js":    "var count = (self.count || 0) + 1",
		"lib/nested.js": "importScripts('lib.js'); postMessage('nested ' + count)",
		"module.mjs":    "import { x } from './lib/x.mjs'; postMessage([x, import.meta.url === location.href])",
		"lib/x.mjs":     "export const x = 'imported'",
		"typed.ts":      "const n: number = 5; postMessage(n)",
		"broken.js":     "\nnull.x",
		"missing.mjs":   "import './none.mjs'",
	} {
		require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700))
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	for _, c := range []struct {
		script string
		want   []string
	}{
		{`log(new Worker('worker.js?query#fragment'))`, []string{"page [ 'worker.js', 2 ]", "page nested 1"}},
		{`log(new Worker('./module.mjs', { type: 'module' }))`, []string{"page [ 'imported', true ]"}},
		{`log(new Worker('typed.ts'))`, []string{"page 5"}},
		{`log(new Worker('broken.js')).onerror = e => { console.log(e.filename.split('/').pop(), e.lineno); e.preventDefault() }`, []string{"broken.js 2"}},
		{`log(new Worker('missing.mjs', { type: 'module' }))`, []string{"page Event undefined undefined undefined"}},
		{`log(new Worker('none.js'))`, []string{"page Event undefined undefined undefined"}},
	} {
		t.Run(c.script, func(t *testing.T) {
			require.Equal(t, c.want, withoutPrefix(works(t, c.script), "Failed to load the worker "))
		})
	}
}

// Workers of a package see its files and nothing else.
func TestWorkerOfPackage(t *testing.T) {
	files := map[string]string{
		"js/worker.js": "importScripts('/lib.js'); fetch('../data.txt').then(r => r.text()).then(text => postMessage([lib, text, location.href, origin]))",
		"lib.js":       "var lib = 'lib'",
		"data.txt":     "data",
		"js/broken.js": "throw 1",
	}
	p := newPageWith(t, eventloop.Portable, web.Options{
		Origin: "chrome-extension://app", URL: "chrome-extension://app/index.html",
		Load: func(name string) ([]byte, error) {
			if text, ok := files[name]; ok {
				return []byte(text), nil
			}
			return nil, os.ErrNotExist
		},
	})
	require.Equal(t, []string{
		"SecurityError: Failed to construct 'Worker': Script at 'chrome-extension://other/x.js' cannot be accessed from origin 'chrome-extension://app'.",
		"SecurityError: Failed to construct 'Worker': Script at 'file:///x.js' cannot be accessed from origin 'chrome-extension://app'.",
		"page [\n  'lib',\n  'data',\n  'chrome-extension://app/js/worker.js#x',\n  'chrome-extension://app'\n]",
		"chrome-extension://app/js/broken.js 1 1",
	}, p.run(t, workers+`
		for (const u of ['chrome-extension://other/x.js', 'file:///x.js']) console.log(thrown(() => new Worker(u)))
		var w = log(new Worker('js/worker.js#x')), show = w.onmessage
		w.onmessage = e => {
			show(e)
			new Worker('/js/broken.js').onerror = e => { console.log(e.filename, e.lineno, e.colno); e.preventDefault() }
		}
	`))
}

// Many workers at once come and go without a trace.
func TestManyWorkers(t *testing.T) {
	const n = 50
	lines := works(t, fmt.Sprintf(`
		var sum = 0, left = %d
		for (var i = 0; i < %[1]d; i++) {
			var w = work("onmessage = e => { postMessage(e.data * 2); if (e.data %% 2) close() }")
			w.onmessage = function (e) { sum += e.data; this.terminate(); if (--left === 0) console.log(sum) }
			w.postMessage(i)
		}`, n))
	require.Equal(t, []string{fmt.Sprint(n * (n - 1))}, lines)
}

// A page that goes takes its workers along, whatever they do.
func TestWorkersEndWithThePage(t *testing.T) {
	for name, source := range map[string]string{
		"busy":     "postMessage(0); for (;;);",
		"flooding": "for (;;) postMessage('x'.repeat(1e6))",
		"printing": "postMessage(0); for (;;) console.log(1)",
		"idle":     "postMessage(0); onmessage = () => {}",
		"nested":   "new Worker('data:,postMessage(0); for (;;);').onmessage = () => postMessage(0)",
	} {
		t.Run(name, func(t *testing.T) {
			before := goleak.IgnoreCurrent()
			p := newPage(t)
			require.NoError(t, p.RunScript("test.js", workers+"work(`"+source+"`).onmessage = () => stop()\nfunction stop() {}"))
			p.VM().Set("stop", p.NewFunction("stop", stopLoop(p)))
			require.ErrorIs(t, p.Loop().Run(), eventloop.ErrStopped)
			p.platform.Close()
			p.Close()
			p.Loop().Close()
			goleak.VerifyNone(t, before)
		})
	}
}

var (
	blobURL   = regexp.MustCompile(`blob:null/[0-9a-f-]+`)
	spaces    = regexp.MustCompile(`\s+`)
	blobPlace = regexp.MustCompile(`blob:\d+:\d+`)
)

func withoutPrefix(lines []string, prefix string) []string {
	return slices.DeleteFunc(lines, func(line string) bool { return strings.HasPrefix(line, prefix) })
}

// stopLoop is a function for scripts that ends the run of the page's loop.
func stopLoop(p *page) func(goja.FunctionCall) goja.Value {
	return func(goja.FunctionCall) goja.Value {
		p.Loop().Stop()
		return nil
	}
}
