// What is asked about bad input. Each class and function of a plain script
// stands here with one good call of everything it has; the questions are what
// can be wrong with it: no new, a wrong receiver, arguments that are missing or
// of other types. The answers of Chromium 156 stand in badinput.txt; to ask it
// again, with chromium and node in the path:
//
//	node testdata/record-badinput.js > testdata/badinput.txt
//
// A class has the arguments of new, or the expression of an instance if scripts
// cannot make one, then methods with their arguments, attributes, attributes
// that can be set with a good value, and static methods.
'use strict';
const classes = {
  AbortController: {new: [], methods: {abort: ['1']}, attributes: ['signal']},
  AbortSignal: {instance: 'new AbortController().signal', methods: {throwIfAborted: []}, attributes: ['aborted', 'reason'], settable: {onabort: 'null'},
    statics: {abort: ['1'], any: ['[]'], timeout: ['1']}},
  Blob: {new: ["['a']", "{type: 'a/b'}"], methods: {arrayBuffer: [], bytes: [], slice: ['0', '1', "'a/b'"], stream: [], text: []}, attributes: ['size', 'type']},
  CloseEvent: {new: ["'a'", '{code: 5}'], attributes: ['wasClean', 'code', 'reason']},
  Crypto: {instance: 'crypto', methods: {getRandomValues: ['new Uint8Array(1)'], randomUUID: []}, attributes: ['subtle']},
  CryptoKey: {instance: 'key', attributes: ['type', 'extractable', 'algorithm', 'usages']},
  CustomEvent: {new: ["'a'", '{}'], methods: {initCustomEvent: ["'a'", 'true', 'true', '1']}, attributes: ['detail']},
  DOMException: {new: ["'a'", "'b'"], attributes: ['name', 'message', 'code']},
  ErrorEvent: {new: ["'a'", '{}'], attributes: ['message', 'filename', 'lineno', 'colno', 'error']},
  Event: {new: ["'a'", '{}'], methods: {composedPath: [], initEvent: ["'a'", 'true', 'true'], preventDefault: [], stopImmediatePropagation: [], stopPropagation: []},
    attributes: ['type', 'target', 'currentTarget', 'eventPhase', 'bubbles', 'cancelable', 'defaultPrevented', 'composed', 'timeStamp', 'srcElement'], settable: {returnValue: 'true', cancelBubble: 'false'}},
  EventTarget: {new: [], methods: {addEventListener: ["'a'", '() => {}', '{}'], dispatchEvent: ["new Event('a')"], removeEventListener: ["'a'", '() => {}', '{}']}},
  File: {new: ["['a']", "'a'", '{}'], attributes: ['name', 'lastModified', 'lastModifiedDate', 'webkitRelativePath']},
  FileReader: {new: [], methods: {abort: [], readAsArrayBuffer: ['new Blob()'], readAsBinaryString: ['new Blob()'], readAsDataURL: ['new Blob()'], readAsText: ['new Blob()', "'utf-8'"]},
    attributes: ['readyState', 'result', 'error'], settable: {onload: 'null'}},
  FormData: {new: [], methods: {append: ["'a'", "'b'"], delete: ["'a'"], get: ["'a'"], getAll: ["'a'"], has: ["'a'"], set: ["'a'", "'b'"], entries: [], forEach: ['() => {}'], keys: [], values: []}},
  Headers: {new: ["{a: 'b'}"], methods: {append: ["'a'", "'b'"], delete: ["'a'"], get: ["'a'"], getSetCookie: [], has: ["'a'"], set: ["'a'", "'b'"], entries: [], forEach: ['() => {}'], keys: [], values: []}},
  MessageEvent: {new: ["'a'", '{}'], attributes: ['data', 'origin', 'lastEventId', 'source', 'ports']},
  Navigator: {instance: 'navigator', methods: {javaEnabled: []}, attributes: ['userAgent', 'language', 'languages', 'onLine', 'hardwareConcurrency', 'platform', 'vendor']},
  Performance: {instance: 'performance', methods: {now: [], toJSON: []}, attributes: ['timeOrigin']},
  ProgressEvent: {new: ["'a'", '{}'], attributes: ['lengthComputable', 'loaded', 'total']},
  ReadableStream: {instance: "new Blob(['a']).stream()", methods: {cancel: ['1'], getReader: ['{}'], tee: []}, attributes: ['locked']},
  ReadableStreamDefaultReader: {instance: "new Blob(['a']).stream().getReader()", methods: {cancel: ['1'], read: [], releaseLock: []}, attributes: ['closed']},
  Request: {new: ["'data:,a'", "{method: 'GET'}"], methods: {arrayBuffer: [], blob: [], bytes: [], clone: [], json: [], text: []},
    attributes: ['method', 'url', 'headers', 'destination', 'referrer', 'mode', 'credentials', 'cache', 'redirect', 'integrity', 'keepalive', 'signal', 'body', 'bodyUsed']},
  Response: {new: ["'a'", '{status: 200}'], methods: {arrayBuffer: [], blob: [], bytes: [], clone: [], formData: [], json: [], text: []},
    attributes: ['type', 'url', 'redirected', 'status', 'ok', 'statusText', 'headers', 'body', 'bodyUsed'], statics: {error: [], json: ['1', '{}'], redirect: ["'data:,a'", '302']}},
  SubtleCrypto: {instance: 'crypto.subtle', methods: {
    digest: ["'SHA-1'", 'new Uint8Array(1)'], decrypt: ["{name: 'AES-GCM', iv: new Uint8Array(12)}", 'key', 'new Uint8Array(1)'], deriveBits: ["{name: 'HKDF', hash: 'SHA-1', salt: new Uint8Array(1), info: new Uint8Array(1)}", 'secret', '8'],
    deriveKey: ["{name: 'HKDF', hash: 'SHA-1', salt: new Uint8Array(1), info: new Uint8Array(1)}", 'secret', "{name: 'AES-GCM', length: 128}", 'true', "['encrypt']"], encrypt: ["{name: 'AES-GCM', iv: new Uint8Array(12)}", 'key', 'new Uint8Array(1)'],
    exportKey: ["'raw'", 'key'], generateKey: ["{name: 'AES-GCM', length: 128}", 'true', "['encrypt']"], importKey: ["'raw'", 'new Uint8Array(16)', "'AES-GCM'", 'true', "['encrypt']"],
    sign: ["'HMAC'", 'mac', 'new Uint8Array(1)'], unwrapKey: ["'raw'", 'new Uint8Array(24)', 'wrapper', "'AES-KW'", "'AES-GCM'", 'true', "['encrypt']"], verify: ["'HMAC'", 'mac', 'new Uint8Array(1)', 'new Uint8Array(1)'], wrapKey: ["'raw'", 'key', 'wrapper', "'AES-KW'"]}},
  TextDecoder: {new: ["'utf-8'", '{}'], methods: {decode: ['new Uint8Array(1)', '{}']}, attributes: ['encoding', 'fatal', 'ignoreBOM']},
  TextEncoder: {new: [], methods: {encode: ["'a'"], encodeInto: ["'a'", 'new Uint8Array(1)']}, attributes: ['encoding']},
  URL: {new: ["'a:b'", "'c:d'"], methods: {toJSON: [], toString: []}, attributes: ['origin', 'searchParams'],
    settable: {href: "'a:b'", protocol: "'c'", username: "'a'", password: "'a'", host: "'a'", hostname: "'a'", port: "'1'", pathname: "'a'", search: "'a'", hash: "'a'"},
    statics: {canParse: ["'a:b'", "'c:d'"], createObjectURL: ['new Blob()'], parse: ["'a:b'", "'c:d'"], revokeObjectURL: ["'blob:a'"]}},
  URLSearchParams: {new: ["'a=b'"], methods: {append: ["'a'", "'b'"], delete: ["'a'", "'b'"], get: ["'a'"], getAll: ["'a'"], has: ["'a'", "'b'"], set: ["'a'", "'b'"], sort: [], toString: [], entries: [], forEach: ['() => {}'], keys: [], values: []}, attributes: ['size']},
  WebSocket: {new: ["'ws://127.0.0.1:1'", "'a'"], methods: {close: ['1000', "'a'"], send: ["'a'"]}, attributes: ['url', 'readyState', 'bufferedAmount', 'extensions', 'protocol'], settable: {binaryType: "'blob'", onopen: 'null'}},
  XMLHttpRequest: {new: [], opened: true, methods: {abort: [], getAllResponseHeaders: [], getResponseHeader: ["'a'"], open: ["'GET'", "'data:,a'", 'true', "'a'", "'b'"], overrideMimeType: ["'a/b'"], send: ["'a'"], setRequestHeader: ["'a'", "'b'"]},
    attributes: ['readyState', 'upload', 'responseURL', 'status', 'statusText', 'response', 'responseText'], settable: {timeout: '1', withCredentials: 'true', responseType: "'text'", onreadystatechange: 'null'}},
  XMLHttpRequestEventTarget: {settable: {onload: 'null'}, instance: 'new XMLHttpRequest()'},
  XMLHttpRequestUpload: {instance: 'new XMLHttpRequest().upload'},
};

const functions = {
  atob: ["'YQ=='"], btoa: ["'a'"], clearInterval: ['1'], clearTimeout: ['1'], fetch: ["'data:,a'", '{}'], queueMicrotask: ['() => {}'],
  setInterval: ['() => {}', '1e9'], setTimeout: ['() => {}', '1e9'], structuredClone: ['1', '{}'],
};

const bad = ["Symbol('s')", 'undefined', 'null', '-1', '1e99', "'x'", "'\\u1234'", '{}', '[]', '() => {}'];

function* calls(call, args) {
  for (let n = 0; n < args.length; n++) yield call(args.slice(0, n));
  for (let i = 0; i < args.length; i++) for (const value of bad) yield call(args.map((good, j) => j === i ? value : good));
}

function* questionsOf(name, c) {
  const make = c.new ? `new ${name}(${c.new})` : c.instance;
  yield `${name}(${c.new || ''})`;
  if (!c.new) yield `new ${name}()`;
  yield* calls(args => `new ${name}(${args})`, c.new || []);
  const use = c.opened ? `(x => (x.open('GET', 'data:,a'), x))(${make})` : make.startsWith('new') ? `(${make})` : make;
  for (const [m, args] of Object.entries(c.methods || {})) {
    yield `${name}.prototype.${m}.length`;
    yield `${name}.prototype.${m}.call({}${args.map(a => ', ' + a).join('')})`;
    yield* calls(args => `${use}.${m}(${args})`, args);
  }
  for (const a of [...c.attributes || [], ...Object.keys(c.settable || {})]) yield `Object.getOwnPropertyDescriptor(${name}.prototype, '${a}').get.call({})`;
  for (const [a, good] of Object.entries(c.settable || {})) {
    yield `Object.getOwnPropertyDescriptor(${name}.prototype, '${a}').set.call({}, ${good})`;
    yield `Object.getOwnPropertyDescriptor(${name}.prototype, '${a}').set.call(${make})`;
    for (const value of bad) yield `${use}.${a} = ${value}`;
  }
  for (const [m, args] of Object.entries(c.statics || {})) {
    yield `${name}.${m}.length`;
    yield* calls(args => `${name}.${m}(${args})`, args);
  }
}

function* questions() {
  for (const [name, c] of Object.entries(classes)) yield* questionsOf(name, c);
  for (const [name, args] of Object.entries(functions)) {
    yield `${name}.length`;
    yield* calls(args => `${name}(${args})`, args);
  }
}

// answer is what came of an expression; a value counts only if it is a number.
async function answer(source, evaluate) {
  const describe = e => (e instanceof DOMException ? 'DOMException ' : '') + String(e);
  let value;
  try { value = evaluate(); } catch (e) { return 'throws ' + describe(e); }
  if (!(value instanceof Promise)) return source.endsWith('.length') ? String(value) : 'fine';
  return Promise.race([value.then(() => 'fulfils', e => 'rejects ' + describe(e)), new Promise(r => setTimeout(r, 500, 'waits'))]);
}

// ask prints a question and its answer for each source, which a page of an app
// cannot evaluate itself.
async function ask(sources, evaluate, print) {
  const key = (...args) => crypto.subtle.importKey('raw', new Uint8Array(16), ...args);
  globalThis.key = await key('AES-GCM', true, ['encrypt', 'decrypt']);
  globalThis.mac = await key({name: 'HMAC', hash: 'SHA-1'}, true, ['sign', 'verify']);
  globalThis.secret = await key('HKDF', false, ['deriveBits', 'deriveKey']);
  globalThis.wrapper = await key('AES-KW', true, ['wrapKey', 'unwrapKey']);
  for (const source of sources) print('> ' + source + '\n' + await answer(source, () => evaluate(source)));
}
