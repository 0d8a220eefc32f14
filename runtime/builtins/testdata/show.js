// Shows a value so that it can be compared as text.
function show(v) {
  function each(list) { return list.map(show).join(', ') }
  if (v === 0 && 1 / v < 0) return '-0';
  if (typeof v === 'string') return JSON.stringify(v).replace(/[^\x20-\x7e]/g, function (c) {
    return '\\u' + ('000' + c.charCodeAt(0).toString(16)).slice(-4);
  });
  if (typeof v === 'bigint') return v + 'n';
  if (typeof v === 'function') return 'function ' + v.name + '/' + v.length;
  if (v === null || typeof v !== 'object') return String(v);
  var tag = Object.prototype.toString.call(v).slice(8, -1);
  if (Array.isArray(v)) return '[' + each(Array.from(v)) + ']';
  if (tag === 'Error') return v.name + ': ' + v.message;
  if (tag === 'RegExp') return String(v);
  if (tag === 'Map' || tag === 'Set') return tag + '(' + each(Array.from(v)) + ')';
  if (tag === 'Date') return 'Date(' + v.getTime() + ')';
  if (ArrayBuffer.isView(v) && tag !== 'DataView') return tag + '(' + each(Array.from(v)) + ')';
  if (tag !== 'Object') return '#' + tag;
  return '{' + Object.keys(v).map(function (key) { return key + ': ' + show(v[key]) }).join(', ') + '}';
}
