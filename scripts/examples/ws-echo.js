// A WebSocket echo server: every message comes back as it is, text as text and bytes as bytes.
//
//   sockhost ws-echo.js                   (another port: sockhost ws-echo.js -- 8081)
//
// In a browser's console:
//   ws = new WebSocket('ws://127.0.0.1:8080'); ws.onmessage = e => console.log(e.data)
//   ws.send('hello')

var server = new websocketserver();
var port = Number((self.sockhost && sockhost.args[0]) || 8080);

server.onMessage = function (handle, msg) {
  server.send(handle, msg.data);
};

server.onError = function (handle, err) {
  console.warn('client ' + handle + ': ' + err);
};

if (server.start('127.0.0.1', port)) {
  var address = server.getLocalIp();
  console.log('listening on ' + address.ip + ':' + address.port);
} else {
  console.error('cannot listen on port ' + port + ': ' + server.lastError);
}
