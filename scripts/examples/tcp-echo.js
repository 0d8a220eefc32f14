// A TCP echo server: every connection gets back what it sends.
//
//   sockhost tcp-echo.js                  (another port: sockhost tcp-echo.js -- 7001)
//   printf 'hello\n' | nc 127.0.0.1 7000

var tcp = chrome.sockets.tcp;
var tcpServer = chrome.sockets.tcpServer;
var port = Number((self.sockhost && sockhost.args[0]) || 7000);

tcpServer.create({}, function (server) {
  tcpServer.onAccept.addListener(function (info) {
    if (info.socketId === server.socketId) tcp.setPaused(info.clientSocketId, false);
  });
  tcpServer.listen(server.socketId, '127.0.0.1', port, function (result) {
    if (chrome.runtime.lastError) return console.error('cannot listen on port ' + port + ': ' + chrome.runtime.lastError.message);
    tcpServer.getInfo(server.socketId, function (info) {
      console.log('listening on ' + info.localAddress + ':' + info.localPort);
    });
  });
});

tcp.onReceive.addListener(function (info) {
  tcp.send(info.socketId, info.data, function (sent) {
    if (chrome.runtime.lastError) closeSocket(info.socketId);
  });
});

tcp.onReceiveError.addListener(function (info) {
  closeSocket(info.socketId);
});

function closeSocket(socketId) {
  // Both listeners above can get here for one socket; the second close finds no socket, and that is fine.
  tcp.close(socketId, function () { void chrome.runtime.lastError; });
}
