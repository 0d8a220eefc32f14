package websocketserver_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost"
	"github.com/sockhost/sockhost/runtime"
	"github.com/sockhost/sockhost/sockets"
)

// TestShape looks at the objects, without any connection.
func TestShape(t *testing.T) {
	var printed []string
	app, err := sockhost.New(sockhost.Options{Console: func(_ runtime.Level, text string) { printed = append(printed, text) }})
	require.NoError(t, err)
	defer app.Close()
	require.NoError(t, app.RunScript("helpers.js", helpers))
	for _, c := range []struct{ script, want string }{
		// The constructor.
		{`typeof websocketserver + ' ' + websocketserver.name + ' ' + websocketserver.length`, "function websocketserver 0"},
		{`JSON.stringify(Object.getOwnPropertyDescriptor(globalThis, 'websocketserver'), ['writable', 'enumerable', 'configurable'])`, `{"writable":true,"enumerable":false,"configurable":true}`},
		{`JSON.stringify(Object.getOwnPropertyDescriptor(websocketserver, 'prototype'), ['writable', 'enumerable', 'configurable'])`, `{"writable":false,"enumerable":false,"configurable":false}`},
		{`new websocketserver() instanceof websocketserver`, "true"},
		{`websocketserver() instanceof websocketserver`, "true"},
		{`({w: websocketserver}).w() instanceof websocketserver`, "true"},
		{`var o = {w: websocketserver}; var made = o.w(); made !== o && Object.keys(o).join()`, "w"},
		{`new websocketserver() !== new websocketserver()`, "true"},
		{`websocketserver.call({}) instanceof websocketserver`, "true"},
		{`class My extends websocketserver { constructor() { super(); this.mine = 1; } hello() { return 'hello ' + this.clientCount(); } }; var my = new My(); [my instanceof My, my instanceof websocketserver, my.mine, my.hello()].join()`, "true,true,1,hello 0"},
		{`Reflect.construct(websocketserver, [], My) instanceof My`, "true"},
		{`s.constructor === websocketserver`, "true"},
		{`String(s)`, "[object websocketserver]"},
		{`String(http)`, "[object HttpServer]"},

		// Properties: none of its own, the prototype's are those of the function too.
		{`Object.keys(s).join()`, ""},
		{`JSON.stringify(s)`, "{}"},
		{`s.mine = 5; s.lastReceived = 'x'; Object.keys(s).join()`, "mine,lastReceived"},
		{`Object.keys(websocketserver.prototype).filter(function (k) { return !(k in websocketserver); }).join()`, ""},
		{`Object.keys(websocketserver.prototype).sort().join()`, "_beforeStop,_onClientClosed,_translateMessage,beforeStop,client,clientCount,close,compression,getLocalIp,getRemoteIp,getUrl,heartbeatData,heartbeatInterval,heartbeatTimeout,heartbeatType,httpServer,isClosed,isConnected,lastError,maxMessageBytes,maxQueuedBytes,onClientClosed,onClose,onError,onFragment,onMessage,onOpen,onUpgradeToWebsocket,publish,send,sendData,start,stop,tls"},
		{`JSON.stringify(Object.getOwnPropertyDescriptor(websocketserver.prototype, 'send'), ['writable', 'enumerable', 'configurable'])`, `{"writable":true,"enumerable":true,"configurable":true}`},
		{`(function (d) { return [typeof d.get, typeof d.set, d.enumerable, d.configurable].join(); })(Object.getOwnPropertyDescriptor(websocketserver.prototype, 'onOpen'))`, "function,function,true,true"},
		{`Object.getOwnPropertyDescriptor(websocketserver.prototype, 'httpServer').set`, "undefined"},
		{`s.send.name + s.send.length`, "send0"},
		{`[typeof websocketserver.call, typeof websocketserver.bind].join()`, "function,function"},

		// this.
		{`thrown(function () { websocketserver.prototype.start.call({}); })`, "TypeError: Illegal invocation"},
		{`thrown(function () { var start = s.start; start(); })`, "TypeError: Illegal invocation"},
		{`thrown(function () { s.send.call(http, 1, 'x'); })`, "TypeError: Illegal invocation"},
		{`thrown(function () { http.run.call(s); })`, "TypeError: Illegal invocation"},
		{`thrown(function () { websocketserver.prototype.onOpen; })`, "TypeError: Illegal invocation"},
		{`thrown(function () { websocketserver.prototype.onOpen = null; })`, "TypeError: Illegal invocation"},
		{`thrown(function () { s.send.call(new Proxy({}, {get: function () { throw new Error('trap'); }})); })`, "Error: trap"},
		{`s.clientCount.call(my)`, "0"},

		// Callbacks.
		{`['onUpgradeToWebsocket', 'onOpen', 'onMessage', 'onFragment', 'onClose', 'onClientClosed', 'beforeStop', '_beforeStop', '_onClientClosed', '_translateMessage'].map(function (k) { return s[k]; }).join('|')`, "|||||||||"},
		{`s.onOpen === null`, "true"},
		{`var f = function () {}; s.onOpen = f; s.onOpen === f`, "true"},
		{`s.onOpen = 5; s.onOpen`, "null"},
		{`s.onOpen = f; s.onOpen = undefined; s.onOpen`, "null"},
		{`s.onOpen = f.bind(null); typeof s.onOpen`, "function"},
		{`new websocketserver().onOpen`, "null"},
		{`var w = new websocketserver(); w._translateMessage = null; w._translateMessage = f; w._translateMessage = f; w._translateMessage === f`, "true"},
		{`thrown(function () { w._translateMessage = function () {}; })`, "TypeError: _translateMessage cannot be changed once it is set"},
		{`thrown(function () { w._translateMessage = null; })`, "TypeError: _translateMessage cannot be changed once it is set"},
		{`w._beforeStop = f; w._beforeStop = null; w._onClientClosed = f; w._onClientClosed = null; w._beforeStop`, "null"},

		// The ready-made server.
		{`websocketserver.onMessage = f; [websocketserver.onMessage === f, new websocketserver().onMessage].join()`, "true,"},
		{`websocketserver.heartbeatInterval = 3; websocketserver.heartbeatInterval + ' ' + s.heartbeatInterval`, "3 1800"},
		{`websocketserver.httpServer === websocketserver.httpServer && websocketserver.httpServer !== http`, "true"},
		{`websocketserver.clientCount()`, "0"},
		{`websocketserver.mine = 1; websocketserver.mine`, "1"},

		// Values.
		{`[s.heartbeatInterval, s.heartbeatData, s.heartbeatType, s.heartbeatTimeout, s.maxQueuedBytes, s.maxMessageBytes, s.compression, s.tls, s.lastError].join('|')`, "1800||9|0|1048576|16777216|false||"},
		{`s.heartbeatInterval = 0.2; s.heartbeatInterval`, "0.2"},
		{`s.heartbeatInterval = -1; s.heartbeatInterval`, "-1"},
		{`s.heartbeatInterval = null; s.heartbeatInterval`, "1800"},
		{`s.heartbeatInterval = '7'; s.heartbeatInterval`, "7"},
		{`thrown(function () { s.heartbeatInterval = 'often'; })`, "TypeError: heartbeatInterval must be a number"},
		{`thrown(function () { s.maxMessageBytes = 0; })`, "RangeError: maxMessageBytes must not be less than 1"},
		{`thrown(function () { http.maxConnection = -5; })`, "RangeError: maxConnection must not be less than 1"},
		{`RangeError = 5; thrown(function () { s.maxQueuedBytes = -1; })`, "RangeError: maxQueuedBytes must not be less than 1"},
		{`s.maxQueuedBytes = Infinity; s.maxQueuedBytes`, "Infinity"},
		{`s.heartbeatType = 10; s.heartbeatType`, "10"},
		{`s.heartbeatData = new Uint8Array([1]); s.heartbeatData.length`, "1"},
		{`s.heartbeatData = null; s.heartbeatData === ''`, "true"},
		{`thrown(function () { s.heartbeatData = 5; })`, "TypeError: heartbeatData must be a string, an ArrayBuffer or a view on one"},
		{`s.compression = 1; s.compression`, "true"},
		{`thrown(function () { 'use strict'; s.lastError = 'x'; })`, "TypeError: Cannot assign to read only property 'lastError'"},
		{`[http.maxConnection, http.keepAliveTimeout, http.maxBodyBytes, http.acceptCount, http.customErrors, http.documentRoot, http.defaultUrl, http.onClientClosed, http.beforeStop].join('|')`, "1000|-1|16777216|0|||||"},
		{`http.documentRoot = 'www'; http.documentRoot`, "www"},
		{`http.documentRoot = null; http.documentRoot`, "null"},

		// Not listening, unknown handles.
		{`[s.getUrl(), s.getUrl('x', true), s.getLocalIp(), s.getRemoteIp(1), s.client(1), http.getUrl(), http.client(1)].map(String).join()`, "null,null,null,null,null,null,null"},
		{`[s.isClosed(1), s.isConnected(1), http.isClosed(1), http.isConnected(1)].join()`, "true,false,true,false"},
		{`[s.send(1, 'x'), s.sendData(1, 'x'), s.send({}, 'x'), s.send('1', 'x'), s.send(NaN, 5), s.send(Symbol(), 'x'), s.send()].map(String).join()`, "null,null,null,null,null,null,null"},
		{`[s.publish('x'), s.publish(new ArrayBuffer(1)), s.publish(5), s.publish({}), s.publish(null), s.publish()].map(String).join()`, "true,true,null,null,null,null"},
		{`[s.stop(), s.close(1), s.close(1, 1000), s.close('x', 4000, 'y'), http.stop()].map(String).join()`, "undefined,undefined,undefined,undefined,undefined"},
		{`JSON.stringify(http.clients)`, "{}"},
		{`[1000, 1003, 1007, 1014, 3000, 4999, '4000'].map(function (c) { return thrown(function () { s.close(1, c); }); }).join()`, "nothing,nothing,nothing,nothing,nothing,nothing,nothing"},
		{`[999, 1004, 1005, 1006, 1015, 2999, 5000, 42, 0, -1, 1000.5, NaN, 'x'].map(function (c) { return thrown(function () { s.close(1, c); }); }).join('|').replace(/RangeError: a close code is 1000 to 1003, 1007 to 1014 or 3000 to 4999/g, 'R')`, "R|R|R|R|R|R|R|R|R|R|R|R|R"},

		// Statics: the vectors of the specification.
		{`websocketserver.getSecAccept('dGhlIHNhbXBsZSBub25jZQ==')`, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="},
		{`websocketserver.getSecAccept('  dGhlIHNhbXBsZSBub25jZQ==\r\n')`, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="},
		{`websocketserver.sha1('abc')`, "qZk+NkcGgWq6PiVxeFDCbJzQ2J0="},
		{`websocketserver.sha1(new Uint8Array([0, 97, 98, 99]).subarray(1))`, "qZk+NkcGgWq6PiVxeFDCbJzQ2J0="},
		{`websocketserver.sha1('')`, "2jmj7l5rSw0yVb/vlWAYkK/YBwk="},
		{`thrown(function () { websocketserver.sha1(5); })`, "TypeError: sha1 needs a string, an ArrayBuffer or a view on one"},
		{`var k = websocketserver.getSecKey(); [k.length, atob(k).length, k === websocketserver.getSecKey()].join()`, "24,16,false"},

		{`thrown(function () { http.run(5); })`, "TypeError: run needs a function, or a table of paths"},
	} {
		v, err := app.Runtime.VM().RunString(c.script)
		require.NoError(t, err, c.script)
		require.Equal(t, c.want, v.String(), c.script)
	}
	require.Empty(t, printed)
}

// TestStartArguments starts a server in every way there is.
func TestStartArguments(t *testing.T) {
	p := start(t, sockhost.Options{}, ``)
	for _, c := range []struct{ script, want string }{
		{`[s.start(), s.getLocalIp().ip, s.getLocalIp()[0], s.getLocalIp().port >= 1025, s.getLocalIp().port === s.getLocalIp()[1], s.lastError].join()`, "true,0.0.0.0,0.0.0.0,true,true,"},
		{`var q = s.getLocalIp().port; s.getUrl() === 'ws://localhost:' + q`, "true"},
		{`JSON.stringify(s.getLocalIp()) === '["0.0.0.0",' + q + ']'`, "true"},
		{`['ws', '/ws', '\\ws', '', 'a b?c', null, undefined].map(function (path) { return s.getUrl(path).slice(('ws://localhost:' + q).length); }).join('|')`, "/ws|/ws|/ws|/|/a b?c||"},
		{`/^ws:\/\/\d+\.\d+\.\d+\.\d+:\d+\/x$/.test(s.getUrl('x', true))`, "true"},
		{`[http.getUrl(), http.defaultUrl, http.getUrl('x', {a: 'ä&', b: 2}), http.getUrl('x?y', {a: 1}), http.getUrl(null, {}), http.getUrl('x', {})].join().split(q).join('P')`, "http://localhost:P,http://localhost:P,http://localhost:P/x?a=%C3%A4%26&b=2,http://localhost:P/x?y&a=1,http://localhost:P/,http://localhost:P/x"},
		{`/^http:\/\/\d+\.\d+\.\d+\.\d+:\d+\/x$/.test(http.getUrl('x', true)) && /^http:\/\/\d+\.\d+\.\d+\.\d+:\d+\/x\?a=1$/.test(http.getUrl('x', {a: 1}, true))`, "true"},
		{`[s.start('127.0.0.1', 0), s.getLocalIp().ip, s.getLocalIp().port > 0].join()`, "true,127.0.0.1,true"},
		{`q = s.getLocalIp().port; s.stop(); [s.start('127.0.0.1', q), s.getLocalIp().port === q].join()`, "true,true"},
		{`[s.start('127.0.0.1:' + q), s.getLocalIp().join(':') === '127.0.0.1:' + q].join()`, "true,true"},
		{`[s.start(q), s.getLocalIp().join(':') === '0.0.0.0:' + q].join()`, "true,true"},
		{`[s.start(undefined, q, 5), s.getLocalIp().join(':') === '0.0.0.0:' + q].join()`, "true,true"},
		{`[s.start(null, String(q)), s.getLocalIp().join(':') === '0.0.0.0:' + q].join()`, "true,true"},
		{`[s.start('localhost'), s.getLocalIp().ip].join()`, "true,127.0.0.1"},
		// A failure leaves the server stopped, and says why.
		{`var other = new websocketserver(); other.start('127.0.0.1'); var taken = other.getLocalIp().port; [s.start('127.0.0.1', taken), s.getUrl(), s.lastError.replace(new RegExp(taken, 'g'), 'P')].map(String).join()`, "null,null,port P is in use (127.0.0.1:P)"},
		{`[s.start('127.0.0.1', 70000), s.lastError].map(String).join()`, "null,70000 is not a port: ports are 0 to 65535"},
		{`[s.start(-1), s.lastError].map(String).join()`, "null,-1 is not a port: ports are 0 to 65535"},
		{`[s.start('127.0.0.1', 'x'), s.lastError].map(String).join()`, "null,x is not a port: ports are 0 to 65535"},
		{`[s.start(5, 5), s.lastError].map(String).join()`, "null,the address must be a string"},
		{`[s.start({}), s.lastError].map(String).join()`, "null,[object Object] is not a port: ports are 0 to 65535"},
		{`[s.start('not an address'), typeof s.lastError].map(String).join()`, "null,string"},
		{`s.tls = {cert: 'x'}; [s.start('127.0.0.1'), s.lastError].map(String).join()`, "null,tls must be an object with the strings cert and key"},
		{`s.tls = {cert: 'nowhere.pem', key: 'nowhere.pem'}; [s.start('127.0.0.1'), /nowhere.pem/.test(s.lastError)].map(String).join()`, "null,true"},
		{`thrown(function () { s.tls = {get cert() { throw new Error('mine'); }}; s.start('127.0.0.1'); })`, "Error: mine"},
		{`s.tls = null; [s.start('127.0.0.1'), s.lastError].map(String).join()`, "true,null"},
		{`[http.start('127.0.0.1', 0), http.getLocalIp().ip].join()`, "true,127.0.0.1"},
		{`s.stop(); http.run(null) === http.getUrl()`, "true"},
		{`[http.stop(), s.getUrl(), http.getUrl()].map(String).join()`, "undefined,null,null"},
	} {
		require.Equal(t, c.want, p.eval(c.script), c.script)
	}
	p.silent()
}

// TestPermission: listening needs the permission of a listening TCP server.
func TestPermission(t *testing.T) {
	var allowed sockets.Permissions
	pattern, err := sockets.ParsePattern("127.0.0.1")
	require.NoError(t, err)
	allowed.Allow(sockets.TCPListen, pattern)
	p := start(t, sockhost.Options{Sockets: sockets.Options{Permissions: &allowed}}, ``)
	require.Equal(t, "null,Does not have permission,null", p.eval(`[s.start(), s.lastError, s.getUrl()].map(String).join()`))
	require.Equal(t, "true,", p.eval(`[s.start('127.0.0.1'), s.lastError].join()`))
	require.Equal(t, "null", p.eval(`String(s.start('::1'))`))
}
