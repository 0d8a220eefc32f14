// @doc      websocketserver.md section 9, S3; section 6.2
// @promise  A JSON-RPC 2.0 server can be written on top: _translateMessage consumes the text messages of marked
//           clients, the rest goes on to onMessage.
// @member   websocketserver._translateMessage websocketserver.onUpgradeToWebsocket websocketserver.client
//           websocketserver.publish websocketserver.onError websocketserver.Response.close
// @row      Q13
// @chromium skip websocketserver is no part of Chromium

// What the library web.socket.jsonServer does that depends on the server under it.
function jsonServer(server, external) {
  const rpc = {xcallback: {}, start(h) { server.client(h).jsonrpcClient = true; }};
  const text = message => JSON.stringify({jsonrpc: '2.0', ...message});
  const send = (h, message) => server.send(h, text(message));
  rpc.notify = (h, method, ...params) => send(h, {method, params});
  rpc.publish = (method, ...params) => server.publish(text({method, params}));
  rpc.survey = (method, ...params) => server.publish(text({method, params, id: method}));
  server._translateMessage = (h, msg) => {
    const client = server.client(h);
    if (!client || !client.jsonrpcClient || msg.type !== 1) return false;
    let request;
    try {
      request = JSON.parse(msg.data);
    } catch (e) {
      send(h, {id: null, error: {code: -32700, message: 'Parse error'}});
      if (server.onError) server.onError(h, e.message);
      return true;
    }
    if ('result' in request || 'error' in request) {
      if (rpc.xcallback[request.id]) rpc.xcallback[request.id](h, request.result, request.error);
      return true;
    }
    const names = String(request.method).split('.');
    const f = names.reduce((o, name) => o === undefined || o === null ? undefined : o[name], external);
    if (typeof f !== 'function') return send(h, {id: request.id, error: {code: -32601, message: 'Method not found'}});
    const params = request.params || [], self = names[names.length - 1].startsWith('$') ? [h] : [];
    send(h, {id: request.id, result: f(...self, ...params)});
    return true;
  };
  return rpc;
}

function fixture() {
  const server = kit.ws.serve();
  const rpc = jsonServer(server, {
    $hello: (h, name) => [h, 'hello ' + name],
    aardio: {hello: name => 'nested ' + name}
  });
  server.onUpgradeToWebsocket = (h, request, response) => {
    if (request.path === '/rpc') return rpc.start(h);
    if (request.path !== '/plain') response.close();
  };
  const opens = kit.calls(server, 'onOpen', h => rpc.notify(h, 'hello'));
  const messages = kit.calls(server, 'onMessage'), errors = kit.calls(server, 'onError');
  const open = async path => {
    const client = await kit.ws.open(server.getUrl(path)), [h] = await opens.next();
    const next = async () => JSON.parse(await client.next());
    chrome.test.assertEq({jsonrpc: '2.0', method: 'hello', params: []}, await next());
    const call = (method, ...params) => {
      client.send(JSON.stringify({jsonrpc: '2.0', id: 7, method, params}));
      return next();
    };
    return {...client, h, json: next, call};
  };
  return {server, rpc, messages, errors, open};
}

chrome.test.runTests([
  async function calls() {
    const {messages, open} = fixture(), client = await open('rpc');
    chrome.test.assertEq([client.h, 'hello x'], (await client.call('$hello', 'x')).result);
    chrome.test.assertEq('nested y', (await client.call('aardio.hello', 'y')).result);
    chrome.test.assertEq(-32601, (await client.call('nowhere')).error.code);
    chrome.test.assertEq([], messages.all, 'the text of a marked client does not reach onMessage');
    chrome.test.succeed();
  },
  async function invalidJSON() {
    const {errors, open} = fixture(), client = await open('rpc');
    client.send('{"jsonrpc');
    chrome.test.assertEq(-32700, (await client.json()).error.code);
    chrome.test.assertEq(client.h, (await errors.next())[0]);
    chrome.test.succeed();
  },
  async function whatGoesOnToOnMessage() {
    const {messages, open} = fixture(), marked = await open('rpc'), plain = await open('plain');
    marked.send(new Uint8Array([1, 2, 3]));
    let [h, msg] = await messages.next();
    chrome.test.assertEq([marked.h, 2], [h, msg.type]);
    plain.send('{}');
    [h, msg] = await messages.next();
    chrome.test.assertEq([plain.h, '{}'], [h, msg.data]);
    chrome.test.succeed();
  },
  async function publishAndSurvey() {
    const {rpc, open} = fixture(), clients = [await open('rpc'), await open('rpc'), await open('rpc')];
    rpc.publish('serverTime', 12);
    for (const client of clients)
      chrome.test.assertEq({jsonrpc: '2.0', method: 'serverTime', params: [12]}, await client.json());
    const answers = kit.calls(rpc.xcallback, 'clientTime');
    rpc.survey('clientTime');
    for (const client of clients) {
      const {id} = await client.json();
      client.send(JSON.stringify({jsonrpc: '2.0', id, result: client.h * 2}));
    }
    const collected = new Map();
    for (let i = 0; i < clients.length; i++) {
      const [h, result] = await answers.next();
      collected.set(h, result);
    }
    for (const {h} of clients) chrome.test.assertEq(h * 2, collected.get(h));
    chrome.test.succeed();
  },
  async function otherPaths() {
    const {server} = fixture();
    chrome.test.assertEq(1006, await kit.ws.refused(server.getUrl('elsewhere')));
    chrome.test.succeed();
  }
]);
