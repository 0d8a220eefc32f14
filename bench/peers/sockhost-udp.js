// A UDP echo server on chrome.sockets.udp.

var udp = chrome.sockets.udp;
var port = Number((self.sockhost && sockhost.args[0]) || 0);

udp.onReceive.addListener(function (info) {
  udp.send(info.socketId, info.data, info.remoteAddress, info.remotePort, function () { void chrome.runtime.lastError; });
});

udp.create({}, function (socket) {
  udp.bind(socket.socketId, '127.0.0.1', port, function () {
    if (chrome.runtime.lastError) return console.error('cannot bind port ' + port + ': ' + chrome.runtime.lastError.message);
    udp.getInfo(socket.socketId, function (info) {
      console.log('listening on ' + info.localAddress + ':' + info.localPort);
    });
  });
});
