package chrome_test

import "testing"

func TestNamespaces(t *testing.T) {
	runScripts(t, []scriptTest{
		{
			"can be listed",
			`
			say(Object.keys(chrome));
			say(Object.keys(chrome.sockets));
			say(typeof chrome, Object.prototype.toString.call(chrome), Object.prototype.toString.call(tcp));
			`,
			`
			runtime,sockets
			tcp,tcpServer,udp
			object [object Object] [object Object]
			`,
		},
		{
			"are the same each time, and extensible",
			`
			say(chrome.sockets === chrome.sockets, chrome.sockets.tcp === tcp, tcp.onReceive === chrome.sockets.tcp.onReceive, tcp.create === tcp.create);
			tcp.xhr = function () { return 'installed'; };
			say(chrome.sockets.tcp.xhr(), Object.isExtensible(tcp));
			`,
			`
			true true true true
			installed true
			`,
		},
		{
			"let scripts put functions of their own in front",
			`
			var original = tcp.create;
			tcp.create = function () { say('wrapped'); return original.apply(this, arguments); };
			chrome.sockets.tcp.create({}, function (c) { say(c.socketId); });
			`,
			`
			wrapped
			1
			`,
		},
		{
			"have methods that need no this",
			`
			var {create} = chrome.sockets.tcp, close = server.close;
			create({}, function (c) {
				say(c.socketId);
				create.call(null, {}, function (c) { say(c.socketId); });
				create.apply(server, [{}, function (c) { say(c.socketId); }]);
				create.bind(undefined, {name: 'n'})(function (c) { say(c.socketId); });
				close(1, function () { say(chrome.runtime.lastError.message); });
			});
			`,
			`
			1
			2
			3
			4
			Socket not found
			`,
		},
		{
			"have functions that cannot be constructed",
			`try { new tcp.create({}); say('constructed'); } catch (e) { say(e.name); }`,
			`TypeError`,
		},
		{
			"can be deleted and shadowed by old scripts",
			`
			var tcpOnly = chrome.sockets.tcp;
			delete chrome.sockets;
			tcpOnly.create(function (c) { say(c.socketId, chrome.sockets); });
			`,
			`1 undefined`,
		},
		{
			"know the app's id",
			`say(/^[a-p]{32}$/.test(chrome.runtime.id));`,
			`true`,
		},
	})
}
