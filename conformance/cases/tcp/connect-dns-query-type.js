// @doc      chrome.sockets.tcp reference, connect
// @promise  dnsQueryType any takes IPv4 or IPv6 addresses, ipv4 and ipv6 only theirs.
// @member   sockets.tcp.connect.dnsQueryType sockets.tcp.DnsQueryType.any sockets.tcp.DnsQueryType.ipv4
//           sockets.tcp.DnsQueryType.ipv6
// @needs    ipv6
function connected(port, address, type) {
  return kit.tcp.create({}).then(info => kit.tcp.connect(info.socketId, address, port, type))
    .catch(error => error.result);
}
chrome.test.runTests([
  function literals() {
    return Promise.all([kit.listen(), kit.listen('::1')]).then(servers => {
      const four = servers[0].port, six = servers[1].port;
      return Promise.all([
        connected(four, '127.0.0.1', 'any'), connected(four, '127.0.0.1', 'ipv4'), connected(four, '127.0.0.1', 'ipv6'),
        connected(six, '::1', 'any'), connected(six, '::1', 'ipv4'), connected(six, '::1', 'ipv6')
      ]);
    }).then(results => {
      chrome.test.assertEq([0, 0, -105, 0, -105, 0], results);
      chrome.test.succeed();
    });
  },
  function names() {
    return Promise.all([kit.listen(), kit.listen('::1')]).then(servers => {
      const four = servers[0].port, six = servers[1].port;
      return Promise.all([
        connected(four, 'localhost', 'any'), connected(four, 'localhost', 'ipv4'), connected(four, 'localhost', 'ipv6'),
        connected(six, 'localhost', 'any'), connected(six, 'localhost', 'ipv4'), connected(six, 'localhost', 'ipv6')
      ]);
    }).then(results => {
      chrome.test.assertEq([0, 0, -102, 0, -102, 0], results);
      chrome.test.succeed();
    });
  }
]);
