// scripts/examples/tcp-echo.js for those who send much: sockets receive 64 KiB at a time instead of 4 KiB.

var tcp = chrome.sockets.tcp;
var tcpServer = chrome.sockets.tcpServer;
var port = Number((self.sockhost && sockhost.args[0]) || 0);

tcpServer.create({}, function (server) {
  tcpServer.onAccept.addListener(function (info) {
    tcp.update(info.clientSocketId, { bufferSize: 65536 }, function () {
      tcp.setPaused(info.clientSocketId, false);
    });
  });
  tcpServer.listen(server.socketId, '127.0.0.1', port, function () {
    if (chrome.runtime.lastError) return console.error('cannot listen on port ' + port + ': ' + chrome.runtime.lastError.message);
    tcpServer.getInfo(server.socketId, function (info) {
      console.log('listening on ' + info.localAddress + ':' + info.localPort);
    });
  });
});

tcp.onReceive.addListener(function (info) {
  tcp.send(info.socketId, info.data, function () {
    if (chrome.runtime.lastError) closeSocket(info.socketId);
  });
});

tcp.onReceiveError.addListener(function (info) { closeSocket(info.socketId); });

function closeSocket(socketId) {
  tcp.close(socketId, function () { void chrome.runtime.lastError; });
}
