package websocketserver

import (
	"github.com/dop251/goja"
)

// responseMembers is the table of the response objects.
func responseMembers() []member[*response] {
	procedure := func(name, signature, doc string, do func(*response, goja.FunctionCall)) member[*response] {
		return member[*response]{name: name, signature: signature, doc: doc, call: func(r *response, call goja.FunctionCall) goja.Value {
			do(r, call)
			return goja.Undefined()
		}}
	}
	// value is a plain value, whose initial one is made when it is first read.
	value := func(name, signature, doc string, field func(*response) *goja.Value, initial func(*response) goja.Value) member[*response] {
		return member[*response]{
			name: name, signature: signature, doc: doc,
			get: func(r *response) goja.Value {
				v := field(r)
				if *v == nil {
					*v = initial(r)
				}
				return *v
			},
			set: func(r *response, v goja.Value) { *field(r) = v },
		}
	}
	constant := func(v any) func(*response) goja.Value {
		return func(r *response) goja.Value { return r.x.b.vm.ToValue(v) }
	}
	table := func(r *response) goja.Value { return r.x.b.vm.NewObject() }
	contentType := value("contentType", `: string = "text/html"`, "The type of the body.",
		func(r *response) *goja.Value { return &r.contentType }, constant(defaultType))
	contentType.set = func(r *response, v goja.Value) { r.contentType, r.typed = v, true }
	return []member[*response]{
		value("status", `: number | string = "200 OK"`, "The status, as a number from 200 to 999 or as text that begins with one.",
			func(r *response) *goja.Value { return &r.status }, constant(defaultStatus)),
		contentType,
		value("charset", `: string = "utf-8"`, "Is added to a `contentType` of text that has none. Bodies are always UTF-8; this only tells.",
			func(r *response) *goja.Value { return &r.charset }, constant(defaultCharset)),
		value("headers", ": {[name: string]: string | string[] | null} = {}", "Fields for the head, in whatever case. An array is a repeated field, `null` none. They count more than `contentType` and `preheaders`.",
			func(r *response) *goja.Value { return &r.headers }, table),
		value("preheaders", ": {[name: string]: string | string[] | null} = {}", "Fields for the head that `headers` replaces.",
			func(r *response) *goja.Value { return &r.preheaders }, table),
		value("cookies", ": {[name: string]: string | Cookie} = {}",
			"Cookies to set: a value, or `{value, expires, maxAge, domain, path, httpOnly, secure, sameSite}` with `expires` a Date or text and `maxAge` in seconds. Values are percent-encoded as far as needed.",
			func(r *response) *goja.Value { return &r.cookies }, table),
		procedure("write", "(…values: any): void", "Adds to the body: text and bytes as they are, objects as JSON, other values as text, nothing for `null` and `undefined`.",
			func(r *response, call goja.FunctionCall) { r.write(call.Arguments...) }),
		procedure("writeBuffer", "(data: ArrayBuffer | ArrayBufferView, length?: number): void", "Adds bytes, the first `length` of them. Other data is a `TypeError`.", (*response).writeBuffer),
		procedure("close", "(): void", "Completes the answer and sends it. What is done to the response afterwards has no effect; the handler runs on.",
			func(r *response, _ goja.FunctionCall) { r.close() }),
		{
			name: "closed", signature: ": boolean", doc: "Whether the answer is complete, or the client has left. Read-only.",
			get: func(r *response) goja.Value { return r.x.b.boolean(r.done()) },
		},
		procedure("errorStatus", "(code: number, text?: any): void", "Completes the answer with a status and, as the body, what `customErrors` has for it, or the text, or the words of the status.", (*response).errorStatusCall),
		procedure("error", "(…values: any): void", "Completes the answer with status 500 and the values as text.",
			func(r *response, call goja.FunctionCall) { r.fault(call.Arguments...) }),
		procedure("redirect", "(url: string, status = 302): void", "Completes the answer with the way to another address.",
			func(r *response, call goja.FunctionCall) { r.redirect(r.x.b.text(call.Argument(0)), call.Argument(1)) }),
		procedure("eventStream", "(event?: any): void",
			"Sends a server-sent event. The first call sends the head, as `text/event-stream`, and keeps the answer open after the handler until `close()`, or until the client leaves. "+
				"A string is the data of the event; an object with any of `data`, `event`, `id` and `retry` sets these; any other value is data in JSON. Without an argument only the head is sent.",
			func(r *response, call goja.FunctionCall) { r.eventStream(call.Arguments) }),
		procedure("flush", "(): void", "Sends what was written so far; from now on everything is sent when it is written.",
			func(r *response, _ goja.FunctionCall) { r.flush() }),
		callback("onClosed", "()", "The client has left before the answer was complete, while a promise or an event stream kept it open.", func(r *response) *slot { return &r.onClosed }),
		value("jsonPrettyPrint", ": boolean = false", "Writes objects over several lines.", func(r *response) *goja.Value { return &r.jsonPrettyPrint }, constant(false)),
		value("keepAlive", ": boolean = true", "`false` ends the connection after the answer.", func(r *response) *goja.Value { return &r.keepAlive }, constant(true)),
		value("customErrors", ": {[status: number]: Handler | string} | null", "`httpServer.customErrors`, unless it is set here.",
			func(r *response) *goja.Value { return &r.customErrors }, (*response).errors),
	}
}

func (r *response) errorStatusCall(call goja.FunctionCall) {
	code, ok := r.x.b.statusCode(call.Argument(0))
	if !ok {
		panic(r.x.b.rangeError("a status is 200 to 999"))
	}
	r.errorStatus(code, call.Argument(1))
}

func (r *response) writeBuffer(call goja.FunctionCall) {
	data, ok := r.x.b.api.Data(call.Argument(0))
	if !ok {
		panic(r.x.b.vm.NewTypeError("writeBuffer needs an ArrayBuffer or a view on one"))
	}
	if n := call.Argument(1); !omitted(n) {
		data = data[:max(0, min(int(n.ToInteger()), len(data)))]
	}
	if r.done() {
		return
	}
	r.body = append(r.body, data...)
	if r.begun {
		r.flush()
	}
}
