// @doc      websocketserver.md section 4.11
// @promise  getUrl is ws, the host and the port, with localhost for every address; a path is put behind one slash,
//           backslashes turned; null when not listening.
// @member   websocketserver.getUrl
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  function forms() {
    const server = new websocketserver();
    chrome.test.assertEq([null, null], [server.getUrl(), server.getUrl('x')]);
    server.start('127.0.0.1', 0);
    const base = 'ws://127.0.0.1:' + server.getLocalIp().port;
    for (const [path, url] of [
      [undefined, ''], [null, ''], ['', '/'], ['ws', '/ws'], ['/ws', '/ws'], ['//ws', '//ws'], ['a\\b', '/a/b'], ['\\a', '/a'],
      ['x?y=a b', '/x?y=a b'], ['水', '/水']
    ])
      chrome.test.assertEq(base + url, server.getUrl(path), String(path));
    chrome.test.assertEq(base + '/ws', server.getUrl('ws', true), 'netIp has no effect on a bound address');
    server.start('0.0.0.0', 0);
    const port = server.getLocalIp().port;
    chrome.test.assertEq(`ws://localhost:${port}/ws`, server.getUrl('ws'));
    chrome.test.assertEq(`ws://localhost:${port}`, server.getUrl(null, false));
    const lan = server.getUrl(null, true);
    chrome.test.assertTrue(/^ws:\/\/\d+\.\d+\.\d+\.\d+:\d+$/.test(lan) && !lan.includes('0.0.0.0') && lan.endsWith(':' + port), lan);
    server.stop();
    chrome.test.assertEq(null, server.getUrl());
    chrome.test.succeed();
  }
]);
