// A chat room in the browser: the page chat.html beside this file, and the WebSocket it talks to, on one port.
//
//   sockhost ws-chat.js                   (in this folder; another port: sockhost ws-chat.js -- 8081)
//   then open http://127.0.0.1:8080/ in two windows
//
// Messages are JSON. A page sends {name} or {text}; it gets {you} with its name, {people} when somebody comes, goes or is
// called something else, and {from, text, time} for every line, the last ones at once.

var server = new websocketserver();
var port = Number((self.sockhost && sockhost.args[0]) || 8080);
var people = new Map();  // handle -> name
var history = [];
var guests = 0;

server.maxMessageBytes = 64 * 1024;
server.httpServer.documentRoot = '.';  // the page; everything in this folder is public
server.onUpgradeToWebsocket = function (handle, request, response, protocol, origin) {
  // Other sites must not chat in the name of whoever visits them.
  if (origin && origin !== 'http://' + request.headers.host) return response.errorStatus(403);
  if (request.path !== '/chat') return response.errorStatus(404);
};

server.onOpen = function (handle) {
  people.set(handle, 'guest ' + (++guests));
  tell(handle, { you: people.get(handle) });
  history.forEach(line => tell(handle, line));
  tellAll({ people: [...people.values()] });
};

server.onMessage = function (handle, msg) {
  let said;
  try { said = Object(JSON.parse(msg.data)); } catch (e) { return server.close(handle, 1007, 'JSON, please'); }
  if (typeof said.name === 'string') return rename(handle, said.name.trim().slice(0, 20));
  if (typeof said.text !== 'string' || !said.text.trim()) return;
  const line = { from: people.get(handle), text: said.text.slice(0, 2000), time: Date.now() };
  history = history.slice(-49).concat(line);
  tellAll(line);
};

server.onClose = function (handle) {
  people.delete(handle);
  tellAll({ people: [...people.values()] });
};

function rename(handle, name) {
  if (name && ![...people.values()].includes(name)) people.set(handle, name);
  tell(handle, { you: people.get(handle) });
  tellAll({ people: [...people.values()] });
}

function tell(handle, what) { server.send(handle, JSON.stringify(what)); }

function tellAll(what) { server.publish(JSON.stringify(what)); }

if (server.start('127.0.0.1', port)) {
  server.httpServer.run({ '/': response => response.redirect('/chat.html') });
  console.log('listening on ' + server.getLocalIp().join(':'));
} else {
  console.error('cannot listen on port ' + port + ': ' + server.lastError);
}
