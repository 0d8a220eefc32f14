package chrome_test

import "testing"

// TestOptionalArguments holds the forms that real programs use.
func TestOptionalArguments(t *testing.T) {
	runScripts(t, []scriptTest{
		{
			"of create",
			`
			function made(c) { say(Object.keys(c), c.socketId); }
			tcp.create(made);
			tcp.create(null, made);
			tcp.create(undefined, made);
			tcp.create({}, made);
			tcp.create({persistent: undefined, name: undefined, bufferSize: undefined}, made);
			tcp.create({persistent: null, name: null, bufferSize: null}, made);
			server.create(made);
			`,
			`
			socketId 1
			socketId 2
			socketId 3
			socketId 4
			socketId 5
			socketId 6
			socketId 1
			`,
		},
		{
			"of listen",
			`
			var forms = [[], [undefined], [null], [5]];
			(function next() {
				if (!forms.length) return done();
				var backlog = forms.shift();
				server.create({}, function (s) {
					server.listen.apply(server, [s.socketId, '127.0.0.1', 0].concat(backlog, function (result) { say(backlog.length, result); next(); }));
				});
			})();
			`,
			`
			0 0
			1 0
			1 0
			1 0
			`,
		},
		{
			"of connect",
			`
			connected(function (client, accepted, srv) {
				var forms = [[], [undefined], [null], ['any'], ['ipv4'], ['ipv6'], ['bogus']];
				server.getInfo(srv, function (info) {
					(function next() {
						if (!forms.length) return done();
						var type = forms.shift();
						tcp.create({}, function (c) {
							var args = [c.socketId, '127.0.0.1', info.localPort].concat(type, function (result) { say(JSON.stringify(type), result, chrome.runtime.lastError && chrome.runtime.lastError.message); next(); });
							try { tcp.connect.apply(tcp, args); } catch (e) { say(JSON.stringify(type), e.message.replace(/^.*Error at /, '')); next(); }
						});
					})();
				});
			});`,
			`
			[] 0 undefined
			[null] 0 undefined
			[null] 0 undefined
			["any"] 0 undefined
			["ipv4"] 0 undefined
			["ipv6"] -105 net::ERR_NAME_NOT_RESOLVED
			["bogus"] parameter 'dnsQueryType': Value must be one of any, ipv4, ipv6.
			`,
		},
		{
			"of setKeepAlive and setNoDelay",
			`
			connected(function (client) {
				tcp.setKeepAlive(client, true, function (r) { say('a', r); });
				tcp.setKeepAlive(client, true, 30, function (r) { say('b', r); });
				tcp.setKeepAlive(client, false, undefined, function (r) { say('c', r); });
				tcp.setNoDelay(client, true, function (r) { say('d', r); setTimeout(done, 0); });
			});`,
			`
			a 0
			b 0
			c 0
			d 0
			`,
		},
		{
			"of secure",
			`
			tcp.create({}, function (c) {
				function answer(r) { say(r, chrome.runtime.lastError.message); }
				tcp.secure(c.socketId, answer);
				tcp.secure(c.socketId, null, answer);
				tcp.secure(c.socketId, {tlsVersion: {min: 'ssl3', max: 'tls1.3'}}, answer);
				tcp.secure(c.socketId, {tlsVersion: undefined}, answer);
			});`,
			`
			-4 Socket not connected
			-4 Socket not connected
			-4 Socket not connected
			-4 Socket not connected
			`,
		},
		{
			"left out altogether",
			`
			tcp.create({}, function (c) {
				tcp.setPaused(c.socketId, true);
				tcp.update(c.socketId, {name: 'n'});
				tcp.disconnect(c.socketId);
				tcp.getInfo(c.socketId, function (i) { say(i.paused, i.name); });
				tcp.close(c.socketId);
				tcp.getSockets(function (all) { say(all.length); });
			});`,
			`
			true n
			0
			`,
		},
	})
}

func TestArgumentObjects(t *testing.T) {
	runScripts(t, []scriptTest{
		{
			"have getters that run once",
			`
			var n = 0;
			tcp.create({get name() { n++; return 'got'; }}, function (c) {
				tcp.getInfo(c.socketId, function (i) { say(i.name, n); });
			});`,
			`got 1`,
		},
		{
			"have getters that throw out of the call",
			`try { tcp.create({get name() { throw new RangeError('boom'); }}, function () { say('called'); }); } catch (e) { say(e.name, e.message); }`,
			`RangeError boom`,
		},
		{
			"may have symbols, what is inherited and what is not enumerable, which do not count",
			`
			var o = Object.create({bogus: 1});
			Object.defineProperty(o, 'hidden', {value: 1});
			o[Symbol('s')] = 1;
			tcp.create(o, function (c) { say(c.socketId); });
			`,
			`1`,
		},
		{
			"may be instances, maps and proxies",
			`
			class Options { constructor() { this.name = 'n'; } }
			tcp.create(new Options(), function (c) { say(c.socketId); });
			tcp.create(new Map([['bogus', 1]]), function (c) { say(c.socketId); });
			tcp.create(new Proxy({name: 'p'}, {}), function (c) { tcp.getInfo(c.socketId, function (i) { say(i.name); }); });
			`,
			`
			1
			2
			p
			`,
		},
		{
			"that are functions or arrays do not fit",
			`
			[[], function () {}, class {}].forEach(function (v) {
				try { tcp.create(v, function () {}); say('fits'); } catch (e) { say(e.name, e.message.slice(-22)); }
			});`,
			`
			TypeError No matching signature.
			TypeError No matching signature.
			TypeError No matching signature.
			`,
		},
		{
			"may hold anything where nothing is expected, and it is not touched",
			`
			var cycle = {get trap() { say('touched'); }};
			cycle.self = cycle;
			try { tcp.send(1, cycle, function () {}); } catch (e) { say(e.message.slice(-22)); }
			try { tcp.create({name: cycle}, function () {}); } catch (e) { say(e.message.replace(/^.*Error at property /, '')); }
			`,
			`
			No matching signature.
			'name': Invalid type: expected string, found object.
			`,
		},
	})
}

func TestFoundTypes(t *testing.T) {
	runScripts(t, []scriptTest{{
		"are named as in Chrome",
		`
		[1, 1.5, -0, 1e10, true, [], {}, function () {}, new ArrayBuffer(1), new Uint8Array(1), new DataView(new ArrayBuffer(1)), new Date(), /x/].forEach(function (v) {
			try { tcp.create({name: v}, function () {}); say('fits'); } catch (e) { say(e.message.replace(/^.*found /, '')); }
		});`,
		`
		integer.
		number.
		integer.
		number.
		boolean.
		array.
		object.
		function.
		binary.
		binary.
		binary.
		object.
		object.
		`,
	}})
}

func TestSendData(t *testing.T) {
	const echo = `
		// received collects what arrives at a socket until n bytes are there.
		function received(id, n, f) {
			var all = '';
			tcp.onReceive.addListener(function (info) {
				if (info.socketId !== id) return;
				all += Array.from(new Uint8Array(info.data), function (b) { return b.toString(16).padStart(2, '0'); }).join('');
				if (all.length >= 2 * n) f(all);
			});
		}
		function send(id, data) { tcp.send(id, data, function (info) { if (info.bytesSent !== data.byteLength) say('bytesSent', info.bytesSent); }); }
		`
	runScripts(t, []scriptTest{
		{
			"may be a buffer or any view, of which only the part in view is sent",
			echo + `
			connected(function (client, accepted) {
				received(client, 30, function (all) { say(all.match(/.{1,8}/g)); done(); });
				var b = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]).buffer;
				send(accepted, b);
				send(accepted, new Uint8Array(b, 2, 3));
				send(accepted, new Uint8Array(b).subarray(7));
				send(accepted, new DataView(b, 4, 2));
				send(accepted, new Uint16Array(b, 2, 2));
				send(accepted, new Float64Array(b));
				send(accepted, new Uint8ClampedArray(b, 0, 2));
				send(accepted, new BigInt64Array(b).subarray(0, 0));
				send(accepted, new Int8Array([-1, -2]));
			});`,
			`01020304,05060708,03040508,05060304,05060102,03040506,07080102,fffe`,
		},
		{
			"is copied at once",
			echo + `
			connected(function (client, accepted) {
				received(client, 3, function (all) { say(all); done(); });
				var b = new Uint8Array([1, 2, 3]);
				send(accepted, b);
				b.fill(9);
			});`,
			`010203`,
		},
		{
			"may be empty",
			`connected(function (client, accepted) {
				tcp.send(accepted, new ArrayBuffer(0), function (info) { say(JSON.stringify(info), chrome.runtime.lastError); done(); });
			});`,
			`{"bytesSent":0,"resultCode":0} undefined`,
		},
		{
			"may be detached, and is empty then",
			`connected(function (client, accepted) {
				var b = new ArrayBuffer(8), views = [b, new Uint8Array(b), new DataView(b, 2), new Float64Array(b)];
				structuredClone(b, {transfer: [b]});
				views.forEach(function (v) {
					tcp.send(accepted, v, function (info) { say(info.bytesSent); if (v === views[3]) done(); });
				});
			});`,
			`
			0
			0
			0
			0
			`,
		},
		{
			"may be a view that lies about itself",
			`connected(function (client, accepted) {
				tcp.onReceive.addListener(function (info) { say(text(info.data)); done(); });
				var v = new Uint8Array(bytes('true'));
				Object.defineProperty(v, 'buffer', {get: function () { say('asked'); return null; }});
				Object.defineProperty(v, 'length', {value: 1});
				Object.setPrototypeOf(v, null);
				ArrayBuffer.isView = function () { say('asked'); };
				tcp.send(accepted, v, function () {});
			});`,
			`true`,
		},
		{
			"may be a buffer that lies about itself",
			`connected(function (client, accepted) {
				tcp.onReceive.addListener(function (info) { say(text(info.data)); done(); });
				var b = bytes('true');
				Object.defineProperty(b, 'byteLength', {value: 1});
				b.constructor = null; Object.setPrototypeOf(b, null);
				tcp.send(accepted, b, function () {});
			});`,
			`true`,
		},
	})
}
