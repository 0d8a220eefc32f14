// Helpers of the test scripts. done() ends the program.

var tcp = chrome.sockets.tcp, server = chrome.sockets.tcpServer;

function say() { console.log(Array.prototype.map.call(arguments, String).join(' ')); }

function bytes(text) { return new TextEncoder().encode(text).buffer; }

function text(buffer) { return new TextDecoder().decode(buffer); }

// connected connects a socket to a server of its own and calls f with the ids of both ends. The accepted end is paused, as ever.
function connected(f) {
  server.create({}, function (s) {
    server.listen(s.socketId, '127.0.0.1', 0, function () {
      server.getInfo(s.socketId, function (info) {
        var accepted = new Promise(function (resolve) {
          server.onAccept.addListener(function once(info) {
            server.onAccept.removeListener(once);
            resolve(info.clientSocketId);
          });
        });
        tcp.create({}, function (c) {
          tcp.connect(c.socketId, '127.0.0.1', info.localPort, function () {
            accepted.then(function (id) { setTimeout(f, 0, c.socketId, id, s.socketId); });
          });
        });
      });
    });
  });
}

// sent sends and ignores the answer.
function sent(id, text) { tcp.send(id, bytes(text), function () {}); }
