package main

// Every word a user sees in the terminal stands here.
//
// Rules for wording: one line says what happened, where, and what to do.
// Messages begin with "sockhost: " or with file:line:column, in lower case,
// without a full stop. Name the thing the user typed, in quotes. No jargon of
// Go or of the engine. Help shows real commands that work as printed.

const (
	helpUse   = "sockhost [flags] SCRIPT…|APP [-- ARGS…]"
	helpShort = "Run JavaScript written for chrome.sockets on real sockets"
	helpLong  = `sockhost runs JavaScript written for Chrome Apps on real sockets, without Chrome.

Scripts run in the order given, in one global scope, as classic scripts do in
a page. They find chrome.sockets.tcp, tcpServer and udp, console, timers,
TextEncoder and so on, and require() for CommonJS modules. Scripts that import,
export or await at the top, and .mjs and .ts files, run as modules; TypeScript
is not checked, only run. What stands after -- is in the array sockhost.args.
"-" reads a script from standard input.
"sockhost test" runs test scripts; "sockhost test --help" tells how.

An APP is a whole Chrome App: a folder with a manifest.json, a .zip or a .crx.
It is installed, launched and kept running as Chrome does it, with its windows
open but not shown; what it may reach is what its manifest says. SIGHUP reads
it again; persistent sockets stay open meanwhile.

With --workers N the scripts run N times in one process, each time on their own
with sockets of their own; sockhost.worker tells index and count. TCP servers
that listen on one address share it: a connection goes to one of them.

sockhost ends when no socket, timer or operation is left. Ctrl-C closes all
sockets in order; a second Ctrl-C ends at once.

Exit codes: 0 nothing left to do; 1 a script or an app could not be loaded, or
memory ran out; 2 wrong usage; 130 and 143 ended by SIGINT and SIGTERM.`
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
  [ 'tcp', 'tcpServer', 'udp' ]`

	helpRunUse   = "run [flags] SCRIPT…|APP [-- ARGS…]"
	helpRunShort = "Run scripts or an app (the same as without the word run)"

	helpTestUse   = "test [flags] [FILES AND FOLDERS…]"
	helpTestShort = "Run test scripts"
	helpTestLong  = `sockhost test runs test scripts written for chrome.test, the API that Chromium's
own extension tests use: runTests, assertEq, callbackPass, succeed and so on.

A folder means every .js file in it and below it, without testdata,
node_modules and hidden folders; without arguments it is the current one. Each
file runs in an app of its own, several at once. A file that never calls
runTests is one test with the name of the file.

Beside the tests runs a scriptable peer on the loopback: __config.peer is its
port, and conformance/README.md lists what it can do.

With --wpt it runs instead those of the Web Platform Tests that are chosen in
conformance/wpt, in a checkout that scripts/fetch-wpt makes, and compares with
the failures that are known there; "url/" and "encoding/api" are names to begin
with.

Exit codes: 0 every test passed or was skipped; 1 a test failed, or there was
none; 2 wrong usage; 130 and 143 ended by SIGINT and SIGTERM.`
	helpTestExample = `  $ cat sum.js
  chrome.test.runTests([
    function addition() {
      chrome.test.assertEq(4, 2 + 2);
      chrome.test.succeed();
    },
    function socketIds() {
      chrome.sockets.tcp.create({}, chrome.test.callbackPass(function (info) {
        chrome.test.assertEq(2, info.socketId, 'the first id');
      }));
    }
  ]);
  $ sockhost test sum.js
  FAIL sum.js:8:27 socketIds: the first id
       Actual: 1
       Expected: 2
           at sum.js:8:27
  2 tests in 1 file: 1 passed, 1 failed (0.0 s)
  $ sockhost test --filter addition --format tap sum.js
  TAP version 13
  ok 1 - sum.js: addition
  1..1
  # pass 1
  # fail 0
  # skip 0`

	// What help says after the long text; the names are cobra's.
	usageTemplate = `Usage:
  {{.UseLine}}{{if .HasAvailableSubCommands}}{{range .Commands}}{{if .IsAvailableCommand}}
  {{.UseLine}}{{end}}{{end}}{{end}}{{if .HasExample}}

Example:
{{.Example}}{{end}}

Flags:
{{.Flags.FlagUsages | trimTrailingWhitespaces}}
`

	flagHelp     = "show this text"
	flagVersion  = "show the version"
	flagEval     = "run `CODE` after the scripts, if any; may be given several times"
	flagModule   = "run the scripts as modules, whatever their names"
	flagLogLevel = "show sockhost's own messages from `LEVEL` on: debug, info, warn, error or silent"
	flagManifest = "allow only what the \"sockets\" value of the manifest.json `FILE` allows"
	flagConnect  = "allow tcp.connect only to `PATTERN`, such as example.com:80 or *:443; may be given several times"
	flagListen   = "allow tcpServer.listen only on `PATTERN`; may be given several times"
	flagUDP      = "allow udp.bind, send and groups only for `PATTERN`; may be given several times"
	flagInsecure = "do not check the certificates of TLS servers"
	flagLaunch   = "run the app in the folder `DIR`, as Chrome does with this flag"
	flagDriver   = "run the script `[PAGE=]FILE` after the app's own, in its background page or in the window page PAGE; may be given several times"
	flagDataDir  = "keep the app's data in the folder `DIR` instead of the user's data folder"
	flagNoData   = "keep the app's data in memory"
	flagGrant    = "let the app choose the file or folder at PATH, under the name NAME, as `NAME=PATH`; may be given several times"
	flagWatch    = "reload the app when its files change"
	flagSuspend  = "suspend the app's background page when it was idle for `TIME`; persistent sockets stay open and wake it"
	flagWorkers  = "run the scripts `N` times at once, each time as a worker of its own; 0 means one for each processor"
	flagCPU      = "write a profile of sockhost's own code to `FILE`, for go tool pprof"
	flagJS       = "write a profile of the scripts to `FILE`, for go tool pprof"
	flagMemory   = "write a profile of allocations to `FILE`, for go tool pprof"
	flagMaxHeap  = "end the program when its heap passes `MIB` mebibytes"

	flagTestFilter    = "run only tests whose \"file: name\" matches the regular expression `REGEXP`"
	flagTestFormat    = "print results in `FORMAT`: human, tap, junit or json"
	flagTestJUnit     = "write results in JUnit's XML to `FILE` as well"
	flagTestParallel  = "run `N` files at once; 0 means one for each processor"
	flagTestTimeout   = "fail a test that takes longer than `TIME`"
	flagTestAnswer    = "answer chrome.test.sendMessage, as `MESSAGE=REPLY`; {echo}, {udp} and {peer} in the reply are ports of the peer; may be given several times"
	flagTestArg       = "the customArg that chrome.test.getConfig tells is `TEXT`"
	flagTestBackend   = "run on the I/O backend `NAME`: %s"
	flagTestLog       = "print what tests log even when they pass"
	flagTestWPT       = "run the Web Platform Tests in the checkout `DIR`, or in that of $SOCKHOST_WPT, whose names begin with one of the arguments after it"
	flagTestWPTUpdate = "with --wpt: write the failures as expected ones into the files of the folder `DIR`"
	flagTestLogLevel  = "add sockhost's own messages from `LEVEL` on to the logs of the tests: debug, info, warn or error"

	prefix = "sockhost: "

	wordNoScript    = "no script given; try 'sockhost --help'"
	wordSeeHelp     = "; see 'sockhost --help'"
	wordNoFlag      = "there is no flag %s"
	wordNoValue     = "the flag --%s needs a value"
	wordBadValue    = "the flag --%s cannot be %q"
	wordBadLevel    = "unknown log level %q: use debug, info, warn, error or silent"
	wordBadHeap     = "--max-heap needs a number of mebibytes above 0, got %d"
	wordBadWorkers  = "--workers needs a number from 0 on, got %d"
	wordAppWorkers  = "--workers is for scripts: an app has one background page and one storage"
	wordNoFile      = "cannot find the file %q"
	wordNoManifest  = "%q has no manifest.json, so it is no app; for scripts, give their files"
	wordOnlyApps    = "--%s is for apps; give the folder, .zip or .crx of one"
	wordBadSuspend  = "--suspend-after must not be negative, not %v"
	wordBadGrant    = "--grant needs a name and a file or folder that is there, as NAME=PATH, not %q"
	wordDirectory   = "%q is a directory; give the script files in it"
	wordUnreadable  = "cannot read the file %q: %v"
	wordEmpty       = "the script %q is empty"
	wordNotUTF8     = "the script %q is not valid UTF-8 (line %d)"
	wordStdinTwice  = "\"-\" can be given only once"
	wordInsecure    = "warning: --insecure-tls is on, so TLS servers are not checked"
	wordBadPattern  = "--%s: %q is no host:port pattern; examples: *, *:80, example.com, *.example.com:443"
	wordBadManifest = "the manifest %q: %v"
	wordNoSockets   = "the manifest %q has no \"sockets\" value, without which an app has no chrome.sockets"

	wordAllowAndManifest = "--%s and --manifest cannot be used together: the manifest says what is allowed"

	wordBadFilter   = "--filter %q is no regular expression: %v"
	wordBadFormat   = "unknown format %q: use human, tap, junit or json"
	wordBadParallel = "--parallel needs a number from 0 on, got %d"
	wordBadTimeout  = "--timeout needs a time above 0, got %v"
	wordBadAnswer   = "--answer needs MESSAGE=REPLY, got %q"
	wordBadBackend  = "unknown backend %q: use %s"
	wordNoTests     = "there is no .js file in %s"
	wordNoMatch     = "no test matches %q"
	wordUnwritable  = "cannot write the file %q: %v"
	wordOnlyWPT     = "--wpt-update is for --wpt"
	wordNoWPT       = "--wpt needs a checkout of the Web Platform Tests, as argument or in SOCKHOST_WPT; scripts/fetch-wpt gets one"
	wordBadWPT      = "%q is no checkout of the Web Platform Tests; scripts/fetch-wpt gets one"
	wordOtherWPT    = "warning: the checkout is at commit %q; the expectations are for %s"
	wordNoWPTMatch  = "no Web Platform Test begins with %s"
	wordNoPeer      = "cannot start the peer of the tests: %v"

	wordTestFail       = "FAIL"
	wordTestSkip       = "SKIP"
	wordTestPass       = "ok  "
	wordTestIndent     = "     "
	wordTestLog        = "     | "
	wordTestCount      = "%s in %s: %d passed, %d failed"
	wordTestSkipped    = ", %d skipped"
	wordTestKnown      = "KNOWN"
	wordTestKnownCount = ", %d known failures"
	wordTestTime       = " (%.1f s)"
	wordTestProgress   = "%d of %s, %d failed: %s"
	wordWPTHead        = "files\ttests\tpassed\tknown\tfailed\ttime\t  area"
	wordWPTAll         = "all"
	wordTest           = "test"
	wordFile           = "file"

	wordClosing     = "%v: closing all sockets; a second signal ends at once"
	wordNoMemory    = "out of memory"
	wordInterrupted = "ended by a signal"
	wordOutOfMemory = "the program needs more than %d MiB of memory; --max-heap allows more"
	wordFailed      = "cannot go on: %v"

	nameStdin = "<stdin>"
	nameEval  = "-e"
)
