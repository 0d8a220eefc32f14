// @notest   a question to Chromium, see README.md
chrome.sockets.tcp.create({}, i => { console.log('tcp', JSON.stringify(i));
 chrome.sockets.tcpServer.create({}, j => { console.log('srv', JSON.stringify(j));
  chrome.sockets.udp.create({}, k => { console.log('udp', JSON.stringify(k)); console.log(navigator.userAgent); done(); }); }); });
