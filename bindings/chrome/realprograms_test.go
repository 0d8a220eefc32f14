package chrome_test

import "testing"

// TestRealPrograms holds what published programs rely on, in the forms they
// have. The numbers are those of the table in docs/compatibility.md.
func TestRealPrograms(t *testing.T) {
	runScripts(t, []scriptTest{
		{
			"1 lastError is undefined without an error", // wrappers ask for typeof 'object'
			`
			function promised(method, args) {
				return new Promise(function (resolve, reject) {
					method.apply(tcp, args.concat(function (result) {
						var error = chrome.runtime.lastError;
						if (typeof error == 'object') reject(new Error(error.message)); else resolve(result);
					}));
				});
			}
			promised(tcp.create, [{}]).then(function (c) {
				say('created', c.socketId);
				return promised(tcp.close, [c.socketId]).then(function (r) { say('closed', r); return promised(tcp.close, [c.socketId]); });
			}).catch(function (e) { say('failed', e.message); });
			`,
			`
			created 1
			closed undefined
			failed Socket not found
			`,
		},
		{
			"2 namespaces can be walked, wrapped and extended",
			`
			(function walk(path, o) {
				Object.keys(o).forEach(function (key) {
					if (typeof o[key] == 'function' && path.endsWith('.tcp')) {
						var original = o[key];
						o[key] = function () { say(path + '.' + key); return original.apply(o, arguments); };
					} else if (o[key] && typeof o[key] == 'object' && !o[key].addListener) walk(path + '.' + key, o[key]);
				});
			})('chrome', chrome);
			chrome.sockets.tcp.xhr = function () { return this === tcp; };
			say(tcp.xhr(), chrome.sockets.tcp === tcp);
			var create = chrome.sockets.tcp.create;
			create(function (c) { say(c.socketId); });
			`,
			`
			true true
			chrome.sockets.tcp.create
			1
			`,
		},
		{
			"3 optional arguments may be left out, null or undefined, and so may callbacks",
			`
			tcp.create(null, function (c) {
				tcp.setPaused(c.socketId, true);
				tcp.update(c.socketId, {persistent: undefined, name: 'n', bufferSize: undefined});
				server.create({persistent: undefined, name: undefined}, function (s) {
					server.listen(s.socketId, '127.0.0.1', 0, null, function (result) {
						say('listen', result);
						server.getInfo(s.socketId, function (info) {
							tcp.connect(c.socketId, '127.0.0.1', info.localPort, undefined, function (result) {
								say('connect', result);
								tcp.setKeepAlive(c.socketId, true, function (result) { say('keep alive', result); });
								tcp.setKeepAlive(c.socketId, true, 1, function (result) {
									say('keep alive', result);
									tcp.disconnect(c.socketId);
									tcp.close(c.socketId);
									server.disconnect(s.socketId);
									server.close(s.socketId);
									setTimeout(done, 0);
								});
							});
						});
					});
				});
			});`,
			`
			listen 0
			connect 0
			keep alive 0
			keep alive 0
			`,
		},
		{
			"4 send takes buffers and views, and data is a genuine ArrayBuffer",
			`connected(function (client, accepted) {
				var all = '';
				tcp.onReceive.addListener(function (info) {
					if (!(info.data instanceof ArrayBuffer) || Object.prototype.toString.call(info.data) !== '[object ArrayBuffer]') say('no ArrayBuffer');
					all += String.fromCharCode.apply(null, new Uint8Array(info.data));
					if (all.length === 8) { say(all); done(); }
				});
				var b = bytes('abcdef');
				tcp.send(accepted, b, function () {});
				tcp.send(accepted, new Uint8Array(b, 2, 2), function () {});
				new Uint8Array(b).fill(63);
			});`,
			`abcdefcd`,
		},
		{
			"5 the connect callback comes before the data, which a listener added there gets",
			`
			server.onAccept.addListener(function (info) { sent(info.clientSocketId, 'welcome'); });
			server.create(function (s) {
				server.listen(s.socketId, '127.0.0.1', 0, function () {
					server.getInfo(s.socketId, function (info) {
						tcp.create(function (c) {
							tcp.connect(c.socketId, '127.0.0.1', info.localPort, function (result) {
								say('connected', result);
								tcp.onReceive.addListener(function (info) { say(text(info.data)); done(); });
							});
						});
					});
				});
			});`,
			`
			connected 0
			welcome
			`,
		},
		{
			"5 accepted sockets start paused and keep what comes meanwhile",
			`connected(function (client, accepted) {
				tcp.onReceive.addListener(function (info) { say(info.socketId === accepted, text(info.data)); done(); });
				tcp.send(client, bytes('early'), function () {
					tcp.getInfo(accepted, function (info) {
						say('paused', info.paused);
						tcp.setPaused(accepted, false);
					});
				});
			});`,
			`
			paused true
			true early
			`,
		},
		{
			"5 a listener added in the callback of listen hears of the first connection",
			`
			server.create(function (s) {
				server.listen(s.socketId, '127.0.0.1', 0, function () {
					server.onAccept.addListener(function () { say('accepted'); done(); });
					server.getInfo(s.socketId, function (info) {
						tcp.create(function (c) { tcp.connect(c.socketId, '127.0.0.1', info.localPort, function () {}); });
					});
				});
			});`,
			`accepted`,
		},
		{
			"6 the peer's end comes after all data and leaves the socket, paused",
			`connected(function (client, accepted) {
				var n = 0;
				tcp.onReceive.addListener(function (info) { n += info.data.byteLength; });
				tcp.onReceiveError.addListener(function (info) {
					if (info.socketId !== client) return;
					say(info.resultCode, n);
					tcp.getSockets(function (all) {
						say(all.map(function (i) { return i.socketId === client ? i.paused : ''; }).join(''));
						done();
					});
				});
				tcp.send(accepted, new ArrayBuffer(100000), function () { tcp.close(accepted); });
			});`,
			`
			-100 100000
			true
			`,
		},
		{
			"6 an end of one's own is reported too",
			`connected(function (client) {
				tcp.onReceiveError.addListener(function (info) { say(info.socketId === client, info.resultCode); done(); });
				tcp.disconnect(client);
			});`,
			`true -100`,
		},
		{
			"7 what was sent before disconnect and close arrives",
			`connected(function (client, accepted) {
				var n = 0;
				tcp.onReceive.addListener(function (info) { n += info.data.byteLength; });
				tcp.onReceiveError.addListener(function () { say(n); done(); });
				tcp.send(accepted, new ArrayBuffer(1000000), function () {});
				tcp.disconnect(accepted);
				tcp.close(accepted);
			});`,
			`1000000`,
		},
		{
			"8 calls on dead sockets never throw",
			`
			function failed() { say(chrome.runtime.lastError.message); }
			tcp.create(function (c) {
				var id = c.socketId;
				tcp.disconnect(id, function () { say('disconnected', chrome.runtime.lastError); });
				tcp.close(id, function () {
					say('closed', chrome.runtime.lastError);
					tcp.close(id, failed);
					tcp.disconnect(id, failed);
					tcp.send(id, bytes('x'), failed);
					tcp.setPaused(id, false, failed);
					tcp.close(99, failed);
					tcp.disconnect(id).catch(function (e) { say('caught', e.message); });
				});
			});`,
			`
			disconnected undefined
			closed undefined
			Socket not found
			Socket not found
			Socket not found
			Socket not found
			Socket not found
			caught Socket not found
			`,
		},
		{
			"9 failures give a code and lastError",
			`
			function show(name, next) {
				return function () {
					say(name, JSON.stringify(Array.from(arguments)), chrome.runtime.lastError.message);
					next();
				};
			}
			connected(function (client, accepted, busy) {
				server.getInfo(busy, function (taken) {
					tcp.create(function (c) {
						server.create(function (s) {
							var calls = [
								function (next) { tcp.send(c.socketId, bytes('x'), show('send', next)); },
								function (next) { tcp.setNoDelay(c.socketId, true, show('setNoDelay', next)); },
								function (next) { tcp.connect(c.socketId, '127.0.0.1', 1, show('connect', next)); },
								function (next) { tcp.connect(client, '127.0.0.1', 1, show('connect', next)); },
								function (next) { server.listen(s.socketId, '127.0.0.1', taken.localPort, show('listen', next)); },
								done,
							];
							(function next() { calls.shift()(next); })();
						});
					});
				});
			});`,
			`
			send [{"resultCode":-15}] net::ERR_SOCKET_NOT_CONNECTED
			setNoDelay [-2] net::ERR_FAILED
			connect [-102] net::ERR_CONNECTION_REFUSED
			connect [-23] net::ERR_SOCKET_IS_CONNECTED
			listen [-147] net::ERR_ADDRESS_IN_USE
			`,
		},
		{
			"10 infos have addresses when there are any, and properties come back",
			`connected(function (client, accepted, srv) {
				tcp.create({name: 'left over'}, function (c) {
					tcp.getInfo(c.socketId, function (i) { say('new:', 'localAddress' in i, 'peerPort' in i, i.connected); });
					tcp.update(c.socketId, {name: 'renamed', persistent: true, bufferSize: 512}, function () {
						tcp.getInfo(c.socketId, function (i) { say('updated:', i.name, i.persistent, i.bufferSize, i.paused); });
						tcp.getSockets(function (all) {
							var found = all.filter(function (i) { return i.name === 'renamed'; });
							say('found:', found.length, parseInt(Object.keys({[found[0].socketId]: 1})[0]) === c.socketId);
						});
					});
				});
				tcp.getInfo(accepted, function (i) {
					server.getInfo(srv, function (s) {
						say('accepted:', i.peerAddress, i.peerPort > 0, i.localPort === s.localPort);
						server.getSockets(function (all) {
							say('server:', all.filter(function (o) { return o.localPort === s.localPort; }).length);
							done();
						});
					});
				});
			});`,
			`
			new: false false false
			accepted: 127.0.0.1 true true
			updated: renamed true 512 false
			found: 1 true
			server: 1
			`,
		},
		{
			"11 udp asks for bind before send and join, and forgets what is left",
			`
			var udp = chrome.sockets.udp;
			udp.create(function (u) {
				var id = u.socketId;
				udp.send(id, bytes('x'), '127.0.0.1', 9, function (info) { say('unbound send:', info.resultCode < 0, !!chrome.runtime.lastError); });
				udp.joinGroup(id, '224.0.1.100', function (code) { say('unbound join:', code < 0, !!chrome.runtime.lastError); });
				udp.setMulticastTimeToLive(id, 3, function (code) { say('ttl:', code); });
				udp.setMulticastLoopbackMode(id, true, function (code) { say('loopback:', code); });
				udp.setBroadcast(id, true, function (code) { say('broadcast:', code, !!chrome.runtime.lastError); });
				udp.bind(id, '0.0.0.0', 0, function (code) {
					say('bind:', code);
					udp.getInfo(id, function (i) { say('port:', i.localPort > 0); });
					udp.getJoinedGroups(id, function (g) { say('groups:', g.length); udp.close(id); });
				});
			});`,
			`
			unbound send: true true
			unbound join: true true
			ttl: 0
			loopback: 0
			broadcast: -15 true
			bind: 0
			port: true
			groups: 0
			`,
		},
		{
			"11 a datagram larger than the buffer is an error",
			`
			var udp = chrome.sockets.udp, bytesSent, failure;
			// Which of the two comes first is the kernel's affair.
			function both() { if (bytesSent && failure) { say('sent', bytesSent); say('error', failure); } }
			udp.create({bufferSize: 4}, function (u) {
				udp.onReceive.addListener(function (info) { say(info.data.byteLength); udp.close(u.socketId); });
				udp.onReceiveError.addListener(function (info) { failure = info.resultCode; udp.close(u.socketId); both(); });
				udp.bind(u.socketId, '127.0.0.1', 0, function () {
					udp.getInfo(u.socketId, function (i) { udp.send(u.socketId, bytes('abcdefgh'), '127.0.0.1', i.localPort, function (info) { bytesSent = info.bytesSent; both(); }); });
				});
			});`,
			`
			sent 8
			error -142
			`,
		},
	})
}
