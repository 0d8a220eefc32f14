// A TCP client: connects, sends one line, prints the lines that come back and ends when the server closes.
//
//   sockhost tcp-client.js -- HOST PORT 'LINE TO SEND'
//   sockhost http-hello.js &  sockhost tcp-client.js -- 127.0.0.1 8080 $'GET / HTTP/1.0\r\n\r'

var tcp = chrome.sockets.tcp;
var args = (self.sockhost && sockhost.args) || [];
var host = args[0] || '127.0.0.1';
var port = Number(args[1] || 7000);
var line = args[2] === undefined ? 'hello' : args[2];
var decoder = new TextDecoder('utf-8');
var rest = '';  // what has come of a line that is not complete yet

tcp.create({}, function (socket) {
  tcp.onReceive.addListener(function (info) {
    if (info.socketId !== socket.socketId) return;
    var lines = (rest + decoder.decode(info.data, { stream: true })).split('\n');
    rest = lines.pop();
    lines.forEach(function (text) { console.log(text.replace(/\r$/, '')); });
  });

  tcp.onReceiveError.addListener(function (info) {
    if (info.socketId !== socket.socketId) return;
    rest += decoder.decode();
    if (rest) console.log(rest);
    if (info.resultCode !== -100) console.error('the connection broke: ' + info.resultCode);
    tcp.close(socket.socketId);
  });

  tcp.connect(socket.socketId, host, port, function (result) {
    if (chrome.runtime.lastError) {
      console.error('cannot connect to ' + host + ':' + port + ': ' + chrome.runtime.lastError.message);
      return tcp.close(socket.socketId);
    }
    console.log('connected to ' + host + ':' + port);
    tcp.send(socket.socketId, new TextEncoder().encode(line + '\n').buffer, function (sent) {
      if (chrome.runtime.lastError) console.error('cannot send: ' + chrome.runtime.lastError.message);
    });
  });
});
