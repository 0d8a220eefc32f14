// @notest   a question to Chromium, see README.md
main(async () => {
  for (const n of ['tcp', 'srv', 'udp']) {
    const o = NS[n];
    H(n + ' ' + Object.prototype.toString.call(o) + ' keys=' + Object.keys(o).join());
    console.log('own=' + Object.getOwnPropertyNames(o).join() + ' proto=' + (Object.getPrototypeOf(o) === Object.prototype) + ' frozen=' + Object.isFrozen(o));
    for (const k of Object.keys(o)) {
      const d = Object.getOwnPropertyDescriptor(o, k);
      console.log(n + '.' + k, typeof o[k], typeof o[k] === 'function' ? `length=${o[k].length} name=${o[k].name} src=${String(o[k])}` : fmt(Object.getOwnPropertyNames(o[k])), `w=${d.writable} e=${d.enumerable} c=${d.configurable} get=${!!d.get}`);
    }
  }
  const e = tcp.onReceive;
  console.log('event', Object.prototype.toString.call(e), String(e), 'ctor=' + (e.constructor && e.constructor.name), 'proto=' + Object.getOwnPropertyNames(Object.getPrototypeOf(e)).join());
  for (const k of Object.getOwnPropertyNames(Object.getPrototypeOf(e))) console.log('event.' + k, typeof e[k], e[k] && e[k].length);
  console.log('chrome.sockets keys=' + Object.keys(chrome.sockets).join());
  console.log('DnsQueryType=' + JSON.stringify(tcp.DnsQueryType) + ' udp.DnsQueryType=' + JSON.stringify(udp.DnsQueryType));
  console.log('lastError outside callback=' + fmt(chrome.runtime.lastError) + ' own=' + ('lastError' in chrome.runtime));
});
