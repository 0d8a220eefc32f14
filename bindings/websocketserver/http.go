package websocketserver

import (
	"net/url"
	"strings"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/sockets/ws"
	"github.com/sockhost/sockhost/sockets/wsserver"
)

// httpServer is the HTTP side of a server.
type httpServer struct {
	s      *server
	object *goja.Object // when a script has asked for it

	onClientClosed, beforeStop slot

	handler      slot         // of run(function)
	table        *goja.Object // of run(table)
	customErrors goja.Value
	documentRoot string // "" is none
	sessions     sessions

	maxConnection, keepAliveTimeout, maxBodyBytes float64
}

func (h *httpServer) binding() *binding { return h.s.b }

// script is the object that scripts get.
func (h *httpServer) script() *goja.Object {
	if h.object == nil {
		b := h.s.b
		h.object = b.https.object(h)
		h.customErrors = goja.Null()
		for _, c := range []*slot{&h.onClientClosed, &h.beforeStop, &h.handler} {
			c.b, c.this = b, h.object
		}
	}
	return h.object
}

// run installs what answers requests, and starts the server if it does not
// listen.
func (h *httpServer) run(call goja.FunctionCall) goja.Value {
	b, handler := h.s.b, call.Argument(0)
	o, isObject := handler.(*goja.Object)
	_, isFunction := goja.AssertFunction(handler)
	if !isObject && !omitted(handler) {
		panic(b.vm.NewTypeError("run needs a function, or a table of paths"))
	}
	h.handler.set("HTTP handler", handler)
	h.table = nil
	if isObject && !isFunction {
		h.table = o
	}
	if !h.s.core.Listening() && goja.IsNull(h.s.started(h.s.start(goja.Undefined(), goja.Undefined(), false))) {
		return goja.Null()
	}
	return h.s.url("http", goja.Undefined(), false)
}

// url is getUrl(path, params, netIp), where params may be left out.
func (h *httpServer) url(call goja.FunctionCall) goja.Value {
	path, lan := call.Argument(0), call.Argument(1)
	if params, ok := lan.(*goja.Object); ok {
		path, lan = h.withQuery(path, params), call.Argument(2)
	} else if omitted(lan) {
		lan = call.Argument(2)
	}
	return h.s.url("http", path, lan.ToBoolean())
}

// withQuery adds the properties of an object to a path.
func (h *httpServer) withQuery(path goja.Value, params *goja.Object) goja.Value {
	text, separator := "", "?"
	if !omitted(path) {
		text = h.s.b.text(path)
	}
	if strings.Contains(text, "?") {
		separator = "&"
	}
	for _, name := range params.Keys() {
		text += separator + url.QueryEscape(name) + "=" + url.QueryEscape(h.s.b.text(params.Get(name)))
		separator = "&"
	}
	return h.s.b.vm.ToValue(text)
}

// clients makes the table of all connections, by handle.
func (h *httpServer) clients() goja.Value {
	table := h.s.b.vm.NewObject()
	for _, c := range h.s.core.Clients() {
		client := h.s.client(c)
		define(table, client.handle.String(), client.script())
	}
	return table
}

// httpMembers is the table of the httpServer objects.
func httpMembers() []member[*httpServer] {
	members := []member[*httpServer]{
		{
			name: "run", signature: "(handler: ((response, request, session) => any) | {[path: string]: Handler | string | ArrayBuffer}): string | null",
			doc: "Sets what answers HTTP requests, starts the server if it does not listen (on a port that the system chooses, without heartbeat), and returns its address. " +
				"In a table, a function is a handler, and text or bytes are the body for that path, of a type guessed from the path; answers get the CORS fields `*`. What answers may be replaced at any time. `null` when the server cannot listen.",
			call: (*httpServer).run,
		},
		{
			name: "start", signature: "(ip?: string | null, port?: number | null): true | null", doc: "`server.start`, without heartbeat.",
			call: func(h *httpServer, call goja.FunctionCall) goja.Value { return h.s.startCall(call, false) },
		},
		{
			name: "stop", signature: "(): void", doc: "`server.stop`.",
			call: func(h *httpServer, _ goja.FunctionCall) goja.Value {
				h.s.core.Stop()
				return goja.Undefined()
			},
		},
		{
			name: "getUrl", signature: "(path?: string | null, params?: object, netIp?: boolean): string | null",
			doc:  "`server.getUrl` with `http:`. The properties of `params` become the query; it may be left out.",
			call: (*httpServer).url,
		},
		{
			name: "defaultUrl", signature: ": string | null", doc: "`getUrl()`. Read-only.",
			get: func(h *httpServer) goja.Value { return h.s.url("http", goja.Undefined(), false) },
		},
		{
			name: "getLocalIp", signature: "(): [ip: string, port: number] | null", doc: "`server.getLocalIp`.",
			call: func(h *httpServer, _ goja.FunctionCall) goja.Value { return h.s.b.address(h.s.core.Addr()) },
		},
		{
			name: "getRemoteIp", signature: "(hSocket: number): [ip: string, port: number] | null", doc: "`server.getRemoteIp`.",
			call: func(h *httpServer, call goja.FunctionCall) goja.Value { return h.s.remoteIP(call) },
		},
		{
			name: "client", signature: "(hSocket: number): WebSocketClient | null", doc: "`server.client`.",
			call: func(h *httpServer, call goja.FunctionCall) goja.Value { return h.s.clientObject(call) },
		},
		{
			name: "clients", signature: ": {[hSocket: number]: WebSocketClient}",
			doc: "The objects of all connections that a callback or a handler has seen, WebSocket or not, by handle. A new table each time. Read-only.",
			get: (*httpServer).clients,
		},
		{
			name: "isClosed", signature: "(hSocket: number): boolean", doc: "Whether a connection is closed, WebSocket or not.",
			call: func(h *httpServer, call goja.FunctionCall) goja.Value {
				return h.s.b.boolean(h.state(call) == ws.Closed)
			},
		},
		{
			name: "isConnected", signature: "(hSocket: number): boolean", doc: "Whether a connection is open, WebSocket or not.",
			call: func(h *httpServer, call goja.FunctionCall) goja.Value {
				return h.s.b.boolean(h.state(call) == ws.Open)
			},
		},
		{
			name: "acceptCount", signature: ": number", doc: "How many connections are open, WebSocket or not. Read-only.",
			get: func(h *httpServer) goja.Value { return h.s.b.vm.ToValue(h.s.core.AcceptCount()) },
		},
		{
			name: "customErrors", signature: ": {[status: number]: Handler | string} | null = null",
			doc: "What `response.errorStatus` answers instead of the words of the status: a handler, or HTML. Also for the 404 of paths that nothing answers.",
			get: func(h *httpServer) goja.Value { return h.customErrors },
			set: func(h *httpServer, v goja.Value) { h.customErrors = v },
		},
		{
			name: "documentRoot", signature: ": string | null = null",
			doc: "A folder whose files answer the paths that no handler answers, with type, ranges and conditions; `index.html` stands for a folder. Names that begin with a dot, and links that lead out of the folder, do not exist.",
			get: func(h *httpServer) goja.Value { return h.s.b.stringOrNull(h.documentRoot) },
			set: func(h *httpServer, v goja.Value) {
				h.documentRoot = ""
				if !omitted(v) {
					h.documentRoot = h.s.b.text(v)
				}
			},
		},
		callback("onClientClosed", "(hSocket)", "Called after the server's `onClientClosed`.", func(h *httpServer) *slot { return &h.onClientClosed }),
		callback("beforeStop", "()", "Called before the server's `beforeStop`.", func(h *httpServer) *slot { return &h.beforeStop }),
	}
	for _, n := range httpNumbers() {
		members = append(members, n.member())
	}
	return members
}

// state is the state of the connection that a script names.
func (h *httpServer) state(call goja.FunctionCall) ws.State {
	if c := h.s.find(call.Argument(0)); c != nil {
		return h.s.client(c).readyState()
	}
	return ws.Closed
}

// httpNumbers are the numeric properties of the httpServer objects.
func httpNumbers() []number[*httpServer] {
	return []number[*httpServer]{
		{
			name: "maxConnection", initial: wsserver.DefaultMaxConnections, least: 1,
			doc:   "How many connections may be open; those above are dropped at once, without any callback.",
			field: func(h *httpServer) *float64 { return &h.maxConnection },
			apply: func(h *httpServer, f float64) { h.s.core.MaxConnections = size(f) },
		},
		{
			name: "keepAliveTimeout", unit: " seconds", initial: -1, least: negative,
			doc:   "How long a connection may wait for its next request; 0 and less is for ever. Taken with each new connection.",
			field: func(h *httpServer) *float64 { return &h.keepAliveTimeout },
			apply: func(h *httpServer, f float64) { h.s.core.KeepAliveTimeout = seconds(f) },
		},
		{
			name: "maxBodyBytes", unit: " bytes", initial: wsserver.DefaultMaxBody, least: 1,
			doc:   "The longest body of a request; a longer one is answered with 413. Taken with each new connection.",
			field: func(h *httpServer) *float64 { return &h.maxBodyBytes },
			apply: func(h *httpServer, f float64) { h.s.core.MaxBody = size(f) },
		},
	}
}
