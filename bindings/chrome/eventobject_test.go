package chrome_test

import "testing"

// TestEventObjects holds what an app may do with what a listener gets, as with
// any plain object.
func TestEventObjects(t *testing.T) {
	const receive = `
		connected(function (client, accepted) {
			tcp.onReceive.addListener(function (info) { check(info, client); done(); });
			sent(accepted, 'hi');
		});`
	runScripts(t, []scriptTest{
		{
			"have Chrome's keys in Chrome's order",
			`connected(function (client, accepted, srv) {
				server.onAccept.addListener(function (info) { say('onAccept', Object.keys(info), info.socketId === srv, info.clientSocketId > accepted); sent(accepted, 'x'); });
				tcp.onReceive.addListener(function (info) { say('onReceive', Object.keys(info), info.socketId === client); tcp.close(accepted); });
				tcp.onReceiveError.addListener(function (info) { say('onReceiveError', Object.keys(info), info.socketId === client, info.resultCode); done(); });
				server.getInfo(srv, function (info) {
					tcp.create({}, function (c) { tcp.connect(c.socketId, '127.0.0.1', info.localPort, function () {}); });
				});
			});`,
			`
			onAccept clientSocketId,socketId true true
			onReceive data,socketId true
			onReceiveError resultCode,socketId true -100
			`,
		},
		{
			"can be looked at in every way",
			receive + `
			function check(info, client) {
				var keys = [];
				for (var key in info) keys.push(key);
				say('for in', keys);
				say('JSON', JSON.stringify(info));
				say('own', info.hasOwnProperty('data'), info.hasOwnProperty('toString'), Object.prototype.propertyIsEnumerable.call(info, 'socketId'));
				say('in', 'data' in info, 'toString' in info, 'nothing' in info, info.nothing);
				say('names', Object.getOwnPropertyNames(info), Reflect.ownKeys(info));
				say('values', Object.values(info).length, Object.entries(info)[1]);
				say('descriptor', JSON.stringify(Object.getOwnPropertyDescriptor(info, 'socketId')));
				say('kind', typeof info, info instanceof Object, Object.getPrototypeOf(info) === Object.prototype, info.constructor === Object);
				say('text', info, Object.prototype.toString.call(info));
				say('equal', info === info, info == client);
			}`,
			`
			for in data,socketId
			JSON {"data":{},"socketId":1}
			own true false true
			in true true false undefined
			names data,socketId data,socketId
			values 2 socketId,1
			descriptor {"value":1,"writable":true,"enumerable":true,"configurable":true}
			kind object true true true
			text [object Object] [object Object]
			equal true false
			`,
		},
		{
			"can be changed",
			receive + `
			function check(info) {
				'use strict';
				info.socketId = 'mine'; info.extra = 1; info['a b'] = 2;
				say(JSON.stringify(info));
				say(delete info.extra, delete info.nothing, delete info.socketId, Object.keys(info), info.socketId);
				info.socketId = 5;
				say(Object.keys(info));
				Object.defineProperty(info, 'p', {value: 7, writable: true, enumerable: true, configurable: true});
				say(info.p);
				Object.assign(info, {q: 8});
				say(info.q);
			}`,
			`
			{"data":{},"socketId":"mine","extra":1,"a b":2}
			true true true data,a b undefined
			data,a b,socketId
			7
			8
			`,
		},
		{
			"can be copied",
			receive + `
			function check(info) {
				var copies = {assign: Object.assign({}, info), spread: {...info}, clone: structuredClone(info)};
				for (var how in copies) {
					var c = copies[how];
					say(how, Object.keys(c), c.socketId, text(c.data), c.data === info.data);
				}
				var {socketId, ...rest} = info;
				say('destructured', socketId, Object.keys(rest));
				var heir = Object.create(info);
				say('inherited', heir.socketId, Object.keys(heir).length);
			}`,
			`
			assign data,socketId 1 hi true
			spread data,socketId 1 hi true
			clone data,socketId 1 hi false
			destructured 1 data
			inherited 1 0
			`,
		},
		{
			"can be kept",
			receive + `
			var seen = new Map(), weak = new WeakMap();
			function check(info) {
				seen.set(info, 1); weak.set(info, 2);
				setTimeout(function () { say(seen.get(info), weak.get(info), text(info.data)); }, 0);
				var plain = done;
				done = function () { setTimeout(plain, 1); };
			}`,
			`1 2 hi`,
		},
		{
			"carry a genuine ArrayBuffer",
			receive + `
			function check(info) {
				var d = info.data;
				say(d instanceof ArrayBuffer, Object.prototype.toString.call(d), d.byteLength, d === info.data, ArrayBuffer.isView(d));
				say(d.constructor === ArrayBuffer, text(d.slice(1)), new Uint8Array(d)[0], new DataView(d).getUint8(1));
				new Uint8Array(d)[0] = 72;
				say(text(info.data));
			}`,
			`
			true [object ArrayBuffer] 2 true false
			true i 104 105
			Hi
			`,
		},
	})
}

// TestAnswers holds the shape of what callbacks get.
func TestAnswers(t *testing.T) {
	runScripts(t, []scriptTest{
		{
			"of send",
			`connected(function (client) {
				tcp.send(client, bytes('abc'), function (info) {
					say(arguments.length, JSON.stringify(info), Object.keys(info), info instanceof Object, {...info}.bytesSent);
					tcp.disconnect(client, function () {
						say(arguments.length);
						tcp.send(client, bytes('abc'), function (info) {
							say(JSON.stringify(info), chrome.runtime.lastError.message);
							done();
						});
					});
				});
			});`,
			`
			1 {"bytesSent":3,"resultCode":0} bytesSent,resultCode true 3
			0
			{"resultCode":-15} net::ERR_SOCKET_NOT_CONNECTED
			`,
		},
		{
			"of getInfo and getSockets, made anew each time",
			`tcp.create({name: 'n'}, function (c) {
				c.extra = 1;
				tcp.getInfo(c.socketId, function (a) {
					a.name = 'changed';
					tcp.getSockets(function (all) {
						say(JSON.stringify(all), all[0] === a);
						say(Object.isFrozen(a), Object.isExtensible(all));
					});
				});
			});`,
			`
			[{"connected":false,"name":"n","paused":false,"persistent":false,"socketId":1}] false
			false true
			`,
		},
	})
}
