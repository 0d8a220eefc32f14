// @notest   asks Chromium what its globals are
// surface lists what a realm has: every property of its global object, and for a
// class, a namespace or an object the names of its members.
function surface() {
  const seen = {};
  const names = (o, without) => Reflect.ownKeys(o)
    .filter(key => !without.includes(key) && (typeof key === 'string' || /^Symbol\./.test(key.description)))
    .map(key => typeof key === 'symbol' ? '[' + key.description + ']' : key)
    .sort();
  const isClass = value => {
    const d = Object.getOwnPropertyDescriptor(value, 'prototype');
    return !!d && typeof d.value === 'object' && d.value !== null && Object.hasOwn(d.value, 'constructor');
  };
  const entry = (name, owner) => {
    const d = Object.getOwnPropertyDescriptor(owner, name);
    if (d.get) return {kind: 'attribute'};
    const value = d.value;
    if (typeof value === 'function' && isClass(value)) {
      return {
        kind: 'class',
        members: names(value.prototype, ['constructor', Symbol.toStringTag]),
        statics: names(value, ['length', 'name', 'prototype', 'arguments', 'caller', ...Object.keys(value.prototype)]),
      };
    }
    if (typeof value === 'function') return {kind: 'function'};
    if (typeof value === 'object' && value !== null && value !== globalThis && !d.enumerable) {
      return {kind: 'namespace', members: names(value, [Symbol.toStringTag])};
    }
    return {kind: 'value'};
  };
  for (let o = globalThis; o && o !== Object.prototype; o = Object.getPrototypeOf(o)) {
    for (const name of Object.getOwnPropertyNames(o)) {
      if (name !== 'constructor' && !(name in seen)) seen[name] = entry(name, o);
    }
  }
  return seen;
}
