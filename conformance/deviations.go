package conformance

// Deviations is the one list of where sockhost intentionally answers otherwise
// than Chromium 156: sections of the probes first, then tests of the cases.
// Socket ids are written as ID in lines of probes, ports as PORT.
var Deviations = []Deviation{
	{
		Where: "probes/00_smoke: ",
		Lines: []string{"- Mozilla/5.0 * HeadlessChrome/156.*", "+ Mozilla/5.0 * Chrome/156.*"},
		Row:   0, Reason: "the recording is of a headless Chrome, which says so; sockhost says what apps look for",
	},
	{
		Where: "probes/04_badargs: unknown method",
		Lines: []string{"- TypeError: tcp.bogus is not a function", "+ TypeError: Object has no member 'bogus'"},
		Row:   0, Reason: "the text is the engine's own",
	},

	// Row 11.
	{
		Where: "probes/02_ids: getSockets",
		Lines: []string{
			`- tcp.getSockets() -> * {connected:true, paused:true, peerAddress:*`,
			`+ tcp.getSockets() -> * {connected:true, localAddress:"127.0.0.1", localPort:PORT, paused:true, peerAddress:*`,
		},
		Row: 11, Reason: "accepted sockets have a local address, as documented",
	},
	{
		Where: "probes/07_listen: dual stack of ::",
		Lines: []string{
			`- tcp.getInfo(ID) -> cb({connected:true, paused:true, peerAddress:"::ffff:7f00:1", *`,
			`+ tcp.getInfo(ID) -> cb({connected:true, localAddress:"::ffff:7f00:1", localPort:PORT, paused:true, *`,
		},
		Row: 11, Reason: "accepted sockets have a local address, as documented",
	},
	{
		Where: "probes/07_listen: connection to IPv6 server",
		Lines: []string{
			`- tcp.getInfo(ID) -> cb({connected:true, paused:true, peerAddress:"::1", *`,
			`+ tcp.getInfo(ID) -> cb({connected:true, localAddress:"::1", localPort:PORT, paused:true, *`,
		},
		Row: 11, Reason: "accepted sockets have a local address, as documented",
	},
	{
		Where: "probes/10_pause: accepted socket data is held until setPaused(false)",
		Lines: []string{
			`- tcp.getInfo(ID) -> cb({connected:true, paused:false, peerAddress:*`,
			`+ tcp.getInfo(ID) -> cb({connected:true, localAddress:"127.0.0.1", localPort:PORT, paused:false, *`,
		},
		Row: 11, Reason: "accepted sockets have a local address, as documented",
	},

	// Row 7.
	{
		Where: "probes/06_connect: close while connecting",
		Lines: []string{
			`- tcp.connect(ID, "127.0.0.1", PORT) -> NO CALLBACK in 3s`,
			`+ tcp.connect(ID, "127.0.0.1", PORT) -> cb(-3) argc=1 lastError="net::ERR_ABORTED"`,
		},
		Row: 7, Reason: "a connect that close cuts off is answered, before close",
	},
	{
		Where: "probes/06_connect: disconnect while connecting",
		Lines: []string{
			`- tcp.connect(ID, "127.0.0.1", PORT) -> cb(0) argc=1 lastError=none`,
			`- tcp.getInfo(ID) -> cb({connected:true, *`,
			`+ tcp.connect(ID, "127.0.0.1", PORT) -> cb(-3) argc=1 lastError="net::ERR_ABORTED"`,
			`+ tcp.getInfo(ID) -> cb({connected:false, *`,
		},
		Row: 7, Reason: "disconnect cuts off a connect; in Chromium chance decides",
	},
	{
		Where: "probes/06_connect: connect + close while connecting to a blackhole-like refused port",
		Lines: []string{
			`- tcp.connect(ID, "127.0.0.1", 1) -> NO CALLBACK in 3s`,
			`+ tcp.connect(ID, "127.0.0.1", 1) -> cb(-3) argc=1 lastError="net::ERR_ABORTED"`,
		},
		Row: 7, Reason: "a connect that close cuts off is answered, before close",
	},
	{
		Where: "probes/06_connect: info of accepted sockets",
		Lines: []string{"- accepted 27 errors *", "+ accepted 24 errors *"},
		Row:   7, Reason: "two connects were cut off, and one had a port out of range (row 13)",
	},

	// Row 8.
	{
		Where: "probes/08_send: three sends queued to a peer that does not read, then close",
		Lines: []string{"- tcp.close(ID) -> cb() argc=0 lastError=none", "+ tcp.close(ID) -> NO CALLBACK in 3s"},
		Row:   8, Reason: "close is answered when what was sent is out, or after 10 s without progress",
	},
	{
		Where: "probes/08_send: the same, then disconnect",
		Lines: []string{"- tcp.disconnect(ID) -> cb() argc=0 lastError=none", "+ tcp.disconnect(ID) -> NO CALLBACK in 3s"},
		Row:   8, Reason: "disconnect is answered when what was sent is out, or after 10 s without progress",
	},

	// Row 12.
	{
		Where: "probes/07_listen: listen twice on one socket, other port then same port",
		Lines: []string{
			`- EVENT tcpServer.onAcceptError {resultCode:-2, socketId:ID}`,
			`- info {localAddress:"127.0.0.1", localPort:PORT, paused:true, *`,
			`+ info {localAddress:"127.0.0.1", localPort:PORT, paused:false, *`,
			// The old port, then the new one, then the socket that listened on the same port.
			`- tcp.connect(ID, "127.0.0.1", PORT) -> cb(0) argc=1 lastError=none`,
			`+ tcp.connect(ID, "127.0.0.1", PORT) -> cb(-102) argc=1 lastError="net::ERR_CONNECTION_REFUSED"`,
			`- tcp.connect(ID, "127.0.0.1", PORT) -> cb(-102) argc=1 lastError="net::ERR_CONNECTION_REFUSED"`,
			`+ EVENT tcpServer.onAccept {clientSocketId:ID, socketId:ID}`,
			`+ tcp.connect(ID, "127.0.0.1", PORT) -> cb(0) argc=1 lastError=none`,
		},
		Row: 12, Reason: "the second listen takes the place of the first, or changes nothing",
	},

	// Row 13.
	{
		Where: "probes/06_connect: ports",
		Lines: []string{
			`- tcp.connect(ID, "127.0.0.1", *) -> cb(-102) argc=1 lastError="net::ERR_CONNECTION_REFUSED"`,
			`- tcp.connect(ID, "127.0.0.1", PORT+65536) -> cb(0) argc=1 lastError=none`,
			`+ tcp.connect(ID, "127.0.0.1", *) -> cb(-4) argc=1 lastError="net::ERR_INVALID_ARGUMENT"`,
		},
		Row: 13, Reason: "such a port is an error",
	},
	{
		Where: "probes/07_listen: ports",
		Lines: []string{
			`- srv.listen(ID, "127.0.0.1", *) -> cb(0) argc=1 lastError=none`,
			`+ srv.listen(ID, "127.0.0.1", *) -> cb(-4) argc=1 lastError="net::ERR_INVALID_ARGUMENT"`,
		},
		Row: 13, Reason: "such a port is an error",
	},
	{
		Where: "probes/20_udp: send/receive",
		Lines: []string{
			`- udp.send(ID, ArrayBuffer(1), "127.0.0.1", *) -> cb({bytesSent:1, resultCode:0}) argc=1 lastError=none`,
			`+ udp.send(ID, ArrayBuffer(1), "127.0.0.1", *) -> cb({resultCode:-4}) argc=1 lastError="net::ERR_INVALID_ARGUMENT"`,
		},
		Row: 13, Reason: "such a port is an error",
	},
	{
		Where: "probes/20_udp: bind addresses",
		Lines: []string{
			`- udp.bind(ID, "127.0.0.1", *) -> cb(0) argc=1 lastError=none`,
			`+ udp.bind(ID, "127.0.0.1", *) -> cb(-4) argc=1 lastError="net::ERR_INVALID_ARGUMENT"`,
		},
		Row: 13, Reason: "such a port is an error",
	},

	// Row 5.
	{
		Where: "probes/09_eof: peer FIN while client paused, then resume",
		Lines: []string{
			`- EVENT tcp.onReceive {data:ArrayBuffer(3), socketId:ID} data="abc"`,
			`+ EVENT tcp.onReceive {data:ArrayBuffer(3), socketId:ID} data="abc"`,
		},
		Row: 5, Reason: "the data waits until the socket reads again",
	},
	{
		Where: "probes/10_pause: pause while a read is pending: is the next chunk still delivered?",
		Lines: []string{
			`- EVENT tcp.onReceive {data:ArrayBuffer(3), socketId:ID} data="one"`,
			`- EVENT tcp.onReceive {data:ArrayBuffer(3), socketId:ID} data="two"`,
			`+ EVENT tcp.onReceive {data:ArrayBuffer(6), socketId:ID} data="onetwo"`,
		},
		Row: 5, Reason: "it is not; the data waits until the socket reads again",
	},
	{
		Where: "probes/10_pause: pause inside onReceive",
		Lines: []string{
			`- paused, lastError none`, `- resume`, `- tcp.setPaused(ID, false) -> cb() argc=0 lastError=none`,
			`+ paused, lastError none`, `+ resume`, `+ tcp.setPaused(ID, false) -> cb() argc=0 lastError=none`,
		},
		Row: 5, Reason: "the rest comes after the resume and not before",
	},
	{
		Where: "probes/20_udp: pause",
		Lines: []string{`- EVENT udp.onReceive *data="1"`, `+ EVENT udp.onReceive *data="1"`},
		Row:   5, Reason: "the row names tcp only: done for udp too, as its documentation promises",
	},

	// Rows 4 and 6.
	{
		Where: "probes/10_pause: server paused: accepts?",
		Lines: []string{`+ EVENT tcpServer.onAccept {clientSocketId:ID, socketId:ID}`},
		Row:   4, Reason: "setPaused(false) resumes accepting",
	},
	{
		Where: "probes/10_pause: server paused after listen (accept pending): next connection?",
		Lines: []string{`+ EVENT tcpServer.onAccept {clientSocketId:ID, socketId:ID}`},
		Row:   4, Reason: "setPaused(false) resumes accepting",
	},
	{
		Where: "probes/10_pause: accepted sockets: paused state",
		Lines: []string{`+ {connected:true, localAddress:"127.0.0.1", localPort:PORT, paused:true, *`},
		Row:   4, Reason: "there are four, accepted after setPaused(false)",
	},
	{
		Where: "probes/15_serverpause: A: listen, then pause, connect 3, resume, connect 1",
		Lines: []string{
			`- EVENT tcpServer.onAccept {clientSocketId:ID, socketId:ID}`, // one more
			`+ EVENT tcpServer.onAccept {clientSocketId:ID, socketId:ID}`, // after the resume (row 4)
		},
		Row: 6, Reason: "none follows the pause; they come after the resume (row 4)",
	},
	{
		Where: "probes/15_serverpause: B: pause before listen, connect, resume, connect",
		Lines: []string{
			`+ EVENT tcpServer.onAccept {clientSocketId:ID, socketId:ID}`,
			`- EVENT tcp.onReceiveError {resultCode:-100, socketId:ID}`, // of those that were never accepted
		},
		Row: 4, Reason: "setPaused(false) resumes accepting",
	},
	{
		Where: "probes/15_serverpause: D: pause inside onAccept",
		Lines: []string{
			`- EVENT tcpServer.onAccept {clientSocketId:ID, socketId:ID}`, // one more
			`- paused`,
			`+ EVENT tcpServer.onAccept {clientSocketId:ID, socketId:ID}`, // after the resume (row 4)
		},
		Row: 6, Reason: "none follows the pause; they come after the resume (row 4)",
	},

	// The cases, by row.
	{Where: "decisions/server-resume.js: serverResume", Row: 4, Reason: "setPaused(false) resumes accepting, as documented; in Chromium it never does"},
	{Where: "tcpserver/pause-resume.js: queuedConnectionsArrive", Row: 4, Reason: "setPaused(false) resumes accepting, as documented; in Chromium it never does"},
	{Where: "decisions/pause-at-once.js: pauseAtOnce", Row: 5, Reason: "one more onReceive follows the pause in Chromium"},
	{Where: "decisions/pause-in-listener.js: pauseInListener", Row: 5, Reason: "what is on its way follows the pause in Chromium"},
	{Where: "udp/pause-while-bound.js: nothingFollows", Row: 5, Reason: "the row names tcp only: done for udp too; one more datagram follows in Chromium"},
	{Where: "decisions/server-pause.js: serverPause", Row: 6, Reason: "one more onAccept follows the pause in Chromium"},
	{Where: "decisions/server-pause-in-listener.js: serverPauseInListener", Row: 6, Reason: "one more onAccept follows the pause in Chromium"},
	{Where: "decisions/aborted-connect.js: byDisconnect", Row: 7, Reason: "in Chromium the connect succeeds before the disconnect, or is never answered"},
	{Where: "decisions/aborted-connect.js: byClose", Row: 7, Reason: "the connect is never answered in Chromium"},
	{Where: "decisions/aborted-send.js: *", Row: 7, Reason: "the send is never answered in Chromium"},
	{Where: "decisions/close-answers-last.js: closeAnswersLast", Row: 8, Reason: "close is answered at once in Chromium, and the send is not"},
	{Where: "decisions/close-flushes.js: *", Row: 8, Reason: "what is not yet sent is lost in Chromium"},
	{Where: "tcp/close-flushes.js: sendAndClose", Row: 8, Reason: "what is not yet sent is lost in Chromium, and the send is not answered"},
	{Where: "decisions/accepted-local-address.js: acceptedLocalAddress", Row: 11, Reason: "accepted sockets have a local address, as documented"},
	{Where: "decisions/second-listen.js: secondListen", Row: 12, Reason: "the first listener breaks with onAcceptError in Chromium"},
	{Where: "decisions/second-listen-fails.js: *", Row: 12, Reason: "a second listen that fails ends the first in Chromium"},
	{Where: "decisions/ports.js: *", Row: 13, Reason: "such a port is taken modulo 65536 in Chromium"},
	{Where: "decisions/secure-client-certificate-offered.js: *", Row: 18, Reason: "a server that offers client certificates is an error in Chromium"},
	{Where: "decisions/secure-keeps.js: secureKeepsProperties", Row: 18, Reason: "name and bufferSize are lost in Chromium"},
	{Where: "decisions/secure-paused-late.js: pausedAfterConnect", Row: 18, Reason: "the pause has to come before connect in Chromium"},
	{Where: "tcp/secure-starttls.js: startTLS", Row: 18, Reason: "a socket that has read cannot be secured in Chromium"},
}
