// An HTTP server on bare TCP sockets: GET / says hello, anything else gets the status it deserves.
// It keeps connections alive and answers pipelined requests in order; request bodies are not read.
//
//   sockhost http-hello.js                (another port: sockhost http-hello.js -- 8081)
//   curl -v http://127.0.0.1:8080/        curl -I http://127.0.0.1:8080/nowhere

var tcp = chrome.sockets.tcp;
var tcpServer = chrome.sockets.tcpServer;
var port = Number((self.sockhost && sockhost.args[0]) || 8080);
var MAX_HEAD = 16384;
var pending = {};  // socketId -> the bytes of a request head that have come so far, as a string

tcpServer.create({}, function (server) {
  tcpServer.onAccept.addListener(function (info) {
    if (info.socketId !== server.socketId) return;
    pending[info.clientSocketId] = '';
    tcp.setPaused(info.clientSocketId, false);
  });
  tcpServer.listen(server.socketId, '127.0.0.1', port, function (result) {
    if (chrome.runtime.lastError) return console.error('cannot listen on port ' + port + ': ' + chrome.runtime.lastError.message);
    tcpServer.getInfo(server.socketId, function (info) {
      console.log('listening on ' + info.localAddress + ':' + info.localPort);
    });
  });
});

tcp.onReceive.addListener(function (info) {
  var id = info.socketId;
  if (!(id in pending)) return;
  var text = pending[id] + String.fromCharCode.apply(null, new Uint8Array(info.data)), end;
  while (id in pending) {
    text = text.replace(/^(\r\n)+/, '');  // some clients end a body with an empty line
    if ((end = text.indexOf('\r\n\r\n')) < 0) break;
    answer(id, text.slice(0, end));
    text = text.slice(end + 4);
  }
  if (id in pending) pending[id] = text;
  if (text.length > MAX_HEAD && id in pending) respond(id, '431 Request Header Fields Too Large');
});

tcp.onReceiveError.addListener(function (info) { closeSocket(info.socketId); });

function answer(socketId, head) {
  var request = /^([A-Z]+) (\S+) HTTP\/1\.([01])(?=\r\n|$)/.exec(head);
  if (!request || (request[3] === '1' && !/^host:/im.test(head))) return respond(socketId, '400 Bad Request');
  var keepAlive = request[3] === '1' ? !/^connection:.*\bclose\b/im.test(head) : /^connection:.*\bkeep-alive\b/im.test(head);
  // What follows a body nobody reads would be taken for the next request.
  if (/^(transfer-encoding:|content-length: *0*[1-9])/im.test(head)) keepAlive = false;
  if (request[1] !== 'GET' && request[1] !== 'HEAD') return respond(socketId, '405 Method Not Allowed', request[1], keepAlive, 'Allow: GET, HEAD\r\n');
  respond(socketId, request[2].split('?')[0] === '/' ? '200 OK' : '404 Not Found', request[1], keepAlive);
}

function respond(socketId, status, method, keepAlive, headers) {
  var body = status === '200 OK' ? 'hello from a Chrome App socket\n' : status + '\n';
  var text = 'HTTP/1.1 ' + status + '\r\nContent-Type: text/plain\r\nContent-Length: ' + body.length + '\r\n' + (headers || '') +
    'Connection: ' + (keepAlive ? 'keep-alive' : 'close') + '\r\n\r\n' + (method === 'HEAD' ? '' : body);
  tcp.send(socketId, new TextEncoder().encode(text), function (sent) {
    if (chrome.runtime.lastError || !keepAlive) closeSocket(socketId);
  });
  if (!keepAlive) delete pending[socketId];
}

function closeSocket(socketId) {
  delete pending[socketId];
  tcp.close(socketId, function () { void chrome.runtime.lastError; });  // it may be closed already
}
