// @doc      chrome.sockets.tcp reference, connect
// @promise  connect throws at once without a callback, for arguments of another type and for unknown query types.
// @member   sockets.tcp.connect.socketId sockets.tcp.connect.peerAddress sockets.tcp.connect.peerPort
//           sockets.tcp.connect.dnsQueryType
// @row      1
chrome.test.runTests([
  function connectArgumentErrors() {
    const tcp = chrome.sockets.tcp, host = '127.0.0.1', callback = () => {};
    const invocation = 'Error in invocation of sockets.tcp.connect(integer socketId, string peerAddress, ' +
      'integer peerPort, optional sockets.tcp.DnsQueryType dnsQueryType, function callback): ';
    [[], [callback], [1, host, 1], [1, host, 1, 'any'], [1, host, 1, null], [1, host, callback],
      ['1', host, 1, callback], [null, host, 1, callback], [1.5, host, 1, callback], [1, null, 1, callback],
      [1, 5, 1, callback], [1, [host], 1, callback], [1, host, '80', callback], [1, host, 1.5, callback],
      [1, host, NaN, callback], [1, host, 1, 5, callback], [1, host, 1, callback, 'extra']].forEach(args => {
      chrome.test.assertThrows(tcp.connect, tcp, args, invocation + 'No matching signature.');
    });
    chrome.test.assertThrows(tcp.connect, tcp, [1, host, 1, 'bogus', callback],
      invocation + "Error at parameter 'dnsQueryType': Value must be one of any, ipv4, ipv6.");
    chrome.test.succeed();
  }
]);
