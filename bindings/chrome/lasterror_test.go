package chrome_test

import "testing"

func TestLastError(t *testing.T) {
	runScripts(t, []scriptTest{
		{
			"exists during the callback and its microtasks only",
			`
			say('before:', 'lastError' in chrome.runtime, chrome.runtime.lastError);
			tcp.getInfo(99, function () {
				say('callback:', 'lastError' in chrome.runtime, JSON.stringify(chrome.runtime.lastError), arguments.length);
				Promise.resolve().then(function () { say('microtask:', chrome.runtime.lastError.message); });
				setTimeout(function () { say('later:', 'lastError' in chrome.runtime, chrome.runtime.lastError); }, 0);
			});
			say('after:', 'lastError' in chrome.runtime);
			`,
			`
			before: false undefined
			after: false
			callback: true {"message":"Socket not found"} 0
			microtask: Socket not found
			later: false undefined
			`,
		},
		{
			"is undefined when there is no error",
			`tcp.create({}, function () { say('lastError' in chrome.runtime, typeof chrome.runtime.lastError, chrome.runtime.lastError === undefined); });`,
			`false undefined true`,
		},
		{
			"comes with the result code of a failed connect",
			`tcp.create({}, function (c) {
				tcp.connect(c.socketId, '127.0.0.1', 1, function (result) { say(result, chrome.runtime.lastError.message); });
			});`,
			`-102 net::ERR_CONNECTION_REFUSED`,
		},
		{
			"is reported when nobody reads it",
			`tcp.getInfo(99, function () { say('called'); });`,
			`
			called
			LOG.error: Unchecked runtime.lastError: Socket not found
			`,
		},
		{
			"is not reported when a microtask reads it",
			`tcp.getInfo(99, function () { Promise.resolve().then(function () { say(chrome.runtime.lastError.message); }); });`,
			`Socket not found`,
		},
		{
			"can be assigned, and is gone after the callback all the same",
			`tcp.getInfo(99, function () {
				chrome.runtime.lastError.message;
				chrome.runtime.lastError = 'mine';
				say(chrome.runtime.lastError);
				setTimeout(function () { say('lastError' in chrome.runtime); }, 0);
			});`,
			`
			mine
			false
			`,
		},
		{
			"of one callback is not seen in the next",
			`
			tcp.getInfo(99, function () { say(1, chrome.runtime.lastError.message); });
			tcp.create(function () { say(2, chrome.runtime.lastError); });
			tcp.send(99, bytes('x'), function () { say(3, chrome.runtime.lastError.message); });
			`,
			`
			1 Socket not found
			2 undefined
			3 Socket not found
			`,
		},
		{
			"is an ordinary property of chrome.runtime for a script that sets it outside a callback",
			`
			chrome.runtime.lastError = 'left behind';
			tcp.getInfo(99, function () { say(chrome.runtime.lastError.message); });
			`,
			`Socket not found`,
		},
	})
}

func TestCallbackThrows(t *testing.T) {
	runScripts(t, []scriptTest{
		{
			"and the program goes on",
			`
			tcp.create({}, function () { throw new TypeError('boom'); });
			tcp.create({}, function (info) { say('next', info.socketId); });
			`,
			`
			LOG.error: Error handling response: TypeError: boom
			next 2
			`,
		},
		{
			"what is no Error",
			`tcp.create({}, function () { throw 'a word'; });`,
			`LOG.error: Error handling response: a word`,
		},
		{
			"without having read lastError",
			`tcp.getInfo(99, function () { throw new Error('boom'); });
			 setTimeout(function () { say('lastError' in chrome.runtime); }, 10);`,
			`
			LOG.error: Error handling response: Error: boom
			LOG.error: Unchecked runtime.lastError: Socket not found
			false
			`,
		},
	})
}
