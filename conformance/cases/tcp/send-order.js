// @doc      chrome.sockets.tcp reference, send
// @promise  What several calls of send give arrives in their order, and they call back in it.
// @member   sockets.tcp.send
// @needs    peer
chrome.test.runTests([
  function sendInOrder() {
    const called = [], numbers = Array.from({length: 50}, (none, i) => i);
    return kit.talk('echo').then(talk => {
      return Promise.all(numbers.map(i => {
        return kit.tcp.send(talk.socketId, kit.bytes(i + ',')).then(() => called.push(i));
      })).then(() => {
        chrome.test.assertEq(numbers, called);
        return talk.stream.read(numbers.join().length + 1);
      });
    }).then(text => {
      chrome.test.assertEq(numbers.join() + ',', text);
      chrome.test.succeed();
    });
  }
]);
