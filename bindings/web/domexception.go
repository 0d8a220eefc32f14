package web

import "github.com/dop251/goja"

// domError is the Go side of a DOMException.
type domError struct{ name, message string }

// domErrorCodes are the legacy codes that Web IDL still gives to some names,
// by code; the gaps are codes that are not used any more.
var domErrorCodes = []struct{ name, constant string }{
	1:  {"IndexSizeError", "INDEX_SIZE_ERR"},
	2:  {"", "DOMSTRING_SIZE_ERR"},
	3:  {"HierarchyRequestError", "HIERARCHY_REQUEST_ERR"},
	4:  {"WrongDocumentError", "WRONG_DOCUMENT_ERR"},
	5:  {"InvalidCharacterError", "INVALID_CHARACTER_ERR"},
	6:  {"", "NO_DATA_ALLOWED_ERR"},
	7:  {"NoModificationAllowedError", "NO_MODIFICATION_ALLOWED_ERR"},
	8:  {"NotFoundError", "NOT_FOUND_ERR"},
	9:  {"NotSupportedError", "NOT_SUPPORTED_ERR"},
	10: {"InUseAttributeError", "INUSE_ATTRIBUTE_ERR"},
	11: {"InvalidStateError", "INVALID_STATE_ERR"},
	12: {"SyntaxError", "SYNTAX_ERR"},
	13: {"InvalidModificationError", "INVALID_MODIFICATION_ERR"},
	14: {"NamespaceError", "NAMESPACE_ERR"},
	15: {"InvalidAccessError", "INVALID_ACCESS_ERR"},
	16: {"", "VALIDATION_ERR"},
	17: {"TypeMismatchError", "TYPE_MISMATCH_ERR"},
	18: {"SecurityError", "SECURITY_ERR"},
	19: {"NetworkError", "NETWORK_ERR"},
	20: {"AbortError", "ABORT_ERR"},
	21: {"URLMismatchError", "URL_MISMATCH_ERR"},
	22: {"QuotaExceededError", "QUOTA_EXCEEDED_ERR"},
	23: {"TimeoutError", "TIMEOUT_ERR"},
	24: {"InvalidNodeTypeError", "INVALID_NODE_TYPE_ERR"},
	25: {"DataCloneError", "DATA_CLONE_ERR"},
}

func (d *domError) code() int {
	for code, c := range domErrorCodes {
		if c.name == d.name && c.name != "" {
			return code
		}
	}
	return 0
}

func (e *env) installDOMException() {
	var codes []constant
	for code, c := range domErrorCodes {
		if c.constant != "" {
			codes = append(codes, constant{c.constant, code})
		}
	}
	_, prototype := define(e, class[*domError]{
		name: "DOMException",
		// An Error object inside, so that it has a stack and is shown as one.
		base: func() *goja.Object { return e.construct("Error") },
		construct: func(call goja.ConstructorCall) *domError {
			d := &domError{name: "Error"}
			if v := call.Argument(0); !goja.IsUndefined(v) {
				d.message = e.toString(v)
			}
			if v := call.Argument(1); !goja.IsUndefined(v) {
				d.name = e.toString(v)
			}
			return d
		},
		attributes: []attribute[*domError]{
			{"name", func(d *domError) any { return d.name }, nil},
			{"message", func(d *domError) any { return d.message }, nil},
			{"code", func(d *domError) any { return d.code() }, nil},
		},
		constants: codes,
	})
	prototype.SetPrototype(e.constructors["Error"].Object().Get("prototype").(*goja.Object))
}

// newDOMException makes a DOMException from Go.
func (e *env) newDOMException(name, message string) *goja.Object {
	return e.make(e.class("DOMException").constructor, e.vm.ToValue(message), e.vm.ToValue(name))
}
