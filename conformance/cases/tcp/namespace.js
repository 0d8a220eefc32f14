// @doc      chrome.sockets.tcp reference
// @promise  The namespace lists every method and event of the page, and the values of DnsQueryType.
// @member   sockets.tcp.DnsQueryType.any sockets.tcp.DnsQueryType.ipv4 sockets.tcp.DnsQueryType.ipv6
//           sockets.tcp.onReceive sockets.tcp.onReceiveError
chrome.test.runTests([
  function namespaceIsComplete() {
    const tcp = chrome.sockets.tcp;
    chrome.test.assertEq('DnsQueryType close connect create disconnect getInfo getSockets onReceive onReceiveError ' +
      'secure send setKeepAlive setNoDelay setPaused update', Object.keys(tcp).sort().join(' '));
    chrome.test.assertEq({ANY: 'any', IPV4: 'ipv4', IPV6: 'ipv6'}, tcp.DnsQueryType);
    chrome.test.assertTrue(tcp === chrome.sockets.tcp, 'the same object each time');
    chrome.test.succeed();
  }
]);
