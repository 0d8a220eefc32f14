package websocketserver

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/sockets/wsserver"
)

// response is the Go side of a response object: it gathers an answer and sends
// it, whole or in parts.
type response struct {
	x      *exchange
	core   *wsserver.Response
	object *goja.Object // when a script gets it

	// What scripts may assign; see response_head.go. Objects are made when
	// first read.
	status, contentType, charset, headers, preheaders, cookies goja.Value
	jsonPrettyPrint, keepAlive, customErrors                   goja.Value
	typed                                                      bool // contentType was assigned

	onClosed  slot
	watched   bool // onClosed will be called
	body      []byte
	begun     bool // the head has been sent
	streaming bool // the answer stays open after the handler
	closed    bool
	refusing  bool // customErrors is being asked
}

func newResponse(x *exchange, core *wsserver.Response) *response {
	return &response{x: x, core: core}
}

// script is the object that scripts get.
func (r *response) script() *goja.Object {
	if r.object == nil {
		r.object = r.x.b.responses.object(r)
		r.onClosed.b, r.onClosed.this = r.x.b, r.object
	}
	return r.object
}

// done tells whether there is nothing more to answer.
func (r *response) done() bool { return r.closed || r.core.Ended() }

// touched tells whether the script has begun to answer.
func (r *response) touched() bool {
	return r.closed || r.begun || r.streaming || len(r.body) > 0
}

// detach ends an answer that somebody else gives.
func (r *response) detach() { r.closed = true }

// write adds values to the body: text and bytes as they are, objects as JSON,
// nothing for null and undefined.
func (r *response) write(values ...goja.Value) {
	if r.done() {
		return
	}
	for _, v := range values {
		r.body = append(r.body, r.bytesOf(v)...)
	}
	if r.begun {
		r.flush()
	}
}

// bytesOf is what write makes of a value.
func (r *response) bytesOf(v goja.Value) []byte {
	b := r.x.b
	if omitted(v) {
		return nil
	}
	if data, ok := b.api.Data(v); ok {
		return data
	}
	if o, isObject := v.(*goja.Object); isObject {
		indent := goja.Undefined()
		if p := r.jsonPrettyPrint; p != nil && p.ToBoolean() {
			indent = b.vm.ToValue(2)
		}
		if v = b.stringify(call(nil, o, goja.Undefined(), indent)); omitted(v) {
			return nil
		}
	}
	return []byte(b.text(v))
}

// flush sends what was written so far.
func (r *response) flush() {
	if r.done() {
		return
	}
	r.begin()
	if len(r.body) > 0 {
		r.core.Write(r.body)
		r.body = nil
	}
}

func (r *response) begin() {
	if r.begun {
		return
	}
	status, header := r.head()
	r.begun = true
	r.core.Begin(status, header)
}

// close completes the answer.
func (r *response) close() {
	if r.done() {
		return
	}
	if r.begun {
		r.flush()
		r.closed = true
		r.core.End()
		return
	}
	status, header := r.head()
	r.closed = true
	r.core.Respond(status, header, r.body)
	r.body = nil
}

// abort answers with a status and its words, as far as it is not too late. It
// runs no code of the app.
func (r *response) abort(status int) {
	if r.done() {
		return
	}
	r.closed = true
	if r.begun {
		// The client must not take what it got for the whole.
		r.x.client.core.Shutdown()
		return
	}
	r.core.Respond(status, http.Header{"Content-Type": {plainText}}, []byte(statusText(status)))
}

const plainText = "text/plain; charset=utf-8"

// statusText is a status with its words, such as "404 Not Found".
func statusText(code int) string {
	return strings.TrimSpace(strconv.Itoa(code) + " " + http.StatusText(code))
}

// restart begins another answer with a status. When the head has been sent it
// can only end the answer, and returns false.
func (r *response) restart(status goja.Value) bool {
	if r.begun {
		r.close()
	}
	if r.done() {
		return false
	}
	r.status, r.body = status, nil
	return true
}

// errorStatus answers with a status: with what customErrors has for it, or the
// text, or its words.
func (r *response) errorStatus(code int, text goja.Value) {
	b := r.x.b
	if !r.restart(b.vm.ToValue(code)) {
		return
	}
	if custom := r.customError(code); !omitted(custom) {
		r.answerError(custom)
		return
	}
	if omitted(text) {
		text = b.vm.ToValue(statusText(code))
	}
	r.plain()
	r.write(text)
	r.close()
}

// plain has the body be plain text, unless the script has said what it is.
func (r *response) plain() {
	if !r.typed {
		r.contentType = r.x.b.vm.ToValue("text/plain")
	}
}

// customError is the entry of customErrors for a status, or nil.
func (r *response) customError(code int) goja.Value {
	table, ok := r.errors().(*goja.Object)
	if !ok || r.refusing {
		return nil
	}
	return table.Get(strconv.Itoa(code))
}

// answerError answers with an entry of customErrors.
func (r *response) answerError(custom goja.Value) {
	f, ok := goja.AssertFunction(custom)
	if !ok {
		r.write(custom)
		r.close()
		return
	}
	r.refusing = true
	r.x.handle(f)
}

// errors is the table customErrors.
func (r *response) errors() goja.Value {
	if r.customErrors == nil {
		r.customErrors = r.x.s.http.customErrors
	}
	return r.customErrors
}

// fault answers with 500 and a text.
func (r *response) fault(values ...goja.Value) {
	if !r.restart(r.x.b.vm.ToValue(http.StatusInternalServerError)) {
		return
	}
	r.plain()
	r.write(values...)
	r.close()
}

// redirect answers with another address.
func (r *response) redirect(target string, status goja.Value) {
	if omitted(status) {
		status = r.x.b.vm.ToValue(http.StatusFound)
	}
	if !r.restart(status) {
		return
	}
	define(r.fields(), "Location", r.x.b.vm.ToValue(asciiURL(target)))
	r.close()
}

// asciiURL escapes what must not stand in a field.
func asciiURL(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if c <= ' ' || c >= 0x7f {
			b.WriteString("%" + strings.ToUpper(strconv.FormatUint(uint64(c)|0x100, 16)[1:]))
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// sendFile answers with a file of documentRoot.
func (r *response) sendFile(root, path string) {
	r.closed = true
	r.core.ServeFile(root, path, http.Header{})
}

// watch has onClosed called if the client leaves before the answer is complete.
func (r *response) watch() {
	if r.watched {
		return
	}
	r.watched = true
	r.core.OnGone(func() {
		if !r.closed {
			r.closed = true
			r.onClosed.emit()
		}
	})
}
