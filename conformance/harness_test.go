package conformance_test

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/sockhost/sockhost/conformance"
)

// harnessTests are small scripts and how their tests end: "name pass", or
// "name fail MESSAGE", where the message need only begin so.
var harnessTests = []struct{ name, script, want string }{
	{"pass", `chrome.test.runTests([function one() { chrome.test.succeed(); }])`, "one pass"},
	{"in order", `
		chrome.test.runTests([
			function one() { setTimeout(chrome.test.succeed, 5); },
			function two() { chrome.test.succeed(); },
			() => chrome.test.succeed()])`,
		"one pass\ntwo pass\ntest 3 pass"},
	{"message", `chrome.test.runTests([function one() { chrome.test.succeed('fine'); }])`, "one pass fine"},
	{"failed assertion", `chrome.test.runTests([
			function one() { chrome.test.assertEq(1, 2, 'sum'); chrome.test.succeed(); },
			function two() { chrome.test.succeed(); }])`,
		"one fail sum\nActual: 2\nExpected: 1\ntwo pass"},
	{"types differ", `chrome.test.runTests([function one() { chrome.test.assertEq(1, '1'); }])`,
		"one fail values differ\nActual: \"1\" (string)\nExpected: 1 (number)"},
	{"fail stops the test", `chrome.test.runTests([function one() { chrome.test.fail('no'); chrome.test.succeed(); }])`, "one fail no"},
	{"exception", `chrome.test.runTests([function one() { throw new TypeError('oh'); }, function two() { chrome.test.succeed(); }])`,
		"one fail uncaught exception: TypeError: oh\ntwo pass"},
	{"exception in callbackPass", `chrome.test.runTests([function one() {
			chrome.sockets.tcp.create({}, chrome.test.callbackPass(function () { throw new Error('oh'); }));
		}])`, "one fail uncaught exception: Error: oh"},
	{"exception in a plain callback", `chrome.test.runTests([function one() {
			chrome.sockets.tcp.create({}, function () { throw new Error('oh'); });
		}])`, "one fail Error handling response: Error: oh"},
	{"exception in a timer", `chrome.test.runTests([function one() { setTimeout(() => { throw new Error('oh'); }, 0); }])`,
		"one fail Uncaught Error: oh"},
	{"failed assertion in a timer", `chrome.test.runTests([function one() { setTimeout(() => chrome.test.fail('oh'), 0); }])`, "one fail oh"},
	{"unhandled rejection", `chrome.test.runTests([function one() { Promise.reject(new Error('oh')); }])`,
		"one fail Uncaught (in promise) Error: oh"},
	{"async", `chrome.test.runTests([async function one() {
			const info = await chrome.sockets.tcp.create({});
			chrome.test.assertEq(1, info.socketId);
			chrome.test.succeed();
		}])`, "one pass"},
	{"async rejects", `chrome.test.runTests([async function one() { await null; throw new Error('oh'); }])`,
		"one fail uncaught exception: Error: oh"},
	{"async fails", `chrome.test.runTests([async function one() { await null; chrome.test.fail('oh'); }])`, "one fail oh"},
	{"several callbacks", `chrome.test.runTests([function one() {
			chrome.sockets.tcp.create({}, chrome.test.callbackPass(function (info) {
				chrome.sockets.tcp.close(info.socketId, chrome.test.callbackPass());
			}));
			setTimeout(chrome.test.callbackPass(), 1);
		}])`, "one pass"},
	{"callbackPass with an error", `chrome.test.runTests([function one() {
			chrome.sockets.tcp.close(7, chrome.test.callbackPass());
		}])`, "one fail lastError.message == Socket not found"},
	{"callbackFail", `chrome.test.runTests([function one() {
			chrome.sockets.tcp.close(7, chrome.test.callbackFail('Socket not found'));
		}])`, "one pass"},
	{"callbackFail mismatch", `chrome.test.runTests([function one() {
			chrome.sockets.tcp.close(7, chrome.test.callbackFail('another'));
		}])`, "one fail lastError.message\nActual: \"Socket not found\"\nExpected: \"another\""},
	{"callbackFail without an error", `chrome.test.runTests([function one() {
			chrome.sockets.tcp.create({}, chrome.test.callbackFail('another'));
		}])`, "one fail No lastError, but expected another"},
	{"callback twice", `chrome.test.runTests([function one() {
			var f = chrome.test.callbackPass(), other = chrome.test.callbackPass();
			f(); f();
		}])`, "one fail Callback has already been run."},
	{"callback twice at the end", `chrome.test.runTests([
			function one() { var f = chrome.test.callbackPass(); f(); f(); },
			function two() { chrome.test.succeed(); }])`,
		"one fail after the test had ended: Callback has already been run.\ntwo pass"},
	{"listenOnce", `
		var listeners = [], calls = 0;
		var event = {addListener: f => listeners.push(f), removeListener: f => { listeners = listeners.filter(g => g !== f); }};
		chrome.test.runTests([function one() {
			chrome.test.listenOnce(event, v => { calls++; chrome.test.assertEq(3, v); });
			setTimeout(chrome.test.callbackPass(() => { listeners.forEach(f => f(3)); listeners.forEach(f => f(3)); }), 0);
		}, function two() { chrome.test.assertEq([1, 0], [calls, listeners.length]); chrome.test.succeed(); }])`, "one pass\ntwo pass"},
	{"listenOnce called twice", `
		var listener;
		var event = {addListener: f => { listener = f; }, removeListener() {}};
		chrome.test.runTests([function one() {
			chrome.test.listenOnce(event, () => {});
			chrome.test.callbackAdded();
			listener(); listener();
		}])`, "one fail Callback has already been run."},
	{"listenForever", `
		var listeners = [];
		var event = {addListener: f => listeners.push(f), removeListener: f => { listeners = listeners.filter(g => g !== f); }};
		chrome.test.runTests([function one() {
			var calls = 0, done = chrome.test.listenForever(event, () => { if (++calls === 3) done(); });
			setTimeout(() => { for (let i = 0; i < 3; i++) listeners.forEach(f => f()); }, 0);
		}])`, "one pass"},
	{"top level", `chrome.test.succeed();`, "script pass"},
	{"top level later", `chrome.sockets.tcp.create({}, function () { chrome.test.assertNoLastError(); chrome.test.succeed(); });`, "script pass"},
	{"top level fails", `chrome.test.assertTrue(false, 'no');`, "script fail no"},
	{"top level throws", `throw new Error('oh');`, "script fail Error: oh"},
	{"syntax error", `function (`, "script fail SyntaxError: "},
	{"no test", `var x = 1;`, "script fail the script ended without a test"},
	{"several runTests", `
		chrome.test.runTests([function one() { setTimeout(chrome.test.succeed, 0); }]);
		chrome.test.runTests([function two() { chrome.test.succeed(); }]);`, "one pass\ntwo pass"},
	{"runTests after the end", `
		chrome.test.runTests([function one() { chrome.test.succeed(); setTimeout(() => chrome.test.runTests([two]), 0); }]);
		function two() { chrome.test.succeed(); }`, "one pass\ntwo pass"},
	{"runTests after a message", `
		chrome.test.sendMessage('info_please', function (reply) {
			chrome.test.runTests([function one() { chrome.test.assertEq('tcp:127.0.0.1:80', reply); chrome.test.succeed(); }]);
		});`, "one pass"},
	{"runTests inside callbackPass", `
		chrome.test.getConfig(chrome.test.callbackPass(function (config) {
			chrome.test.runTests([function one() { chrome.test.assertEq('x', config.customArg); setTimeout(chrome.test.succeed, 1); }]);
		}));`, "one pass"},
	{"message without an answer", `chrome.test.sendMessage('what', r => { chrome.test.assertEq('', r); chrome.test.succeed(); });`, "script pass"},
	{"getConfig", `chrome.test.runTests([async function one() {
			const config = await chrome.test.getConfig();
			chrome.test.assertEq({port: 81}, config.testServer);
			chrome.test.assertEq(undefined, config.answers);
			chrome.test.succeed();
		}])`, "one pass"},
	{"nothing left", `chrome.test.runTests([function one() {}, function two() {}])`, "one fail the test did not end, and nothing is left"},
	{"timeout", `chrome.test.runTests([function one() {
			chrome.sockets.tcpServer.create({}, s => chrome.sockets.tcpServer.listen(s.socketId, '127.0.0.1', 0, () => {}));
		}])`, "one fail the test did not end within 300ms; still open: tcpServer socket 1 listening on 127.0.0.1:"},
	{"endless loop", `chrome.test.runTests([function one() { for (;;) {} }])`, "one fail the test did not end within 300ms; its script did not return"},
	{"endless loop in the script", `for (;;) {}`, "script fail the test did not end within 300ms; its script did not return"},
	{"endless microtasks", `chrome.test.runTests([function one() { (function f() { Promise.resolve().then(f); })(); }])`,
		"one fail the test did not end within 300ms; its script did not return"},
	{"buffers", `chrome.test.runTests([
			function one() {
				chrome.test.assertEq(new Uint8Array([1, 2]).buffer, new Uint8Array([0, 1, 2]).buffer.slice(1));
				chrome.test.assertEq({a: [NaN, {b: null}]}, {a: [NaN, {b: null}]});
				chrome.test.assertNe(new Uint8Array([1]), new Uint8Array([2]));
				chrome.test.assertFalse(chrome.test.checkDeepEq([], {}));
				chrome.test.assertFalse(chrome.test.checkDeepEq({a: undefined}, {}));
				chrome.test.assertFalse(chrome.test.checkDeepEq(null, {}));
				chrome.test.assertFalse(chrome.test.checkDeepEq(new Uint8Array(2), new ArrayBuffer(2)));
				chrome.test.succeed();
			},
			function two() { chrome.test.assertEq(new Uint8Array([1]).buffer, new Uint8Array([2]).buffer); }])`,
		"one pass\ntwo fail values differ\nActual: ArrayBuffer(1)[2]\nExpected: ArrayBuffer(1)[1]"},
	{"assertThrows", `chrome.test.runTests([
			function one() {
				var o = {f(a) { throw new Error('got ' + a + this.x); }, x: 1};
				chrome.test.assertThrows(o.f, o, [2], 'got 21');
				chrome.test.assertThrows(() => { throw new Error('oh'); }, 'oh');
				chrome.test.assertThrows(() => { throw new Error('oh'); }, undefined, undefined, /^o/);
				chrome.test.assertThrows(() => { throw new Error('oh'); });
				chrome.test.succeed();
			},
			function two() { chrome.test.assertThrows(() => { throw new Error('oh'); }, 'ah'); },
			function three() { chrome.test.assertThrows(() => {}); }])`,
		"one pass\ntwo fail another error was thrown\nActual: oh\nExpected: ah\nthree fail Did not throw error: "},
	{"assertPromiseRejects", `chrome.test.runTests([
			async function one() {
				await chrome.test.assertPromiseRejects(chrome.sockets.tcp.close(7), 'Error: Socket not found');
				await chrome.test.assertPromiseRejects(chrome.sockets.tcp.close(7), /not found/);
				chrome.test.succeed();
			},
			async function two() { await chrome.test.assertPromiseRejects(Promise.resolve(1)); }])`,
		"one pass\ntwo fail the promise did not reject; it resolved with 1"},
	{"late failure", `chrome.test.runTests([
			function one() { chrome.test.succeed(); throw new Error('oh'); }])`, "one fail after the test had ended: uncaught exception: Error: oh"},
	{"kit", `chrome.test.runTests([async function one() {
			const pair = await kit.pair();
			const stream = kit.receive(pair.client);
			await kit.tcp.send(pair.accepted, kit.bytes('a line\nrest'));
			chrome.test.assertEq('a line', await stream.line());
			chrome.test.assertEq('re', await stream.read(2));
			const e = await kit.failure(kit.tcp.connect(pair.client, '127.0.0.1', pair.port));
			chrome.test.assertEq(['net::ERR_SOCKET_IS_CONNECTED', -23, 1], [e.message, e.result, e.argc]);
			const watched = await kit.watch('watch');
			await kit.tcp.send(watched.socketId, kit.bytes('hi'));
			chrome.test.assertEq('watch data "hi" len 2', await watched.seen.line());
			await kit.tcp.close(watched.socketId);
			chrome.test.assertEq('watch FIN', await watched.seen.line());
			await kit.settle();
			chrome.test.succeed();
		}])`, "one pass"},
}

func TestHarness(t *testing.T) {
	peer := startPeer(t)
	for _, test := range harnessTests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			timeout := patience
			if strings.Contains(test.want, "300ms") {
				timeout = 300 * time.Millisecond
			}
			result := conformance.Run(t.Context(), conformance.ParseCase("folder/script.js", test.script), conformance.Options{
				Timeout: timeout, Peer: peer,
				Answers:   map[string]string{"info_please": "tcp:127.0.0.1:80"},
				CustomArg: "x", TestServer: 81,
			})
			if got := endsOf(result); !beginsSo(got, test.want) {
				t.Errorf("it ended:\n%s\nwant:\n%s", got, test.want)
			}
		})
	}
}

func endsOf(r conformance.Result) string {
	var lines []string
	for _, test := range r.Tests {
		lines = append(lines, strings.TrimSpace(test.Name+" "+string(test.Status)+" "+test.Message))
	}
	return strings.Join(lines, "\n")
}

// beginsSo compares ends test by test: each begins as wanted.
func beginsSo(got, want string) bool {
	split := func(s string) []string {
		return regexp.MustCompile(`(?m)^(\w+( \d)? (pass|fail))`).Split(s, -1)
	}
	heads := regexp.MustCompile(`(?m)^(\w+( \d)? (pass|fail))`)
	if strings.Join(heads.FindAllString(got, -1), "\n") != strings.Join(heads.FindAllString(want, -1), "\n") {
		return false
	}
	bodies := split(got)
	for i, body := range split(want) {
		if !strings.HasPrefix(strings.TrimSpace(bodies[i]), strings.TrimSpace(body)) {
			return false
		}
	}
	return true
}

func TestPlaceAndLogs(t *testing.T) {
	result := conformance.Run(t.Context(), conformance.ParseCase("folder/script.js", `
console.log('before');
chrome.test.runTests([function one() {
  console.warn('a', {b: 1});
  chrome.test.log('c', [2]);
  check();
}, async function two() {
  await chrome.sockets.tcp.create({});
  undefined.x;
}, async function three() {
  await kit.tcp.create({});
  await kit.tcp.close(77);
}]);
function check() {
  chrome.test.assertTrue(false);
}`), conformance.Options{Timeout: patience})
	if len(result.Tests) != 3 {
		t.Fatalf("tests: %v", result.Tests)
	}
	one, two, three := result.Tests[0], result.Tests[1], result.Tests[2]
	if want := "before|a { b: 1 }|c [2]"; strings.Join(one.Logs, "|") != want {
		t.Errorf("logs %q, want %q", one.Logs, want)
	}
	if !strings.HasPrefix(one.Place, "folder/script.js:15:") || !strings.Contains(one.Stack, "folder/script.js:6:") {
		t.Errorf("place %q, stack:\n%s", one.Place, one.Stack)
	}
	if !strings.HasPrefix(two.Place, "folder/script.js:9:") {
		t.Errorf("place %q, stack:\n%s", two.Place, two.Stack)
	}
	if !strings.HasPrefix(three.Place, "folder/script.js:12:") || !strings.HasSuffix(three.Message, "Error: Socket not found") {
		t.Errorf("place %q, message %q, stack:\n%s", three.Place, three.Message, three.Stack)
	}
}

func TestFilter(t *testing.T) {
	c := conformance.ParseCase("folder/script.js", `chrome.test.runTests([
		function one() { chrome.test.succeed(); }, function two() { chrome.test.succeed(); }])`)
	for filter, want := range map[string]string{
		"two": "two pass", "script": "one pass\ntwo pass", "folder/.*: one$": "one pass", "three": "",
	} {
		result := conformance.Run(t.Context(), c, conformance.Options{Filter: regexp.MustCompile(filter)})
		if got := endsOf(result); got != want {
			t.Errorf("%s ran:\n%s\nwant:\n%s", filter, got, want)
		}
	}
}

func TestContextEndsARun(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	c := conformance.ParseCase("script.js", `chrome.test.runTests([function one() { setInterval(() => {}, 1000); }])`)
	time.AfterFunc(50*time.Millisecond, cancel)
	result := conformance.Run(ctx, c, conformance.Options{})
	if got, want := endsOf(result), "one fail the run was ended: context canceled"; got != want {
		t.Errorf("it ended %q, want %q", got, want)
	}
}

func TestUnmetNeedSkips(t *testing.T) {
	result := conformance.Run(t.Context(), conformance.ParseCase("script.js", "// @needs peer\nchrome.test.fail();"), conformance.Options{})
	if got, want := endsOf(result), "script skip needs peer: the scriptable peer"; got != want {
		t.Errorf("it ended %q, want %q", got, want)
	}
}
