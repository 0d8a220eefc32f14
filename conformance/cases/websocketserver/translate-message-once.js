// @doc      websocketserver.md section 8, Q7
// @promise  _translateMessage can be set once: another value afterwards is a TypeError, the same is none. _beforeStop
//           and _onClientClosed can be changed freely.
// @member   websocketserver._translateMessage websocketserver._beforeStop websocketserver._onClientClosed
// @row      Q7
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  function writeOnce() {
    const server = new websocketserver(), f = () => {};
    server._translateMessage = null;
    server._translateMessage = f;
    server._translateMessage = f;
    for (const other of [() => {}, null, undefined]) {
      let thrown = null;
      try { server._translateMessage = other; } catch (e) { thrown = e; }
      chrome.test.assertTrue(thrown instanceof TypeError, 'a TypeError for ' + other);
    }
    chrome.test.assertTrue(server._translateMessage === f, 'unchanged');
    for (const name of ['_beforeStop', '_onClientClosed']) {
      server[name] = f;
      server[name] = null;
      chrome.test.assertEq(null, server[name]);
    }
    chrome.test.succeed();
  }
]);
