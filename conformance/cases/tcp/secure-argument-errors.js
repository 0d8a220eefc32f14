// @doc      chrome.sockets.tcp reference, secure
// @promise  secure throws at once without a callback, and for options it does not know or of another type.
// @member   sockets.tcp.secure.socketId sockets.tcp.secure.options
// @row      1
chrome.test.runTests([
  function secureArgumentErrors() {
    const tcp = chrome.sockets.tcp, callback = () => {};
    const invocation = 'Error in invocation of sockets.tcp.secure(integer socketId, ' +
      'optional sockets.tcp.SecureOptions options, function callback): ';
    [[], [callback], [1], [1, {}], [1, null], ['1', callback], [1, 5, callback], [1, 'x', callback],
      [1, callback, 'extra']].forEach(args => {
      chrome.test.assertThrows(tcp.secure, tcp, args, invocation + 'No matching signature.');
    });
    [
      [{bogus: 1}, "Unexpected property: 'bogus'."],
      [{tlsVersion: 5}, "Error at property 'tlsVersion': Invalid type: " +
        'expected sockets.tcp.TLSVersionConstraints, found integer.'],
      [{tlsVersion: {min: 1.2}}, "Error at property 'tlsVersion': Error at property 'min': Invalid type: " +
        'expected string, found number.']
    ].forEach(pair => {
      chrome.test.assertThrows(tcp.secure, tcp, [1, pair[0], callback],
        invocation + "Error at parameter 'options': " + pair[1]);
    });
    chrome.test.succeed();
  }
]);
