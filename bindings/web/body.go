package web

import (
	"bytes"

	"github.com/dop251/goja"
)

// textType is the type of a body that is a string.
const textType = "text/plain;charset=UTF-8"

// extractBody is the Fetch Standard's "extract a body": a copy of the bytes,
// never nil, and the type or "".
func (e *env) extractBody(v goja.Value, failed string) (body []byte, kind string) {
	if b := e.asBlob(v); b != nil {
		body, kind = b.data, b.kind
	} else if b, ok := Bytes(e.vm, v); ok {
		e.rt.Reserve(len(b), "Array buffer allocation failed")
		body = bytes.Clone(b)
	} else {
		if o, ok := v.(*goja.Object); ok {
			switch s := e.platform(o).(type) {
			case *searchParams:
				return []byte(formText(s.pairs)), "application/x-www-form-urlencoded;charset=UTF-8"
			}
		}
		if _, ok := v.(*goja.Symbol); ok {
			e.throwType("%s: Cannot convert a Symbol value to a string", failed)
		}
		body, kind = []byte(e.utf8Text(v)), textType
	}
	if body == nil {
		body = []byte{}
	}
	return body, kind
}

// byteString is the conversion to Web IDL's ByteString.
func (e *env) byteString(v goja.Value, failed string) string {
	if _, ok := v.(*goja.Symbol); ok {
		e.throwType("%s: Cannot convert a Symbol value to a string", failed)
	}
	text := e.toString(v)
	if _, ok := latin1(text); !ok {
		e.throwType("%s: String contains non ISO-8859-1 code point.", failed)
	}
	return text
}
