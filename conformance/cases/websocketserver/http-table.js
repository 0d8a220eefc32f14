// @doc      websocketserver.md section 6.1
// @promise  run takes a table of paths too: a text is the body, with the type of the path, a function is a handler;
//           every origin may read the answers, and other paths are 404.
// @member   websocketserver.httpServer.run
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function paths() {
    const server = kit.ws.serve(), port = server.getLocalIp().port;
    server.httpServer.run({
      '/': '<h1>start</h1>',
      '/app.js': 'run()',
      '/style.css': 'body {}',
      '/time': (response, request) => response.write({now: request.path})
    });
    for (const [path, type, text] of [
      ['/', 'text/html', '<h1>start</h1>'], ['/app.js', 'text/javascript', 'run()'], ['/style.css', 'text/css', 'body {}']
    ]) {
      const answer = await kit.http(port, {path});
      chrome.test.assertEq([200, text], [answer.status, answer.text]);
      chrome.test.assertEq(type, answer.headers['content-type'].split(';')[0].replace('application/', 'text/'));
      chrome.test.assertEq('*', answer.headers['access-control-allow-origin']);
    }
    const time = await kit.http(port, {path: '/time?x=1'});
    chrome.test.assertEq({now: '/time'}, JSON.parse(time.text));
    chrome.test.assertEq('*', time.headers['access-control-allow-origin']);
    chrome.test.assertEq(404, (await kit.http(port, {path: '/elsewhere'})).status);
    chrome.test.succeed();
  }
]);
