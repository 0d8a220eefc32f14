package web

import "github.com/dop251/goja"

func (e *env) installClone() {
	failed := e.failedTo("structuredClone")
	e.operation("structuredClone", 1, func(call goja.FunctionCall) goja.Value {
		var transfer goja.Value
		if o := e.options(call.Argument(1), failed); o != nil {
			transfer = o.Get("transfer")
		}
		return e.deserialize(e.serialize(call.Argument(0), e.transferList(transfer, failed), nil, failed), false).value
	})
}

// transferList reads the member transfer of a dictionary.
func (e *env) transferList(v goja.Value, failed string) []goja.Value {
	if v == nil || goja.IsUndefined(v) {
		return nil
	}
	if o, ok := v.(*goja.Object); !ok || !e.iterable(o) {
		e.throwType("%s: Failed to read the 'transfer' property from 'StructuredSerializeOptions': The provided value cannot be converted to a sequence.", failed)
	}
	return e.sequence(v, failed)
}

// postArguments reads what a postMessage has besides the message: a list of what
// is transferred, or a dictionary with one.
func (e *env) postArguments(v goja.Value, failed string) []goja.Value {
	switch v := v.(type) {
	case *goja.Object:
		if e.iterable(v) {
			return e.transferObjects(v, failed)
		}
		return e.transferList(v.Get("transfer"), failed)
	default:
		if v != nil && !goja.IsUndefined(v) && !goja.IsNull(v) {
			e.throwType("%s: Overload resolution failed.", failed)
		}
		return nil
	}
}

// transferObjects reads a sequence of objects.
func (e *env) transferObjects(v goja.Value, failed string) []goja.Value {
	list := e.sequence(v, failed)
	for _, item := range list {
		if _, ok := item.(*goja.Object); !ok {
			e.throwType("%s: Failed to convert value to 'object'.", failed)
		}
	}
	return list
}
