// A static server that reloads the pages it shows. Scripts cannot watch files, so whoever changes them says so: an editor's
// save hook, a build script or a file watcher sends POST /reload.
//
//   sockhost ws-live-reload.js -- .       (serves this folder; a port as well: sockhost ws-live-reload.js -- site 8081)
//   a page says <script src="/live-reload.js"></script>
//   curl -X POST http://127.0.0.1:8080/reload
//
// All files below the folder are public to this machine.

var server = new websocketserver();
var args = (self.sockhost && sockhost.args) || [];
var folder = args[0] || '.';
var port = Number(args[1] || 8080);

// Runs in the page. When the server comes back after a restart the page reloads as well.
function client() {
  var seen = false;
  (function connect() {
    var socket = new WebSocket(location.origin.replace('http', 'ws') + '/live-reload');
    socket.onopen = function () { if (seen) location.reload(); seen = true; };
    socket.onmessage = function (e) { if (e.data === 'reload') location.reload(); };
    socket.onclose = function () { setTimeout(connect, 1000); };
  })();
}

server.onUpgradeToWebsocket = function (handle, request, response) {
  if (request.path !== '/live-reload') return response.errorStatus(404);
};

var pages = {
  '/live-reload.js': '(' + client + ')();\n',
  '/reload': function (response, request) {
    if (request.method !== 'POST') return response.errorStatus(405, 'POST, please\n');
    server.publish('reload');
    response.contentType = 'text/plain';
    response.write('reloading ' + server.clientCount() + ' pages\n');
  }
};

if (server.start('127.0.0.1', port)) {
  server.httpServer.documentRoot = folder;
  server.httpServer.run(pages);
  console.log('listening on ' + server.getLocalIp().join(':'));
} else {
  console.error('cannot listen on port ' + port + ': ' + server.lastError);
}
