// A port forwarder: every connection to the listening port goes on to HOST:PORT, both ways, with back-pressure:
// a side that sends faster than the other reads is paused, so memory stays bounded whatever the amount.
// chrome.sockets has no half-close, so when one side ends, what it sent is delivered and then both are closed.
//
//   sockhost port-forward.js -- 7000 127.0.0.1 8080
//   curl http://127.0.0.1:7000/

var tcp = chrome.sockets.tcp;
var tcpServer = chrome.sockets.tcpServer;
var args = (self.sockhost && sockhost.args) || [];
var port = Number(args[0] || 7000);
var target = { host: args[1] || '127.0.0.1', port: Number(args[2] || 8080) };
var LIMIT = 1024 * 1024;  // bytes read from one side and not yet taken by the other
var links = {};           // socketId -> { to: the other side, unsent: bytes, paused, ended }

tcpServer.create({}, function (server) {
  tcpServer.onAccept.addListener(function (info) {
    if (info.socketId === server.socketId) forward(info.clientSocketId);
  });
  tcpServer.listen(server.socketId, '127.0.0.1', port, function (result) {
    if (chrome.runtime.lastError) return console.error('cannot listen on port ' + port + ': ' + chrome.runtime.lastError.message);
    tcpServer.getInfo(server.socketId, function (info) {
      console.log('listening on ' + info.localAddress + ':' + info.localPort);
    });
  });
});

function forward(client) {
  tcp.update(client, { bufferSize: 65536 });
  tcp.create({ bufferSize: 65536 }, function (socket) {
    tcp.connect(socket.socketId, target.host, target.port, function (result) {
      links[client] = { to: socket.socketId, unsent: 0 };
      links[socket.socketId] = { to: client, unsent: 0 };
      if (chrome.runtime.lastError) {
        console.error('cannot reach ' + target.host + ':' + target.port + ': ' + chrome.runtime.lastError.message);
        return drop(client);
      }
      tcp.setPaused(client, false);
    });
  });
}

tcp.onReceive.addListener(function (info) {
  var id = info.socketId, link = links[id], size = info.data.byteLength;
  if (!link || links[link.to].ended) return;  // nobody is left to read it
  link.unsent += size;
  if (link.unsent > LIMIT && !link.paused) { link.paused = true; tcp.setPaused(id, true); }
  tcp.send(link.to, info.data, function (sent) {
    var failed = chrome.runtime.lastError;
    link.unsent -= size;
    if (links[id] !== link) return;
    if (failed || (link.ended && link.unsent === 0)) return drop(id);
    if (link.paused && !link.ended && link.unsent < LIMIT / 2) { link.paused = false; tcp.setPaused(id, false); }
  });
});

tcp.onReceiveError.addListener(function (info) {
  var link = links[info.socketId];
  if (!link) return;
  link.ended = true;
  if (link.unsent === 0) drop(info.socketId);
});

function drop(id) {
  var other = links[id].to;
  delete links[id];
  delete links[other];
  tcp.close(id);
  tcp.close(other);
}
