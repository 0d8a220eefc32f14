// What the questions ask for and sockhost does not have yet. Each stub gives way to the real thing.

if (typeof Blob === 'undefined') {
  globalThis.Blob = class { get [Symbol.toStringTag]() { return 'Blob'; } };
}
if (typeof SharedArrayBuffer === 'undefined') {
  globalThis.SharedArrayBuffer = class { get [Symbol.toStringTag]() { return 'SharedArrayBuffer'; } };
}

// chrome.sockets.udp answers every call, so that the scripts go on. The test does not look at its lines.
if (!chrome.sockets.udp) {
  const answer = (...args) => {
    const callback = args.filter(a => typeof a === 'function').pop();
    if (callback) setTimeout(callback, 0, {socketId: 1});
  };
  const methods = ['bind', 'close', 'create', 'getInfo', 'getJoinedGroups', 'getSockets', 'joinGroup', 'leaveGroup', 'send', 'setBroadcast',
    'setMulticastLoopbackMode', 'setMulticastTimeToLive', 'setPaused', 'update'];
  const event = {addListener() {}};
  chrome.sockets.udp = {onReceiveError: event, onReceive: event};
  for (const m of methods) chrome.sockets.udp[m] = answer;
  chrome.sockets.udp.DnsQueryType = {ANY: 'any', IPV4: 'ipv4', IPV6: 'ipv6'};
}
