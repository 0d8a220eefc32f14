package web

import (
	"slices"
	"strings"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/runtime"
)

// xhrBody is what an XMLHttpRequest has received.
type xhrBody struct {
	bytes  []byte
	object goja.Value // made of it, once it was asked for

	// Of the text, which is decoded as far as it came.
	decoder *textDecoder
	decoded int
	flushed bool
	text    strings.Builder
}

// grow appends to a buffer. It reports false if the heap has no room for it.
func (e *env) grow(b, more []byte) ([]byte, bool) {
	if need := len(b) + len(more); need > cap(b) {
		size := max(need, 2*cap(b))
		if !e.try(func() { e.rt.Reserve(size, "") }) {
			return b, false
		}
		b = slices.Grow(b, size-len(b))
	}
	return append(b, more...), true
}

// noResponse is what an XMLHttpRequest has without a response.
var noResponse = &loadResponse{}

func (x *xhr) answer() *loadResponse {
	if x.response == nil {
		return noResponse
	}
	return x.response
}

func (x *xhr) header(call goja.FunctionCall) goja.Value {
	name := x.env.byteString(call.Argument(0), "Failed to execute 'getResponseHeader' on 'XMLHttpRequest'")
	if value, ok := x.answer().headers.get(name); ok {
		return x.env.vm.ToValue(value)
	}
	return goja.Null()
}

func (x *xhr) allHeaders(goja.FunctionCall) goja.Value {
	var b strings.Builder
	for _, h := range x.answer().headers.sorted() {
		b.WriteString(h.name + ": " + h.value + "\r\n")
	}
	return x.env.vm.ToValue(b.String())
}

func (x *xhr) overrideMimeType(call goja.FunctionCall) goja.Value {
	text := x.env.toString(call.Argument(0))
	if x.state >= xhrLoading {
		x.fail("InvalidStateError", "overrideMimeType", "MimeType cannot be overridden when the state is LOADING or DONE.")
	}
	if x.mime = parseMIMEType(text); x.mime == nil {
		x.mime = &mimeType{essence: "application/octet-stream"}
	}
	return nil
}

func (x *xhr) setResponseType(v goja.Value) {
	kind := x.env.toString(v)
	switch kind {
	case "", "arraybuffer", "blob", "document", "json", "text":
	default:
		x.env.rt.Console(runtime.Warn, "The provided value '"+kind+"' is not a valid enum value of type XMLHttpRequestResponseType.")
		return
	}
	switch {
	case x.state >= xhrLoading:
		x.refuse("InvalidStateError", "responseType", "The response type cannot be set if the object's state is LOADING or DONE.")
	case x.state != xhrUnsent && x.sync && x.env.worker == nil:
		x.refuse("InvalidAccessError", "responseType", "The response type cannot be changed for synchronous requests made from a document.")
	}
	x.responseType = kind
}

// mustRead throws if the responseType is not one of those that an attribute is
// for.
func (x *xhr) mustRead(attribute string, kind string) {
	if x.responseType != "" && x.responseType != kind {
		panic(x.env.newDOMException("InvalidStateError", "Failed to read the '"+attribute+"' property from 'XMLHttpRequest': "+
			"The value is only accessible if the object's 'responseType' is '' or '"+kind+"' (was '"+x.responseType+"')."))
	}
}

func (x *xhr) responseText() any {
	x.mustRead("responseText", "text")
	if x.state < xhrLoading || x.response == nil {
		return ""
	}
	return x.text()
}

func (x *xhr) responseXML() any {
	x.mustRead("responseXML", "document")
	if x.responseType == "" {
		return goja.Null() // it would be one of XML, for which there is no parser
	}
	return x.responseValue()
}

func (x *xhr) responseValue() any {
	if x.responseType == "" || x.responseType == "text" {
		return x.responseText()
	}
	if x.state != xhrDone || x.response == nil {
		return goja.Null()
	}
	if x.body.object == nil {
		x.body.object = x.object()
	}
	return x.body.object
}

// object makes the response of a responseType that is none of text. Nothing
// else needs the bytes then.
func (x *xhr) object() goja.Value {
	e, b := x.env, x.body.bytes
	switch x.responseType {
	case "arraybuffer":
		return e.arrayBuffer(b)
	case "blob":
		kind := "text/xml"
		if m := x.finalType(); m != nil {
			kind = m.String()
		}
		return e.blobOf(b, kind)
	case "json":
		text, _, _ := decodeUTF8(b, false)
		var v goja.Value
		if e.try(func() { v = e.parseJSON(call(nil, e.vm.ToValue(strings.TrimPrefix(text, "\uFEFF")))) }) {
			return v
		}
	case "document":
		if m := x.finalType(); m != nil && m.essence == "text/html" && e.dom != nil {
			d := e.newDocument(nil)
			d.parse(x.text())
			return d.object()
		}
	}
	return goja.Null()
}

// finalType is the type of the body as the program wants it, or nil.
func (x *xhr) finalType() *mimeType {
	if x.mime != nil {
		return x.mime
	}
	return x.response.headers.mimeType()
}

// text decodes what came since the last time.
func (x *xhr) text() string {
	b := &x.body
	done := x.state == xhrDone
	if b.decoder == nil {
		if len(b.bytes) < 3 && !done {
			return "" // a byte order mark may come
		}
		b.decoder = x.decoder()
	}
	if b.decoded < len(b.bytes) || done && !b.flushed {
		text, _ := b.decoder.decode(b.bytes[b.decoded:], !done)
		b.text.WriteString(text)
		b.decoded, b.flushed = len(b.bytes), done
	}
	return b.text.String()
}

func (x *xhr) decoder() *textDecoder {
	c, _ := markedCodec(x.body.bytes)
	if c == nil {
		c = codecOf(x.mime.parameter("charset"))
	}
	if c == nil {
		c = codecOf(x.response.headers.mimeType().parameter("charset"))
	}
	if c == nil {
		c = &utf8Codec
	}
	return &textDecoder{codec: c, decoder: c.decoder()}
}
