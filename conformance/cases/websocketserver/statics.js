// @doc      websocketserver.md section 2, Statics
// @promise  sha1 is the Base64 of the SHA-1 of a text or of bytes; getSecAccept the answer to a key, without the blanks
//           around it; getSecKey 16 random bytes in Base64.
// @member   websocketserver.sha1 websocketserver.getSecAccept websocketserver.getSecKey
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  function sha1() {
    chrome.test.assertEq('qZk+NkcGgWq6PiVxeFDCbJzQ2J0=', websocketserver.sha1('abc'));
    chrome.test.assertEq('2jmj7l5rSw0yVb/vlWAYkK/YBwk=', websocketserver.sha1(''));
    chrome.test.assertEq('qZk+NkcGgWq6PiVxeFDCbJzQ2J0=', websocketserver.sha1(kit.bytes('abc')));
    chrome.test.assertEq('qZk+NkcGgWq6PiVxeFDCbJzQ2J0=', websocketserver.sha1(new Uint8Array(kit.bytes('xabcx'), 1, 3)));
    chrome.test.assertEq(websocketserver.sha1(new TextEncoder().encode('水')), websocketserver.sha1('水'), 'text is UTF-8');
    chrome.test.succeed();
  },
  function getSecAccept() {
    chrome.test.assertEq(kit.ws.accept, websocketserver.getSecAccept(kit.ws.key));
    chrome.test.assertEq(kit.ws.accept, websocketserver.getSecAccept('  ' + kit.ws.key + '\t '));
    chrome.test.succeed();
  },
  function getSecKey() {
    const key = websocketserver.getSecKey();
    chrome.test.assertTrue(/^[A-Za-z0-9+/]{22}==$/.test(key), key);
    chrome.test.assertEq(16, atob(key).length);
    chrome.test.assertNe(key, websocketserver.getSecKey());
    chrome.test.succeed();
  }
]);
