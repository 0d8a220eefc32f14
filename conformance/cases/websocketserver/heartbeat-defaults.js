// @doc      websocketserver.md section 2
// @promise  The heartbeat is an empty ping every 30 minutes.
// @member   websocketserver.heartbeatInterval websocketserver.heartbeatData websocketserver.heartbeatType
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  function values() {
    const server = new websocketserver();
    chrome.test.assertEq([1800, '', 9], [server.heartbeatInterval, server.heartbeatData, server.heartbeatType]);
    chrome.test.succeed();
  }
]);
