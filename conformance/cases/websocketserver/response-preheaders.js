// @doc      websocketserver.md section 5.1, response
// @promise  preheaders go out unless headers has the same; keepAlive false ends the connection; customErrors of one
//           answer come before those of the server.
// @member   websocketserver.Response.preheaders websocketserver.Response.keepAlive
//           websocketserver.Response.customErrors
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function preheaders() {
    const server = kit.ws.serve();
    server.httpServer.run(response => {
      response.preheaders['X-One'] = 'pre';
      response.preheaders['X-Two'] = 'pre';
      response.headers['x-two'] = 'own';
    });
    const {headers} = await kit.http(server.getLocalIp().port);
    chrome.test.assertEq(['pre', 'own'], [headers['x-one'], headers['x-two']]);
    chrome.test.succeed();
  },
  async function keepAlive() {
    const server = kit.ws.serve();
    server.httpServer.run(response => {
      response.keepAlive = false;
      response.write('last');
    });
    const connection = await kit.http.open(server.getLocalIp().port);
    chrome.test.assertEq('last', (await connection.ask()).text);
    await connection.stream.end();
    chrome.test.succeed();
  },
  async function customErrors() {
    const server = kit.ws.serve();
    server.httpServer.customErrors = {404: 'of the server', 410: 'gone for good'};
    server.httpServer.run((response, request) => {
      if (request.path === '/own') response.customErrors = {404: 'of this answer'};
      response.errorStatus(request.path === '/410' ? 410 : 404);
    });
    const answer = async path => {
      const {status, text} = await kit.http(server.getLocalIp().port, {path});
      return [status, text];
    };
    chrome.test.assertEq([404, 'of the server'], await answer('/'));
    chrome.test.assertEq([404, 'of this answer'], await answer('/own'));
    chrome.test.assertEq([410, 'gone for good'], await answer('/410'));
    chrome.test.succeed();
  }
]);
