// JSON-RPC 2.0 over WebSocket, in both directions: pages call functions of this program, and it calls functions of the pages.
//
//   sockhost ws-jsonrpc.js                (another port: sockhost ws-jsonrpc.js -- 8081)
//
// In a browser's console:
//   ws = new WebSocket('ws://127.0.0.1:8080/rpc'); ws.onmessage = e => console.log(e.data)
//   ws.send('{"jsonrpc": "2.0", "id": 1, "method": "math.add", "params": [2, 3]}')

// jsonServer puts JSON-RPC on a websocketserver. Functions that clients may call are in external, nested by dots; one whose name
// begins with $ gets the handle of the caller first.
function jsonServer(server, external) {
  var rpc = {
    xcallback: {},  // method -> function (handle, result, error), for the answers to xcall and survey
    start: handle => { server.client(handle).jsonrpcClient = true; },  // call it in onUpgradeToWebsocket
    notify: (handle, method, ...params) => send(handle, { method, params }),
    xcall: (handle, method, ...params) => send(handle, { method, params, id: method }),
    publish: (method, ...params) => server.publish(text({ method, params })),
    survey: (method, ...params) => server.publish(text({ method, params, id: method }))
  };

  function text(message) { return JSON.stringify({ jsonrpc: '2.0', ...message }); }
  function send(handle, message) { return server.send(handle, text(message)); }
  function failed(code, message) { return Object.assign(new Error(message), { code }); }

  // find looks up a dotted name among own properties only, so that nobody calls constructor.
  function find(name) {
    const own = (object, key) => object && Object.hasOwn(object, key) ? object[key] : undefined;
    const f = String(name).split('.').reduce(own, external);
    if (typeof f !== 'function') throw failed(-32601, 'Method not found');
    return f;
  }

  // answer calls what a request asks for. One without an id, a notification, gets no answer.
  async function answer(handle, request) {
    if (!request || typeof request !== 'object' || typeof request.method !== 'string') {
      return { id: null, error: { code: -32600, message: 'Invalid Request' } };
    }
    let reply;
    try {
      const params = request.params === undefined ? [] : [].concat(request.params);
      if (/(^|\.)\$[^.]*$/.test(request.method)) params.unshift(handle);
      const result = await find(request.method)(...params);
      reply = { id: request.id, result: result === undefined ? null : result };
    } catch (e) {
      if (!e || !e.code) report(handle, e);
      reply = { id: request.id, error: e && e.code ? { code: e.code, message: e.message } : { code: -32603, message: 'Internal error' } };
    }
    return request.id === undefined ? null : reply;
  }

  function report(handle, e) { if (server.onError) server.onError(handle, String(e)); }

  async function receive(handle, message) {
    if (Array.isArray(message) && message.length > 0) {
      const replies = (await Promise.all(message.map(one => answer(handle, one)))).filter(reply => reply);
      if (replies.length > 0) server.send(handle, JSON.stringify(replies.map(reply => ({ jsonrpc: '2.0', ...reply }))));
      return;
    }
    if (message && message.method === undefined && ('result' in message || 'error' in message)) {
      const f = Object.hasOwn(rpc.xcallback, message.id) ? rpc.xcallback[message.id] : null;
      return f && f(handle, message.result, message.error);
    }
    const reply = await answer(handle, message);
    if (reply) send(handle, reply);
  }

  server._translateMessage = function (handle, msg) {
    const client = server.client(handle);
    if (msg.type !== 1 || !client || !client.jsonrpcClient) return false;
    let message;
    try {
      message = JSON.parse(msg.data);
    } catch (e) {
      send(handle, { id: null, error: { code: -32700, message: 'Parse error' } });
      report(handle, e);
      return true;
    }
    receive(handle, message);
    return true;
  };
  return rpc;
}

var server = new websocketserver();
var port = Number((self.sockhost && sockhost.args[0]) || 8080);
var rpc = jsonServer(server, {
  math: { add: (a, b) => a + b },
  $whoami: handle => ({ handle, address: server.getRemoteIp(handle).join(':') }),
  shout: line => rpc.publish('heard', String(line).toUpperCase()),
  $askAll: handle => { asking = handle; rpc.survey('name'); },
  fail: () => { throw new Error('on purpose'); }
});
var asking;  // who gets what the others answer

rpc.xcallback.name = (handle, result) => rpc.notify(asking, 'isCalled', handle, result);

server.onUpgradeToWebsocket = function (handle, request, response) {
  if (request.path !== '/rpc') return response.errorStatus(404);
  rpc.start(handle);
};
server.onOpen = handle => rpc.notify(handle, 'hello', handle);
server.onError = (handle, err) => console.log('client ' + handle + ': ' + err);

if (server.start('127.0.0.1', port)) console.log('listening on ' + server.getLocalIp().join(':'));
else console.error('cannot listen on port ' + port + ': ' + server.lastError);
