// @notest   helpers of the cases of websocketserver
//
// What kit has for websocketserver: recorders for its callbacks, WebSocket
// clients as promises, and HTTP and WebSocket on bare sockets for what a
// well-behaved client cannot do.
(function (kit) {
  'use strict';

  // queue collects what comes: next() is the promise of the next one, all every one so far; end(error) fails who waits.
  function queue() {
    const ready = [], waiting = [], all = [];
    let ended = null;
    return {
      all,
      push(item) {
        all.push(item);
        if (waiting.length > 0) waiting.shift().resolve(item);
        else ready.push(item);
      },
      next: () => new Promise((resolve, reject) => {
        if (ready.length > 0) resolve(ready.shift());
        else if (ended) reject(ended);
        else waiting.push({resolve, reject});
      }),
      end(error) {
        ended = error;
        waiting.splice(0).forEach(one => one.reject(error));
      }
    };
  }

  // kit.calls(object, names, body): records the calls of callbacks, by one name or several, and hands them on to body.
  //   next()   promise of the arguments of the next call, kept when everything that belongs to the same event is over
  //   all      the arguments of every one so far     names()   the names of the callbacks in the order of their calls
  kit.calls = (object, names, body) => {
    const later = queue(), all = [], called = [];
    [].concat(names).forEach(name => {
      object[name] = function (...args) {
        called.push(name);
        all.push(args);
        setTimeout(later.push, 0, args);
        return body && body.apply(this, args);
      };
    });
    return {next: later.next, all, names: () => called.slice()};
  };

  // kit.utf8(text): the bytes of a text in UTF-8, one byte a character, as the raw helpers have them; kit.fromUTF8 back.
  kit.utf8 = text => kit.text(new TextEncoder().encode(text));
  kit.fromUTF8 = bytes => new TextDecoder().decode(kit.bytes(bytes));

  const ws = kit.ws = {};

  // kit.ws.serve(members): a new server with these members, listening on 127.0.0.1.
  ws.serve = members => {
    const server = Object.assign(new websocketserver(), members);
    chrome.test.assertEq(true, server.start('127.0.0.1', 0), 'the server starts');
    return server;
  };

  // kit.ws.open(url, protocols): promise of a connected WebSocket client. It rejects with an Error that has the code of
  // the close event.
  //   next()   promise of the data of the next message, binary as ArrayBuffer; rejects at the end     all   every one so far
  //   closed   promise of {code, reason, wasClean}     send(data), close(code, reason)     socket   the WebSocket
  ws.open = (url, protocols) => {
    const failure = new Error(); // made here, so that its stack shows who called
    return new Promise((resolve, reject) => {
      const socket = protocols === undefined ? new WebSocket(url) : new WebSocket(url, protocols);
      const messages = queue();
      socket.binaryType = 'arraybuffer';
      socket.onmessage = event => messages.push(event.data);
      socket.onopen = () => resolve(client);
      const client = {
        socket, next: messages.next, all: messages.all,
        send: data => socket.send(data),
        close: (...args) => socket.close(...args),
        closed: new Promise(done => {
          socket.onclose = ({code, reason, wasClean}) => {
            failure.message = 'the connection was closed with ' + code;
            failure.code = code;
            messages.end(failure);
            reject(failure);
            done({code, reason, wasClean});
          };
        })
      };
    });
  };

  // kit.ws.join(server, path): the same to a server of this script, when it has called onOpen too; h is the handle.
  ws.join = async (server, path) => {
    const {onOpen} = server;
    const opened = new Promise(resolve => {
      server.onOpen = function (h) {
        server.onOpen = onOpen;
        setTimeout(resolve, 0, h);
        if (onOpen) onOpen.call(this, h);
      };
    });
    const client = await ws.open(server.getUrl(path));
    return {...client, h: await opened};
  };

  // kit.ws.refused(url): promise of the code of the close event of a client that must not come to be connected.
  ws.refused = url => ws.open(url).then(() => chrome.test.fail('the server accepted ' + url), error => {
    if (error.code === undefined) throw error;
    return error.code;
  });

  // kit.http(port, request): promise of the answer to one HTTP request, {status, reason, headers, body, text}. The names
  // of headers are in lower case, several values are joined with a comma; body has one byte a character, text is body as UTF-8.
  // request: method, path, headers, body (text), all optional.
  kit.http = async (port, request) => {
    const connection = await kit.http.open(port);
    const answer = await connection.ask({...request, headers: {Connection: 'close', ...(request || {}).headers}});
    await kit.tcp.close(connection.socketId);
    return answer;
  };

  // kit.http.open(port): promise of a connection for several requests, {socketId, stream, ask(request)}.
  kit.http.open = async port => {
    const socketId = await kit.connect(port), stream = kit.receive(socketId);
    return {
      socketId, stream,
      async ask({method = 'GET', path = '/', headers, body} = {}) {
        const payload = body === undefined ? '' : kit.utf8(body);
        const length = body === undefined ? {} : {'Content-Length': payload.length};
        const head = requestHead(method, path, {Host: '127.0.0.1:' + port, ...length, ...headers});
        await kit.tcp.send(socketId, kit.bytes(head + payload));
        return readAnswer(stream, method);
      }
    };
  };

  // requestHead leaves out headers that are null; an array makes a header several times.
  function requestHead(method, path, headers) {
    const lines = [`${method} ${path} HTTP/1.1`];
    Object.keys(headers).forEach(name => {
      if (headers[name] !== null) [].concat(headers[name]).forEach(value => lines.push(`${name}: ${value}`));
    });
    return kit.utf8(lines.join('\r\n') + '\r\n\r\n');
  }

  async function readHead(stream) {
    const line = async () => (await stream.line()).replace(/\r$/, '');
    const [, status, reason] = /^HTTP\/1\.1 (\d{3}) ?(.*)$/.exec(await line());
    const head = {status: Number(status), reason, headers: {}};
    for (let field = await line(); field !== ''; field = await line()) {
      const [, name, value] = /^([^:\s]+):\s*(.*?)\s*$/.exec(field), key = name.toLowerCase();
      head.headers[key] = key in head.headers ? head.headers[key] + ', ' + value : value;
    }
    return head;
  }

  async function readAnswer(stream, method) {
    const head = await readHead(stream), {status, headers} = head;
    let body = '';
    if (method === 'HEAD' || status < 200 || status === 204 || status === 304) {
      // There is none.
    } else if (headers['transfer-encoding'] === 'chunked') {
      for (let chunk = await readChunk(stream); chunk !== ''; chunk = await readChunk(stream)) body += chunk;
    } else if ('content-length' in headers) {
      body = await stream.read(Number(headers['content-length']));
    } else {
      await stream.end();
      body = stream.rest();
    }
    return {...head, body, text: kit.fromUTF8(body)};
  }

  async function readChunk(stream) {
    const chunk = await stream.read(parseInt(await stream.line(), 16));
    await stream.line();
    return chunk;
  }

  // kit.ws.raw(port, request): promise of a handshake on a bare socket, as {socketId, stream, status, reason, headers}; request
  // has method, path, and headers beside the usual ones, or null for one of these. When the status is 101 the rest is frames:
  //   send(frame, …)   sends them in one piece
  //   frame()          promise of the next one, {fin, rsv1, rsv2, rsv3, opcode, masked, data}
  //   end()            promise that the server has ended the connection     drop()   ends it without a word
  // With another status, body and text are there as from kit.http.
  ws.raw = async (port, {method = 'GET', path = '/', headers} = {}) => {
    const socketId = await kit.connect(port), stream = kit.receive(socketId);
    await kit.tcp.send(socketId, kit.bytes(requestHead(method, path, {
      Host: '127.0.0.1:' + port, Connection: 'Upgrade', Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': ws.key, ...headers
    })));
    const head = await readHead(stream);
    const body = head.status === 101 ? '' : await stream.read(Number(head.headers['content-length'] || 0));
    return {
      socketId, stream, ...head, body, text: kit.fromUTF8(body),
      send: (...frames) => kit.tcp.send(socketId, kit.bytes(frames.join(''))),
      frame: () => readFrame(stream),
      end: () => stream.end(),
      drop: () => kit.tcp.close(socketId)
    };
  };

  // kit.ws.key is what kit.ws.raw offers, kit.ws.accept the answer to it: the example of RFC 6455.
  ws.key = 'dGhlIHNhbXBsZSBub25jZQ==';
  ws.accept = 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=';

  // kit.ws.frame(opcode, data, options): the bytes of a frame of a client; data has one byte a character.
  // options: fin, rsv1, rsv2, rsv3, and mask, four bytes or '' for none.
  ws.frame = (opcode, data = '', {fin = 1, rsv1 = 0, rsv2 = 0, rsv3 = 0, mask = 'mask'} = {}) => {
    const masked = mask === '' ? 0 : 128, size = data.length, first = fin << 7 | rsv1 << 6 | rsv2 << 5 | rsv3 << 4 | opcode;
    let head = bigEndian(first, 1);
    if (size < 126) head += bigEndian(masked + size, 1);
    else if (size < 65536) head += bigEndian(masked + 126, 1) + bigEndian(size, 2);
    else head += bigEndian(masked + 127, 1) + bigEndian(size, 8);
    if (mask === '') return head + data;
    return head + mask + data.replace(/[^]/g, (c, i) => String.fromCharCode(c.charCodeAt(0) ^ mask.charCodeAt(i % 4)));
  };

  function bigEndian(n, count) {
    let text = '';
    for (let i = 0; i < count; i++, n = Math.floor(n / 256)) text = String.fromCharCode(n % 256) + text;
    return text;
  }

  // kit.ws.closing(code, reason): the payload of a close frame.
  ws.closing = (code, reason = '') => String.fromCharCode(code >> 8, code & 255) + kit.utf8(reason);

  async function readFrame(stream) {
    const number = text => Array.from(text).reduce((n, c) => n * 256 + c.charCodeAt(0), 0);
    const head = await stream.read(2), first = head.charCodeAt(0), second = head.charCodeAt(1);
    let length = second & 127;
    if (length > 125) length = number(await stream.read(length === 126 ? 2 : 8));
    const bit = n => first >> n & 1;
    return {
      fin: bit(7), rsv1: bit(6), rsv2: bit(5), rsv3: bit(4), opcode: first & 15, masked: second >> 7,
      data: (second >> 7 ? await stream.read(4) : '') + await stream.read(length)
    };
  }
})(kit);
