// @doc      chrome.sockets.tcp reference, update
// @promise  update throws at once without properties, for ones it does not know or of another type.
// @member   sockets.tcp.update.socketId sockets.tcp.update.properties
// @row      1
chrome.test.runTests([
  function updateArgumentErrors() {
    const tcp = chrome.sockets.tcp, callback = () => {};
    const invocation = 'Error in invocation of sockets.tcp.update(integer socketId, ' +
      'sockets.tcp.SocketProperties properties, optional function callback): ';
    const inside = invocation + "Error at parameter 'properties': ";
    [[], [callback], [1], [1, callback], [1, null, callback], [1, undefined, callback], [1, 5, callback],
      [1, 'x', callback], [1, [], callback], ['1', {}, callback], [null, {}, callback], [1.5, {}, callback],
      [1, {}, callback, 'extra']].forEach(args => {
      chrome.test.assertThrows(tcp.update, tcp, args, invocation + 'No matching signature.');
    });
    [
      [{bogus: 1}, "Unexpected property: 'bogus'."],
      [{name: 5}, "Error at property 'name': Invalid type: expected string, found integer."],
      [{bufferSize: 'x'}, "Error at property 'bufferSize': Invalid type: expected integer, found string."]
    ].forEach(pair => {
      chrome.test.assertThrows(tcp.update, tcp, [1, pair[0], callback], inside + pair[1]);
    });
    chrome.test.succeed();
  }
]);
