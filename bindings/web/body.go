package web

import (
	"bytes"
	"strings"

	"github.com/dop251/goja"
)

// textType is the type of a body that is a string.
const textType = "text/plain;charset=UTF-8"

// body is what a Request or a Response carries.
type body struct{ stream *byteStream } // nil is none

// bodyOwner is the Go side of a Request or a Response.
type bodyOwner interface {
	content() *body
	header() headerList
}

func (b *body) used() bool { return b.stream != nil && b.stream.disturbed }

// extractBody is the Fetch Standard's "extract a body" for all but streams: a
// copy of the bytes, never nil, and the type or "".
func (e *env) extractBody(v goja.Value, failed string) (data []byte, kind string) {
	if b := e.asBlob(v); b != nil {
		data, kind = b.data, b.kind
	} else if b, ok := Bytes(e.vm, v); ok {
		e.rt.Reserve(len(b), "Array buffer allocation failed")
		data = bytes.Clone(b)
	} else {
		if o, ok := v.(*goja.Object); ok {
			switch s := e.platform(o).(type) {
			case *searchParams:
				return []byte(formText(s.pairs)), "application/x-www-form-urlencoded;charset=UTF-8"
			case *formData:
				return e.multipart(s)
			}
		}
		data, kind = []byte(scalar(e.convertString(v, failed))), textType
	}
	if data == nil {
		data = []byte{}
	}
	return data, kind
}

// bodyOf makes the body of a Request or a Response. stream tells whether it was
// a stream.
func (e *env) bodyOf(v goja.Value, failed string) (b body, kind string, stream bool) {
	if o, ok := v.(*goja.Object); ok {
		if s, ok := e.platform(o).(*byteStream); ok {
			if s.disturbed || s.locked() {
				e.throwType("%s: Response body object should not be disturbed or locked", failed)
			}
			return body{s}, "", true
		}
	}
	data, kind := e.extractBody(v, failed)
	return body{e.streamOf(data)}, kind, false
}

// bodyAttributes are the attributes of the standard's Body mixin.
func bodyAttributes[S bodyOwner]() []attribute[S] {
	return []attribute[S]{
		{"body", func(s S) any {
			if stream := s.content().stream; stream != nil {
				return stream.object()
			}
			return goja.Null()
		}, nil},
		{"bodyUsed", func(s S) any { return s.content().used() }, nil},
	}
}

// bodyPromises are those that give a promise.
var bodyPromises = []string{"arrayBuffer", "blob", "bytes", "formData", "json", "text"}

// bodyMethods are the methods of the standard's Body mixin.
func bodyMethods[S bodyOwner](e *env, class string) []method[S] {
	consume := func(name string, f func(owner bodyOwner, data []byte) goja.Value) method[S] {
		return method[S]{name, 0, func(s S, _ goja.FunctionCall) goja.Value {
			return e.consume(s, "Failed to execute '"+name+"' on '"+class+"': ", func(data []byte) goja.Value { return f(s, data) })
		}}
	}
	return []method[S]{
		consume("arrayBuffer", func(_ bodyOwner, data []byte) goja.Value { return e.arrayBuffer(data) }),
		consume("blob", func(owner bodyOwner, data []byte) goja.Value {
			kind := ""
			if m := owner.header().mimeType(); m != nil {
				kind = mediaType(m.String())
			}
			return e.blobOf(data, kind)
		}),
		consume("bytes", func(_ bodyOwner, data []byte) goja.Value { return e.bytesToUint8Array(data) }),
		consume("formData", func(owner bodyOwner, data []byte) goja.Value { return e.parseFormData(owner.header().mimeType(), data) }),
		consume("json", func(_ bodyOwner, data []byte) goja.Value { return e.parseJSON(call(nil, e.vm.ToValue(unmarked(data)))) }),
		consume("text", func(_ bodyOwner, data []byte) goja.Value { return e.vm.ToValue(unmarked(data)) }),
	}
}

// unmarked decodes UTF-8 without its byte order mark.
func unmarked(data []byte) string {
	text, _, _ := decodeUTF8(data, false)
	return strings.TrimPrefix(text, "\uFEFF")
}

// consume is the standard's "consume body": a promise of what f makes of all
// bytes, which are its own.
func (e *env) consume(owner bodyOwner, failed string, f func(data []byte) goja.Value) goja.Value {
	p, s := e.newPromise(), owner.content().stream
	switch {
	case s == nil:
		s = e.streamOf(nil)
	case s.disturbed:
		p.refuse(e.typeError(failed + "body stream already read"))
		return p.object
	case s.locked():
		p.refuse(e.typeError(failed + "body stream is locked"))
		return p.object
	}
	s.collect(func(data []byte, failure goja.Value) {
		e.rt.Loop().Post(func() {
			if failure != nil {
				p.refuse(failure)
			} else {
				p.settle(func() goja.Value { return f(data) })
			}
		})
	})
	return p.object
}

// cloned makes a second body of the first.
func (b *body) cloned() body {
	if b.stream == nil {
		return body{}
	}
	one, two := b.stream.tee()
	b.stream = one
	return body{two}
}
