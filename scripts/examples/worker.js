// A TCP server that stays responsive while a worker counts: a line with a number gets the number of primes below it,
// "ping" gets "pong" at once, and "stop" gives up what the worker is at.
//
//   sockhost worker.js                    (another port: sockhost worker.js -- 7001)
//   nc 127.0.0.1 7000

if (typeof WorkerGlobalScope === 'undefined') serve();
else onmessage = e => postMessage(e.data + ': ' + primesBelow(e.data) + ' primes');

function primesBelow(limit) {
  var composite = new Uint8Array(limit), count = 0;
  for (var n = 2; n < limit; n++) {
    if (composite[n]) continue;
    count++;
    for (var k = n * n; k < limit; k += n) composite[k] = 1;
  }
  return count;
}

function serve() {
  var tcp = chrome.sockets.tcp, tcpServer = chrome.sockets.tcpServer;
  var port = Number(sockhost.args[0] || 7000), worker;
  var asking = [], rest = {};  // who waits for the worker, in order; socketId -> the start of a line

  function start() {
    worker = new Worker('worker.js');  // this very file: it is looked for beside the script that asks
    worker.onmessage = e => tell(asking.shift(), e.data);
    worker.onerror = e => tell(asking.shift(), e.message);
  }

  function onLine(id, line) {
    if (line === 'ping') return tell(id, 'pong');
    if (line === 'stop') {
      worker.terminate();  // in the middle of its loop, too
      asking.splice(0).forEach(id => tell(id, 'stopped'));
      return start();
    }
    if (!/^\d{1,8}$/.test(line)) return tell(id, 'a number of up to 8 digits, ping or stop');
    asking.push(id);
    worker.postMessage(Number(line));
  }

  function tell(id, text) {
    if (id in rest) tcp.send(id, new TextEncoder().encode(text + '\n'), sent => void chrome.runtime.lastError);
  }

  start();
  tcpServer.onAccept.addListener(info => { rest[info.clientSocketId] = ''; tcp.setPaused(info.clientSocketId, false); });
  tcp.onReceive.addListener(function (info) {
    var lines = (rest[info.socketId] + new TextDecoder().decode(info.data)).split('\n');
    rest[info.socketId] = lines.pop().slice(0, 100);
    lines.forEach(line => onLine(info.socketId, line.trim()));
  });
  tcp.onReceiveError.addListener(info => { delete rest[info.socketId]; tcp.close(info.socketId); });
  tcpServer.create({}, server => tcpServer.listen(server.socketId, '127.0.0.1', port, function (result) {
    if (chrome.runtime.lastError) return console.error('cannot listen on port ' + port + ': ' + chrome.runtime.lastError.message);
    tcpServer.getInfo(server.socketId, info => console.log(`listening on ${info.localAddress}:${info.localPort}`));
  }));
}
