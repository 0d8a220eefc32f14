package chrome_test

import "testing"

func TestPromises(t *testing.T) {
	runScripts(t, []scriptTest{
		{
			"resolve with the callback's argument",
			`(async function () {
				var c = await tcp.create({name: 'n'});
				say(JSON.stringify(c));
				say(await tcp.update(c.socketId, {bufferSize: 10}));
				say(JSON.stringify(await tcp.getInfo(c.socketId)));
				say((await tcp.getSockets()).length, Array.isArray(await tcp.getSockets()));
				say(await tcp.close(c.socketId), (await tcp.getSockets()).length);
			})();`,
			`
			{"socketId":1}
			undefined
			{"bufferSize":10,"connected":false,"name":"n","paused":false,"persistent":false,"socketId":1}
			1 true
			undefined 0
			`,
		},
		{
			"reject with an Error",
			`tcp.getInfo(99).catch(function (e) {
				say(e instanceof Error, e.name, e.message, Object.keys(e).length, 'lastError' in chrome.runtime);
			});`,
			`true Error Socket not found 0 false`,
		},
		{
			"that nobody handles are reported once",
			`tcp.close(99); tcp.create().then(function () { say('next'); });`,
			`
			LOG.error: Uncaught (in promise) Error: Socket not found
			next
			`,
		},
		{
			"take null and undefined for no callback",
			`say(tcp.create({}, null) instanceof Promise, tcp.create(null, undefined) instanceof Promise, tcp.create() instanceof Promise);`,
			`true true true`,
		},
		{
			"are not made when there is a callback",
			`say(tcp.create({}, function () { say('called'); }));`,
			`
			undefined
			called
			`,
		},
		{
			"settle in the order of the calls, among callbacks",
			`
			tcp.create(function () { say(1); });
			tcp.create().then(function () { say(2); });
			tcp.create(function () { say(3); });
			server.create().then(function () { say(4); });
			say(0);
			`,
			`
			0
			1
			2
			3
			4
			`,
		},
	})
}
