// A chat room over lines of UTF-8 text: /nick NAME, /who, /quit; every other line goes to everyone else.
//
//   sockhost line-chat.js                 (another port: sockhost line-chat.js -- 7001)
//   nc 127.0.0.1 7000                     (in two terminals)

var tcp = chrome.sockets.tcp;
var tcpServer = chrome.sockets.tcpServer;
var port = Number((self.sockhost && sockhost.args[0]) || 7000);
var MAX_LINE = 4096, MAX_UNSENT = 1024 * 1024;
var people = {};  // socketId -> { nick, decoder, rest: the start of a line, unsent: bytes }
var guests = 0;

tcpServer.create({}, function (server) {
  tcpServer.onAccept.addListener(function (info) {
    if (info.socketId !== server.socketId) return;
    var id = info.clientSocketId;
    people[id] = { nick: 'guest' + (++guests), decoder: new TextDecoder('utf-8'), rest: '', unsent: 0 };
    tell(id, '* you are ' + people[id].nick + '; /nick NAME, /who, /quit');
    tellOthers(id, '* ' + people[id].nick + ' is here');
    tcp.setPaused(id, false);
  });
  tcpServer.listen(server.socketId, '127.0.0.1', port, function (result) {
    if (chrome.runtime.lastError) return console.error('cannot listen on port ' + port + ': ' + chrome.runtime.lastError.message);
    tcpServer.getInfo(server.socketId, info => console.log(`listening on ${info.localAddress}:${info.localPort}`));
  });
});

tcp.onReceive.addListener(function (info) {
  var person = people[info.socketId];
  if (!person) return;
  // A chunk can end anywhere, within a line or within a character: the decoder keeps half characters, rest half lines.
  var lines = (person.rest + person.decoder.decode(info.data, { stream: true })).split('\n');
  person.rest = lines.pop();
  lines.forEach(line => people[info.socketId] && onLine(info.socketId, person, line.replace(/\r$/, '')));
  if (person.rest.length > MAX_LINE) leave(info.socketId, '* that line is too long');
});

tcp.onReceiveError.addListener(info => leave(info.socketId));

function onLine(id, person, line) {
  const [, command, rest] = /^\/(\S*)\s*(.*?)\s*$/.exec(line) || [];
  if (command === undefined) return line && tellOthers(id, '<' + person.nick + '> ' + line);
  if (command === 'quit') return leave(id, '* bye');
  if (command === 'who') return tell(id, '* here: ' + Object.keys(people).map(key => people[key].nick).join(', '));
  if (command !== 'nick') return tell(id, '* no such command: /' + command);
  if (!/^\S{1,20}$/.test(rest)) return tell(id, '* a nick is 1 to 20 characters without blanks');
  if (Object.keys(people).some(key => people[key].nick === rest)) return tell(id, '* ' + rest + ' is taken');
  tellOthers(id, '* ' + person.nick + ' is now ' + rest);
  person.nick = rest;
  tell(id, '* you are ' + rest);
}

function tell(id, text) {
  var person = people[id], data = new TextEncoder().encode(text + '\n');
  if ((person.unsent += data.length) > MAX_UNSENT) return leave(id);  // it has stopped reading
  tcp.send(Number(id), data, function (sent) {
    person.unsent -= data.length;
    if (chrome.runtime.lastError) leave(id);
  });
}

function tellOthers(id, text) {
  Object.keys(people).forEach(key => { if (key !== String(id) && people[key]) tell(key, text); });
}

function leave(id, lastWords) {
  var person = people[id];
  if (!person) return;
  delete people[id];
  if (lastWords) tcp.send(Number(id), new TextEncoder().encode(lastWords + '\n'), function (sent) { void chrome.runtime.lastError; });
  tcp.close(Number(id));  // what was sent before still goes out
  tellOthers(id, '* ' + person.nick + ' has left');
}
