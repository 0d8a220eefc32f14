// scripts/examples/tcp-echo.js with work for the script: each chunk is hashed over and over before it goes back.

var tcp = chrome.sockets.tcp;
var tcpServer = chrome.sockets.tcpServer;
var port = Number((self.sockhost && sockhost.args[0]) || 0);
var ROUNDS = 10;
var hash;  // of the last chunk

tcpServer.create({}, function (server) {
  tcpServer.onAccept.addListener(function (info) { tcp.setPaused(info.clientSocketId, false); });
  tcpServer.listen(server.socketId, '127.0.0.1', port, function () {
    if (chrome.runtime.lastError) return console.error('cannot listen on port ' + port + ': ' + chrome.runtime.lastError.message);
    tcpServer.getInfo(server.socketId, function (info) {
      console.log('listening on ' + info.localAddress + ':' + info.localPort);
    });
  });
});

tcp.onReceive.addListener(function (info) {
  var bytes = new Uint8Array(info.data);
  hash = 0;
  for (var round = 0; round < ROUNDS; round++) {
    for (var i = 0; i < bytes.length; i++) hash = (hash * 31 + bytes[i]) | 0;
  }
  tcp.send(info.socketId, info.data, function () { void chrome.runtime.lastError; });
});

tcp.onReceiveError.addListener(function (info) {
  tcp.close(info.socketId, function () { void chrome.runtime.lastError; });
});
