package web

import (
	"encoding/base64"
	"strings"

	"github.com/dop251/goja"
)

func (e *env) installBase64() {
	e.operation("btoa", 1, func(call goja.FunctionCall) goja.Value {
		b, ok := latin1(e.toString(call.Argument(0)))
		if !ok {
			panic(e.newDOMException("InvalidCharacterError",
				e.failedTo("btoa")+": The string to be encoded contains characters outside of the Latin1 range."))
		}
		return e.vm.ToValue(base64.StdEncoding.EncodeToString(b))
	})
	e.operation("atob", 1, func(call goja.FunctionCall) goja.Value {
		text := e.toString(call.Argument(0))
		if _, ok := latin1(text); !ok {
			panic(e.newDOMException("InvalidCharacterError",
				"Failed to execute 'atob' on 'Window': The string to be decoded contains characters outside of the Latin1 range."))
		}
		b, ok := forgivingBase64(text)
		if !ok {
			panic(e.newDOMException("InvalidCharacterError",
				e.failedTo("atob")+": The string to be decoded is not correctly encoded."))
		}
		return binaryString(b)
	})
}

// latin1 turns a string of characters up to U+00FF into bytes.
func latin1(s string) ([]byte, bool) {
	b := make([]byte, 0, len(s))
	for _, r := range s {
		if r > 0xFF {
			return nil, false
		}
		b = append(b, byte(r))
	}
	return b, true
}

// binaryString makes a JavaScript string of one character for each byte.
func binaryString(b []byte) goja.Value {
	units := make([]uint16, len(b))
	for i, c := range b {
		units[i] = uint16(c)
	}
	return goja.StringFromUTF16(units)
}

// forgivingBase64 is the "forgiving-base64 decode" of the Infra Standard.
func forgivingBase64(s string) ([]byte, bool) {
	if strings.ContainsAny(s, "\t\n\f\r ") {
		s = strings.NewReplacer("\t", "", "\n", "", "\f", "", "\r", "", " ", "").Replace(s)
	}
	if len(s)%4 == 0 {
		s = strings.TrimSuffix(strings.TrimSuffix(s, "="), "=")
	}
	// Not strict: surplus bits at the end are dropped, as the standard says.
	b, err := base64.RawStdEncoding.DecodeString(s)
	return b, err == nil
}
