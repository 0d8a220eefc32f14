package websocketserver

import (
	"maps"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/sockets/wsserver"
)

// request is the Go side of a request object.
type request struct {
	*wsserver.Request
	x      *exchange
	object *goja.Object
	values memo
	form   *form
}

// script is the object that scripts get.
func (r *request) script() *goja.Object {
	if r.object == nil {
		r.values = memo{}
		r.object = r.x.b.requests.object(r)
	}
	return r.object
}

func (r *request) field(name string) string { return fieldOf(r.Request.Request, name) }

func (r *request) scheme() string {
	if r.TLS != nil {
		return "https"
	}
	return "http"
}

// requestMembers is the table of the request objects. All values are made when
// first read.
func requestMembers() []member[*request] {
	values := func(r *request) memo { return r.values }
	text := func(name, signature, doc string, get func(*request) string) member[*request] {
		return member[*request]{
			name: name, signature: signature, doc: doc, memo: values,
			lazy: func(r *request) goja.Value {
				if s := get(r); s != "" || !strings.HasSuffix(signature, "null") {
					return r.x.b.vm.ToValue(s)
				}
				return goja.Null()
			},
		}
	}
	value := func(name, signature, doc string, make func(*request) goja.Value) member[*request] {
		return member[*request]{name: name, signature: signature, doc: doc, memo: values, lazy: make}
	}
	method := func(name, signature, doc string, call func(*request, goja.FunctionCall) goja.Value) member[*request] {
		return member[*request]{name: name, signature: signature, doc: doc, call: call}
	}
	return []member[*request]{
		value("headers", ": {[name: string]: string}", "The fields of the head, names in lower case; repeated ones are joined with commas.", (*request).headers),
		text("method", ": string", "`\"GET\"`, `\"POST\"` …", func(r *request) string { return r.Method }),
		text("path", ": string", "The path, decoded, without the query.", func(r *request) string { return r.URL.Path }),
		text("pathInfo", ": string", "The path below `documentBase`: the same.", func(r *request) string { return r.URL.Path }),
		text("uri", ": string", "The path and query as they were sent.", func(r *request) string { return r.RequestURI }),
		text("url", ": string", "The whole address without the query.", func(r *request) string { return r.scheme() + "://" + r.Host + r.URL.EscapedPath() }),
		value("get", ": {[name: string]: string}", "The parameters of the query, names in lower case. Of a repeated one the last counts.", func(r *request) goja.Value { return r.x.b.pairs(r.URL.RawQuery, true) }),
		value("post", ": {[name: string]: string}", "The fields of a form that was posted, as `application/x-www-form-urlencoded` or `multipart/form-data`.", (*request).post),
		method("query", "(name: string): string | null", "A parameter of the query, or else a field of the form; `null` if there is neither.", (*request).query),
		value("cookies", ": {[name: string]: string}", "The cookies, names in lower case, values decoded.", (*request).cookies),
		text("host", ": string", "The field `Host`: the name, and the port if it is not the usual one.", func(r *request) string { return r.Host }),
		value("serverPort", ": number", "The port the client has connected to.", func(r *request) goja.Value { return r.x.b.vm.ToValue(int(r.x.client.core.LocalAddr().Port())) }),
		text("remoteAddr", ": string", "The address of the client.", func(r *request) string { return r.x.client.core.RemoteAddr().Addr().String() }),
		text("protocol", ": string", "`\"HTTP/1.1\"`.", func(r *request) string { return r.Proto }),
		text("scheme", `: "http" | "https"`, "`\"https\"` with `server.tls`.", (*request).scheme),
		text("contentType", ": string | null", "The type of the body.", func(r *request) string { return r.field("Content-Type") }),
		value("contentLength", ": number", "How many bytes the body has.", func(r *request) goja.Value { return r.x.b.vm.ToValue(len(r.Body)) }),
		value("keepAlive", ": boolean", "Whether the client wants to go on with the connection.", func(r *request) goja.Value { return r.x.b.boolean(!r.Close) }),
		{
			name: "sessionId", signature: ": string | null", doc: "The name of the client's session, once it has one. Read-only.",
			get: func(r *request) goja.Value {
				if r.x.session == nil {
					return goja.Null()
				}
				return r.x.b.stringOrNull(r.x.session.id)
			},
		},
		value("environ", ": {[name: string]: string}", "The request in the variables of CGI (RFC 3875).", (*request).environ),
		text("documentRoot", ": string | null", "`httpServer.documentRoot`.", func(r *request) string { return r.x.s.http.documentRoot }),
		text("documentBase", ": string", "The path under which the program is served: `\"\"`.", func(*request) string { return "" }),
		method("postData", "(binary?: boolean): string | ArrayBuffer", "The body as text, or as bytes.", func(r *request, call goja.FunctionCall) goja.Value {
			if call.Argument(0).ToBoolean() {
				return r.x.b.api.Bytes(append([]byte(nil), r.Body...))
			}
			return r.x.b.vm.ToValue(strings.ToValidUTF8(string(r.Body), "\uFFFD"))
		}),
		method("postJson", "(): any", "The value of a body in JSON; `null` if it is none.", (*request).postJSON),
		method("postFileData", "(): {[name: string]: File | File[]} | null",
			"The files of a `multipart/form-data` body: `{filename, contentType, data}` with an ArrayBuffer, or an array of these when a field has several; `null` for other bodies.", (*request).postFileData),
	}
}

func (r *request) headers() goja.Value {
	o := r.x.b.vm.NewObject()
	for _, name := range slices.Sorted(maps.Keys(r.Header)) {
		define(o, strings.ToLower(name), r.x.b.vm.ToValue(r.field(name)))
	}
	if r.Host != "" {
		define(o, "host", r.x.b.vm.ToValue(r.Host)) // net/http keeps it elsewhere
	}
	return o
}

func (r *request) cookies() goja.Value {
	o := r.x.b.vm.NewObject()
	for _, c := range r.Cookies() {
		value, err := url.PathUnescape(c.Value)
		if err != nil {
			value = c.Value
		}
		define(o, strings.ToLower(c.Name), r.x.b.vm.ToValue(value))
	}
	return o
}

func (r *request) post() goja.Value { return r.parsed().fields }

func (r *request) query(call goja.FunctionCall) goja.Value {
	name := r.x.b.text(call.Argument(0))
	for _, source := range []struct{ member, name string }{{"get", strings.ToLower(name)}, {"post", name}} {
		if o, ok := r.object.Get(source.member).(*goja.Object); ok && has(o, source.name) {
			return o.Get(source.name)
		}
	}
	return goja.Null()
}

// has tells whether o has an own property that can be enumerated.
func has(o *goja.Object, name string) bool {
	for _, key := range o.Keys() {
		if key == name {
			return true
		}
	}
	return false
}

func (r *request) postJSON(goja.FunctionCall) goja.Value {
	var v goja.Value
	text := strings.TrimPrefix(string(r.Body), "\uFEFF")
	if ex := r.x.b.vm.Try(func() { v = r.x.b.parse(call(nil, r.x.b.vm.ToValue(text))) }); ex != nil {
		return goja.Null()
	}
	return v
}

func (r *request) environ() goja.Value {
	o := r.x.b.vm.NewObject()
	set := func(name, value string) { define(o, name, r.x.b.vm.ToValue(value)) }
	local, remote := r.x.client.core.LocalAddr(), r.x.client.core.RemoteAddr()
	host, _, err := net.SplitHostPort(r.Host)
	if err != nil {
		host = r.Host
	}
	set("GATEWAY_INTERFACE", "CGI/1.1")
	set("SERVER_SOFTWARE", "sockhost")
	set("SERVER_PROTOCOL", r.Proto)
	set("SERVER_NAME", host)
	set("SERVER_PORT", strconv.Itoa(int(local.Port())))
	set("REQUEST_METHOD", r.Method)
	set("REQUEST_URI", r.RequestURI)
	set("SCRIPT_NAME", "")
	set("PATH_INFO", r.URL.Path)
	set("QUERY_STRING", r.URL.RawQuery)
	set("REMOTE_ADDR", remote.Addr().String())
	set("REMOTE_PORT", strconv.Itoa(int(remote.Port())))
	if r.TLS != nil {
		set("HTTPS", "on")
	}
	if kind := r.field("Content-Type"); kind != "" {
		set("CONTENT_TYPE", kind)
	}
	if len(r.Body) > 0 {
		set("CONTENT_LENGTH", strconv.Itoa(len(r.Body)))
	}
	set("HTTP_HOST", r.Host)
	for _, name := range slices.Sorted(maps.Keys(r.Header)) {
		switch name {
		case "Content-Type", "Content-Length", "Proxy": // HTTP_PROXY would be taken for a setting
		default:
			set("HTTP_"+strings.ToUpper(strings.ReplaceAll(name, "-", "_")), r.field(name))
		}
	}
	return o
}
