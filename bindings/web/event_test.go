package web_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

func TestEvent(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{`(e => [e.type, e.bubbles, e.cancelable, e.composed, e.isTrusted, e.target, e.currentTarget, e.eventPhase])(new Event('x'))`,
			"[\n  'x',   false, false,\n  false, false, null,\n  null,  0\n]"},
		{`(e => [e.bubbles, e.cancelable, e.composed])(new Event('x', { bubbles: 1, cancelable: 'y', composed: {} }))`, "[ true, true, true ]"},
		{`(e => { e.preventDefault(); return [e.defaultPrevented, e.returnValue] })(new Event('x', { cancelable: true }))`, "[ true, false ]"},
		{`(e => { e.preventDefault(); e.returnValue = false; return [e.defaultPrevented, e.returnValue] })(new Event('x'))`, "[ false, true ]"},
		{`(e => { e.initEvent('y', true); return [e.type, e.bubbles, e.cancelable] })(new Event('x', { cancelable: true }))`, "[ 'y', true, false ]"},
		{`JSON.stringify(new Event('x'))`, `{"isTrusted":false}`},
		{`Object.keys(new CloseEvent('x'))`, "[ 'isTrusted' ]"},
		{`Object.keys(Event)`, "[ 'NONE', 'CAPTURING_PHASE', 'AT_TARGET', 'BUBBLING_PHASE' ]"},
		{`typeof new Event('x').timeStamp`, "number"},
		{`new CustomEvent('x', { detail: 7 }).detail + String(new CustomEvent('x').detail)`, "7null"},
		{`(e => { e.initCustomEvent('y', false, false, 3); return e.type + e.detail })(new CustomEvent('x'))`, "y3"},
		{`(e => [e.data, e.origin, e.lastEventId, e.source, e.ports])(new MessageEvent('x'))`, "[ null, '', '', null, [] ]"},
		{`(e => [e.data, e.origin, e.ports, e.ports === e.ports])(new MessageEvent('x', { data: 5, origin: 'o', ports: [] }))`, "[ 5, 'o', [], true ]"},
		{`(e => [e.code, e.reason, e.wasClean])(new CloseEvent('x', { code: 70000, wasClean: 1, reason: 'r' }))`, "[ 4464, 'r', true ]"},
		{`(e => [e.message, e.filename, e.lineno, e.colno, e.error])(new ErrorEvent('x', { lineno: -1, error: 'thrown' }))`, "[ '', '', 4294967295, 0, 'thrown' ]"},
		{`(e => [e.lengthComputable, e.loaded, e.total])(new ProgressEvent('x', { lengthComputable: 1, loaded: 1.5, total: -1 }))`, "[ true, 1.5, -1 ]"},
		{`[new CloseEvent('x') instanceof Event, Object.getPrototypeOf(CloseEvent) === Event, String(new CloseEvent('x'))]`, "[ true, true, '[object CloseEvent]' ]"},
		{`(e => e.type + e.mine)(new (class extends CustomEvent { mine = 1 })('x'))`, "x1"},
		{`thrown(() => new Event())`, "TypeError: Failed to construct 'Event': 1 argument required, but only 0 present."},
		{`thrown(() => new Event('x', 5))`, "TypeError: Failed to construct 'Event': The provided value is not of type 'EventInit'."},
		{`thrown(() => new MessageEvent('x', 5))`, "TypeError: Failed to construct 'MessageEvent': The provided value is not of type 'MessageEventInit'."},
		{`thrown(() => new Event(Symbol()))`, "TypeError: Failed to construct 'Event': Cannot convert a Symbol value to a string"},
		{`[EventTarget.prototype.addEventListener.length, Event.length, CloseEvent.length, EventTarget.length]`, "[ 2, 1, 1, 0 ]"},
	} {
		t.Run(c.script, func(t *testing.T) { require.Equal(t, c.want, value(t, c.script)) })
	}
}

func TestEventTarget(t *testing.T) {
	for _, c := range []struct {
		name, script string
		want         []string
	}{
		{"order", `t.addEventListener('x', log(1)); t.addEventListener('x', log(2), true); t.addEventListener('y', log(9)); t.addEventListener('x', log(3)); send('x')`,
			[]string{"1", "2", "3"}},
		{"same listener twice", `var f = log(1); t.addEventListener('x', f); t.addEventListener('x', f); t.addEventListener('x', f, true); send('x')`, []string{"1", "1"}},
		{"remove", `var f = log(1); t.addEventListener('x', f); t.removeEventListener('x', f, true); send('x'); t.removeEventListener('x', f); t.removeEventListener('x', null); send('x')`,
			[]string{"1"}},
		{"once", `t.addEventListener('x', e => { console.log('a'); send('x') }, { once: true }); send('x'); send('x')`, []string{"a"}},
		{"removed meanwhile", `var f = log(2); t.addEventListener('x', () => { console.log(1); t.removeEventListener('x', f) }); t.addEventListener('x', f); send('x')`, []string{"1"}},
		{"added meanwhile", `t.addEventListener('x', () => { console.log(1); t.addEventListener('x', log(2)) }); send('x')`, []string{"1"}},
		{"handleEvent", `var o = { handleEvent(e) { console.log(this === o, e.type) } }; t.addEventListener('x', o); send('x'); o.handleEvent = log('late'); send('x')`,
			[]string{"true x", "late"}},
		{"no handleEvent", `t.addEventListener('x', {}); t.addEventListener('x', log(2)); send('x')`,
			[]string{"Uncaught TypeError: Failed to execute 'handleEvent' on 'EventListener': The provided callback is not callable.\n    at send (test.js:2:106)\n    at test.js:3:71", "2"}},
		{"handleEvent throws when asked", `t.addEventListener('x', { get handleEvent() { throw 'asked' } }); send('x')`, []string{"Uncaught asked\n    at handleEvent (test.js:3:51)\n    at send (test.js:2:106)\n    at test.js:3:75"}},
		{"this", `t.addEventListener('x', function(e) { console.log(this === t, e.target === t, e.currentTarget === t, e.eventPhase, e.composedPath().length, arguments.length) }); send('x')`,
			[]string{"true true true 2 1 1"}},
		{"after", `var e = new Event('x'); t.dispatchEvent(e); console.log(e.target === t, e.currentTarget, e.eventPhase, e.composedPath())`, []string{"true null 0 []"}},
		{"stop", `t.addEventListener('x', e => { e.stopPropagation(); console.log(e.cancelBubble) }); t.addEventListener('x', e => { console.log(2); e.stopImmediatePropagation() }); t.addEventListener('x', log(3)); send('x')`,
			[]string{"true", "2"}},
		{"result", `console.log(send('x')); t.addEventListener('x', e => e.preventDefault()); console.log(send('x'), t.dispatchEvent(new Event('x', { cancelable: true })))`,
			[]string{"true", "true false"}},
		{"passive", `t.addEventListener('x', e => e.preventDefault(), { passive: true }); console.log(t.dispatchEvent(new Event('x', { cancelable: true })))`, []string{"true"}},
		{"an error", "t.addEventListener('x', function f() { throw new Error('in listener') })\nt.addEventListener('x', log(2)); send('x'); console.log('end')",
			[]string{"Uncaught Error: in listener\n    at f (test.js:3:50)\n    at send (test.js:2:106)\n    at test.js:4:38", "2", "end"}},
		{"microtasks wait", `t.addEventListener('x', () => Promise.resolve().then(log('m'))); t.addEventListener('x', log(2)); send('x'); console.log('end')`, []string{"2", "end", "m"}},
		{"signal", `var c = new AbortController(); t.addEventListener('x', log(1), { signal: c.signal }); send('x'); c.abort(); send('x'); t.addEventListener('x', log(2), { signal: c.signal }); send('x')`,
			[]string{"1"}},
		{"re-entered", `var e = new Event('x'); t.addEventListener('x', () => console.log(thrown(() => t.dispatchEvent(e)))); t.dispatchEvent(e)`,
			[]string{"InvalidStateError: Failed to execute 'dispatchEvent' on 'EventTarget': The event is already being dispatched."}},
		{"a class", `class Emitter extends EventTarget { go() { this.dispatchEvent(new CustomEvent('x', { detail: 4 })) } }
			var m = new Emitter(); m.addEventListener('x', e => console.log(e.detail, e.target === m)); m.go()`, []string{"4 true"}},
		{"window", `addEventListener('x', function(e) { console.log(this === window, e.target === self) }); window.dispatchEvent(new Event('x')); console.log(window instanceof EventTarget, String(window))`,
			[]string{"true true", "true [object Window]"}},
		{"nothing to hear", `t.addEventListener('x', null); t.addEventListener('x', undefined); send('x')`, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.Equal(t, c.want, newPage(t).run(t, `
				function thrown(f) { try { return f() } catch (e) { return String(e) } }
				var t = new EventTarget(), log = x => () => console.log(x); function send(x) { return t.dispatchEvent(new Event(x)) }
				`[1:]+c.script))
		})
	}
	for _, c := range []struct{ script, want string }{
		{`new EventTarget().addEventListener('x')`, "TypeError: Failed to execute 'addEventListener' on 'EventTarget': 2 arguments required, but only 1 present."},
		{`new EventTarget().addEventListener('x', 5)`, "TypeError: Failed to execute 'addEventListener' on 'EventTarget': parameter 2 is not of type 'Object'."},
		{`new EventTarget().addEventListener('x', {}, { signal: null })`, "TypeError: Failed to execute 'addEventListener' on 'EventTarget': Failed to read the 'signal' property from 'AddEventListenerOptions': Failed to convert value to 'AbortSignal'."},
		{`new EventTarget().dispatchEvent()`, "TypeError: Failed to execute 'dispatchEvent' on 'EventTarget': 1 argument required, but only 0 present."},
		{`new EventTarget().dispatchEvent({})`, "TypeError: Failed to execute 'dispatchEvent' on 'EventTarget': parameter 1 is not of type 'Event'."},
		{`EventTarget.prototype.addEventListener.call({}, 'x', null)`, "TypeError: Illegal invocation"},
		{`new Window()`, "TypeError: Failed to construct 'Window': Illegal constructor"},
	} {
		t.Run(c.script, func(t *testing.T) { require.Equal(t, c.want, value(t, "thrown(() => "+c.script+")")) })
	}
}

func TestAbort(t *testing.T) {
	for _, c := range []struct {
		name, script string
		want         []string
	}{
		{"abort", `var c = new AbortController(), s = c.signal; console.log(s.aborted, s.reason, s === c.signal)
			s.onabort = e => console.log(e.type, e.target === s, e.isTrusted, s.aborted, s.reason.name, s.reason.message, s.reason.code); c.abort(); c.abort(5)`,
			[]string{"false undefined true", "abort true true true AbortError signal is aborted without reason 20"}},
		{"reason", `var c = new AbortController(); c.abort(null); console.log(c.signal.aborted, c.signal.reason); try { c.signal.throwIfAborted() } catch (e) { console.log('threw', e) }`,
			[]string{"true null", "threw null"}},
		{"already", `var s = AbortSignal.abort('r'); console.log(s.aborted, s.reason); new AbortController().signal.throwIfAborted()`, []string{"true r"}},
		{"any", `var a = new AbortController(), b = new AbortController(), s = AbortSignal.any([a.signal, b.signal]), n = AbortSignal.any([s, s])
			a.signal.onabort = () => console.log('a', s.aborted, n.aborted); s.onabort = () => console.log('s', s.reason); n.onabort = () => console.log('n', n.reason)
			console.log(AbortSignal.any([]).aborted, s.aborted); a.abort(1); b.abort(2); console.log(AbortSignal.any([s]).reason)`,
			[]string{"false false", "a true true", "s 1", "n 1", "1"}},
		{"handler order", `var c = new AbortController(), s = c.signal, log = x => () => console.log(x)
			s.addEventListener('abort', log(1)); s.onabort = log(2); s.addEventListener('abort', log(3)); s.onabort = log('2b'); c.abort()`, []string{"1", "2b", "3"}},
		{"handler anew", `var c = new AbortController(), s = c.signal, log = x => () => console.log(x)
			s.onabort = log(2); s.addEventListener('abort', log(3)); s.onabort = null; s.onabort = log('2b'); c.abort()`, []string{"3", "2b"}},
		{"handler values", `var s = new AbortController().signal, o = {}; console.log(s.onabort); s.onabort = o; console.log(s.onabort === o); s.onabort = 5; console.log(s.onabort)`,
			[]string{"null", "true", "null"}},
		{"handler of no use", `var c = new AbortController(); c.signal.onabort = {}; c.abort(); console.log('quiet')`, []string{"quiet"}},
		{"handler result", `var s = new AbortController().signal; s.onabort = () => false; console.log(s.dispatchEvent(new Event('abort', { cancelable: true })))`, []string{"false"}},
		{"handler and listener", `var s = new AbortController().signal, f = () => console.log('f'); s.onabort = f; s.addEventListener('abort', f); s.removeEventListener('abort', f); s.dispatchEvent(new Event('abort'))`, []string{"f"}},
	} {
		t.Run(c.name, func(t *testing.T) { require.Equal(t, c.want, newPage(t).run(t, c.script)) })
	}
	for _, c := range []struct{ script, want string }{
		{`new AbortSignal()`, "TypeError: Failed to construct 'AbortSignal': Illegal constructor"},
		{`AbortSignal.timeout(-1)`, "TypeError: Failed to execute 'timeout' on 'AbortSignal': Value is outside the 'unsigned long long' value range."},
		{`AbortSignal.timeout()`, "TypeError: Failed to execute 'timeout' on 'AbortSignal': 1 argument required, but only 0 present."},
		{`AbortSignal.any(5)`, "TypeError: Failed to execute 'any' on 'AbortSignal': The provided value cannot be converted to a sequence."},
		{`AbortSignal.any([5])`, "TypeError: Failed to execute 'any' on 'AbortSignal': Failed to convert value to 'AbortSignal'."},
	} {
		t.Run(c.script, func(t *testing.T) { require.Equal(t, c.want, value(t, "thrown(() => "+c.script+")")) })
	}
}

// Between the listeners of an event of the platform's the microtasks run.
func TestMicrotasksBetweenListeners(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		require.Equal(t, []string{"1", "m", "2", "TimeoutError: signal timed out"}, newPage(t).run(t, `
			var s = AbortSignal.timeout(1000)
			s.addEventListener('abort', () => { console.log(1); Promise.resolve().then(() => console.log('m')) })
			s.addEventListener('abort', () => console.log(2))
			setTimeout(() => console.log(String(s.reason)), 1001)`))
	})
}

// A limit does not outlast what it limits.
func TestAbortSignalTimeoutAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		require.Empty(t, newPage(t).run(t, `AbortSignal.timeout(1000).onabort = () => console.log('heard'); AbortSignal.timeout(2 ** 52)`))
		require.Zero(t, time.Since(begin))
		time.Sleep(2 * time.Second) // the timer's goroutine must end with the test's
	})
}
