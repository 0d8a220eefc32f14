// @notest   helpers of the cases
//
// kit: what nearly every case needs, so that a case shows its promise and
// little else. Plain JavaScript; the same in sockhost and in Chromium.
(function (global) {
  'use strict';
  var kit = {};

  // Bytes and text, one byte a character.
  kit.bytes = function (text) {
    var view = new Uint8Array(text.length);
    for (var i = 0; i < text.length; i++) view[i] = text.charCodeAt(i);
    return view.buffer;
  };
  kit.text = function (buffer) {
    var text = '', view = new Uint8Array(buffer);
    for (var i = 0; i < view.length; i++) text += String.fromCharCode(view[i]);
    return text;
  };

  // kit.tcp, kit.tcpServer, kit.udp: the methods of chrome.sockets.*, called with a callback, as promises. A lastError
  // rejects with an Error that also has the callback's first argument as result and their number as argc.
  function promised(object, name) {
    return function () {
      var args = Array.prototype.slice.call(arguments);
      var error = new Error(); // made here, so that its stack shows who called
      return new Promise(function (resolve, reject) {
        args.push(function (result) {
          var lastError = chrome.runtime.lastError;
          if (!lastError) return resolve(result);
          error.message = lastError.message;
          error.result = result;
          error.argc = arguments.length;
          reject(error);
        });
        object[name].apply(object, args);
      });
    };
  }
  ['tcp', 'tcpServer', 'udp'].forEach(function (family) {
    var from = chrome.sockets && chrome.sockets[family], to = kit[family] = {};
    Object.keys(from || {}).forEach(function (name) {
      if (typeof from[name] === 'function') to[name] = promised(from, name);
    });
  });

  // kit.failure(promise): the Error a kit call rejects with; when it does not, the test fails.
  kit.failure = function (promise) {
    return promise.then(function (value) {
      chrome.test.fail('the call succeeded with ' + JSON.stringify(value));
    }, function (e) { return e; });
  };

  // kit.on(event, socketId): collects events from now on; those of one socket, or of all when it is undefined.
  //   next()   promise of the next one     all   every one so far     stop()   removes the listener
  kit.on = function (event, socketId) {
    var waiting = [], ready = [], channel = {all: []};
    var listener = function (info) {
      if (socketId !== undefined && info.socketId !== socketId) return;
      channel.all.push(info);
      if (waiting.length > 0) waiting.shift()(info);
      else ready.push(info);
    };
    event.addListener(listener);
    channel.next = function () {
      return new Promise(function (resolve) {
        if (ready.length > 0) resolve(ready.shift());
        else waiting.push(resolve);
      });
    };
    channel.stop = function () { event.removeListener(listener); };
    return channel;
  };

  // kit.receive(socketId): what a TCP socket receives from now on, as one stream of text.
  //   read(n)   promise of the next n characters      line()   of the next line, without its end
  //   end()     promise of the resultCode of onReceiveError
  kit.receive = function (socketId) {
    var text = '', wanted = [];
    var errors = kit.on(chrome.sockets.tcp.onReceiveError, socketId);
    function serve() {
      while (wanted.length > 0) {
        var n = wanted[0].length();
        if (n < 0 || n > text.length) return;
        wanted.shift().resolve(text.slice(0, n));
        text = text.slice(n);
      }
    }
    function want(length) {
      return new Promise(function (resolve) { wanted.push({length: length, resolve: resolve}); serve(); });
    }
    chrome.sockets.tcp.onReceive.addListener(function (info) {
      if (info.socketId !== socketId) return;
      text += kit.text(info.data);
      serve();
    });
    return {
      read: function (n) { return want(function () { return n; }); },
      line: function () {
        return want(function () { return text.indexOf('\n') + 1 || -1; }).then(function (line) { return line.slice(0, -1); });
      },
      end: function () { return errors.next().then(function (info) { return info.resultCode; }); },
      // What came and was not read.
      rest: function () { return text; }
    };
  };

  // kit.listen(address): a listening server, {socketId, port}; 127.0.0.1 by default.
  kit.listen = function (address) {
    var socketId;
    return kit.tcpServer.create({}).then(function (info) {
      socketId = info.socketId;
      return kit.tcpServer.listen(socketId, address || '127.0.0.1', 0);
    }).then(function () {
      return kit.tcpServer.getInfo(socketId);
    }).then(function (info) { return {socketId: socketId, port: info.localPort}; });
  };

  // kit.connect(port, properties, address): the id of a connected socket.
  kit.connect = function (port, properties, address) {
    var socketId;
    return kit.tcp.create(properties || {}).then(function (info) {
      socketId = info.socketId;
      return kit.tcp.connect(socketId, address || '127.0.0.1', port);
    }).then(function () { return socketId; });
  };

  // kit.pair(properties): two ends of one connection, {client, accepted, server, port}. The properties are the client's.
  // The accepted end is paused, as ever.
  kit.pair = function (properties) {
    var pair = {}, accepts;
    return kit.listen().then(function (server) {
      pair.server = server.socketId;
      pair.port = server.port;
      accepts = kit.on(chrome.sockets.tcpServer.onAccept, server.socketId);
      return kit.connect(server.port, properties);
    }).then(function (client) {
      pair.client = client;
      return accepts.next();
    }).then(function (info) {
      accepts.stop();
      pair.accepted = info.clientSocketId;
      return pair;
    });
  };

  // kit.peer(command, properties): the id of a socket connected to the scriptable peer, which does what the command says.
  // See README.md for the commands. Nobody listens yet: for a peer that sends by itself use kit.talk.
  kit.peer = function (command, properties) {
    return kit.connect(__config.peer, properties).then(function (id) { return ordered(id, command); });
  };

  // kit.talk(command, properties): the same as {socketId, stream}, where the stream (see kit.receive) misses nothing.
  kit.talk = function (command, properties) {
    return kit.connect(__config.peer, properties).then(function (id) {
      var talk = {socketId: id, stream: kit.receive(id)};
      return ordered(id, command).then(function () { return talk; });
    });
  };

  function ordered(id, command) {
    return kit.tcp.send(id, kit.bytes(command + '\n')).then(function () { return id; });
  }

  // kit.watch(command, properties): as kit.peer, and what the peer sees of it: {socketId, seen}, where seen.line() is the
  // promise of the next thing the peer noticed.
  var watches = 0;
  kit.watch = function (command, properties) {
    var token = __config.token + '-' + ++watches, seen;
    return kit.talk('report ' + token).then(function (talk) {
      seen = talk.stream;
      return seen.line(); // the peer is ready
    }).then(function () {
      return kit.peer('as ' + token + ' ' + command, properties);
    }).then(function (id) { return {socketId: id, seen: seen}; });
  };

  // kit.settle(): resolves after two round trips to the peer. What was on its way over the loopback before has then
  // arrived, so a case can say that nothing came, without waiting for a time.
  kit.settle = function () {
    var stream, id;
    return kit.peer('echo').then(function (socketId) {
      id = socketId;
      stream = kit.receive(id);
      return kit.tcp.send(id, kit.bytes('1'));
    }).then(function () { return stream.read(1); }).then(function () {
      return kit.tcp.send(id, kit.bytes('2'));
    }).then(function () { return stream.read(1); }).then(function () { return kit.tcp.close(id); });
  };

  Object.defineProperty(global, 'kit', {value: kit, configurable: true, writable: true});
})(typeof globalThis === 'object' ? globalThis : self);
