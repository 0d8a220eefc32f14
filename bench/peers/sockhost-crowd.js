// scripts/examples/ws-echo.js for more clients than a server takes by default.

var server = new websocketserver();

server.httpServer.maxConnection = 1000000;
server.onMessage = function (hSocket, msg) { server.send(hSocket, msg.data); };

if (!server.start('127.0.0.1', Number((self.sockhost && sockhost.args[0]) || 0))) throw new Error('cannot listen: ' + server.lastError);
console.log('listening on ' + server.getLocalIp().join(':'));
