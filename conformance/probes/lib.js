// @notest   what every probe gets in front of it
var tcp = chrome.sockets.tcp, srv = chrome.sockets.tcpServer, udp = chrome.sockets.udp;
var enc = s => { const b = new Uint8Array(s.length); for (let i = 0; i < s.length; i++) b[i] = s.charCodeAt(i) & 255; return b.buffer; };
var dec = b => String.fromCharCode(...new Uint8Array(b));
var fmt = v => v === undefined ? 'undefined' : typeof v === 'function' ? 'function' : v instanceof ArrayBuffer ? `ArrayBuffer(${v.byteLength})` :
  ArrayBuffer.isView(v) ? Object.prototype.toString.call(v).slice(8, -1) + '(' + v.byteLength + ')' : v instanceof Date ? 'Date' : v instanceof RegExp ? 'RegExp' : v && typeof v === 'object' && !Array.isArray(v) ? '{' + Object.keys(v).map(k => k + ':' + fmt(v[k])).join(', ') + '}' : Array.isArray(v) ? '[' + v.map(fmt).join(', ') + ']' :
  typeof v === 'number' ? (Object.is(v, -0) ? '-0' : String(v)) : typeof v === 'bigint' ? v + 'n' : JSON.stringify(v) ?? String(v);
var LE = () => chrome.runtime.lastError ? JSON.stringify(chrome.runtime.lastError.message) : 'none';
var short = s => s.length > 90 ? s.slice(0, 60) + `...(${s.length} chars)` : s;
var sleep = ms => new Promise(r => setTimeout(r, ms));
// call(ns, 'method', ...args): logs the callback's arguments and lastError, resolves with the first callback argument
var NS = {tcp, srv, udp};
function call(ns, m, ...args) { return callq(ns, m, true, ...args); }
function callq(ns, m, loud, ...args) {
  return new Promise(res => {
    const tag = `${ns}.${m}(${args.map(a => short(fmt(a))).join(', ')})`;
    let timer = setTimeout(() => { console.log(tag + ' -> NO CALLBACK in 3s'); res(undefined); }, 3000);
    try {
      const r = NS[ns][m](...args, function (...a) {
        clearTimeout(timer);
        if (loud) console.log(`${tag} -> cb(${a.map(fmt).join(', ')}) argc=${a.length} lastError=${LE()}`); else chrome.runtime.lastError;
        res(a[0]);
      });
      if (r !== undefined) console.log(tag + ' returned ' + fmt(r));
    } catch (e) { clearTimeout(timer); console.log(`${tag} -> THROWS ${e.name}: ${e.message}`); res(undefined); }
  });
}
var q = (ns, m, ...args) => callq(ns, m, false, ...args);
var logEvents = false, evs = [];
function ev(name) { return i => { const d = i.data; const s = `EVENT ${name} ${fmt(i)}` + (d && d.byteLength <= 40 ? ' data=' + JSON.stringify(dec(d)) : ''); evs.push({name, i}); if (logEvents) console.log(s); }; }
tcp.onReceive.addListener(ev('tcp.onReceive')); tcp.onReceiveError.addListener(ev('tcp.onReceiveError'));
srv.onAccept.addListener(ev('tcpServer.onAccept')); srv.onAcceptError.addListener(ev('tcpServer.onAcceptError'));
udp.onReceive.addListener(ev('udp.onReceive')); udp.onReceiveError.addListener(ev('udp.onReceiveError'));
var mk = async p => (await q('tcp', 'create', p || {})).socketId;
var mks = async p => (await q('srv', 'create', p || {})).socketId;
// peer(cmd): a tcp socket connected to the loopback peer, which then behaves as cmd says
async function peer(cmd, props) { const id = await mk(props); const r = await q('tcp', 'connect', id, '127.0.0.1', ARG.peer); if (r !== 0) console.log('peer connect', r); await q('tcp', 'send', id, enc(cmd + '\n')); return id; }
// listening server on port 0 -> {id, port}
async function listening(addr) { const id = await mks(); const r = await q('srv', 'listen', id, addr || '127.0.0.1', 0); if (r !== 0) console.log('listen', r); const i = await q('srv', 'getInfo', id); return {id, port: i.localPort}; }
var H = s => console.log('--- ' + s);
function main(f) { f().then(() => done(), e => { console.log('PROBE FAILED ' + e.stack); done(); }); }
