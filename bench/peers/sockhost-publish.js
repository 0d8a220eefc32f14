// Every message goes to all clients: how ws-publish-1000 asks for it.

var server = new websocketserver();
var port = Number((self.sockhost && sockhost.args[0]) || 0);

server.onMessage = function (hSocket, msg) {
  server.publish(msg.data);
};

if (!server.start('127.0.0.1', port)) throw new Error('cannot listen: ' + server.lastError);
console.log('listening on ' + server.getLocalIp().join(':'));
