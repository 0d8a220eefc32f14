// @doc      chrome.sockets.tcp reference, create
// @promise  create throws at once for properties it does not know or of another type, and for too many arguments.
// @member   sockets.tcp.create.properties
// @row      1
chrome.test.runTests([
  function createArgumentErrors() {
    const tcp = chrome.sockets.tcp, callback = () => {};
    const invocation = 'Error in invocation of sockets.tcp.create(' +
      'optional sockets.tcp.SocketProperties properties, optional function callback): ';
    const inside = invocation + "Error at parameter 'properties': ";
    [[5, callback], ['text', callback], [true, callback], [[], callback], [callback, callback], [{}, 5],
      [{}, callback, 'extra']].forEach(args => {
      chrome.test.assertThrows(tcp.create, tcp, args, invocation + 'No matching signature.');
    });
    [
      [{bogus: 1}, "Unexpected property: 'bogus'."],
      [{name: 5}, "Error at property 'name': Invalid type: expected string, found integer."],
      [{persistent: 1}, "Error at property 'persistent': Invalid type: expected boolean, found integer."],
      [{persistent: 'true'}, "Error at property 'persistent': Invalid type: expected boolean, found string."],
      [{bufferSize: '5'}, "Error at property 'bufferSize': Invalid type: expected integer, found string."],
      [{bufferSize: 1.5}, "Error at property 'bufferSize': Invalid type: expected integer, found number."],
      [{bufferSize: NaN}, "Error at property 'bufferSize': Invalid type: expected integer, found number."],
      [{bufferSize: 2147483648}, "Error at property 'bufferSize': Invalid type: expected integer, found number."]
    ].forEach(pair => {
      chrome.test.assertThrows(tcp.create, tcp, [pair[0], callback], inside + pair[1]);
    });
    chrome.test.succeed();
  }
]);
