// @doc      chrome.sockets.tcp reference, connect
// @promise  dnsQueryType may be left out in the middle, or be null or undefined; the default is any.
// @member   sockets.tcp.connect.dnsQueryType
chrome.test.runTests([
  function connectWithoutDnsQueryType() {
    return kit.listen().then(server => {
      return Promise.all([[], [undefined], [null], ['any']].map(rest => {
        return kit.tcp.create({}).then(info => {
          return kit.tcp.connect.apply(null, [info.socketId, 'localhost', server.port].concat(rest));
        });
      }));
    }).then(results => {
      chrome.test.assertEq([0, 0, 0, 0], results);
      chrome.test.succeed();
    });
  }
]);
