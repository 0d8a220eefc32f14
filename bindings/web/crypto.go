package web

import (
	"crypto/rand"
	"fmt"
	"strings"

	"github.com/dop251/goja"
)

const maxRandom = 65536 // bytes that one call gives

// webCrypto is the Crypto of the Web Cryptography API.
type webCrypto struct{ subtle *goja.Object } // nil before it is asked for

func (e *env) installCrypto() {
	define(e, class[*webCrypto]{
		name: "Crypto",
		attributes: []attribute[*webCrypto]{
			{"subtle", func(c *webCrypto) any {
				if c.subtle == nil {
					c.subtle = e.instance(e.prototype("SubtleCrypto"), &subtleCrypto{})
				}
				return c.subtle
			}, nil},
		},
		methods: []method[*webCrypto]{
			{"getRandomValues", 1, func(_ *webCrypto, call goja.FunctionCall) goja.Value {
				e.fillRandom(call.Argument(0))
				return call.Argument(0)
			}},
			{"randomUUID", 0, func(*webCrypto, goja.FunctionCall) goja.Value { return e.vm.ToValue(newUUID()) }},
		},
	})
}

func (e *env) fillRandom(v goja.Value) {
	const failed = "Failed to execute 'getRandomValues' on 'Crypto': "
	view, ok := v.(*goja.Object)
	kind := kindPlain
	if ok {
		kind = e.kindOf(view)
	}
	name := "DataView"
	switch kind {
	case kindTypedArray:
		name = e.viewName(call(view)).String()
	case kindDataView:
	default:
		e.throwType("%sparameter 1 is not of type 'ArrayBufferView'.", failed)
	}
	if kind == kindDataView || strings.HasPrefix(name, "Float") {
		panic(e.newDOMException("TypeMismatchError", fmt.Sprintf(
			"%sThe provided ArrayBufferView is of type '%s', which is not an integer array type.", failed, strings.TrimSuffix(name, "Array"))))
	}
	b, _ := Bytes(e.vm, view)
	if len(b) > maxRandom {
		panic(e.newDOMException("QuotaExceededError", fmt.Sprintf(
			"%sThe ArrayBufferView's byte length (%d) exceeds the number of bytes of entropy available via this API (%d).", failed, len(b), maxRandom)))
	}
	rand.Read(b)
}
