// @doc      websocketserver.md section 9, S1
// @promise  A server that filters by path greets in onOpen and answers each message of a client on the right path; what
//           is sent in onOpen is the first thing the client receives.
// @member   websocketserver.onUpgradeToWebsocket websocketserver.onOpen websocketserver.onMessage websocketserver.start
//           websocketserver.getUrl websocketserver.getRemoteIp websocketserver.Client.getRemoteIp
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function greetingThenAnswers() {
    const server = new websocketserver(), paths = [], remotes = [];
    server.onUpgradeToWebsocket = (h, request, response) => {
      paths.push(request.path);
      if (request.path !== '/aardio') return response.errorStatus(404);
    };
    server.onOpen = h => {
      remotes.push(server.client(h).getRemoteIp(), server.getRemoteIp(h));
      server.send(h, 'welcome');
    };
    server.onMessage = (h, msg) => server.send(h, 'you said: ' + msg.data);
    chrome.test.assertEq(true, server.start(undefined, 0));
    const client = await kit.ws.open(server.getUrl() + '/aardio');
    client.send('one');
    client.send('two');
    for (const expected of ['welcome', 'you said: one', 'you said: two'])
      chrome.test.assertEq(expected, await client.next());
    chrome.test.assertEq(['/aardio'], paths);
    for (const [ip, port] of remotes) {
      chrome.test.assertEq('127.0.0.1', ip);
      chrome.test.assertEq(remotes[0].port, port);
    }
    chrome.test.assertTrue(remotes[0].port > 0, 'the port of the client');
    chrome.test.succeed();
  },
  async function remotePortIsTheClients() {
    const server = kit.ws.serve(), opens = kit.calls(server, 'onOpen');
    const raw = await kit.ws.raw(server.getLocalIp().port);
    const [h] = await opens.next(), info = await kit.tcp.getInfo(raw.socketId);
    chrome.test.assertEq([info.localAddress, info.localPort], Array.from(server.getRemoteIp(h)));
    chrome.test.succeed();
  }
]);
