package web_test

import (
	"runtime/debug"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/sockhost/sockhost/bindings/web"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
)

func TestMessagePort(t *testing.T) {
	for _, c := range []struct {
		name, script string
		want         []string
	}{
		{"onmessage starts it", `var { port1, port2 } = new MessageChannel(); port1.postMessage(1); port2.onmessage = e => console.log(e.data, e.origin === '', e.source, e.target === port2)`, []string{"1 true null true"}},
		{"a listener does not", `var { port1, port2 } = new MessageChannel(); port2.addEventListener('message', e => console.log(e.data)); port1.postMessage(1)
			setTimeout(() => { console.log('start'); port2.start() }, 5)`, []string{"start", "1"}},
		{"in order, each a task", `var { port1, port2 } = new MessageChannel(); port2.onmessage = e => { console.log(e.data); Promise.resolve().then(() => console.log('microtask')) }; port1.postMessage(1); port1.postMessage(2); console.log('sync')`,
			[]string{"sync", "1", "microtask", "2", "microtask"}},
		{"close", `var { port1, port2 } = new MessageChannel(); port2.onmessage = e => console.log(e.data); port1.postMessage(1); port1.close(); port1.postMessage(2); port2.postMessage(3)`, []string{"1"}},
		{"closed ports cannot be transferred", `var a = new MessageChannel(), b = new MessageChannel(); a.port1.close(); console.log(thrown(() => b.port1.postMessage(0, [a.port1])))`,
			[]string{"DataCloneError: Failed to execute 'postMessage' on 'MessagePort': Port at index 0 is already neutered."}},
		{"closed by its own end", `var { port1, port2 } = new MessageChannel(); port2.onmessage = e => console.log(e.data); port1.postMessage(1); port2.close()`, nil},
		{"ports come along", `var a = new MessageChannel(), b = new MessageChannel()
			a.port2.onmessage = e => { console.log(e.ports.length, e.data.p === e.ports[0], Object.isFrozen(e.ports), e.ports === e.ports); e.data.p.postMessage('hi') }
			b.port2.onmessage = e => console.log(e.data); a.port1.postMessage({ p: b.port1 }, [b.port1]); b.port1.postMessage('dropped')`, []string{"1 true true true", "hi"}},
		{"what was sent before arrives after", `var a = new MessageChannel(), b = new MessageChannel(); b.port2.postMessage(1); b.port2.postMessage(2)
			a.port2.onmessage = e => { e.ports[0].onmessage = e => console.log(e.data); b.port2.postMessage(3) }; a.port1.postMessage(0, [b.port1])`, []string{"1", "2", "3"}},
		{"transferred ports do nothing", `var a = new MessageChannel(), b = new MessageChannel(); a.port1.postMessage(0, [b.port1])
			b.port1.postMessage(1); b.port1.start(); b.port1.close(); b.port1.onmessage = () => {}; console.log(thrown(() => a.port1.postMessage(0, [b.port1])))`,
			[]string{"DataCloneError: Failed to execute 'postMessage' on 'MessagePort': Port at index 0 is already neutered."}},
		{"not through itself", `var a = new MessageChannel(); console.log(thrown(() => a.port1.postMessage(0, [a.port1])))`,
			[]string{"DataCloneError: Failed to execute 'postMessage' on 'MessagePort': Port at index 0 contains the source port."}},
		{"through its other end it is lost", `var a = new MessageChannel(); a.port2.onmessage = () => console.log('heard'); a.port1.postMessage(0, [a.port2]); a.port1.postMessage(1)`, nil},
		{"twice", `var a = new MessageChannel(), b = new MessageChannel(); console.log(thrown(() => a.port1.postMessage(0, [b.port1, b.port1])))`,
			[]string{"DataCloneError: Failed to execute 'postMessage' on 'MessagePort': Message port at index 1 is a duplicate of an earlier port."}},
		{"nothing is transferred after a failure", `var a = new MessageChannel(), b = new MessageChannel(), buffer = new ArrayBuffer(1); thrown(() => a.port1.postMessage(() => {}, [b.port1, buffer])); console.log(buffer.byteLength)
			b.port2.onmessage = e => { console.log(e.data); b.port2.close() }; b.port1.postMessage('works')`, []string{"1", "works"}},
		{"structuredClone transfers them", `var a = new MessageChannel(), p = structuredClone({ p: a.port1 }, { transfer: [a.port1] }).p; p.onmessage = e => console.log(e.data, p instanceof MessagePort, p !== a.port1); a.port2.postMessage(1)`, []string{"1 true true"}},
		{"a getter transfers what is being transferred", `var b = new ArrayBuffer(1), r = thrown(() => structuredClone({ get x() { structuredClone(b, { transfer: [b] }) } }, { transfer: [b] })); console.log(r)`,
			[]string{"DataCloneError: Failed to execute 'structuredClone' on 'Window': ArrayBuffer at index 0 is already detached."}},
		{"to a worker and back", `var c = new MessageChannel(), w = work("onmessage = e => { var p = e.ports[0]; p.onmessage = e => { p.postMessage(e.data + 1); p.close() } }; onmessage.once")
			w.postMessage(0, [c.port2]); c.port1.postMessage(1); c.port1.onmessage = e => { console.log(e.data); w.terminate() }`, []string{"2"}},
		{"handed on through two workers", `
			var relay = "onmessage = e => { if (e.data === 'next') next = e.ports[0]; else next.postMessage(e.data, e.ports) }", next
			var a = work(relay), b = work("onmessage = e => { e.ports[0].onmessage = e => { if (e.data === 'port') { e.ports[0].postMessage('through two'); close() } } }"), between = new MessageChannel(), mine = new MessageChannel()
			a.postMessage('next', [between.port1]); b.postMessage(0, [between.port2])
			mine.port1.onmessage = e => { console.log(e.data); a.terminate() }
			a.postMessage('port', [mine.port2])`, []string{"through two"}},
		{"order while it moves", `
			var c = new MessageChannel(), w = work("onmessage = e => { var list = []; e.ports[0].onmessage = e => { list.push(e.data); if (e.data === 9) { postMessage(list.join('')); close() } } }")
			c.port2.onmessage = e => { if (e.data === 2) w.postMessage(0, [c.port2]) }
			for (let i = 0; i < 10; i++) c.port1.postMessage(i)
			w.onmessage = e => console.log(e.data)`, []string{"3456789"}},
		{"two workers talk", `var c = new MessageChannel(), a = log(work("onmessage = e => { e.ports[0].onmessage = f => { postMessage(f.data); close() } }")), b = work("onmessage = e => { e.ports[0].postMessage('from b'); close() }")
			a.postMessage(0, [c.port1]); b.postMessage(0, [c.port2])`, []string{"page from b"}},
		{"a port whose other end is gone keeps nothing running", `var c = new MessageChannel(), w = work("onmessage = e => { e.ports[0].postMessage('last'); close() }"); w.postMessage(0, [c.port2]); c.port1.onmessage = e => console.log(e.data)`, []string{"last"}},
		{"nor one whose other end got lost", `var c = new MessageChannel(), w = work("1"); w.postMessage(0, [c.port2]); c.port1.onmessage = e => console.log(e.data)`, nil},
		{"broadcast", `var a = new BroadcastChannel('n'), b = new BroadcastChannel('n'), other = new BroadcastChannel('m'); a.onmessage = other.onmessage = () => console.log('wrong')
			b.onmessage = e => console.log(e.data, e.origin, e.source, e.ports.length, e.target === b, b.name); a.postMessage({ x: 1 })`, []string{"{ x: 1 } chrome-extension://app null 0 true n"}},
		{"broadcast between realms", `var c = new BroadcastChannel('n'), w = work("var c = new BroadcastChannel('n'); c.onmessage = e => { c.postMessage(e.data + 1); c.close() }; postMessage(0)")
			w.onmessage = () => c.postMessage(1); c.onmessage = e => console.log(e.data)`, []string{"2"}},
		{"broadcasts are copies", `var a = new BroadcastChannel('n'), b = new BroadcastChannel('n'), c = new BroadcastChannel('n'), first
			b.onmessage = e => { first = e.data; new Uint8Array(e.data)[0] = 9 }; c.onmessage = e => console.log(first !== e.data, new Uint8Array(e.data)[0]); a.postMessage(new ArrayBuffer(1))`, []string{"true 0"}},
		{"closed channels", `var a = new BroadcastChannel('n'), b = new BroadcastChannel('n'); b.onmessage = () => console.log('wrong'); a.postMessage(1); b.close(); b.close(); console.log(thrown(() => b.postMessage(1)))`,
			[]string{"InvalidStateError: Failed to execute 'postMessage' on 'BroadcastChannel': Channel is closed"}},
		{"ports are not broadcast", `var a = new BroadcastChannel('n'); console.log(thrown(() => a.postMessage(new MessageChannel().port1)))`,
			[]string{"DataCloneError: Failed to execute 'postMessage' on 'BroadcastChannel': A MessagePort could not be cloned because it was not transferred."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := goleak.IgnoreCurrent()
			p := newPageWith(t, eventloop.Portable, web.Options{Origin: "chrome-extension://app"})
			lines := p.run(t, workers+c.script)
			p.Close()
			p.Loop().Close()
			goleak.VerifyNone(t, before)
			require.Equal(t, c.want, lines)
		})
	}
}

// Everything that can be cloned comes through to another realm as it was.
func TestCloneBetweenRealms(t *testing.T) {
	require.Equal(t, []string{"page " + `[ true, 'hi', 'n.txt', 5, true, 're', 'why', true, 7, 3, 'AbortError', '/a\\u2028/gi', 10n, -0, true, 'lone \ud800', 'ü', '1970-01-01T00:00:00.000Z', true, '1,,3', 'extractable', true ]`},
		oneLine(works(t, `
		crypto.subtle.generateKey({ name: 'AES-GCM', length: 128 }, true, ['encrypt']).then(key => {
			var shared = { n: 1 }, d = {
				b: new Blob(['hi']), f: new File(['x'], 'n.txt', { lastModified: 5 }), e: new RangeError('re', { cause: 'why' }), m: new Map(),
				u8: new Uint8Array([7, 3]).subarray(1), dv: new DataView(new ArrayBuffer(4), 1, 3), dom: new DOMException('m', 'AbortError'), r: /a\u2028/gi,
				big: 10n, zero: -0, undef: undefined, lone: 'lone \ud800', text: 'ü', date: new Date(0), list: [shared, shared], holes: [1, , 3], key,
			}
			d.m.set('k', d); d.self = new Set([d])
			var w = log(work("onmessage = async e => { var d = e.data; postMessage([d.b instanceof Blob, await d.b.text(), d.f.name, d.f.lastModified, d.e instanceof RangeError, d.e.message, d.e.cause, d.m.get('k') === d && d.self.has(d), 7 * d.u8.length, d.dv.byteLength, d.dom.name, String(d.r), d.big, d.zero, 'undef' in d, d.lone, d.text, d.date.toISOString(), d.list[0] === d.list[1], String(d.holes), d.key.extractable ? 'extractable' : '', (await crypto.subtle.encrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, d.key, new Uint8Array(1))).byteLength === 17]); close() }"))
			w.postMessage(d)
		})`)))
}

// A worker that sends faster than its page takes waits; a page does not, and is
// told when nothing more fits.
func TestFloodOfMessages(t *testing.T) {
	const limit = 256 << 20
	defer debug.SetGCPercent(debug.SetGCPercent(20))
	loop, err := eventloop.New()
	require.NoError(t, err)
	p := &page{}
	p.Runtime = runtime.New(loop, runtime.Options{HeapLimit: limit, Console: func(_ runtime.Level, text string) { p.lines = append(p.lines, text) }})
	defer loop.Close()
	defer p.Close()
	p.platform = web.Install(p.Runtime, web.Options{})

	t.Run("of a worker", func(t *testing.T) {
		require.Equal(t, []string{"300"}, p.run(t, workers+`
			var n = 0, w = work("var text = 'x'.repeat(1 << 20); for (var i = 0; i < 300; i++) postMessage(text + i)")
			w.onerror = e => console.log(e.message)
			w.onmessage = e => { if (++n === 300) console.log(n) }`))
	})
	t.Run("of a page", func(t *testing.T) {
		require.Equal(t, []string{"QuotaExceededError: Failed to execute 'postMessage' on 'Worker': Too many messages wait to be received.", "true"}, p.run(t, `
			var w = work("for (;;);"), sent = 0
			console.log(thrown(() => { for (;; sent++) w.postMessage('x'.repeat(1 << 20)) }))
			console.log(sent > 50 && sent < 80)
			w.terminate()`))
	})
	t.Run("of two workers at each other", func(t *testing.T) {
		require.Equal(t, []string{"both", "both"}, p.run(t, `
			var source = "onmessage = e => { var p = e.ports[0], n = 0; p.onmessage = e => { if (++n === 40) { postMessage('both'); close() } }; for (var i = 0; i < 40; i++) p.postMessage('x'.repeat(1 << 20)) }"
			var c = new MessageChannel(), a = work(source), b = work(source)
			a.onmessage = b.onmessage = e => console.log(e.data)
			a.postMessage(0, [c.port1]); b.postMessage(0, [c.port2])`))
	})
}

// The heap is full because of a worker: it is ended, and the page goes on.
func TestWorkerOutOfMemory(t *testing.T) {
	const limit = 96 << 20
	loop, err := eventloop.New()
	require.NoError(t, err)
	p := &page{}
	p.Runtime = runtime.New(loop, runtime.Options{
		HeapLimit:   limit,
		Console:     func(_ runtime.Level, text string) { p.lines = append(p.lines, text) },
		OutOfMemory: func() { p.lines = append(p.lines, "the page is out of memory") },
	})
	defer loop.Close()
	defer p.Close()
	p.platform = web.Install(p.Runtime, web.Options{})
	lines := p.run(t, workers+`
		var w = work("var list = []; for (;;) list.push([1])")
		w.onerror = e => { console.log(e.message.replace(/blob\S+/, 'URL')); e.preventDefault(); log(work("postMessage('another')")) }`)
	require.Equal(t, []string{"Uncaught Error: the worker URL has been ended: it needs more memory than allowed", "page another"}, lines)
}

// oneLine makes one of lines that the console broke.
func oneLine(lines []string) []string {
	for i, line := range lines {
		lines[i] = spaces.ReplaceAllString(line, " ")
	}
	return lines
}
