package web

import (
	"crypto"
	"fmt"
	"slices"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/eventloop"
)

// subtleCrypto has no state.
type subtleCrypto struct{}

// cryptoFault is why an operation on keys or data failed. It becomes a
// DOMException.
type cryptoFault struct{ name, message string }

func (f *cryptoFault) Error() string { return f.name + ": " + f.message }

var errOperation = &cryptoFault{"OperationError", ""}

// cryptoWork is the part of an operation that needs no JavaScript: it runs on a
// goroutine of its own. Its result is what [env.cryptoResult] knows.
type cryptoWork = func() (any, *cryptoFault)

func (e *env) installSubtle() {
	// An operation reads its arguments in start.
	operation := func(name string, required int, start func(o cryptoCall) cryptoWork) method[*subtleCrypto] {
		return method[*subtleCrypto]{name, required, func(_ *subtleCrypto, call goja.FunctionCall) goja.Value {
			work := start(cryptoCall{e, name, "Failed to execute '" + name + "' on 'SubtleCrypto'", call.Arguments})
			p := e.newPromise()
			e.runCrypto(p, name, work)
			return p.object
		}}
	}
	define(e, class[*subtleCrypto]{
		name: "SubtleCrypto",
		promises: []string{
			"decrypt", "deriveBits", "deriveKey", "digest", "encrypt", "exportKey", "generateKey", "importKey", "sign", "unwrapKey", "verify", "wrapKey",
		},
		methods: []method[*subtleCrypto]{
			operation("decrypt", 3, cryptoCall.cipher),
			operation("deriveBits", 2, cryptoCall.deriveBits),
			operation("deriveKey", 5, cryptoCall.deriveKey),
			operation("digest", 2, cryptoCall.digest),
			operation("encrypt", 3, cryptoCall.cipher),
			operation("exportKey", 2, cryptoCall.exportKey),
			operation("generateKey", 3, cryptoCall.generateKey),
			operation("importKey", 5, cryptoCall.importKey),
			operation("sign", 3, cryptoCall.sign),
			operation("unwrapKey", 7, cryptoCall.unwrapKey),
			operation("verify", 4, cryptoCall.verify),
			operation("wrapKey", 4, cryptoCall.wrapKey),
		},
	})
}

// cryptoTask keeps the program running while an operation is under way.
type cryptoTask struct {
	handle    eventloop.Handle
	operation string
}

func (t *cryptoTask) String() string { return "crypto.subtle." + t.operation }

func (e *env) runCrypto(p *promise, operation string, work cryptoWork) {
	task, loop := &cryptoTask{operation: operation}, e.rt.Loop()
	task.handle.Open(loop, task)
	go func() {
		result, fault := guardedWork(work)
		loop.Post(func() {
			task.handle.Close()
			p.settle(func() goja.Value {
				if fault != nil {
					panic(e.newDOMException(fault.name, fault.message))
				}
				return e.cryptoResult(result)
			})
		})
	}()
}

// guardedWork turns a panic, which on a goroutine nobody else could catch, into
// a failure.
func guardedWork(work cryptoWork) (result any, fault *cryptoFault) {
	defer func() {
		if recover() != nil {
			result, fault = nil, errOperation
		}
	}()
	return work()
}

// cryptoResult makes a JavaScript value of a result.
func (e *env) cryptoResult(result any) goja.Value {
	switch r := result.(type) {
	case []byte:
		return e.arrayBuffer(r)
	case *cryptoKey:
		return e.instance(e.prototype("CryptoKey"), r)
	case *keyPair:
		o := e.vm.NewObject()
		o.Set("privateKey", e.instance(e.prototype("CryptoKey"), r.private))
		o.Set("publicKey", e.instance(e.prototype("CryptoKey"), r.public))
		return o
	case jwk:
		return e.jwkObject(r)
	}
	return e.vm.ToValue(result)
}

// cryptoCall is a call of one of the operations.
type cryptoCall struct {
	*env
	operation string
	failed    string
	args      []goja.Value
}

func (o cryptoCall) refuse(name, format string, args ...any) {
	panic(o.newDOMException(name, o.failed+": "+fmt.Sprintf(format, args...)))
}

// bytes copies an argument.
func (o cryptoCall) bytes(i int) []byte {
	b, ok := Bytes(o.vm, o.args[i])
	if !ok {
		o.throwType("%s: The provided value is not of type '(ArrayBuffer or ArrayBufferView)'.", o.failed)
	}
	return slices.Clone(b)
}

func (o cryptoCall) key(i int) *cryptoKey {
	if object, ok := o.args[i].(*goja.Object); ok {
		if k, ok := o.platform(object).(*cryptoKey); ok {
			return k
		}
	}
	o.throwType("%s: parameter %d is not of type 'CryptoKey'.", o.failed, i+1)
	return nil
}

// keyFor reads the key of an operation, and checks that the algorithm goes
// together with it.
func (o cryptoCall) keyFor(a algorithm, i int, usage string) (*cryptoKey, *cryptoFault) {
	k := o.key(i)
	switch {
	case k.algorithm.name != a.name:
		return k, &cryptoFault{"InvalidAccessError", "key.algorithm does not match that of operation"}
	case !slices.Contains(k.usages, usage):
		return k, &cryptoFault{"InvalidAccessError", "key.usages does not permit this operation"}
	}
	return k, nil
}

func failedWork(fault *cryptoFault) cryptoWork {
	return func() (any, *cryptoFault) { return nil, fault }
}

func (o cryptoCall) digest() cryptoWork {
	hash := hashes[o.algorithm(o.args[0], "digest").name]
	data := o.bytes(1)
	return func() (any, *cryptoFault) { return sum(hash, data), nil }
}

func sum(hash crypto.Hash, data []byte) []byte {
	h := hash.New()
	h.Write(data)
	return h.Sum(nil)
}
