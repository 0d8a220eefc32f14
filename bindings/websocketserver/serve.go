package websocketserver

import (
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/sockets/wsserver"
)

// exchange is a request and its answer.
type exchange struct {
	b        *binding
	s        *server
	client   *client
	request  *request
	response *response
	session  *session
	pending  int // promises that the answer waits for
}

func (s *server) newExchange(c *wsserver.Client, r *wsserver.Request, w *wsserver.Response) *exchange {
	x := &exchange{b: s.b, s: s, client: s.client(c)}
	s.http.script()
	x.request = &request{Request: r, x: x}
	x.response = newResponse(x, w)
	return x
}

// protocolField is the field of the subprotocols.
const protocolField = "Sec-Websocket-Protocol"

// askUpgrade calls onUpgradeToWebsocket. It returns what [wsserver.Events]
// wants to know; a client that is refused has been answered, or will be.
func (x *exchange) askUpgrade() (header http.Header, accept bool) {
	b, res := x.b, x.response
	offered, origin := x.request.field(protocolField), x.request.field("Origin")
	if offered != "" {
		define(res.fields(), "Sec-WebSocket-Protocol", b.vm.ToValue(offered))
	}
	_, ok := x.s.onUpgradeToWebsocket.emit(x.client.handle, x.request.script(), res.script(), b.stringOrNull(offered), b.stringOrNull(origin))
	switch {
	case !ok:
		x.fail()
	case res.touched():
		x.settle()
	default:
		accept = x.attempt(func() { header = res.upgradeHead(offered) })
		if accept {
			res.detach()
		}
	}
	return header, accept
}

// Serve has the script answer an HTTP request.
func (s *server) Serve(c *wsserver.Client, r *wsserver.Request, w *wsserver.Response) {
	s.b.rt.Batch(func() { s.newExchange(c, r, w).serve() })
}

func (x *exchange) serve() {
	h := &x.s.http
	if !h.handler.empty() {
		x.session = h.sessions.of(x)
		x.handled(h.handler.emit(x.response.script(), x.request.script(), x.session.object))
		return
	}
	var entry goja.Value
	if h.table != nil && !x.attempt(func() { entry = h.table.Get(x.request.URL.Path) }) {
		return
	}
	switch {
	case !omitted(entry):
		x.serveEntry(entry)
	case h.documentRoot != "":
		x.response.sendFile(h.documentRoot, x.request.URL.Path)
	default:
		x.attempt(func() { x.response.errorStatus(http.StatusNotFound, nil) })
		x.settle()
	}
}

// serveEntry answers with an entry of the table.
func (x *exchange) serveEntry(entry goja.Value) {
	for _, name := range []string{"Origin", "Headers", "Methods"} {
		define(x.response.fields(), "Access-Control-Allow-"+name, x.b.vm.ToValue("*"))
	}
	if f, ok := goja.AssertFunction(entry); ok {
		x.handle(f)
		return
	}
	if !x.attempt(func() { x.response.write(entry) }) {
		return
	}
	kind := mime.TypeByExtension(path.Ext(x.request.URL.Path))
	if kind == "" {
		kind = http.DetectContentType(x.response.body)
	}
	x.response.contentType = x.b.vm.ToValue(kind)
	x.settle()
}

// handle calls a handler of a table.
func (x *exchange) handle(f goja.Callable) {
	once := slot{b: x.b, this: x.s.http.object}
	once.take("HTTP handler", f)
	x.session = x.s.http.sessions.of(x)
	x.handled(once.emit(x.response.script(), x.request.script(), x.session.object))
}

// handled goes on after a handler: a promise is awaited.
func (x *exchange) handled(result goja.Value, ok bool) {
	if !ok {
		x.fail()
		return
	}
	if o, isObject := result.(*goja.Object); isObject {
		x.await(o)
		return
	}
	x.settle()
}

// await settles when a promise does; other objects count as fulfilled.
func (x *exchange) await(o *goja.Object) {
	x.pending++
	x.response.watch()
	p, resolve, _ := x.b.vm.NewPromise()
	resolve(o)
	x.b.then(call(x.b.vm.ToValue(p),
		x.b.rt.NewFunction("", func(goja.FunctionCall) goja.Value {
			x.pending--
			x.settle()
			return goja.Undefined()
		}),
		x.b.rt.NewFunction("", func(c goja.FunctionCall) goja.Value {
			x.b.rt.ReportThrown("Uncaught (in promise) ", c.Argument(0))
			x.fail()
			return goja.Undefined()
		}),
	))
}

// settle completes the answer, unless a promise is pending or it is a stream,
// which stays open.
func (x *exchange) settle() {
	if x.pending > 0 {
		return
	}
	if x.response.streaming {
		x.response.watch()
		return
	}
	x.attempt(x.response.close)
}

// attempt runs f, which may run code of the app. It reports whether it ended
// without an exception; one is reported and fails the exchange.
func (x *exchange) attempt(f func()) bool {
	if ex := x.b.vm.Try(f); ex != nil {
		x.b.rt.Report("Error in HTTP handler: ", ex)
		x.fail()
		return false
	}
	return true
}

// fail answers with 500, unless something has been sent already.
func (x *exchange) fail() { x.response.abort(http.StatusInternalServerError) }

// firstToken is the first item of a list.
func firstToken(list string) string {
	first, _, _ := strings.Cut(list, ",")
	return strings.TrimSpace(first)
}

// fieldOf is a field of the head of a request, with its values joined.
func fieldOf(r *http.Request, name string) string {
	separator := ", "
	if name == "Cookie" {
		separator = "; "
	}
	return strings.Join(r.Header[name], separator)
}
