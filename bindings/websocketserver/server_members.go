package websocketserver

import (
	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/sockets/ws"
	"github.com/sockhost/sockhost/sockets/wsserver"
)

// serverMembers is the table of the servers.
func serverMembers() []member[*server] {
	members := []member[*server]{
		{
			name: "start", signature: "(ip?: string | null, port?: number | null, backlog?: number): true | null",
			doc: "Listens, after stopping first if the server listens already. `ip` is `\"0.0.0.0\"` by default (all IPv4 addresses); `\"127.0.0.1\"` admits only this machine, " +
				"`\"::\"` and other IPv6 addresses work, a name is resolved to its first IPv4 address. `\"ip:port\"` is taken when `port` is left out, and `start(8876)` is a port. " +
				"Port `0`, the default, lets the system choose. `backlog` is ignored. Returns `null` when it cannot listen; `lastError` says why.",
			call: func(s *server, call goja.FunctionCall) goja.Value { return s.startCall(call, true) },
		},
		{
			name: "stop", signature: "(): void",
			doc: "Stops a server that listens: `httpServer.beforeStop`, `beforeStop`, then every connection is closed (WebSocket clients with 1001) and `onClientClosed` called for it, but not `onClose`. " +
				"All of that has happened when it returns.",
			call: func(s *server, _ goja.FunctionCall) goja.Value {
				s.core.Stop()
				return goja.Undefined()
			},
		},
		{
			name: "client", signature: "(hSocket: number): WebSocketClient | null",
			doc:  "The object of a connection, the same each time and the place for properties of your own; `null` if there is no such connection.",
			call: (*server).clientObject,
		},
		{
			name: "clientCount", signature: "(): number",
			doc:  "How many WebSocket clients there are: open ones, closing ones, and the one that is leaving while its `onClose` and `onClientClosed` run.",
			call: func(s *server, _ goja.FunctionCall) goja.Value { return s.b.vm.ToValue(s.core.ClientCount()) },
		},
		{
			name: "close", signature: "(hSocket: number, code?: number, reason?: string): void",
			doc: "Closes a WebSocket client in order: a close frame, the client's answer (for at most 3 seconds), the end. `onClose` then hears the code and reason given here, or 1000 and `null`. " +
				"Codes are 1000–1003, 1007–1014 and 3000–4999; others are a `RangeError`. The reason is cut to 123 bytes, and counts only with a code.",
			call: (*server).closeClient,
		},
		{
			name: "send", signature: "(hSocket: number, data: Data): true | false | null",
			doc: "Sends a message: text for a string, binary for an ArrayBuffer or a view. `true` when it is sent or queued; `null` when there is no such connection, when it is not open " +
				"(`onError` is told) or when the data is of another type (`onError` is told); `false` when the client reads too slowly: its queue is full and it is closed.",
			call: (*server).send,
		},
		{
			name: "publish", signature: "(data: Data): boolean | null",
			doc:  "Sends a message to every open client. `true` when all took it, also when there are none; `false` when one did not; `null` for data of another type.",
			call: (*server).publish,
		},
		{
			name: "sendData", signature: "(hSocket: number, data: Data, opcode = 1, fin = 1, rsv1 = 0, rsv2 = 0, rsv3 = 0): true | false | null",
			doc: "Sends one frame as it is: `sendData(h, \"Hel\", 1, 0)` and `sendData(h, \"lo\", 0, 1)` are a message in two fragments, `sendData(h, \"x\", 9)` a ping. " +
				"The opcode does not follow the type of the data. Nothing is checked. Results are those of `send`.",
			call: (*server).sendData,
		},
		{
			name: "isClosed", signature: "(hSocket: number): boolean",
			doc: "Whether a connection is closed, or was never there.",
			call: func(s *server, call goja.FunctionCall) goja.Value {
				c := s.find(call.Argument(0))
				return s.b.boolean(c == nil || c.ReadyState() == ws.Closed)
			},
		},
		{
			name: "isConnected", signature: "(hSocket: number): boolean",
			doc: "Whether a WebSocket client is open, so that `send` would send.",
			call: func(s *server, call goja.FunctionCall) goja.Value {
				c := s.find(call.Argument(0))
				return s.b.boolean(c != nil && c.ReadyState() == ws.Open)
			},
		},
		{
			name: "getLocalIp", signature: "(): [ip: string, port: number] | null",
			doc:  "The address the server listens on, as an array that also has the properties `ip` and `port`; `null` when it does not listen.",
			call: func(s *server, _ goja.FunctionCall) goja.Value { return s.b.address(s.core.Addr()) },
		},
		{
			name: "getRemoteIp", signature: "(hSocket: number): [ip: string, port: number] | null",
			doc:  "The address of a client, of the same form.",
			call: (*server).remoteIP,
		},
		{
			name: "getUrl", signature: "(path?: string | null, netIp?: boolean): string | null",
			doc: "The address for clients: `\"ws://host:port\"`, with `/path` if a path is given; `wss:` with `tls`. A server on all addresses is `localhost`, or with `netIp` this machine's address in the local network. " +
				"`null` when it does not listen.",
			call: func(s *server, call goja.FunctionCall) goja.Value {
				return s.url("ws", call.Argument(0), call.Argument(1).ToBoolean())
			},
		},
		callback("onUpgradeToWebsocket", "(hSocket, request, response, protocol, origin)",
			"A client wants to switch to WebSocket. To refuse it, call `response.close()`, `errorStatus()`, `error()` or `redirect()`, or write a body; otherwise it is accepted, on any path. "+
				"`protocol` and `origin` are the fields of the request, or `null`. The answer names the first protocol that was offered, unless `response.headers[\"Sec-WebSocket-Protocol\"]` is set to another one, or to `null` for none. "+
				"The result does not matter. If it throws, the answer is 500.",
			func(s *server) *slot { return &s.onUpgradeToWebsocket }),
		callback("onOpen", "(hSocket)", "A client has switched to WebSocket. What is sent here is the first it receives.", func(s *server) *slot { return &s.onOpen }),
		callback("onMessage", "(hSocket, msg)",
			"A message has come: `msg` is `{type, fin, rsv1, rsv2, rsv3, data, length}`. `type` 1 is text and `data` a string, 2 is binary and `data` an ArrayBuffer; `length` is in bytes.",
			func(s *server) *slot { return &s.onMessage }),
		callback("onFragment", "(hSocket, msg)",
			"If set, messages that the client has split are not joined: each part comes here, and not to `onMessage`. `type` is 1 or 2 with the first and 0 with the others, `fin` is 1 with the last, `data` is always an ArrayBuffer.",
			func(s *server) *slot { return &s.onFragment }),
		callback("onClose", "(hSocket, err)",
			"A WebSocket connection has ended. `err.code` and `err.reason` are the client's, or those of `close`: 1005 and `null` when the client gave no code, 1006 and `null` when the connection broke. Not called by `stop` and `client(h).close()`.",
			func(s *server) *slot { return &s.onClose }),
		callback("onClientClosed", "(hSocket)",
			"A connection has ended, in whatever way: it is called once for every connection that another callback or an HTTP handler has seen, HTTP connections included, and is the last that is heard of it. `client(hSocket)` still works in it.",
			func(s *server) *slot { return &s.onClientClosed }),
		callback("onError", "(hSocket, err)", "Something went wrong with a client; `err` is a string. If it ends the connection, `onClose` follows.", func(s *server) *slot { return &s.onError }),
		callback("beforeStop", "()", "The server is about to stop; clients can still be sent to.", func(s *server) *slot { return &s.beforeStop }),
		callback("_beforeStop", "()", "For libraries: called after `beforeStop`.", func(s *server) *slot { return &s.internalBeforeStop }),
		callback("_onClientClosed", "(hSocket)", "For libraries: called before `onClientClosed`.", func(s *server) *slot { return &s.internalClientClosed }),
		{
			name: "_translateMessage", signature: ": ((hSocket, msg) => any) | null = null",
			doc: "For libraries: called before `onMessage`, with the same `msg`; a result that counts as true keeps the message from `onMessage`. Once set it cannot be changed: that is a `TypeError`.",
			get: func(s *server) goja.Value { return s.translateMessage.get() },
			set: func(s *server, v goja.Value) {
				if old := s.translateMessage.get(); !goja.IsNull(old) && !old.SameAs(v) {
					panic(s.b.vm.NewTypeError("_translateMessage cannot be changed once it is set"))
				}
				s.translateMessage.set("_translateMessage", v)
			},
		},
		{
			name: "heartbeatData", signature: `: Data = ""`,
			doc: "What heartbeats carry; at most 125 bytes for a ping or pong. Taken at `start`.",
			get: func(s *server) goja.Value { return s.heartbeatData },
			set: func(s *server, v goja.Value) {
				if omitted(v) {
					v = s.b.vm.ToValue("")
				}
				if _, _, ok := s.b.payload(v); !ok {
					panic(s.b.vm.NewTypeError("heartbeatData must be a string, an ArrayBuffer or a view on one"))
				}
				s.heartbeatData = v
			},
		},
		{
			name: "httpServer", signature: ": HttpServer", doc: "The HTTP side of the same port. Read-only.",
			get: func(s *server) goja.Value { return s.http.script() },
		},
		{
			name: "lastError", signature: ": string | null = null", doc: "Why the last `start` failed; `null` if it did not. Also logged as a warning. Read-only.",
			get: func(s *server) goja.Value { return s.b.stringOrNull(s.lastError) },
		},
		{
			name: "tls", signature: ": {cert: string, key: string} | null = null",
			doc: "Serves `wss:` and `https:` with this certificate and key, each as PEM text or the path of a PEM file. Taken at `start`.",
			get: func(s *server) goja.Value { return s.tls },
			set: func(s *server, v goja.Value) {
				if omitted(v) {
					v = goja.Null()
				}
				s.tls = v
			},
		},
		{
			name: "compression", signature: ": boolean = false",
			doc: "Compresses messages for clients that can (permessage-deflate). Taken at `start`.",
			get: func(s *server) goja.Value { return s.b.boolean(s.core.Compression) },
			set: func(s *server, v goja.Value) { s.core.Compression = v.ToBoolean() },
		},
	}
	for _, n := range serverNumbers() {
		members = append(members, n.member())
	}
	return members
}

// callback is the row of a callback.
func callback[S any](name, params, doc string, slot func(S) *slot) member[S] {
	return member[S]{name: name, signature: ": (" + params + " => void) | null = null", doc: doc, slot: slot}
}

// serverNumbers are the numeric properties of the servers.
func serverNumbers() []number[*server] {
	return []number[*server]{
		{
			name: "heartbeatInterval", unit: " seconds", initial: 1800, least: negative,
			doc:   "How long a client may be silent before it is sent a heartbeat, which then comes within another interval. Fractions count; 0 and less (`-1`) is off. Taken at `start`.",
			field: func(s *server) *float64 { return &s.heartbeatInterval },
			apply: func(*server, float64) {},
		},
		{
			name: "heartbeatType", initial: 9, least: 0,
			doc:   "The opcode of heartbeats: 9 is a ping, 10 a pong, which nobody answers; 1 and 2 are messages that the client's program sees. Taken at `start`.",
			field: func(s *server) *float64 { return &s.heartbeatType },
			apply: func(s *server, f float64) { s.core.HeartbeatType = ws.Opcode(size(f) & 15) },
		},
		{
			name: "heartbeatTimeout", unit: " seconds", initial: 0, least: negative,
			doc:   "How long a client may stay silent after a heartbeat before it is given up, with code 1006. 0 and less is for ever. Taken at `start`.",
			field: func(s *server) *float64 { return &s.heartbeatTimeout },
			apply: func(s *server, f float64) { s.core.HeartbeatTimeout = seconds(f) },
		},
		{
			name: "maxQueuedBytes", unit: " bytes", initial: wsserver.DefaultMaxQueued, least: 1,
			doc:   "How much may wait for a client that reads slowly; when more waits, the next message closes the client. Taken with each new connection.",
			field: func(s *server) *float64 { return &s.maxQueuedBytes },
			apply: func(s *server, f float64) { s.core.MaxQueued = size(f) },
		},
		{
			name: "maxMessageBytes", unit: " bytes", initial: ws.DefaultMaxMessage, least: 1,
			doc:   "The longest message that is taken; a longer one closes the connection with 1009. Taken with each new connection.",
			field: func(s *server) *float64 { return &s.maxMessageBytes },
			apply: func(s *server, f float64) { s.core.MaxMessage = size(f) },
		},
	}
}
