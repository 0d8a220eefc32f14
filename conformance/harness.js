// @notest   the harness itself
//
// chrome.test as Chromium's own extension tests know it, in plain JavaScript.
// It runs in front of a test script, in sockhost and in a real Chromium app,
// and talks to whoever runs it through two globals only:
//
//   __config                 what the runner knows: {name, customArg, testServer, answers, …}
//   __report(kind, payload)  what the runner hears, one plain object at a time:
//     plan    {tests}                  names; an array of booleans in return selects among them
//     start   {name}                   a test begins
//     pass    {name, message}          it ended well
//     fail    {name, message, stack}   it ended badly; stack lines look like "    at …"
//     late    {name, message, stack}   something failed after its end
//     log     {text}
//     message {message, reply}         reply is missing when no answer was configured
//     done    {}                       every test has ended
//
// and it makes one more, for errors that only the runner can see:
//
//   __uncaught(text)         fails the running test; text is a message, then stack lines
(function (global) {
  'use strict';

  // What a failed assertion throws, to leave the test at once. Chromium's harness throws the same string.
  var FAILURE = 'chrome.test.failure';
  var config = global.__config || {};
  var report = global.__report;
  var later = global.setTimeout.bind(global);

  var queue = [];
  // A script that never calls runTests is one test, with the name of the file.
  var script = newTest(config.name || 'script', null);
  var current = script; // the running test, or the one that has just ended; null when there is none left
  var exceptionHandler = null;

  function newTest(name, body) { return {name: name, body: body, pending: 0, ended: false}; }

  // Ends of tests.

  function passTest(test, message) {
    if (test.ended) return;
    end(test, 'pass', {name: test.name, message: message === undefined ? '' : String(message)});
  }

  function failTest(test, message, stack) {
    var payload = {name: test ? test.name : '', message: message, stack: frames(stack)};
    if (!test || test.ended) report('late', payload);
    else end(test, 'fail', payload);
  }

  function end(test, kind, payload) {
    test.ended = true;
    report(kind, payload);
    later(next, 0);
  }

  function next() {
    if (queue.length > 0) return run(queue.shift());
    current = null;
    // Scripts with several runTests calls may make the next one now.
    later(function () { if (current === null) report('done', {}); }, 0);
  }

  function run(test) {
    current = test;
    report('start', {name: test.name});
    var caught = function (e) {
      if (e !== FAILURE) failTest(test, 'uncaught exception: ' + describe(e), e && e.stack);
    };
    try {
      var result = test.body.call(undefined);
      if (result && typeof result.then === 'function') result.then(undefined, caught);
    } catch (e) {
      caught(e);
    }
  }

  // Text.

  function describe(e) {
    try {
      return e instanceof Error ? String(e) : typeof e === 'object' && e !== null ? show(e) : String(e);
    } catch (_) {
      return 'a value that cannot be shown';
    }
  }

  // frames keeps the stack lines that belong to the test script.
  function frames(stack) {
    return String(stack || '').split('\n').filter(function (line) {
      return /^\s+at /.test(line) && !/harness\.js|kit\.js|\(native\)|<native>/.test(line);
    }).map(function (line) {
      // sockhost's engine adds its program counter to a position.
      return '    ' + line.trim().replace(/(:\d+)\(\d+\)/, '$1');
    }).join('\n');
  }

  function bytesOf(v) {
    if (v instanceof ArrayBuffer) return new Uint8Array(v);
    return ArrayBuffer.isView(v) ? new Uint8Array(v.buffer, v.byteOffset, v.byteLength) : null;
  }

  function className(v) { return Object.prototype.toString.call(v).slice(8, -1); }

  function show(v) {
    if (typeof v === 'string') return JSON.stringify(v);
    if (typeof v === 'function') return 'function ' + v.name;
    if (typeof v !== 'object' || v === null) return Object.is(v, -0) ? '-0' : String(v);
    var bytes = bytesOf(v);
    if (bytes) {
      var shown = Array.prototype.slice.call(bytes, 0, 64).join(',') + (bytes.length > 64 ? ',…' : '');
      return className(v) + '(' + bytes.length + ')[' + shown + ']';
    }
    try {
      return JSON.stringify(v, function (key, inner) {
        return inner !== v && (typeof inner === 'function' || inner === undefined || bytesOf(inner)) ? show(inner) : inner;
      });
    } catch (_) {
      return String(v);
    }
  }

  // Equality: of primitives strict, NaN equal to itself; of buffers by bytes; of objects by own enumerable properties.
  function deepEqual(expected, actual, parents) {
    if (expected === actual) return true;
    if (typeof expected !== typeof actual) return false;
    if (typeof expected === 'number') return expected !== expected && actual !== actual;
    if (typeof expected === 'function') return String(expected) === String(actual);
    if (typeof expected !== 'object' || expected === null || actual === null) return false;
    if (className(expected) !== className(actual) && (bytesOf(expected) || bytesOf(actual))) return false;
    if (Array.isArray(expected) !== Array.isArray(actual)) return false;
    var a = bytesOf(expected), b = bytesOf(actual);
    if (a) return a.length === b.length && a.every(function (byte, i) { return byte === b[i]; });
    if (expected instanceof Date && actual instanceof Date) return +expected === +actual;
    if (parents.indexOf(expected) >= 0) return true; // a cycle: compared further up
    var keys = Object.keys(expected);
    if (keys.length !== Object.keys(actual).length) return false;
    parents = parents.concat([expected]);
    return keys.every(function (key) {
      return Object.prototype.hasOwnProperty.call(actual, key) && deepEqual(expected[key], actual[key], parents);
    });
  }

  function lastErrorText() {
    var e = global.chrome.runtime && global.chrome.runtime.lastError;
    return e ? String(e.message) : null;
  }

  // matches compares a message with a string or regular expression.
  function matches(expected, message) {
    return expected instanceof RegExp ? expected.test(message) : expected === message;
  }

  var test = {
    runTests: function (tests) {
      test.assertTrue(Array.isArray(tests), 'runTests needs an array of functions');
      var list = tests.map(function (f, i) { return newTest(f.name || f.generatedName || 'test ' + (i + 1), f); });
      var selected = report('plan', {tests: list.map(function (t) { return t.name; })});
      if (Array.isArray(selected)) list = list.filter(function (t, i) { return selected[i]; });
      var busy = current !== null && current !== script;
      if (current === script) {
        busy = script.ended;
        script.ended = true; // it was no test but a preparation
      }
      queue = queue.concat(list);
      if (!busy) next();
    },

    succeed: function (message) {
      if (current && !current.ended) passTest(current, message);
      else report('log', {text: 'succeed() was called although no test was running'});
    },

    fail: function (message) {
      failTest(current, message === undefined || message === '' ? 'FAIL (no message)' : String(message), new Error().stack);
      throw FAILURE;
    },

    notifyPass: function (message) { test.succeed(message); },
    notifyFail: function (message) { failTest(current, String(message), new Error().stack); },

    log: function () {
      report('log', {text: Array.prototype.map.call(arguments, function (v) {
        return typeof v === 'string' ? v : show(v);
      }).join(' ')});
    },

    getCurrentTest: function () { return current ? current.name : ''; },
    setExceptionHandler: function (handler) { exceptionHandler = handler; },

    // Assertions. The expected value comes first.

    checkDeepEq: function (expected, actual) { return deepEqual(expected, actual, []); },

    assertEq: function (expected, actual, message) {
      if (deepEqual(expected, actual, [])) return;
      var head = message === undefined ? 'values differ' : String(message);
      var same = typeof expected === typeof actual;
      test.fail(head + '\nActual: ' + show(actual) + (same ? '' : ' (' + typeof actual + ')') +
        '\nExpected: ' + show(expected) + (same ? '' : ' (' + typeof expected + ')'));
    },

    assertNe: function (unexpected, actual, message) {
      if (deepEqual(unexpected, actual, []))
        test.fail((message === undefined ? 'values are equal' : message) + '\nActual: ' + show(actual));
    },

    assertBool: function (value, expected, message) {
      if (value === expected) return;
      // Older tests give the text where the value belongs.
      if (typeof value === 'string') message = message ? value + '\n' + message : value;
      test.fail(message || 'expected ' + expected + ', got ' + show(value));
    },
    assertTrue: function (value, message) { test.assertBool(value, true, message); },
    assertFalse: function (value, message) { test.assertBool(value, false, message); },

    // assertThrows(fn, [self], [args], [message]); message is a string or a RegExp.
    assertThrows: function (fn) {
      var rest = Array.prototype.slice.call(arguments, 1), last = rest[rest.length - 1], message;
      test.assertEq('function', typeof fn, 'assertThrows needs a function');
      if (typeof last === 'string' || last instanceof RegExp) message = rest.pop();
      while (rest.length > 0 && rest[rest.length - 1] === undefined) rest.pop();
      var args = Array.isArray(rest[rest.length - 1]) ? rest.pop() : [];
      var thrown = null;
      try {
        fn.apply(rest[0], args);
      } catch (e) {
        if (e === FAILURE) throw e;
        thrown = {message: e instanceof Error ? e.message : String(e)};
      }
      if (!thrown) test.fail('Did not throw error: ' + fn);
      if (message !== undefined && !matches(message, thrown.message))
        test.fail('another error was thrown\nActual: ' + thrown.message + '\nExpected: ' + message);
    },

    assertPromiseRejects: function (promise, message) {
      return promise.then(function (value) {
        test.fail('the promise did not reject; it resolved with ' + show(value));
      }, function (e) {
        if (e === FAILURE) throw e;
        if (message !== undefined && !matches(message, String(e)) && !matches(message, e && e.message))
          test.fail('the promise rejected with another error\nActual: ' + String(e) + '\nExpected: ' + message);
      });
    },

    assertNoLastError: function () {
      var text = lastErrorText();
      if (text !== null) test.fail('lastError.message == ' + text);
    },

    assertLastError: function (expected) {
      test.assertEq('string', typeof expected, 'assertLastError needs a string');
      var text = lastErrorText();
      if (text === null) test.fail('No lastError, but expected ' + expected);
      test.assertEq(expected, text, 'lastError.message');
    },

    // Callbacks: the test ends by itself when the last one that was announced has run.

    callbackAdded: function () {
      var owner = current, called = null;
      if (owner) owner.pending++;
      return function () {
        if (called !== null) {
          test.fail('Callback has already been run. First call:\n' + frames(called) +
            '\nSecond call:\n' + frames(new Error().stack));
        }
        called = new Error().stack;
        if (owner && --owner.pending === 0) passTest(owner);
      };
    },

    callback: function (fn, expectedError) {
      if (fn) test.assertEq('function', typeof fn, 'a callback must be a function');
      var completed = test.callbackAdded();
      return function () {
        if (expectedError === undefined || expectedError === null) test.assertNoLastError();
        else test.assertLastError(expectedError);
        var result = apply(fn, arguments);
        completed();
        return result;
      };
    },
    callbackPass: function (fn) { return test.callback(fn); },
    callbackFail: function (expectedError, fn) { return test.callback(fn, expectedError); },

    listenOnce: function (event, fn) {
      var completed = test.callbackAdded();
      var listener = function () {
        event.removeListener(listener);
        var result = apply(fn, arguments);
        completed();
        return result;
      };
      event.addListener(listener);
    },

    listenForever: function (event, fn) {
      var completed = test.callbackAdded();
      event.addListener(fn);
      return function () {
        event.removeListener(fn);
        completed();
      };
    },

    // The runner.

    sendMessage: function (message, callback) {
      var reply = config.answers && config.answers[message];
      report('message', typeof reply === 'string' ? {message: String(message), reply: reply} : {message: String(message)});
      return answer(typeof reply === 'string' ? reply : '', callback);
    },

    getConfig: function (callback) {
      var copy = JSON.parse(JSON.stringify(config));
      delete copy.answers;
      return answer(copy, callback);
    },

    waitForRoundTrip: function (message, callback) { return answer(message, callback); },
    runWithUserGesture: function (fn) { return fn(); }
  };

  // answer calls back later, or returns a promise when there is no callback.
  function answer(value, callback) {
    if (!callback) return new Promise(function (resolve) { later(function () { resolve(value); }, 0); });
    later(function () { apply(callback, [value]); }, 0);
  }

  // apply calls fn; what it throws fails the running test.
  function apply(fn, args) {
    try {
      if (fn) return fn.apply(undefined, args);
    } catch (e) {
      if (e !== FAILURE) failTest(current, 'uncaught exception: ' + describe(e), e && e.stack);
      throw FAILURE;
    }
  }

  global.__uncaught = function (text) {
    text = String(text);
    var message = text.split(/\n\s+at /)[0];
    // An assertion failed outside of every wrapper: reported already.
    if (message.slice(-FAILURE.length) === FAILURE) return;
    if (exceptionHandler) exceptionHandler(message, new Error(message));
    else failTest(current, message, text);
  };

  // A browser tells scripts itself.
  if (!config.backend && global.addEventListener) {
    global.addEventListener('error', function (e) {
      global.__uncaught(e.error === FAILURE ? FAILURE : e.message + '\n' + (e.error && e.error.stack || ''));
    });
    global.addEventListener('unhandledrejection', function (e) {
      var reason = e.reason;
      global.__uncaught(reason === FAILURE ? FAILURE :
        'Uncaught (in promise) ' + describe(reason) + '\n' + (reason && reason.stack || ''));
    });
  }

  global.chrome = global.chrome || {};
  global.chrome.test = test;
})(typeof globalThis === 'object' ? globalThis : self);
