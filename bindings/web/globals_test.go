package web_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// The attributes that Web IDL gives: functions and attributes of the global
// object are enumerable, classes and namespaces are not.
func TestGlobalAttributes(t *testing.T) {
	for name, enumerable := range map[string]bool{
		"setTimeout": true, "setInterval": true, "clearTimeout": true, "clearInterval": true, "queueMicrotask": true,
		"atob": true, "btoa": true, "structuredClone": true, "fetch": true,
		"console": false, "TextEncoder": false, "TextDecoder": false, "DOMException": false, "Performance": false,
		"EventTarget": false, "Event": false, "CustomEvent": false, "MessageEvent": false, "CloseEvent": false, "ErrorEvent": false,
		"ProgressEvent": false, "AbortController": false, "AbortSignal": false, "Window": false, "WebSocket": false, "Blob": false,
		"File": false, "FileReader": false, "URL": false, "URLSearchParams": false, "Crypto": false, "SubtleCrypto": false,
		"CryptoKey": false, "Navigator": false,
	} {
		t.Run(name, func(t *testing.T) {
			want := "[ true, false, true ]"
			if enumerable {
				want = "[ true, true, true ]"
			}
			require.Equal(t, want, value(t, `(d => [d.writable, d.enumerable, d.configurable])(Object.getOwnPropertyDescriptor(window, '`+name+`'))`))
		})
	}
}

// Attributes of the global object are accessors, as in browsers. What is assigned
// to a replaceable one takes its place.
func TestGlobalAccessors(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{`['performance', 'crypto', 'navigator'].map(n => (d => n + ' ' + [typeof d.get, typeof d.set, d.enumerable, d.configurable].join())(Object.getOwnPropertyDescriptor(window, n))).join('\n')`,
			"performance function,function,true,true\ncrypto function,undefined,true,true\nnavigator function,undefined,true,true"},
		{`performance === window.performance && crypto === crypto && navigator === navigator`, "true"},
		{`(performance = 5, JSON.stringify(Object.getOwnPropertyDescriptor(window, 'performance')))`, `{"value":5,"writable":true,"enumerable":true,"configurable":true}`},
		{`(crypto = 5, typeof crypto)`, "object"},
		{`thrown(() => { 'use strict'; navigator = 5 })`, "TypeError: Cannot assign to read only property 'navigator'"},
		{`eval('var navigator; navigator.userAgent').slice(0, 7)`, "Mozilla"},
		{`(function () { var crypto = 1; return crypto })()`, "1"},
	} {
		t.Run(c.script, func(t *testing.T) { require.Equal(t, c.want, value(t, c.script)) })
	}
}

func TestClasses(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{`TextEncoder.name + ' ' + typeof TextEncoder`, "TextEncoder function"},
		{`Object.keys(WebSocket.prototype).sort().join()`, "CLOSED,CLOSING,CONNECTING,OPEN,binaryType,bufferedAmount,close,extensions,onclose,onerror,onmessage,onopen,protocol,readyState,send,url"},
		{`Object.keys(Event.prototype).length`, "21"},
		{`(d => [typeof d.get, typeof d.set, d.enumerable, d.configurable, d.get.name])(Object.getOwnPropertyDescriptor(WebSocket.prototype, 'onopen'))`, "[ 'function', 'function', true, true, 'get onopen' ]"},
		{`JSON.stringify(Object.getOwnPropertyDescriptor(WebSocket, 'OPEN'))`, `{"value":1,"writable":false,"enumerable":true,"configurable":false}`},
		{`Object.getPrototypeOf(WebSocket.prototype) === EventTarget.prototype`, "true"},
		{`Object.keys(TextDecoder.prototype)`, "[ 'encoding', 'fatal', 'ignoreBOM', 'decode' ]"},
		{`Reflect.ownKeys(new TextDecoder()).filter(k => typeof k === 'string')`, "[]"},
		{`JSON.stringify(new TextDecoder())`, "{}"},
		{`Object.prototype.toString.call(performance)`, "[object Performance]"},
		{`new TextEncoder().constructor === TextEncoder`, "true"},
		{`(e => (e.mine = 1, e.mine))(new TextEncoder())`, "1"},
		{`(e => { e.encoding = 'x'; return e.encoding })(new TextEncoder())`, "utf-8"},
		{`thrown(() => TextEncoder.call({}))`, "TypeError: Failed to construct 'TextEncoder': Please use the 'new' operator, this DOM object constructor cannot be called as a function."},
		{`thrown(() => TextEncoder.call(new TextEncoder()))`, "TypeError: Failed to construct 'TextEncoder': Please use the 'new' operator, this DOM object constructor cannot be called as a function."},
		{`thrown(() => TextEncoder())`, "TypeError: Failed to construct 'TextEncoder': Please use the 'new' operator, this DOM object constructor cannot be called as a function."},
		{`thrown(() => Blob.call(null))`, "TypeError: Failed to construct 'Blob': Please use the 'new' operator, this DOM object constructor cannot be called as a function."},
		{`thrown(() => [1].map(EventTarget))`, "TypeError: Failed to construct 'EventTarget': Please use the 'new' operator, this DOM object constructor cannot be called as a function."},
		{`thrown(() => Headers())`, "TypeError: Failed to construct 'Headers': Please use the 'new' operator, this DOM object constructor cannot be called as a function."},
		{`[1].map(() => new Blob([]).size)`, "[ 0 ]"},
		{`Reflect.construct(Blob, [['ab']]).size + new (Blob.bind(null, ['abc']))().size`, "5"},
		{`thrown(() => new Performance())`, "TypeError: Failed to construct 'Performance': Illegal constructor"},
		{`thrown(() => Object.getOwnPropertyDescriptor(TextDecoder.prototype, 'fatal').get.call(new TextEncoder()))`, "TypeError: Illegal invocation"},
		{`new (class X extends TextEncoder { constructor() { super(); this.x = 1 } })()`, "X [TextEncoder] { x: 1 }"},
	} {
		t.Run(c.script, func(t *testing.T) { require.Equal(t, c.want, value(t, c.script)) })
	}
}

func TestDOMException(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{`(e => [e.name, e.message, e.code])(new DOMException())`, "[ 'Error', '', 0 ]"},
		{`(e => [e.name, e.message, e.code])(new DOMException('m', 'NotFoundError'))`, "[ 'NotFoundError', 'm', 8 ]"},
		{`(e => [e.name, e.message, e.code])(new DOMException(undefined, 'Mine'))`, "[ 'Mine', '', 0 ]"},
		{`String(new DOMException('m', 'AbortError'))`, "AbortError: m"},
		{`(e => [e instanceof Error, e instanceof DOMException, Object.prototype.toString.call(e)])(new DOMException())`, "[ true, true, '[object DOMException]' ]"},
		{`new DOMException('m', 'DataCloneError').stack.split('\n')[0]`, "DataCloneError: m"},
		{`[DOMException.NOT_FOUND_ERR, DOMException.prototype.DATA_CLONE_ERR, new DOMException().INDEX_SIZE_ERR]`, "[ 8, 25, 1 ]"},
		{`Object.keys(new DOMException('m', 'n'))`, "[]"},
		{`new (class E extends DOMException { get mine() { return this.name + '!' } })('m', 'AbortError').mine`, "AbortError!"},
	} {
		t.Run(c.script, func(t *testing.T) { require.Equal(t, c.want, value(t, c.script)) })
	}
}

func TestPerformance(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		origin := time.Now()
		p := newPage(t)
		require.Equal(t, []string{"0", "true", "2000"}, p.run(t, `
			console.log(performance.now())
			console.log(performance.timeOrigin === performance.toJSON().timeOrigin)
			setTimeout(() => console.log(performance.now()), 2000)`))
		v, err := p.VM().RunString(`performance.timeOrigin`)
		require.NoError(t, err)
		require.InDelta(t, float64(origin.UnixMilli()), v.ToFloat(), 0.001)
	})
}
