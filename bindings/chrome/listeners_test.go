package chrome_test

import "testing"

func TestListeners(t *testing.T) {
	runScripts(t, []scriptTest{
		{
			"run in their order, and then their microtasks",
			`connected(function (client, accepted) {
				tcp.onReceive.addListener(function () {
					say('first');
					Promise.resolve().then(function () { say('microtask of the first'); });
				});
				tcp.onReceive.addListener(function () {
					say('second');
					Promise.resolve().then(function () { say('microtask of the second'); done(); });
				});
				sent(accepted, 'x');
			});`,
			`
			first
			second
			microtask of the first
			microtask of the second
			`,
		},
		{
			"get one and the same object",
			`connected(function (client, accepted) {
				var seen;
				tcp.onReceive.addListener(function (info) { seen = info; info.note = 'left by the first'; info.socketId = 'changed'; });
				tcp.onReceive.addListener(function (info) { say(info === seen, info.note, info.socketId, text(info.data)); done(); });
				sent(accepted, 'x');
			});`,
			`true left by the first changed x`,
		},
		{
			"that throw are reported, and the others run",
			`connected(function (client, accepted) {
				tcp.onReceive.addListener(function () { throw new RangeError('boom'); });
				tcp.onReceive.addListener(function (info) {
					say('second got', text(info.data));
					if (text(info.data) === 'b') done(); else sent(accepted, 'b');
				});
				sent(accepted, 'a');
			});`,
			`
			LOG.error: Error in event handler: RangeError: boom
			second got a
			LOG.error: Error in event handler: RangeError: boom
			second got b
			`,
		},
		{
			"added or removed during an event count from the next one on",
			`connected(function (client, accepted) {
				function late(info) { say('late', text(info.data)); }
				function removed(info) { say('removed', text(info.data)); }
				tcp.onReceive.addListener(function first(info) {
					say('first', text(info.data));
					tcp.onReceive.addListener(late);
					tcp.onReceive.removeListener(removed);
				});
				tcp.onReceive.addListener(removed);
				tcp.onReceive.addListener(function last(info) {
					if (text(info.data) === 'b') setTimeout(done, 0); else sent(accepted, 'b');
				});
				sent(accepted, 'a');
			});`,
			`
			first a
			removed a
			first b
			late b
			`,
		},
		{
			"added twice run once",
			`
			var e = tcp.onReceive, n = 0, f = function () { n++; };
			e.addListener(f); e.addListener(f);
			e.dispatch();
			say(n);
			e.removeListener(f);
			say(e.hasListener(f), e.hasListeners());
			`,
			`
			1
			false false
			`,
		},
		{
			"that are not functions are ignored",
			`
			var e = tcp.onReceive;
			[undefined, null, 1, 'x', {}, [], {handleEvent: function () {}}].forEach(function (v) { e.addListener(v); });
			e.addListener();
			e.removeListener(); e.removeListener(function () {});
			say(e.hasListeners(), e.hasListener(), e.hasListener({}));
			`,
			`false false false`,
		},
		{
			"take no filter",
			`
			try { tcp.onReceive.addListener(function () {}, {}); } catch (e) { say(e.name + ': ' + e.message); }
			say(tcp.onReceive.hasListeners());
			`,
			`
			TypeError: This event does not support filters
			false
			`,
		},
		{
			"hear what a script dispatches",
			`
			var f = function () { say(this === undefined || this === globalThis, Array.prototype.join.call(arguments)); };
			tcp.onReceive.addListener(f);
			say(tcp.onReceive.hasListener(f), tcp.onReceive.hasListeners());
			say(tcp.onReceive.dispatch(1, 'two'));
			`,
			`
			true true
			true 1,two
			undefined
			`,
		},
		{
			"that a script dispatches to throw, and the others run",
			`
			tcp.onReceive.addListener(function () { throw new Error('boom'); });
			tcp.onReceive.addListener(function () { say('second'); });
			tcp.onReceive.dispatch();
			say('dispatched');
			`,
			`
			LOG.error: Error in event handler: Error: boom
			second
			dispatched
			`,
		},
		{
			"can be added by detached methods",
			`
			var add = tcp.onReceive.addListener, has = tcp.onReceive.hasListener, f = function () {};
			add(f);
			say(has(f), server.onAccept.hasListener(f), tcp.onReceiveError.hasListener(f));
			`,
			`true false false`,
		},
		{
			"may be bound functions and classes' methods",
			`
			class Server { constructor() { this.name = 'srv'; } hear(n) { say(this.name, n); } }
			var s = new Server();
			tcp.onReceive.addListener(s.hear.bind(s));
			tcp.onReceive.dispatch(7);
			`,
			`srv 7`,
		},
	})
}

func TestListenerRejects(t *testing.T) {
	runScripts(t, []scriptTest{{
		"as a promise that nobody handles",
		`connected(function (client, accepted) {
			tcp.onReceive.addListener(async function (info) {
				if (text(info.data) === 'b') { say('still here'); done(); return; }
				sent(accepted, 'b');
				throw new Error('boom');
			});
			sent(accepted, 'a');
		});`,
		`
		LOG.error: Uncaught (in promise) Error: boom
		still here
		`,
	}})
}
