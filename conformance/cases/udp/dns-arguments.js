// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): DnsQueryType
// @promise  The types are any, ipv4 and ipv6, also as constants of the namespace; another one is an argument error.
// @member   sockets.udp.send.dnsQueryType sockets.udp.DnsQueryType.any sockets.udp.DnsQueryType.ipv4
//           sockets.udp.DnsQueryType.ipv6
// @row      1
'use strict';
chrome.test.runTests([
  function constants() {
    chrome.test.assertEq({ANY: 'any', IPV4: 'ipv4', IPV6: 'ipv6'}, chrome.sockets.udp.DnsQueryType);
    chrome.test.succeed();
  },
  function noOther() {
    chrome.test.assertThrows(
      () => chrome.sockets.udp.send(1, kit.bytes('x'), '127.0.0.1', 9, 'ipv5', () => {}),
      'Error in invocation of sockets.udp.send(integer socketId, binary data, string address, integer port, ' +
      'optional sockets.udp.DnsQueryType dnsQueryType, function callback): ' +
      "Error at parameter 'dnsQueryType': Value must be one of any, ipv4, ipv6.");
    chrome.test.succeed();
  }
]);
