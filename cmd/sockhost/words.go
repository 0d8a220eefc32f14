package main

// Every word a user sees in the terminal stands here.
//
// Rules for wording: one line says what happened, where, and what to do.
// Messages begin with "sockhost: " or with file:line:column, in lower case,
// without a full stop. Name the thing the user typed, in quotes. No jargon of
// Go or of the engine. Help shows real commands that work as printed.

const (
	helpUse   = "sockhost [flags] SCRIPT… [-- ARGS…]"
	helpShort = "Run JavaScript written for chrome.sockets on real sockets"
	helpLong  = `sockhost runs JavaScript written for Chrome Apps on real sockets, without Chrome.

Scripts run in the order given, in one global scope, as classic scripts do in
a page. They find chrome.sockets.tcp and chrome.sockets.tcpServer, console,
timers, TextEncoder and so on, and require() for CommonJS modules. What stands
after -- is in the array sockhost.args. "-" reads a script from standard input.

sockhost ends when no socket, timer or operation is left. Ctrl-C closes all
sockets in order; a second Ctrl-C ends at once.

Exit codes: 0 nothing left to do; 1 a script could not be loaded, or memory
ran out; 2 wrong usage; 130 and 143 ended by SIGINT and SIGTERM.`
	helpExample = `  $ cat hello.js
  chrome.sockets.tcpServer.create({}, function (server) {
    chrome.sockets.tcpServer.listen(server.socketId, '127.0.0.1', 7000, function (result) {
      console.log('listening:', result);
    });
  });
  chrome.sockets.tcpServer.onAccept.addListener(function (info) {
    var hello = new TextEncoder().encode('hello\n');
    chrome.sockets.tcp.send(info.clientSocketId, hello, function () {
      chrome.sockets.tcp.close(info.clientSocketId);
    });
  });
  $ sockhost hello.js &
  listening: 0
  $ nc 127.0.0.1 7000
  hello

  $ sockhost -e 'console.log(Object.keys(chrome.sockets))'
  [ 'tcp', 'tcpServer' ]`

	helpRunShort = "Run scripts (the same as without the word run)"

	flagEval     = "run `CODE` after the scripts, if any"
	flagLogLevel = "show sockhost's own messages from `LEVEL` on: debug, info, warn, error or silent"
	flagMaxHeap  = "end the program when its heap passes `MIB` mebibytes"

	prefix = "sockhost: "

	wordNoScript    = "no script given; try 'sockhost --help'"
	wordSeeHelp     = "; see 'sockhost --help'"
	wordBadLevel    = "unknown log level %q: use debug, info, warn, error or silent"
	wordBadHeap     = "--max-heap needs a number of mebibytes above 0, got %d"
	wordNoFile      = "cannot find the script %q"
	wordDirectory   = "%q is a directory; give the script files in it"
	wordUnreadable  = "cannot read the script %q: %v"
	wordEmpty       = "the script %q is empty"
	wordNotUTF8     = "the script %q is not valid UTF-8 (line %d)"
	wordStdinTwice  = "\"-\" can be given only once"
	wordInterrupted = "interrupted"
	wordOutOfMemory = "the program needs more than %d MiB of memory; --max-heap allows more"
	wordFailed      = "cannot go on: %v"

	nameStdin = "<stdin>"
	nameEval  = "<eval>"
)
