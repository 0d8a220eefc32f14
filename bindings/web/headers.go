package web

import (
	"strings"

	"github.com/dop251/goja"
)

// headerGuard says what may be done to a Headers object.
type headerGuard int

const (
	guardNone headerGuard = iota
	guardImmutable
	guardRequest
	guardSimple // of a request whose mode is no-cors
	guardResponse
)

// headers is a Headers of the Fetch Standard.
type headers struct {
	list  headerList
	guard headerGuard
	self  *goja.Object // nil before it is asked for
}

func (e *env) installHeaders() {
	name := func(call goja.FunctionCall, function string) string {
		failed := "Failed to execute '" + function + "' on 'Headers'"
		name := e.byteString(call.Argument(0), failed)
		if !isToken(name) {
			e.throwType("%s: Invalid name", failed)
		}
		return name
	}
	change := func(function string, required int, f func(h *headers, name, value string)) method[*headers] {
		return method[*headers]{function, required, func(h *headers, call goja.FunctionCall) goja.Value {
			failed := "Failed to execute '" + function + "' on 'Headers'"
			name, value := name(call, function), ""
			if required == 2 {
				value = e.headerValue(call.Argument(1), failed)
			}
			if h.guard == guardImmutable {
				e.throwType("%s: Headers are immutable", failed)
			}
			f(h, name, value)
			return nil
		}}
	}
	_, prototype := define(e, class[*headers]{
		name: "Headers",
		construct: func(call goja.ConstructorCall) *headers {
			h := &headers{}
			if v := call.Argument(0); !goja.IsUndefined(v) {
				e.fillHeaders(h, v, "Failed to construct 'Headers'", "")
			}
			return h
		},
		methods: []method[*headers]{
			change("append", 2, (*headers).append),
			change("delete", 1, func(h *headers, name, _ string) {
				if h.allows(name, "") {
					h.list.delete(name)
				}
			}),
			{"get", 1, func(h *headers, call goja.FunctionCall) goja.Value {
				if value, ok := h.list.get(name(call, "get")); ok {
					return e.vm.ToValue(value)
				}
				return goja.Null()
			}},
			{"getSetCookie", 0, func(h *headers, _ goja.FunctionCall) goja.Value {
				var values []string
				for _, h := range h.list {
					if strings.EqualFold(h.name, "Set-Cookie") {
						values = append(values, h.value)
					}
				}
				return e.strings(values)
			}},
			{"has", 1, func(h *headers, call goja.FunctionCall) goja.Value {
				return e.vm.ToValue(h.list.has(name(call, "has")))
			}},
			change("set", 2, func(h *headers, name, value string) {
				if h.allows(name, value) {
					h.list.set(name, value)
				}
			}),
		},
	})
	definePairs(e, "Headers", prototype, func(h *headers, i int) (values [2]goja.Value, ok bool) {
		sorted := h.list.sorted()
		if i >= len(sorted) {
			return values, false
		}
		return [2]goja.Value{e.vm.ToValue(sorted[i].name), e.vm.ToValue(sorted[i].value)}, true
	})
}

// byteString is the conversion to Web IDL's ByteString.
func (e *env) byteString(v goja.Value, failed string) string {
	text := e.convertString(v, failed)
	if _, ok := latin1(text); !ok {
		e.throwType("%s: String contains non ISO-8859-1 code point.", failed)
	}
	return text
}

// convertString is toString with the heading that messages have.
func (e *env) convertString(v goja.Value, failed string) string {
	if _, ok := v.(*goja.Symbol); ok {
		e.throwType("%s: Cannot convert a Symbol value to a string", failed)
	}
	return e.toString(v)
}

// headerValue reads a value and takes the space around it away.
func (e *env) headerValue(v goja.Value, failed string) string {
	value := strings.Trim(e.byteString(v, failed), httpSpace)
	if !isHeaderValue(value) {
		e.throwType("%s: Invalid value", failed)
	}
	return value
}

// object is the Headers as scripts have it, always the same.
func (h *headers) object(e *env) *goja.Object {
	if h.self == nil {
		h.self = e.instance(e.prototype("Headers"), h)
	}
	return h.self
}

// append adds a value if the guard allows what the header then is.
func (h *headers) append(name, value string) {
	whole := value
	if before, ok := h.list.get(name); ok && h.guard == guardSimple {
		whole = before + ", " + value
	}
	if h.allows(name, whole) {
		h.list.append(name, value)
	}
}

// allows tells whether the guard lets a header be set. Without a value it tells
// whether it lets one be deleted.
func (h *headers) allows(name, value string) bool {
	switch h.guard {
	case guardRequest:
		return !isForbidden(name, value)
	case guardSimple:
		return isSimple(name, value)
	case guardResponse:
		return !isSetCookie(name)
	}
	return true
}

// fillHeaders is the standard's "fill": from a list of pairs, or an object. where
// is the dictionary member that v is, or "".
func (e *env) fillHeaders(h *headers, v goja.Value, failed, where string) {
	o, ok := v.(*goja.Object)
	if !ok {
		e.throwType("%s: %sThe provided value is not of type '(record<ByteString, ByteString> or sequence<sequence<ByteString>>)'.", failed, where)
	}
	add := func(name, value string) {
		value = strings.Trim(value, httpSpace)
		switch {
		case !isToken(name):
			e.throwType("%s: Invalid name", failed)
		case !isHeaderValue(value):
			e.throwType("%s: Invalid value", failed)
		}
		h.append(name, value)
	}
	if !e.iterable(o) {
		text := func(v goja.Value) string { return e.byteString(v, failed) }
		for _, p := range e.record(o, text, text) {
			add(p.name, p.value)
		}
		return
	}
	var pairs [][]string
	for _, item := range e.sequence(o, failed) {
		var pair []string
		for _, part := range e.sequence(item, failed) {
			pair = append(pair, e.byteString(part, failed))
		}
		pairs = append(pairs, pair)
	}
	for _, pair := range pairs {
		if len(pair) != 2 {
			e.throwType("%s: Invalid value", failed)
		}
		add(pair[0], pair[1])
	}
}
