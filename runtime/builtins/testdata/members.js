// Lists what the language has in this engine: a line for each own property of
// each object that can be reached from the global names of ECMAScript, with its
// attributes, and with its name and length if it is a function.
function members() {
  var roots = ('Object Function Boolean Symbol Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError ' +
    'URIError SuppressedError Number BigInt Math Date Temporal String RegExp Array Int8Array Uint8Array Uint8ClampedArray ' +
    'Int16Array Uint16Array Int32Array Uint32Array BigInt64Array BigUint64Array Float16Array Float32Array Float64Array Map Set ' +
    'WeakMap WeakSet ArrayBuffer SharedArrayBuffer DataView Atomics JSON WeakRef FinalizationRegistry Iterator DisposableStack ' +
    'AsyncDisposableStack Promise Reflect Proxy Intl parseInt parseFloat isNaN isFinite decodeURI decodeURIComponent encodeURI ' +
    'encodeURIComponent escape unescape eval').split(' ');
  var lines = [], seen = new Map();
  function describe(path, d) {
    var v = d.value, kind;
    if (d.get || d.set) kind = (d.get ? 'get' : '') + (d.set ? 'set' : '');
    else if (typeof v === 'function') kind = 'function ' + v.name + '/' + v.length;
    else kind = typeof v;
    lines.push(path + ' ' + (d.writable ? 'w' : '-') + (d.enumerable ? 'e' : '-') + (d.configurable ? 'c' : '-') + ' ' + kind);
    return !d.get && !d.set && (typeof v === 'function' || typeof v === 'object' && v !== null);
  }
  function walk(path, o) {
    if (seen.has(o) || path === 'Temporal') return;
    seen.set(o, path);
    Reflect.ownKeys(o).forEach(function (key) {
      if (typeof o === 'function' && (key === 'name' || key === 'length')) return;
      var name = path + (typeof key === 'symbol' ? '[' + key.description + ']' : '.' + key);
      var d = Object.getOwnPropertyDescriptor(o, key);
      if (describe(name, d) && key !== 'constructor') walk(name, d.value);
    });
  }
  roots.forEach(function (name) {
    var d = Object.getOwnPropertyDescriptor(globalThis, name);
    if (d && describe(name, d)) walk(name, d.value);
  });
  var proto = Object.getPrototypeOf;
  var hidden = {
    '%TypedArray%': function () { return proto(Int8Array) },
    '%IteratorPrototype%': function () { return proto(proto([].values())) },
    '%ArrayIteratorPrototype%': function () { return proto([].values()) },
    '%MapIteratorPrototype%': function () { return proto(new Map().values()) },
    '%SetIteratorPrototype%': function () { return proto(new Set().values()) },
    '%StringIteratorPrototype%': function () { return proto(''[Symbol.iterator]()) },
    '%RegExpStringIteratorPrototype%': function () { return proto(/a/[Symbol.matchAll]('')) },
    '%IteratorHelperPrototype%': function () { return proto([].values().take(1)) },
    '%WrapForValidIteratorPrototype%': function () { return proto(Iterator.from({ next() {} })) },
    '%GeneratorFunction%': function () { return proto(function* () {}) },
    '%AsyncFunction%': function () { return proto(async function () {}) }
  };
  Object.keys(hidden).forEach(function (name) { walk(name, hidden[name]()) });
  // some have to be mentioned to be there: Error.captureStackTrace, RegExp.$1, hasIndices
  return lines.sort().join('\n');
}
