// @doc      chrome.sockets.tcp reference, getInfo
// @promise  getInfo throws at once without an id, and for one that is no 32 bit integer.
// @member   sockets.tcp.getInfo.socketId
// @row      1
chrome.test.runTests([
  function getInfoArgumentErrors() {
    const tcp = chrome.sockets.tcp, callback = () => {};
    const ids = [undefined, null, '1', 1.5, NaN, Infinity, true, {}, [], 2147483648, 4294967297, 1e300];
    ids.map(id => [id, callback]).concat([[], [callback], [1, 'x'], [1, callback, 'extra']]).forEach(args => {
      chrome.test.assertThrows(tcp.getInfo, tcp, args, 'Error in invocation of sockets.tcp.getInfo(' +
        'integer socketId, optional function callback): No matching signature.');
    });
    chrome.test.succeed();
  }
]);
